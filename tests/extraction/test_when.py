from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.when import When
from mapapp.extraction.sentences import Sentence
from mapapp.extraction.speakers import reporting_spans
from mapapp.extraction.when import find_times, happening_day

FRIDAY = date(2015, 6, 5)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("words", "first", "last", "precision"), [
    ("on Thursday", "2015-06-04", "2015-06-04", "day"),
    ("on Friday", "2015-06-05", "2015-06-05", "day"),
    ("last Friday", "2015-05-29", "2015-05-29", "day"),
    ("last Tuesday", "2015-06-02", "2015-06-02", "day"),
    ("Monday night", "2015-06-01", "2015-06-01", "day"),
    ("before dawn on Wednesday", "2015-06-03", "2015-06-03", "day"),
    ("in the early hours of Sunday", "2015-05-31", "2015-05-31", "day"),
    ("yesterday", "2015-06-04", "2015-06-04", "day"),
    ("the day before yesterday", "2015-06-03", "2015-06-03", "day"),
    ("earlier today", "2015-06-05", "2015-06-05", "day"),
    ("this morning", "2015-06-05", "2015-06-05", "day"),
    ("last night", "2015-06-04", "2015-06-04", "day"),
    ("overnight", "2015-06-04", "2015-06-05", "day"),
    ("overnight on Sunday", "2015-05-30", "2015-05-31", "day"),
    ("overnight Sunday to Monday", "2015-05-31", "2015-06-01", "day"),
    ("earlier this week", "2015-06-01", "2015-06-05", "week"),
    ("last week", "2015-05-25", "2015-05-31", "week"),
    ("last month", "2015-05-01", "2015-05-31", "month"),
    ("last year", "2014-01-01", "2014-12-31", "year"),
    ("earlier this month", "2015-06-01", "2015-06-05", "month"),
    ("at the weekend", "2015-05-30", "2015-05-31", "day"),
    ("in March", "2015-03-01", "2015-03-31", "month"),
    ("in July", "2014-07-01", "2014-07-31", "month"),
    ("in early May", "2015-05-01", "2015-05-11", "month"),
    ("In April 2012", "2012-04-01", "2012-04-30", "month"),
    ("in 2012", "2012-01-01", "2012-12-31", "year"),
    ("in the early 1990s", "1990-01-01", "1993-12-31", "year"),
    ("between 2011 and 2013", "2011-01-01", "2013-12-31", "year"),
    ("on May 2", "2015-05-02", "2015-05-02", "day"),
    ("on 2 October", "2014-10-02", "2014-10-02", "day"),
    ("on 13/5/2015", "2015-05-13", "2015-05-13", "day"),
    ("from 3 to 5 May", "2015-05-03", "2015-05-05", "week"),
    ("30 May-2 June", "2015-05-30", "2015-06-02", "week"),
    ("from Monday to Wednesday", "2015-06-01", "2015-06-03", "week"),
    ("between Monday and Wednesday", "2015-06-01", "2015-06-03", "week"),
    ("on the 3rd", "2015-06-03", "2015-06-03", "day"),
    ("three days ago", "2015-06-02", "2015-06-02", "day"),
    ("two weeks ago", "2015-05-18", "2015-05-24", "week"),
    ("three years ago", "2012-01-01", "2012-12-31", "year"),
    ("in the past 24 hours", "2015-06-04", "2015-06-05", "day"),
    ("a day after Monday's attack", "2015-06-02", "2015-06-02", "day"),
])  # fmt: skip
def test_words_of_time(words: str, first: str, last: str, precision: str) -> None:
    text = f"Shells fell {words}."
    found = find_times(text, 0, len(text), FRIDAY)

    assert [(t.when.first_day, t.when.last_day, t.when.precision) for t in found] == [
        (day(first), day(last), precision)
    ]


@pytest.mark.parametrize(("text", "first", "note"), [
    ("The two will meet on Monday.", "2015-06-08", "future"),
    ("On Monday, the two will meet.", "2015-06-08", "future"),
    ("A summit is due on 12 December 2016.", "2016-12-12", "future"),
    ("Talks start next Tuesday.", "2015-06-09", "future"),
    ("The army said on Monday it would leave.", "2015-06-01", ""),
    ("Shells have fallen since Sunday.", "2015-05-31", "since"),
    ("It was the deadliest raid since August 2012.", "2012-08-01", "comparison"),
    ("They marked the anniversary of the 4 May 2011 raid.", "2011-05-04", "remembrance"),
    ("The anniversary concert was bombed on Sunday.", "2015-05-31", ""),
    ("Tuesday's raid killed two.", "2015-06-02", "possessive"),
    ("They march every Friday.", None, "habit"),
    ("Two days after the vote, shells fell.", None, "from an event"),
    ("Shells fell at dawn.", None, "time of day"),
    ("The truce holds until Sunday.", "2015-05-31", "until"),
])  # fmt: skip
def test_what_is_special_about_a_time(text: str, first: str | None, note: str) -> None:
    found = find_times(text, 0, len(text), FRIDAY)

    assert [(t.when.first_day, t.note) for t in found] == [(day(first) if first else None, note)]


