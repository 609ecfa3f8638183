"""A user's own places: rows of a CSV that a person can write, checked, and laid over the data.

The first line names the columns, in any order: name, lat and lon are needed; kind (else village), country,
radius_km, names (others, with | between) and note may be missing or empty. Cells are parted by commas,
semicolons or tabs.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gazetteer.distance import great_circle_km
from gazetteer.errors import BadData
from gazetteer.identity import own_id
from gazetteer.layer import Layer
from gazetteer.names import fold
from gazetteer.place import KINDS, Kind, Name, Place

COLUMNS = ("name", "lat", "lon", "kind", "country", "radius_km", "names", "note")
NEEDED = frozenset({"name", "lat", "lon"})
OWN_KINDS: tuple[Kind, ...] = tuple(k for k in KINDS if k != "demonym")
USUAL_KIND: Kind = "village"

SOURCE = "own"
"""What a place of a user's own has as its `source`."""

LONGEST_NAME, LONGEST_NOTE, MOST_NAMES = 120, 1000, 50
MOST_PLACES = 20_000
MOST_BYTES = 5_000_000
SAME_KM = 1.0
"""Two places of one name so near each other are one place given twice."""

_WEIGHT = 0.8
_SHOWN_FAULTS = 20
_RADII: dict[Kind, float] = {
    **{"country": 300.0, "region": 60.0, "disputed": 60.0, "district": 20.0, "city": 8.0, "town": 3.0},
    **{"river": 20.0, "water": 20.0, "mountain": 5.0, "island": 5.0, "park": 10.0},
    **{"road": 10.0, "line": 10.0, "corridor": 10.0},
}
"""How far a place reaches, by its kind, where its row does not say: other kinds 1 km."""

