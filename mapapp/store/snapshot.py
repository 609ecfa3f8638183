"""The columns of all events, read from SQL without making the events, and kept up to date by what changed."""

from bisect import bisect_left
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from mapapp.core.snapshot import BACKGROUND, DENIED, PRECISIONS, UNDATED, UNPLACED, Snapshot
from mapapp.core.taxonomy import EVENT_TYPES
from mapapp.store import schema

_BATCH: Final = 50_000
_MOST_CHANGES: Final = 1_000
_E = schema.events.c
_GONE = schema.removed_events.c
_KINDS: Final = {name: number for number, name in enumerate(EVENT_TYPES)}
_PRECISIONS: Final = {name: number for number, name in enumerate(PRECISIONS)}
_COLUMNS: Final = ("lat", "lon", "first_day", "last_day", "kind", "precision", "radius_km", "flags")
_TYPES: Final = ("f8", "f8", "i4", "i4", "u1", "u1", "f4", "u1")
_ROWS: Final = sa.select(
    *(_E.id, _E.lat, _E.lon, _E.first_day, _E.last_day, _E.event_type, _E.place_precision),
    *(_E.radius_km, _E.background, _E.denied),
).where(_E.status != "rejected")
ALL_ROWS: Final = _ROWS.order_by(_E.first_day, _E.id)
# The plus keeps SQLite from scanning everything in this order instead of finding the few that changed.
CHANGED_ROWS: Final = _ROWS.order_by(sa.literal_column("+events.first_day"), _E.id)

Columns = list[npt.NDArray[Any]]


def read_snapshot(connection: sa.Connection, version: int) -> Snapshot:
    """Return the columns of every event that is not rejected, sorted by (first_day, id)."""
    ids, columns = _read(connection, ALL_ROWS)
    return _made(version, ids, columns)


def refresh_snapshot(connection: sa.Connection, held: Snapshot, version: int) -> Snapshot:
    """Return the snapshot of a later version, made from an earlier one and the events written since."""
    later = _E.changed > held.version
    changed = set(connection.execute(sa.select(_E.id).where(later)).scalars())
    gone_since = sa.select(_GONE.id).where(_GONE.changed > held.version)
    changed.update(connection.execute(gone_since).scalars())
    if len(changed) > _MOST_CHANGES:
        return read_snapshot(connection, version)
    columns: Columns = [getattr(held, name) for name in _COLUMNS]
    ids = list(held.ids)
    if gone := [row for row, id in enumerate(ids) if id in changed]:
        columns = [np.delete(column, gone) for column in columns]
        ids = [id for id in ids if id not in changed]
    new_ids, new_columns = _read(connection, CHANGED_ROWS.where(later))
    if new_ids:
        days, places = columns[2], []
        for id, day in zip(new_ids, new_columns[2], strict=True):
            first, last = np.searchsorted(days, day, "left"), np.searchsorted(days, day, "right")
            places.append(bisect_left(ids, id, int(first), int(last)))
        columns = [np.insert(old, places, new) for old, new in zip(columns, new_columns, strict=True)]
        for shift, (place, id) in enumerate(zip(places, new_ids, strict=True)):
            ids.insert(place + shift, id)
    return _made(version, ids, columns)


def _made(version: int, ids: list[str], columns: Columns) -> Snapshot:
    for column in columns:
        column.setflags(write=False)
    return Snapshot(version, tuple(ids), *columns)


def _read(connection: sa.Connection, statement: sa.Select[Any]) -> tuple[list[str], Columns]:
    """Return ids and columns of the rows of a statement, by the driver's own cursor: a third of the time."""
    compiled = str(statement.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))
    cursor = connection.exec_driver_sql(compiled).cursor
    ids: list[str] = []
    parts: list[Columns] = []
    while rows := cursor.fetchmany(_BATCH):
        some, lat, lon, first, last, kind, precision, radius, background, denied = zip(*rows, strict=True)
        ids += some
        lats = np.array(lat, dtype="f8")  # None becomes NaN
        flags = np.where(np.array(background, dtype=bool), BACKGROUND, 0)
        flags += np.where(np.array(denied, dtype=bool), DENIED, 0)
        flags += np.where(np.isnan(lats), UNPLACED, 0) + np.where(np.array(first) == 0, UNDATED, 0)
        kinds, precisions = [_KINDS[k] for k in kind], [_PRECISIONS[p] for p in precision]
        values = (lats, lon, first, last, kinds, precisions, radius, flags)
        parts.append([np.array(v, dtype=t) for v, t in zip(values, _TYPES, strict=True)])
    if not parts:
        return ids, [np.empty(0, dtype=kind) for kind in _TYPES]
    return ids, [np.concatenate(pieces) for pieces in zip(*parts, strict=True)]
