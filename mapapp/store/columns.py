"""Rows of SQL as the columns of a snapshot."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from mapapp.core.columns import Coded, Dictionary, Ids
from mapapp.core.flags import (
    BACKGROUND,
    DENIED,
    MOST_KILLED,
    NO_SUB_TYPE,
    NOT_STATED,
    PRECISIONS,
    REVIEWED,
    SUB_TYPES,
    UNDATED,
    UNPLACED,
)
from mapapp.core.folding import folded
from mapapp.core.snapshot import CODED_COLUMNS, NOWHERE, PlaceEntry, Snapshot
from mapapp.core.taxonomy import EVENT_TYPES
from mapapp.store import schema

_BATCH: Final = 20_000
_E = schema.events.c
_KINDS: Final = {name: number for number, name in enumerate(EVENT_TYPES)}
_PRECISIONS: Final = {name: number for number, name in enumerate(PRECISIONS)}
_SUBS: Final = {name: number for number, name in enumerate(SUB_TYPES)}
_PLACE_PATHS: Final = ("place_id", "name", "label", "country", "names", "line")

Names = tuple[str, ...]


class _Part(sa.sql.functions.GenericFunction[Any]):
    """SQLite's json_extract, which gives several values of a JSON text as a JSON list."""

    name = "json_extract"
    inherit_cache = True


EVENT_ROWS: Final = sa.select(
    *(_E.id, _E.lat, _E.lon, _E.first_day, _E.last_day, _E.event_type, _E.place_precision, _E.radius_km),
    *(_E.background, _E.denied, _E.status, _E.sub_event_type, _E.confidence, _E.claimed_by),
    sa.cast(_E.actors, sa.Text).label("actors"),
    _Part(_E.killed, "$.best", "$.low").label("killed"),
    _Part(_E.places, *(f"$[0].{path}" for path in _PLACE_PATHS)).label("place"),
).where(_E.status != "rejected")
_R, _A, _LINK = schema.reports.c, schema.articles.c, schema.event_reports.c
REPORT_ROWS: Final = (
    sa.select(_LINK.event_id, _R.claimed_by, _A.source, _A.language, _A.url)
    .select_from(schema.event_reports.join(schema.reports).join(schema.articles))
    .order_by(_LINK.event_id, _LINK.position)
)


class Dictionaries:
    """The dictionaries of a snapshot's columns: new ones, or those of one that is brought up to date."""

    def __init__(self, held: Snapshot | None = None) -> None:
        self.of: dict[str, Dictionary[Any]] = {
            name: Dictionary() if held is None else getattr(held, name).dictionary for name in CODED_COLUMNS
        }
        self._seen: dict[str, dict[Any, int]] = {"place": {}, "actors": {}}

    def place(self, text: str) -> int:
        """Return the number of a place by its JSON values."""
        return self._known("place", text, lambda: self.of["places"].number(_place(text)))

    def actors(self, text: str) -> int:
        """Return the number of a list of actors by its JSON text."""
        made = lambda: self.of["actors"].number(tuple(json.loads(text)))  # noqa: E731
        return self._known("actors", text, made)

    def _known(self, kind: str, text: str, make: Any) -> int:
        seen = self._seen[kind]
        found = seen.get(text)
        if found is None:
            found = make()
            if len(seen) < 100_000:
                seen[text] = found
        return int(found)


def _place(text: str) -> PlaceEntry:
    id, name, label, country, names, line = json.loads(text)
    if not name:
        return NOWHERE
    shown = label or name
    keys = dict.fromkeys(folded(n) for n in (name, shown, *shown.split("/"), *(names or ())))
    along = tuple((float(lat), float(lon)) for lat, lon in line or ())
    return PlaceEntry(id, shown, country or "", "|" + "|".join(k for k in keys if k) + "|", along)


def read_columns(
    connection: sa.Connection,
    version: int,
    events: sa.Select[Any],
    reports: sa.Select[Any],
    dictionaries: Dictionaries,
) -> Snapshot:
    """Return the snapshot of some events (EVENT_ROWS) and of the reports they have (REPORT_ROWS)."""
    parts = [_columns(rows, dictionaries) for rows in _batches(connection, events)]
    if not parts:
        parts = [_columns([], dictionaries)]
    columns: dict[str, Any] = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.lexsort((columns["ids"], columns["first_day"]))
    columns = {name: column[order] for name, column in columns.items()}
    told = _told(connection, reports, columns["ids"], columns.pop("claimants"), dictionaries)
    coded = {"places": columns.pop("places"), "actors": columns.pop("actors"), **told}
    for column in columns.values():
        column.setflags(write=False)
    columns |= {name: Coded.of(codes, dictionaries.of[name]) for name, codes in coded.items()}
    return Snapshot(version, Ids(columns.pop("ids")), **columns)


def _batches(connection: sa.Connection, statement: sa.Select[Any]) -> Iterator[Sequence[Any]]:
    """Give the rows of a statement by the driver's own cursor: a third of the time."""
    compiled = str(statement.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True}))
    cursor = connection.exec_driver_sql(compiled).cursor
    while rows := cursor.fetchmany(_BATCH):
        yield rows


