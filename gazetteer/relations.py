"""Where places lie to each other: what holds what, a point some way off, the middle and the way between.

All on a sphere of the IUGG's mean radius; bearings are degrees clockwise from north.
"""

from collections.abc import Iterable
from math import asin, atan2, ceil, cos, degrees, hypot, radians, sin
from typing import TYPE_CHECKING, Literal

from gazetteer.distance import EARTH_RADIUS_KM, great_circle_km
from gazetteer.place import AREAS, KINDS, SETTLEMENTS, Kind, Place

if TYPE_CHECKING:
    from gazetteer.index import NameIndex

Held = Literal["parent", "country", "division", "distance", ""]
"""By what a place lies in an area; "" where it does not, or nothing says so."""

UNKNOWN_RADIUS_KM: dict[Kind, float] = {"region": 60.0, "disputed": 60.0, "district": 20.0}
"""How far an area reaches, at the least, whose extent is not known."""

_WIDE: frozenset[Kind] = AREAS | {"city", "town", "camp", "island", "park"}
"""Kinds that a place may be said to lie in, by its distance."""

_STEP_KM = 25.0


def moved(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """Return the point some kilometres from another in a direction, to five decimals.

    >>> moved(0.0, 0.0, 111.195, 90.0), moved(0.0, 179.5, 111.195, 90.0)
    ((0.0, 1.0), (0.0, -179.5))
    """
    way, course, phi = km / EARTH_RADIUS_KM, radians(bearing), radians(lat)
    up = max(-1.0, min(1.0, sin(phi) * cos(way) + cos(phi) * sin(way) * cos(course)))
    east = atan2(sin(course) * sin(way) * cos(phi), cos(way) - sin(phi) * up)
    return _rounded(degrees(asin(up)), lon + degrees(east))


def bearing(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the direction in which another point lies, 0 to 360; 0 where it is the same point.

    >>> round(bearing(0.0, 0.0, 0.0, 1.0)), round(bearing(50.0, 10.0, 40.0, 10.0))
    (90, 180)
    """
    phi, other_phi, way = radians(lat), radians(other_lat), radians(other_lon - lon)
    east = sin(way) * cos(other_phi)
    north = cos(phi) * sin(other_phi) - sin(phi) * cos(other_phi) * cos(way)
    return degrees(atan2(east, north)) % 360


def midpoint(lat: float, lon: float, other_lat: float, other_lon: float) -> tuple[float, float] | None:
    """Return the point half way between two on the shortest way; None for opposite ends of the Earth.

    >>> midpoint(0.0, 179.0, 0.0, -179.0)
    (0.0, 180.0)
    """
    ends = (_vector(lat, lon), _vector(other_lat, other_lon))
    x, y, z = (a + b for a, b in zip(*ends, strict=True))
    if hypot(x, y, z) < 1e-9:
        return None
    return _rounded(degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x)))


def line(lat: float, lon: float, other_lat: float, other_lon: float) -> tuple[tuple[float, float], ...]:
    """Return points (latitude, longitude) along the shortest way between two, both ends among them.

    At most 25 km apart. Real roads bend: the line says where to look, not where the road runs.
    """
    far = great_circle_km(lat, lon, other_lat, other_lon)
    steps = max(1, ceil(far / _STEP_KM))
    course = bearing(lat, lon, other_lat, other_lon)
    inner = (moved(lat, lon, far * at / steps, course) for at in range(1, steps))
    return (_rounded(lat, lon), *inner, _rounded(other_lat, other_lon))


def apart_km(one: Place, other: Place) -> float:
    """Return the distance between the points of two places, in kilometres."""
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)


def reach_km(place: Place) -> float:
    """Return how far a place reaches from its point; a guess by its kind where that is not known."""
    return place.radius_km or UNKNOWN_RADIUS_KM.get(place.kind, 1.0)


def lies_in(place: Place, area: Place) -> Held:
    """Return by what a place lies in an area: a recorded parent, its country, its division, or its distance.

    "" where it does not. A contested place lies in every area that a parent of it names, whoever holds it.
    No country lies in another; what is larger lies in nothing smaller. Distance is the weakest: a circle
    around the area's point, since outlines are not kept.
    """
    if place.id == area.id or place.kind == "country":
        return ""
    if area.id in place.parents:
        return "parent"
    if place.id in area.parents:
        return ""
    if area.kind == "country":
        return "country" if area.country and area.country == place.country else ""
    if area.feature == "ADM1" and area.admin1 and place.feature != "ADM1":
        return "division" if area.admin1 == place.admin1 else ""
    if area.kind not in _WIDE or place.kind == area.kind or _size(place) >= _size(area):
        return ""
    return "distance" if apart_km(place, area) <= reach_km(area) else ""


def parents(index: "NameIndex", place: Place) -> tuple[Place, ...]:
    """Return what a place lies in, nearest first, countries last."""
    return tuple(p for p in (index.place(id) for id in place.parents) if p is not None)


def children(
    index: "NameIndex", area: Place, kinds: Iterable[Kind] | None = None, limit: int = 100
) -> tuple[Place, ...]:
    """Return the places that have an area among their parents, best known first.

    Of a country without `kinds` these are its regions, else its settlements would drown them.
    """
    wanted = None if kinds is None else frozenset(kinds)
    if wanted is None and area.kind == "country":
        wanted = frozenset({"region", "disputed"})
    found = {p.id: p for p in index.layer.places.values() if area.id in p.parents}
    for (id,) in index.query(*_children_rows(area, wanted, limit + len(found))):
        place = index.place(id)
        if place is not None and area.id in place.parents:
            found.setdefault(id, place)
    fitting = (p for p in found.values() if wanted is None or p.kind in wanted)
    return tuple(sorted(fitting, key=lambda p: (-p.weight, p.id))[:limit])


def country(index: "NameIndex", code: str) -> Place | None:
    """Return the country of an ISO 3166-1 alpha-2 code, None for no such code."""
    found = index.query("SELECT id FROM places WHERE feature = 'PCL' AND country = ?", (code.upper(),))
    return index.place(found[0][0]) if found else None


def _children_rows(area: Place, wanted: frozenset[Kind] | None, limit: int) -> tuple[str, tuple[object, ...]]:
    """Return the query for the ids of an area's children, best known first."""
    chosen = [k for k in KINDS if wanted is None or k in wanted]
    kinds = ",".join(f"'{k}'" for k in chosen)
    sources = ["SELECT place FROM parents WHERE parent = ?"]
    values: list[object] = [area.id]
    if area.kind == "country":
        sources.append("SELECT id FROM places WHERE country = ?")
        values.append(area.country)
    elif area.feature == "ADM1":
        sources.append("SELECT id FROM places WHERE country = ? AND admin1 = ?")
        values += [area.country, area.admin1]
    else:
        sources.append("SELECT id FROM places WHERE country = ? AND admin2 = ?")
        values += [area.country, area.id]
    inner = " UNION ".join(sources)
    sql = (
        f"SELECT id FROM places WHERE id IN ({inner}) AND kind IN ({kinds}) AND id <> ? "  # noqa: S608 - our own
        "ORDER BY weight DESC, id LIMIT ?"
    )
    return sql, (*values, area.id, limit)


def _size(place: Place) -> int:
    """Return how large a kind is: larger ones hold smaller ones."""
    if place.kind in SETTLEMENTS:
        return {"neighbourhood": 1, "village": 1, "camp": 1, "town": 2, "city": 2}[place.kind]
    return {"country": 6, "disputed": 5, "region": 5, "district": 4}.get(
        place.kind, 3 if place.radius_km > 20 else 0
    )


def _vector(lat: float, lon: float) -> tuple[float, float, float]:
    phi, way = radians(lat), radians(lon)
    return cos(phi) * cos(way), cos(phi) * sin(way), sin(phi)


def _rounded(lat: float, lon: float) -> tuple[float, float]:
    """Return a point to five decimals (about a metre), its longitude above -180 and up to 180."""
    east = -(((-lon + 180) % 360) - 180)
    return round(lat, 5) + 0.0, round(east, 5) + 0.0