@pytest.mark.parametrize(("before", "words", "expected"), [
    ("Two died on Wednesday.", "A day earlier, shells hit the market.", "2015-06-02"),
    ("Two died on Wednesday.", "The same day, shells hit the market.", "2015-06-03"),
    ("Two died on Wednesday.", "Hours later shells hit the market.", "2015-06-03"),
    ("Two died on Tuesday.", "Shells hit the market the following day.", "2015-06-03"),
    ("Two died on Tuesday. One was hurt a day later.", "On that day shells hit the market.", "2015-06-03"),
    ("Nobody was hurt.", "The day before, shells hit the market.", "2015-06-04"),
])  # fmt: skip
def test_a_day_counted_from_the_one_before(before: str, words: str, expected: str) -> None:
    text = f"{before} {words}"
    found = find_times(text, len(before) + 1, len(text), FRIDAY)

    assert [t.when.first_day for t in found] == [day(expected)]


def test_without_a_day_of_publication_words_are_kept() -> None:
    text = "Shells fell last Tuesday and in March 2012."
    found = find_times(text, 0, len(text), None)

    assert found[0].when == When.undated("last Tuesday")
    assert found[1].when.first_day == date(2012, 3, 1)


@pytest.mark.parametrize("text", [
    "They may return and march on.", "It killed 2000 people.", "June Smith spoke.", "The 14th Brigade left.",
])  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert find_times(text, 0, len(text), FRIDAY) == ()


@pytest.mark.parametrize(("text", "trigger", "expected"), [
    ("Shells hit Dolna on Tuesday, the army said on Thursday.", "hit", "2015-06-02"),
    ("Shells hit Dolna, the army said on Thursday.", "hit", "2015-06-04"),
    ("On Thursday, the army said that shells had hit Dolna on Tuesday.", "hit", "2015-06-02"),
    ("The army said on Thursday shells hit Dolna on Tuesday.", "hit", "2015-06-02"),
    ("On Tuesday, shells hit Dolna, the mayor said.", "hit", "2015-06-02"),
    ("Shells hit Dolna on Tuesday and rebels took Gorna on Wednesday.", "hit", "2015-06-02"),
    ("Shells hit Dolna on Tuesday and rebels took Gorna on Wednesday.", "took", "2015-06-03"),
    ("The town, seized by rebels in 2012, was shelled on Monday.", "shelled", "2015-06-01"),
    ("Shells hit Dolna on Tuesday; the two will meet on Monday.", "hit", "2015-06-02"),
    ("In the deadliest raid since 2012, shells hit Dolna on Tuesday.", "hit", "2015-06-02"),
])  # fmt: skip
def test_the_day_of_a_happening(text: str, trigger: str, expected: str) -> None:
    sentence = Sentence(0, len(text), "body")
    at = text.index(trigger)
    times = find_times(text, 0, len(text), FRIDAY)

    when = happening_day(text, sentence, (at, at + len(trigger)), times, reporting_spans(text, sentence))

    assert when is not None
    assert when.first_day == day(expected)


def test_a_plan_gives_no_day_of_a_happening() -> None:
    text = "The army plans to attack Dolna on Monday."
    times = find_times(text, 0, len(text), FRIDAY)

    assert happening_day(text, Sentence(0, len(text), "body"), (19, 25), times, ()) is None


@given(
    st.text(st.characters(codec="utf-8"), max_size=200)
    | st.lists(
        st.sampled_from(
            [
                "on",
                "last",
                "Monday",
                "in",
                "May",
                "2015",
                "a",
                "day",
                "after",
                "before",
                "since",
                "to",
                "and",
                "3",
                "-",
                ".",
                ",",
                "the",
                "1990s",
            ]
        )
    ).map(" ".join),
    st.dates() | st.none(),
)
def test_times_lie_in_the_text_in_order(text: str, published: date | None) -> None:
    found = find_times(text, 0, len(text), published)

    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_the_latest_such_day(published: date, number: int) -> None:
    name = (date(2024, 1, 1) + timedelta(days=number)).strftime("%A")  # a Monday and the days after it
    found = find_times(f"on {name}", 0, 20, published)[0].when

    assert found.first_day is not None
    assert found.first_day.weekday() == number
    assert timedelta(0) <= published - found.first_day < timedelta(days=7)
