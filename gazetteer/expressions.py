"""Phrases that put something beside places: "12 km north of X", "between X and Y", "the X-Y road"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from math import exp
from typing import Protocol

from gazetteer.identity import own_id
from gazetteer.measures import COUNT, DIRECTION, FARTHEST_KM, UNIT, direction, distance, in_words, short
from gazetteer.place import AREAS, Candidate, Kind, Place
from gazetteer.relations import apart_km, line, midpoint, moved, reach_km

Lookup = Callable[[str], Sequence[Candidate]]


class Names(Protocol):
    """What knows the places of names: a Gazetteer."""

    def lookup(self, query: str, country: str | None = None, limit: int = 10) -> tuple[Candidate, ...]:
        """Return the places that a query may mean, best first."""


NEAR_KM = 15.0
"""How far "near" reaches: UCDP's "within about 25 km" is its outer bound, most are closer."""

LEAST_KM = 5.0
"""How unsure a measured point is at least: distances in news are round, and from a town's edge or middle."""

_PEOPLE = frozenset({"demonym", "metonym"})
_COMMON = frozenset({
    *("town", "city", "village", "capital", "border", "coast", "front", "frontline", "camp", "base"),
    *("airport", "river", "sea", "road", "bridge", "here", "there", "it", "them"),
})  # fmt: skip

_ABOUT = (
    r"(?:(?:about|around|some|roughly|approximately|nearly|almost|just|only|over|more\s+than|less\s+than"
    r"|ca\.?|c\.|~)\s*)*"
)
_THING = r"(?:(?:(?:in|at|on)\s+)?(?:an?|the)\s+(?:\w+\s+){1,3})??"
_THE = r"(?:the\s+)?(?:(?:town|city|village|settlement|capital)\s+of\s+)?"
_ROADS = r"(?:road|highway|motorway|axis|route|railway|line)"
_JOIN = r"\s*(?:-|–|—|/|\s+to\s+)\s*"

