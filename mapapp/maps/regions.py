"""First-level divisions: where their outlines are kept, and which of them a point lies in.

A file is: MAGIC, the length of a head (four bytes, the lowest first), the head as JSON ({"bits", "regions":
[[key, country, [points of each ring]], ...]}), then the steps from point to point of all rings, x and y
in turn, zigzag and seven bits a byte: the world is 2**bits units wide, x eastward from the antimeridian, y
southward from the map's upper edge. What an odd number of a region's rings encloses is inside.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from mapapp.core.flags import PRECISIONS
from mapapp.core.snapshot import Snapshot
from mapapp.maps.assets import STATIC_FOLDER
from mapapp.maps.projection import Floats, x_pixel, y_pixel

MAGIC: Final = b"MR1"
FOLDER: Final = STATIC_FOLDER / "regions"
NO_REGION: Final = -1
SHORE_KM: Final = (2.0, 5.0)
"""A point outside every region, on a pier or a coast drawn too coarsely, belongs to one this near."""
_AROUND: Final = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1))
_AT_ONCE: Final = 2_000_000

Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Head:
    """One region: its key (the geonameid, or Natural Earth's code), country, and points of each ring."""

    key: str
    country: str
    rings: tuple[int, ...]

    def as_list(self) -> list[Any]:
        """Return it as it stands in a file."""
        return [self.key, self.country, list(self.rings)]


@dataclass(frozen=True, slots=True)
class Outline:
    """A region's edges, in parts of the world's width, and the box about them (west, north, east, south)."""

    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats
    box: tuple[float, float, float, float]


def decode(content: bytes) -> list[tuple[Head, list[Floats]]]:
    """Return a file's regions with their rings as rows of x, y in parts of the world's width.

    ValueError: it is no such file.
    """
    if content[:3] != MAGIC:
        raise ValueError("not a file of regions: it does not begin with MR1")
    start = 7 + int.from_bytes(content[3:7], "little")
    head = json.loads(content[7:start])
    points = _points(content[start:]) / 2.0 ** head["bits"]
    found, at = [], 0
    for key, country, lengths in head["regions"]:
        rings = []
        for length in lengths:
            rings.append(points[at : at + length])
            at += length
        found.append((Head(key, country, tuple(lengths)), rings))
    if at != len(points):
        raise ValueError(f"a file of regions holds {len(points)} points, its head says {at}")
    return found


def _points(stream: bytes) -> npt.NDArray[np.int64]:
    raw = np.frombuffer(stream, dtype=np.uint8)
    if not len(raw):
        return np.empty((0, 2), dtype=np.int64)
    last = np.flatnonzero(raw < 128)
    first = np.concatenate([[0], last[:-1] + 1])
    place = np.arange(len(raw)) - np.repeat(first, last - first + 1)
    parts = (raw & 127).astype(np.int64) << (7 * place)
    numbers = np.add.reduceat(parts, first)
    steps = (numbers >> 1) ^ -(numbers & 1)
    return np.cumsum(steps.reshape(-1, 2), axis=0)


class Regions:
    """All regions, and which of them points lie in. Threads may share one."""

    def __init__(self, contents: Iterable[bytes]) -> None:
        self.heads: list[Head] = []
        self._outlines: list[Outline | None] = []
        for content in contents:
            for head, rings in decode(content):
                self.heads.append(head)
                self._outlines.append(_outline(rings))
        self._number = {head.key: i for i, head in enumerate(self.heads)}

    def __len__(self) -> int:
        return len(self.heads)

    def number(self, place_id: int | None) -> int:
        """Return the number of the region that is a place by the gazetteer's id, NO_REGION where none is."""
        return NO_REGION if place_id is None else self._number.get(str(place_id), NO_REGION)

    def box(self, number: int) -> tuple[float, float, float, float] | None:
        """Return a region's west, north, east and south in parts of the world's width."""
        outline = self._outlines[number]
        return outline.box if outline else None

    def of_points(self, lat: Floats, lon: Floats) -> Ints:
        """Return the number of the region each point lies in, or is near to (SHORE_KM), else NO_REGION."""
        found = self._inside(lat, lon)
        for km in SHORE_KM:
            open_ = np.flatnonzero((found == NO_REGION) & np.isfinite(lat) & np.isfinite(lon))
            if not len(open_):
                break
            up = km / 111.2
            aside = up / np.maximum(0.02, np.cos(np.radians(lat[open_])))
            norths = np.concatenate([np.clip(lat[open_] + north * up, -90, 90) for north, _ in _AROUND])
            easts = np.concatenate([lon[open_] + east * aside for _, east in _AROUND])
            near = self._inside(norths, easts).reshape(len(_AROUND), len(open_))
            for some in near[::-1]:
                found[open_] = np.where(some == NO_REGION, found[open_], some)
        return found

    def _inside(self, lat: Floats, lon: Floats) -> Ints:
        found = np.full(len(lat), NO_REGION, dtype=np.intp)
        placed = np.flatnonzero(np.isfinite(lat) & np.isfinite(lon))
        x, y = x_pixel((lon[placed] + 180) % 360 - 180, -8), y_pixel(lat[placed], -8)
        order = np.argsort(x, kind="stable")
        placed, x, y = placed[order], x[order], y[order]
        for number, outline in enumerate(self._outlines):
            if outline is None:
                continue
            west, north, east, south = outline.box
            low, high = np.searchsorted(x, west, "left"), np.searchsorted(x, east, "right")
            if low == high:
                continue
            some = low + np.flatnonzero((y[low:high] >= north) & (y[low:high] <= south))
            some = some[found[placed[some]] == NO_REGION]
            if len(some):
                found[placed[some[_encloses(outline, x[some], y[some])]]] = number
        return found


def _outline(rings: list[Floats]) -> Outline | None:
    if not rings:
        return None
    after = [np.roll(ring, -1, axis=0) for ring in rings]
    one, two = np.concatenate(rings), np.concatenate(after)
    (west, north), (east, south) = one.min(axis=0), one.max(axis=0)
    level = one[:, 1] != two[:, 1]  # an edge along a parallel is never crossed
    columns = (one[level, 0], one[level, 1], two[level, 0], two[level, 1])
    return Outline(*columns, (float(west), float(north), float(east), float(south)))


def _encloses(outline: Outline, x: Floats, y: Floats) -> npt.NDArray[np.bool_]:
    odd = np.zeros(len(x), dtype=bool)
    slope = (outline.x1 - outline.x0) / (outline.y1 - outline.y0)
    step = max(1, _AT_ONCE // max(1, len(outline.x0)))
    for at in range(0, len(x), step):
        px, py = x[at : at + step, None], y[at : at + step, None]
        across = (outline.y0 > py) != (outline.y1 > py)
        left = px < slope * (py - outline.y0) + outline.x0
        odd[at : at + step] = np.count_nonzero(across & left, axis=1) % 2 == 1
    return odd


def area_of(snapshot: Snapshot, row: int) -> str:
    """Return the area that an event's place is: a country's code, a region's place id, "" for any other."""
    place = snapshot.places.dictionary.values[int(snapshot.places.codes[row])]
    precision = PRECISIONS[int(snapshot.precision[row])]
    if precision == "country":
        return place.country
    return str(place.id) if precision == "region" and place.id is not None and place.id > 0 else ""


@lru_cache(maxsize=2)
def open_regions(folder: Path = FOLDER) -> Regions:
    """Return the regions of the map's own files, read once."""
    return Regions(file.read_bytes() for file in sorted(folder.glob("[A-Z][A-Z].bin")))
