"""The addresses for what the map shows under the events: names of places, and tiles where they are set up."""

from functools import lru_cache
from typing import Any, Final

from starlette.requests import Request

from gazetteer import Gazetteer
from gazetteer.name_sets import NameSet, label
from gazetteer.place import Kind, Place
from mapapp.server import state
from mapapp.server.request import read_viewport

MOST_LABELS: Final = 300
MOST_OF_THE_LAND: Final = 60
FEW: Final = 80
"""Towns of a view below which, from zoom FILLED_FROM on, all are written: population is often unknown."""
FILLED_FROM: Final = 7
SMALLEST_TOWN: Final = ((4, 1_000_000), (5, 300_000), (6, 100_000), (7, 20_000), (8, 5_000), (9, 1_000))
"""Below a zoom, only towns of so many people are written."""
OF_THE_LAND: Final[tuple[tuple[int, tuple[Kind, ...]], ...]] = (
    (6, ("region", "water")),
    (8, ("region", "water", "river", "mountain", "island", "camp", "dam", "crossing")),
)
"""From a zoom on, what is written besides countries and settlements."""
WIDEST_KM: Final = 900.0
"""Of a region at zoom 6; half of it at each further zoom: the name of half a continent names no point."""


def get_labels(request: Request) -> dict[str, Any]:
    """Return the names of the places to write on a viewport, the most important first.

    `names` is the reader's choice of names, as NameSet.parse reads it; contested places have two in any.
    """
    view = read_viewport(request)
    west, east = view.west, view.east
    if east - west >= 360:
        west, east = -180.0, 180.0
    elif east > 180:
        east -= 360  # the gazetteer reads a box with west above east as one over the date line
    smallest = next((people for zoom, people in SMALLEST_TOWN if view.zoom < zoom), 0)
    gazetteer = state.maps().shared.gazetteer()
    names = NameSet.parse(request.query_params.get("names", ""))
    box = (view.south, west, view.north, east)
    places = gazetteer.labels(*box, MOST_LABELS, smallest)
    if len(places) < FEW and view.zoom >= FILLED_FROM:
        places = gazetteer.labels(*box, FEW)  # where few towns are counted, the others are the map
    kinds = next((kinds for zoom, kinds in reversed(OF_THE_LAND) if view.zoom >= zoom), ())
    land = gazetteer.labels(*box, MOST_OF_THE_LAND, 0, kinds) if kinds else ()
    widest = max(WIDEST_KM / 2 ** max(0, view.zoom - 6), 60.0)
    land = tuple(p for p in land if p.kind != "region" or p.radius_km <= widest)
    return {
        "labels": [
            {
                "text": _name(gazetteer, place, names),
                "lat": place.lat,
                "lon": place.lon,
                "kind": place.kind,
                "rank": rank,
            }
            for rank, place in enumerate(_together(places, land))
        ]
    }


def _together(places: tuple[Place, ...], land: tuple[Place, ...]) -> list[Place]:
    """Return both in one order: a few large places, then what gives the land its names, then the others.

    A region that is called as its town is left out.
    """
    first = max(len(places) // 8, 6)
    towns = {p.name for p in places}
    return list(dict.fromkeys((*places[:first], *(p for p in land if p.name not in towns), *places[first:])))


@lru_cache(maxsize=20_000)
def _name(gazetteer: Gazetteer, place: Place, names: NameSet) -> str:
    if names == NameSet():
        return place.label or place.name
    return label(place, names, gazetteer.names(place.id), gazetteer.history(place.id))


def get_basemap(_request: Request) -> dict[str, Any]:
    """Return where tiles come from, whose they are and which host then learns what is viewed; or none."""
    settings = state.maps().shared.settings
    if not settings.tiles_url:
        return {"tiles": None}
    tiles = {
        "url": settings.tiles_url,
        "attribution": settings.tiles_attribution,
        "host": settings.tiles_host,
    }
    return {"tiles": tiles}
