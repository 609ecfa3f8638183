"""When something happened, with the precision the article had."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "week", "month", "year", "unknown"]


@dataclass(frozen=True, slots=True)
class When:
    """First and last possible day (both None: undated), how precise that is, and the words it came from."""

    first_day: date | None
    last_day: date | None
    precision: Precision
    words: str = ""

    def __post_init__(self) -> None:
        if (self.first_day is None) != (self.last_day is None):
            raise ValueError("a When has both days or neither")
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise ValueError(f"a When ends on {self.last_day}, before it starts on {self.first_day}")

    @classmethod
    def undated(cls, words: str = "") -> "When":
        """Return a When that says nothing."""
        return cls(None, None, "unknown", words)

    @classmethod
    def day(cls, day: date, words: str = "") -> "When":
        """Return one day."""
        return cls(day, day, "day", words)

    @classmethod
    def span(cls, first: date, last: date, precision: Precision = "week", words: str = "") -> "When":
        """Return a span of days, both ends included."""
        return cls(first, last, precision, words)

    @classmethod
    def week_of(cls, day: date, words: str = "") -> "When":
        """Return the week, Monday to Sunday, that holds a day."""
        monday = day - timedelta(days=day.weekday())
        return cls(monday, monday + timedelta(days=6), "week", words)

    @classmethod
    def month(cls, year: int, month: int, words: str = "") -> "When":
        """Return a whole month.

        >>> When.month(2016, 2).last_day
        datetime.date(2016, 2, 29)
        """
        last = calendar.monthrange(year, month)[1]
        return cls(date(year, month, 1), date(year, month, last), "month", words)

    @classmethod
    def year(cls, year: int, words: str = "") -> "When":
        """Return a whole year."""
        return cls(date(year, 1, 1), date(year, 12, 31), "year", words)

    @property
    def dated(self) -> bool:
        """Whether anything is known."""
        return self.first_day is not None

    def overlaps(self, other: "When", slack_days: int = 0) -> bool:
        """Whether two spans share a day, or lie at most `slack_days` apart; undated never does."""
        if not (self.first_day and self.last_day and other.first_day and other.last_day):
            return False
        slack = timedelta(days=slack_days)
        return self.first_day - slack <= other.last_day and other.first_day - slack <= self.last_day
