"""Events in view -> at most so many symbols: points as they are, those that would overlap as clusters."""

import json
import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from mapapp.core.snapshot import BACKGROUND, DENIED, PRECISIONS, PlaceEntry, Snapshot
from mapapp.core.spots import NOWHERE
from mapapp.core.taxonomy import EVENT_TYPES, TYPE_KEYS
from mapapp.maps.grid import Cells, fine_cells, symbol_of_cell
from mapapp.maps.newest import newest
from mapapp.maps.projection import MAX_LAT, Floats
from mapapp.maps.regions import area_of

MAX_SYMBOLS: Final = 2000
IDS_PER_SYMBOL: Final = 200
IDS_PER_VIEW: Final = 1500
KEYS: Final = tuple(TYPE_KEYS[kind] for kind in EVENT_TYPES)

Rows = npt.NDArray[np.intp]
_AREAS: Final = {PRECISIONS.index("region"), PRECISIONS.index("country")}
_VAGUE: Final = {PRECISIONS.index("district"), PRECISIONS.index("region")}


@dataclass(frozen=True, slots=True)
class Viewport:
    """The part of the world a map shows. `west` to `east` goes eastward and may run past the antimeridian."""

    south: float
    west: float
    north: float
    east: float
    zoom: float

    def __post_init__(self) -> None:
        sides = (self.south, self.west, self.north, self.east, self.zoom)
        if not all(math.isfinite(side) for side in sides):
            raise ValueError(f"a viewport is made of finite numbers, got {sides}")
        if not -90 <= self.south <= self.north <= 90:
            raise ValueError(f"latitudes run from -90 to 90, south first, got {self.south} to {self.north}")
        if max(abs(self.west), abs(self.east)) > 3600:
            raise ValueError(f"longitudes are in degrees, got {self.west} to {self.east}")
        if not 0 <= self.zoom <= 24:
            raise ValueError(f"zoom runs from 0 to 24, got {self.zoom}")

    @classmethod
    def parse(cls, bbox: str, zoom: str) -> "Viewport":
        """Return the viewport that "west,south,east,north" and a zoom name; ValueError says what is wrong.

        >>> Viewport.parse("44,38,48,42", "7").north
        42.0
        """
        sides = bbox[:200].split(",")
        if len(sides) != 4:
            raise ValueError("bbox is west,south,east,north in degrees")
        try:
            west, south, east, north = (float(side) for side in sides)
            level = float(zoom[:20])
        except ValueError:
            raise ValueError("bbox is west,south,east,north in degrees and z a zoom, all numbers") from None
        return cls(max(-90.0, south), west, min(90.0, north), east, level)

    def holds(self, lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Return which points lie in view; a point that is NaN lies nowhere."""
        # the map ends at 85.05 degrees: beyond, a point is drawn on that edge
        south = -90.0 if self.south <= -MAX_LAT + 1e-6 else self.south
        north = 90.0 if self.north >= MAX_LAT - 1e-6 else self.north
        inside = (lat >= south) & (lat <= north)
        width = self.east - self.west if self.east >= self.west else self.east - self.west + 360
        if width >= 360:
            return inside & np.isfinite(lon)
        west = (self.west + 180) % 360 - 180
        east = west + width
        along = (lon >= west) & (lon <= east)
        if east > 180:
            along |= lon <= east - 360
        return inside & along


@dataclass(frozen=True, slots=True)
class Symbol:
    """One thing drawn: the events of exactly one point, or of several points that would overlap (`box`).

    `lat` and `lon` are the point's own, or a cluster's mean weighted by events. `key` is the commonest type,
    `mix` the events of each; `ids` the newest first, at most IDS_PER_SYMBOL and fewer in a crowded view.
    `denied` and `background` hold when all its events are. `box` is (south, west, north, east) of a
    cluster's points, None for one point. `area` says which area a point stands for where its precision is
    that of one: a region's place id, or a country's code; "" where it is not known. `line` are the points
    (latitude, longitude) of the way that a point's newest event is somewhere along.
    """

    lat: float
    lon: float
    count: int
    key: str
    mix: dict[str, int]
    ids: tuple[str, ...]
    precision: str
    radius_km: float
    denied: bool
    background: bool
    box: tuple[float, float, float, float] | None = None
    area: str = ""
    line: tuple[tuple[float, float], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the symbol as the map's script reads it."""
        fields: dict[str, Any] = {"lat": self.lat, "lon": self.lon, "n": self.count, "key": self.key}
        fields |= {"mix": self.mix, "ids": self.ids, "precision": self.precision}
        fields |= {"radius_km": self.radius_km, "denied": self.denied, "background": self.background}
        more = {"box": self.box, "area": self.area, "line": self.line}
        return fields | {name: value for name, value in more.items() if value}


@dataclass(frozen=True, slots=True)
class SymbolSet:
    """The symbols of one view, and how many events are in the selection, on the map at all, and in view.

    `selected` is the event asked for by id, wherever it lies: its point, and whether the filter lets it pass.
    """

    version: int
    total: int
    placed: int
    in_view: int
    symbols: tuple[Symbol, ...]
    selected: dict[str, Any] | None = None

    def as_json(self) -> str:
        """Return the set as JSON text."""
        return json.dumps(
            {
                "version": self.version,
                "total": self.total,
                "placed": self.placed,
                "in_view": self.in_view,
                "selected": self.selected,
                "symbols": [symbol.as_dict() for symbol in self.symbols],
            },
            allow_nan=False,
            separators=(",", ":"),
        )


def symbols(
    snapshot: Snapshot,
    rows: Rows,
    *,
    south: float,
    west: float,
    north: float,
    east: float,
    zoom: float,
    limit: int = MAX_SYMBOLS,
    selected: str = "",
) -> SymbolSet:
    """Return the symbols of the chosen rows that lie in view, at most `limit` of them.

    Events at exactly one point are one symbol, which stands at that very point. Points whose symbols would
    overlap at this zoom are one cluster. ValueError: the view is none (see Viewport).
    """
    view = Viewport(south, west, north, east, zoom)
    if limit < 1:
        raise ValueError(f"limit is at least 1, got {limit}")
    spots = snapshot.spots
    everything = len(rows) == len(snapshot)
    spot = spots.of_row if everything else spots.of_row.take(rows)
    events = np.bincount(spot, minlength=len(spots))
    placed = len(rows) - int(events[NOWHERE])
    picked = _picked(snapshot, rows, selected)
    held = np.flatnonzero((events > 0) & view.holds(spots.lat, spots.lon))
    if not len(held):
        return SymbolSet(snapshot.version, len(rows), placed, 0, (), picked)
    cells = fine_cells(spots.lat[held], spots.lon[held], zoom, events[held])
    group, count = symbol_of_cell(cells, zoom, limit)
    symbol_of_spot = np.full(len(spots), count, dtype=np.uint16 if count < 65_535 else np.uint32)
    symbol_of_spot[held] = group[cells.of_row]
    of_rows = _Drawn(snapshot, rows, symbol_of_spot.take(spot), selected)
    drawn = _drawn(of_rows, held, events[held], cells, group, count)
    return SymbolSet(snapshot.version, len(rows), placed, int(events[held].sum()), drawn, picked)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The rows that are drawn, and the symbol of each; past the last symbol for one out of view."""

    snapshot: Snapshot
    rows: Rows
    symbol: npt.NDArray[Any]
    selected: str

    def looks(self, count: int) -> Rows:
        """Return the events of each symbol (down) by look (across)."""
        everything = len(self.rows) == len(self.snapshot)
        look = self.snapshot.look if everything else self.snapshot.look.take(self.rows)
        width = len(KEYS) * 4
        cell: npt.NDArray[Any] = self.symbol.astype(np.uint16 if (count + 1) * width < 1 << 16 else np.uint32)
        cell *= cell.dtype.type(width)
        cell += look
        return np.bincount(cell, minlength=(count + 1) * width)[: count * width].reshape(count, width)


def _picked(snapshot: Snapshot, rows: Rows, selected: str) -> dict[str, Any] | None:
    """Where the selected event lies, and whether it is among the rows; None where there is no such event."""
    if not selected:
        return None
    row = snapshot.names.row(selected)
    if row is None:
        return None
    at = int(np.searchsorted(rows, row))
    shown = at < len(rows) and int(rows[at]) == row
    lat, lon = float(snapshot.lat[row]), float(snapshot.lon[row])
    if not (math.isfinite(lat) and math.isfinite(lon)):
        return {"id": selected, "lat": None, "lon": None, "shown": shown}
    return {"id": selected, "lat": lat, "lon": lon, "shown": shown}


def _drawn(
    of_rows: _Drawn, held: Rows, events: Rows, cells: Cells, group: Rows, count: int
) -> tuple[Symbol, ...]:
    """Return the symbols of the spots that are held, each with so many events."""
    snapshot = of_rows.snapshot
    of_spot = group[cells.of_row]
    looks = of_rows.looks(count).reshape(count, len(KEYS), 4)
    kinds, states = looks.sum(axis=2), looks.sum(axis=1)
    total = states.sum(axis=1)
    denied = states[:, DENIED] + states[:, DENIED | BACKGROUND] == total
    background = states[:, BACKGROUND] + states[:, DENIED | BACKGROUND] == total
    exactness = snapshot.spots.precision[held].astype(np.intp)
    precisions = np.bincount(
        of_spot * len(PRECISIONS) + exactness, weights=events, minlength=count * len(PRECISIONS)
    ).reshape(count, len(PRECISIONS))
    precision = precisions.argmax(axis=1)
    usual = np.flatnonzero(exactness == precision[of_spot])
    reach = snapshot.spots.radius_km[held[usual]] * events[usual]
    radius = np.bincount(of_spot[usual], weights=reach, minlength=count)
    radius = radius / np.maximum(1, precisions.max(axis=1))
    lat = np.bincount(group, weights=cells.lat * cells.count, minlength=count) / total
    lon = np.bincount(group, weights=cells.lon * cells.count, minlength=count) / total
    members = np.bincount(group, minlength=count)
    one_point = (members == 1) & (np.bincount(group, weights=cells.mixed, minlength=count) == 0)
    lone = np.flatnonzero(one_point[group])
    lat[group[lone]], lon[group[lone]] = cells.lat[lone], cells.lon[lone]
    boxes = _boxes(snapshot.spots.lat[held], snapshot.spots.lon[held], of_spot, count)
    ids, first = _ids(of_rows, total)
    counts, tops, usually = kinds.tolist(), kinds.argmax(axis=1).tolist(), precision.tolist()
    found = []
    for i in np.lexsort((lon, lat, -total)).tolist():
        point = bool(one_point[i])
        found.append(
            Symbol(
                float(lat[i]) if point else round(float(lat[i]), 6),
                float(lon[i]) if point else round(float(lon[i]), 6),
                sum(counts[i]),
                KEYS[tops[i]],
                {key: n for key, n in zip(KEYS, counts[i], strict=True) if n},
                ids[i],
                PRECISIONS[usually[i]] if point else "",
                round(float(radius[i]), 3) if point else 0.0,
                bool(denied[i]),
                bool(background[i]),
                None if point else boxes[i],
                area_of(snapshot, int(first[i])) if point and usually[i] in _AREAS else "",
                _line_of(snapshot, int(first[i])) if point and usually[i] in _VAGUE else (),
            )
        )
    return tuple(found)


def _line_of(snapshot: Snapshot, row: int) -> tuple[tuple[float, float], ...]:
    places = snapshot.places
    entry: PlaceEntry = places.dictionary.values[int(places.codes[row])]
    return entry.line


def _boxes(lat: Floats, lon: Floats, of_spot: Rows, count: int) -> list[tuple[float, float, float, float]]:
    """South, west, north, east of each symbol's points."""
    order = np.argsort(of_spot, kind="stable")
    starts = np.searchsorted(of_spot[order], np.arange(count))
    low = [np.minimum.reduceat(side[order], starts) for side in (lat, lon)]
    high = [np.maximum.reduceat(side[order], starts) for side in (lat, lon)]
    return [(s, w, n, e) for s, w, n, e in np.round([*low, *high], 6).T.tolist()]


def _ids(of_rows: _Drawn, total: Rows) -> tuple[list[tuple[str, ...]], Rows]:
    """The ids of each symbol, newest first and the selected one among them; and the newest one's row."""
    most = IDS_PER_SYMBOL
    while most > 1 and np.minimum(total, most).sum() > IDS_PER_VIEW:
        most //= 2
    rows, selected, ids = of_rows.rows, of_rows.selected, of_rows.snapshot.names
    at = newest(of_rows.symbol, np.minimum(total, most))
    names = ids.raw[rows[at]].tolist()
    ends = np.cumsum(np.minimum(total, most)).tolist()
    first = rows[at[[0, *ends[:-1]]]] if len(at) else rows[:0]
    listed: list[tuple[str, ...]] = []
    for begin, end in zip([0, *ends], ends, strict=False):
        listed.append(tuple(name.decode() for name in names[begin:end]))
    if selected and not any(selected in some for some in listed):
        row = ids.row(selected)
        place = int(np.searchsorted(rows, row)) if row is not None else len(rows)
        if place < len(rows) and int(rows[place]) == row:
            symbol = int(of_rows.symbol[place])
            if symbol < len(total):
                listed[symbol] = (selected, *listed[symbol][: most - 1])
    return listed, first
