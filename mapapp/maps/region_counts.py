"""How many events, and how many killed, in each first-level division: what the map's shaded layer shows."""

import threading
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from mapapp.core.flags import NOT_STATED, PRECISIONS
from mapapp.core.snapshot import Rows, Snapshot
from mapapp.core.spots import NOWHERE
from mapapp.maps.regions import NO_REGION, Ints, Regions

CLASSES: Final = 5
WIDER: Final = -2
"""Of a spot that is a country, or an area that is no first-level division: in no region."""
_STEPS: Final = (1, 2, 5)
_REGION, _COUNTRY = PRECISIONS.index("region"), PRECISIONS.index("country")


@dataclass(frozen=True, slots=True)
class RegionCounts:
    """Events and people killed (the best number of each event, else the lowest) by region's number.

    `wider` events are placed in a country or another area that is no single region, `outside` ones in no
    region at all (at sea), `unplaced` ones nowhere. `limits` are the least values of each class, in order.
    """

    version: int
    total: int
    wider: int
    outside: int
    unplaced: int
    events: Ints
    killed: Ints
    limits: dict[str, tuple[int, ...]]


def region_counts(snapshot: Snapshot, rows: Rows, regions: Regions) -> RegionCounts:
    """Return the counts of some rows of a snapshot."""
    of_spot = spot_regions(snapshot, regions)
    everything = len(rows) == len(snapshot)
    spot = snapshot.spots.of_row if everything else snapshot.spots.of_row.take(rows)
    held = np.bincount(spot, minlength=len(of_spot))
    killed = snapshot.killed if everything else snapshot.killed.take(rows)
    stated = np.where(killed == NOT_STATED, 0, killed)
    dead = np.bincount(spot, weights=stated, minlength=len(of_spot))
    inside = np.flatnonzero(of_spot >= 0)
    events = np.bincount(of_spot[inside], weights=held[inside], minlength=len(regions)).astype(np.intp)
    tolls = np.bincount(of_spot[inside], weights=dead[inside], minlength=len(regions)).astype(np.intp)
    unplaced = int(held[NOWHERE])
    wider = int(held[of_spot == WIDER].sum())
    outside = len(rows) - int(events.sum()) - wider - unplaced
    limits = {"n": class_limits(events), "killed": class_limits(tolls)}
    return RegionCounts(snapshot.version, len(rows), wider, outside, unplaced, events, tolls, limits)


def class_limits(values: npt.NDArray[Any], classes: int = CLASSES) -> tuple[int, ...]:
    """Return the least value of each class, at most so many: round numbers, none without a region.

    Numbers of 1, 2, 5, 10 ... where the values span enough of them, for counts of events are skewed; else
    about as many regions in each class. () where nothing is above 0.

    >>> class_limits(np.array([0, 1, 1, 2, 4, 9, 30, 210, 1400]))
    (1, 2, 5, 20, 1000)
    """
    found = np.sort(values[values > 0])
    if not len(found):
        return ()
    steps = sorted({_round_down(int(value)) for value in np.unique(found)})
    if len(steps) >= classes:
        return tuple(steps[i * (len(steps) - 1) // (classes - 1)] for i in range(classes))
    least = _two_digits(int(found[0]))
    shares = {least, *(_two_digits(int(found[len(found) * i // classes])) for i in range(1, classes))}
    by_spread = sorted(shares)
    return tuple(steps if len(steps) >= len(by_spread) else by_spread)


def _round_down(value: int) -> int:
    tens: int = 10 ** (len(str(value)) - 1)
    return max(step * tens for step in _STEPS if step * tens <= value)


def _two_digits(value: int) -> int:
    tens: int = 10 ** max(0, len(str(value)) - 2)
    return value // tens * tens


class _Kept:
    """The regions of the last few tables of spots, by the table itself; threads may share one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: list[tuple[Any, Regions, Ints]] = []
        self._known: dict[Regions, tuple[npt.NDArray[np.complex128], Ints]] = {}
        self._lock = threading.Lock()

    def of(self, snapshot: Snapshot, regions: Regions) -> Ints:
        spots = snapshot.spots
        with self._lock:
            for table, of, found in self._held:
                if table is spots.of_row and of is regions:
                    return found
            point = spots.lon + 1j * spots.lat
            known, numbers = self._known.get(regions, (np.empty(0, np.complex128), np.empty(0, np.intp)))
            found = _looked_up(point, known, numbers, regions)
            places, at = np.unique(point[1:], return_index=True)
            self._known[regions] = places, found[1:][at]
            found = _with_areas(snapshot, regions, found)
            found.setflags(write=False)
            self._held = [*self._held, (spots.of_row, regions, found)][-self._most :]
            return found


def _looked_up(
    point: npt.NDArray[np.complex128], known: npt.NDArray[np.complex128], numbers: Ints, regions: Regions
) -> Ints:
    """Return the region of each point; only those that were not known before are looked for."""
    found = np.full(len(point), NO_REGION, dtype=np.intp)
    at = np.minimum(np.searchsorted(known, point), max(0, len(known) - 1))
    there = known[at] == point if len(known) else np.zeros(len(point), dtype=bool)
    found[there] = numbers[at[there]]
    new = np.flatnonzero(~there & ~np.isnan(point))
    found[new] = regions.of_points(point.imag[new], point.real[new])
    return found


def _with_areas(snapshot: Snapshot, regions: Regions, found: Ints) -> Ints:
    """Return the regions of spots, those that are areas themselves by what place they are."""
    spots = snapshot.spots
    found = np.where(spots.precision == _COUNTRY, WIDER, found)
    areas = np.flatnonzero(snapshot.precision == _REGION)
    where = spots.of_row[areas].astype(np.intp)
    number = np.array(
        [regions.number(entry.id) for entry in snapshot.places.dictionary.values], dtype=np.intp
    )
    codes = snapshot.places.codes[areas]
    found[where] = np.where(number[codes] == NO_REGION, WIDER, number[codes])
    found[NOWHERE] = NO_REGION
    return found


_kept = _Kept(8)


def spot_regions(snapshot: Snapshot, regions: Regions) -> Ints:
    """Return the number of each spot's region, NO_REGION, or WIDER; worked out once a table of spots."""
    return _kept.of(snapshot, regions)
