"""Articles taken out, put back and corrected, with their events, inside a transaction of the caller.

An article that is taken out keeps its row, its reports and its refusals; it gives up its hash, so that the
same text may be added again. What became of its events is kept with the edit: undoing it puts back exactly
what was there, or, where other articles have come or gone meanwhile, derives the events anew.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from mapapp.core.article import content_hash, storable
from mapapp.core.event import Edit, Event
from mapapp.core.report import Report
from mapapp.store import schema
from mapapp.store.answers import ArticleLine, Change
from mapapp.store.errors import ChangeRefused, IdTaken
from mapapp.store.queries import data_version
from mapapp.store.rows import event_row, report_of
from mapapp.store.values import to_json

Derive = Callable[[Sequence[Report], str, str], Event]
"""Makes an event of reports, an id and the reason why they are one (merging.derive.merge_reports)."""

DELETED: Final = "article deleted"
CORRECTED: Final = "article corrected"
UNDONE: Final = "undone"
FIELDS: Final = (DELETED, CORRECTED, UNDONE)


def read_lines(connection: sa.Connection, limit: int, offset: int) -> tuple[ArticleLine, ...]:
    """Return articles without their texts, the newest to be stored first."""
    a, r, link = schema.articles.c, schema.reports.c, schema.event_reports.c
    events = (
        sa.select(sa.func.count(sa.distinct(link.event_id)))
        .join(schema.reports, r.id == link.report_id)
        .where(r.article_id == a.id)
        .scalar_subquery()
    )
    statement = sa.select(a.id, a.title, a.source, a.url, a.published_day, events)
    found = connection.execute(
        statement.where(a.taken_out.is_(False)).order_by(a.seq.desc()).limit(limit).offset(offset)
    )
    return tuple(ArticleLine(*row) for row in found)


def keep_change(connection: sa.Connection, edit: Edit) -> Change:
    """Keep an edit, for ever, and return it with its number."""
    result = connection.execute(sa.insert(schema.edits), to_json(edit))
    assert result.inserted_primary_key is not None
    return Change(int(result.inserted_primary_key[0]), edit)


def edit_now(target: str, field: str, before: Any, after: Any, who: str, why: str) -> Edit:
    """Return an edit that is made at this moment."""
    return Edit(target, field, before, after, who, datetime.now(UTC).isoformat(timespec="seconds"), why)


def read_changes(connection: sa.Connection, limit: int | None = None, id: int | None = None) -> list[Change]:
    """Return the edits of articles, newest first: all, the last ones, or one."""
    e = schema.edits.c
    columns = (e.id, e.target, e.field, e.before, e.after, e.who, e.at, e.why)
    statement = sa.select(*columns).where(e.field.in_(FIELDS)).order_by(e.id.desc()).limit(limit)
    if id is not None:
        statement = statement.where(e.id == id)
    found = connection.execute(statement).all()
    undone = set(connection.execute(sa.select(e.after).where(e.field == UNDONE)).scalars())
    return [Change(row[0], Edit(*row[1:]), row[0] in undone) for row in found]


def take_back(connection: sa.Connection, change_id: int, derive: Derive, who: str) -> Change:
    """Undo a deletion or a correction, and return the edit that says so."""
    change = next(iter(read_changes(connection, id=change_id)), None)
    if change is None or change.edit.field == UNDONE:
        raise ChangeRefused("This change cannot be undone.")
    if change.undone:
        raise ChangeRefused("This change has been undone already.")
    edit = change.edit
    if edit.field == CORRECTED:
        try:
            take_out(connection, edit.after, derive)
        except ChangeRefused:
            raise ChangeRefused("The article was changed again since. Undo the later change first.") from None
    put_back(connection, edit.target, edit.before, derive)
    return keep_change(connection, edit_now(edit.target, UNDONE, edit.field, change.id, who, ""))


def require_free(connection: sa.Connection, row: dict[str, Any]) -> None:
    """Raise where the text of a new article's row is another's (ChangeRefused), or its id is (IdTaken)."""
    a = schema.articles.c
    if connection.execute(sa.select(a.id).where(a.hash == row["hash"])).first():
        raise ChangeRefused("Another article with this very text is on this map already.")
    if connection.execute(sa.select(a.id).where(a.id == row["id"])).first():
        raise IdTaken(f"Another text is stored as article {row['id']!r}.")


def take_out(connection: sa.Connection, id: str, derive: Derive) -> dict[str, Any]:
    """Take an article out, with every event that only it reports, and return what is needed to undo it."""
    _require(connection, id, taken_out=False)
    version = data_version(connection) + 1
    a, e, r, link = schema.articles.c, schema.events.c, schema.reports.c, schema.event_reports.c
    links = connection.execute(
        sa.select(link.event_id, link.position, link.report_id)
        .join(schema.reports, r.id == link.report_id)
        .where(r.article_id == id)
        .order_by(link.event_id, link.position)
    ).all()
    saved: dict[str, Any] = {}
    for event_id in dict.fromkeys(row.event_id for row in links):
        row = connection.execute(sa.select(schema.events).where(e.id == event_id)).mappings().one()
        saved[event_id] = {"row": dict(row), "reports": _report_ids(connection, event_id)}
    if links:
        gone = [row.report_id for row in links]
        for start in range(0, len(gone), 400):
            connection.execute(
                sa.delete(schema.event_reports).where(link.report_id.in_(gone[start : start + 400]))
            )
    for event_id, was in saved.items():
        was["left"] = _report_ids(connection, event_id)
        if was["left"]:
            _derive_anew(connection, event_id, derive, version)
        else:
            connection.execute(sa.delete(schema.events).where(e.id == event_id))
            _note_removed(connection, event_id, version)
    connection.execute(
        sa.update(schema.articles)
        .where(a.id == id)
        .values(taken_out=True, hash=sa.literal("taken out ") + sa.cast(a.seq, sa.Text))
    )
    return {"events": saved, "links": [list(row) for row in links]}


def put_back(connection: sa.Connection, id: str, kept: dict[str, Any], derive: Derive) -> None:
    """Undo `take_out`: put an article back, and its events as they were where nothing else has changed."""
    hash = content_hash(_require(connection, id, taken_out=True).text)
    a, e, link = schema.articles.c, schema.events.c, schema.event_reports.c
    same = connection.execute(sa.select(a.title).where(a.hash == hash)).first()
    if same is not None:
        raise ChangeRefused("The same text has been added again since. Delete that one first, then undo.")
    connection.execute(sa.update(schema.articles).where(a.id == id).values(taken_out=False, hash=hash))
    version = data_version(connection) + 1
    for event_id, was in kept["events"].items():
        there = connection.execute(sa.select(e.id).where(e.id == event_id)).first() is not None
        left = _report_ids(connection, event_id)
        as_before = left == was["left"] and there == bool(left)
        if not there:
            connection.execute(sa.insert(schema.events), {**was["row"], "changed": version})
        ours = [(position, report) for event, position, report in kept["links"] if event == event_id]
        highest = connection.execute(
            sa.select(sa.func.max(link.position)).where(link.event_id == event_id)
        ).scalar()
        taken = set(connection.execute(sa.select(link.position).where(link.event_id == event_id)).scalars())
        free = (-1 if highest is None else highest) + 1
        for position, report in ours:
            if position in taken:
                position, free = free, free + 1
            taken.add(position)
            free = max(free, position + 1)
            connection.execute(
                sa.insert(schema.event_reports),
                {"event_id": event_id, "position": position, "report_id": report},
            )
        if as_before:
            row = {**was["row"], "changed": version}
            if there:
                row.pop("status")  # what a person decided since stays
            connection.execute(sa.update(schema.events).where(e.id == event_id), row)
        else:
            _derive_anew(connection, event_id, derive, version)


def _require(connection: sa.Connection, id: str, taken_out: bool) -> Any:
    a = schema.articles.c
    row = connection.execute(sa.select(a.id, a.taken_out, a.text).where(a.id == storable(id))).first()
    if row is None:
        raise ChangeRefused("This article is not on this map.")
    if row.taken_out and not taken_out:
        raise ChangeRefused("This article has been deleted or corrected already. Look at the list again.")
    if taken_out and not row.taken_out:
        raise ChangeRefused("This article is there already. Look at the list again.")
    return row


def _report_ids(connection: sa.Connection, event_id: str) -> list[int]:
    link = schema.event_reports.c
    statement = sa.select(link.report_id).where(link.event_id == event_id).order_by(link.position)
    return list(connection.execute(statement).scalars())


def _derive_anew(connection: sa.Connection, event_id: str, derive: Derive, version: int) -> None:
    """Make an event's own columns again from the reports it has now; its status stays."""
    e, link = schema.events.c, schema.event_reports.c
    reports = [
        report_of(row)
        for row in connection.execute(
            sa.select(schema.reports)
            .join(schema.event_reports, link.report_id == schema.reports.c.id)
            .where(link.event_id == event_id)
            .order_by(link.position)
        ).mappings()
    ]
    held = connection.execute(sa.select(e.status, e.merged_because).where(e.id == event_id)).one()
    because = held.merged_because or "matched when the articles were added"
    event = derive(reports, event_id, because if len(reports) > 1 else "")
    row = {**event_row(event, version), "status": held.status}
    connection.execute(sa.update(schema.events).where(e.id == event_id), row)


def _note_removed(connection: sa.Connection, event_id: str, version: int) -> None:
    gone = schema.removed_events
    connection.execute(sa.delete(gone).where(gone.c.id == event_id))
    connection.execute(sa.insert(gone), {"id": event_id, "changed": version})
