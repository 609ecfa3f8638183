"""Amounts as news writes them: digits, words, ranges, bounds ("at least 20") and vague ones ("dozens")."""

import re
from dataclasses import dataclass
from typing import Final

from mapapp.extraction.wordlists import SPACE, any_of, word_lists

_LISTS: Final = word_lists("numbers")
_UNITS: Final[dict[str, int]] = _LISTS["units"]
_TENS: Final[dict[str, int]] = _LISTS["tens"]
_SCALES: Final[dict[str, int]] = _LISTS["scales"]
_VAGUE: Final[dict[str, int]] = _LISTS["vague"]
_EXACT: Final[dict[str, int]] = _LISTS["exact"]
LARGEST: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount and its words. "At least 20" is best 20, low 20, high None; "dozens" best None, low 12.

    `vague` where no number is named; `more` where the words say that others were counted before.
    """

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    vague: bool = False
    more: bool = False


_SMALL = rf"(?:(?:{any_of(_TENS)})(?:(?:-|{SPACE})(?:{any_of(_UNITS)})\b)?|(?:{any_of(_UNITS)}))"
_SCALE = rf"(?:{any_of(_SCALES)})"
_LARGE = rf"(?:(?:an?|{_SMALL}){SPACE})?{_SCALE}\b(?:{SPACE}{_SCALE}\b)?"
_SPELLED = rf"(?:{_LARGE}(?:{SPACE}(?:and{SPACE})?(?:{_LARGE}|{_SMALL}\b)){{0,4}}|{_SMALL})"
_DIGITS = rf"\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+|\d{{1,9}}(?:\.\d{{1,3}}(?={SPACE}(?:{_SCALE}|billion)))?"
_CORE = rf"(?:(?:{_DIGITS})(?:{SPACE}{_SCALE}\b)?|\b{_SPELLED}\b)"
_BOUND = {kind: any_of(_LISTS["bounds"][kind]) for kind in ("at_least", "at_most", "about")}
_ABOUT = rf"(?:(?:{_BOUND['about']}){SPACE}){{0,3}}"
_QUANTITY = re.compile(
    rf"(?<![\w$€£.,:/-])(?:(?P<bound>(?P<at_least>{_BOUND['at_least']})|(?P<at_most>{_BOUND['at_most']}))?"
    rf"(?:(?<=\w){SPACE})?(?P<about>{_ABOUT})(?P<between>(?:between|from){SPACE})?"
    rf"(?P<exact>{any_of(_EXACT)})?(?P<core>(?(exact)|{_CORE}))"
    rf"(?:{SPACE}?(?P<to>-|–|—|to|and|or){SPACE}?(?P<other>{_CORE}))?"
    rf"(?![\w$€£%°]|[-–/]\w|[.,:]\d|{SPACE}(?:per{SPACE}?cent|percent|%|p\.?m\b|a\.?m\b))"
    rf"(?P<or_more>{SPACE}(?:{any_of(_LISTS['bounds']['at_least_after'])})\b)?"
    rf"|(?P<vague>{any_of(_VAGUE)})(?![\w-]))",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[a-z]+|[\d.,\u00a0\u202f]+")


def parse_number(words: str) -> int | None:
    """Return the whole number some words or digits name; None where they are no number.

    >>> [parse_number(w) for w in ("1,500", "twenty-one", "a hundred and five", "two dozen", "three four")]
    [1500, 21, 105, 24, None]
    """
    low = words.casefold().strip()
    if low in _EXACT:
        return _EXACT[low]
    total, current, last, seen = 0, 0, LARGEST, False
    for token in _TOKEN.findall(low.replace("-", " ")):
        if token in ("a", "an", "and"):
            continue
        if token[0].isdigit():
            digits = re.sub(r"[,\u00a0\u202f]", "", token).strip(".")
            value = float(digits) if digits.count(".") <= 1 else -1
            if seen or value < 0:
                return None
            current, last = int(value * 1000), 0
            current = current // 1000 if value == int(value) else -current
        elif token in _SCALES:
            scale = _SCALES[token]
            current = -current * scale // 1000 if current < 0 else (current or 1) * scale
            if scale >= 1000:
                total, current = total + current, 0
            last = scale
        else:
            value = _UNITS.get(token, _TENS.get(token, -1))
            size = 1 if token in _UNITS and value < 10 else 10
            if value < 0 or (seen and size >= last and last < 100):
                return None
            current, last = current + int(value), size if token in _TENS else 0
        seen = True
    number = total + current
    return number if seen and 0 <= number <= LARGEST else None


def _quantity(match: "re.Match[str]") -> Quantity | None:
    start, end = match.span()
    more = re.match(r"(?:another|a further)\b", match["about"] or "", re.IGNORECASE) is not None
    if match["vague"]:
        low = _VAGUE[" ".join(match["vague"].casefold().split())]
        return Quantity(start, end, low or None, None, None, vague=True)
    number = parse_number(match["exact"] or match["core"])
    if number is None:
        return None
    if match["other"]:
        other = parse_number(match["other"])
        joined = match["to"].casefold()
        if other is None or number >= other or (joined == "and" and not match["between"]):
            end = match.start("to")
            while match.string[end - 1].isspace():
                end -= 1
            other = None
        if other is not None:
            return Quantity(start, end, number, None, other, more=more)
    if match["at_least"] or (match["or_more"] and end == match.end()):
        return Quantity(start, end, number, number, None, more=more)
    if match["at_most"]:
        return Quantity(start, end, None, number, number, more=more)
    return Quantity(start, end, number, number, number, more=more)


def find_quantities(text: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """Return the amounts in a part of a text, in order; ordinals, ages, prices and percentages are none.

    >>> [(q.low, q.best, q.high) for q in find_quantities("At least 20, 10 to 15 or dozens; a 13-year-old")]
    [(20, 20, None), (10, None, 15), (12, None, None)]
    """
    found: list[Quantity] = []
    at, stop = start, len(text) if end is None else end
    while match := _QUANTITY.search(text, at, stop):
        quantity = _quantity(match)
        if quantity:
            found.append(quantity)
        at = max(quantity.end if quantity else match.start("core") + 1, match.start() + 1)
    return tuple(found)