_AWAY = re.compile(
    rf"{_THING}{_ABOUT}{COUNT}{UNIT}\s*(?:,\s*)?(?:due\s+|to\s+the\s+|in\s+the\s+)?{DIRECTION}\s+(?:of|from)\s+"
    rf"{_THE}(?P<x>.+)",
    re.IGNORECASE,
)
_OFF = re.compile(
    rf"{_THING}{_ABOUT}{COUNT}{UNIT}\s*(?:away\s+)?(?:from|outside|off)\s+{_THE}(?P<x>.+)", re.IGNORECASE
)
_SIDE = re.compile(
    rf"{_THING}(?:just\s+|to\s+the\s+|due\s+)?{DIRECTION}\s+of\s+{_THE}(?P<x>.+)", re.IGNORECASE
)
_EDGE = re.compile(
    rf"{_THING}(?:(?:on|at|in)\s+)?(?:the\s+)?(?:{DIRECTION}(?:ern)?\s+)?(?:outskirts|edge|suburbs|approaches)\s+(?:of|to)\s+"
    rf"{_THE}(?P<x>.+)",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?:(?:in\s+)?the\s+)?(?:(?P<mid>central|centre\s+of|center\s+of|middle\s+of)"
    rf"|{DIRECTION}(?:ern)?(?:\s+(?:part|parts|side|half|corner)\s+of)?)[\s-]+{_THE}(?P<x>.+)",
    re.IGNORECASE,
)
_NEAR = re.compile(
    rf"{_THING}(?:just\s+)?(?:near(?:\s+to)?|close\s+to|around|outside|next\s+to|not\s+far\s+from|in\s+the\s+(?:area|vicinity)\s+of"
    rf"|off(?:\s+the\s+coast\s+of)?)\s+{_THE}(?P<x>.+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"{_THING}(?:(?:half\s?way|midway)\s+)?(?:in\s+)?between\s+{_THE}(?P<x>.+?)\s+and\s+{_THE}(?P<y>.+)",
    re.IGNORECASE,
)
_ROAD = re.compile(rf"(?:(?:on|along)\s+)?(?:the\s+)?(?P<xy>.+?)\s+(?:main\s+)?{_ROADS}", re.IGNORECASE)
_ROAD_TO = re.compile(
    rf"(?:(?:on|along)\s+)?(?:the\s+|a\s+)?(?:main\s+)?{_ROADS}\s+(?:(?:from|linking|connecting|joining|between)\s+)?"
    rf"{_THE}(?P<x>.+?)\s+(?:to|and|with|towards?)\s+{_THE}(?P<y>.+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a phrase says that something is: a point, how far around it, and, for a road, a line.

    `label` is the phrase with the places' own names; `line` are points (latitude, longitude) or (); `places`
    are those the phrase names, in its order; `score` lies between 0 and 1, as for a Candidate.
    """

    lat: float
    lon: float
    radius_km: float
    label: str
    kind: Kind
    places: tuple[Place, ...]
    score: float
    reason: str
    line: tuple[tuple[float, float], ...] = ()

    @property
    def place(self) -> Place:
        """The spot as a place: with an id of its own, and in what its first place lies in."""
        first = self.places[0]
        same = {p.country for p in self.places} == {first.country}
        source = ",".join(str(p.id) for p in self.places)
        return Place(
            own_id("expression", f"{self.label}:{source}"), self.label, self.kind, self.lat, self.lon,
            first.country if same else "", radius_km=self.radius_km, parents=first.parents if same else (),
            label=self.label, source="expression", coord_source=self.reason, weight=first.weight,
        )  # fmt: skip

    @property
    def candidate(self) -> Candidate:
        """The spot as an answer to a look-up."""
        return Candidate(self.place, self.label, self.score, "alias", ((self.reason, 0.0),), "expression")


def spots(phrase: str, lookup: Lookup, limit: int = 10) -> tuple[Spot, ...]:
    """Return where a phrase may mean, best first; () where it is none of the kind, or no place is known.

    `lookup` gives the places that a name may mean, best first.
    """
    text = " ".join(phrase.split()).strip(" .,;")
    if len(text) > 300:
        return ()
    for reader in _READERS:
        found = [s for s in reader(text, lookup) if s is not None]
        if found:
            return tuple(sorted(found, key=lambda s: -s.score)[:limit])
    return ()


def meant(names: Names, query: str, country: str | None = None, limit: int = 10) -> tuple[Candidate, ...]:
    """Return the places that a query may mean; where it is no name, where a phrase says that something is."""
    found = names.lookup(query, country, limit)
    if found:
        return found
    return tuple(s.candidate for s in spots(query, lambda name: names.lookup(name, country), limit))


def _away(text: str, lookup: Lookup) -> list[Spot | None]:
    match = _AWAY.fullmatch(text)
    way, far = (direction(match["dir"]), distance(match)) if match else (None, None)
    if not match or way is None or far is None:
        return []
    km, spread = far
    said = in_words(match, km)

    def spot(c: Candidate) -> Spot:
        lat, lon = moved(c.place.lat, c.place.lon, km, way[0])
        radius = round(max(LEAST_KM, km / 5, spread), 1)
        words, reason = f"{said} {way[1]} of {_called(c.place)}", f"moved {short(km)} km {way[1]}"
        return Spot(lat, lon, radius, words, "district", (c.place,), c.score, reason)

    return [spot(c) for c in _points(match["x"], lookup)]


def _off(text: str, lookup: Lookup) -> list[Spot | None]:
    match = _OFF.fullmatch(text)
    far = distance(match) if match else None
    if not match or far is None:
        return []
    km, said = sum(far), in_words(match, far[0])

    def spot(c: Candidate) -> Spot:
        words = f"{said} from {_called(c.place)}"
        reach = round(km + max(LEAST_KM, km / 5), 1)
        reason = "its direction is not said"
        return Spot(c.place.lat, c.place.lon, reach, words, "district", (c.place,), c.score, reason)

    return [spot(c) for c in _points(match["x"], lookup)]


def _side(text: str, lookup: Lookup) -> list[Spot | None]:
    match = _SIDE.fullmatch(text)
    way = direction(match["dir"]) if match else None
    if not match or way is None:
        return []

    def spot(c: Candidate) -> Spot:
        # A circle from the place's middle (an area's edge) to as far as "near" reaches on that side.
        area, reach = c.place.kind in AREAS, reach_km(c.place)
        radius = max(NEAR_KM, reach / 2) if area else (reach + max(NEAR_KM, reach)) / 2
        lat, lon = moved(c.place.lat, c.place.lon, reach + radius if area else radius, way[0])
        words = f"{way[1]} of {_called(c.place)}"
        reason = "on that side of it, as far as near reaches"
        return Spot(lat, lon, round(radius, 1), words, "district", (c.place,), c.score, reason)

    return [spot(c) for c in _points(match["x"], lookup)]


def _edge(text: str, lookup: Lookup) -> list[Spot | None]:
    match = _EDGE.fullmatch(text)
    if not match:
        return []
    way = direction(match["dir"]) if match["dir"] else None

    def spot(c: Candidate) -> Spot:
        reach = reach_km(c.place)
        name = _called(c.place)
        if way is None:
            radius = round(reach + max(1.0, reach / 2), 1)
            words, reason = f"outskirts of {name}", "all around it"
            return Spot(c.place.lat, c.place.lon, radius, words, "neighbourhood", (c.place,), c.score, reason)
        lat, lon = moved(c.place.lat, c.place.lon, reach, way[0])
        words, reason = f"{way[1]}ern outskirts of {name}", "that edge of it"
        radius = round(max(2.0, reach / 2), 1)
        return Spot(lat, lon, radius, words, "neighbourhood", (c.place,), c.score, reason)

    return [spot(c) for c in _points(match["x"], lookup)]


def _part(text: str, lookup: Lookup) -> list[Spot | None]:
    match = _PART.fullmatch(text)
    way = direction(match["dir"]) if match and match["dir"] else None
    if not match or (way is None and not match["mid"]):
        return []

    def spot(c: Candidate) -> Spot | None:
        if c.place.kind not in AREAS:
            return None
        reach = reach_km(c.place)
        name = _called(c.place)
        if way is None:
            point, words = (c.place.lat, c.place.lon), f"centre of {name}"
        else:
            point, words = moved(c.place.lat, c.place.lon, reach / 2, way[0]), f"{way[1]}ern {name}"
        reason = "half way to its edge"
        return Spot(*point, round(reach / 2, 1), words, "region", (c.place,), round(c.score * 0.9, 4), reason)

    return [] if _is_common(match["x"]) else [spot(c) for c in lookup(match["x"])]


def _near(text: str, lookup: Lookup) -> list[Spot | None]:
    match = _NEAR.fullmatch(text)
    if not match:
        return []

    def spot(c: Candidate) -> Spot:
        radius = round(max(NEAR_KM, 1.5 * reach_km(c.place)), 1)
        words = f"near {_called(c.place)}"
        return Spot(c.place.lat, c.place.lon, radius, words, "district", (c.place,), c.score, "around it")

    return [spot(c) for c in _points(match["x"], lookup)]


def _between(text: str, lookup: Lookup) -> list[Spot | None]:
    match = _BETWEEN.fullmatch(text)
    return _pairs(match["x"], match["y"], lookup, road=False) if match else []


def _road(text: str, lookup: Lookup) -> list[Spot | None]:
    match = _ROAD_TO.fullmatch(text)
    if match:
        return _pairs(match["x"], match["y"], lookup, road=True)
    match = _ROAD.fullmatch(text)
    if not match:
        return []
    for join in re.finditer(_JOIN, match["xy"]):  # names hold hyphens too: the first split that is known
        found = _pairs(match["xy"][: join.start()], match["xy"][join.end() :], lookup, road=True)
        if found:
            return found
    return []


def _pairs(x: str, y: str, lookup: Lookup, road: bool) -> list[Spot | None]:
    """Return the middles of two names' places, those first that lie near each other."""
    if not x.strip() or not y.strip():
        return []
    found: list[Spot | None] = []
    kind: Kind = "road" if road else "district"
    for a, b in product(_points(x, lookup), _points(y, lookup)):
        far = apart_km(a.place, b.place)
        middle = midpoint(a.place.lat, a.place.lon, b.place.lat, b.place.lon)
        if a.place.id == b.place.id or far > FARTHEST_KM or middle is None:
            continue
        ends = f"{_called(a.place)} and {_called(b.place)}"
        words = f"road between {ends}" if road else f"between {ends}"
        score = round((a.score * b.score) ** 0.5 * exp(-far / FARTHEST_KM), 4)
        drawn = line(a.place.lat, a.place.lon, b.place.lat, b.place.lon) if road else ()
        radius = round(max(LEAST_KM, far / 2), 1)
        reason = f"half way, they are {short(far)} km apart"
        found.append(Spot(*middle, radius, words, kind, (a.place, b.place), score, reason, drawn))
    return found


def _points(name: str, lookup: Lookup) -> list[Candidate]:
    """Return the places of a name that something can be beside: no countries, no peoples."""
    found = () if _is_common(name) else lookup(name)
    return [c for c in found if c.place.kind not in {"country", "demonym"} and c.name_type not in _PEOPLE]


def _is_common(name: str) -> bool:
    """Return whether a name is a word that tells of no one place: "near East", "west of town"."""
    plain = re.sub(r"^(?:the|a|an)\s+", "", name.strip().lower())
    return not plain or plain in _COMMON or direction(plain) is not None


def _called(place: Place) -> str:
    return place.label or place.name


_READERS = (_away, _off, _edge, _between, _road, _side, _near, _part)
