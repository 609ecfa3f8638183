from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.flags import UNDATED
from mapapp.core.selection import Selection
from mapapp.core.snapshot import Snapshot
from mapapp.maps.histogram import MOST_BINS, STEPS, Step, bins, histogram

Span = tuple[date, date]
DAY, MONTH, YEAR = (
    date(2020, 10, 1),
    (date(2020, 10, 1), date(2020, 10, 31)),
    (date(2020, 1, 1), date(2020, 12, 31)),
)


def events(*spans: Span | None, kind: Sequence[int] = ()) -> Snapshot:
    order = sorted(range(len(spans)), key=lambda n: spans[n][0] if spans[n] else date.min)  # type: ignore[index]
    days = [[(span[i].toordinal() if span else 0) for span in (spans[n] for n in order)] for i in (0, 1)]
    count, lat = len(spans), np.full(len(spans), 40.0)
    kinds = np.array([(kind or [0] * count)[n] for n in order], dtype=np.uint8)
    first, last = (np.array(column, dtype=np.int32) for column in days)
    flags = np.where(first == 0, UNDATED, 0).astype(np.uint8)
    small = np.zeros(count, dtype=np.uint8)
    ids = tuple(f"ev-{n:03x}" for n in range(count))
    return Snapshot(4, ids, lat, lat, first, last, kinds, small, small.astype(np.float32), flags)


def day(number: int) -> Span:
    return date(2020, 10, number), date(2020, 10, number)


def test_events_are_stacked_by_type_and_day() -> None:
    found = histogram(events(day(1), day(1), day(3), kind=(0, 1, 1)), Selection()).as_dict()

    assert (found["step"], found["starts"], found["last_day"]) == (
        "day", ["2020-10-01", "2020-10-02", "2020-10-03"], "2020-10-03"
    )  # fmt: skip
    assert found["types"] == {"battles": [1, 0, 0], "explosions": [1, 0, 1]}


def test_a_span_longer_than_a_bin_is_coarse_and_in_no_bar() -> None:
    found = histogram(events(day(1), MONTH, YEAR), Selection(), "month")

    assert found.bins.first_days()[0] == "2020-01-01" and len(found.bins) == 12
    assert found.counts[0].tolist() == [0] * 9 + [2, 0, 0]  # the month lies in one bin
    assert found.coarse.tolist() == [1] * 12 and found.coarse_events == 1


def test_the_days_asked_for_do_not_limit_the_bars_and_other_parts_do() -> None:
    found = histogram(
        events(day(1), day(5), day(9), kind=(0, 0, 1)), Selection(DAY, DAY, event_types=("Battles",))
    )

    assert found.counts.sum() == 2 and len(found.bins) == 5


def test_a_window_limits_the_bars_and_what_reaches_beyond_is_coarse() -> None:
    found = histogram(
        events(day(1), day(5), MONTH), Selection(), "day", (date(2020, 10, 4), date(2020, 10, 6))
    )

    assert found.bins.first_days() == ["2020-10-04", "2020-10-05", "2020-10-06"]
    assert (found.counts[0].tolist(), found.coarse.tolist()) == ([0, 1, 0], [1, 1, 1])


def test_undated_events_are_counted_apart() -> None:
    found = histogram(events(None, day(1)), Selection())

    assert (found.undated, int(found.counts.sum())) == (1, 1)


def test_without_dated_events_there_are_no_bars() -> None:
    assert histogram(events(None), Selection()).as_dict()["starts"] == []
    assert histogram(events(), Selection()).as_dict()["last_day"] is None


@pytest.mark.parametrize(("last", "step"), [
    (date(2020, 10, 1), "day"), (date(2021, 3, 1), "day"), (date(2022, 3, 1), "week"), (date(2040, 1, 1), "month"),
    (date(2220, 1, 1), "year"),
])  # fmt: skip
def test_the_step_suits_the_span(last: date, step: Step) -> None:
    assert bins(DAY.toordinal(), last.toordinal()).step == step


@given(st.dates(), st.dates(), st.sampled_from([None, *STEPS]))
def test_bins_cover_each_day_once_and_are_never_too_many(one: date, other: date, step: Step | None) -> None:
    first, last = sorted((one.toordinal(), other.toordinal()))
    made = bins(first, last, step)

    assert made.starts[0] <= first and made.starts[-1] > last and (np.diff(made.starts) > 0).all()
    assert made.starts[-2] <= last and len(made) <= max(MOST_BINS + 2, 10_000 if made.step == "year" else 0)
    days = np.array([first, (first + last) // 2, last], dtype=np.int32)
    of = made.of(days)
    assert (made.starts[of] <= days).all() and (days < made.starts[of + 1]).all()


@pytest.mark.parametrize(
    ("spans", "newest"),
    [
        ((day(1), day(9), MONTH), "2020-10-09"),
        ((day(1), YEAR, MONTH), "2020-10-01"),
        ((YEAR, MONTH), "2020-12-31"),
        ((None, day(3)), "2020-10-03"),
        ((None,), None),
        ((), None),
    ],
)
def test_the_newest_day_is_one_that_an_event_is_known_by(
    spans: tuple[Span | None, ...], newest: str | None
) -> None:
    assert histogram(events(*spans), Selection()).as_dict()["newest_day"] == newest
