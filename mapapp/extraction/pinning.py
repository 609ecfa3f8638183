"""From the name of a place to a point with its uncertainty: "near", "20 km north of", "between"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from gazetteer.place import AREAS, Candidate, Kind, Mention, Place
from mapapp.core.report import ReportPlace
from mapapp.extraction.areas import apart_km, distance_km, moved, precision_of
from mapapp.extraction.fitting import Named
from mapapp.extraction.sides import People
from mapapp.extraction.syntax import Tree
from mapapp.extraction.wordlists import words_of

PIN_SCORE = 0.2
"""Below this score of the gazetteer a place is named and not pinned."""

NEAR_KM = 15.0
"""How far "near" reaches: UCDP's "within about 25 km" is its outer bound, most are closer."""

_FARTHEST_KM = 400.0
"""Places farther apart have no "between" that could be pinned."""

_MILE_KM = 1.609344
_NEARLY = words_of("grammar", "nearly")
_BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
_COMPASS = r"(?:north|south)?[\s-]?(?:east|west)|north|south"
_DISTANCE = re.compile(
    r"(?P<n>\d+(?:[.,]\d+)?)\s*(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b(?:\s*\([^)]*\))?\s*"
    rf"(?:to\s+the\s+|due\s+)?(?P<dir>{_COMPASS})?\s*(?:of|from|outside|away\s+from)?\s*(?:the\s+)?"
    r"(?:\w+\s+){0,4}?$",
    re.IGNORECASE,
)
_SIDE_OF = re.compile(
    rf"\b(?:just\s+|to\s+the\s+)?(?:{_COMPASS})\s+of\s+(?:the\s+)?(?:[\w'’-]+\s+){{0,4}}?$", re.IGNORECASE
)
_PART_OF = re.compile(
    rf"\b(?:(?P<dir>{_COMPASS})(?:ern)?(?:\s+(?:part|parts|corner|half)\s+of)?|(?P<mid>central))[\s-]+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(
    r"([A-Za-z]+)\s+(?:the\s+)?(?:(?:town|city|village|settlement|border town|border city)\s+of\s+)?$"
)
_CLOSE_TO = re.compile(r"\bclose\s+to\s+(?:the\s+)?$", re.IGNORECASE)
_LISTED = re.compile(
    r"\s*(?:\([^)]*\))?\s*(?:,|,?\s*(?:and|or|&|to))\s*(?:(?:in|at|near|the|of|towns?|cit(?:y|ies)|villages?"
    r"|through|from|northern|southern|eastern|western|central|part|parts)\s+){0,5}"
)


_ROADS = r"(?:road|highway|motorway|axis|route|track|railway|line|corridor)"
_HYPHEN = re.compile(r"\s?[-–—/]\s?|\s+to\s+")
_ROAD_AFTER = re.compile(rf"\s+(?:\w+\s+)?{_ROADS}\b", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|and|with|towards?)\s+(?:the\s+)?(?:(?:town|city|village)\s+of\s+)?")
_ROAD_BEFORE = re.compile(
    rf"\b{_ROADS}\s+(?:that\s+|which\s+)?(?:linking|links|connecting|connects|joining|between)\s+"
    r"(?:the\s+)?(?:(?:town|city|village)\s+of\s+)?$",
    re.IGNORECASE,
)


class Places(Protocol):
    """What reading needs of a gazetteer besides finding names."""

    def other_names(self, place: Place, limit: int = 8) -> tuple[str, ...]:
        """Return further names of a place."""

    def lookup(self, query: str, country: str | None = None, limit: int = 10) -> tuple[Candidate, ...]:
        """Return the places that a name may mean."""

    def near(
        self, lat: float, lon: float, km: float, kinds: Iterable[Kind] | None = None, limit: int = 10
    ) -> tuple[Place, ...]:
        """Return the places within a distance of a point, nearest first."""


