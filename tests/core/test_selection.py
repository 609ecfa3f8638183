from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.selection import Selection
from mapapp.core.taxonomy import EVENT_TYPES

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
selections = st.builds(
    lambda pair, kinds, background: Selection(min(pair), max(pair), tuple(kinds), background),
    st.tuples(days, days),
    st.lists(st.sampled_from(EVENT_TYPES), unique=True),
    st.booleans(),
)


@given(selections)
def test_a_selection_survives_its_link(selection: Selection) -> None:
    assert Selection.from_link(selection.to_link()) == (selection, ())


@given(st.dictionaries(st.sampled_from(["from", "to", "types", "background", "x"]), st.text()))
def test_no_link_is_an_error(parameters: dict[str, str]) -> None:
    selection, _ = Selection.from_link(parameters)

    assert not (selection.first_day and selection.last_day) or selection.first_day <= selection.last_day


@pytest.mark.parametrize(("parameters", "unread"), [
    ({"from": "2020-13-01"}, ("from",)),
    ({"from": "2020-10-02", "to": "2020-10-01"}, ("from", "to")),
    ({"from": "20201002"}, ("from",)),
    ({"types": "battles,{{7*7}}"}, ("types",)),
    ({"from": "2020-10-02", "to": "2020-10-02", "types": "battles"}, ()),
])  # fmt: skip
def test_what_a_link_says_wrongly_is_named(parameters: dict[str, str], unread: tuple[str, ...]) -> None:
    assert Selection.from_link(parameters)[1] == unread
