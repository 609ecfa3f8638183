"""What the browser is given to play with holds every window, checked against asking for each."""

import json
import struct
from datetime import date, timedelta
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.core.selection import Selection
from mapapp.core.snapshot import Snapshot
from mapapp.maps.play import MOST_PLACES, play_columns
from mapapp.maps.symbols import Viewport

WORLD = Viewport(-90, -180, 90, 180, 4)
START = date(2020, 10, 1)


def unpacked(body: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read the columns as the browser does."""
    assert body[:4] == b"MPL1"
    (length,) = struct.unpack_from("<I", body, 4)
    header = json.loads(body[8 : 8 + length])
    at, columns = 8 + length, {}
    assert at % 4 == 0
    for name, kind in (("count", "<u4"), ("first", "<u2"), ("last", "<u2"), ("place", "<u2"), ("type", "u1")):
        columns[name] = np.frombuffer(body, kind, header["rows"], at)
        at += columns[name].nbytes
    assert at == len(body)
    return header, columns


def events(rows: list[tuple[int, int, float, int]]) -> Snapshot:
    """Events of (day, days that it may last, longitude, type)."""
    rows = sorted(rows)
    first = np.array([START.toordinal() + day for day, _, _, _ in rows], dtype=np.int32)
    last = np.array([START.toordinal() + day + more for day, more, _, _ in rows], dtype=np.int32)
    lon = np.array([lon for _, _, lon, _ in rows], dtype=np.float64)
    kind, small = np.array([k for *_, k in rows], dtype=np.uint8), np.zeros(len(rows), dtype=np.uint8)
    ids = tuple(f"ev-{n:03x}" for n in range(len(rows)))
    return Snapshot(1, ids, lon * 0 + 40, lon, first, last, kind, small, small.astype(np.float32), small)


row = st.tuples(st.integers(0, 30), st.integers(0, 20), st.sampled_from([0.0, 0.1, 60.0]), st.integers(0, 5))


@settings(max_examples=50)
@given(st.lists(row, min_size=1, max_size=30), st.integers(0, 40), st.integers(0, 20))
def test_every_window_is_in_the_columns(rows: list[Any], begin: int, days: int) -> None:
    snapshot = events(rows)
    header, columns = unpacked(play_columns(snapshot, Selection(), WORLD))
    first, last = START + timedelta(begin), START + timedelta(begin + days)
    asked = snapshot.kind[snapshot.rows(Selection(first, last))]

    starts = [date.fromisoformat(day) for day in header["starts"]]
    low, high = (first - starts[0]).days, (last - starts[0]).days
    seen = (columns["first"] <= high) & (columns["last"].astype(int) >= low)
    counted = np.bincount(columns["type"][seen], weights=columns["count"][seen], minlength=6).tolist()
    assert header["step"] == "day" and header["total"] == len(rows)
    assert counted == np.bincount(asked, minlength=6).tolist()
    assert columns["place"].max() < len(header["lat"]) == len(header["lon"]) <= MOST_PLACES
    assert (np.diff(columns["first"].astype(int)) >= 0).all()


def test_alike_events_are_one_row_and_stand_where_they_are() -> None:
    header, columns = unpacked(play_columns(events([(0, 0, 47.123456, 1)] * 9), Selection(), WORLD))

    assert (columns["count"].tolist(), header["lat"], header["lon"]) == ([9], [40.0], [47.12346])


def test_other_parts_limit_and_days_do_not() -> None:
    snapshot = events([(0, 0, 47.0, 0), (9, 0, 47.0, 0), (9, 0, 47.0, 1)])
    header, _ = unpacked(play_columns(snapshot, Selection(START, START, event_types=("Battles",)), WORLD))

    assert header["total"] == 2


def test_an_empty_view_is_an_empty_answer() -> None:
    header, columns = unpacked(
        play_columns(events([(0, 0, 47.0, 0)]), Selection(), Viewport(-9, -9, 9, 9, 4))
    )

    assert (header["rows"], header["starts"], len(columns["count"])) == (0, [], 0)


def test_a_window_limits_the_steps_and_what_may_have_happened_in_it() -> None:
    snapshot = events([(0, 0, 47.0, 0), (3, 9, 47.0, 1), (5, 0, 47.0, 2), (20, 0, 47.0, 3)])
    window = (START + timedelta(4), START + timedelta(8))
    header, columns = unpacked(play_columns(snapshot, Selection(), WORLD, "day", window))

    assert (header["starts"][0], header["last_day"]) == ("2020-10-05", "2020-10-09")
    assert columns["type"].tolist() == [1, 2]
    assert [columns[name].tolist() for name in ("first", "last")] == [[0, 1], [4, 1]]


def test_days_that_are_asked_for_are_given_for_decades() -> None:
    header, _ = unpacked(
        play_columns(events([(0, 0, 47.0, 0), (9_000, 0, 47.0, 1)]), Selection(), WORLD, "day")
    )

    assert (header["step"], len(header["starts"])) == ("day", 9_001)
