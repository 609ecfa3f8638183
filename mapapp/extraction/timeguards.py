"""What tells a month from a verb or a person, and a year from an amount."""

import re
from typing import Final

_BEFORE_MONTH: Final = frozenset(
    ["since", "until", "till", "by", "of", "from", "between", "during", "and", "to", "through", "for"]
)
_BEFORE_YEAR: Final = _BEFORE_MONTH - {"for"} | frozenset(
    [
        "in",
        "the",
        "(",
        "after",
        "before",
        "(since",
        "around",
        "late",
        "early",
        "mid",
        "spring",
        "summer",
        "autumn",
        "winter",
    ]
)
_OF_YEAR: Final = re.compile(
    r"\b(?:end|start|beginning|middle|spring|summer|autumn|winter|fall|wars?|attacks?|coup|uprising|revolution|conflict"
    r"|agreement|treaty|accord|ceasefire|massacre|invasion|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\sof\s$"
)
_COUNTED = re.compile(r"\s(?:people|men|women|children|troops|[a-z]+s)\b")


def _text_before(match: "re.Match[str]") -> str:
    return match.string[max(0, match.start() - 24) : match.start()].casefold()


def _word_before(match: "re.Match[str]") -> str:
    """Return the word that stands before a match, in lower case, "(" for a bracket."""
    words = _text_before(match).split()
    return "(" if words and words[-1].endswith("(") else words[-1] if words else ""


def is_month(match: "re.Match[str]") -> bool:
    """Whether a month's name is one: "may" and "march" are verbs, June and April people."""
    name = match["month"]
    if name in ("may", "march"):
        return False
    if match["how"] or match["part"] or match.group().casefold().startswith("in "):
        return True
    following = match.string[match.end() : match.end() + 2]
    doubtful = name.casefold() in ("may", "march", "june", "april") or following[1:].isupper()
    return _word_before(match) in _BEFORE_MONTH or not doubtful


def is_year(match: "re.Match[str]") -> bool:
    """Whether four digits are a year and no amount of something."""
    led = bool(match["part"]) or match.group().casefold().startswith("in ")
    before = _word_before(match)
    if before == "of":
        return _OF_YEAR.search(_text_before(match)) is not None
    if not led and before not in _BEFORE_YEAR:
        return match["to_year"] is not None and len(match["to_year"]) == 4
    return led or before in ("the", "since", "(") or _COUNTED.match(match.string, match.end()) is None
