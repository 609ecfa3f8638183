"""How words of time are counted from the day of publication: one function for each way of counting."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mapapp.core.when import Precision, When
from mapapp.extraction.dates import MONTHS, WEEKDAYS
from mapapp.extraction.numbers import parse_number
from mapapp.extraction.timeguards import is_month, is_year

Found = tuple[When, str]
"""A When, and what is special about it ("" where nothing is)."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may count from: the day of publication, the day spoken of just before, and the tense."""

    published: date | None
    anchor: date | None = None
    future: bool = False


Handler = Callable[["re.Match[str]", Context], Found | None]


def shifted(day: date, days: int) -> date:
    """Return a day some days later, held within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def month_before(day: date, months: int) -> tuple[int, int]:
    """Return (year, month) some months before that of a day."""
    count = day.year * 12 + day.month - 1 - months
    return max(count // 12, 1), count % 12 + 1


def precision_of(first: date, last: date) -> Precision:
    """Return how precise a span of days is."""
    days = (last - first).days
    return "day" if days < 2 else "week" if days < 15 else "month" if days < 62 else "year"


def spanning(first: date, last: date, words: str) -> When:
    """Return the span of two days in either order."""
    first, last = min(first, last), max(first, last)
    return When.span(first, last, precision_of(first, last), words)


def _count(match: "re.Match[str]") -> int | None:
    raw = " ".join((match["n"] or "").casefold().split())
    if raw in ("a", "an"):
        return 1
    return 2 if "couple" in raw else parse_number(raw)


def _undated(match: "re.Match[str]", note: str) -> Found:
    return When.undated(match.group()), note


def weekday(match: "re.Match[str]", context: Context) -> Found | None:
    """Return a weekday: the latest such day, or the next one where the clause speaks of the future."""
    words, number = match.group(), WEEKDAYS.index(match["weekday"].casefold())
    how = " ".join((match["how"] or "").casefold().split())
    base = context.anchor if how in ("the following", "the previous") else context.published
    if how in ("every", "each") or match["plural"]:
        return _undated(match, "habit")
    if base is None:
        return _undated(match, "future" if context.future or how.startswith("next") else "")
    back = (base.weekday() - number) % 7
    ahead = (number - base.weekday()) % 7
    if (
        how in ("next", "this coming", "the coming")
        or how == "the following"
        or (context.future and how != "last")
    ):
        days = ahead or (0 if context.future and how not in ("next", "the following") else 7)
        return When.day(shifted(base, days), words), "" if how == "the following" else "future"
    if how in ("last", "the previous") and back < (2 if how == "last" else 1):
        back += 7
    day = shifted(base, -back)
    if match["overnight"]:
        return When.span(shifted(day, -1), day, "day", words), ""
    return When.day(day, words), ""


def from_publication(first: int, last: int | None = None, note: str = "") -> Handler:
    """Return a rule: the days from `first` to `last` counted from publication."""

    def rule(match: "re.Match[str]", context: Context) -> Found | None:
        if context.published is None:
            return _undated(match, note)
        one = shifted(context.published, first)
        other = one if last is None else shifted(context.published, last)
        return When.span(one, other, precision_of(one, other), match.group()), note

    return rule


def period(match: "re.Match[str]", context: Context) -> Found | None:
    """Return "last week", "this month", "earlier this year", "next month"."""
    how, unit, words = match["which"].casefold(), match["period"].casefold(), match.group()
    note = "future" if how == "next" or words.casefold().startswith("later") else ""
    day = context.published
    if day is None:
        return _undated(match, note)
    step = {"last": -1, "next": 1}.get(how, 0)
    if unit == "week":
        when = When.week_of(shifted(day, 7 * step), words)
    elif unit == "month":
        when = When.month(*month_before(day, -step), words)
    elif unit == "year":
        when = When.year(min(max(day.year + step, 1), 9999), words)
    else:
        saturday = shifted(
            day, -((day.weekday() - 5) % 7) - (7 if how == "last" and day.weekday() > 4 else 0)
        )
        when = When.span(saturday, shifted(saturday, 1), "day", words)
    if (
        how == "this"
        and not note
        and when.first_day
        and when.last_day
        and when.first_day <= day < when.last_day
    ):
        when = When.span(when.first_day, day, when.precision, words)
    return when, note


def past(match: "re.Match[str]", context: Context) -> Found | None:
    """Return "the past three days", "the last 24 hours", "recent weeks"."""
    unit, day = match["unit"].casefold(), context.published
    number = _count(match) or (4 if match["n"] == "" else 1)  # "recent days" are a few
    if day is None:
        return _undated(match, "")
    days = {"minute": 1, "hour": max(1, -(-number // 24)), "day": number, "night": number}.get(unit)
    days = days or {"week": 7, "month": 30, "year": 365, "decade": 3650}[unit] * number
    return spanning(shifted(day, -days), day, match.group()), "period"


def ago(match: "re.Match[str]", context: Context) -> Found | None:
    """Return "three days ago", "two weeks ago", "three years ago"."""
    unit, number, day, words = match["unit"].casefold(), _count(match), context.published, match.group()
    if day is None or number is None:
        return _undated(match, "")
    if unit in ("minute", "hour"):
        return spanning(shifted(day, -(number // 24)), day, words), ""
    if unit in ("day", "night"):
        return When.day(shifted(day, -number), words), ""
    if unit == "week":
        return When.week_of(shifted(day, -7 * number), words), ""
    if unit == "month":
        return When.month(*month_before(day, number), words), ""
    year = max(day.year - number * (10 if unit == "decade" else 1), 1)
    return When.year(year, words), ""


def from_anchor(match: "re.Match[str]", context: Context) -> Found | None:
    """Return "a day earlier", "two days later", "hours later", counted from the day spoken of before."""
    unit, number = match["unit"].casefold(), _count(match)
    sign = 1 if match["way"].casefold() in ("later", "afterwards", "after") else -1
    short = unit in ("minute", "hour")
    base = context.anchor or (context.published if short or sign < 0 else None)
    if base is None or (number is None and not short):
        return _undated(match, "")
    if short:
        return When.day(base, match.group()), ""
    number = number or 1
    if unit in ("day", "night"):
        return When.day(shifted(base, sign * number), match.group()), ""
    if unit == "week":
        return When.week_of(shifted(base, sign * 7 * number), match.group()), ""
    if unit == "month":
        return When.month(*month_before(base, -sign * number), match.group()), ""
    return When.year(min(max(base.year + sign * number, 1), 9999), match.group()), ""


def beside_anchor(days: int) -> Handler:
    """Return a rule: a number of days from the day spoken of before ("the day before", "the same day")."""

    def rule(match: "re.Match[str]", context: Context) -> Found | None:
        base = context.anchor or (context.published if days < 1 else None)
        return _undated(match, "") if base is None else (When.day(shifted(base, days), match.group()), "")

    return rule


def month(match: "re.Match[str]", context: Context) -> Found | None:
    """Return a month that stands alone: the latest one, or a part of it."""
    if not is_month(match):
        return None
    words, number = match.group(), MONTHS.index(match["month"].casefold()) + 1
    how, part = (match["how"] or "").casefold(), (match["part"] or "").casefold().strip("- ")
    day = context.published
    future = context.future or how == "next"
    if day is None:
        return _undated(match, "future" if future else "")
    year = day.year if number <= day.month else day.year - 1
    if how == "last" and number == day.month:
        year -= 1
    if (future and number != day.month) or how == "next":
        year = day.year if number > day.month else day.year + 1
    year = min(max(year, 1), 9999)
    return part_of(When.month(year, number, words), part), "future" if future else ""


def part_of(when: When, part: str) -> When:
    """Return the early, middle or late third of a span, as precise as the whole."""
    if not (when.first_day and when.last_day) or part not in (
        "early",
        "mid",
        "late",
        "the end of",
        "the beginning of",
    ):
        return when
    third = ((when.last_day - when.first_day).days + 1) // 3
    first, last = when.first_day, when.last_day
    if part in ("early", "the beginning of", "the start of"):
        last = shifted(first, third)
    elif part == "mid":
        first, last = shifted(first, third), shifted(last, -third)
    else:
        first = shifted(last, -third)
    return When.span(first, last, when.precision, when.words)


def year(match: "re.Match[str]", context: Context) -> Found | None:
    """Return a year, a part of it, or the years from one to another."""
    if not is_year(match):
        return None
    year = int(match["year"])
    note = "future" if context.published and year > context.published.year else ""
    when = When.year(year, match.group())
    if match["to_year"]:
        tail = match["to_year"]
        other = int(tail) if len(tail) == 4 else year // 100 * 100 + int(tail)
        if other > year:
            when = When.span(date(year, 1, 1), date(other, 12, 31), "year", match.group())
    return part_of(when, (match["part"] or "").casefold().strip("- ")), note


def decade(match: "re.Match[str]", context: Context) -> Found | None:
    """Return a decade or a part of it."""
    first = int(match["decade"])
    part = (match["part"] or "").casefold().strip("- ")
    a, b = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part, (0, 9))
    return When.span(date(first + a, 1, 1), date(first + b, 12, 31), "year", match.group()), ""


def ordinal(match: "re.Match[str]", context: Context) -> Found | None:
    """Return "the 3rd": the latest such day of a month."""
    number, day = int(match["ordinal"]), context.published
    if day is None or not 1 <= number <= 31:
        return _undated(match, "")
    for months in range(0, 3):
        year, month = month_before(day, months)
        try:
            found = date(year, month, number)
        except ValueError:
            continue
        if found <= day:
            return When.day(found, match.group()), ""
    return _undated(match, "")


def of_event(match: "re.Match[str]", context: Context) -> Found | None:
    """Return no days: they are counted from an event ("two days after the vote")."""
    return _undated(match, "from an event")


def of_day(match: "re.Match[str]", context: Context) -> Found | None:
    """Return no days: a time of day names none."""
    return _undated(match, "time of day")