class Pinning:
    """Makes report places of names."""

    def __init__(self, gazetteer: Places, people: People) -> None:
        self._gazetteer = gazetteer
        self._people = people

    def place_of(self, text: str, named: Named) -> ReportPlace:
        """Return a named place as a report holds it, moved where the words say "20 km north of" and the like.

        A place that the gazetteer is not sure of, or does not know, keeps its name and has no coordinates.
        """
        mention, place = named.mention, named.mention.place
        span = (mention.start, mention.end)
        if place is None:
            reasons: tuple[str, ...] = (named.reason, "not in the gazetteer")
            return ReportPlace(mention.text, None, None, span=span, reasons=reasons)
        pinned = replace(self._at(place, mention.text, span), reasons=(named.reason, *_why(mention)))
        if mention.score < PIN_SCORE:
            unsure = f"too unsure to pin ({mention.score:.2f})"
            return replace(pinned, lat=None, lon=None, reasons=(*pinned.reasons, unsure))
        return self._moved(text, pinned, place)

    def somewhere_in(self, unknown: ReportPlace, area: Place) -> ReportPlace:
        """Return a place that the gazetteer does not know, somewhere in the area a text puts it in."""
        held = self._at(area, unknown.name, unknown.span or (0, 0))
        precision = "district" if held.precision in {"exact", "town"} else held.precision
        return replace(
            held,
            precision=precision,
            place_id=None,
            label=f"{unknown.name}, in {_label(area)}",
            names=(),
            radius_km=max(held.radius_km, NEAR_KM),
            reasons=(*unknown.reasons, f"somewhere in {_label(area)}, where the text puts it"),
        )

    def _at(self, place: Place, name: str, span: tuple[int, int]) -> ReportPlace:
        return ReportPlace(
            name=name,
            lat=place.lat,
            lon=place.lon,
            country=place.country,
            precision=precision_of(place),
            place_id=place.id,
            label=_label(place),
            names=self._gazetteer.other_names(place),
            radius_km=place.radius_km,
            span=span,
        )

    def _moved(self, text: str, pinned: ReportPlace, place: Place) -> ReportPlace:
        start, end = pinned.span or (0, 0)
        before = re.split(r"[.;\n]", text[max(0, start - 90) : start])[-1]
        away = _DISTANCE.search(before)
        if away and away["dir"]:
            km = float(away["n"].replace(",", "."))
            km *= _MILE_KM if away["unit"].lower().startswith("mi") else 1.0
            lat, lon = moved(place.lat, place.lon, km, _bearing(away["dir"]))
            start += away.start() - len(before)
            return replace(
                pinned,
                name=text[start:end],
                lat=lat,
                lon=lon,
                precision="district",
                radius_km=round(max(5.0, km / 5), 1),
                place_id=None,
                span=(start, end),
                label=f"{away['n']} {away['unit']} {away['dir'].lower()} of {pinned.label}",
                reasons=(*pinned.reasons, "moved by the distance the text gives"),
            )
        part = _PART_OF.search(before)
        if part and place.kind in AREAS and place.kind != "district":
            return self._part(text, pinned, place, part)
        word = _WORD_BEFORE.search(before)
        nearly = (word is not None and word[1].lower() in _NEARLY) or _CLOSE_TO.search(before)
        if (nearly or away or _SIDE_OF.search(before)) and place.kind not in {
            "country",
            "region",
            "disputed",
        }:
            reasons = (*pinned.reasons, "near the place, by the text")
            reach = max(pinned.radius_km, NEAR_KM)
            return replace(pinned, precision="district", radius_km=reach, reasons=reasons)
        return pinned

    def _part(self, text: str, pinned: ReportPlace, place: Place, part: re.Match[str]) -> ReportPlace:
        """Return the part of an area that "eastern" or "central" names: half way to its edge."""
        start, end = pinned.span or (0, 0)
        start -= len(part.string) - part.start()
        reach = place.radius_km or 150.0
        lat, lon = place.lat, place.lon
        if not part["mid"]:
            lat, lon = moved(lat, lon, reach * 0.5, _bearing(part["dir"]))
        words = text[start:end]
        return replace(
            pinned,
            name=words,
            lat=lat,
            lon=lon,
            precision="region",
            radius_km=round(reach * 0.5, 1),
            span=(start, end),
            label=words,
            place_id=None,
            names=(),
            reasons=(*pinned.reasons, f"{words}: that side of {place.name}"),
        )

    def between(self, text: str, fits: Sequence[Named]) -> ReportPlace | None:
        """Return the point between two places that a text says it happened between, or None."""
        known = [n for n in fits if n.mention.place is not None]
        pair = [n for n in known if "between" in n.reason] or _road(text, known)
        pair += [n for n in known if pair and n not in pair and listed(text, pair[0].mention, n.mention)]
        if len(pair) < 2:
            return None
        one, other = sorted(pair[:2], key=lambda n: n.mention.start)
        a, b = one.mention.place, other.mention.place
        if a is None or b is None or "country" in {a.kind, b.kind} or apart_km(a, b) > _FARTHEST_KM:
            return None
        span = (one.mention.start, other.mention.end)
        return ReportPlace(
            name=text[slice(*span)],
            lat=round((a.lat + b.lat) / 2, 5),
            lon=round((a.lon + b.lon) / 2, 5),
            country=a.country,
            precision="district",
            radius_km=round(max(apart_km(a, b) / 2, 5.0), 1),
            span=span,
            label=f"between {_label(a)} and {_label(b)}",
            line=((a.lat, a.lon), (b.lat, b.lon)),
            reasons=(f"half way between {a.name} and {b.name}",),
        )

    def linked(self, text: str, tree: Tree, mentions: Sequence[Mention]) -> ReportPlace | None:
        """Return the place of a thing without a name that links two places ("a bridge linking A to B")."""
        links = [w for w in tree.words if w.lemma in {"link", "connect", "join"} and w.part == "VERB"]
        verb = next((w for w in links if w.relation in {"acl", "relcl"}), None)
        if verb is None:
            return None
        noun = tree.words[verb.head]
        ends = [m for m in mentions if m.start > verb.start and m.place is not None][:2]
        if len(ends) < 2 or not (self._people.thing(tree, noun) or self._people.ground(tree, noun)):
            return None
        a, b = ends[0].place, ends[1].place
        if a is None or b is None:
            return None
        lat, lon = (a.lat + b.lat) / 2, (a.lon + b.lon) / 2
        reach = max(distance_km(a.lat, a.lon, b.lat, b.lon) / 2, 20.0)
        span = (tree.words[tree.subtree(noun.i)[0]].start, ends[1].end)
        why = f"it links {ends[0].text} and {ends[1].text}"
        ways = self._gazetteer.near(lat, lon, reach, kinds=("corridor", "crossing"), limit=1)
        if ways and reach < _FARTHEST_KM:
            way = self._at(ways[0], text[slice(*span)], span)
            reasons = (why, f"{ways[0].name} is the way between them")
            along = ((a.lat, a.lon), (way.lat or lat, way.lon or lon), (b.lat, b.lon))
            reach = max(way.radius_km, 20.0)
            return replace(way, precision="region", radius_km=reach, reasons=reasons, line=along)
        return ReportPlace(
            name=text[slice(*span)],
            lat=round(lat, 5),
            lon=round(lon, 5),
            country=b.country,
            precision="region",
            radius_km=round(reach, 1),
            span=span,
            label=text[slice(*span)],
            reasons=(why, "half way between them"),
            line=((a.lat, a.lon), (b.lat, b.lon)),
        )


