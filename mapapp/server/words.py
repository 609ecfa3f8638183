"""Values in words, as a reader sees them: dates with their precision, tolls, how exact a place is."""

from datetime import date
from typing import Final

from mapapp.core.report import PlacePrecision
from mapapp.core.toll import Toll
from mapapp.core.when import When

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
PRECISION_WORDS: Final[dict[PlacePrecision, str]] = {
    "exact": "at this very spot",
    "town": "in or at this town; where in it is not said",
    "district": "somewhere in this district",
    "region": "somewhere in this region",
    "country": "somewhere in this country",
}


def day_words(day: date) -> str:
    """Return a day as it is written out.

    >>> day_words(date(2020, 10, 1))
    '1 October 2020'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_words(first: date, last: date) -> str:
    """Return a span of days, without saying month or year twice.

    >>> span_words(date(2020, 9, 28), date(2020, 10, 4))
    '28 September to 4 October 2020'
    """
    if first == last:
        return day_words(first)
    if first.year != last.year:
        return f"{day_words(first)} to {day_words(last)}"
    start = str(first.day) if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}"
    return f"{start} to {day_words(last)}"


def when_words(when: When) -> str:
    """Return when something happened with the precision the article had.

    >>> when_words(When.month(2020, 10))
    'in October 2020, day not said'
    >>> when_words(When.undated())
    'date not known'
    """
    if when.first_day is None or when.last_day is None:
        return "date not known"
    if when.first_day == when.last_day:
        return day_words(when.first_day)
    if when.precision == "month" and when.first_day.day == 1:
        return f"in {MONTHS[when.first_day.month - 1]} {when.first_day.year}, day not said"
    if when.precision == "year":
        return f"in {when.first_day.year}, day not said"
    return f"between {span_words(when.first_day, when.last_day)}".replace(" to ", " and ")


def short_day(when: When) -> str:
    """Return a date for a narrow column.

    >>> short_day(When.month(2020, 10))
    'Oct 2020'
    """
    if when.first_day is None or when.last_day is None:
        return "no date"
    month = MONTHS[when.first_day.month - 1][:3]
    if when.precision == "year":
        return str(when.first_day.year)
    if when.precision == "month":
        return f"{month} {when.first_day.year}"
    about = "" if when.first_day == when.last_day else "~"
    return f"{about}{when.first_day.day} {month} {when.first_day.year}"


def toll_words(toll: Toll) -> str:
    """Return how many, as a range where the article gave one.

    >>> toll_words(Toll(best=20, low=20))
    'at least 20'
    >>> toll_words(Toll(low=3, high=5))
    '3 to 5'
    """
    low, best, high = toll.low, toll.best, toll.high
    if low is not None and high is not None:
        if low == high:
            return "none" if low == 0 else str(low)
        return f"{low} to {high}" + (f", most likely {best}" if best is not None else "")
    if low is not None:
        return f"at least {low}"
    if high is not None:
        return f"at most {high}"
    return str(best) if best is not None else "number not stated"
