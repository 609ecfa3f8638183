from datetime import date

import pytest

from mapapp.core.when import When


def test_a_week_runs_from_monday_to_sunday() -> None:
    week = When.week_of(date(2020, 10, 1))

    assert (week.first_day, week.last_day, week.precision) == (date(2020, 9, 28), date(2020, 10, 4), "week")


def test_a_when_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        When(date(2020, 10, 2), date(2020, 10, 1), "day")


def test_half_a_when_is_refused() -> None:
    with pytest.raises(ValueError, match="both days or neither"):
        When(date(2020, 10, 2), None, "day")


@pytest.mark.parametrize(("one", "other", "slack", "overlaps"), [
    (When.day(date(2020, 10, 1)), When.day(date(2020, 10, 1)), 0, True),
    (When.day(date(2020, 10, 1)), When.day(date(2020, 10, 2)), 0, False),
    (When.day(date(2020, 10, 1)), When.day(date(2020, 10, 2)), 1, True),
    (When.month(2020, 10), When.day(date(2020, 10, 31)), 0, True),
    (When.undated(), When.day(date(2020, 10, 1)), 9, False),
])  # fmt: skip
def test_overlap(one: When, other: When, slack: int, overlaps: bool) -> None:
    assert one.overlaps(other, slack) is overlaps
    assert other.overlaps(one, slack) is overlaps
