"""How fast the server selects, counts and draws a million events, and how much memory they take.

    python benchmarks/symbols.py [--events 1000000] [--runs 11] [--store 100000] [--sessions 20]

CPU time of this process in milliseconds, the median of the runs. The events are made up: towns where many
happen and villages where few do, 30 years, a tenth with dates of a month or a year. `--store` writes so many
events into a database file and measures reading it, and following 1, 100 and 10,000 changes. `--sessions`
readers each change a filter every 10 seconds (here: as fast as one process answers them one after the other,
which says how much of two cores they take).
"""

import argparse
import dataclasses
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from mapapp.core.article import Article, Published
from mapapp.core.columns import Coded, Dictionary, Ids
from mapapp.core.event import Event
from mapapp.core.flags import PRECISIONS, SUB_TYPES
from mapapp.core.report import Reading, Report, ReportPlace
from mapapp.core.selection import Selection
from mapapp.core.snapshot import CODED_COLUMNS, PLAIN_COLUMNS, PlaceEntry, Snapshot
from mapapp.core.taxonomy import EVENT_TYPE_OF, EVENT_TYPES
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.maps.facets import facets
from mapapp.maps.histogram import histogram
from mapapp.maps.play import play_columns
from mapapp.maps.symbols import Viewport, symbols
from mapapp.store import Store

START = date(1995, 1, 1)
DAYS = 30 * 365
PLACES = 30_000
WORLD = Viewport(-60, -180, 75, 180, 3)
CAUCASUS = Viewport(37, 43, 43, 51, 7)
YEAR = Selection(date(2015, 1, 1), date(2015, 12, 31))
FILTERED = Selection(
    date(2010, 1, 1), date(2020, 12, 31), ("Battles", "Riots"), countries=("C7", "C8", "C9"), killed=1
)
SELECTIONS = {
    "everything": Selection(background=True),
    "plain view": Selection(),
    "a year": YEAR,
    "five parts": FILTERED,
}


