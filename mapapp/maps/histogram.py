"""How many events there are by day, week or month, stacked by type."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from mapapp.core.flags import UNDATED
from mapapp.core.selection import Selection
from mapapp.core.snapshot import Snapshot
from mapapp.core.taxonomy import EVENT_TYPES, TYPE_KEYS

Step = Literal["day", "week", "month", "year"]
STEPS: Final[tuple[Step, ...]] = ("day", "week", "month", "year")
LONGEST_DAYS: Final[dict[Step, int]] = {"day": 183, "week": 1_100, "month": 11_000, "year": 4_000_000}
"""Up to so many days a histogram has a bar a day, a week, a month."""

DAYS: Final[dict[Step, int]] = {"day": 1, "week": 7, "month": 30, "year": 365}
MOST_BINS: Final = 2_000
"""Where a step that was asked for gives more bins, the one that suits is taken."""

Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Bins:
    """Spans of time one after the other. `starts` are their first days and the day after the last (ordinals).

    Weeks begin on Monday.
    """

    step: Step
    starts: Ints

    def __len__(self) -> int:
        return max(0, len(self.starts) - 1)

    def of(self, days: npt.NDArray[np.int32]) -> Ints:
        """Return the bin of each day; days before the first count to it, later ones to the last."""
        table = np.repeat(np.arange(len(self)), np.diff(self.starts))
        found: Ints = table[np.clip(days - np.int32(self.starts[0]), 0, len(table) - 1)]
        return found

    def first_days(self) -> list[str]:
        """Return the first day of each bin."""
        return [date.fromordinal(day).isoformat() for day in self.starts[:-1].tolist()]

    def last_day(self) -> str | None:
        """Return the last day of the last bin; None where there is no bin."""
        return date.fromordinal(int(self.starts[-1]) - 1).isoformat() if len(self) else None


def bins(first: int, last: int, step: Step | None = None, most: int = MOST_BINS) -> Bins:
    """Return the bins from one day to another (ordinals), both included; by default in steps that suit.

    Where a step that was asked for gives more than about `most`, the one that suits is taken.

    >>> bins(date(2020, 9, 27).toordinal(), date(2020, 11, 10).toordinal(), "month").first_days()
    ['2020-09-01', '2020-10-01', '2020-11-01']
    """
    fitting = next(one for one in STEPS if last - first < LONGEST_DAYS[one])
    made = fitting if step is None else step
    if (last - first) // DAYS[made] > most:
        made = fitting
    if made == "day":
        starts = list(range(first, last + 2))
    elif made == "week":
        starts = list(range(first - (first - 1) % 7, last + 8, 7))  # ordinal 1 is a Monday
    else:
        begin, end = date.fromordinal(first), date.fromordinal(last)
        months = 12 if made == "year" else 1
        number = begin.year * 12 + (begin.month - 1 if made == "month" else 0)
        starts = [_month(n) for n in range(number, end.year * 12 + end.month + months, months)]
    while len(starts) > 2 and starts[-2] > last:
        starts.pop()
    return Bins(made, np.array(starts, dtype=np.intp))


def _month(number: int) -> int:
    year, month = divmod(number, 12)
    return date(year, month + 1, 1).toordinal() if year <= 9999 else date.max.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Histogram:
    """The bars of a selection less its days.

    An event whose span of days lies in one bin is counted there, in `counts[type][bin]`. One whose span does
    not is coarse: it is in no bar of a type, and `coarse` says for each bin how many such events may have
    happened in it; `coarse_events` is how many there are. `undated` events are in no bin. `newest_day` is the
    last day that an event is known by; where none is, the last that one may have happened on.
    """

    version: int
    bins: Bins
    counts: Ints
    coarse: Ints
    coarse_events: int
    undated: int
    newest_day: date | None

    def as_dict(self) -> dict[str, Any]:
        """Return the bars as the map's script reads them."""
        keys = [TYPE_KEYS[kind] for kind in EVENT_TYPES]
        return {
            "version": self.version,
            "step": self.bins.step,
            "starts": self.bins.first_days(),
            "last_day": self.bins.last_day(),
            "types": {key: row for key, row in zip(keys, self.counts.tolist(), strict=True) if any(row)},
            "coarse": self.coarse.tolist(),
            "coarse_events": self.coarse_events,
            "undated": self.undated,
            "newest_day": self.newest_day.isoformat() if self.newest_day else None,
        }


def histogram(
    snapshot: Snapshot,
    selection: Selection,
    step: Step | None = None,
    window: tuple[date, date] | None = None,
) -> Histogram:
    """Return the bars of a selection, whatever days it asks for, so that others can be picked from them.

    `window` limits the bars to some days; without it they reach from the first event to the last.
    """
    rows = snapshot.rows(selection.without("days"))
    everything = len(rows) == len(snapshot)
    undated = int(np.count_nonzero((snapshot.flags if everything else snapshot.flags[rows]) & UNDATED))
    rows = rows[undated:]  # they come first
    whole = len(rows) == len(snapshot)
    first, last = (c if whole else c[rows] for c in (snapshot.first_day, snapshot.last_day))
    kind = snapshot.kind if whole else snapshot.kind[rows]
    if window is not None:
        begin, end = window[0].toordinal(), window[1].toordinal()
        inside = (first <= end) & (last >= begin)
        first, last, kind = first[inside], last[inside], kind[inside]
    elif len(rows):
        begin, end = int(first[0]), int(last.max())
    if not len(first):
        nothing = np.zeros((len(EVENT_TYPES), 0), dtype=np.intp)
        empty = Bins(step or "day", np.empty(0, dtype=np.intp))
        return Histogram(snapshot.version, empty, nothing, nothing[0], 0, undated, None)
    made = bins(begin, end, step)
    count = len(made)
    start = made.of(first)
    spans = np.flatnonzero(first != last)
    newest = _newest_exact(first, spans)
    stop = made.of(last[spans])
    outside = (first[spans] < made.starts[0]) | (last[spans] >= made.starts[-1])
    coarse = spans[(start[spans] != stop) | outside]
    exact = start * len(EVENT_TYPES) + kind
    if len(coarse):
        touched = np.bincount(start[coarse], minlength=count + 1)
        touched -= np.bincount(made.of(last[coarse]) + 1, minlength=count + 1)
        exact = np.delete(exact, coarse)
    else:
        touched = np.zeros(count + 1, dtype=np.intp)
    counts = np.bincount(exact, minlength=count * len(EVENT_TYPES)).reshape(count, len(EVENT_TYPES)).T
    day = date.fromordinal(int(last.max()) if newest is None else newest)
    return Histogram(snapshot.version, made, counts, touched.cumsum()[:count], len(coarse), undated, day)


def _newest_exact(first: npt.NDArray[np.int32], spans: Ints) -> int | None:
    """Return the last of the sorted first days that is no span's (`spans` are their places)."""
    if len(spans) == len(first):
        return None
    exact = np.ones(len(first), dtype=np.bool_)
    exact[spans] = False
    return int(first[-1 - exact[::-1].argmax()])