def _columns(rows: Sequence[Any], dictionaries: Dictionaries) -> dict[str, npt.NDArray[Any]]:
    empty: list[tuple[Any, ...]] = [()] * len(EVENT_ROWS.selected_columns)
    columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) if rows else empty
    ids, lat, lon, first, last, kind, precision, radius, background, denied = columns[:10]
    status, sub, confidence, claimed_by, actors, killed, place = columns[10:]
    lats, days = np.array(lat, dtype="f8"), np.array(first, dtype="i4")  # None becomes NaN
    flags = np.where(np.array(background, dtype=bool), BACKGROUND, 0)
    flags += np.where(np.array(denied, dtype=bool), DENIED, 0)
    flags += np.where(np.isnan(lats), UNPLACED, 0) + np.where(days == 0, UNDATED, 0)
    flags += np.where(np.array([s == "reviewed" for s in status], dtype=bool), REVIEWED, 0)
    claim = dictionaries.of["claimants"].number
    return {
        "ids": Ids.of(ids).raw,
        "lat": lats,
        "lon": np.array(lon, dtype="f8"),
        "first_day": days,
        "last_day": np.array(last, dtype="i4"),
        "kind": np.array([_KINDS[k] for k in kind], dtype="u1"),
        "precision": np.array([_PRECISIONS[p] for p in precision], dtype="u1"),
        "radius_km": np.array(radius, dtype="f4"),
        "flags": flags.astype("u1"),
        "sub_type": np.array([_SUBS.get(s, NO_SUB_TYPE) for s in sub], dtype="u1"),
        "killed": np.array([_killed(text) for text in killed], dtype="u2"),
        "confidence": np.floor(np.array(confidence, dtype="f8") * 100 + 1e-6).clip(0, 100).astype("u1"),
        "claimants": np.array([claim((who,) if who else ()) for who in claimed_by], dtype="u4"),
        "places": np.array([dictionaries.place(text) for text in place], dtype="u4"),
        "actors": np.array([dictionaries.actors(text) for text in actors], dtype="u4"),
    }


@lru_cache(maxsize=10_000)
def _killed(text: str) -> int:
    if text == "[null,null]":
        return NOT_STATED
    best, low = json.loads(text)
    stated = low if best is None else best
    return NOT_STATED if stated is None else max(0, min(MOST_KILLED, int(stated)))


def _told(
    connection: sa.Connection,
    reports: sa.Select[Any],
    ids: npt.NDArray[np.bytes_],
    claimed: npt.NDArray[Any],
    dictionaries: Dictionaries,
) -> dict[str, npt.NDArray[Any]]:
    """Return who claims events, and the sources and languages of their reports, as codes.

    `claimed` is the code of each event's own claimant, which comes before those of its reports.
    """
    names = ("claimants", "sources", "languages")
    codes = {name: np.zeros(len(ids), dtype="u4") for name in names}
    for name in names:
        codes[name][:] = dictionaries.of[name].number(())
    order = np.argsort(ids, kind="stable")
    batch: list[tuple[str, int, int, int]] = []
    for group in _report_groups(connection, reports, dictionaries):
        batch.append(group)
        if len(batch) == _BATCH:
            _lay(batch, ids, order, codes)
            batch = []
    _lay(batch, ids, order, codes)
    pairs, of_row = np.unique(
        np.stack([claimed, codes["claimants"]]).astype("u4"), axis=1, return_inverse=True
    )
    values, number = dictionaries.of["claimants"].values, dictionaries.of["claimants"].number
    both = [number(tuple(dict.fromkeys((*values[one], *values[two])))) for one, two in pairs.T.tolist()]
    codes["claimants"] = np.array(both, dtype="u4")[of_row.reshape(-1)] if len(ids) else claimed
    return codes


def _report_groups(
    connection: sa.Connection, reports: sa.Select[Any], dictionaries: Dictionaries
) -> Iterator[tuple[str, int, int, int]]:
    """Give each event's id and the codes of what its reports say, in the order of ids."""
    rows = (row for batch in _batches(connection, reports) for row in batch)
    seen: dict[tuple[str, str, str, str], tuple[int, int, int]] = {}
    for id, group in groupby(rows, key=itemgetter(0)):
        told = [tuple(row[1:]) for row in group]
        if len(told) > 1 or told[0] not in seen:
            made = (
                dictionaries.of["claimants"].number(_distinct(t[0] for t in told)),
                dictionaries.of["sources"].number(_distinct(t[1] or _host(t[3]) for t in told)),
                dictionaries.of["languages"].number(_distinct(t[2] for t in told)),
            )
            if len(told) == 1 and len(seen) < 100_000:
                seen[told[0]] = made
        else:
            made = seen[told[0]]
        yield (id, *made)


def _lay(
    batch: list[tuple[str, int, int, int]],
    ids: npt.NDArray[np.bytes_],
    order: npt.NDArray[np.intp],
    codes: dict[str, npt.NDArray[Any]],
) -> None:
    """Put the codes of some events, in the order of ids, into the columns."""
    if not batch or not len(ids):
        return
    names = Ids.of(row[0] for row in batch).raw
    at = order[np.minimum(np.searchsorted(ids, names, sorter=order), len(ids) - 1)]
    there = ids[at] == names
    for number, column in enumerate(codes.values(), 1):
        column[at[there]] = np.array([row[number] for row in batch], dtype="u4")[there]


def _distinct(names: Iterable[str]) -> Names:
    return tuple(dict.fromkeys(name for name in names if name))


def _host(url: str) -> str:
    """Return the host of an address without www, or ""."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
