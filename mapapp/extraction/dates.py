"""Calendar dates as they are written out: with or without a year, weekday or day."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from mapapp.extraction.wordlists import SPACE, any_of, word_lists

_WORDS = word_lists("time")
WEEKDAYS: Final[tuple[str, ...]] = tuple(_WORDS["weekdays"])
MONTHS: Final[tuple[str, ...]] = tuple(_WORDS["months"])
_MONTH_OF = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH_OF |= {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}

_MONTH = rf"(?P<month>{any_of([*MONTHS, *_MONTH_OF])})\b\.?"
_WEEKDAY = rf"(?:(?P<weekday>{any_of([*WEEKDAYS, *_WORDS['weekdays_short']])})\b\.?,?{SPACE}\(?)?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
_TO_DAY = rf"(?:{SPACE}?(?:-|–|—|to|and|until){SPACE}?(?P<last>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:]))?"
_YEAR = rf"(?:,?{SPACE}(?P<year>(?:19|20)\d\d)(?![\d,]\d))?"
_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month_number>\d\d?)(?P=sep)(?P<day>\d\d?)(?!\d)",
        r"(?<![\d./-])(?P<one>\d\d?)(?P<sep>[/.-])(?P<other>\d\d?)(?P=sep)(?P<year>(?:19|20)\d\d|\d\d)(?![\d/-])",
        rf"\b{_WEEKDAY}(?:the{SPACE})?(?<![\d.,:])\b{_DAY}{_TO_DAY}(?:{SPACE}of)?{SPACE}?{_MONTH}{_YEAR}",
        rf"\b{_WEEKDAY}{_MONTH}{SPACE}?(?:the{SPACE})?{_DAY}{_TO_DAY}{_YEAR}(?!\d|[.,:]\d)",
        rf"\b{_MONTH},?{SPACE}(?:of{SPACE})?(?P<year>(?:19|20)\d\d)(?!\d|,\d)",
    )
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as it is written: what is not written is None. `last_day` ends a range in one month ("3-5 May").

    `weekday` is 0 for Monday. A date such as 03/04/2020, which two habits read differently, has month and
    day None.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None

    def on(self, year: int | None = None) -> date | None:
        """Return the day it names, in a given year where it names none; None where it names no one day."""
        year = self.year or year
        if not (year and self.month and self.day):
            return None
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def _weekday_number(word: str | None) -> int | None:
    if not word:
        return None
    return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(word.casefold()[:3]))


def _day_and_month(one: int, other: int, separator: str) -> tuple[int, int] | None:
    """Return (day, month), where the order is certain: one over 12, both the same, or dots (day first)."""
    if one == other or separator == "." or one > 12 >= other:
        return (one, other) if other <= 12 else None
    return (other, one) if other > 12 >= one else None


def _mention(match: "re.Match[str]") -> DateMention | None:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    month: int | None = None
    day: int | None = None
    if parts.get("one"):
        if year is not None and year < 100:
            year += 2000 if year < 70 else 1900
        order = _day_and_month(int(parts["one"]), int(parts["other"]), parts["sep"])
        day, month = order or (None, None)
        if order is None and len(parts["year"]) == 2:
            return None
    elif parts.get("month_number"):
        month, day = int(parts["month_number"]), int(parts["day"])
    else:
        month = _MONTH_OF[parts["month"].casefold()]
        day = int(parts["day"]) if parts.get("day") else None
    last = int(parts["last"]) if parts.get("last") else None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    if last is not None and not (day or 31) < last <= 31:
        last = None
    start, end = match.span()
    if year is None and (
        parts.get("month") in ("may", "march") or match.string[start - 3 : start].casefold() == "in "
    ):
        return None  # the verbs; and "In May 12 soldiers" names no day
    while end > start and match.string[end - 1] in " .,(\n":
        end -= 1
    return DateMention(start, end, year, month, day, last, _weekday_number(parts.get("weekday")))


def find_dates(text: str, start: int = 0, end: int | None = None) -> tuple[DateMention, ...]:
    """Return the calendar dates in a part of a text, in order, none inside another.

    Months and years that stand alone ("in July", "in 2014") are not dates here.

    >>> [(d.year, d.month, d.day) for d in find_dates("From 3 to 5 May 2021, and on Oct. 2")]
    [(2021, 5, 3), (None, 10, 2)]
    """
    stop = len(text) if end is None else end
    found: list[DateMention] = []
    free = bytearray(max(stop - start, 0))
    for form in _FORMS:
        for match in form.finditer(text, start, stop):
            mention = _mention(match)
            if mention and free.find(1, mention.start - start, mention.end - start) < 0:
                found.append(mention)
                length = mention.end - mention.start
                free[mention.start - start : mention.end - start] = b"\x01" * length
    return tuple(sorted(found, key=lambda d: d.start))
