"""Our own rows, laid over the built file when it is unpacked: places, names and vetoes in CSV files.

The first line of a file says what its rows are:
places   key,name,kind,lat,lon,radius_km,country,parents,label,weight,coord_source,names
names    place,name,language,type,authority, and, where wanted, from,to (2016, or 2016-02-04)
status   place,relation,actor,from,to,source
vetoes   place,name,reason
`coord_source` says where a point is from: estimate (radius_km at least 5), naturalearth, geonames:ID, or
page:https://... for a page that was opened (radius_km may then be empty).
A line that starts with # is a comment. A place is named by a reference: `country:AZ`, `admin1:AZ.65`,
`geonames:146970`, `id:-449352467499` (a place of another source), or the key of
a row. A cell of several names reads
`Xankəndi{az,official,gov:AZ}|Stepanakert{hy-Latn,endonym,defacto:artsakh}`.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable

from gazetteer.errors import BadData
from gazetteer.place import KINDS, SETTLEMENTS, Kind, Name
from gazetteer.status import RELATIONS, UNSOURCED, Fact

PLACES = (
    "key",
    "name",
    "kind",
    "lat",
    "lon",
    "radius_km",
    "country",
    "parents",
    "label",
    "weight",
    "coord_source",
    "names",
)
NAMES = ("place", "name", "language", "type", "authority")
DATED_NAMES = (*NAMES, "from", "to")
VETOES = ("place", "name", "reason")
STATUS = ("place", "relation", "actor", "from", "to", "source")
TYPES = frozenset({
    *("official", "common", "endonym", "exonym", "historic", "variant"),
    *("misspelling", "abbreviation", "demonym", "metonym"),
})  # fmt: skip
MIN_ESTIMATE_RADIUS_KM = 5.0
"""How unsure a point is at least that no source gives."""

_TOLD_APART = re.compile(r"(.+\S) \([^()]+\)")
_REFERENCE = re.compile(r"(country:[A-Z]{2}|admin1:[A-Z]{2}\.\w+|geonames:\d+|id:-?\d+|[a-z0-9][a-z0-9-]*)")
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
_NAME = re.compile(r"([^{}|]+?)\s*(?:\{([^{}]*)\})?")
_LANGUAGE = re.compile(r"([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?")
_DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
_ACTOR = re.compile(r"[A-Z]{2}|defacto:[a-z0-9-]+")
_PAGE = re.compile(r"page:https://[^\s/]+\.[^\s]+")
_AUTHORITY = re.compile(r"(int|un|(gov|defacto|source):[A-Za-z0-9-]+)?")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of ours, or, with a `geonameid`, what we know better or besides about one of GeoNames."""

    key: str
    name: str
    kind: Kind
    lat: float | None
    lon: float | None
    radius_km: float
    country: str
    parents: tuple[str, ...]
    label: str
    weight: float
    coord_source: str
    geonameid: int | None
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Supplement:
    """All rows of the supplement, in the order of their files and lines."""

    places: tuple[PlaceRow, ...] = ()
    names: tuple[tuple[str, Name], ...] = ()
    vetoes: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()


@dataclass(slots=True)
class _Line:
    """A row at the door: its cells, and how to say where it stands when one is wrong."""

    where: str
    cells: dict[str, str] = field(default_factory=dict)

    def wrong(self, column: str, expected: str) -> BadData:
        return BadData(f"{self.where}: {column} is {self.cells[column]!r}, expected {expected}")

    def matching(self, column: str, pattern: re.Pattern[str], expected: str) -> str:
        if not pattern.fullmatch(self.cells[column]):
            raise self.wrong(column, expected)
        return self.cells[column]

    def number(self, column: str, least: float, most: float) -> float:
        try:
            value = float(self.cells[column])
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            raise self.wrong(column, f"a number from {least:g} to {most:g}")
        return value


def supplement_files() -> tuple[Traversable, ...]:
    """Return the supplement's files in the installed package, by name."""
    folder = files("gazetteer").joinpath("data", "supplement")
    return tuple(sorted((f for f in folder.iterdir() if f.name.endswith(".csv")), key=lambda f: f.name))


def read(sources: Iterable[Traversable]) -> Supplement:
    """Return the rows of the given files; BadData names file, line and the form expected."""
    places: list[PlaceRow] = []
    names: list[tuple[str, Name]] = []
    vetoes: list[tuple[str, str]] = []
    facts: list[tuple[str, Fact]] = []
    keys: dict[str, str] = {}
    for source in sources:
        header, lines = _lines(source.name, source.read_text(encoding="utf-8"))
        for line in lines:
            if header == PLACES:
                row = _place(line)
                if row.key in keys:
                    raise line.wrong("key", f"a key of its own; {keys[row.key]} has it too")
                keys[row.key] = line.where
                places.append(row)
            elif header == STATUS:
                facts.append((_reference(line), _fact(line)))
            elif header in (NAMES, DATED_NAMES):
                dates = (_date(line, "from"), _date(line, "to")) if header == DATED_NAMES else ("", "")
                name = _name(line, "name", line.cells["name"], *_details(line))
                names.append((_reference(line), replace(name, since=dates[0], until=dates[1])))
            else:
                vetoes.append((_reference(line), line.cells["name"]))
    return Supplement(tuple(places), tuple(names), tuple(vetoes), tuple(facts))


def _reference(line: _Line) -> str:
    return line.matching("place", _REFERENCE, "a reference such as country:AZ, geonames:146970 or a key")


