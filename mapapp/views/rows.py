"""The events of a selection as the page lists them: counted, in order, with their neighbours."""

from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from mapapp.core.selection import Selection
from mapapp.core.snapshot import BACKGROUND, UNDATED, UNPLACED, Snapshot
from mapapp.server.event_fields import row_fields
from mapapp.server.state import State

LIST_LENGTH: Final = 60
TRAY_LENGTH: Final = 60
MOST_HERE: Final = 12
MOST_DRAWN: Final = 2000

Rows = npt.NDArray[np.intp]


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

    def sentence(self) -> str:
        """Return how much is shown, in words."""
        total = len(self.rows)
        placed = total - len(self.unplaced)
        parts = ["1 event" if total == 1 else f"{total:,} events", f"{placed:,} on the map"]
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
    found = snapshot.rows(chosen)
    flags = snapshot.flags[found]
    days_chosen = bool(chosen.first_day or chosen.last_day)
    any_day = snapshot.rows(chosen.without("days"))
    undated = any_day[(snapshot.flags[any_day] & UNDATED) != 0]
    background = 0 if chosen.background else int(np.count_nonzero(snapshot.flags & BACKGROUND))
    elsewhere = len(snapshot) - len(found) - background - (len(undated) if days_chosen else 0)
    return Counted(snapshot, found, found[(flags & UNPLACED) != 0], undated, max(0, elsewhere), days_chosen)


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
    in_tray = np.union1d(counted.unplaced, counted.undated)
    listed = counted.rows[~np.isin(counted.rows, in_tray)][::-1]
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
        "rows": _fields(now, counted.snapshot, listed[:length]),
        "more": min(LIST_LENGTH, max(0, len(listed) - length)),
        "trays": trays,
        "limited": limited,
        "empty": "No event matches these days and types. Clear the filters to see all of them again."
        if limited
        else "No event has both a place and a date yet; those without are listed below.",
    }


def neighbours(now: State, counted: Counted, chosen: Selection, event_id: str) -> dict[str, Any]:
    """Return the events before and after one in the list, those at its very point, and where it stands."""
    snapshot, found = counted.snapshot, counted.rows
    order = [snapshot.ids[row] for row in found[::-1].tolist()] if len(found) <= 100_000 else []
    at = order.index(event_id) if event_id in order else -1
    row = snapshot.ids.index(event_id) if event_id in snapshot.ids else -1
    here: Rows = np.empty(0, dtype=np.intp)
    if row >= 0 and np.isfinite(snapshot.lat[row]):
        same = (snapshot.lat[found] == snapshot.lat[row]) & (snapshot.lon[found] == snapshot.lon[row])
        here = found[same & (found != row)][::-1][:MOST_HERE]
    shown = at >= 0
    return {
        "previous": order[at - 1] if at > 0 else None,
        "next": order[at + 1] if shown and at + 1 < len(order) else None,
        "position": f"{at + 1:,} of {len(order):,}" if shown else "",
        "note": "" if shown or not order else "This event is outside the chosen days, types or background.",
        "here": _fields(now, snapshot, here),
    }


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
