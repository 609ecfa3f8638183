"""One map's articles, reports and events: kept, found again, never lost."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from mapapp.core.article import Article, storable
from mapapp.core.event import Edit, Event
from mapapp.core.report import Reading, Refused
from mapapp.core.selection import Selection
from mapapp.core.snapshot import Snapshot
from mapapp.store import schema
from mapapp.store.database import Database
from mapapp.store.errors import IdTaken
from mapapp.store.queries import (
    BATCH,
    Merge,
    count_write,
    data_version,
    event_ids_of,
    find_candidates,
    keep_event,
    load_events,
    order_of,
    sorted_ids,
)
from mapapp.store.rows import article_of, article_row, report_of
from mapapp.store.snapshot import read_snapshot, refresh_snapshot
from mapapp.store.values import to_json


@dataclass(frozen=True, slots=True)
class Added:
    """What `Store.add` did: `stored` is False where the same text was there already, as `article_id`."""

    article_id: str
    stored: bool
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a map holds; background, unplaced and undated are counted among the events."""

    articles: int
    reports: int
    events: int
    background: int
    unplaced: int
    undated: int
    refused: int


class Store:
    """The data of one map, in the SQLite file that `url` names ("sqlite:///" and a path).

    Threads and processes may use one store at once: each call has its own connection, each write is one
    transaction, and what a call has returned survives a crash.
    """

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self._snapshot: Snapshot | None = None
        self._snapshot_lock = threading.Lock()

    def open(self) -> "Store":
        """Open the file, made new or brought up to date where needed, and return the store.

        Raises StoreError where the file cannot be opened, is damaged, or is no database of ours.
        """
        self.database.open()
        return self

    def close(self) -> None:
        """Close all connections."""
        self.database.close()

    def __enter__(self) -> "Store":
        return self.open()

    def __exit__(self, *_: object) -> None:
        self.close()

    def version(self) -> int:
        """Return a number that grows with every write, by whichever process."""
        with self.database.reading() as connection:
            return data_version(connection)

    def counts(self) -> Counts:
        """Return how much the map holds."""
        e = schema.events.c
        with self.database.reading() as connection:
            articles, reports, refused = (
                connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for table in (schema.articles, schema.reports, schema.refused)
            )
            events = connection.execute(
                sa.select(
                    sa.func.count(),
                    sa.func.count().filter(e.background),
                    sa.func.count().filter(e.lat.is_(None)),
                    sa.func.count().filter(e.first_day == 0),
                )
            ).one()
        return Counts(articles, reports, *events, refused)

    def add(
        self,
        article: Article,
        reading: Reading,
        events: Iterable[Event],
        merge: Merge | None = None,
        supersedes: str | None = None,
    ) -> Added:
        """Keep an article, what was read in it and its events, all or nothing, and return what was done.

        The same text (by its hash) is kept once: the first wins. `merge` is asked for each event, inside the
        transaction, whether it is one of the stored ones near it in space and time. `supersedes` names the
        article that this one corrects. Raises IdTaken where the id is another text's.
        """
        published = reading.published if reading.published.day else article.published
        row = article_row(article, published, reading.language or article.language)
        with self.database.writing() as connection:
            a = schema.articles.c
            same = connection.execute(sa.select(a.id).where(a.hash == row["hash"])).scalar()
            if same is not None:
                return Added(same, False, event_ids_of(connection, same))
            if connection.execute(sa.select(a.id).where(a.id == row["id"])).first():
                raise IdTaken(f"Another text is stored as article {article.id!r}.")
            version = 1
            if supersedes is not None:
                found = connection.execute(sa.select(a.version).where(a.id == supersedes)).scalar_one()
                version = found + 1
            row |= {"version": version, "supersedes": supersedes, "notes": to_json(reading.notes)}
            row["created_at"] = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(sa.insert(schema.articles), row)
            for position, line in enumerate(reading.refused):
                connection.execute(
                    sa.insert(schema.refused),
                    {"article_id": row["id"], "position": position, **to_json(line)},
                )
            after = data_version(connection) + 1
            ids = [keep_event(connection, event, row["id"], after, merge) for event in events]
            count_write(connection)
        return Added(row["id"], True, tuple(dict.fromkeys(ids)))

    def article(self, id: str) -> Article | None:
        """Return one article, its text unchanged and its publication date as it was understood."""
        return self._one_article(schema.articles.c.id == storable(id))

    def article_by_hash(self, hash: str) -> Article | None:
        """Return the article whose text has a hash (core.article.content_hash)."""
        return self._one_article(schema.articles.c.hash == hash)

    def articles(self, limit: int = 100, offset: int = 0) -> tuple[Article, ...]:
        """Return articles, the newest to be stored first."""
        statement = sa.select(schema.articles).order_by(schema.articles.c.seq.desc())
        with self.database.reading() as connection:
            rows = connection.execute(statement.limit(limit).offset(offset)).mappings()
            return tuple(article_of(row) for row in rows)

    def reading(self, article_id: str) -> Reading | None:
        """Return what was read in an article: its reports in the order of the text, refusals and notes."""
        a, r, f = schema.articles.c, schema.reports.c, schema.refused.c
        with self.database.reading() as connection:
            row = connection.execute(sa.select(schema.articles).where(a.id == article_id)).mappings().first()
            if row is None:
                return None
            reports = connection.execute(
                sa.select(schema.reports).where(r.article_id == article_id).order_by(r.start, r.id)
            ).mappings()
            refused = connection.execute(
                sa.select(f.start, f.end, f.reason).where(f.article_id == article_id).order_by(f.position)
            )
            return Reading(
                row["id"],
                article_of(row).published,
                row["language"],
                tuple(report_of(report) for report in reports),
                tuple(Refused(*line) for line in refused),
                tuple(row["notes"]),
                row["hash"],
            )

    def event(self, id: str) -> Event | None:
        """Return one event with its reports."""
        with self.database.reading() as connection:
            return next(iter(load_events(connection, (id,))), None)

    def events_of(self, article_id: str) -> tuple[Event, ...]:
        """Return the events that an article reports, sorted by (first_day, id)."""
        with self.database.reading() as connection:
            found = load_events(connection, event_ids_of(connection, article_id))
            return tuple(sorted(found, key=order_of))

    def events(self, selection: Selection | None = None, ids: Iterable[str] | None = None) -> Iterator[Event]:
        """Give events one after the other, sorted by (first_day, id): all, or a selection's, or some by id.

        All are of one state of the data, whatever is written meanwhile. Ids that are no event's are left out.
        """
        with self.database.reading() as connection:
            if ids is not None:
                wanted: Sequence[str] = sorted_ids(connection, ids)
            else:
                snapshot = self._snapshot_of(connection)
                rows = snapshot.rows(selection) if selection is not None else range(len(snapshot))
                wanted = [snapshot.ids[row] for row in rows]
            for start in range(0, len(wanted), BATCH):
                yield from load_events(connection, wanted[start : start + BATCH])

    def snapshot(self) -> Snapshot:
        """Return the columns of all events for the map, of the newest state; made once a state."""
        with self.database.reading() as connection:
            return self._snapshot_of(connection)

    def candidates(self, event: Event) -> tuple[Event, ...]:
        """Return the stored events that lie near one in space and time, nearest in time first."""
        with self.database.reading() as connection:
            return find_candidates(connection, event)

    def add_edit(self, edit: Edit) -> None:
        """Keep a correction, for ever."""
        with self.database.writing() as connection:
            connection.execute(sa.insert(schema.edits), to_json(edit))
            count_write(connection)

    def edits(self, target: str | None = None) -> tuple[Edit, ...]:
        """Return the corrections of one event (or of all), oldest first."""
        e = schema.edits.c
        statement = sa.select(e.target, e.field, e.before, e.after, e.who, e.at, e.why).order_by(e.id)
        if target is not None:
            statement = statement.where(e.target == target)
        with self.database.reading() as connection:
            return tuple(Edit(*row) for row in connection.execute(statement))

    def _one_article(self, condition: sa.ColumnElement[bool]) -> Article | None:
        with self.database.reading() as connection:
            row = connection.execute(sa.select(schema.articles).where(condition)).mappings().first()
            return article_of(row) if row is not None else None

    def _snapshot_of(self, connection: sa.Connection) -> Snapshot:
        version = data_version(connection)
        with self._snapshot_lock:
            held = self._snapshot
            if held is not None and held.version == version:
                return held
            if held is not None and held.version < version:
                made = refresh_snapshot(connection, held, version)
            else:
                made = read_snapshot(connection, version)
            if held is None or held.version < version:
                self._snapshot = made
            return made
