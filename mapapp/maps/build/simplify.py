"""Rings that share borders, made of fewer points: each shared border the same on both sides."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Units = npt.NDArray[np.int64]
Vertex = tuple[int, int]


def simplified(regions: dict[str, list[Units]], tolerance: float) -> dict[str, list[Units]]:
    """Return closed rings in whole units (none repeats its first point) with only the points that matter.

    Borders are cut where three meet and thinned between (Douglas and Peucker, 1973), always in the same
    direction, so that neighbours still meet. Rings of which fewer than three points are left are left out.
    """
    vertices = {name: [_without_repeats(ring) for ring in rings] for name, rings in regions.items()}
    beside: dict[Vertex, set[Vertex]] = defaultdict(set)
    for rings in vertices.values():
        for ring in rings:
            for one, two in zip(ring, ring[1:] + ring[:1], strict=True):
                beside[one].add(two)
                beside[two].add(one)
    made: dict[str, list[Units]] = {}
    for name, rings in vertices.items():
        thin = [_thinned(ring, beside, tolerance) for ring in rings if len(ring) > 2]
        made[name] = [np.array(ring, dtype=np.int64) for ring in thin if len(ring) > 2]
    return made


def _without_repeats(ring: Units) -> list[Vertex]:
    found: list[Vertex] = []
    for x, y in ring.tolist():
        if not found or found[-1] != (x, y):
            found.append((x, y))
    while len(found) > 1 and found[0] == found[-1]:
        found.pop()
    return found


def _thinned(ring: list[Vertex], beside: dict[Vertex, set[Vertex]], tolerance: float) -> list[Vertex]:
    corners = [i for i, vertex in enumerate(ring) if len(beside[vertex]) != 2]
    if len(corners) < 2:  # an island, or one hanging by a point: cut it at its two farthest ends
        first = corners[0] if corners else ring.index(min(ring))
        points = np.array(ring)
        corners = sorted({first, int(((points - points[first]) ** 2).sum(axis=1).argmax())})
        if len(corners) < 2:
            return []
    found: list[Vertex] = []
    for begin, end in zip(corners, [*corners[1:], corners[0] + len(ring)], strict=True):
        arc = [ring[i % len(ring)] for i in range(begin, end + 1)]
        back = (arc[0], arc[1]) > (arc[-1], arc[-2])
        kept = _peucker(arc[::-1] if back else arc, tolerance)
        found += (kept[::-1] if back else kept)[:-1]
    return found


def _peucker(arc: list[Vertex], tolerance: float) -> list[Vertex]:
    points = np.array(arc, dtype=np.float64)
    kept = np.zeros(len(arc), dtype=bool)
    kept[[0, -1]] = True
    waiting = [(0, len(arc) - 1)]
    while waiting:
        begin, end = waiting.pop()
        if end - begin < 2:
            continue
        away = points[begin + 1 : end] - points[begin]
        along = points[end] - points[begin]
        length = float(np.hypot(*along))
        if length:
            share = np.clip(away @ along / length**2, 0, 1)
            away = away - share[:, None] * along
        gap = np.hypot(away[:, 0], away[:, 1])
        at = int(gap.argmax())
        if gap[at] > tolerance:
            middle = begin + 1 + at
            kept[middle] = True
            waiting += [(begin, middle), (middle, end)]
    return [arc[i] for i in np.flatnonzero(kept).tolist()]


def in_units(rings: Iterable[npt.NDArray[np.float64]], bits: int) -> list[Units]:
    """Return rings in whole units of a world that is 2**bits of them wide."""
    return [np.round(ring * 2**bits).astype(np.int64) for ring in rings]
