"""All events that a map may draw, as columns: the one engine behind every filter of the map."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from mapapp.core import limits
from mapapp.core.columns import Coded, Ids
from mapapp.core.flags import BACKGROUND as BACKGROUND
from mapapp.core.flags import DENIED as DENIED
from mapapp.core.flags import NO_SUB_TYPE, NOT_STATED, SURE
from mapapp.core.flags import PRECISIONS as PRECISIONS
from mapapp.core.flags import REVIEWED as REVIEWED
from mapapp.core.flags import UNDATED as UNDATED
from mapapp.core.flags import UNPLACED as UNPLACED
from mapapp.core.selection import Selection
from mapapp.core.spots import Spots

Rows = npt.NDArray[np.intp]
FindWords = Callable[[str], Iterable[tuple[int, str]]]
"""Finds events by words: the first day and the id of each."""
Claims = Callable[[int], Iterable[str]]
"""Names the countries that hold or claim a place, by the gazetteer's id."""


class PlaceEntry(NamedTuple):
    """A place as the snapshot knows it: `keys` are its folded names, each between bars.

    `line` are the points (latitude, longitude) of a way that an event is somewhere along.
    """

    id: int | None
    label: str
    country: str
    keys: str
    line: tuple[tuple[float, float], ...] = ()


PLAIN_COLUMNS: Final = (
    *("lat", "lon", "first_day", "last_day", "kind", "precision", "radius_km", "flags"),
    *("sub_type", "killed", "confidence", "look"),
)
CODED_COLUMNS: Final = ("places", "actors", "claimants", "sources", "languages")
NOWHERE: Final = PlaceEntry(None, "", "", "")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Columns of equal length, one row an event, sorted by (first_day, id); never altered once made.

    `first_day` and `last_day` are proleptic ordinals (date.toordinal), 0 where undated; `kind` indexes
    taxonomy.EVENT_TYPES, `sub_type` flags.SUB_TYPES (or is NO_SUB_TYPE), `precision` PRECISIONS; `lat` and
    `lon` are NaN where unplaced; `flags` is a sum of BACKGROUND, DENIED, UNPLACED, UNDATED and REVIEWED.
    `killed` is the best number or else the lowest, NOT_STATED where there is none; `confidence` is in
    hundredths, rounded down. `version` is the store's data version. `find_words` and `claims` answer what
    columns do not hold. `look`, for symbols, is 4 times the kind plus BACKGROUND and DENIED.
    """

    version: int
    ids: Sequence[str]
    lat: npt.NDArray[np.float64]
    lon: npt.NDArray[np.float64]
    first_day: npt.NDArray[np.int32]
    last_day: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    precision: npt.NDArray[np.uint8]
    radius_km: npt.NDArray[np.float32]
    flags: npt.NDArray[np.uint8]
    sub_type: npt.NDArray[np.uint8] = None  # type: ignore[assignment]
    killed: npt.NDArray[np.uint16] = None  # type: ignore[assignment]
    confidence: npt.NDArray[np.uint8] = None  # type: ignore[assignment]
    places: Coded[PlaceEntry] = None  # type: ignore[assignment]
    actors: Coded[tuple[str, ...]] = None  # type: ignore[assignment]
    claimants: Coded[tuple[str, ...]] = None  # type: ignore[assignment]
    sources: Coded[tuple[str, ...]] = None  # type: ignore[assignment]
    languages: Coded[tuple[str, ...]] = None  # type: ignore[assignment]
    spots: Spots = None  # type: ignore[assignment]
    look: npt.NDArray[np.uint8] = None  # type: ignore[assignment]
    find_words: FindWords | None = field(default=None, compare=False, repr=False)
    claims: Claims | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Fill in the columns that were not given: nothing is known of them."""
        count = len(self.ids)
        if not isinstance(self.ids, Ids):
            object.__setattr__(self, "ids", Ids.of(self.ids))
        plain: dict[str, Callable[[], Any]] = {
            "sub_type": lambda: np.full(count, NO_SUB_TYPE, dtype=np.uint8),
            "killed": lambda: np.full(count, NOT_STATED, dtype=np.uint16),
            "confidence": lambda: np.full(count, SURE, dtype=np.uint8),
            "look": lambda: self.kind * np.uint8(4) + (self.flags & np.uint8(BACKGROUND | DENIED)),
            "places": lambda: Coded.all_alike(count, NOWHERE),
            "spots": lambda: Spots.of(self.lat, self.lon, self.precision, self.radius_km),
        }
        plain |= {n: _no_names(count) for n in ("actors", "claimants", "sources", "languages")}
        for name, make in plain.items():
            if getattr(self, name) is None:
                made = make()
                if isinstance(made, np.ndarray):
                    made.setflags(write=False)
                object.__setattr__(self, name, made)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def names(self) -> Ids:
        """The ids as a column."""
        assert isinstance(self.ids, Ids)
        return self.ids

    def rows(self, selection: Selection) -> Rows:
        """Return the rows a selection asks for, in order, unplaced and undated ones included.

        An event is in when its span of days touches the selection's; an undated one is in only while no
        day is asked for.
        """
        return limits.chosen(self, selection)

    def rows_of(self, found: Iterable[tuple[int, str]]) -> Rows:
        """Return the rows of events by (first day, id), in order; events that are not here are left out."""
        pairs = list(found)
        if not pairs or not len(self):
            return np.empty(0, dtype=np.intp)
        days = np.array([day for day, _ in pairs], dtype=np.int32)
        wanted = Ids.of(id for _, id in pairs).raw
        at = self.row_before(days, wanted)
        at = np.minimum(at, len(self) - 1)
        there = (self.names.raw[at] == wanted) & (self.first_day[at] == days)
        return np.unique(at[there])

    def merged(self, version: int, changed: Iterable[str], new: "Snapshot") -> "Snapshot":
        """Return the snapshot of a later version: without the events that changed, with new rows for them.

        `new` is sorted as a snapshot is, and its dictionaries are this one's.
        """
        gone = self.names.among(changed)
        days, ids = self.first_day, self.names.raw
        stay = np.flatnonzero(~gone) if gone.any() else None
        before = self.row_before(new.first_day, new.names.raw)
        if stay is not None:
            before = np.searchsorted(stay, before)
        count = (len(days) if stay is None else len(stay)) + len(new)
        at = before + np.arange(len(new))
        old = np.ones(count, dtype=bool)
        old[at] = False

        def merge(held: npt.NDArray[Any], added: npt.NDArray[Any]) -> npt.NDArray[Any]:
            made = np.empty(count, dtype=np.promote_types(held.dtype, added.dtype))
            made[old] = held if stay is None else held[stay]
            made[at] = added
            made.setflags(write=False)
            return made

        plain: dict[str, Any] = {
            name: merge(getattr(self, name), getattr(new, name)) for name in PLAIN_COLUMNS
        }
        coded: dict[str, Any] = {
            name: Coded(
                merge(getattr(self, name).codes, getattr(new, name).codes), getattr(self, name).dictionary
            )
            for name in CODED_COLUMNS
        }
        spots = self.spots.with_more(new.spots, merge)
        return replace(
            self,
            version=version,
            ids=Ids(merge(ids, new.names.raw)),
            spots=spots,
            **plain,
            **coded,
        )

    def row_before(self, days: npt.NDArray[np.int32], ids: npt.NDArray[np.bytes_]) -> Rows:
        """Return where events would stand: the row of each one's successor in (first_day, id)."""
        low = np.searchsorted(self.first_day, days, "left")
        high = np.searchsorted(self.first_day, days, "right")
        while True:
            open_ = np.flatnonzero(low < high)
            if not len(open_):
                return low
            middle = (low[open_] + high[open_]) // 2
            less = self.names.raw[middle] < ids[open_]
            low[open_[less]] = middle[less] + 1
            high[open_[~less]] = middle[~less]


def _no_names(count: int) -> Callable[[], Coded[tuple[str, ...]]]:
    return lambda: Coded.all_alike(count, ())