def made_up(count: int) -> Snapshot:
    """Return a snapshot of made-up events."""
    rng = np.random.default_rng(7)
    centre_lat, centre_lon = rng.uniform(-35, 60, 300), rng.uniform(-110, 140, 300)
    near = rng.integers(0, 300, PLACES)
    lats = (centre_lat[near] + rng.normal(0, 2, PLACES)).round(5)
    lons = (centre_lon[near] + rng.normal(0, 2, PLACES)).round(5)
    place = (PLACES * rng.power(0.4, count)).astype(np.int64)
    first = np.sort(START.toordinal() + (DAYS * rng.power(1.5, count)).astype(np.int32))
    first[: count // 50] = 0
    coarse = rng.random(count)
    length = np.where(coarse < 0.02, 364, np.where(coarse < 0.1, 30, 0))
    last = np.where(first == 0, 0, first + length).astype(np.int32)
    unplaced = rng.random(count) < 0.08
    sub = rng.integers(0, len(SUB_TYPES), count).astype(np.uint8)
    kind = np.array([EVENT_TYPES.index(EVENT_TYPE_OF[s]) for s in SUB_TYPES], dtype=np.uint8)[sub]
    flags = (rng.random(count) < 0.1) * 1 + (rng.random(count) < 0.05) * 2 + unplaced * 4 + (first == 0) * 8
    digits = np.frombuffer(rng.bytes(count * 10), dtype=np.uint8).reshape(count, 10)
    hexadecimal = np.array([f"{n:02x}" for n in range(256)], dtype="S2")[digits]
    ids = np.char.add(b"ev-", np.ascontiguousarray(hexadecimal).view("S20").reshape(count))
    order = np.lexsort((ids, first))
    precision = rng.integers(0, len(PRECISIONS), PLACES).astype(np.uint8)[place]
    return Snapshot(
        1,
        Ids(ids[order]),
        np.where(unplaced, np.nan, lats[place]),
        np.where(unplaced, np.nan, lons[place]),
        first,
        last[order],
        kind,
        precision,
        np.zeros(count, dtype=np.float32),
        flags.astype(np.uint8)[order],
        sub,
        np.where(rng.random(count) < 0.6, 65_535, rng.poisson(3, count)).astype(np.uint16),
        rng.integers(10, 96, count).astype(np.uint8),
        _coded(place, [PlaceEntry(n, f"Town {n}", f"C{n % 60}", f"|town {n}|") for n in range(PLACES)]),
        _coded(rng.integers(0, 4_000, count), [(f"Army {n}", f"Group {n % 500}") for n in range(4_000)]),
        _coded(rng.integers(0, 900, count), [(f"Ministry {n}",) for n in range(900)]),
        _coded(rng.integers(0, 3_000, count), [(f"outlet{n}.example",) for n in range(3_000)]),
        _coded(rng.integers(0, 20, count), [(f"l{n}",) for n in range(20)]),
    )


def _coded(codes: Any, values: list[Any]) -> Coded[Any]:
    dictionary: Dictionary[Any] = Dictionary()
    for value in values:
        dictionary.number(value)
    return Coded.of(codes, dictionary)


def column_bytes(snapshot: Snapshot) -> int:
    """Return the bytes of all columns."""
    columns = [getattr(snapshot, name) for name in PLAIN_COLUMNS]
    columns += [getattr(snapshot, name).codes for name in CODED_COLUMNS]
    spots = snapshot.spots
    columns += [snapshot.names.raw, spots.of_row, spots.lat, spots.lon, spots.precision, spots.radius_km]
    return sum(column.nbytes for column in columns)


def measured(work: Callable[[], Any], runs: int) -> tuple[float, float]:
    """Return the median and the most of the CPU time of some runs, in milliseconds; one more warms up."""
    work()
    spent = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        spent.append((time.process_time() - begin) * 1000)
    return statistics.median(spent), max(spent)


def show(name: str, figures: tuple[float, float], note: str = "") -> None:
    """Print one line."""
    print(f"{name:<44} {figures[0]:8.1f} {figures[1]:8.1f}  {note}", flush=True)


def draw(snapshot: Snapshot, selection: Selection, view: Viewport) -> str:
    """Answer a symbols request."""
    rows = snapshot.rows(selection)
    found = symbols(
        snapshot, rows, south=view.south, west=view.west, north=view.north, east=view.east, zoom=view.zoom
    )
    return found.as_json()


def time_snapshot(count: int, runs: int, sessions: int) -> None:
    """Measure requests on made-up events."""
    tracemalloc.start()
    snapshot = made_up(count)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"{count:,} events at {len(snapshot.spots) - 1:,} points")
    print(f"bytes an event: columns {column_bytes(snapshot) / count:.1f}, held in all {held / count:.1f}")
    print(f"{'CPU, ms':<44} {'median':>8} {'most':>8}")
    for name, selection in SELECTIONS.items():
        show(f"rows: {name}", measured(lambda s=selection: snapshot.rows(s), runs))  # type: ignore[misc]
    for view_name, view in (("world", WORLD), ("Caucasus", CAUCASUS)):
        for name, selection in SELECTIONS.items():
            size = len(draw(snapshot, selection, view)) / 1000
            figures = measured(lambda s=selection, v=view: draw(snapshot, s, v), runs)  # type: ignore[misc]
            show(f"symbols request: {name}, {view_name}", figures, f"{size:.0f} KB")
    for name, selection in SELECTIONS.items():
        show(f"facets: {name}", measured(lambda s=selection: facets(snapshot, s).as_dict(), runs))  # type: ignore[misc]
    for name, selection in SELECTIONS.items():
        show(f"histogram: {name}", measured(lambda s=selection: histogram(snapshot, s).as_dict(), runs))  # type: ignore[misc]
    for view_name, view in (("world", WORLD), ("Caucasus", CAUCASUS)):
        size = len(play_columns(snapshot, Selection(), view)) / 1000
        figures = measured(lambda v=view: play_columns(snapshot, Selection(), v), 3)  # type: ignore[misc]
        show(f"play columns: {view_name}", figures, f"{size:.0f} KB")
    rng = np.random.default_rng(3)
    for changes in (1, 100, 10_000):
        some = np.sort(rng.choice(count, changes, replace=False))
        new = part_of(snapshot, some)
        names = [snapshot.ids[row] for row in some.tolist()]
        show(f"merge of {changes:,} changes", measured(lambda n=names, w=new: snapshot.merged(2, n, w), 5))  # type: ignore[misc]
    if sessions:
        time_sessions(snapshot, sessions)


