"""Capitals that a text does not name: "the Sudanese capital", "the capital of Borno", "the state capital"."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from gazetteer.place import Mention, Place

Seat = Callable[[Place], Place | None]
"""From a country or a region to the town that governs it."""

_CAPITAL = re.compile(
    r"\b(?P<whose>the|its|their)?\s*(?P<what>(?:state|regional|provincial|capital)?\s*)capital\b(?P<city>\s+city)?"
)
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_NAMED = re.compile(r"(?:\s+city)?(?:\s+of)?(?:,\s+|\s+|\s*\()$")
_SURE = 0.8


def capitals(text: str, mentions: Sequence[Mention], seat: Seat) -> tuple[Mention, ...]:
    """Return the mentions with one more for each capital that a text speaks of and does not name there.

    A bare "the capital" is that of the country the text names most, "the state capital" that of the region
    named last before. Where a name stands beside the word ("the capital, Goma") nothing is added.
    """
    found: list[Mention] = []
    for match in _CAPITAL.finditer(text):
        area, start, end = _governed(text, match, mentions)
        if area is None or _is_named(text, start, end, mentions):
            continue
        place = seat(area)
        if place is not None:
            found.append(Mention(start, end, text[start:end], "place", place, _SURE))
    if not found:
        return tuple(mentions)
    kept = [m for m in mentions if not any(f.start <= m.start and m.end <= f.end for f in found)]
    return tuple(sorted((*kept, *found), key=lambda m: m.start))


def _governed(text: str, match: re.Match[str], mentions: Sequence[Mention]) -> tuple[Place | None, int, int]:
    """Return the area whose capital is meant, and the words' offsets."""
    start, end = match.start("what"), match.end()
    before = next((m for m in reversed(mentions) if m.end <= start and start - m.end <= 3), None)
    if before is not None and re.fullmatch(r"(?:['’]s?)?\s+", text[before.end : start]) and _is_area(before):
        first = before.start
        if text[max(0, first - 4) : first].lower() == "the ":
            first -= 4
        return before.place, first, end
    of = _OF.match(text, end)
    if of:
        after = next((m for m in mentions if m.start == of.end()), None)
        if after is not None and _is_area(after):
            return after.place, match.start() if match["whose"] else start, after.end
        return None, start, end
    if not match["whose"]:
        return None, start, end
    start = match.start()
    if match["what"].strip():
        held = [m.place for m in mentions if m.end <= start and m.place is not None and m.place.admin1]
        return (replace(held[-1], kind="region") if held else None), start, end
    return (_main_country(mentions) if match["whose"] == "the" else None), start, end


def _is_area(mention: Mention) -> bool:
    place = mention.place
    return place is not None and place.kind in {"country", "region", "disputed"}


def _is_named(text: str, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Whether a name stands beside the words: "the capital Kabul", "Goma, the capital of North Kivu"."""
    for mention in mentions:
        if mention.start >= end and _NAMED.fullmatch(text[end : mention.start]):
            return mention.role in {"place", "metonym"} and text[end : end + 1] != "."
        if mention.end <= start and re.fullmatch(r"\s*(?:,|\(|is|was)\s*", text[mention.end : start]):
            return not _is_area(mention)
    return False


def _main_country(mentions: Sequence[Mention]) -> Place | None:
    """Return the country a text names most, by itself, its people or places in it."""
    votes: Counter[str] = Counter()
    countries: dict[str, Place] = {}
    for mention in mentions:
        if mention.place is None or not mention.place.country or mention.role == "part":
            continue
        votes[mention.place.country] += 1
        countries.setdefault(mention.place.country, replace(mention.place, kind="country"))
    ranked = sorted(votes.items(), key=lambda v: (-v[1], v[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
        return None
    return countries.get(ranked[0][0])
