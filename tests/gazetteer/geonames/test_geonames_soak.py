"""A dump of millions of rows: built and unpacked within two gigabytes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gazetteer import Gazetteer

ROWS = 2_000_000
MOST_BYTES = 2_000_000_000

BUILD = """
import pathlib, resource, sys
from gazetteer.build.geonames import build_geonames
made = build_geonames(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
print(made.places, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""
UNPACK = """
import pathlib, resource, sys
from gazetteer.unpack import unpacked
folder = unpacked(pathlib.Path(sys.argv[2]), source=pathlib.Path(sys.argv[1]))
print(folder, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def many_rows(file: Path) -> None:
    """Write rows in GeoNames' form: the names of our own towns, each many times with a number's word behind it."""
    names = [place.name for place in Gazetteer.open().labels(-90, -180, 90, 180, limit=20_000)]
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        for number in range(ROWS):
            name = f"{names[number % len(names)]} {chr(97 + number // len(names) % 26)}{number // len(names)}"
            lat, lon = -60 + number % 120_000 / 1000, -180 + number % 359_000 / 1000
            cells = [
                str(20_000_000 + number),
                name,
                name,
                "",
                f"{lat:.3f}",
                f"{lon:.3f}",
                "P",
                "PPL",
                "AZ",
                "",
            ]
            cells += ["65", "", "", "", str(number % 90_000), "", "12", "Asia/Baku", "2024-02-29"]
            stream.write("\t".join(cells) + "\n")


def told(code: str, *arguments: Path) -> tuple[str, int]:
    done = subprocess.run([sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    first, peak = done.stdout.split()
    return first, int(peak)


@pytest.mark.soak
@pytest.mark.skipif(os.name == "nt", reason="resource, which tells the peak of memory, is not on Windows")
def test_millions_of_rows_fit_into_two_gigabytes(base: Path, tmp_path: Path) -> None:
    dump = tmp_path / "dump"
    dump.mkdir()
    many_rows(dump / "allCountries.txt")

    places, built = told(BUILD, dump, tmp_path / "places.txt.xz", base)
    folder, unpacked = told(UNPACK, tmp_path / "places.txt.xz", tmp_path / "root")

    print(f"{ROWS:,} rows: built in {built / 1e6:,.0f} MB, unpacked in {unpacked / 1e6:,.0f} MB")
    assert int(places) >= ROWS
    assert (Path(folder) / "places.sqlite").is_file()
    assert built < MOST_BYTES
    assert unpacked < MOST_BYTES
