"""In which role a place's name stands: the dateline of a report, a government that speaks."""

import re

from gazetteer.lexicon import lexicon
from gazetteer.reading import Reading

_DATELINE = re.compile(
    r"^[^\S\n]*(?P<head>[^\W\d_][^\n—–()]{1,70}?)\s*"
    r"(?:(?P<agency>\([^)\n]{2,40}\))\s*(?P<dash>[—–:]|--|-(?=\s))?|(?P<only>[—–]|--|\s-(?=\s)))",
    re.MULTILINE,
)
_HEAD_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def dateline_starts(text: str) -> frozenset[int]:
    """Return where words of datelines begin: "BAKU (agency) —", "KYIV, Ukraine --", "Tbilisi, 3 May –".

    In capitals, or with an agency, a date or a long dash behind it; at the beginning of a line.
    """
    months = lexicon().months_days
    starts: set[int] = set()
    for match in _DATELINE.finditer(text):
        head = match["head"]
        words = list(_HEAD_WORD.finditer(head))
        capitals = words[0].group().isupper() and len(words[0].group()) > 1
        plain_dash = (match["only"] or "").strip() in ("-", "--")
        named = [w for w in words if not w.group().isdigit() and w.group().lower().strip(".") not in months]
        dated = len(named) < len(words)
        agency = match["agency"] is not None and (match["dash"] is not None or capitals)
        if match["agency"] is not None and not agency:
            continue
        if plain_dash and not (capitals or dated):
            continue
        small = [w for w in named if not w.group()[0].isupper()]
        if (
            not named
            or len(named) > 6
            or any(w.group().lower() not in {"of", "the", "de", "del", "la", "al"} for w in small)
        ):
            continue
        if any(c in head for c in '.!?;:"“”') and not re.search(r"\b\w{1,5}\.(?=[\s,]|$)|\w\.\w", head):
            continue
        starts.update(match.start("head") + w.start() for w in named)
    return frozenset(starts)


def speaks(reading: Reading, start: int, end: int) -> bool:
    """Return whether the name of a country or capital stands for its government.

    It does as the subject of a verb of saying, as the one addressed ("accused Moscow of"), in "talks
    between X and Y", and before "government" and the like; never behind "in", "near" and such.
    """
    words = lexicon()
    before, after = reading.before(start), reading.after(end)
    close_before = before is not None and reading.gap_before(start).strip("\"'“‘") in (" ", "\n")
    if before is not None and close_before:
        if before.lower in words.locative or before.lower in ("from", "to", "into", "through", "of", "over"):
            return _government_behind(reading, end)
        if before.lower in words.addressing_verbs:
            return True
        if before.lower == "between" or before.lower == "and":
            for nth in range(2, 6):
                earlier = reading.before(start, nth)
                if (
                    earlier is not None
                    and earlier.lower in words.between_heads
                    and "between" in reading.text[earlier.end : start]
                ):
                    return True
    if _government_behind(reading, end):
        return True
    possessive = reading.text[end : end + 1] in ("'", "’")
    if after is None or possessive or reading.gap_after(end) not in (" ", "\n"):
        return False
    for nth in range(1, 5):
        word = reading.after(end, nth)
        if word is None or "." in reading.text[end : word.start] or "," in reading.text[end : word.start]:
            return False
        if word.lower in words.say_verbs:
            return True
        if word.lower not in words.beside_verbs:
            return False
    return False


def _government_behind(reading: Reading, end: int) -> bool:
    after = reading.after(end)
    return (
        after is not None
        and reading.gap_after(end) in (" ", "\n")
        and after.lower in lexicon().government_heads
    )
