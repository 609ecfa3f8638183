"""A dump as it is read: places, names and parents in sorted runs, codes and countries in memory."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from gazetteer.build.draft import is_code, is_name
from gazetteer.build.geonames import rows
from gazetteer.build.geonames.base import Base
from gazetteer.build.geonames.features import country_rank, kind_of
from gazetteer.build.geonames.files import Dump
from gazetteer.build.geonames.runs import SortedLines
from gazetteer.build.geonames.twins import Twins
from gazetteer.names import fold
from gazetteer.place import Kind


class Gathered:
    """What the files of a dump say, in the order they are read: tables, places, names."""

    def __init__(self, dump: Dump, base: Base, work: Path, read: Callable[[int, str], None]) -> None:
        self.dump, self.base = dump, base
        self.places = SortedLines(work, "places")
        self.names = SortedLines(work, "names")
        self.parents = SortedLines(work, "parents")
        self.kept = rows.Ids()
        self.counts: dict[str, int] = {}
        """Rows by file."""
        self.left_out: Counter[str] = Counter()
        """Rows by feature code that are no place of ours, and by "name" that have none."""
        self.countries: dict[int, rows.CodeRow] = {}
        self.twin_of: dict[int, int] = {}
        self._read = read
        self._admin1: dict[str, int] = {}
        self._admin2: dict[str, int] = {}
        self._likely: dict[str, tuple[int, int, int]] = {}
        self._tables()
        self._places()
        self._names()

    def _tables(self) -> None:
        tables = self.dump.tables
        if "countryInfo" in tables:
            read = self._reader("countries")
            self.countries = {row.id: row for row in rows.countries(tables["countryInfo"], read)}
        for name, points, codes in (("admin1CodesASCII", 1, self._admin1), ("admin2Codes", 2, self._admin2)):
            if name in tables:
                for row in rows.divisions(tables[name], self._reader("divisions"), points):
                    codes[row.code] = row.id
        if "hierarchy" in tables:
            for parent, child, type_ in rows.parents(tables["hierarchy"], self._reader("hierarchy")):
                self.parents.add(child, f"{'0' if type_ == 'ADM' else '1'}\t{parent:09}")

    def _places(self) -> None:
        seen = rows.Ids()
        twins = Twins(self.base.of_source("airportsdata", "naturalearth"))
        for source in self.dump.places:
            before = seen.count
            covered = source.name in self.dump.covered
            for row in rows.places(source, self._reader(f"places of {source.name}"), seen, not covered):
                found = kind_of(row.feature_class, row.feature, row.population)
                if found is None or not _is_main_name(row.name):
                    self.left_out["name" if found else f"{row.feature_class}.{row.feature}"] += 1
                    continue
                if not twins.hold(row, found[0]):
                    self._keep(row, *found)
            self.counts[source.name] = seen.count - before
        self.twin_of, held = twins.settle()
        for row, kind in held:
            if row.id in self.twin_of:
                self._stage_names(self.twin_of[row.id], row, own=True)
            else:
                found = kind_of(row.feature_class, row.feature, row.population)
                self._keep(row, kind, found[1] if found else 0.0)
        likely = {code: likely[2] for code, likely in self._likely.items()}
        listed = {row.code: row.id for row in self.countries.values()}
        self._country_of = likely | self.base.countries | listed

    def _keep(self, row: rows.PlaceRow, kind: Kind, radius: float) -> None:
        self.kept.add(row.id)
        code = f"{row.country}.{row.admin1}" if row.country and row.admin1 not in {"", "00"} else ""
        second = f"{code}.{row.admin2}" if code and row.admin2 else ""
        if row.feature_class == "A":
            rank = country_rank("A", row.feature)
            if rank is not None and row.country:
                likely = (rank, -row.population, row.id)
                self._likely[row.country] = min(likely, self._likely.get(row.country, likely))
            elif row.feature == "ADM1" and code and "admin1CodesASCII" not in self.dump.tables:
                self._admin1[code] = min(row.id, self._admin1.get(code, row.id))
            elif row.feature == "ADM2" and second and "admin2Codes" not in self.dump.tables:
                self._admin2[second] = min(row.id, self._admin2.get(second, row.id))
        feature = row.feature if row.feature.isascii() and row.feature.isalnum() else "PPL"
        cells = (kind, feature, row.name, row.lat, row.lon, row.country, code, second, row.population, radius)
        self.places.add(row.id, "\t".join(map(str, cells)))
        self._stage_names(row.id, row)

    def _stage_names(self, id: int, row: rows.PlaceRow, own: bool = False) -> None:
        if own:
            self._stage(id, 1, "", "variant", row.name)
        if row.ascii_name != row.name and fold(row.ascii_name) != fold(row.name):
            self._stage(id, 5, "", "variant", row.ascii_name)
        for text in row.alternate.split(",") if row.alternate else ():
            self._stage(id, 2, "", "code" if is_code(text) else "variant", rows.clean(text))

    def _stage(self, id: int, rank: int, language: str, type: str, text: str) -> None:
        """Keep a name; of a place's rows with one text the first in order of these cells wins."""
        if is_name(text):
            order = f"{rank}{0 if language == 'en' else 1 if language else 2}"
            self.names.add(id, f"{order}\t{language}\t{type}\t{text}")

    def _names(self) -> None:
        seen = rows.Ids()
        for source in self.dump.names:
            before = seen.count
            for row in rows.names(source, self._reader(f"names of {source.name}"), seen):
                id = self.twin_of.get(row.place, row.place)
                if id in self.kept or id in self.base:
                    type_ = "code" if row.type == "variant" and is_code(row.text) else row.type
                    self._stage(id, row.rank, row.language, type_, row.text)
            self.counts[f"names {source.name}"] = seen.count - before

    def _reader(self, what: str) -> Callable[[int], None]:
        return lambda count: self._read(count, f"reading {what}")

    def division(self, code: str) -> int:
        """Return the id of an admin-1 or admin-2 division by its code, 0 where the data have none."""
        if code.count(".") > 1:
            id = self._admin2.get(code, 0)
            return id if id in self.kept or id in self.base else 0
        id = self._admin1.get(code, 0)
        return id if id in self.kept else self.base.divisions.get(code, 0)

    def is_country(self, id: int, code: str) -> bool:
        """Return whether a place is the country of its code as a whole."""
        return self._country_of.get(code) == id

    def country_id(self, code: str) -> int:
        """Return the id of the country of a code, 0 where there is none."""
        return self._country_of.get(code, 0)


def _is_main_name(name: str) -> bool:
    """Return whether a place of this name is kept: not a number and not a single letter of ASCII."""
    return any(c.isalpha() for c in name) and not (len(name) == 1 and name.isascii())
