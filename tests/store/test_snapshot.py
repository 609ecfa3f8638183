"""A snapshot kept up to date is the snapshot read anew."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from mapapp.core.flags import REVIEWED, SUB_TYPES
from mapapp.core.selection import Selection
from mapapp.core.snapshot import CODED_COLUMNS, PLAIN_COLUMNS, Snapshot
from mapapp.core.toll import Toll
from mapapp.maps.symbols import symbols
from mapapp.store import Store
from mapapp.store.snapshot import changed_rows, read_snapshot

SPOTS = ("lat", "lon", "precision", "radius_km")


def anew(store: Store) -> Snapshot:
    with store.database.reading() as connection:
        return read_snapshot(connection, store.version())


def same(one: Snapshot, other: Snapshot) -> bool:
    def alike(a: Any, b: Any) -> bool:
        return np.array_equal(a, b, equal_nan=a.dtype.kind == "f") and a.dtype.itemsize == b.dtype.itemsize

    columns = [alike(getattr(one, c), getattr(other, c)) for c in PLAIN_COLUMNS]
    decoded = [
        [getattr(each, c)[row] for row in range(len(each))] for c in CODED_COLUMNS for each in (one, other)
    ]
    columns += [a == b for a, b in zip(decoded[::2], decoded[1::2], strict=True)]
    for name in SPOTS:
        spot = [getattr(each.spots, name)[each.spots.of_row] for each in (one, other)]
        placed = np.isfinite(one.lat)
        columns.append(alike(spot[0][placed], spot[1][placed]))
    columns.append(bool((np.isnan(one.spots.lat[one.spots.of_row]) == np.isnan(one.lat)).all()))
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


@pytest.mark.parametrize("count", [1_200, 11_000])
def test_many_changes_are_followed_as_well(store: Store, made: Callable[..., Any], count: int) -> None:
    store.add(*made("a-0", "text", event_id="ev-0"))
    store.snapshot()
    article, reading, (event,) = made("a-1", "another text")
    events = [replace(event, id=f"ev-{n:05x}") for n in range(count)]
    store.add(article, reading, events)

    assert same(store.snapshot(), anew(store)) and len(store.snapshot()) == count + 1


def test_no_reader_may_alter_a_snapshot(store: Store, made: Callable[..., Any]) -> None:
    store.add(*made())
    first = store.snapshot()
    store.add(*made("a-2", "another text", event_id="ev-2"))

    for snapshot in (first, store.snapshot()):
        columns = [getattr(snapshot, c) for c in PLAIN_COLUMNS]
        columns += [getattr(snapshot, c).codes for c in CODED_COLUMNS]
        columns += [getattr(snapshot.spots, c) for c in ("of_row", *SPOTS)] + [snapshot.names.raw]
        assert not any(column.flags.writeable for column in columns)
    assert len(first) == 1 and len(store.snapshot()) == 2


def test_a_snapshot_knows_what_filters_ask_for(store: Store, made: Callable[..., Any]) -> None:
    article, reading, (event,) = made()
    place = replace(event.places[0], label="Khojavend / Martuni")
    told = replace(
        event.reports[0], claimed_by="the ministry", killed=Toll(None, 12, None, "dozens"), places=(place,)
    )
    event = replace(
        event, killed=told.killed, status="reviewed", confidence=0.29, actors=("a, b", "c"), places=(place,),
        reports=(told,),
    )  # fmt: skip
    store.add(article, reading, (event,))

    snapshot = store.snapshot()

    assert snapshot.places[0] == (
        586_000,
        "Khojavend / Martuni",
        "AZ",
        "|martuni|khojavend / martuni|khojavend|xocavand|",
        (),
    )
    assert (snapshot.actors[0], snapshot.claimants[0]) == (("a, b", "c"), ("officials", "the ministry"))
    assert (snapshot.sources[0], snapshot.languages[0]) == (("The Gazette",), ("en",))
    assert (snapshot.killed[0], snapshot.confidence[0], snapshot.flags[0]) == (12, 29, REVIEWED)
    assert SUB_TYPES[snapshot.sub_type[0]] == "Shelling/artillery/missile attack"


def test_an_article_without_a_source_is_of_its_host(store: Store, made: Callable[..., Any]) -> None:
    article, *rest = made()
    store.add(replace(article, source="", url="https://www.news.example/1"), *rest)

    assert store.snapshot().sources[0] == ("news.example",)


def test_only_changed_events_are_looked_up_again(store: Store) -> None:
    plans = []
    for statement in changed_rows(5):
        compiled = str(statement.compile(compile_kwargs={"literal_binds": True}))
        with store.database.reading() as connection:
            plans.append([row[3] for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + compiled)])

    assert plans[0][0].startswith("SEARCH events USING INDEX ix_events_changed")
    assert not any(line.startswith("SCAN") for line in plans[1])


def test_a_way_between_two_places_is_kept_and_reaches_the_map(store: Store, made: Callable[..., Any]) -> None:
    ends = ((50.0, 36.3), (50.9, 34.8))
    article, reading, (event,) = made(lat=50.45, lon=35.55)
    place = replace(event.places[0], name="between Kharkiv and Sumy", precision="district", line=ends)
    store.add(article, reading, (replace(event, places=(place,)),))

    (kept,) = store.events()
    assert kept.places[0].line == ends
    snapshot = store.snapshot()
    sides = {"south": 40.0, "west": 20.0, "north": 60.0, "east": 50.0, "zoom": 8}
    (symbol,) = symbols(snapshot, snapshot.rows(Selection()), **sides).symbols
    assert symbol.as_dict()["line"] == ends
