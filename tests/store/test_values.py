"""Values of core survive JSON, also when they have gained or lost a field."""

import json
from dataclasses import fields
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.report import Report, ReportPlace
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.store.values import from_json, to_json

texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
spans = st.tuples(st.integers(0, 9), st.integers(10, 99))
days = st.dates()
tolls = st.builds(Toll, *[st.none() | st.integers(0, 10**6)] * 3, texts)
places = st.builds(
    ReportPlace,
    texts,
    st.none() | st.floats(-90, 90),
    st.none() | st.floats(-180, 180),
    names=st.lists(texts, max_size=3).map(tuple),
    span=st.none() | spans,
    place_id=st.none() | st.integers(),
)
reports = st.builds(
    Report,
    *(texts, st.integers(0, 9), st.integers(10, 99), texts, texts),
    days.map(When.day) | st.just(When.undated("then")),
    places=st.lists(places, max_size=2).map(tuple),
    killed=st.none() | tolls,
    actors=st.lists(texts, max_size=2).map(tuple),
    trigger=st.none() | spans,
    mentions=st.lists(spans, max_size=2).map(tuple),
    confidence=st.floats(0, 1),
)


@given(reports)
def test_a_report_comes_back_equal(report: Report) -> None:
    assert from_json(Report, json.loads(json.dumps(to_json(report)))) == report


def test_a_field_of_another_version_does_no_harm() -> None:
    kept = to_json(ReportPlace("Shusha", 39.8, 46.7))
    older = {name: value for name, value in kept.items() if name not in ("reasons", "names")}

    assert from_json(ReportPlace, {**older, "colour": "red"}) == ReportPlace("Shusha", 39.8, 46.7)


def test_every_field_of_a_report_is_kept() -> None:
    assert set(to_json(Report("a", 0, 1, "", "", When.day(date(2020, 1, 1))))) == {
        f.name for f in fields(Report)
    }
