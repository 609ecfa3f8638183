"""Where it happened: of the places a sentence names, those of the happening, not of the speaking."""

import re
from collections.abc import Sequence
from dataclasses import replace

from gazetteer.place import Mention, Place
from mapapp.core.report import ReportPlace
from mapapp.extraction.areas import apart_km, contains, is_finer, may_contain, town_first
from mapapp.extraction.fitting import Fitting, Named
from mapapp.extraction.frames import Unit
from mapapp.extraction.lexicon import Lexicon
from mapapp.extraction.pinning import PIN_SCORE, Pinning, Places, listed
from mapapp.extraction.sides import People
from mapapp.extraction.syntax import Tree

__all__ = ["Locator", "Named", "Places"]

_SPECIFIC_FIT = 1.5
"""A finer place must fit at least so well to stand for the area it lies in."""

_OWNED = frozenset({"'s ", "’s ", "' ", "’ "})
_QUARTER = re.compile(r"\s+(?:quarter|neighbou?rhood|district|suburb|area|street|square)\b")

_CONTAINS = re.compile(
    r"(?:['’]s)?(?:\s+(?:village|town|city|camp|neighbou?rhood|quarter|suburb|sector))?\s*,?\s*"
    r"(?:a\s+(?:town|city|village)\s+)?(?:\(|in\s+|of\s+|,\s*)?(?:in\s+)?(?:the\s+)?"
    r"(?:(?:[a-z-]+ern|central|south|north|east|west|[A-Z][a-z]+['’]s)\s+){0,3}"
    r"(?:(?:regions?|provinces?|states?|districts?|city|town|municipality|commune|county|department|governorate"
    r"|sub-?district|township|oblast|cercle|woreda|zone|locality|prefecture|canton|parish|raion)\s+of\s+)?"
)
"""What may stand between a place and the area that holds it."""

_LIST_GOES_ON = re.compile(r"(?:,\s+[A-Z][^.;,]{1,40}){0,4},?\s+and\s+(?:in\s+)?[A-Z]")


