"""One map's articles, reports and events: kept, found again, never lost."""

from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa

from mapapp.core.article import Article, storable
from mapapp.core.event import Edit, Event
from mapapp.core.report import Reading, Refused
from mapapp.core.selection import Selection
from mapapp.core.snapshot import Snapshot
from mapapp.store import schema
from mapapp.store.answers import Added, ArticleLine, Change, Counts
from mapapp.store.changes import (
    CORRECTED,
    DELETED,
    Derive,
    edit_now,
    keep_change,
    read_changes,
    read_lines,
    require_free,
    take_back,
    take_out,
)
from mapapp.store.database import Database
from mapapp.store.errors import ChangeRefused, IdTaken
from mapapp.store.queries import (
    BATCH,
    COUNTED,
    Merge,
    count_write,
    data_version,
    event_ids_of,
    find_candidates,
    insert_article,
    load_events,
    order_of,
    sorted_ids,
)
from mapapp.store.rows import article_of, article_row, report_of
from mapapp.store.snapshot import Snapshots
from mapapp.store.values import to_json


class Store:
    """The data of one map, in the SQLite file that `url` names ("sqlite:///" and a path).

    Threads and processes may use one store at once: each call has its own connection, each write is one
    transaction, and what a call has returned survives a crash."""

    of_database: type[Database] = Database

    def __init__(self, url: str) -> None:
        self.database = self.of_database(url)
        self.snapshots = Snapshots(self.database)

    def open(self) -> "Store":
        """Open the file, made new or brought up to date where needed, and return the store.

        Raises StoreError where the file cannot be opened, is damaged, or is no database of ours.
        """
        self.database.open()
        return self

    def close(self) -> None:
        """Close all connections."""
        self.snapshots.close()
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
            articles, reports, refused = (connection.execute(statement).scalar_one() for statement in COUNTED)
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
            ids = insert_article(connection, row, reading, events, merge, supersedes)
            count_write(connection)
        return Added(row["id"], True, ids)

    def delete_article(self, id: str, derive: Derive, who: str = "", why: str = "") -> Change:
        """Take an article out with everything from it, and return the change, which `undo` takes back.

        An event that other articles report as well keeps their reports and is derived anew. Raises
        ChangeRefused where the article is not there.
        """
        with self.database.writing() as connection:
            kept = take_out(connection, id, derive)
            change = keep_change(connection, edit_now(id, DELETED, kept, None, who, why))
            count_write(connection)
        return change

    def correct_article(
        self,
        id: str,
        article: Article,
        reading: Reading,
        events: Iterable[Event],
        derive: Derive,
        merge: Merge | None = None,
        who: str = "",
        why: str = "",
    ) -> tuple[Added, Change]:
        """Keep a new version of an article in its place; the first stays for `undo`. All or nothing.

        Raises IdTaken where the new version's id is taken, ChangeRefused where its text is another article's.
        """
        published = reading.published if reading.published.day else article.published
        row = article_row(article, published, reading.language or article.language)
        with self.database.writing() as connection:
            kept = take_out(connection, id, derive)
            require_free(connection, row)
            ids = insert_article(connection, row, reading, events, merge, id)
            change = keep_change(connection, edit_now(id, CORRECTED, kept, row["id"], who, why))
            count_write(connection)
        return Added(row["id"], True, ids), change

    def restore_article(self, id: str, derive: Derive, who: str = "") -> Change:
        """Put back an article that was deleted, and its events; raises ChangeRefused where it cannot be."""
        with self.database.reading() as connection:
            found = [c for c in read_changes(connection) if c.edit.target == id and not c.undone]
        change = next((c for c in found if c.edit.field == DELETED), None)
        if change is None:
            raise ChangeRefused("This article was not deleted.")
        return self.undo(change.id, derive, who)

    def undo(self, change_id: int, derive: Derive, who: str = "") -> Change:
        """Take back a deletion or correction; raises ChangeRefused where it cannot be."""
        with self.database.writing() as connection:
            change = take_back(connection, change_id, derive, who)
            count_write(connection)
        return change

    def changes(self, limit: int = 20) -> tuple[Change, ...]:
        """Return the last deletions and corrections of articles and what was undone, newest first."""
        with self.database.reading() as connection:
            return tuple(read_changes(connection, limit))

    def article_lines(self, limit: int = 50, offset: int = 0) -> tuple[ArticleLine, ...]:
        """Return articles without their texts, the newest to be stored first."""
        with self.database.reading() as connection:
            return read_lines(connection, limit, offset)

    def article(self, id: str) -> Article | None:
        """Return one article, its text unchanged and its publication date as it was understood.

        Also one that was deleted or corrected: an id stays a text's for ever.
        """
        return self._one_article(schema.articles.c.id == storable(id))

    def article_by_hash(self, hash: str) -> Article | None:
        """Return the article whose text has a hash (core.article.content_hash)."""
        return self._one_article(schema.articles.c.hash == hash)

    def articles(self, limit: int = 100, offset: int = 0) -> tuple[Article, ...]:
        """Return articles, the newest to be stored first."""
        a = schema.articles.c
        statement = sa.select(schema.articles).where(a.taken_out.is_(False)).order_by(a.seq.desc())
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
                article_of(row).hash,
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
                snapshot = self.snapshots.newest(connection)
                rows = snapshot.rows(selection) if selection is not None else range(len(snapshot))
                wanted = [snapshot.ids[row] for row in rows]
            for start in range(0, len(wanted), BATCH):
                yield from load_events(connection, wanted[start : start + BATCH])

    def snapshot(self) -> Snapshot:
        """Return the columns of all events for the map, of the newest state; made once a state."""
        with self.database.reading() as connection:
            return self.snapshots.newest(connection)

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
