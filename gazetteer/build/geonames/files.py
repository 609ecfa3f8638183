"""The files of a GeoNames dump in a folder, plain or zipped, and their lines."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from gazetteer.errors import BadData

MAX_LINE = 1 << 20
"""Bytes; GeoNames' longest are about 10,000."""

NAMES_FOLDER = "alternatenames"
_COUNTRY = re.compile(r"[A-Z]{2}|no-country")
_BOM = b"\xef\xbb\xbf"

Read = Callable[[int], None]
"""Called with how many bytes have been read since the last call."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the dump: `path` is it, or a zip file that holds `member`."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """The file's own name, which stays the same zipped or not."""
        return self.member or self.path.name

    def where(self, number: int) -> str:
        """Return how an error names a line of this file."""
        inside = f" ({self.member})" if self.member else ""
        return f"{self.path}{inside}, line {number}"

    def size(self) -> int:
        """Return its bytes, unpacked."""
        if not self.member:
            return self.path.stat().st_size
        with zipfile.ZipFile(self.path) as archive:
            return archive.getinfo(self.member).file_size

    def lines(self, read: Read) -> Iterator[tuple[int, str]]:
        """Yield the number and text of each line; BadData where it is cut, too long or not UTF-8."""
        number = done = 0
        try:
            with ExitStack() as stack:
                stream: IO[bytes]
                if self.member:
                    archive = stack.enter_context(zipfile.ZipFile(self.path))
                    stream = stack.enter_context(archive.open(self.member))
                else:
                    stream = stack.enter_context(self.path.open("rb", buffering=1 << 18))
                for number, line in enumerate(iter(lambda: stream.readline(MAX_LINE), b""), start=1):
                    if not line.endswith(b"\n"):
                        raise BadData(f"{self.where(number)}: {_cut(line)}")
                    if number == 1:
                        line = line.removeprefix(_BOM)
                    yield number, line.rstrip(b"\r\n").decode()
                    done += len(line)
                    if done >= 1 << 20:
                        read(done)
                        done = 0
        except UnicodeDecodeError as error:
            raise BadData(
                f"{self.where(number)}: not UTF-8 at byte {error.start} of the line, expected UTF-8"
            ) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            raise BadData(
                f"{self.where(number + 1)}: {error}, expected a zip file that is whole; fetch it again"
            ) from error
        except OSError as error:
            raise BadData(f"{self.path}: {error.strerror or error}, expected a file of GeoNames") from error
        read(done)


def _cut(line: bytes) -> str:
    if len(line) >= MAX_LINE:
        return f"longer than {MAX_LINE} bytes, expected a row of GeoNames"
    return "the file ends within a line, expected a line feed at its end; fetch it again"


@dataclass(frozen=True, slots=True)
class Dump:
    """What lies in a folder: files of places, each with its files of names, and tables."""

    places: tuple[Source, ...]
    names: tuple[Source, ...]
    covered: frozenset[str]
    """Names of the files of places whose names stand in a file of names."""
    tables: dict[str, Source]

    def size(self) -> int:
        """Return the bytes that will be read."""
        return sum(s.size() for s in (*self.places, *self.names, *self.tables.values()))


TABLES = ("countryInfo", "admin1CodesASCII", "admin2Codes", "hierarchy")


def find(folder: Path) -> Dump:
    """Return the files of a dump: all countries in one file if it is there, else one for each country.

    Files of a country's names lie in `alternatenames/`, as on GeoNames' own server. BadData where there is
    no file of places, or a zip file does not hold what its name says.
    """
    if not folder.is_dir():
        raise BadData(
            f"{folder}: no such folder, expected one with GeoNames' allCountries.txt or AZ.txt, ..."
        )
    whole = _source(folder, "allCountries")
    places: tuple[Source, ...] = (whole,) if whole else _countries(folder)
    if not places:
        raise BadData(
            f"{folder}: no file of places, expected allCountries.txt, allCountries.zip, or files of "
            "countries such as AZ.txt or AZ.zip"
        )
    every = _source(folder, "alternateNamesV2")
    names: tuple[Source, ...]
    if every:
        names, covered = (every,), frozenset(p.name for p in places)
    else:
        names = () if whole else _countries(folder / NAMES_FOLDER)
        covered = frozenset(n.name for n in names)
        names = tuple(n for n in names if n.name in {p.name for p in places})
    tables = {name: source for name in TABLES if (source := _source(folder, name))}
    return Dump(places, names, covered, tables)


def _countries(folder: Path) -> tuple[Source, ...]:
    if not folder.is_dir():
        return ()
    files = (f for f in folder.iterdir() if f.suffix in {".txt", ".zip"} and _COUNTRY.fullmatch(f.stem))
    found = (_source(folder, stem) for stem in sorted({f.stem for f in files}))
    return tuple(source for source in found if source)


def _source(folder: Path, stem: str) -> Source | None:
    """Return a file of the folder, unpacked rather than zipped, or None."""
    plain, zipped = folder / f"{stem}.txt", folder / f"{stem}.zip"
    if plain.is_file():
        return Source(plain)
    if not zipped.is_file():
        return None
    try:
        with zipfile.ZipFile(zipped) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        raise BadData(f"{zipped}: {error}, expected a zip file with {stem}.txt; fetch it again") from error
    if plain.name not in members:
        raise BadData(f"{zipped}: holds {sorted(members)[:5]}, expected {plain.name}")
    return Source(zipped, plain.name)
