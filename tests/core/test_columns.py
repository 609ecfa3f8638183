import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.columns import Coded, Dictionary, Ids

ids = st.lists(st.text("0123456789abcdef-", min_size=1, max_size=40), unique=True, max_size=30)


@given(ids, ids)
def test_ids_are_as_a_tuple_of_texts(here: list[str], there: list[str]) -> None:
    column = Ids.of(here)

    assert column == tuple(here) and len(column) == len(here) and list(column) == here
    for id in (*here, *there, "", "x" * 99, "é", "\0"):
        assert (id in column) == (id in here)
        assert column.row(id) == (here.index(id) if id in here else None)
    assert column.among(there).tolist() == [id in there for id in here]
    assert column.among(here).all()


def test_an_id_that_is_not_there_has_no_index() -> None:
    with pytest.raises(ValueError, match="ev-2"):
        Ids.of(["ev-1"]).index("ev-2")


def test_a_dictionary_that_grows_answers_for_its_new_values_too() -> None:
    words: Dictionary[tuple[str, ...]] = Dictionary()
    first = words.number(("a", "b"))
    before = words.membership("words", lambda value: value)
    second = words.number(("b", "c"))
    after = words.membership("words", lambda value: value)

    assert words.number(("a", "b")) == first
    assert before.entries_named("b".__eq__).tolist() == [first]
    assert after.entries_named("b".__eq__).tolist() == [first, second]
    assert after.entries_named("d".__eq__).tolist() == []


@pytest.mark.parametrize(("count", "size"), [(3, 1), (256, 1), (257, 2), (70_000, 4)])
def test_a_column_takes_the_fewest_bytes(count: int, size: int) -> None:
    numbers: Dictionary[int] = Dictionary()
    column = Coded.of([numbers.number(n) for n in range(count)], numbers)

    assert column.codes.dtype.itemsize == size
    assert column[count - 1] == count - 1
    assert np.flatnonzero(column.rows_with(np.arange(count - 5 if count > 5 else 0, count))).tolist() == list(
        range(count - 5 if count > 5 else 0, count)
    )
