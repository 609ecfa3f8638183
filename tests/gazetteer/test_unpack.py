import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from gazetteer.build import build
from gazetteer.errors import BadData, GazetteerError
from gazetteer.index import NameIndex
from gazetteer.unpack import DATABASE, fingerprint, unpacked

UNPACK = """
import pathlib, sys
from gazetteer.unpack import unpacked
print(unpacked(pathlib.Path(sys.argv[1]), source=pathlib.Path(sys.argv[2])).name)
"""


@pytest.fixture
def source(packages: Path, tmp_path: Path) -> Path:
    return build(packages, tmp_path / "places.txt.xz", check=False).file


def test_progress_rises_from_nothing_to_all(source: Path, tmp_path: Path) -> None:
    seen: list[float] = []

    unpacked(tmp_path / "root", lambda share, step: seen.append(share), source)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0

    unpacked(tmp_path / "root", lambda share, step: seen.append(-1), source)
    assert seen[-1] == 1.0  # there already: nothing done


def test_any_path_will_do(source: Path, tmp_path: Path) -> None:
    folder = unpacked(tmp_path / "é ß 数 #1 50% ?", source=source)

    assert NameIndex(folder).candidates_of("Stepanakert")[0].place.label == "Khankendi / Stepanakert"


def test_processes_at_once_share_one_folder(source: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    command = [sys.executable, "-X", "utf8", "-c", UNPACK, str(root), str(source)]
    at_once = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    names = [process.communicate(timeout=240)[0].strip() for process in at_once]

    assert [p.name for p in root.iterdir()] == [names[0]]
    assert set(names) == {fingerprint(source)}


def test_a_failed_unpacking_leaves_nothing(tmp_path: Path) -> None:
    import lzma

    bad = tmp_path / "places.txt.xz"
    bad.write_bytes(lzma.compress(b'{"format": 99}\n'))

    with pytest.raises(BadData, match="format is 99, expected 1"):
        unpacked(tmp_path / "root", source=bad)
    assert list((tmp_path / "root").iterdir()) == []


def test_a_cut_file_leaves_nothing(source: Path, tmp_path: Path) -> None:
    source.write_bytes(source.read_bytes()[:-200])

    with pytest.raises(BadData, match="expected the gazetteer's data, whole"):
        unpacked(tmp_path / "root", source=source)
    assert list((tmp_path / "root").iterdir()) == []


def test_a_folder_that_cannot_be_is_named(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(GazetteerError, match="expected a folder to unpack places in"):
        unpacked(tmp_path / "file" / "root", source=source)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"nowhere\.xz: no such file"):
        unpacked(tmp_path / "root", source=tmp_path / "nowhere.xz")


def test_only_the_versions_used_last_stay(source: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    for age, name in enumerate(("a", "b", "c", "d", ".unpacking-killed")):
        (root / name).mkdir(parents=True)
        (root / name / DATABASE).write_bytes(b"old")
        os.utime(root / name, (1_000_000 - age, 1_000_000 - age))

    current = unpacked(root, source=source)

    assert sorted(p.name for p in root.iterdir()) == sorted(["a", "b", current.name])


def test_the_database_cannot_be_written(source: Path, tmp_path: Path) -> None:
    index = NameIndex(unpacked(tmp_path / "root", source=source))

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        index.query("DELETE FROM places")


def test_the_supplement_is_laid_over(source: Path, tmp_path: Path) -> None:
    index = NameIndex(unpacked(tmp_path / "root", source=source))

    town = index.place(146969)
    assert town is not None
    assert (town.name, town.label, town.contested) == ("Khojavend", "Khojavend / Martuni", True)
    assert (town.lat, town.coord_source) == (39.79496, "geonames")
    parents = [p.name for p in map(index.place, town.parents) if p]
    assert parents == ["Nagorno-Karabakh", "Khojavend District", "Azerbaijan"]
    assert [c.place.name for c in index.candidates_of("Hadrut")] == ["Hadrut"]  # a place only we have
    assert {n.authority for n in index.names(146969)} >= {"gov:AZ", "defacto:artsakh"}
