"""ESRI shapefiles as Natural Earth writes them: rings or lines of longitude and latitude, and attributes."""

import struct
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

POLYLINE, POLYGON = 3, 5


def parts(shp: bytes) -> Iterator[list[Points]]:
    """Yield, for each record, its rings or lines as arrays of (longitude, latitude) rows.

    ValueError: a record that is neither polyline nor polygon (ESRI's white paper of 1998, pages 6 to 9).
    """
    offset = 100
    while offset + 8 <= len(shp):
        words = struct.unpack(">i", shp[offset + 4 : offset + 8])[0]
        body = offset + 8
        kind = struct.unpack("<i", shp[body : body + 4])[0]
        if kind == 0:
            yield []
        elif kind in (POLYLINE, POLYGON):
            count, points = struct.unpack("<ii", shp[body + 36 : body + 44])
            starts = np.frombuffer(shp, "<i4", count, body + 44).tolist()
            flat = np.frombuffer(shp, "<f8", 2 * points, body + 44 + 4 * count)
            rows = flat.reshape(points, 2).astype(np.float64)
            yield [rows[a:b] for a, b in zip(starts, [*starts[1:], points], strict=True)]
        else:
            raise ValueError(f"a shapefile record of type {kind}, expected 3 or 5")
        offset = body + 2 * words


def attributes(dbf: bytes) -> list[dict[str, str]]:
    """Return each record's fields as text, their names in lower case (Natural Earth changes the case)."""
    count, header, size = struct.unpack("<IHH", dbf[4:12])
    fields = []
    offset = 32
    while dbf[offset] != 0x0D:
        fields.append((dbf[offset : offset + 11].split(b"\0")[0].decode("ascii").lower(), dbf[offset + 16]))
        offset += 32
    records = []
    for number in range(count):
        at = header + number * size + 1
        record = {}
        for name, width in fields:
            record[name] = dbf[at : at + width].decode("utf-8", "replace").strip(" \0")
            at += width
        records.append(record)
    return records
