"""Where on the map a point lies, as one number: the Morton code of Web Mercator at zoom 20."""

import math
from typing import Final

ZOOM: Final = 20
_SIDE: Final = 1 << ZOOM
_MAX_LATITUDE: Final = 85.05112877980659


def morton(lat: float, lon: float) -> int:
    """Return the Morton code (40 bits) of a point: points near each other mostly share its upper digits.

    Integer division by 4 ** n gives the cell at zoom 20 - n. Latitudes beyond the map's edge count as it.

    >>> morton(85.06, -180.0), morton(-90, 180) == 4**20 - 1
    (0, True)
    """
    latitude = math.radians(max(-_MAX_LATITUDE, min(_MAX_LATITUDE, lat)))
    column = int((lon + 180.0) / 360.0 * _SIDE)
    row = int((1.0 - math.asinh(math.tan(latitude)) / math.pi) / 2.0 * _SIDE)
    column, row = (max(0, min(_SIDE - 1, n)) for n in (column, row))
    return _spread(column) | _spread(row) << 1


def _spread(n: int) -> int:
    """Put a zero before each of 20 bits."""
    n = (n | n << 16) & 0x0000FFFF0000FFFF
    n = (n | n << 8) & 0x00FF00FF00FF00FF
    n = (n | n << 4) & 0x0F0F0F0F0F0F0F0F
    n = (n | n << 2) & 0x3333333333333333
    return (n | n << 1) & 0x5555555555555555


def around(lat: float, lon: float, zoom: int) -> list[tuple[int, int]]:
    """Return the codes, first and last, of the cell at a zoom that holds a point and of the eight about it.

    >>> [last - first + 1 for first, last in around(40.0, 180.0, 8)] == [4**12] * 9
    True
    """
    width = 4 ** (ZOOM - zoom)
    cell = morton(lat, lon) // width
    column, row, side = _gather(cell), _gather(cell >> 1), 1 << zoom
    cells = {
        _spread((column + right) % side) | _spread(row + down) << 1
        for right in (-1, 0, 1)
        for down in (-1, 0, 1)
        if 0 <= row + down < side
    }
    return [(cell * width, (cell + 1) * width - 1) for cell in sorted(cells)]


def _gather(n: int) -> int:
    """Take every other bit: the opposite of `_spread`."""
    return sum((n >> 2 * bit & 1) << bit for bit in range(ZOOM))