def _date(line: _Line, column: str) -> str:
    return line.matching(column, _DATE, "a date such as 2016, 2016-02 or 2016-02-04, or nothing")


def _fact(line: _Line) -> Fact:
    relation = next((r for r in RELATIONS if r == line.cells["relation"]), None)
    if relation is None:
        raise line.wrong("relation", f"one of {', '.join(RELATIONS)}")
    source = line.cells["source"]
    if source != UNSOURCED and not _PAGE.fullmatch(source):
        raise line.wrong("source", f"page:https://... of a page that was opened, or {UNSOURCED!r}")
    actor = line.matching("actor", _ACTOR, "an ISO 3166-1 alpha-2 code or defacto:NAME")
    return Fact(relation, actor, _date(line, "from"), _date(line, "to"), source)


def _lines(name: str, text: str) -> tuple[tuple[str, ...], Iterator[_Line]]:
    rows = csv.reader(text.splitlines(keepends=True), strict=True)
    header = tuple(next(rows, []))
    if header not in (PLACES, NAMES, DATED_NAMES, VETOES, STATUS):
        raise BadData(f"{name}, line 1: columns are {','.join(header)!r}, expected {','.join(PLACES)!r}, "
                      f"{','.join(NAMES)!r} (and from,to), {','.join(VETOES)!r} "
                      f"or {','.join(STATUS)!r}")  # fmt: skip

    def each() -> Iterator[_Line]:
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                raise BadData(
                    f"{name}, line {rows.line_num}: {error}, expected comma-separated cells"
                ) from None
            if not cells or cells[0].startswith("#"):
                continue
            where = f"{name}, line {rows.line_num}"
            if len(cells) != len(header):
                raise BadData(f"{where}: {len(cells)} cells, expected {len(header)}: {','.join(header)}")
            yield _Line(where, dict(zip(header, (c.strip() for c in cells), strict=True)))

    return header, each()


def _place(line: _Line) -> PlaceRow:
    cells = line.cells
    key = line.matching("key", _KEY, "small letters, digits and hyphens")
    if not cells["name"]:
        raise line.wrong("name", "the place's name")
    kind = next((k for k in KINDS if k == cells["kind"]), None)
    if kind is None:
        raise line.wrong("kind", f"one of {', '.join(KINDS)}")
    given = re.fullmatch(r"geonames:(\d+)", cells["coord_source"])
    page = _PAGE.fullmatch(cells["coord_source"])
    bare = bool(given) and not cells["lat"] and not cells["lon"]
    if not given and not page and cells["coord_source"] not in {"estimate", "naturalearth"}:
        raise line.wrong(
            "coord_source",
            "estimate, naturalearth, geonames:ID or page:https://... of a page that was opened",
        )
    least = MIN_ESTIMATE_RADIUS_KM if cells["coord_source"] == "estimate" else 0.0
    line.matching("country", re.compile("([A-Z]{2})?"), "an ISO 3166-1 alpha-2 code or nothing")
    parents = tuple(p for p in cells["parents"].split(";") if p)
    if not all(_REFERENCE.fullmatch(p) for p in parents):
        raise line.wrong("parents", "references with ; between, such as country:AZ;nagorno-karabakh")
    name, names = cells["name"], tuple(_names(line))
    told_apart = _TOLD_APART.fullmatch(name)
    if told_apart and kind in SETTLEMENTS and any(n.text == told_apart[1] for n in names):
        # "Palma (Mozambique)" is called Palma: the brackets only tell it from its namesakes
        names = (*names, _name(line, "name", name, "en", "variant", ""))
        name = told_apart[1]
    return PlaceRow(
        key,
        name,
        kind,
        None if bare else line.number("lat", -90, 90),
        None if bare else line.number("lon", -180, 180),
        line.number("radius_km", least, 5000) if cells["radius_km"] or not (given or page) else 0.0,
        cells["country"],
        parents,
        cells["label"],
        line.number("weight", 0, 1) if cells["weight"] else 0.0,
        "geonames" if given else cells["coord_source"],
        int(given[1]) if given else None,
        names,
    )


def _names(line: _Line) -> Iterator[Name]:
    for part in filter(None, (p.strip() for p in line.cells["names"].split("|"))):
        match = _NAME.fullmatch(part)
        if not match:
            raise line.wrong("names", "Name{language,type,authority} with | between")
        details = [d.strip() for d in (match[2] or "").split(",")]
        if len(details) > 3:
            raise line.wrong("names", "at most language, type and authority in braces")
        yield _name(line, "names", match[1], *[*details, "", ""][:3])


def _details(line: _Line) -> tuple[str, str, str]:
    return line.cells["language"], line.cells["type"], line.cells["authority"]


def _name(line: _Line, column: str, text: str, language: str, type_: str, authority: str) -> Name:
    if not any(c.isalnum() for c in text):
        raise line.wrong(column, "a name with a letter or digit in it")
    if not _LANGUAGE.fullmatch(language):
        raise line.wrong(column, f"a language in BCP 47 such as hy-Latn, not {language!r}")
    if type_ and type_ not in TYPES:
        raise line.wrong(column, f"a type out of {', '.join(sorted(TYPES))}, not {type_!r}")
    if not _AUTHORITY.fullmatch(authority):
        raise line.wrong(
            column, f"an authority such as int, un, gov:AZ or defacto:artsakh, not {authority!r}"
        )
    preferred = type_ in {"official", "common"}
    hidden = type_ in {"misspelling", "abbreviation", "demonym", "metonym"}
    return Name(text, language, type_ or "variant", authority, preferred, hidden)