def _road(text: str, known: Sequence[Named]) -> list[Named]:
    """Return the two ends of a road that a text names by them: "the Maiduguri-Damaturu road"."""
    ordered = sorted(known, key=lambda n: n.mention.start)
    for one, other in pairwise(ordered):
        if _HYPHEN.fullmatch(text, one.mention.end, other.mention.start) and _ROAD_AFTER.match(
            text, other.mention.end
        ):
            return [one, other]
        if _TO.fullmatch(text, one.mention.end, other.mention.start) and _ROAD_BEFORE.search(
            text[max(0, one.mention.start - 60) : one.mention.start]
        ):
            return [one, other]
    return []


def listed(text: str, one: Mention, other: Mention) -> bool:
    """Whether two names stand in one list: only commas, "and" and few words of kind between them."""
    first, second = sorted((one, other), key=lambda m: m.start)
    return second.start - first.end <= 80 and bool(_LISTED.fullmatch(text, first.end, second.start))


def _bearing(words: str) -> float:
    return _BEARINGS[re.sub(r"[\s-]", "", words.lower())]


def _label(place: Place) -> str:
    return place.label or place.name


def _why(mention: Mention) -> tuple[str, ...]:
    chosen = mention.place
    same = [c for c in mention.candidates if chosen is not None and c.place.id == chosen.id]
    return tuple(f"{what} ({by:+.2f})" for what, by in same[0].reasons) if same else ()
