"""A fine grid of pixels over a view, and which of its cells share a symbol."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from mapapp.maps.projection import Floats, x_pixel, y_pixel

Ints = npt.NDArray[np.intp]

CELL_PIXELS: Final = 8.0
"""Side of a cell: points nearer than this cannot be told apart on a screen."""
DENSE_CELLS: Final = 4_000_000
PASSES: Final = 4
OVERLAP: Final = 1.0
"""Two symbols share one when their centres lie nearer than this many sums of their radii."""


def symbol_radius(count: npt.NDArray[np.intp]) -> Floats:
    """Return the radius of a symbol of so many events, in pixels; map.js draws the same.

    >>> symbol_radius(np.array([1, 2, 100, 10**6])).round(1).tolist()
    [7.0, 9.9, 15.0, 22.0]
    """
    return np.where(count <= 1, 7.0, np.minimum(22.0, 9.0 + 3.0 * np.log10(np.maximum(count, 1))))


@dataclass(frozen=True, slots=True)
class Cells:
    """The occupied cells: `of_row` gives the cell of each event, the other columns have one row a cell.

    `lat` and `lon` are the point of a cell that holds one, the mean where `mixed`.
    """

    of_row: Ints
    count: Ints
    lat: Floats
    lon: Floats
    mixed: npt.NDArray[np.bool_]


def fine_cells(lat: Floats, lon: Floats, zoom: float, events: Ints | None = None) -> Cells:
    """Return the cells of a view that hold events; `events` says how many stand at each point, else one."""
    weight = np.ones(len(lat)) if events is None else events.astype(np.float64)
    column = (x_pixel(lon, zoom) / CELL_PIXELS).astype(np.intp)
    line = (y_pixel(lat, zoom) / CELL_PIXELS).astype(np.intp)
    column -= column.min()
    line -= line.min()
    width, height = int(column.max()) + 1, int(line.max()) + 1
    name = line * width + column
    if width * height <= DENSE_CELLS:
        occupied = np.flatnonzero(np.bincount(name, minlength=width * height))
        number = np.zeros(width * height, dtype=np.intp)
        number[occupied] = np.arange(len(occupied))
        of_row = number[name]
    else:  # a view far larger than a screen
        _, of_row = np.unique(name, return_inverse=True)
    count = np.bincount(of_row, weights=weight).astype(np.intp)
    first = np.empty(len(count), dtype=np.intp)
    first[of_row[::-1]] = np.arange(len(name))[::-1]
    differs = (lat != lat[first][of_row]) | (lon != lon[first][of_row])
    mixed = np.zeros(len(count), dtype=bool)
    mixed[of_row[differs]] = True
    mean_lat = np.bincount(of_row, weights=lat * weight) / count
    mean_lon = np.bincount(of_row, weights=lon * weight) / count
    return Cells(
        of_row, count, np.where(mixed, mean_lat, lat[first]), np.where(mixed, mean_lon, lon[first]), mixed
    )


def symbol_of_cell(cells: Cells, zoom: float, limit: int) -> tuple[Ints, int]:
    """Return the number of each cell's symbol, and how many symbols there are: at most `limit`.

    The fullest cells come first and take in the neighbours they would cover.
    """
    x, y = x_pixel(cells.lon, zoom), y_pixel(cells.lat, zoom)
    group, count, size = np.arange(len(cells.count)), len(cells.count), CELL_PIXELS
    while count > 2 * limit:
        size *= 2
        name = (y / size).astype(np.intp) * (1 << 24) + (x / size).astype(np.intp)
        _, group = np.unique(name, return_inverse=True)
        count = int(group.max()) + 1
    closeness = OVERLAP
    while True:
        merged = group
        for _ in range(PASSES):  # a cluster grows, and may then reach the next one
            weight = np.bincount(merged, weights=cells.count)
            seeds = _seeds(
                np.bincount(merged, weights=x * cells.count) / weight,
                np.bincount(merged, weights=y * cells.count) / weight,
                weight.astype(np.intp),
                closeness,
            )
            names, number = np.unique(seeds, return_inverse=True)
            merged = number[merged]
            if len(names) == len(seeds):
                break
        if len(names) <= limit:
            return merged, len(names)
        closeness *= 1.5


def _seeds(x: Floats, y: Floats, weight: Ints, closeness: float) -> Ints:
    """For each group the one that draws it: itself, or a fuller one that it would overlap.

    The fullest first: a group draws itself unless one before it does that it would overlap; of several the
    nearest takes it in.
    """
    radius = symbol_radius(weight)
    rank = np.empty(len(weight), dtype=np.intp)
    rank[np.lexsort((x, y, -weight))] = np.arange(len(weight))
    one, other = _neighbours(x, y, max(1.0, 2 * closeness * float(radius.max())))
    gap = (x[one] - x[other]) ** 2 + (y[one] - y[other]) ** 2
    close = gap < (closeness * (radius[one] + radius[other])) ** 2
    one, other, gap = one[close], other[close], gap[close]
    first = rank[one] < rank[other]
    fuller, lesser = np.where(first, one, other), np.where(first, other, one)
    open_, drawn = np.ones(len(weight), dtype=bool), np.zeros(len(weight), dtype=bool)
    while open_.any():
        waits = np.zeros(len(weight), dtype=bool)
        waits[lesser[open_[fuller] & open_[lesser]]] = True
        drawn |= open_ & ~waits
        open_ &= waits
        open_[lesser[drawn[fuller]]] = False
    seed = np.arange(len(weight))
    taken = np.flatnonzero(drawn[fuller] & ~drawn[lesser])
    order = taken[np.lexsort((rank[fuller[taken]], gap[taken], lesser[taken]))]
    where, at = np.unique(lesser[order], return_index=True)
    seed[where] = fuller[order[at]]
    return seed


def _neighbours(x: Floats, y: Floats, reach: float) -> tuple[Ints, Ints]:
    """Return pairs of points, each pair once: all that lie within a reach of each other, and some more."""
    column, line = ((v // reach).astype(np.intp) for v in (x, y))
    column, line = column - column.min() + 1, line - line.min()
    width = int(column.max()) + 2
    bucket = line * width + column
    order = np.argsort(bucket, kind="stable")
    named = bucket[order]
    ones, others = [], []
    for step in (0, 1, width - 1, width, width + 1):
        begin = np.searchsorted(named, named + step, "left")
        end = np.searchsorted(named, named + step, "right")
        if step == 0:
            begin = np.arange(1, len(named) + 1)  # each pair of a bucket once
        count = end - begin
        at = np.repeat(np.arange(len(named)), count)
        shift = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
        ones.append(order[at])
        others.append(order[np.repeat(begin, count) + shift])
    return np.concatenate(ones), np.concatenate(others)
