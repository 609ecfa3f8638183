"""Files that are not what they should be: the error names file, line and form, and nothing is replaced."""

import re
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gazetteer.build.geonames import build_geonames
from gazetteer.cli import app
from gazetteer.errors import BadData

RUN = CliRunner()
GOOD = [
    "11",
    "Yenikənd",
    "Yenikend",
    "",
    "40.5",
    "46.5",
    "P",
    "PPL",
    "AZ",
    "",
    "65",
    "",
    "",
    "",
    "9",
    "",
    "1",
    "x",
    "y",
]
NAME = ["1", "11", "ru", "Enikend", "", "", "", "", "", ""]


def changed(row: list[str], at: int, value: str) -> list[str]:
    return [*row[:at], value, *row[at + 1 :]]


def failing(folder: Path, base: Path) -> str:
    """The text of the error; what was there before must be there after."""
    out = folder.parent / "out.xz"
    out.write_bytes(b"the old file")
    with pytest.raises(BadData) as caught:
        build_geonames(folder, out, base)
    assert out.read_bytes() == b"the old file"
    assert not list(folder.parent.glob(".building-*"))
    return str(caught.value)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (GOOD[:18], r"18 columns, expected 19 with tabs between: geonameid, name"),
        ([*GOOD, ""], r"20 columns, expected 19"),
        (changed(GOOD, 0, "x7"), r"geonameid is 'x7', expected a whole number from 1 to 999999999"),
        (changed(GOOD, 0, "-7"), r"geonameid is '-7'"),
        (changed(GOOD, 0, "0"), r"geonameid is '0'"),
        (changed(GOOD, 0, "٣"), r"geonameid is '٣'"),
        (changed(GOOD, 0, "9" * 30), r"geonameid is '9+'"),
        (changed(GOOD, 0, "10"), r"geonameid is '10', expected an id of its own; an earlier row has it"),
        (changed(GOOD, 4, "north"), r"latitude is 'north', expected degrees from -90 to 90"),
        (changed(GOOD, 4, "90.01"), r"latitude is '90\.01'"),
        (changed(GOOD, 4, "nan"), r"latitude is 'nan'"),
        (changed(GOOD, 4, "1_0"), r"latitude is '1_0'"),
        (changed(GOOD, 4, ""), r"latitude is ''"),
        (changed(GOOD, 5, "-180.5"), r"longitude is '-180\.5', expected degrees from -180 to 180"),
        (changed(GOOD, 5, "inf"), r"longitude is 'inf'"),
        (changed(GOOD, 8, "AZE"), r"country code is 'AZE', expected ISO 3166-1 alpha-2, or nothing"),
        (changed(GOOD, 14, "many"), r"population is 'many', expected a whole number, or nothing"),
        (changed(GOOD, 14, "-5"), r"population is '-5'"),
    ],
)
def test_a_bad_place_is_named(
    row: list[str], said: str, written, base: Path, tmp_path: Path
) -> None:  # fmt: skip
    written.place(10, "Good")
    written.places.append(row)

    error = failing(written.write(tmp_path / "dump"), base)
    assert re.search(rf"allCountries\.txt, line 2: {said}", error)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (NAME[:8], r"8 columns, expected 10 with tabs between: alternateNameId, geonameid"),
        (changed(NAME, 0, ""), r"alternateNameId is ''"),
        (changed(NAME, 0, "7"), r"alternateNameId is '7', expected an id of its own"),
        (changed(NAME, 1, "11.0"), r"geonameid is '11\.0'"),
        (changed(NAME, 4, "yes"), r"isPreferredName is 'yes', expected 1 or nothing"),
        (changed(NAME, 7, "2"), r"isHistoric is '2'"),
    ],
)
def test_a_bad_name_is_named(row: list[str], said: str, written, base: Path, tmp_path: Path) -> None:
    written.place(11, "Yenikənd").names += [changed(NAME, 0, "7"), row]

    assert re.search(
        rf"alternateNamesV2\.txt, line 2: {said}", failing(written.write(tmp_path / "dump"), base)
    )


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("admin1CodesASCII.txt", "AZ.65\tName\tName\n", "line 1: 3 columns, expected 4"),
        (
            "admin1CodesASCII.txt",
            "AZ65\tName\tName\t9\n",
            "line 1: code is 'AZ65', expected a code with 1 point",
        ),
        ("admin2Codes.txt", "AZ.65\tName\tName\t9\n", "expected a code with 2 points"),
        ("admin2Codes.txt", "AZ.65.1\tName\tName\tnone\n", "line 1: geonameid is 'none'"),
        ("hierarchy.txt", "1\n", "line 1: 1 columns, expected 2 or 3"),
        ("hierarchy.txt", "1\t2\tADM\nparent\t2\t\n", "line 2: parent is 'parent'"),
        ("countryInfo.txt", "# head\nAZ\tAZE\n", "line 2: 2 columns, expected 17 or 18 or 19"),
        ("countryInfo.txt", "AZE" + "\t1" * 18 + "\n", "line 1: ISO is 'AZE'"),
        ("countryInfo.txt", "# nothing\n", "no rows"),
        ("alternateNamesV2.txt", "", "no rows"),
    ],
)
def test_a_bad_table_is_named(
    file: str, text: str, said: str, written, base: Path, tmp_path: Path
) -> None:  # fmt: skip
    folder = written.place(11, "Yenikənd").write(tmp_path / "dump")
    (folder / file).write_text(text, encoding="utf-8")

    error = failing(folder, base)
    assert file in error
    assert said in error


