"""Whether two reports put their incident at one place."""

import math
from collections.abc import Sequence

from mapapp.core.report import ReportPlace

SAME_KM = 25.0
"""Two points this near may be one place: a town and the village at its edge."""

_FINE = {"exact": 0, "town": 1, "district": 2, "region": 3, "country": 4}
_REACH = {"exact": 3.0, "town": 8.0, "district": 40.0, "region": 160.0, "country": 1000.0}


def distance_km(one: ReportPlace, other: ReportPlace) -> float | None:
    """Return how far apart two places are, None where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    p = math.pi / 180
    a = math.sin((other.lat - one.lat) * p / 2) ** 2
    a += math.cos(one.lat * p) * math.cos(other.lat * p) * math.sin((other.lon - one.lon) * p / 2) ** 2
    return 12742.0176 * math.asin(min(1.0, math.sqrt(a)))


def same_place(one: ReportPlace, other: ReportPlace, km: float = SAME_KM) -> bool:
    """Whether two places are one: the gazetteer's same, or near enough and of like kind."""
    if one.place_id is not None and one.place_id == other.place_id:
        return True
    apart = distance_km(one, other)
    if apart is None:
        return one.name == other.name
    if min(_FINE[one.precision], _FINE[other.precision]) >= 3:
        return apart <= 5.0
    reach = (
        km
        if "district" in (one.precision, other.precision) or "exact" in (one.precision, other.precision)
        else 5.0
    )
    return (
        abs(_FINE[one.precision] - _FINE[other.precision])
        <= (2 if "exact" in (one.precision, other.precision) else 1)
        and apart <= reach
    )


def holds(area: ReportPlace, place: ReportPlace) -> bool:
    """Whether one place is an area that holds the other."""
    if (
        area.precision == place.precision == "region"
        and area.place_id is None
        and area.radius_km > place.radius_km
    ):
        apart = distance_km(area, place)
        return apart is not None and apart <= 1.5 * area.radius_km and area.country == place.country
    if _FINE[area.precision] <= _FINE[place.precision]:
        return False
    if area.precision == "country":
        return bool(area.country) and area.country == place.country
    apart = distance_km(area, place)
    return apart is not None and apart <= max(area.radius_km, _REACH[area.precision])


def agree(one: Sequence[ReportPlace], other: Sequence[ReportPlace]) -> str:
    """Return how the places of two reports agree: "same", "holds" (one lies in the other) or ""."""
    if any(same_place(a, b) for a in one for b in other):
        return "same"
    if one and other and (one[0].lat is None) != (other[0].lat is None):
        known = other[0] if one[0].lat is None else one[0]
        # a village the gazetteer does not know may lie in the district named before, and is no other town
        return "holds" if _FINE[known.precision] >= _FINE["district"] else ""
    if any(holds(a, b) or holds(b, a) for a in one[:1] for b in other[:1]):
        return "holds"
    return ""


def finer(one: ReportPlace, other: ReportPlace) -> bool:
    """Whether the first place is pinned and finer than the second."""
    if one.lat is None or other.lat is None:
        return one.lat is not None
    if one.precision == other.precision == "region":
        return one.radius_km < other.radius_km
    return _FINE[one.precision] < _FINE[other.precision]
