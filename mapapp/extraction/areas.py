"""Areas and distances: which place lies in which, and which of two is the finer."""

import math
import re
from dataclasses import replace

from gazetteer.place import AREAS, Kind, Mention, Place
from mapapp.core.report import PlacePrecision

EARTH_KM = 6371.0088
_LARGE_TOWN = 15_000
"""From so many people on a town comes before the region that bears its name (PLACE-NAMES: measured)."""

_PRECISION: dict[Kind, PlacePrecision] = {
    "country": "country",
    "region": "region",
    "disputed": "region",
    "district": "district",
    "city": "town",
    "town": "town",
    "village": "town",
    "corridor": "region",
    "road": "region",
    "line": "region",
    "river": "region",
    "water": "region",
    "mountain": "region",
    "island": "region",
    "park": "region",
}
FINENESS: dict[PlacePrecision, int] = {"exact": 0, "town": 1, "district": 2, "region": 3, "country": 4}
_REGIONS = (
    r"(?:region|oblast|province|governorate|state|department|district|county|prefecture|canton|division"
    r"|territory|area|republic|raion|township|valley|desert|peninsula)s?"
)
_REGION_AFTER = re.compile(rf"(?:['’]s)?\s+(?:\w+\s+)?{_REGIONS}\b", re.IGNORECASE)
_REGION_BEFORE = re.compile(
    rf"\b(?:{_REGIONS}\s+of|(?:north|south)(?:east|west)?(?:ern)?|(?:east|west)(?:ern)?|central)[\s-]+$",
    re.IGNORECASE,
)

_QUARTER_OF = re.compile(r"[A-Z][\w'’-]+\s+(?:district|area|quarter|township|sector)\s+of\s+$")
"""Before a city, the name of one of its quarters: "the Saltivka district of Kharkiv"."""


def precision_of(place: Place) -> PlacePrecision:
    """Return how fine a place is, by its kind; what is not in the table is a point of its own: exact."""
    return _PRECISION.get(place.kind, "exact")


def is_finer(one: Place, other: Place) -> bool:
    """Whether the first of two places is of a finer kind."""
    return FINENESS[precision_of(one)] < FINENESS[precision_of(other)]


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance between two points over the Earth's surface, by the haversine formula."""
    p = math.pi / 180
    a = math.sin((lat2 - lat1) * p / 2) ** 2
    a += math.cos(lat1 * p) * math.cos(lat2 * p) * math.sin((lon2 - lon1) * p / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(a)))


def apart_km(one: Place, other: Place) -> float:
    """Return the distance between the points of two places."""
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def moved(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """Return the point some kilometres from another in a direction (degrees from north).

    >>> moved(0.0, 0.0, 111.195, 90.0)
    (0.0, 1.0)
    """
    angle, p = km / EARTH_KM, math.pi / 180
    lat1, course = lat * p, bearing * p
    lat2 = math.asin(math.sin(lat1) * math.cos(angle) + math.cos(lat1) * math.sin(angle) * math.cos(course))
    east = math.sin(course) * math.sin(angle) * math.cos(lat1)
    dlon = math.atan2(east, math.cos(angle) - math.sin(lat1) * math.sin(lat2))
    return round(lat2 / p, 5), round((lon + dlon / p + 540) % 360 - 180, 5)


def contains(area: Place, place: Place) -> bool:
    """Whether a place lies in an area, by the gazetteer's parents, codes, or its point and radius."""
    if area.id == place.id or area.id in place.parents:
        return True
    if area.kind == "country":
        return bool(area.country) and area.country == place.country
    same_code = bool(area.admin1) and area.admin1 == place.admin1
    if area.kind == "region" and same_code and place.kind not in {"country", "region"}:
        return True
    if area.kind in AREAS or area.kind in {"city", "town", "camp", "island"}:
        reach = area.radius_km or (60.0 if area.kind in {"region", "disputed"} else 8.0)
        return place.kind not in {"country", area.kind} and apart_km(area, place) <= reach
    return False


def may_contain(area: Place, place: Place) -> bool:
    """Whether a place may lie in a region of its country whose extent is not known."""
    if area.kind not in {"region", "disputed"} or area.country != place.country:
        return False
    return apart_km(area, place) <= max(150.0, area.radius_km)


def town_first(text: str, mention: Mention, least_score: float) -> Mention:
    """Return a name that a town and a region share as the town's, unless a word for a region is near."""
    place = mention.place
    if place is None or place.kind not in {"region", "district"} or mention.role != "place":
        return mention
    before = text[max(0, mention.start - 24) : mention.start]
    if _REGION_AFTER.match(text, mention.end) or (
        _REGION_BEFORE.search(before)
        and not _QUARTER_OF.search(text[max(0, mention.start - 60) : mention.start])
    ):
        return mention
    towns = [c.place for c in mention.candidates if c.place.kind in {"city", "town"}]
    towns = [t for t in towns if t.population >= _LARGE_TOWN and contains(place, t)]
    town = max(towns, key=lambda p: (p.population, -p.id), default=None)
    if town is None:
        return mention
    return replace(mention, place=town, score=max(mention.score * 0.9, least_score))
