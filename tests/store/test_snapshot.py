"""A snapshot kept up to date is the snapshot read anew."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from mapapp.core.snapshot import Snapshot
from mapapp.store import Store, schema
from mapapp.store.snapshot import ALL_ROWS, CHANGED_ROWS, read_snapshot

COLUMNS = ("lat", "lon", "first_day", "last_day", "kind", "precision", "radius_km", "flags")


def anew(store: Store) -> Snapshot:
    with store.database.reading() as connection:
        return read_snapshot(connection, store.version())


def same(one: Snapshot, other: Snapshot) -> bool:
    columns = (
        np.array_equal(getattr(one, c), getattr(other, c), equal_nan=c in ("lat", "lon")) for c in COLUMNS
    )
    return (one.version, one.ids) == (other.version, other.ids) and all(columns)


def test_a_snapshot_follows_every_write(store: Store, made: Callable[..., Any]) -> None:
    chance = random.Random(7)
    assert same(store.snapshot(), anew(store))

    for n in range(40):
        day = chance.choice([None, *(date(2020, 1, d) for d in (1, 2, 3))])
        lat = chance.choice([None, 40.0])
        event_id = f"ev-{chance.randrange(16**4):04x}{n:x}"
        article = made(f"a-{n}", f"text {n}", day, lat, background=n % 3 == 0, event_id=event_id)
        if n % 4 == 3:  # tell of a stored event again, and move it to another day
            known = next(store.events())
            moved = replace(known, when=article[2][0].when, reports=known.reports + article[2][0].reports)
            store.add(*article, lambda new, near, moved=moved: moved)
        else:
            store.add(*article)
        if n % 3:
            assert same(store.snapshot(), anew(store))

    assert same(store.snapshot(), anew(store))
    assert len(store.snapshot()) == 30


def test_a_rejected_event_leaves_the_snapshot(store: Store, made: Callable[..., Any]) -> None:
    for n in range(3):
        store.add(*made(f"a-{n}", f"text {n}", event_id=f"ev-{n}"))
    before = store.snapshot()
    with store.database.writing() as connection:
        connection.execute(sa.text("UPDATE events SET status = 'rejected', changed = 4 WHERE id = 'ev-1'"))
        connection.execute(sa.text("UPDATE meta SET value = 4"))

    assert before.ids == ("ev-0", "ev-1", "ev-2")
    assert store.snapshot().ids == ("ev-0", "ev-2") == anew(store).ids


def test_many_changes_are_read_anew(store: Store, made: Callable[..., Any]) -> None:
    store.add(*made("a-0", "text", event_id="ev-0"))
    store.snapshot()
    article, reading, (event,) = made("a-1", "another text")
    events = [replace(event, id=f"ev-{n:05x}") for n in range(1_200)]
    store.add(article, reading, events)

    assert same(store.snapshot(), anew(store)) and len(store.snapshot()) == 1_201


def test_no_reader_may_alter_a_snapshot(store: Store, made: Callable[..., Any]) -> None:
    store.add(*made())
    first = store.snapshot()
    store.add(*made("a-2", "another text", event_id="ev-2"))

    for snapshot in (first, store.snapshot()):
        assert not any(getattr(snapshot, c).flags.writeable for c in COLUMNS)
    assert len(first) == 1 and len(store.snapshot()) == 2


@pytest.mark.parametrize(
    ("statement", "plan"),
    [
        (ALL_ROWS, "SCAN events USING COVERING INDEX ix_events_snapshot"),
        (CHANGED_ROWS.where(schema.events.c.changed > 5), "SEARCH events USING INDEX ix_events_changed"),
    ],
)
def test_a_snapshot_is_read_by_the_right_index(store: Store, statement: sa.Select[Any], plan: str) -> None:
    compiled = str(statement.compile(compile_kwargs={"literal_binds": True}))
    with store.database.reading() as connection:
        found = [row[3] for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + compiled)]

    assert found[0].startswith(plan)
