from datetime import date

import numpy as np

from mapapp.core.selection import Selection
from mapapp.core.snapshot import BACKGROUND, UNDATED, Snapshot
from mapapp.core.taxonomy import EVENT_TYPES


def snapshot(*rows: tuple[date | None, date | None, str, int]) -> Snapshot:
    """Events of (first day, last day, type, flags), all at one point."""
    first = [day.toordinal() if day else 0 for day, _, _, _ in rows]
    last = [day.toordinal() if day else 0 for _, day, _, _ in rows]
    return Snapshot(
        version=1,
        ids=tuple(f"ev-{n}" for n in range(len(rows))),
        lat=np.full(len(rows), 40.0),
        lon=np.full(len(rows), 47.0),
        first_day=np.array(first, dtype=np.int32),
        last_day=np.array(last, dtype=np.int32),
        kind=np.array([EVENT_TYPES.index(kind) for _, _, kind, _ in rows], dtype=np.uint8),
        precision=np.zeros(len(rows), dtype=np.uint8),
        radius_km=np.zeros(len(rows), dtype=np.float32),
        flags=np.array([flags for _, _, _, flags in rows], dtype=np.uint8),
    )


FIRST, SECOND = date(2020, 10, 1), date(2020, 10, 2)
EVENTS = snapshot(
    (None, None, "Battles", UNDATED),
    (date(2020, 9, 1), date(2020, 9, 30), "Battles", 0),
    (date(2020, 7, 12), date(2020, 7, 12), "Battles", BACKGROUND),
    (FIRST, FIRST, "Protests", 0),
    (SECOND, SECOND, "Battles", 0),
)


def chosen(**limits: object) -> list[int]:
    return EVENTS.rows(Selection(**limits)).tolist()  # type: ignore[arg-type]


def test_background_is_shown_only_when_asked_for() -> None:
    assert chosen() == [0, 1, 3, 4]
    assert chosen(background=True) == [0, 1, 2, 3, 4]


def test_days_are_inclusive_and_leave_undated_events_out() -> None:
    assert chosen(first_day=FIRST, last_day=FIRST) == [3]
    assert chosen(first_day=FIRST) == [3, 4]


def test_an_event_of_a_whole_month_is_in_every_day_of_it() -> None:
    assert chosen(first_day=date(2020, 9, 30), last_day=date(2020, 9, 30)) == [1]


def test_types_combine_with_days() -> None:
    assert chosen(event_types=("Battles",), first_day=FIRST) == [4]
