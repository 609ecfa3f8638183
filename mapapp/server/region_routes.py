"""What the map's shaded layer asks for: events and killed by first-level division."""

from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from mapapp.maps.projection import x_pixel, y_pixel
from mapapp.maps.region_counts import region_counts
from mapapp.maps.regions import Regions, open_regions
from mapapp.maps.symbols import Viewport
from mapapp.server import state
from mapapp.server.request import BadRequest, answer, read_map, read_selection


def get_regions(request: Request) -> dict[str, Any]:
    """Return the counts of the regions in a box that have any: [events, killed, name] by key.

    `limits` are of all regions, so that colours stay while the map moves.
    """
    now, selection, view = read_map(request), read_selection(request), _read_box(request)
    snapshot, regions = now.store.snapshot(), open_regions()
    counts = region_counts(snapshot, snapshot.rows(selection), regions)
    seen = [i for i in np.flatnonzero(counts.events).tolist() if _touches(regions, i, view)]
    return {
        "version": counts.version,
        "total": counts.total,
        "wider": counts.wider,
        "outside": counts.outside,
        "unplaced": counts.unplaced,
        "limits": counts.limits,
        "by": {
            regions.heads[i].key: [int(counts.events[i]), int(counts.killed[i]), _name(regions.heads[i].key)]
            for i in seen
        },
    }


def region_routes(api: str) -> list[BaseRoute]:
    """Return this route below the address of our API."""
    return [Route(f"{api}/regions", answer(get_regions))]


def _name(key: str) -> str:
    """Return the name that the gazetteer has for a region, "" where it has none."""
    place = state.maps().shared.gazetteer().place(int(key)) if key.isdecimal() else None
    return (place.label or place.name) if place is not None else ""


def _touches(regions: Regions, number: int, view: Viewport | None) -> bool:
    box = regions.box(number)
    if view is None or box is None:
        return True
    west, north, east, south = box
    tops = y_pixel(np.array([view.north, view.south]), -8)
    sides = x_pixel(np.array([view.west, view.east if view.east >= view.west else view.east + 360]), -8)
    if north > tops[1] or south < tops[0]:
        return False
    return any(west + turn <= sides[1] and east + turn >= sides[0] for turn in (-2, -1, 0, 1, 2))


def _read_box(request: Request) -> Viewport | None:
    asked = request.query_params.get("bbox", "")
    try:
        return Viewport.parse(asked, "0") if asked else None
    except ValueError as error:
        raise BadRequest(str(error)) from None
