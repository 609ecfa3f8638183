"""The data file that a dump is laid over: its lines by place, and what has to be known of them beforehand."""

import json
import lzma
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import cast

from gazetteer.build.draft import Draft
from gazetteer.errors import BadData
from gazetteer.place import Kind


class Base:
    """The places of a data file, in memory as the lines they were; parsed where a dump touches one."""

    def __init__(self, source: Traversable) -> None:
        self._lines: list[bytes] = []
        self._starts: dict[int, int] = {}
        self.countries: dict[str, int] = {}
        """The id of each country by its code."""
        self.divisions: dict[str, int] = {}
        """The id of each admin-1 division by its code."""
        self.division_codes: dict[int, str] = {}
        try:
            with source.open("rb") as packed, lzma.open(packed) as content:
                self.packages = self._head(source, content.readline())
                for line in content:
                    if line.startswith(b"P\t"):
                        self._index(line)
                    self._lines.append(line)
        except (OSError, lzma.LZMAError, EOFError, ValueError) as error:
            raise BadData(f"{source}: {error}, expected the gazetteer's data, whole") from error
        self.ids = sorted(self._starts)

    def _head(self, source: Traversable, line: bytes) -> dict[str, str]:
        head = json.loads(line or b"{}")
        if head.get("format") != 1:
            raise BadData(f"{source}: format is {head.get('format')!r}, expected 1")
        return dict(head["packages"])

    def _index(self, line: bytes) -> None:
        cells = line.split(b"\t", 12)
        id = int(cells[1])
        self._starts[id] = len(self._lines)
        if cells[11] == b"PCL":
            self.countries[cells[6].decode()] = id
        elif cells[11] == b"ADM1":
            self.divisions[cells[7].decode()] = id
            self.division_codes[id] = cells[7].decode()

    def __contains__(self, id: int) -> bool:
        return id in self._starts

    def lines(self, id: int) -> list[bytes]:
        """Return the lines of a place as they are in the file."""
        start = end = self._starts[id]
        while end == start or (end < len(self._lines) and not self._lines[end].startswith(b"P\t")):
            end += 1
        return self._lines[start:end]

    def draft(self, id: int) -> Draft:
        """Return a place, with the names that its lines give it."""
        first, *rest = (line.decode().rstrip("\n").split("\t") for line in self.lines(id))
        _, number, kind, name, lat, lon, country, admin1, admin2, people, reach, feature, source, points = (
            first
        )
        draft = Draft(
            *(int(number), kind_named(kind), name, float(lat), float(lon), country, admin1, int(admin2 or 0)),
            *(int(people or 0), float(reach or 0), feature, source, points),
        )
        for mark, language, type_, named_by, *texts in rest:
            if mark == "N":
                for text in texts:
                    draft.names[text] = (language, type_ or "variant", named_by or source)
        return draft

    def of_source(self, *sources: str) -> Iterator[Draft]:
        """Yield the places of some sources, by id."""
        wanted = tuple(f"\t{source}\t".encode() for source in sources)
        for id in self.ids:
            if any(source in self._lines[self._starts[id]] for source in wanted):
                draft = self.draft(id)
                if draft.source in sources:
                    yield draft


def kind_named(text: str) -> Kind:
    """Return the kind of a name that we have written ourselves."""
    return cast(Kind, text)
