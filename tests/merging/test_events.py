from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.article import Article, Published
from mapapp.core.event import Event
from mapapp.core.report import Report, ReportPlace
from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.extraction.reader import Reader
from mapapp.merging import blocking_key, find_match, make_events, match, within

if TYPE_CHECKING:
    from gazetteer import Gazetteer

TOWNS = (
    ReportPlace("Kharkiv", 49.99, 36.23, "UA", place_id=1),
    ReportPlace("Sumy", 50.91, 34.8, "UA", place_id=2),
)
TYPES = ("Shelling/artillery/missile attack", "Armed clash", "Peaceful protest")


def events_of(reader: Reader, text: str, day: date = date(2024, 5, 14), id: str = "a") -> tuple[Event, ...]:
    article = Article(id, "", text, published=Published(day, "day", given=True))
    return make_events(reader.read(article))


@pytest.fixture(scope="module")
def reader(gazetteer: "Gazetteer") -> Reader:
    return Reader(gazetteer)


def test_sentences_about_one_strike_make_one_event(reader: Reader) -> None:
    text = (
        "Rockets hit a market in Kupiansk on Monday, killing four people, the governor said.\n\n"
        "The attack wounded nine others. A school was damaged in the shelling."
    )
    (event,) = events_of(reader, text)

    assert len(event.reports) == 3
    assert event.merged_because
    assert event.injured is not None and event.injured.best == 9


def test_a_separate_strike_on_another_town_stays_apart(reader: Reader) -> None:
    text = (
        "Rockets hit a market in Kupiansk on Monday, killing four people.\n\n"
        "In a separate attack, shells killed two men in Sumy on Monday."
    )

    assert [e.place.name for e in events_of(reader, text) if e.place] == ["Kupiansk", "Sumy"]


def test_one_strike_in_two_articles_is_one_event_with_two_reports(reader: Reader) -> None:
    (first,) = events_of(reader, "Rockets hit a market in Kupiansk on Monday, killing four people.")
    (second,) = events_of(
        reader, "Four people died when rockets struck Kupiansk on Monday, police said.", id="b"
    )

    merged = match(second, [first])

    assert merged is not None
    assert merged.id == first.id
    assert {r.article_id for r in merged.reports} == {"a", "b"}
    assert "the same type and place" in merged.merged_because


def test_events_of_one_article_are_never_matched_with_each_other(reader: Reader) -> None:
    (first,) = events_of(reader, "Rockets hit a market in Kupiansk on Monday, killing four people.")

    assert find_match(replace(first, id="ev-2"), [first]) is None


def test_ids_are_the_same_at_every_run_and_differ_within_an_article(reader: Reader) -> None:
    text = (
        "Rockets hit a market in Kupiansk on Monday, killing four people.\n\n"
        "In a separate attack, shells killed two men in Sumy on Monday."
    )
    ids = [e.id for e in events_of(reader, text)]

    assert ids == [e.id for e in events_of(reader, text, id="another-id")]
    assert len(set(ids)) == 2


def test_what_may_match_lies_in_neighbouring_cells(reader: Reader) -> None:
    (first,) = events_of(reader, "Rockets hit a market in Kupiansk on Monday, killing four people.")
    (second,) = events_of(reader, "Rockets hit a market in Kupiansk on Tuesday, killing four people.", id="b")

    one, other = blocking_key(first), blocking_key(second)

    assert one is not None and other is not None
    assert one[0] == other[0]
    assert all(abs(a - b) <= 1 for a, b in zip(one[1:], other[1:], strict=True))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    sub_type = draw(st.sampled_from(TYPES))
    start = draw(st.integers(0, 500)) * 10
    cues = draw(st.sets(st.sampled_from(("definite", "another", "no place", "no day", "no type", "generic"))))
    killed = draw(st.none() | st.integers(0, 9).map(Toll.exactly))
    when = When.day(date(2024, 5, draw(st.integers(1, 4))))
    place = (draw(st.sampled_from(TOWNS)),)
    return Report(
        "a", start, start + 9, EVENT_TYPE_OF[sub_type], sub_type, when, place, killed, trigger=(start, start + 3),
        cues=tuple(sorted(cues)),
    )  # fmt: skip


@given(st.lists(reports(), max_size=12))
def test_grouping_loses_and_doubles_no_report_and_ignores_their_order(found: list[Report]) -> None:
    groups = within(found)

    assert sorted(map(hash, (r for g in groups for r in g.reports))) == sorted(map(hash, found))
    unique = list({(r.start, r.trigger): r for r in found}.values())
    assert within(unique) == within(unique[::-1])
