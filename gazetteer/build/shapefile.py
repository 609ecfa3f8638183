"""Points and attributes out of shapefiles, as Natural Earth publishes them."""

import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from gazetteer.errors import BadData

Points = list[tuple[float, float]]
"""(lon, lat) pairs, the order of the format."""


def read_attributes(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a .dbf table as text by upper-case column name, in file order."""
    data = path.read_bytes()
    if len(data) < 33:
        raise BadData(f"{path}: {len(data)} bytes, expected a dBASE table")
    rows, header, width = struct.unpack("<IHH", data[4:12])
    columns, at = [], 32
    while data[at] != 13:
        columns.append((data[at : at + 11].split(b"\0")[0].decode("ascii").upper(), data[at + 16]))
        at += 32
    for row in range(rows):
        record = data[header + row * width : header + (row + 1) * width]
        at, values = 1, {}
        for column, length in columns:
            values[column] = record[at : at + length].decode("utf-8", "replace").replace("\0", "").strip()
            at += length
        yield values


def read_shapes(path: Path) -> Iterator[list[Points]]:
    """Yield the parts of each line or polygon of a .shp file, in file order; an empty shape has none."""
    data = path.read_bytes()
    at = 100
    while at < len(data):
        (length,) = struct.unpack(">i", data[at + 4 : at + 8])
        body = data[at + 8 : at + 8 + 2 * length]
        at += 8 + 2 * length
        (shape,) = struct.unpack("<i", body[:4])
        if shape not in (3, 5, 13, 15, 23, 25):
            yield []
            continue
        parts, points = struct.unpack("<ii", body[36:44])
        starts = [*struct.unpack(f"<{parts}i", body[44 : 44 + 4 * parts]), points]
        numbers = struct.unpack(f"<{2 * points}d", body[44 + 4 * parts : 44 + 4 * parts + 16 * points])
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        yield [pairs[a:b] for a, b in pairwise(starts)]


def middle(part: Points) -> tuple[float, float]:
    """Return the (lat, lon) of the point half-way along a line."""
    lon, lat = part[len(part) // 2]
    return lat, lon


def box_centre(part: Points) -> tuple[float, float]:
    """Return the (lat, lon) of the centre of a polygon's box."""
    lons, lats = [p[0] for p in part], [p[1] for p in part]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
