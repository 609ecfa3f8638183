"""All that a map needs to play through time by itself: what stands where, from when to when.

One answer holds the events of a view by step of time, place and type; the map's script then draws any window
of it without asking again.
"""

import json
import struct
from datetime import date
from typing import Final

import numpy as np

from mapapp.core.flags import UNDATED, UNPLACED
from mapapp.core.selection import Selection
from mapapp.core.snapshot import Snapshot
from mapapp.core.taxonomy import EVENT_TYPES, TYPE_KEYS
from mapapp.maps.grid import fine_cells, symbol_of_cell
from mapapp.maps.histogram import LONGEST_DAYS, STEPS, Step, bins
from mapapp.maps.symbols import Viewport

MAGIC: Final = b"MPL1"
MOST_PLACES: Final = 600
MOST_STEPS: Final = 20_000
"""Where days that were asked for are more, the step that suits is taken."""
MOST_DAYS: Final[dict[Step, int]] = {**LONGEST_DAYS, "day": 400}
"""Steps are days up to so many days, else weeks, else months."""


def play_columns(
    snapshot: Snapshot,
    selection: Selection,
    view: Viewport,
    step: Step | None = None,
    window: tuple[date, date] | None = None,
) -> bytes:
    """Return the placed and dated events of a selection in view, whatever days it asks for, as columns.

    `window` limits them to those that may have happened in some days, and the steps to these days.

    Little-endian: the four bytes MPL1, a u32 of the length of the JSON that follows, the JSON, padded with
    spaces so that the columns begin at a multiple of 4. The JSON is {"version", "step", "starts" (the first
    day of each step), "last_day", "keys" (types), "lat", "lon" (of each place), "rows", "total" (events)}.
    Then `rows` numbers each of: count u32, first step u16, last step u16, place u16, type u8. A row is in a
    window when it touches it; rows are sorted by first step, then last step, place, type.
    """
    rows = snapshot.rows(selection.without("days"))
    spots = snapshot.spots
    seen = view.holds(spots.lat, spots.lon)
    kept = seen[spots.of_row[rows]] & ((snapshot.flags[rows] & np.uint8(UNDATED | UNPLACED)) == 0)
    rows = rows[kept]
    if window is not None:
        begin, end = (day.toordinal() for day in window)
        rows = rows[(snapshot.first_day[rows] <= end) & (snapshot.last_day[rows] >= begin)]
    header: dict[str, object] = {"version": snapshot.version, "keys": [TYPE_KEYS[k] for k in EVENT_TYPES]}
    if not len(rows):
        header |= {"step": step or "day", "starts": [], "last_day": None, "lat": [], "lon": []}
        return _packed(header | {"rows": 0, "total": 0}, [])
    spot = spots.of_row[rows]
    events = np.bincount(spot, minlength=len(spots))
    held = np.flatnonzero(events)
    cells = fine_cells(spots.lat[held], spots.lon[held], view.zoom, events[held])
    group, count = symbol_of_cell(cells, view.zoom, MOST_PLACES)
    lat = np.bincount(group, weights=cells.lat * cells.count, minlength=count)
    lon = np.bincount(group, weights=cells.lon * cells.count, minlength=count)
    size = np.bincount(group, weights=cells.count, minlength=count)
    place_of_spot = np.zeros(len(spots), dtype=np.int64)
    place_of_spot[held] = group[cells.of_row]
    first, last = snapshot.first_day[rows], snapshot.last_day[rows]
    if window is None:
        begin, end = int(first[0]), int(last.max())
    if step is None:
        step = next(one for one in STEPS if end - begin < MOST_DAYS[one])
    made = bins(begin, end, step, MOST_STEPS)
    width = len(made)
    name = made.of(first)
    name *= width
    name += made.of(last)
    name *= count
    name += place_of_spot[spot]
    name *= len(EVENT_TYPES)
    name += snapshot.kind[rows]
    rest, number = np.unique(name, return_counts=True)
    rest, kind = np.divmod(rest, len(EVENT_TYPES))
    rest, place = np.divmod(rest, count)
    start, stop = np.divmod(rest, width)
    header |= {
        "step": made.step,
        "starts": made.first_days(),
        "last_day": made.last_day(),
        "lat": (lat / size).round(5).tolist(),
        "lon": (lon / size).round(5).tolist(),
        "rows": len(number),
        "total": len(rows),
    }
    columns = [number.astype("<u4"), *(c.astype("<u2") for c in (start, stop, place)), kind.astype("u1")]
    return _packed(header, [column.tobytes() for column in columns])


def _packed(header: dict[str, object], columns: list[bytes]) -> bytes:
    text = json.dumps(header, allow_nan=False, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 8) % 4)
    return MAGIC + struct.pack("<I", len(text)) + text + b"".join(columns)
