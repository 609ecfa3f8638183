"""What the filter panel, the histogram and play ask for: counts, bars, columns, the events of one point."""

import threading
from collections import OrderedDict
from datetime import date
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from mapapp.core.link import is_plain_text
from mapapp.core.taxonomy import EVENT_TYPE_OF, TYPE_KEYS
from mapapp.maps.facets import facets, find_values
from mapapp.maps.histogram import STEPS, Step, histogram
from mapapp.maps.play import play_columns
from mapapp.maps.symbols import Viewport
from mapapp.server.event_fields import row_fields
from mapapp.server.names import country_name, told
from mapapp.server.request import BadRequest, answer, read_map, read_number, read_selection, read_viewport

MOST_HERE: Final = 100
KEPT_ANSWERS: Final = 64

_kept: "OrderedDict[tuple[Any, ...], dict[str, Any]]" = OrderedDict()
_keeping = threading.Lock()


def get_facets(request: Request) -> dict[str, Any]:
    """Return the counts of each filter's values, and the sentence that says what is shown."""
    now, selection = read_map(request), read_selection(request)
    snapshot = now.store.snapshot()
    key = (now.map_name, id(now.store), snapshot.version, selection)
    with _keeping:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = facets(snapshot, selection)
    fields = found.as_dict() | {"sentence": told(now, selection, found.total), "limits": selection.limits()}
    for value in fields["facets"]["countries"]["values"]:
        value["name"] = country_name(now, value["key"])
    for value in fields["facets"]["sub_types"]["values"]:
        value["of"] = TYPE_KEYS[EVENT_TYPE_OF[value["name"]]]
    with _keeping:
        _kept[key] = fields
        while len(_kept) > KEPT_ANSWERS:
            _kept.popitem(last=False)
    return fields


def get_values(request: Request) -> dict[str, Any]:
    """Return the values of one filter (`part`) whose names hold a text (`q`), counted as the facets are."""
    now, selection = read_map(request), read_selection(request)
    text = " ".join(request.query_params.get("q", "").split())
    if not is_plain_text(text):
        raise BadRequest("q is a part of a name: letters, digits and plain signs, at most 200")
    part = request.query_params.get("part", "")
    try:
        found = find_values(now.store.snapshot(), selection, part, text, lambda c: country_name(now, c))
    except ValueError as error:
        raise BadRequest(str(error)) from None
    return {"values": [{"key": c.key, "name": c.name, "n": c.count} for c in found]}


def get_histogram(request: Request) -> dict[str, Any]:
    """Return the bars of a selection, less its days."""
    selection, window = read_selection(request), _read_window(request)
    return histogram(read_map(request).store.snapshot(), selection, _read_step(request), window).as_dict()


def get_here(request: Request) -> dict[str, Any]:
    """Return the events of a selection in a box, newest first: those of one point where it is that point."""
    selection = read_selection(request)
    view = _read_box(request)
    offset, limit = read_number(request, "offset", 0, 10**9), read_number(request, "limit", 50, MOST_HERE)
    now = read_map(request)
    snapshot = now.store.snapshot()
    spots = snapshot.spots
    rows = snapshot.rows(selection)
    inside = (spots.lat >= view.south) & (spots.lat <= view.north)
    # numbers as they came, not turned round the Earth and back: a point has to be found by its own
    along = [(spots.lon + turn >= view.west) & (spots.lon + turn <= view.east) for turn in (-360, 0, 360)]
    inside &= along[0] | along[1] | along[2]
    rows = rows[inside[spots.of_row[rows]]][::-1]
    ids = [snapshot.ids[row] for row in rows[offset : offset + limit].tolist()]
    events = {event.id: event for event in now.store.events(ids=ids)}
    listed = [row_fields(events[id], now.article) for id in ids if id in events]
    return {"version": snapshot.version, "total": len(rows), "offset": offset, "events": listed}


def get_play(request: Request) -> Response:
    """Return the columns of a view for playing through days (mapapp.maps.play says how they are laid out)."""
    view, selection, step = read_viewport(request), read_selection(request), _read_step(request)
    body = play_columns(read_map(request).store.snapshot(), selection, view, step, _read_window(request))
    return Response(body, 200, {"Cache-Control": "no-store"}, "application/octet-stream")


def facet_routes(api: str) -> list[BaseRoute]:
    """Return these routes below the address of our API."""
    return [
        Route(f"{api}/facets", answer(get_facets)),
        Route(f"{api}/values", answer(get_values)),
        Route(f"{api}/histogram", answer(get_histogram)),
        Route(f"{api}/here", answer(get_here)),
        Route(f"{api}/play", answer(get_play)),
    ]


def _read_step(request: Request) -> Step | None:
    asked = request.query_params.get("step", "")
    if asked and asked not in STEPS:
        raise BadRequest(f"step is one of {', '.join(STEPS)}")
    return next((step for step in STEPS if step == asked), None)


def _read_window(request: Request) -> tuple[date, date] | None:
    asked = [request.query_params.get(key, "") for key in ("first", "last")]
    if not any(asked):
        return None
    try:
        first, last = (date.fromisoformat(day) for day in asked if len(day) == 10)
    except ValueError:
        raise BadRequest("first and last are days as YYYY-MM-DD, both or neither") from None
    if first > last:
        raise BadRequest("first is not later than last")
    return first, last


def _read_box(request: Request) -> Viewport:
    try:
        return Viewport.parse(request.query_params.get("bbox", ""), "0")
    except ValueError as error:
        raise BadRequest(str(error)) from None
