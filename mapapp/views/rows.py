"""The events of a selection as the page lists them: counted, in order, with their neighbours."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from mapapp.core.limits import passing
from mapapp.core.selection import Selection
from mapapp.core.snapshot import BACKGROUND, UNDATED, UNPLACED, Snapshot
from mapapp.server.event_fields import row_fields
from mapapp.server.state import State

LIST_LENGTH: Final = 60
TRAY_LENGTH: Final = 60
MOST_HERE: Final = 12
MOST_DRAWN: Final = 2000
_STEP: Final = 10_000

Rows = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of a selection: all of them oldest first, and those in the trays.

    `undated` are all undated events of the other limits, also where days are chosen: no day can be held
    against them. `hidden` is how many more there are, background left out.
    """

    snapshot: Snapshot
    rows: Rows
    unplaced: Rows
    undated: Rows
    hidden: int
    days_chosen: bool

    def sentence(self, told: str) -> str:
        """Return what is shown, in words: after the sentence that says it, where it is."""
        parts = [told, f"{len(self.rows) - len(self.unplaced):,} on the map"]
        if len(self.unplaced):
            parts.append(f"{len(self.unplaced):,} unplaced")
        if len(self.undated):
            parts.append(f"{len(self.undated):,} undated" + (" (not counted)" if self.days_chosen else ""))
        if self.hidden:
            parts.append(f"{self.hidden:,} not in this selection")
        return " · ".join(parts)

    def announcement(self) -> str:
        """Return what a screen reader says when the selection changes."""
        total = len(self.rows)
        shown = "1 event shown" if total == 1 else f"{total:,} events shown"
        return f"{shown}, {total - len(self.unplaced):,} on the map"


def count(snapshot: Snapshot, chosen: Selection) -> Counted:
    """Return the rows of a selection, sorted into trays."""
    masks = passing(snapshot, chosen)
    days = masks.pop("days", None)
    any_day = _all_of(masks.values())
    passed = any_day if days is None else _all_of([days] if any_day is None else [days, any_day])
    found: Rows = np.arange(len(snapshot)) if passed is None else np.flatnonzero(passed)
    dated = int(np.searchsorted(snapshot.first_day, 1))  # the undated come first
    undated: Rows = np.arange(dated) if any_day is None else np.flatnonzero(any_day[:dated])
    background = 0 if chosen.background else int(np.count_nonzero(snapshot.flags & BACKGROUND))
    elsewhere = len(snapshot) - len(found) - background - (0 if days is None else len(undated))
    unplaced = found[(snapshot.flags[found] & UNPLACED) != 0]
    return Counted(snapshot, found, unplaced, undated, max(0, elsewhere), days is not None)


def _all_of(masks: Iterable[Bools]) -> Bools | None:
    """Return what passes all masks; None where there are none."""
    passed: Bools | None = None
    for mask in masks:
        passed = mask if passed is None else passed & mask
    return passed


def start_view(snapshot: Snapshot) -> tuple[tuple[float, float], int]:
    """Return the centre (latitude, longitude) and zoom that show most of the placed events."""
    placed = np.isfinite(snapshot.lat)
    if not placed.any():
        return (30.0, 25.0), 2
    lat, lon = snapshot.lat[placed], snapshot.lon[placed]
    south, north = np.percentile(lat, (5, 95))
    west, east = np.percentile(lon, (5, 95))
    span = max(float(east - west) / 1.6, float(north - south), 0.5)
    zoom = int(np.clip(np.floor(np.log2(360 / span)), 2, 8))
    return (round(float(south + north) / 2, 2), round(float(west + east) / 2, 2)), zoom


