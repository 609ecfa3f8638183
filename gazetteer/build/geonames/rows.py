"""The rows of GeoNames' files, parsed at the door: what is wrong is named with file, line and form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gazetteer.build.geonames.files import Read, Source
from gazetteer.errors import BadData

MAX_ID = 999_999_999
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DATE = re.compile(r"(\d{4})(?:-?(0[1-9]|1[0-2])(?:-?(0[1-9]|[12]\d|3[01]))?)?")
_DAY_FIRST = re.compile(r"(0?[1-9]|[12]\d|3[01])[./](0?[1-9]|1[0-2])[./](\d{4})")
_CONTROL = dict.fromkeys([*range(32), *range(127, 160)], " ")

_FLAGS = frozenset({"", "0", "1"})
_NO_NAMES = frozenset({"link", "post", "wkdt", "phon", "tcid", "unlc", "faac"})
_CODES = frozenset({"iata", "icao"})
_SPECIAL = {
    "fr_1793": ("fr", "historic"),
    "piny": ("zh-Latn-pinyin", "variant"),
    "abbr": ("", "abbreviation"),
}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row of allCountries.txt or of a country's file."""

    id: int
    name: str
    ascii_name: str
    alternate: str
    lat: float
    lon: float
    feature_class: str
    feature: str
    country: str
    admin1: str
    admin2: str
    population: int


@dataclass(frozen=True, slots=True)
class NameRow:
    """A row of alternateNamesV2.txt: `language` is BCP 47 or "", `type` a Name's, `rank` 0 for the best."""

    place: int
    text: str
    language: str
    type: str
    rank: int


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A row of admin1CodesASCII.txt, admin2Codes.txt or countryInfo.txt; `area_km2` is a country's."""

    code: str
    name: str
    id: int
    area_km2: float = 0.0
    population: int = 0


class Ids:
    """Which ids have been seen: a bit each."""

    def __init__(self) -> None:
        self._bits = bytearray()
        self.count = 0

    def add(self, id: int) -> bool:
        """Return whether an id is new, and keep it."""
        at, bit = id >> 3, 1 << (id & 7)
        if at >= len(self._bits):
            self._bits.extend(bytes(max(at + 1 - len(self._bits), 1 << 16)))
        if self._bits[at] & bit:
            return False
        self._bits[at] |= bit
        self.count += 1
        return True

    def __contains__(self, id: int) -> bool:
        return 0 <= id >> 3 < len(self._bits) and bool(self._bits[id >> 3] & 1 << (id & 7))


@dataclass(slots=True)
class _Cells:
    """A row's cells, and where it stands when one is wrong."""

    source: Source
    number: int
    cells: list[str]

    def wrong(self, what: str, value: str, expected: str) -> BadData:
        return BadData(f"{self.source.where(self.number)}: {what} is {value[:80]!r}, expected {expected}")

    def id(self, at: int, what: str) -> int:
        text = self.cells[at]
        if not (text.isascii() and text.isdigit() and 0 < int(text[:12]) <= MAX_ID):
            raise self.wrong(what, text, f"a whole number from 1 to {MAX_ID}")
        return int(text)

    def count(self, at: int, what: str) -> int:
        text = self.cells[at]
        if text and not (text.isascii() and text.isdigit() and len(text) <= 15):
            raise self.wrong(what, text, "a whole number, or nothing")
        return int(text or 0)

    def number_in(self, at: int, what: str, most: float) -> float:
        text = self.cells[at]
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not -most <= value <= most or "_" in text or not text.isascii():
            raise self.wrong(what, text, f"degrees from -{most:g} to {most:g}")
        return value


def _rows(source: Source, read: Read, columns: tuple[int, ...], names: str) -> Iterator[_Cells]:
    """Yield the rows that are no comment; BadData if one has not the columns, or there is none."""
    cells: list[str] = []
    for number, line in source.lines(read):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) not in columns:
            wanted = " or ".join(map(str, columns))
            raise BadData(
                f"{source.where(number)}: {len(cells)} columns, expected {wanted} with tabs between: {names}"
            )
        yield _Cells(source, number, cells)
    if not cells:
        raise BadData(f"{source.path}: no rows, expected {names}")


def places(source: Source, read: Read, seen: Ids, with_alternate: bool = True) -> Iterator[PlaceRow]:
    """Yield the places of a file; `seen` holds the ids so far, and none may come twice.

    Without `with_alternate` the column of alternate names is passed over: they stand in a file of their own.
    """
    names = (
        "geonameid, name, asciiname, alternatenames, latitude, longitude, feature class, feature code, ..."
    )
    for row in _rows(source, read, (19,), names):
        id = row.id(0, "geonameid")
        if not seen.add(id):
            raise row.wrong("geonameid", row.cells[0], "an id of its own; an earlier row has it")
        _, name, ascii_name, alternate, _, _, class_, feature, country, _, admin1, admin2 = row.cells[:12]
        lat, lon = row.number_in(4, "latitude", 90), row.number_in(5, "longitude", 180)
        if country and not (len(country) == 2 and country.isascii() and country.isupper()):
            raise row.wrong("country code", country, "ISO 3166-1 alpha-2, or nothing")
        population = row.count(14, "population")
        yield PlaceRow(
            *(
                id,
                clean(name),
                clean(ascii_name),
                alternate if with_alternate else "",
                lat,
                lon,
                class_,
                feature,
                country,
            ),
            *(clean(admin1), clean(admin2), population),
        )


