from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.extraction.dates import find_dates


@pytest.mark.parametrize(("text", "expected"), [
    ("on 2020-10-02T08:00Z", (2020, 10, 2, None, None)),
    ("on Wednesday, October 2, 2019,", (2019, 10, 2, None, 2)),
    ("Fri, 02 Oct 2020 10:31", (2020, 10, 2, None, 4)),
    ("the 2nd of October, 2020", (2020, 10, 2, None, None)),
    ("on Oct. 2 the", (None, 10, 2, None, None)),
    ("from 3 to 5 May 2021", (2021, 5, 3, 5, None)),
    ("May 3-5", (None, 5, 3, 5, None)),
    ("13/10/2020", (2020, 10, 13, None, None)),
    ("10/13/2020", (2020, 10, 13, None, None)),
    ("02/10/2020", (2020, None, None, None, None)),
    ("5/5/2020", (2020, 5, 5, None, None)),
    ("2.10.2020", (2020, 10, 2, None, None)),
    ("13/10/20", (2020, 10, 13, None, None)),
    ("In April 2016, some", (2016, 4, None, None, None)),
    ("September 27, 12 people", (None, 9, 27, None, None)),
])  # fmt: skip
def test_written_date(text: str, expected: tuple[int | None, ...]) -> None:
    found = find_dates(text)

    assert [(d.year, d.month, d.day, d.last_day, d.weekday) for d in found] == [expected]


@pytest.mark.parametrize("text", [
    "they may 3 times return", "we march 5 km", "In May 12 men died", "32 May", "2020-13-02", "score 2-1", "at 7.30",
    "03/04/05", "1.5 million",
])  # fmt: skip
def test_no_date(text: str) -> None:
    assert find_dates(text) == ()


def test_a_day_that_no_month_has_names_no_day() -> None:
    assert find_dates("February 30, 2020")[0].on() is None


@given(st.text("0123456789/-. MayOct,of\n", max_size=80))
def test_dates_lie_in_the_text_and_apart(text: str) -> None:
    found = find_dates(text)

    assert all(0 <= d.start < d.end <= len(text) for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
