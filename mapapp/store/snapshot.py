"""The columns of all events, read from SQL without making the events, and kept up to date by what changed."""

import threading
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from mapapp.core.snapshot import Claims, Snapshot
from mapapp.store import schema
from mapapp.store.columns import EVENT_ROWS, REPORT_ROWS, Dictionaries, read_columns
from mapapp.store.database import Database
from mapapp.store.queries import data_version
from mapapp.store.words import WordIndex

_CHANGED_SHARE: Final = 4
"""Where more than one event in so many has changed, all are read anew."""
_FEW: Final = 10_000
_E = schema.events.c
_GONE = schema.removed_events.c


def read_snapshot(connection: sa.Connection, version: int) -> Snapshot:
    """Return the columns of every event that is not rejected, sorted by (first_day, id)."""
    return read_columns(connection, version, EVENT_ROWS, REPORT_ROWS, Dictionaries())


def changed_rows(since: int) -> tuple[sa.Select[Any], sa.Select[Any]]:
    """Return the events written since a data version, and their reports, as EVENT_ROWS and REPORT_ROWS."""
    later = _E.changed > since
    of_later = schema.event_reports.c.event_id.in_(sa.select(_E.id).where(later))
    return EVENT_ROWS.where(later), REPORT_ROWS.where(of_later)


def refresh_snapshot(connection: sa.Connection, held: Snapshot, version: int) -> Snapshot:
    """Return the snapshot of a later version, made from an earlier one and the events written since."""
    changed = set(connection.execute(sa.select(_E.id).where(_E.changed > held.version)).scalars())
    gone_since = sa.select(_GONE.id).where(_GONE.changed > held.version)
    changed.update(connection.execute(gone_since).scalars())
    if len(changed) > max(_FEW, len(held) // _CHANGED_SHARE):
        return read_snapshot(connection, version)
    events, reports = changed_rows(held.version)
    new = read_columns(connection, version, events, reports, Dictionaries(held))
    return held.merged(version, changed, new)


class Snapshots:
    """The newest snapshot of a database, shared by all threads and kept up to date.

    `claims`, set before the first snapshot, names the countries that hold or claim a place (by the
    gazetteer's id): a selection's countries are then any of them.
    """

    def __init__(self, database: Database) -> None:
        self.claims: Claims | None = None
        self._database = database
        self._words = WordIndex()
        self._held: Snapshot | None = None
        self._lock = threading.Lock()

    def newest(self, connection: sa.Connection) -> Snapshot:
        """Return the snapshot of the state that a connection sees; made once a state."""
        version = data_version(connection)
        with self._lock:
            held = self._held
            if held is not None and held.version == version:
                return held
            if held is not None and held.version < version:
                made = refresh_snapshot(connection, held, version)
            else:
                made = read_snapshot(connection, version)
            made = replace(made, find_words=self._find_words, claims=self.claims)
            if held is None or held.version < version:
                self._held = made
            return made

    def close(self) -> None:
        """Throw away what was made for finding words."""
        self._words.close()

    def _find_words(self, query: str) -> list[tuple[int, str]]:
        with self._database.reading() as connection:
            return self._words.find(connection, data_version(connection), query)
