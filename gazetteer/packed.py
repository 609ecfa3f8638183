"""The two questions asked most, answered from flat files: the names of a key, the place of an id.

SQLite answers them too, at a third of the speed. Both files are read at an offset: nothing is held in memory
but their indexes, which are mapped. All numbers are little-endian.
"""

import mmap
import os
import sqlite3
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

NAMES, PLACES = "names.bin", "places.txt"
_INDEX = ".idx"
_HEAD = struct.Struct("<H")
_FORM = struct.Struct("<qIB")
"""Of a name: its place, its details' number, its flags. The texts follow, a line each."""

_SPACES = str.maketrans("\t\n\r", "   ")
PLACE_COLUMNS = (
    "id, name, kind, lat, lon, country, admin1, admin2, population, radius_km, feature, contested, label, "
    "source, coord_source, weight"
)
"""Behind them stand the ids of what a place lies in, nearest first, countries last."""


Form = tuple[int, int, int, str]
"""A name under a key: its place's id, the number of its details, its flags (unpack.MAIN), its text."""


def write(database: sqlite3.Connection, folder: Path, keys: int) -> None:
    """Write both files from the finished tables."""
    with (folder / NAMES).open("wb") as stream:
        offsets = array("Q", bytes(8 * (keys + 1)))
        at, filled = 0, 0
        rows = database.execute("SELECT key, place, detail, flags, text FROM names ORDER BY rowid")
        for key, group in groupby(rows, key=lambda row: row[0]):
            forms = [row[1:] for row in group]
            data = _HEAD.pack(len(forms)) + b"".join(_FORM.pack(*f[:3]) for f in forms)
            data += "\n".join(f[3].translate(_SPACES) for f in forms).encode()
            for number in range(filled, key + 1):
                offsets[number] = at
            filled = key + 1
            at += stream.write(data)
        for number in range(filled, keys + 1):
            offsets[number] = at
    _write_index(folder / (NAMES + _INDEX), offsets)
    parents = _Parents(database)
    ids, places = array("q"), array("Q")
    with (folder / PLACES).open("wb") as stream:
        at = 0
        for row in database.execute(f"SELECT {PLACE_COLUMNS} FROM places ORDER BY id"):  # noqa: S608
            ids.append(row[0])
            places.append(at)
            cells = [repr(c) if isinstance(c, float) else str(c).translate(_SPACES) for c in row]
            cells.append(" ".join(map(str, parents.of(row[0], row[5], row[6], row[7]))))
            at += stream.write("\t".join(cells).encode())
        places.append(at)
    _write_index(folder / (PLACES + ".ids"), ids)
    _write_index(folder / (PLACES + _INDEX), places)


class _Parents:
    """What places lie in: what the supplement or the dump says, their divisions, their country."""

    def __init__(self, database: sqlite3.Connection) -> None:
        rows = database.execute(
            "SELECT feature, country, admin1, id FROM places WHERE feature IN ('PCL', 'ADM1')"
        ).fetchall()
        self._countries = {row[3] for row in rows if row[0] == "PCL"}
        self._divisions = {row[1] if row[0] == "PCL" else row[2]: row[3] for row in rows}
        self._said: dict[int, list[int]] = {}
        for place, parent in database.execute("SELECT place, parent FROM parents ORDER BY place, position"):
            self._said.setdefault(place, []).append(parent)

    def of(self, id: int, country: str, admin1: str, admin2: int) -> list[int]:
        said = self._said.get(id, [])
        found = [p for p in said if p not in self._countries]
        found += [admin2, self._divisions.get(admin1, 0), self._divisions.get(country, 0)]
        found += [p for p in said if p in self._countries]
        return [p for p in dict.fromkeys(found) if p and p != id]


def _write_index(file: Path, numbers: "array[int]") -> None:
    if sys.byteorder == "big":
        numbers.byteswap()
    file.write_bytes(numbers.tobytes())


class _File:
    """A file read at offsets, from many threads and forked processes at once."""

    def __init__(self, file: Path) -> None:
        self._stream = file.open("rb")
        self._number = self._stream.fileno()
        self._map: mmap.mmap | None = None
        if not hasattr(os, "pread"):
            self._map = mmap.mmap(self._number, 0, access=mmap.ACCESS_READ)

    def read(self, start: int, end: int) -> bytes:
        if self._map is not None:
            return self._map[start:end]
        return os.pread(self._number, end - start, start)

    def __del__(self) -> None:
        self._stream.close()


def _mapped(file: Path, code: str) -> "memoryview[int] | array[int]":
    if file.stat().st_size == 0:
        return array(code)
    if sys.byteorder == "big":
        numbers = array(code, file.read_bytes())
        numbers.byteswap()
        return numbers
    with file.open("rb") as stream:
        return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)).cast(code)  # type: ignore[call-overload,no-any-return]


class PackedNames:
    """Names by the number of their key."""

    def __init__(self, folder: Path) -> None:
        self._file = _File(folder / NAMES)
        self._offsets = _mapped(folder / (NAMES + _INDEX), "Q")

    def of(self, number: int) -> list[Form]:
        """Return the names under a key, by the ids of their places."""
        data = self._file.read(self._offsets[number], self._offsets[number + 1])
        (count,) = _HEAD.unpack_from(data)
        end = _HEAD.size + count * _FORM.size
        texts = data[end:].decode().split("\n")
        forms = _FORM.iter_unpack(data[_HEAD.size : end])
        return [(form[0], form[1], form[2], text) for form, text in zip(forms, texts, strict=True)]


class PackedPlaces:
    """Places by their id."""

    def __init__(self, folder: Path) -> None:
        self._file = _File(folder / PLACES)
        self._ids = _mapped(folder / (PLACES + ".ids"), "q")
        self._offsets = _mapped(folder / (PLACES + _INDEX), "Q")

    def of(self, id: int) -> list[str] | None:
        """Return a place's cells in the order of PLACE_COLUMNS, None for an unknown id."""
        at = bisect_left(self._ids, id)
        if at >= len(self._ids) or self._ids[at] != id:
            return None
        return self._file.read(self._offsets[at], self._offsets[at + 1]).decode().split("\t")

    def ids(self) -> Iterable[int]:
        """Return all ids, rising."""
        return self._ids
