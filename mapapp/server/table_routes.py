"""The table of a selection, page by page, and the selection as a file."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import BaseRoute, Route

from mapapp.core.event import Event
from mapapp.core.toll import Toll
from mapapp.exports.geojson import geojson
from mapapp.exports.jsonl import jsonl
from mapapp.exports.records import FindArticle
from mapapp.exports.sheet import sheet
from mapapp.maps.order import ordered
from mapapp.server.event_fields import FindArticle as Find
from mapapp.server.event_fields import row_fields
from mapapp.server.names import country_name
from mapapp.server.request import BadRequest, answer, read_map, read_number, read_selection
from mapapp.server.state import State

PAGE: Final = 50
MOST_ROWS: Final = 200
BATCH: Final = 400
KEPT_ARTICLES: Final = 256

Write = Callable[[Iterable[Event], FindArticle], Iterator[str]]
FORMATS: Final[dict[str, tuple[Write, str]]] = {
    "csv": (sheet, "text/csv; charset=utf-8"),
    "geojson": (geojson, "application/geo+json"),
    "jsonl": (jsonl, "application/x-ndjson; charset=utf-8"),
}


def get_table(request: Request) -> dict[str, Any]:
    """Return a page of a selection's table: `sort` names a column, with - before it from the highest down."""
    now, selection = read_map(request), read_selection(request)
    offset, limit = read_number(request, "offset", 0, 10**9), read_number(request, "limit", PAGE, MOST_ROWS)
    sort = request.query_params.get("sort", "-date")
    snapshot = now.store.snapshot()
    found = snapshot.rows(selection)
    try:
        rows = ordered(snapshot, found, sort.removeprefix("-"), sort.startswith("-"))[offset : offset + limit]
    except ValueError as error:
        raise BadRequest(str(error)) from None
    ids = [snapshot.ids[row] for row in rows.tolist()]
    events = {event.id: event for event in now.store.events(ids=ids)}
    listed = [
        cells(events[id], now.article, lambda code: country_name(now, code)) for id in ids if id in events
    ]
    return {"version": snapshot.version, "total": len(found), "offset": offset, "rows": listed}


def cells(event: Event, article: Find, name_of: Callable[[str], str]) -> dict[str, Any]:
    """Return one row of the table."""
    place = event.places[0] if event.places else None
    report = event.reports[0] if event.reports else None
    found = article(report.article_id) if report is not None else None
    return row_fields(event, article) | {
        "country": name_of(place.country) if place is not None and place.country else "",
        "killed": toll_cell(event.killed),
        "injured": toll_cell(event.injured),
        "by": event.claimed_by,
        "sure": f"{event.confidence:.0%}",
        "source": found.source if found is not None else "",
    }


def toll_cell(toll: Toll | None) -> str:
    """Return a toll in as few signs as it takes; "" where no number is known.

    >>> toll_cell(Toll.exactly(5)), toll_cell(Toll(20, 20)), toll_cell(Toll(4, 3, 7)), toll_cell(Toll(high=9))
    ('5', '20+', '4 (3–7)', 'up to 9')
    """
    if toll is None or not toll.stated:
        return ""
    low, best, high = toll.low, toll.best, toll.high
    if best is not None and {low, high} in ({best}, {None}):
        return str(best)
    if high is None:
        return f"{best if best is not None else low}" + ("+" if low is not None else "")
    if low is None:
        return f"up to {high}" if best is None else f"{best} (up to {high})"
    return f"{low}–{high}" if best is None else f"{best} ({low}–{high})"


def get_export(request: Request) -> StreamingResponse:
    """Return a selection's events as a file (`format`: csv, geojson or jsonl), sent while it is read."""
    now, selection = read_map(request), read_selection(request)
    asked = request.query_params.get("format", "")
    if asked not in FORMATS:
        raise BadRequest(f"format is one of {', '.join(FORMATS)}")
    write, kind = FORMATS[asked]
    snapshot = now.store.snapshot()
    rows = snapshot.rows(selection).tolist()
    pieces = write(
        _events(now, (snapshot.ids[row] for row in rows)), lru_cache(KEPT_ARTICLES)(now.store.article)
    )
    headers = {
        "Content-Disposition": f'attachment; filename="mapapp-events.{asked}"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse(_joined(pieces), 200, headers, kind)


def _events(now: State, ids: Iterator[str]) -> Iterator[Event]:
    """Give the events of ids in their order; the database is let go between batches."""
    while some := list(islice(ids, BATCH)):
        yield from list(now.store.events(ids=some))


def _joined(pieces: Iterator[str]) -> Iterator[str]:
    while some := list(islice(pieces, BATCH)):
        yield "".join(some)


def table_routes(api: str) -> list[BaseRoute]:
    """Return these routes below the address of our API."""
    return [Route(f"{api}/table", answer(get_table)), Route(f"{api}/export", answer(get_export))]
