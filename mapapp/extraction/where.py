"""Where it happened: of the places a sentence names, those of the happening, not of the speaking."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from gazetteer.place import AREAS, Candidate, Kind, Mention, Place
from mapapp.core.report import PlacePrecision, ReportPlace, Span
from mapapp.extraction.frames import SAYING, Unit
from mapapp.extraction.lexicon import Lexicon
from mapapp.extraction.sides import People, phrase_words
from mapapp.extraction.syntax import Tree, Word
from mapapp.extraction.wordlists import words_of

EARTH_KM = 6371.0088
PIN_SCORE = 0.2
"""Below this score of the gazetteer a place is named and not pinned."""

NEAR_KM = 15.0
"""How far "near" reaches: UCDP's "within about 25 km" is its outer bound, most are closer."""

_PRECISION: dict[Kind, PlacePrecision] = {
    "country": "country", "region": "region", "disputed": "region", "district": "district", "city": "town", "town": "town",
    "village": "town", "corridor": "region", "road": "region", "line": "region", "river": "region", "water": "region",
    "mountain": "region", "island": "region", "park": "region",
}  # fmt: skip
_FINE: dict[PlacePrecision, int] = {"exact": 0, "town": 1, "district": 2, "region": 3, "country": 4}
_INSIDE = words_of("grammar", "inside")
_ORIGIN = words_of("grammar", "origin")
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
    rf"(?P<n>\d+(?:[.,]\d+)?)\s*(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b(?:\s*\([^)]*\))?\s*(?:to\s+the\s+|due\s+)?(?P<dir>{_COMPASS})?\s*(?:of|from|outside|away\s+from)?\s*(?:the\s+)?(?:\w+\s+){{0,4}}?$",
    re.IGNORECASE,
)
_SIDE_OF = re.compile(
    rf"\b(?:just\s+|to\s+the\s+)?(?P<dir>{_COMPASS})\s+of\s+(?:the\s+)?(?:[\w'’-]+\s+){{0,4}}?$",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    rf"\b(?:(?P<dir>{_COMPASS})(?:ern)?(?:\s+(?:part|parts|corner|half)\s+of)?|(?P<mid>central))[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_CONTAINS = re.compile(
    r"(?:['’]s)?(?:\s+(?:village|town|city|camp|neighbou?rhood|quarter|suburb|sector))?\s*,?\s*(?:a\s+(?:town|city|village)\s+)?(?:\(|in\s+|of\s+|,\s*)?(?:in\s+)?(?:the\s+)?(?:(?:[a-z-]+ern|central|south|north|east|west|[A-Z][a-z]+['’]s)\s+){0,3}(?:(?:region|province|state|district|city|town)\s+of\s+)?"
)
_LABEL = re.compile(r"[-–—•*·\s]*(?P<name>[A-Z][\w'’.-]*(?:[ -][A-Z][\w'’.-]*){0,3}(?:,[^:.;]{1,40})?):\s")
_SPOKEN = frozenset(["capital", "outskirts", "suburbs"])
_ACTORS = words_of("grammar", "actors")


class Places(Protocol):
    """What the locator needs of a gazetteer."""

    def place(self, id: int) -> Place | None:
        """Return the place of an id."""

    def other_names(self, place: Place, limit: int = 8) -> tuple[str, ...]:
        """Return further names of a place."""

    def lookup(self, query: str, country: str | None = None, limit: int = 10) -> tuple[Candidate, ...]:
        """Return the places that a name may mean."""

    def near(
        self, lat: float, lon: float, km: float, kinds: Iterable[Kind] | None = None, limit: int = 10
    ) -> tuple[Place, ...]:
        """Return the places within a distance of a point, nearest first."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place a sentence names, and how well it fits as the place of an incident (0 and less: it does not)."""

    mention: Mention
    fit: float
    reason: str


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance between two points over the Earth's surface, by the haversine formula."""
    p = math.pi / 180
    a = math.sin((lat2 - lat1) * p / 2) ** 2
    a += math.cos(lat1 * p) * math.cos(lat2 * p) * math.sin((lon2 - lon1) * p / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(a)))