@pytest.mark.parametrize(
    ("tail", "said"),
    [
        (b"12\tKend\tKe", "line 2: the file ends within a line, expected a line feed at its end"),
        ("\t".join(changed(GOOD, 0, "12")).encode(), "line 2: the file ends within a line"),
        ("\t".join(changed(GOOD, 1, "Kənd")).encode("utf-16")[2:] + b"\n\n", "line 2: geonameid is '1"),
        (b"12\tcaf\xe9\n", "line 2: not UTF-8 at byte 6 of the line, expected UTF-8"),
        (b"12\t" + b"x" * (1 << 20) + b"\n", "line 2: longer than 1048576 bytes"),
    ],
)
def test_a_cut_or_foreign_file_is_named(
    tail: bytes, said: str, written, base: Path, tmp_path: Path
) -> None:  # fmt: skip
    folder = written.place(11, "Yenikənd").write(tmp_path / "dump")
    with (folder / "allCountries.txt").open("ab") as stream:
        stream.write(tail)

    assert said in failing(folder, base)


def test_windows_line_ends_and_a_mark_at_the_start_are_read(written, base: Path, tmp_path: Path) -> None:
    folder = written.place(11, "Yenikənd").place(12, "Kənd").write(tmp_path / "dump")
    file = folder / "allCountries.txt"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))

    assert build_geonames(folder, tmp_path / "out.xz", base).places == 9


def test_missing_files_are_named(base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dump"
    missing = RUN.invoke(app, ["build", "--geonames", str(folder), "--output", str(tmp_path / "o.xz")])
    folder.mkdir()
    (folder / "notes.txt").write_text("no dump\n")
    empty = failing(folder, base)

    assert missing.exit_code == 1
    assert "no such folder, expected one with GeoNames' allCountries.txt or AZ.txt" in missing.stderr
    assert len(missing.stderr.splitlines()) == 1
    assert "no file of places, expected allCountries.txt, allCountries.zip, or files of countries" in empty


def test_a_bad_zip_file_is_named(written, base: Path, tmp_path: Path) -> None:
    folder = written.place(11, "Yenikand").write(tmp_path / "dump")
    plain, file = folder / "allCountries.txt", folder / "allCountries.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.write(plain, plain.name)
    plain.unlink()
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"Yenikand", b"Yenikond", 1))
    broken = failing(folder, base)
    file.write_bytes(whole[:-30])
    cut = failing(folder, base)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("AZ.txt", "x")
    other = failing(folder, base)

    assert "allCountries.zip (allCountries.txt), line 1: Bad CRC-32" in broken
    assert "expected a zip file that is whole; fetch it again" in broken
    assert "allCountries.zip: File is not a zip file, expected a zip file with allCountries.txt" in cut
    assert "holds ['AZ.txt'], expected allCountries.txt" in other


def test_a_bad_base_is_named(written, tmp_path: Path) -> None:
    base = tmp_path / "base.xz"
    base.write_bytes(b"no archive")

    assert "base.xz" in failing(written.place(11, "Yenikənd").write(tmp_path / "dump"), base)


@pytest.mark.parametrize("options", [[], ["--packages", "a", "--geonames", "b"]])
def test_one_of_the_sources_is_asked_for(options: list[str]) -> None:
    result = RUN.invoke(app, ["build", *options])

    assert result.exit_code == 2
    assert "expected --packages FOLDER or --geonames FOLDER" in " ".join(result.stderr.split())
