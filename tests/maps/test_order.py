"""The table's order: by any column, either way, what is not known last, the newest first among equals."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from mapapp.core.columns import Coded, Dictionary
from mapapp.core.flags import NOT_STATED
from mapapp.core.snapshot import PlaceEntry, Snapshot
from mapapp.maps.order import COLUMNS, ordered

PLACES = (
    PlaceEntry(1, "Ágdam", "AZ", "|agdam|"),
    PlaceEntry(None, "", "", ""),
    PlaceEntry(2, "barda", "AM", "|barda|"),
    PlaceEntry(1, "Ágdam", "AZ", "|agdam|"),
)


@pytest.fixture
def four(snapshot: Callable[..., Snapshot]) -> Snapshot:
    dictionary: Dictionary[PlaceEntry] = Dictionary()
    codes = [dictionary.number(place) for place in PLACES]
    return replace(
        snapshot([(40.0, 46.0)] * 4, kinds=[1, 0, 1, 5]),
        killed=np.array([3, NOT_STATED, 70, 3], dtype=np.uint16),
        confidence=np.array([90, 30, 90, 100], dtype=np.uint8),
        places=Coded.of(codes, dictionary),
    )


@pytest.mark.parametrize(("column", "up", "down"), [
    ("date", [0, 1, 2, 3], [3, 2, 1, 0]),
    ("killed", [3, 0, 2, 1], [2, 3, 0, 1]),
    ("place", [3, 0, 2, 1], [2, 3, 0, 1]),
    ("country", [2, 3, 0, 1], [3, 0, 2, 1]),
    ("confidence", [1, 2, 0, 3], [3, 2, 0, 1]),
    ("type", [1, 2, 0, 3], [3, 2, 0, 1]),
    ("source", [3, 2, 1, 0], [3, 2, 1, 0]),
])  # fmt: skip
def test_rows_are_ordered_by_a_column(four: Snapshot, column: str, up: list[int], down: list[int]) -> None:
    rows = np.arange(4)

    assert ordered(four, rows, column).tolist() == up
    assert ordered(four, rows, column, descending=True).tolist() == down


def test_an_undated_event_is_last_either_way(four: Snapshot) -> None:
    days = four.first_day.copy()
    days[0] = 0
    four = replace(four, first_day=days)

    assert ordered(four, np.arange(4), "date").tolist() == [1, 2, 3, 0]
    assert ordered(four, np.arange(4), "date", descending=True).tolist() == [3, 2, 1, 0]


def test_only_the_rows_of_the_selection_are_ordered_and_none_is_no_fault(four: Snapshot) -> None:
    for column in COLUMNS:
        assert sorted(ordered(four, np.array([1, 3]), column).tolist()) == [1, 3]
        assert ordered(four, np.array([], dtype=np.intp), column).tolist() == []


def test_a_column_that_is_none_is_named(four: Snapshot) -> None:
    with pytest.raises(ValueError, match="column is one of date, type"):
        ordered(four, np.arange(4), "colour")
