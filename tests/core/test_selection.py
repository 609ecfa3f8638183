from collections.abc import Iterable
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.area import Area
from mapapp.core.link import PLACE_PRECISIONS, STATUSES, SUB_TYPE_KEYS, is_plain_text
from mapapp.core.selection import LINK_KEYS, PARTS, Selection
from mapapp.core.taxonomy import EVENT_TYPES

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
names = st.lists(st.text(min_size=1, max_size=40).filter(is_plain_text), unique=True, max_size=4).map(tuple)


def some(of: Iterable[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(tuple(of)), unique=True).map(tuple)


selections = st.builds(
    lambda pair, **rest: Selection(min(pair), max(pair), **rest),
    st.tuples(days, days),
    event_types=some(EVENT_TYPES),
    background=st.booleans(),
    sub_event_types=some(SUB_TYPE_KEYS),
    actors=names,
    claimants=names,
    countries=some(["AZ", "AM", "GB"]),
    places=names,
    area=st.none() | st.just(Area.parse("170,-10,-170,10.25")) | st.just(Area.parse("0,0;1,0;0.1,7e-9")),
    killed=st.none() | st.integers(0, 10**8),
    confidence=st.none() | st.floats(0, 1),
    precisions=some(PLACE_PRECISIONS),
    sources=names,
    languages=some(["en", "ru", "zh-Hans"]),
    statuses=some(STATUSES),
    words=st.text(max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda t: not t or is_plain_text(t)),
    disputed=st.sampled_from(["shown", "hidden", "only"]),
    low_confidence=st.booleans(),
)


@given(selections)
def test_a_selection_survives_its_link(selection: Selection) -> None:
    assert Selection.from_link(selection.to_link()) == (selection, ())
    assert set(selection.to_link()) <= set(LINK_KEYS)
    assert Selection.from_token(selection.to_token()) == (selection, ())
    assert selection.to_token().isalnum() and selection.to_token().isascii()


@given(st.text() | st.from_regex("[a-z2-7]{0,40}", fullmatch=True))
def test_no_token_is_an_error(token: str) -> None:
    selection, unread = Selection.from_token(token)

    assert unread or Selection.from_token(selection.to_token()) == (selection, ())


@given(st.dictionaries(st.sampled_from([*LINK_KEYS, "x"]), st.text()))
def test_no_link_is_an_error(parameters: dict[str, str]) -> None:
    selection, _ = Selection.from_link(parameters)

    assert not (selection.first_day and selection.last_day) or selection.first_day <= selection.last_day


@pytest.mark.parametrize(("parameters", "unread"), [
    ({"from": "2020-13-01"}, ("from",)),
    ({"from": "2020-10-02", "to": "2020-10-01"}, ("from", "to")),
    ({"from": "20201002"}, ("from",)),
    ({"types": "battles,{{7*7}}"}, ("types",)),
    ({"from": "2020-10-02", "to": "2020-10-02", "types": "battles"}, ()),
    ({"types": ",".join(["battles"] * 10_000)}, ("types",)),
    ({"sub": "air-drone-strike,ufo"}, ("sub",)),
    ({"actors": "{{config}}"}, ("actors",)),
    ({"by": "<script>"}, ("by",)),
    ({"source": "a" * 201}, ("source",)),
    ({"place": ",".join(map(str, range(101)))}, ("place",)),
    ({"country": "AZ,Narnia"}, ("country",)),
    ({"area": "nan,1,2,3"}, ("area",)),
    ({"killed": "-1"}, ("killed",)),
    ({"killed": "١"}, ("killed",)),
    ({"sure": "NaN"}, ("sure",)),
    ({"sure": "1e99"}, ("sure",)),
    ({"precision": "galaxy"}, ("precision",)),
    ({"status": "rejected"}, ("status",)),
    ({"words": "a\u202eb"}, ("words",)),
    ({"background": "yes", "disputed": "maybe", "low": "2"}, ("background", "disputed", "low")),
])  # fmt: skip
def test_what_a_link_says_wrongly_is_named(parameters: dict[str, str], unread: tuple[str, ...]) -> None:
    assert Selection.from_link(parameters)[1] == unread


def test_what_is_read_of_a_bad_link_is_kept_and_the_rest_is_plain() -> None:
    selection, _ = Selection.from_link(
        {"types": "battles,{{7*7}}", "killed": "nan", "sure": "0.5", "words": "{%x%}"}
    )

    assert selection == Selection(event_types=("Battles",), confidence=0.5)


def test_a_part_is_taken_off_by_its_name() -> None:
    selection = Selection(
        last_day=date(2020, 10, 1), sub_event_types=("Grenade",), killed=1, low_confidence=False
    )

    assert selection.limits() == ("days", "types", "killed", "low_confidence")
    assert selection.without("days", "types") == Selection(killed=1, low_confidence=False)
    assert selection.without(*PARTS) == Selection()


def test_every_field_belongs_to_one_part() -> None:
    assert sorted(name for names in PARTS.values() for name in names) == sorted(
        f.name for f in fields(Selection)
    )