def part_of(snapshot: Snapshot, rows: Any) -> Snapshot:
    """Return some rows as a snapshot of their own with the same dictionaries."""
    plain: dict[str, Any] = {name: getattr(snapshot, name)[rows] for name in PLAIN_COLUMNS}
    coded = {
        n: Coded(getattr(snapshot, n).codes[rows], getattr(snapshot, n).dictionary) for n in CODED_COLUMNS
    }
    ids = [snapshot.ids[row] for row in rows.tolist()]
    return dataclasses.replace(snapshot, ids=ids, spots=None, **plain, **coded)  # type: ignore[arg-type]


def time_sessions(snapshot: Snapshot, sessions: int) -> None:
    """Measure what a minute of readers costs: each changes a filter six times, all routes asked."""
    rng = np.random.default_rng(5)
    spent = []
    begin = time.process_time()
    for _ in range(sessions * 6):
        first = START + timedelta(int(rng.integers(0, DAYS - 800)))
        selection = Selection(
            first, first + timedelta(int(rng.integers(1, 800))), (EVENT_TYPES[rng.integers(0, 6)],)
        )
        one = time.process_time()
        draw(snapshot, selection, WORLD if rng.random() < 0.5 else CAUCASUS)
        facets(snapshot, selection).as_dict()
        histogram(snapshot, selection).as_dict()
        spent.append((time.process_time() - one) * 1000)
    total = time.process_time() - begin
    slow = float(np.percentile(spent, 95))
    print(
        f"{sessions} sessions, a change each 10 s: {total / 60:.1%} of one core, 95 % under {slow:.0f} ms CPU"
    )


def time_store(count: int) -> None:
    """Measure reading a database file and following its changes."""
    with tempfile.TemporaryDirectory() as folder, Store(f"sqlite:///{Path(folder) / 'map.sqlite'}") as store:
        for start in range(0, count, 200):
            store.add(*article(start, min(200, count - start)))
        seconds = clocked(lambda: store.snapshot())
        print(f"store of {count:,} events: read {seconds:.2f} s")
        number = count
        for changes in (1, 100, 10_000):
            store.add(*article(number, changes))
            number += changes
            print(f"  {changes:,} events more: {clocked(lambda: store.snapshot()) * 1000:.0f} ms")
        first = clocked(lambda: store.snapshot().rows(Selection(words="shells orchard")))
        again = clocked(lambda: store.snapshot().rows(Selection(words="mill")))
        print(f"  words: first {first:.2f} s, then {again * 1000:.0f} ms")


def clocked(work: Callable[[], Any]) -> float:
    """Return how long something takes, in seconds."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def article(start: int, count: int) -> tuple[Article, Reading, list[Event]]:
    """Return an article of many events."""
    rng = np.random.default_rng(start)
    lines = [
        f"Shells fell near the old mill of Town {n % 977} and an orchard burned, case {n}."
        for n in range(start, start + count)
    ]
    text = "\n".join(lines)
    events, at = [], 0
    told = Article(
        f"a-{start}", "Bulletin", text, source=f"outlet{start % 7}.example", published=Published(START)
    )
    for number, line in enumerate(lines, start):
        town = number % 977
        place = ReportPlace(
            f"Town {town}", town / 20, town / 10, "AZ", "town", place_id=town, names=("Other",)
        )
        when = When.day(START + timedelta(int(rng.integers(0, DAYS))))
        common = (
            when,
            (place,),
            Toll.exactly(int(rng.integers(0, 9))),
            None,
            (f"Army {number % 40}",),
            "officials",
        )
        report = Report(told.id, at, at + len(line), "Battles", "Armed clash", *common)
        events.append(
            Event(f"ev-{number:020x}", "Battles", "Armed clash", *common, False, False, 0.7, (report,))
        )
        at += len(line) + 1
    reading = Reading(told.id, told.published, "en", tuple(event.reports[0] for event in events))
    return told, reading, events


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--store", type=int, default=100_000)
    parser.add_argument("--sessions", type=int, default=20)
    asked = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, numpy {np.__version__}")
    if asked.events:
        time_snapshot(asked.events, asked.runs, asked.sessions)
    if asked.store:
        time_store(asked.store)


if __name__ == "__main__":
    main()
