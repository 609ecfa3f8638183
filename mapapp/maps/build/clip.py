"""Rings and lines cut to squares, for maps that are drawn square by square."""

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]


def clip_ring(ring: Points, low: tuple[float, float], high: tuple[float, float]) -> Points:
    """Return a ring cut to a rectangle (Sutherland and Hodgman, 1974); no rows where nothing is inside.

    A ring that leaves the rectangle runs along its sides, twice where it must come back: right for filling
    by the even-odd rule, and for drawing only where the sides are out of sight.
    """
    for axis in (0, 1):
        for limit, sign in ((low[axis], 1.0), (high[axis], -1.0)):
            if not len(ring):
                return ring
            beyond = (ring[:, axis] - limit) * sign
            inside = beyond >= 0
            if inside.all():
                continue
            if not inside.any():
                return ring[:0]
            after = np.roll(ring, -1, axis=0)
            crossing = np.flatnonzero(inside != np.roll(inside, -1))
            share = beyond[crossing] / (beyond[crossing] - np.roll(beyond, -1)[crossing])
            cut = ring[crossing] + share[:, None] * (after[crossing] - ring[crossing])
            cut[:, axis] = limit
            kept = np.flatnonzero(inside)
            order = np.argsort(np.concatenate([2 * kept, 2 * crossing + 1]), kind="stable")
            ring = np.concatenate([ring[kept], cut])[order]
    return ring


def clip_line(line: Points, low: tuple[float, float], high: tuple[float, float]) -> list[Points]:
    """Return the pieces of a line that lie in a rectangle, in order."""
    pieces = [line]
    for axis in (0, 1):
        for limit, sign in ((low[axis], 1.0), (high[axis], -1.0)):
            pieces = [cut for piece in pieces for cut in _half(piece, axis, limit, sign)]
    return pieces


def _half(line: Points, axis: int, limit: float, sign: float) -> list[Points]:
    beyond = (line[:, axis] - limit) * sign
    inside = beyond >= 0
    if inside.all():
        return [line]
    if not inside.any():
        return []
    pieces = []
    start, entry = 0, line[:0]  # the piece begun: where its own points start, and the cut it came in by
    for i in np.flatnonzero(inside[1:] != inside[:-1]).tolist():
        share = beyond[i] / (beyond[i] - beyond[i + 1])
        cut = line[i : i + 1] + share * (line[i + 1] - line[i])
        cut[0, axis] = limit
        if inside[i]:
            pieces.append(np.concatenate([entry, line[start : i + 1], cut]))
        else:
            start, entry = i + 1, cut
    if inside[-1]:
        pieces.append(np.concatenate([entry, line[start:]]))
    return pieces