def moved(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """Return the point some kilometres from another in a direction (degrees from north)."""
    angle, p = km / EARTH_KM, math.pi / 180
    lat1, course = lat * p, bearing * p
    lat2 = math.asin(math.sin(lat1) * math.cos(angle) + math.cos(lat1) * math.sin(angle) * math.cos(course))
    dlon = math.atan2(
        math.sin(course) * math.sin(angle) * math.cos(lat1), math.cos(angle) - math.sin(lat1) * math.sin(lat2)
    )
    return round(lat2 / p, 6), round((lon + dlon / p + 540) % 360 - 180, 6)


def contains(area: Place, place: Place) -> bool:
    """Whether a place lies in an area, by the gazetteer's parents, codes, or its point and radius."""
    if area.id == place.id:
        return True
    if area.id in place.parents:
        return True
    if area.kind == "country":
        return bool(area.country) and area.country == place.country
    if (
        area.kind in AREAS
        and area.admin1
        and area.admin1 == place.admin1
        and area.kind == "region"
        and place.kind not in {"country", "region"}
    ):
        return True
    if area.kind in AREAS or area.kind in {"city", "town", "camp"}:
        reach = area.radius_km or (60.0 if area.kind in {"region", "disputed"} else 8.0)
        return (
            place.kind != "country"
            and area.kind != place.kind
            and distance_km(area.lat, area.lon, place.lat, place.lon) <= reach
        )
    return False


def _lies_by(area: Place, place: Place) -> bool:
    """Whether a place may lie in a region of its country whose extent is not known."""
    if area.kind not in {"region", "disputed"} or area.country != place.country:
        return False
    return distance_km(area.lat, area.lon, place.lat, place.lon) <= max(150.0, area.radius_km)


class Locator:
    """Chooses the places of incidents."""

    def __init__(self, gazetteer: Places, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self._people = People(lexicon)

    # --- which of the places named ---

    def named_in(
        self, text: str, tree: Tree, unit: Unit | None, mentions: Sequence[Mention], speakers: Sequence[Span]
    ) -> tuple[Named, ...]:
        """Return the places a sentence names, each with its fit for an incident (all of them, in order)."""
        return tuple(self._fit(text, tree, unit, _town_first(text, m), speakers) for m in mentions)

    def _fit(
        self, text: str, tree: Tree, unit: Unit | None, mention: Mention, speakers: Sequence[Span]
    ) -> Named:
        if mention.role == "demonym":
            return self._of_people(tree, unit, mention)
        if mention.role not in {"place", "metonym"}:
            return Named(mention, 0.0, f"{mention.text}: a {mention.role}, not a place of events")
        word = tree.head_of(mention.start, mention.end)
        if word is None:
            return Named(mention, 0.0, f"{mention.text}: not in the sentence")
        if any(s <= mention.start and mention.end <= e for s, e in speakers):
            return Named(mention, 0.0, f"{mention.text}: belongs to who says it")
        if _LABEL.match(text[tree.start : mention.end + 60]) and text[mention.start - 1 : mention.start] in {
            "",
            " ",
            "\n",
            "\t",
        }:
            label = _LABEL.match(text[tree.start : mention.end + 60])
            if label and tree.start + label.start("name") <= mention.start < tree.start + label.end("name"):
                return Named(mention, 8.0, f"{mention.text}: the line's label")
        if any(w.lower == "according" for w in tree.above(word.i)):
            return Named(mention, 0.0, f"{mention.text}: belongs to who says it")
        at, hops = self._climb(tree, word)
        governor = tree.words[at.head]
        inside = unit is None or word.i in unit.words
        base = 3.0 if inside else 0.5
        score, reason = self._by_relation(text, tree, unit, mention, at, governor)
        if score <= 0:
            return Named(mention, 0.0, reason)
        if unit is not None and word.i in unit.apart:
            return Named(
                mention, 0.6 if score >= 2 else 0.0, f"{mention.text}: told of something else in the sentence"
            )
        return Named(mention, base + score - 0.2 * hops, reason)

    def _of_people(self, tree: Tree, unit: Unit | None, mention: Mention) -> Named:
        """Return a country named by its people, where that says whose ground it is ("an Iraqi air base")."""
        word = tree.head_of(mention.start, mention.end)
        none = Named(mention, 0.0, f"{mention.text}: a people, not a place of events")
        if (
            word is None
            or unit is None
            or word.i not in unit.words
            or word.relation not in {"amod", "compound", "nmod"}
        ):
            return none
        governor = tree.words[word.head]
        site = self._people.ground(tree, governor) or self._people.thing(tree, governor)
        moves = governor.lemma in {
            "plane",
            "jet",
            "vehicle",
            "ship",
            "tank",
            "car",
            "truck",
            "convoy",
            "boat",
            "tanker",
            "embassy",
            "consulate",
        }
        if not site or moves or governor.relation not in {"pobj", "dobj", "nsubjpass", "conj"}:
            return none
        return Named(mention, 1.1, f"{mention.text} {governor.text}: in that country")

    def _climb(self, tree: Tree, word: Word) -> tuple[Word, float]:
        """Go from a name over the nouns it only qualifies ("Martuni" in "the town of Martuni") to the outermost."""
        at, hops = word, 0.0
        while at.head != at.i:
            above = tree.words[at.head]
            hops += 1.5 if at.relation == "poss" else 0.0
            if (
                at.relation == "appos"
                or (at.relation == "conj" and above.part in {"NOUN", "PROPN"})
                or (
                    at.relation in {"compound", "nmod", "poss", "amod", "npadvmod"}
                    and self._is_ground(tree, above)
                )
            ):
                at = above
            elif (
                at.relation == "pobj"
                and above.lower == "of"
                and self._is_ground(tree, tree.words[above.head])
            ) or (
                at.relation == "pobj"
                and above.relation == "prep"
                and self._is_ground(tree, tree.words[above.head])
                and above.lower in _INSIDE
                and tree.words[above.head].relation in {"pobj", "dobj", "nsubjpass", "appos"}
            ):
                at = tree.words[above.head]
            else:
                break
            hops += 1
        return at, hops

    def _is_ground(self, tree: Tree, word: Word) -> bool:
        return (
            self._people.ground(tree, word)
            or word.entity in {"GPE", "LOC", "FAC"}
            or self._people.thing(tree, word)
            or word.lower
            in {
                "sector",
                "outskirts",
                "side",
                "front",
                "border",
                "site",
                "centre",
                "center",
                "part",
                "parts",
                "governorate",
                "oblast",
                "department",
                "prefecture",
                "suburbs",
                "coast",
                "edge",
                "sea",
                "river",
                "frontier",
                "line",
                "areas",
                "subdistrict",
            }
        )

    def _by_relation(
        self, text: str, tree: Tree, unit: Unit | None, mention: Mention, at: Word, governor: Word
    ) -> tuple[float, str]:
        name = mention.text
        anchors = {a.word.i for a in unit.anchors} if unit else set()
        if at.relation == "pobj":
            return self._by_preposition(text, tree, unit, mention, governor)
        if at.relation in {"dobj", "nsubjpass"}:
            if governor.i in anchors:
                return 4.0, f"{name}: what was hit or taken"
            if governor.lemma in SAYING:
                return 0.0, f"{name}: spoken of, not a place of events"
            return (
                (1.2, f"{name}: object of “{governor.text}”")
                if governor.i in (unit.words if unit else ())
                else (0.0, f"{name}: not tied to the incident")
            )
        if at.relation in {"nsubj", "csubj"}:
            if (
                unit is not None
                and governor.i in anchors
                and any(a.cue.entry.id == "fall" for a in unit.anchors)
            ):
                return 4.0, f"{name}: what fell"
            if governor.lemma in {"see", "witness", "suffer", "face", "experience"} and unit is not None:
                return 2.5, f"{name}: where it was seen"
            if (
                governor.i in anchors
                and unit is not None
                and any(a.word.i == governor.i and a.sides.passive for a in unit.anchors)
            ):
                return 4.0, f"{name}: what was hit or taken"
            return 0.0, f"{name}: acts or speaks in the sentence"
        if at.relation in {"compound", "nmod", "amod", "npadvmod", "poss"}:
            if governor.i in anchors and governor.part in {"NOUN", "PROPN"}:
                if mention.place is not None and mention.place.kind == "country" and at.relation != "poss":
                    return 0.0, f"{name}: whose doing, not a place of events"
                return 3.0, f"{name}: names the incident (“{text[at.start : governor.end]}”)"
            if (
                unit is not None
                and unit.main.cue.entry.id == "shoot-down"
                and any(governor.i == s.i for s in unit.main.sides.subjects)
            ):
                return 1.5, f"{name}: whose air defence shot"
            if (
                phrase_words(tree, governor) & _ACTORS
                or self._people.people(tree, governor)
                or self._people.crewed(tree, governor)
                or self._people.uncrewed(tree, governor)
                or self._people.explosive(tree, governor, sure=True)
            ):
                return 0.0, f"{name}: whose people, not a place of events"
            if governor.entity in {"ORG", "PERSON"}:
                return 0.0, f"{name}: part of a name"
            return 1.0, f"{name}: qualifies “{governor.text}”"
        if at.relation in {"ROOT", "npadvmod", "advmod", "dep", "attr", "appos", "conj"}:
            return 1.0, f"{name}: stands in the sentence"
        return 0.8, f"{name}: stands in the sentence"

    def _by_preposition(
        self, text: str, tree: Tree, unit: Unit | None, mention: Mention, preposition: Word
    ) -> tuple[float, str]:
        name, word = mention.text, preposition.lower
        above = tree.words[preposition.head]
        if word == "of":
            if above.lower in {
                "capital",
                "north",
                "south",
                "east",
                "west",
                "centre",
                "center",
                "outskirts",
                "city",
                "town",
                "border",
                "coast",
                "people",
                "northeast",
                "northwest",
                "southeast",
                "southwest",
            }:
                return 3.0, f"{name}: “{text[above.start : mention.end]}”"
            if unit is not None and any(a.word.i == above.i for a in unit.anchors):
                return 3.5, f"{name}: “{above.text} of {name}”"
            if above.entity in {"ORG", "PERSON", "GPE"} or phrase_words(tree, above) & _ACTORS:
                return 0.0, f"{name}: part of a name or a body"
            return 0.7, f"{name}: “{above.text} of {name}”"
        if word == "between":
            return 2.0, f"{name}: “between”"
        if word == "against" and mention.place is not None and mention.place.kind == "country":
            return 0.0, f"{name}: a side, not a place"
        if word == "by":
            return 0.0, f"{name}: who did it"
        if word in _ORIGIN:
            if word == "to" and unit is not None and any(a.cue.entry.id == "fall" for a in unit.anchors):
                return 0.0, f"{name}: to whom it fell"
            if above.lemma in {"link", "connect", "lead", "run"}:
                return 0.6, f"{name}: what is linked"
            return 0.4, f"{name}: “{preposition.text} {name}”"
        if word in _INSIDE or preposition.part == "ADP":
            if (
                phrase_words(tree, above) & _ACTORS
                and above.relation in {"nsubj", "pobj", "agent"}
                and self._speaks(tree, above)
            ):
                return 0.0, f"{name}: where who says it sits"
            bonus = 3.0 if word in _INSIDE else 1.0
            return bonus, f"{name}: “{preposition.text} {name}”"
        return 0.8, f"{name}: stands in the sentence"

    def _speaks(self, tree: Tree, word: Word) -> bool:
        above = tree.words[word.head]
        return above.lemma in SAYING or (
            above.lower in {"to", "by"} and tree.words[above.head].lower in {"according", *SAYING}
        )

    # --- from names to places ---

    def choose(self, text: str, named: Sequence[Named]) -> tuple[ReportPlace, ...]:
        """Return the places of an incident: the best fit, made specific by what lies in it, and its equals."""
        fits = sorted(
            (self._in_container(text, n, named) for n in named if n.fit > 0),
            key=lambda n: (-n.fit, n.mention.start),
        )
        if not fits:
            return ()
        between = self._between(text, fits)
        if between is not None:
            return (between,)
        best = fits[0]
        chosen = self._most_specific(best, fits)
        equals = [
            n
            for n in fits
            if n is not chosen and n is not best and n.mention.place is not None and chosen.mention.place is not None
            and _coordinated(text, chosen.mention, n.mention)
            and not contains(n.mention.place, chosen.mention.place)
            and not contains(chosen.mention.place, n.mention.place)
        ]  # fmt: skip
        return tuple(self.place_of(text, n) for n in (chosen, *sorted(equals, key=lambda n: n.mention.start)))

    def _in_container(self, text: str, part: Named, named: Sequence[Named]) -> Named:
        """Return a name resolved inside the area the text puts it in: "La Paz, in X state", "the Old City of X"."""
        place = part.mention.place
        if place is None or place.kind == "country":
            return part
        for other in named:
            area = other.mention.place
            if area is None or other.mention.start < part.mention.end:
                continue
            between = text[part.mention.end : other.mention.start]
            if not _CONTAINS.fullmatch(between):
                continue
            if contains(area, place) or (
                area.country == place.country
                and distance_km(area.lat, area.lon, place.lat, place.lon) <= max(60.0, area.radius_km)
            ):
                return part
            known = [
                *part.mention.candidates,
                *self._gazetteer.lookup(part.mention.text, area.country or None, 50),
            ]
            inside = [c for c in known if contains(area, c.place) and c.place.kind != "country"]
            if inside:
                mention = replace(part.mention, place=inside[0].place)
                return Named(mention, part.fit, f"{part.reason}; the one in {area.name}")
            if distance_km(area.lat, area.lon, place.lat, place.lon) > max(150.0, 1.5 * area.radius_km):
                return Named(
                    replace(part.mention, place=None), part.fit, f"{part.reason}; none known in {area.name}"
                )
        return part

    def _most_specific(self, best: Named, fits: Sequence[Named]) -> Named:
        if best.mention.place is None:
            inside = next((n for n in fits if n.mention.place is not None), None)
            return best if inside is None else inside
        chosen = best
        for other in fits:
            if (
                other is chosen
                or other.mention.place is None
                or chosen.mention.place is None
                or other.fit < 1.5
            ):
                continue
            finer = _FINE[precision_of(other.mention.place)] < _FINE[precision_of(chosen.mention.place)]
            held = contains(chosen.mention.place, other.mention.place) or _lies_by(
                chosen.mention.place, other.mention.place
            )
            if finer and held:
                chosen = other
        return chosen

    def _between(self, text: str, fits: Sequence[Named]) -> ReportPlace | None:
        pair = [n for n in fits if "between" in n.reason and n.mention.place is not None]
        pair += [
            n
            for n in fits
            if pair
            and n not in pair
            and _coordinated(text, pair[0].mention, n.mention)
            and n.mention.place is not None
        ]
        if len(pair) < 2:
            return None
        one, other = sorted(pair[:2], key=lambda n: n.mention.start)
        a, b = one.mention.place, other.mention.place
        if a is None or b is None or a.kind == "country" or b.kind == "country":
            return None
        apart = distance_km(a.lat, a.lon, b.lat, b.lon)
        if apart > 400:
            return None
        start, end = one.mention.start, other.mention.end
        return ReportPlace(
            name=text[start:end], lat=round((a.lat + b.lat) / 2, 5), lon=round((a.lon + b.lon) / 2, 5), country=a.country,
            precision="district", radius_km=round(max(apart / 2, 5.0), 1), span=(start, end), label=f"between {_label(a)} and {_label(b)}",
            reasons=(f"half way between {a.name} and {b.name}",),
        )  # fmt: skip

    def place_of(self, text: str, named: Named) -> ReportPlace:
        """Return a named place as a report holds it, moved where the words say "20 km north of" and the like."""
        mention, place = named.mention, named.mention.place
        if place is None:
            return ReportPlace(
                mention.text,
                None,
                None,
                span=(mention.start, mention.end),
                reasons=(named.reason, "not in the gazetteer"),
            )
        base = ReportPlace(
            name=mention.text, lat=place.lat, lon=place.lon, country=place.country, precision=precision_of(place),
            place_id=place.id, label=_label(place), names=self._gazetteer.other_names(place), radius_km=place.radius_km,
            span=(mention.start, mention.end), reasons=(named.reason, *_why(mention)),
        )  # fmt: skip
        if mention.score < PIN_SCORE:
            return replace(
                base, lat=None, lon=None, reasons=(*base.reasons, f"too unsure to pin ({mention.score:.2f})")
            )
        return self._moved(text, base, place)

    def _moved(self, text: str, base: ReportPlace, place: Place) -> ReportPlace:
        assert base.span is not None
        before = text[max(0, base.span[0] - 90) : base.span[0]]
        before = re.split(r"[.;\n]", before)[-1]
        away = _DISTANCE.search(before)
        if away and away["dir"]:
            km = float(away["n"].replace(",", ".")) * (
                1.609344 if away["unit"].lower().startswith("mi") else 1.0
            )
            lat, lon = moved(place.lat, place.lon, km, _bearing(away["dir"]))
            start = base.span[0] - len(before) + away.start()
            return replace(
                base, lat=lat, lon=lon, precision="district", radius_km=round(max(5.0, km / 5), 1), place_id=None, name=text[start : base.span[1]],
                span=(start, base.span[1]), label=f"{away['n']} {away['unit']} {away['dir'].lower()} of {base.label}", reasons=(*base.reasons, "moved by the distance the text gives"),
            )  # fmt: skip
        part = _PART_OF.search(before)
        if part and place.kind in AREAS and place.kind != "district":
            return self._part(text, base, place, part)
        side = _SIDE_OF.search(before)
        word = re.search(
            r"([A-Za-z]+)\s+(?:the\s+)?(?:(?:town|city|village|settlement|border town|border city)\s+of\s+)?$",
            before,
        )
        nearly = (word is not None and word[1].lower() in _NEARLY) or re.search(
            r"\bclose\s+to\s+(?:the\s+)?$", before, re.IGNORECASE
        )
        if (side or nearly or away) and place.kind not in {"country", "region", "disputed"}:
            return replace(
                base, precision="district", radius_km=max(base.radius_km, NEAR_KM), reasons=(*base.reasons, "near the place, by the text"),
            )  # fmt: skip
        return base

    def _part(self, text: str, base: ReportPlace, place: Place, part: re.Match[str]) -> ReportPlace:
        assert base.span is not None
        start = base.span[0] - (len(part.string) - part.start())
        reach = place.radius_km or 150.0
        lat, lon = (
            (place.lat, place.lon)
            if part["mid"]
            else moved(place.lat, place.lon, reach * 0.5, _bearing(part["dir"]))
        )
        words = text[start : base.span[1]]
        return replace(
            base, lat=lat, lon=lon, precision="region", radius_km=round(reach * 0.5, 1), span=(start, base.span[1]),
            name=words, label=words, place_id=None, names=(), reasons=(*base.reasons, f"the {words} lies on that side of {place.name}"),
        )  # fmt: skip

    def linked(self, text: str, tree: Tree, mentions: Sequence[Mention]) -> ReportPlace | None:
        """Return the place of a thing without a name that links two places ("a bridge linking A to B")."""
        verb = next(
            (w for w in tree.words if w.lemma in {"link", "connect", "join"} and w.part == "VERB"), None
        )
        ends = [m for m in mentions if verb is not None and m.start > verb.start and m.place is not None][:2]
        if verb is None or len(ends) < 2:
            return None
        noun = tree.words[verb.head] if verb.relation in {"acl", "relcl"} else None
        a, b = ends[0].place, ends[1].place
        if (
            noun is None
            or a is None
            or b is None
            or (not self._people.thing(tree, noun) and not self._people.ground(tree, noun))
        ):
            return None
        lat, lon = (a.lat + b.lat) / 2, (a.lon + b.lon) / 2
        reach = max(distance_km(a.lat, a.lon, b.lat, b.lon) / 2, 20.0)
        ways = (
            self._gazetteer.near(lat, lon, reach, kinds=("corridor", "crossing"), limit=1)
            if reach < 400
            else ()
        )
        start = min((w.start for w in tree.words if w.i in tree.subtree(noun.i)), default=noun.start)
        span = (start, ends[1].end)
        why = f"it links {ends[0].text} and {ends[1].text}"
        if ways:
            way = ways[0]
            return ReportPlace(
                name=text[span[0] : span[1]], lat=way.lat, lon=way.lon, country=way.country, precision="region", place_id=way.id, label=_label(way),
                names=self._gazetteer.other_names(way), radius_km=max(way.radius_km, 20.0), span=span, reasons=(why, f"{way.name} is the way between them"),
            )  # fmt: skip
        return ReportPlace(
            name=text[span[0] : span[1]], lat=round(lat, 5), lon=round(lon, 5), country=b.country, precision="region",
            radius_km=round(reach, 1), span=span, label=text[span[0] : span[1]], reasons=(why, "half way between them"),
        )  # fmt: skip


def _town_first(text: str, mention: Mention) -> Mention:
    """Return a name that a town and its region share as the town's, unless a word for a region stands beside it."""
    place = mention.place
    if place is None or place.kind not in {"region", "district"} or mention.role != "place":
        return mention
    if _REGION_AFTER.match(text, mention.end) or _REGION_BEFORE.search(
        text[max(0, mention.start - 24) : mention.start]
    ):
        return mention
    towns = [
        c.place
        for c in mention.candidates
        if c.place.kind in {"city", "town"} and c.place.population >= 15_000 and contains(place, c.place)
    ]
    town = max(towns, key=lambda p: (p.population, -p.id), default=None)
    return (
        mention if town is None else replace(mention, place=town, score=max(mention.score * 0.9, PIN_SCORE))
    )


_KINDS_OF_REGION = r"(?:region|oblast|province|governorate|state|department|district|county|prefecture|canton|division|territory|area|republic|raion|township|valley|desert|peninsula)s?"
_REGION_AFTER = re.compile(rf"(?:['’]s)?\s+(?:\w+\s+){{0,1}}{_KINDS_OF_REGION}\b", re.IGNORECASE)
_REGION_BEFORE = re.compile(
    rf"\b(?:{_KINDS_OF_REGION}\s+of|(?:north|south)(?:east|west)?(?:ern)?|(?:east|west)(?:ern)?|central)[\s-]+$",
    re.IGNORECASE,
)


def precision_of(place: Place) -> PlacePrecision:
    """Return how fine a place is, by its kind; what is not in the table is a point of its own: exact."""
    return _PRECISION.get(place.kind, "exact")


def _bearing(words: str) -> float:
    return _BEARINGS[re.sub(r"[\s-]", "", words.lower())]


def _label(place: Place) -> str:
    return place.label or place.name


def _why(mention: Mention) -> tuple[str, ...]:
    chosen = next(
        (c for c in mention.candidates if mention.place is not None and c.place.id == mention.place.id), None
    )
    if chosen is None:
        return ()
    return tuple(f"{what} ({by:+.2f})" for what, by in chosen.reasons)


def _coordinated(text: str, one: Mention, other: Mention) -> bool:
    """Whether two names stand in one list: only commas, "and" and few words of kind between them."""
    first, second = sorted((one, other), key=lambda m: m.start)
    between = text[first.end : second.start]
    return bool(
        re.fullmatch(
            r"\s*(?:\([^)]*\))?\s*(?:,|,?\s*(?:and|or|&|to))\s*(?:(?:in|at|near|the|of|towns?|cit(?:y|ies)|villages?|through|from|northern|southern|eastern|western|central|part|parts)\s+){0,5}",
            between,
        )
    )