class Locator:
    """Chooses the places of incidents: how well each fits (fitting), what it is made of (pinning)."""

    def __init__(self, gazetteer: Places, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self._fitting = Fitting(lexicon)
        self._pinning = Pinning(gazetteer, People(lexicon))

    def named_in(
        self, text: str, tree: Tree, unit: Unit | None, mentions: Sequence[Mention]
    ) -> tuple[Named, ...]:
        """Return the places a sentence names, in order, each with its fit for an incident of it."""
        towns = (town_first(text, m, PIN_SCORE) for m in mentions)
        return tuple(self._fitting.fit(text, tree, unit, m) for m in towns)

    def choose(
        self, text: str, named: Sequence[Named], more: Sequence[Named] = ()
    ) -> tuple[ReportPlace, ...]:
        """Return the places of an incident: the best fit, or what fits inside it, and its equals.

        `more` are places that fit less well: they count where they stand in one list with the best.
        """
        told = [*named, *(n for n in more if all(n.mention != m.mention for m in named))]
        fits = [self._in_its_area(text, n, told) for n in named if n.fit > 0]
        fits.sort(key=lambda n: (-n.fit, n.mention.start))
        if not fits:
            return ()
        between = self._pinning.between(text, fits)
        if between is not None:
            return (between,)
        area = _area_behind(text, fits[0].mention, told) if fits[0].mention.place is None else None
        chosen = fits[0] if area is not None else _most_specific(fits)
        less = [n for n in more if n.fit > 0 and all(n.mention != f.mention for f in fits)]
        equals = _equals(text, chosen, [*(n for n in fits if n is not fits[0]), *less])
        placed = [self._pinning.place_of(text, n) for n in (chosen, *equals)]
        if area is not None:
            placed[0] = self._pinning.somewhere_in(placed[0], area)
        return tuple(placed)

    def place_of(self, text: str, named: Named) -> ReportPlace:
        """Return one named place as a report holds it."""
        return self._pinning.place_of(text, named)

    def linked(self, text: str, tree: Tree, mentions: Sequence[Mention]) -> ReportPlace | None:
        """Return the place of a thing without a name that links two places, or None."""
        return self._pinning.linked(text, tree, mentions)

    def _in_its_area(self, text: str, part: Named, named: Sequence[Named]) -> Named:
        """Return a name resolved inside the area the text puts it in: "X, in Y state"."""
        place = part.mention.place
        if place is None or place.kind == "country":
            return part
        for other in named:
            owner = other.mention.place
            if (
                owner is not None
                and owner.kind in {"city", "town"}
                and text[other.mention.end : part.mention.start] in _OWNED
                and _QUARTER.match(text, part.mention.end)
                and not contains(owner, place)
            ):
                within = self._known_in(part.mention, owner) or owner
                return Named(replace(part.mention, place=within), part.fit, f"{part.reason}; in {owner.name}")
            area, gap = other.mention.place, other.mention.start - part.mention.end
            if area is None or not 0 <= gap <= 60:
                continue
            if not _holds(text, part.mention, other.mention):
                continue
            near = area.country == place.country and apart_km(area, place) <= max(60.0, area.radius_km)
            if contains(area, place) or near:
                return part
            inside = self._known_in(part.mention, area)
            if inside is not None:
                reason = f"{part.reason}; the one in {area.name}"
                return Named(replace(part.mention, place=inside), part.fit, reason)
            if apart_km(area, place) > max(150.0, 1.5 * area.radius_km):
                reason = f"{part.reason}; none known in {area.name}"
                return Named(replace(part.mention, place=None), part.fit, reason)
        return part

    def _known_in(self, mention: Mention, area: Place) -> Place | None:
        """Return the place of a name that lies in an area, None where none is known."""
        more = self._gazetteer.lookup(mention.text, area.country or None, 50)
        known = [c for c in (*mention.candidates, *more) if c.place.kind != "country" and c.match != "fuzzy"]
        return next((c.place for c in known if contains(area, c.place)), None)


def _holds(text: str, inner: Mention, outer: Mention) -> bool:
    """Whether a text puts one name into another: "X, in Y state"; "X, Y and Z" is a list."""
    if not _CONTAINS.fullmatch(text, inner.end, outer.start):
        return False
    bare = text[inner.end : outer.start].strip() == ","
    return not (bare and _LIST_GOES_ON.match(text, outer.end))


def _area_behind(text: str, mention: Mention, told: Sequence[Named]) -> Place | None:
    """Return the district, town or region that a text puts an unknown name in ("X, in Y county"), or None."""
    for other in sorted(told, key=lambda n: n.mention.start):
        area, gap = other.mention.place, other.mention.start - mention.end
        if (
            area is not None
            and area.kind != "country"
            and 0 <= gap <= 60
            and other.mention.score >= PIN_SCORE
            and _holds(text, mention, other.mention)
        ):
            return area
    return None


def _equals(text: str, chosen: Named, others: Sequence[Named]) -> list[Named]:
    """Return the places that stand in one list with the chosen one, in order: each beside one of the list."""
    held = chosen.mention.place
    if held is None:
        return []
    joined = [chosen]
    left = [n for n in others if n is not chosen and n.mention.place is not None]
    while True:
        near = [n for n in left if any(listed(text, j.mention, n.mention) for j in joined)]
        near = [n for n in near if n.mention.place is not None and _apart(n.mention.place, held)]
        if not near:
            return sorted(joined[1:], key=lambda n: n.mention.start)
        joined += near
        left = [n for n in left if n not in near]


def _apart(one: Place, other: Place) -> bool:
    return not contains(one, other) and not contains(other, one)


def _most_specific(fits: Sequence[Named]) -> Named:
    """Return the best fit, or the finest of the places that lie in it and fit as well."""
    best = next((n for n in fits if n.mention.place is not None), fits[0])
    if best.mention.place is None:
        return best
    chosen, held = best, best.mention.place
    for other in fits:
        place = other.mention.place
        if other is chosen or place is None or other.fit < _SPECIFIC_FIT:
            continue
        if is_finer(place, held) and (contains(held, place) or may_contain(held, place)):
            chosen, held = other, place
    return chosen