def names(source: Source, read: Read, seen: Ids) -> Iterator[NameRow]:
    """Yield the names of a file, without links, post codes and other ids."""
    columns = (
        "alternateNameId, geonameid, isolanguage, name, preferred, short, colloquial, historic, from, to"
    )
    for row in _rows(source, read, (10,), columns):
        id, place = row.id(0, "alternateNameId"), row.id(1, "geonameid")
        if not seen.add(id):
            raise row.wrong("alternateNameId", row.cells[0], "an id of its own; an earlier row has it")
        _, _, spoken, text, *flags, start, end = row.cells
        if not _FLAGS.issuperset(flags):
            at = next(at for at, flag in enumerate(flags) if flag not in _FLAGS)
            what = ("isPreferredName", "isShortName", "isColloquial", "isHistoric")[at]
            raise row.wrong(what, flags[at], "1 or nothing")
        if spoken in _NO_NAMES:
            continue
        language, type_ = language_of(spoken)
        preferred, short, colloquial, historic = (flag == "1" for flag in flags)
        if historic and type_ == "variant":
            type_ = "historic"
        elif preferred and type_ == "variant":
            type_ = "common"
        more = [f"{side}={day}" for side, said in (("from", start), ("to", end)) if (day := date_of(said))]
        more += ["short"] * short + ["colloquial"] * colloquial
        rank = 4 if type_ == "historic" else 3 if colloquial else 0 if preferred else 1 if short else 2
        yield NameRow(place, clean(text), language, ";".join([type_, *more]), rank)


def language_of(spoken: str) -> tuple[str, str]:
    """Return BCP 47 language and name type of GeoNames' isolanguage; "" where it is none we know.

    >>> language_of("az"), language_of("fr_1793"), language_of("iata"), language_of("zh_Hant")
    (('az', 'variant'), ('fr', 'historic'), ('', 'code'), ('zh-Hant', 'variant'))
    """
    if spoken in _SPECIAL:
        return _SPECIAL[spoken]
    if spoken in _CODES:
        return "", "code"
    tag = spoken.replace("_", "-")
    return (tag if _LANGUAGE.fullmatch(tag) else ""), "variant"


def date_of(text: str) -> str:
    """Return a date as YYYY, YYYY-MM or YYYY-MM-DD; "" where it is written in no way we are sure of.

    >>> date_of("1924"), date_of("19911226"), date_of("26.12.1991"), date_of("14th century")
    ('1924', '1991-12-26', '1991-12-26', '')
    """
    if not text:
        return ""
    found = _DATE.fullmatch(text.strip())
    if found:
        return "-".join(part for part in found.groups() if part)
    found = _DAY_FIRST.fullmatch(text.strip())
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found and int(found[1]) > 12 else ""


def divisions(source: Source, read: Read, points: int) -> Iterator[CodeRow]:
    """Yield the rows of admin1CodesASCII.txt (codes with one point) or admin2Codes.txt (with two)."""
    for row in _rows(source, read, (4,), "code such as AZ.65, name, ASCII name, geonameid"):
        if row.cells[0].count(".") < points:
            raise row.wrong("code", row.cells[0], f"a code with {points} points, such as AZ.65 or US.TX.113")
        yield CodeRow(row.cells[0], clean(row.cells[1]), row.id(3, "geonameid"))


def countries(source: Source, read: Read) -> Iterator[CodeRow]:
    """Yield the rows of countryInfo.txt that have a geonameid; countries that are no more have none."""
    for row in _rows(source, read, (17, 18, 19), "ISO, ISO3, ISO-Numeric, fips, Country, Capital, Area, ..."):
        code = row.cells[0]
        if not (len(code) == 2 and code.isascii() and code.isupper()):
            raise row.wrong("ISO", code, "ISO 3166-1 alpha-2")
        if not row.cells[16]:
            continue
        area = row.number_in(6, "Area", 1e9) if row.cells[6] else 0.0
        yield CodeRow(code, clean(row.cells[4]), row.id(16, "geonameid"), area, row.count(7, "Population"))


def parents(source: Source, read: Read) -> Iterator[tuple[int, int, str]]:
    """Yield the pairs of hierarchy.txt: parent, child, and the kind of relation ("ADM" or "")."""
    for row in _rows(source, read, (2, 3), "parent's geonameid, child's geonameid, type"):
        yield row.id(0, "parent"), row.id(1, "child"), row.cells[2] if len(row.cells) > 2 else ""


def clean(text: str) -> str:
    """Return a text in one line, without control characters and with single spaces."""
    return " ".join((text if text.isprintable() else text.translate(_CONTROL)).split())
