"""Events found by words of their excerpts: an index of its own, made when it is first asked for.

It lives in a private file that SQLite deletes with its connection: the map's own file is only read, so that
a read-only map has it too, and nothing can fall out of step with what is stored.
"""

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from typing import Any, Final

import sqlalchemy as sa

from mapapp.core.folding import words_of
from mapapp.store import schema

_BATCH: Final = 2_000
_E, _R, _A, _LINK = schema.events.c, schema.reports.c, schema.articles.c, schema.event_reports.c
_GONE = schema.removed_events.c

Found = list[tuple[int, str]]
"""First day and id of each event."""


class WordIndex:
    """The words of all excerpts; threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = -1
        self._index: sqlite3.Connection | None = None
        self._last: tuple[int, str, Found] = (-1, "", [])

    def find(self, connection: sa.Connection, version: int, query: str) -> Found:
        """Return the events that have all words of a query in their excerpts; a query without words has none.

        A word that ends in * is the beginning of one.
        """
        wanted = _wanted(query)
        if not wanted:
            return []
        with self._lock:
            if self._last[:2] == (version, wanted):
                return self._last[2]
            index = self._brought_up_to(connection, version)
            found = index.execute(
                "SELECT day, name FROM words JOIN events ON events.number = words.rowid WHERE words MATCH ?",
                (wanted,),
            ).fetchall()
            self._last = (version, wanted, found)
            return found

    def close(self) -> None:
        """Throw the index away."""
        with self._lock:
            if self._index is not None:
                self._index.close()
            self._index, self._version = None, -1

    def _brought_up_to(self, connection: sa.Connection, version: int) -> sqlite3.Connection:
        if self._index is None:
            self._index = sqlite3.connect("", check_same_thread=False, isolation_level=None)
            self._index.execute("PRAGMA synchronous = OFF")
            self._index.execute(
                "CREATE TABLE events (number INTEGER PRIMARY KEY, name TEXT UNIQUE, day INTEGER)"
            )
            # ascii: what is not ASCII is part of a word as it stands; words_of has folded it already
            self._index.execute("CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'ascii')")
        if version != self._version:
            self._index.execute("BEGIN")
            try:
                if self._version >= 0:
                    self._forget(connection)
                self._read(connection)
                self._index.execute("COMMIT")
            except BaseException:
                self._index.execute("ROLLBACK")
                raise
            self._version = version
        return self._index

    def _forget(self, connection: sa.Connection) -> None:
        """Drop what was written since, or is gone."""
        assert self._index is not None
        changed = connection.execute(sa.select(_E.id).where(_E.changed > self._version)).scalars().all()
        gone = connection.execute(sa.select(_GONE.id).where(_GONE.changed > self._version)).scalars().all()
        names = [(id,) for id in {*changed, *gone}]
        self._index.executemany(
            "DELETE FROM words WHERE rowid IN (SELECT number FROM events WHERE name = ?)", names
        )
        self._index.executemany("DELETE FROM events WHERE name = ?", names)

    def _read(self, connection: sa.Connection) -> None:
        """Read the excerpts of what was written since; at first, of all."""
        excerpt = sa.func.substr(_A.text, _R.start + 1, _R.end - _R.start)
        statement = (
            sa.select(_E.id, _E.first_day, excerpt)
            .select_from(
                schema.events.join(schema.event_reports, _LINK.event_id == _E.id)
                .join(schema.reports, _R.id == _LINK.report_id)
                .join(schema.articles, _A.id == _R.article_id)
            )
            .where(_E.status != "rejected")
            .order_by(_E.id, _LINK.position)
        )
        if self._version >= 0:
            statement = statement.where(_E.changed > self._version)
        rows = connection.execution_options(stream_results=True).execute(statement)
        event: tuple[str, int] | None = None
        texts: list[str] = []
        ready: list[tuple[str, int, str]] = []
        for id, day, text in rows:
            if event is not None and event[0] != id:
                ready.append((*event, " ".join(texts)))
                texts = []
                if len(ready) >= _BATCH:
                    self._keep(ready)
                    ready = []
            event = (id, day)
            texts += words_of(text)
        if event is not None:
            ready.append((*event, " ".join(texts)))
        self._keep(ready)

    def _keep(self, ready: Sequence[tuple[str, int, str]]) -> None:
        assert self._index is not None
        top = self._index.execute("SELECT coalesce(max(number), 0) FROM events").fetchone()[0]
        events: Iterable[tuple[Any, ...]] = [(top + n, row[0], row[1]) for n, row in enumerate(ready, 1)]
        self._index.executemany("INSERT INTO events VALUES (?, ?, ?)", events)
        words = [(top + n, row[2]) for n, row in enumerate(ready, 1)]
        self._index.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", words)


def _wanted(query: str) -> str:
    """Return a query as the index reads it: each word quoted, so that none is an operator.

    >>> _wanted('Göygöl OR shell*')
    '"goygol" AND "or" AND "shell"*'
    """
    parts = []
    for piece in query.split():
        words = words_of(piece)
        parts += [f'"{word}"' for word in words]
        if words and piece.endswith("*"):
            parts[-1] += "*"
    return " AND ".join(parts)
