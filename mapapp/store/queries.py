"""What the store asks the database, each inside a transaction of its caller."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from mapapp.core.article import storable
from mapapp.core.event import Event
from mapapp.core.report import Reading, Report
from mapapp.store import schema
from mapapp.store.morton import around
from mapapp.store.rows import event_of, event_row, report_of, report_row
from mapapp.store.values import to_json

Merge = Callable[[Event, Sequence[Event]], Event | None]
"""Takes a new event and stored candidates; returns one of these with the new reports in, or None."""

COUNTED: Final = tuple(
    statement.where(schema.articles.c.taken_out.is_(False))
    for statement in (
        sa.select(sa.func.count()).select_from(schema.articles),
        sa.select(sa.func.count()).select_from(schema.reports.join(schema.articles)),
        sa.select(sa.func.count()).select_from(schema.refused.join(schema.articles)),
    )
)
"""How many articles, reports and refusals there are."""
BATCH: Final = 400
"""How many events are read at once."""
_NEAR_ZOOM = 8  # a cell is 156 km wide at the equator, 78 km at 60 degrees
_SLACK_DAYS = 1
_LONGEST_DAYS = 366
_MOST_CANDIDATES = 200


def data_version(connection: sa.Connection) -> int:
    """Return the number that every write raises."""
    m = schema.meta.c
    return int(connection.execute(sa.select(m.value).where(m.key == "data_version")).scalar_one())


def count_write(connection: sa.Connection) -> None:
    """Raise the data version."""
    m = schema.meta.c
    connection.execute(sa.update(schema.meta).where(m.key == "data_version").values(value=m.value + 1))


def order_of(event: Event) -> tuple[int, str]:
    """Return what events are sorted by."""
    return (event.when.first_day.toordinal() if event.when.first_day else 0, event.id)


def keep_event(
    connection: sa.Connection, event: Event, article_id: str, version: int, merge: Merge | None
) -> str:
    """Store an event, or its reports with the stored event it is merged with, and return the id.

    `version` is the data version that this transaction makes.
    """
    if any(storable(report.article_id) != article_id for report in event.reports):
        raise ValueError(f"{event.id} has a report of another article than {article_id!r}")
    e, link = schema.events.c, schema.event_reports.c
    event = _with_free_id(connection, event)
    merged = merge(event, find_candidates(connection, event)) if merge is not None else None
    position = 0
    if merged is not None:
        row = event_row(merged, version)
        position = connection.execute(
            sa.select(sa.func.coalesce(sa.func.max(link.position), -1) + 1).where(link.event_id == merged.id)
        ).scalar_one()
        changed = connection.execute(sa.update(schema.events).where(e.id == merged.id), row)
        if changed.rowcount != 1:
            raise ValueError(f"{event.id} was merged with {merged.id}, which is not stored")
    else:
        row = event_row(event, version)
        connection.execute(sa.insert(schema.events), row)
    for report in event.reports:
        result = connection.execute(sa.insert(schema.reports), report_row(report))
        assert result.inserted_primary_key is not None
        connection.execute(
            sa.insert(schema.event_reports),
            {"event_id": row["id"], "position": position, "report_id": result.inserted_primary_key[0]},
        )
        position += 1
    return str(row["id"])


def _with_free_id(connection: sa.Connection, event: Event) -> Event:
    """Return an event under an id that is free: its own, unless a report of another article still has it."""
    e, number, id = schema.events.c, 1, event.id
    while connection.execute(sa.select(e.id).where(e.id == id)).first() is not None:
        number += 1
        id = f"{event.id}-{number}"
    return replace(event, id=id)


def insert_article(
    connection: sa.Connection,
    row: dict[str, Any],
    reading: Reading,
    events: Iterable[Event],
    merge: Merge | None,
    supersedes: str | None,
) -> tuple[str, ...]:
    """Store a new article (its row), what was read in it and its events, and return the events' ids."""
    a = schema.articles.c
    version = 1
    if supersedes is not None:
        found = connection.execute(sa.select(a.version).where(a.id == supersedes)).scalar_one()
        version = found + 1
    kept = {**row, "version": version, "supersedes": supersedes, "notes": to_json(reading.notes)}
    kept["created_at"] = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(sa.insert(schema.articles), kept)
    for position, line in enumerate(reading.refused):
        connection.execute(
            sa.insert(schema.refused), {"article_id": row["id"], "position": position, **to_json(line)}
        )
    after = data_version(connection) + 1
    ids = [keep_event(connection, event, row["id"], after, merge) for event in events]
    return tuple(dict.fromkeys(ids))


def event_ids_of(connection: sa.Connection, article_id: str) -> tuple[str, ...]:
    """Return the ids of the events that an article reports, in the order of its text."""
    r, link = schema.reports.c, schema.event_reports.c
    found = connection.execute(
        sa.select(link.event_id)
        .join(schema.reports, r.id == link.report_id)
        .where(r.article_id == article_id)
        .order_by(r.id)
    ).scalars()
    return tuple(dict.fromkeys(found))


def sorted_ids(connection: sa.Connection, ids: Iterable[str]) -> list[str]:
    """Return those ids that are events', sorted by (first_day, id)."""
    e = schema.events.c
    wanted = [id for id in dict.fromkeys(ids) if id == storable(id)]
    found: list[tuple[int, str]] = []
    for start in range(0, len(wanted), BATCH):
        statement = sa.select(e.first_day, e.id).where(e.id.in_(wanted[start : start + BATCH]))
        found += [(row.first_day, row.id) for row in connection.execute(statement)]
    return [id for _, id in sorted(found)]


def load_events(connection: sa.Connection, ids: Sequence[str]) -> Iterator[Event]:
    """Give the events of some ids (a batch), in the order of the ids."""
    e, link = schema.events.c, schema.event_reports.c
    rows = {
        row["id"]: row for row in connection.execute(sa.select(schema.events).where(e.id.in_(ids))).mappings()
    }
    reports: dict[str, list[Report]] = {}
    linked = connection.execute(
        sa.select(link.event_id, schema.reports)
        .join(schema.reports, schema.reports.c.id == link.report_id)
        .where(link.event_id.in_(ids))
        .order_by(link.event_id, link.position)
    ).mappings()
    for row in linked:
        reports.setdefault(row["event_id"], []).append(report_of(row))
    for id in ids:
        if id in rows:
            yield event_of(rows[id], tuple(reports.get(id, ())))


def find_candidates(connection: sa.Connection, event: Event) -> tuple[Event, ...]:
    """Return stored events pinned in the cell of one or the eight about it, at most a day apart."""
    e, pin, when = schema.events.c, event.place, event.when
    if pin is None or pin.lat is None or pin.lon is None or when.first_day is None or when.last_day is None:
        return ()
    first, last = when.first_day.toordinal(), when.last_day.toordinal()
    near: list[Any] = [e.qk.between(*cell) for cell in around(pin.lat, pin.lon, _NEAR_ZOOM)]
    found = connection.execute(
        sa.select(e.id)
        .where(
            sa.or_(*near),
            e.first_day.between(max(1, first - _LONGEST_DAYS), last + _SLACK_DAYS),
            e.last_day >= first - _SLACK_DAYS,
            e.status != "rejected",
        )
        .order_by(sa.func.abs(e.first_day - first), e.id)
        .limit(_MOST_CANDIDATES)
    ).scalars()
    return tuple(load_events(connection, tuple(found)))
