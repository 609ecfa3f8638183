"""The columns of all events, read from SQL without making the events."""

import numpy as np
import sqlalchemy as sa

from mapapp.core.snapshot import BACKGROUND, DENIED, PRECISIONS, UNDATED, UNPLACED, Snapshot
from mapapp.core.taxonomy import EVENT_TYPES
from mapapp.store import schema

_BATCH = 50_000
_E = schema.events.c
_ROWS = (
    sa.select(
        *(_E.id, _E.lat, _E.lon, _E.first_day, _E.last_day, _E.event_type, _E.place_precision),
        *(_E.radius_km, _E.background, _E.denied),
    )
    .where(_E.status != "rejected")
    .order_by(_E.first_day, _E.id)
)


def read_snapshot(connection: sa.Connection, version: int) -> Snapshot:
    """Return the columns of every event that is not rejected, sorted by (first_day, id)."""
    statement = str(_ROWS.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))
    kinds = {name: number for number, name in enumerate(EVENT_TYPES)}
    precisions = {name: number for number, name in enumerate(PRECISIONS)}
    ids: list[str] = []
    parts: list[tuple[np.ndarray, ...]] = []
    result = connection.exec_driver_sql(statement)
    while rows := result.cursor.fetchmany(_BATCH):
        some, lat, lon, first, last, kind, precision, radius, background, denied = zip(*rows, strict=True)
        ids += some
        lats = np.array(lat, dtype=np.float64)  # None becomes NaN
        firsts = np.array(first, dtype=np.int32)
        flags = np.where(np.array(background, dtype=bool), BACKGROUND, 0)
        flags += np.where(np.array(denied, dtype=bool), DENIED, 0)
        flags += np.where(np.isnan(lats), UNPLACED, 0) + np.where(firsts == 0, UNDATED, 0)
        parts.append(
            (
                lats,
                np.array(lon, dtype=np.float64),
                firsts,
                np.array(last, dtype=np.int32),
                np.array([kinds[k] for k in kind], dtype=np.uint8),
                np.array([precisions[p] for p in precision], dtype=np.uint8),
                np.array(radius, dtype=np.float32),
                flags.astype(np.uint8),
            )
        )
    kinds_of_column = ("f8", "f8", "i4", "i4", "u1", "u1", "f4", "u1")
    columns = [
        np.concatenate([part[n] for part in parts]) if parts else np.empty(0, dtype=kind)
        for n, kind in enumerate(kinds_of_column)
    ]
    for column in columns:
        column.setflags(write=False)
    return Snapshot(version, tuple(ids), *columns)
