"""Which of the places that bear a name comes first."""

import re
from collections.abc import Iterable
from dataclasses import replace

from gazetteer.distance import great_circle_km
from gazetteer.place import SETTLEMENTS, Candidate

PEOPLE_TYPES = frozenset({"demonym", "metonym"})
"""Types of names that speak of people or governments, not of the place itself."""

_OTHER_BLOCKS = re.compile("[\u02b0-\u1dff\u1f00-\U0010ffff]")

_NEARLY = 0.78
"""Score that a town has at least, of the region's, if the name is not plainly its own."""

CITY_POPULATION = 15_000
"""People from which on a town comes before the region of its name."""


def is_latin(text: str) -> bool:
    """Return whether all letters of a text are Latin ones.

    >>> is_latin("Xankəndi"), is_latin("Ханкенди")
    (True, False)
    """
    if text.isascii() or not _OTHER_BLOCKS.search(text):
        return True
    return all(c < "\u02b0" or "\u1e00" <= c < "\u1f00" for c in text if c.isalpha())


def city_before_region(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return candidates best first, each region behind the town of its name that lies in it.

    A bare "Kherson" or "New York" means the city; that a word such as oblast stands beside it is for the
    caller to see. Towns under 15,000 people stand back ("Texas" is the state), unless the region is little
    more than the town or the town is contested. Demonyms come last.
    """
    found = list(candidates)
    if len(found) < 2 or not any(c.place.kind in {"region", "district"} for c in found):
        return _ordered(found)
    towns = [c for c in found if c.place.kind in SETTLEMENTS and c.name_type not in PEOPLE_TYPES]
    for at, candidate in enumerate(found):
        region = candidate.place
        if region.kind not in {"region", "district"} or candidate.name_type in PEOPLE_TYPES:
            continue
        for town in (t for t in towns if t.place.country == region.country and t.score < candidate.score):
            if town.name_type not in {"common", "official"} and town.score < _NEARLY * candidate.score:
                continue
            far = great_circle_km(town.place.lat, town.place.lon, region.lat, region.lon)
            inside = (
                town.place.admin1 == region.admin1 if region.feature == "ADM1" else far <= region.radius_km
            )
            if far <= 8 or (inside and (town.place.population >= CITY_POPULATION or town.place.contested)):
                lower = round(town.score - 0.001, 4)
                reason = ("a town in it has the name", round(lower - candidate.score, 4))
                found[at] = candidate = replace(candidate, score=lower, reasons=(*candidate.reasons, reason))
    return _ordered(found)


def _ordered(candidates: list[Candidate]) -> tuple[Candidate, ...]:
    """Return candidates best first; demonyms last, or first where no place is written so."""
    exact = any(c.match != "folded" and c.name_type not in PEOPLE_TYPES for c in candidates)

    def rank(candidate: Candidate) -> tuple[int, float, int]:
        people = candidate.name_type in PEOPLE_TYPES
        last = people and (exact or candidate.match == "folded")
        return (2 if last else 0 if people else 1, -candidate.score, candidate.place.id)

    return tuple(sorted(candidates, key=rank))