_COUNTRY = re.compile(r"([A-Z]{2})?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """One place of a user's own: as in a row, checked. `country` is ISO 3166-1 alpha-2 or ""."""

    name: str
    lat: float
    lon: float
    kind: Kind = USUAL_KIND
    country: str = ""
    radius_km: float = 0.0
    names: tuple[str, ...] = ()
    note: str = ""


class BadOwnPlaces(BadData):
    """Rows that are not what they should be; `faults` says of each what came and what was expected."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        shown = list(self.faults[:_SHOWN_FAULTS])
        if len(self.faults) > len(shown):
            shown.append(f"and {len(self.faults) - len(shown)} more")
        super().__init__("\n".join(shown))


class _Fault(Exception):
    """What is wrong with one cell."""


def read(data: bytes | str, file: str) -> tuple[OwnPlace, ...]:
    """Return the places of a CSV in its order; BadOwnPlaces names each line that is wrong, and how."""
    if len(data) > MOST_BYTES:
        raise BadOwnPlaces([f"{file}: {len(data):,} bytes, expected at most {MOST_BYTES:,}"])
    if isinstance(data, bytes):
        try:
            data = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            fault = f"{file}, line {line}: not UTF-8; in a spreadsheet, save as “CSV UTF-8”"
            raise BadOwnPlaces([fault]) from None
    rows = _rows(data.removeprefix("\ufeff"), file)
    places: list[OwnPlace] = []
    faults: list[str] = []
    lines: dict[str, list[tuple[int, OwnPlace]]] = {}
    for number, cells in rows:
        try:
            if isinstance(cells, str):
                raise _Fault(cells)
            place = checked(cells)
            same = next((n for n, p in lines.get(place.name, ()) if _is_same(p, place)), None)
            if same is not None:
                raise _Fault(f"name {place.name!r} stands at the same point on line {same}, expected it once")
            lines.setdefault(place.name, []).append((number, place))
            places.append(place)
        except (_Fault, BadOwnPlaces) as error:
            faults.append(f"{file}, line {number}: {error}")
    if len(places) > MOST_PLACES:
        faults.append(f"{file}: {len(places):,} places, expected at most {MOST_PLACES:,}")
    if faults:
        raise BadOwnPlaces(faults)
    return tuple(places)


def written(places: Iterable[OwnPlace]) -> str:
    """Return places as the CSV that `read` reads, one line each."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for p in places:
        radius = f"{p.radius_km:g}" if p.radius_km else ""
        writer.writerow([p.name, p.lat, p.lon, p.kind, p.country, radius, "|".join(p.names), p.note])
    return out.getvalue()


def checked(cells: Mapping[str, str]) -> OwnPlace:
    """Return the place of a row's or a form's cells; BadOwnPlaces says what is wrong with them."""
    cells = {column: cells.get(column, "").strip() for column in COLUMNS}
    try:
        kind = next((k for k in OWN_KINDS if k == (cells["kind"].lower() or USUAL_KIND)), None)
        if kind is None:
            raise _Fault(
                f"kind is {_short(cells['kind'])}, expected one of {', '.join(OWN_KINDS)}, or nothing"
            )
        country = cells["country"].upper()
        if not _COUNTRY.fullmatch(country):
            expected = "expected two letters (ISO 3166-1) such as UA, or nothing"
            raise _Fault(f"country is {_short(cells['country'])}, {expected}")
        lat, lon = _number(cells, "lat", -90, 90), _number(cells, "lon", -180, 180)
        if lat == lon == 0:
            raise _Fault("lat and lon are both 0, a point in the sea, expected the place's own")
        radius = _number(cells, "radius_km", 0, 5000) if cells["radius_km"] else 0.0
        others = [_name(part.strip(), "names") for part in cells["names"].split("|") if part.strip()]
        if len(others) > MOST_NAMES:
            raise _Fault(f"names are {len(others)}, expected at most {MOST_NAMES}")
        name = _name(cells["name"], "name")
        return OwnPlace(
            name, lat, lon, kind, country, radius,
            tuple(n for n in dict.fromkeys(others) if n != name), _line(cells["note"], "note", LONGEST_NOTE),
        )  # fmt: skip
    except _Fault as error:
        raise BadOwnPlaces([str(error)]) from None


def layer(places: Iterable[OwnPlace]) -> Layer:
    """Return places as a layer over the data; their ids stay while name and country stay.

    A name that begins with an article is found without it as well, as a text's names are.
    """

    def names(own: OwnPlace) -> Iterator[Name]:
        for name in (own.name, *own.names):
            bare = name[4:] if name[:4].lower() == "the " else name
            yield from (Name(n) for n in dict.fromkeys((name, bare)) if n != own.name)

    return Layer((place, names(own)) for own, place in identified(places))


def identified(places: Iterable[OwnPlace]) -> Iterator[tuple[OwnPlace, Place]]:
    """Yield each place with what it is in the gazetteer, in the given order."""
    taken: set[int] = set()
    for own in places:
        id = own_id(SOURCE, f"{own.name}|{own.country}")
        if id in taken:  # a namesake in one country: the first keeps the plain id
            id = own_id(SOURCE, f"{own.name}|{own.country}|{own.lat}|{own.lon}")
        taken.add(id)
        radius = own.radius_km or _RADII.get(own.kind, 1.0)
        yield own, Place(
            id, own.name, own.kind, own.lat, own.lon, own.country, radius_km=radius, source=SOURCE,
            coord_source=SOURCE, weight=_WEIGHT,
        )  # fmt: skip


def merged(stored: Iterable[OwnPlace], added: Iterable[OwnPlace]) -> tuple[OwnPlace, ...]:
    """Return stored places with others added; one of the same name and country takes the old one's stead.

    Where there are several such, the one within a kilometre does.
    """
    places = list(stored)
    kept = len(places)
    for new in added:
        alike = [at for at, p in enumerate(places[:kept]) if (p.name, p.country) == (new.name, new.country)]
        near = [at for at in alike if _is_same(places[at], new)]
        if len(alike) == 1 or near:
            places[(near or alike)[0]] = new
        else:
            places.append(new)
    return tuple(places)


def _rows(text: str, file: str) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Yield (line, cells by column), or, for a line that is none, what is wrong with it."""
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raise BadOwnPlaces(
                [f"{file}, line {reader.line_num}: {error}, expected cells of a CSV"]
            ) from None
        if not any(c.strip() for c in cells):
            continue
        if header is None:
            header = [c.strip().lower() for c in cells]
            _check_header(header, f"{file}, line {reader.line_num}")
        elif len(cells) > len(header) and any(c.strip() for c in cells[len(header) :]):
            yield reader.line_num, f"{len(cells)} cells, expected {len(header)}: {','.join(header)}"
        else:
            yield reader.line_num, dict(zip(header, cells, strict=False))
    if header is None:
        raise BadOwnPlaces([f"{file}: empty, expected a first line {','.join(COLUMNS)}"])


def _check_header(header: list[str], where: str) -> None:
    unknown = [c for c in header if c not in COLUMNS and c]
    missing = [c for c in COLUMNS if c in NEEDED and c not in header]
    if unknown or missing or len(set(header)) < len(header):
        found = ",".join(header)[:200]
        expected = f"expected {','.join(COLUMNS)} in any order, of them name, lat and lon at least"
        raise BadOwnPlaces([f"{where}: columns are {found!r}, {expected}"])


def _number(cells: Mapping[str, str], column: str, least: float, most: float) -> float:
    raw = cells[column]
    try:
        value = float(raw.replace(",", ".") if _DECIMAL_COMMA.fullmatch(raw) else raw)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise _Fault(f"{column} is {_short(raw)}, expected a number from {least:g} to {most:g}")
    return value


def _name(text: str, column: str) -> str:
    text = unicodedata.normalize("NFC", _line(text, column, LONGEST_NAME))
    if not any(c.isalpha() for c in text) or not fold(text):
        raise _Fault(f"{column} is {_short(text)}, expected a name with a letter in it")
    if "|" in text:
        raise _Fault(f"{column} is {_short(text)}, expected no | in it: other names go into names")
    return text


def _line(text: str, column: str, longest: int) -> str:
    """Return a cell as one line of plain characters."""
    text = " ".join(text.split())
    if len(text) > longest:
        raise _Fault(f"{column} has {len(text):,} characters, expected at most {longest:,}")
    strange = next((c for c in text if unicodedata.category(c) in {"Cc", "Cs", "Cn"} or _turns(c)), None)
    if strange is not None:
        raise _Fault(f"{column} holds U+{ord(strange):04X}, expected letters, digits and plain signs")
    if text[:1] in {"=", "+", "@", "-"}:
        raise _Fault(f"{column} begins with {text[0]}, expected another sign: spreadsheets run such cells")
    return text


def _turns(character: str) -> bool:
    """Return whether a character turns the direction of what follows it, so that a name reads as another."""
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"


def _is_same(one: OwnPlace, other: OwnPlace) -> bool:
    return great_circle_km(one.lat, one.lon, other.lat, other.lon) <= SAME_KM


def _short(text: str) -> str:
    shown = repr(text)
    return shown if len(shown) <= 60 else shown[:57] + "..."