def list_fields(now: State, counted: Counted, chosen: Selection, length: int) -> dict[str, Any]:
    """Return what the list shows: the newest events first, the trays, what to say where nothing is found."""
    listed, total = _newest(counted, length)
    trays = []
    for name, note, tray in (
        ("Without a place", "Named nowhere, or not surely enough to be pinned.", counted.unplaced),
        ("Without a date", "Shown whatever days are chosen.", counted.undated),
    ):
        if len(tray):
            some = _fields(now, counted.snapshot, tray[::-1][:TRAY_LENGTH])
            trays.append({"name": name, "note": note, "total": len(tray), "rows": some})
    limited = bool(chosen.to_link())
    return {
        "rows": _fields(now, counted.snapshot, listed),
        "more": min(LIST_LENGTH, max(0, total - length)),
        "trays": trays,
        "limited": limited,
        "empty": "No event matches all of these limits. Take one off, or clear them all."
        if limited
        else "No event has both a place and a date yet; those without are listed below.",
    }


def _newest(counted: Counted, length: int) -> tuple[Rows, int]:
    """Return the newest rows of a selection that are in no tray, and how many of these there are."""
    found, flags, some = counted.rows, counted.snapshot.flags, []
    undated = found[:0] if counted.days_chosen else counted.undated
    total = len(found) - len(counted.unplaced) - int(np.count_nonzero((flags[undated] & UNPLACED) == 0))
    end, wanted = len(found), length
    while end > 0 and wanted > 0:
        part = found[max(0, end - _STEP) : end][::-1]
        part = part[(flags[part] & (UNPLACED | UNDATED)) == 0][:wanted]
        some.append(part)
        end, wanted = end - _STEP, wanted - len(part)
    return (np.concatenate(some) if some else found[:0]), total


def neighbours(now: State, counted: Counted, chosen: Selection, event_id: str) -> dict[str, Any]:
    """Return the events before and after one in the list, those at its very point, and where it stands."""
    snapshot, found = counted.snapshot, counted.rows
    row = snapshot.names.row(event_id)
    here: Rows = found[:0]
    if row is None:
        return {"previous": None, "next": None, "position": "", "note": "", "here": []}
    at = int(np.searchsorted(found, row))
    shown = at < len(found) and int(found[at]) == row
    if np.isfinite(snapshot.lat[row]):
        here = _at_point(snapshot, found, row)
        here = here[here != row][::-1][:MOST_HERE]
    return {
        "previous": snapshot.ids[int(found[at + 1])] if shown and at + 1 < len(found) else None,
        "next": snapshot.ids[int(found[at - 1])] if shown and at > 0 else None,
        "position": f"{len(found) - at:,} of {len(found):,}" if shown else "",
        "note": "" if shown else "This event is outside what is chosen.",
        "here": _fields(now, snapshot, here),
    }


def _at_point(snapshot: Snapshot, found: Rows, row: int) -> Rows:
    """Return the rows among some that lie at the very point of one."""
    spots = snapshot.spots
    same = np.flatnonzero((spots.lat == snapshot.lat[row]) & (spots.lon == snapshot.lon[row]))
    at_point = np.flatnonzero(np.isin(spots.of_row, same.astype(spots.of_row.dtype)))
    if not len(found):
        return found
    place = np.minimum(np.searchsorted(found, at_point), len(found) - 1)
    there: Rows = at_point[found[place] == at_point]
    return there


# The lines drawn last, by map: the version of its data, and a line by event. A page is drawn at every step,
# most of its lines being those of the step before.
_drawn: WeakKeyDictionary[State, tuple[int, dict[str, dict[str, Any]]]] = WeakKeyDictionary()


def _fields(now: State, snapshot: Snapshot, some: Rows) -> list[dict[str, Any]]:
    """Return the lines of some rows, in their order."""
    ids = [snapshot.ids[row] for row in some.tolist()]
    version, lines = _drawn.get(now, (-1, {}))
    if version != snapshot.version or len(lines) > MOST_DRAWN:
        lines = {}
    missing = [id for id in ids if id not in lines]
    if missing:
        found = {event.id: row_fields(event, now.article) for event in now.store.events(ids=missing)}
        lines = {**lines, **found}  # another reader's thread may be looking at the old ones
    _drawn[now] = (snapshot.version, lines)
    return [lines[id] for id in ids if id in lines]
