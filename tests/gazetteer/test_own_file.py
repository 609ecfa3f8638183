import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from gazetteer.errors import GazetteerError
from gazetteer.own_file import Changed, OwnFile
from gazetteer.own_places import BadOwnPlaces, OwnPlace

MILL, FARM = OwnPlace("Old mill", 39.7, 46.9), OwnPlace("New farm", 39.8, 46.8)


@pytest.fixture
def file(tmp_path: Path) -> OwnFile:
    return OwnFile(tmp_path / "data")


def test_without_a_file_there_are_no_places(file: OwnFile) -> None:
    assert (file.places(), file.layer(), file.version(), file.stamp()) == ((), None, "", ())


def test_what_is_kept_is_there_for_another_process_and_is_undone(file: OwnFile) -> None:
    first = file.keep([MILL], "")
    second = file.keep([MILL, FARM], first)

    assert OwnFile(file.path.parent).places() == (MILL, FARM)
    assert file.undo(second) == first and file.places() == (MILL,)
    assert file.undo(first) == second and file.places() == (MILL, FARM)


def test_the_first_place_of_all_can_be_undone(file: OwnFile) -> None:
    assert file.undo(file.keep([MILL], "")) == "" and file.places() == ()


def test_two_editors_never_write_over_each_other(file: OwnFile) -> None:
    first = file.keep([MILL], "")
    file.keep([MILL, FARM], first)

    with pytest.raises(Changed):
        file.keep([FARM], first)
    with pytest.raises(Changed):
        file.undo(first)
    assert file.places() == (MILL, FARM)


def test_a_file_that_cannot_be_read_is_not_written_over(file: OwnFile) -> None:
    file.keep([MILL], "")
    file.path.write_text("name,lat,lon\nOld mill,north,46.9\n", encoding="utf-8")

    with pytest.raises(BadOwnPlaces, match=r"own-places.csv, line 2: lat is 'north'"):
        file.places()
    with pytest.raises(Changed):
        file.keep([FARM], "")
    assert "north" in file.path.read_text("utf-8")


def test_places_that_are_not_right_are_not_written(file: OwnFile) -> None:
    version = file.keep([MILL], "")

    with pytest.raises(BadOwnPlaces):
        file.keep([MILL, OwnPlace("x" * 200, 1.0, 2.0)], version)
    assert file.places() == (MILL,)


def test_a_change_by_hand_is_seen(file: OwnFile) -> None:
    file.keep([MILL], "")
    before = file.stamp()
    file.path.write_text("name;lat;lon\nNew farm;39,8;46,8\n", encoding="utf-8")

    assert file.stamp() != before and file.places() == (FARM,)


def test_a_lock_left_by_a_killed_process_is_broken(file: OwnFile) -> None:
    file.path.parent.mkdir()
    lock = file.path.with_name("own-places.csv.lock")
    lock.touch()
    os.utime(lock, (time.time() - 60, time.time() - 60))

    file.keep([MILL], "")

    assert file.places() == (MILL,) and not lock.exists()


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")

    with pytest.raises(GazetteerError, match="nothing was changed"):
        OwnFile(tmp_path / "data").keep([MILL], "")


WRITER = """
import sys
from pathlib import Path
from gazetteer.own_file import Changed, OwnFile
from gazetteer.own_places import OwnPlace
file = OwnFile(Path(sys.argv[1]))
for n in range(15):
    while True:
        since = file.version()
        try:
            file.keep([*file.places(), OwnPlace(f"{sys.argv[2]} {n}", 1 + n / 10, float(sys.argv[3]))], since)
            break
        except Changed:
            pass
"""


def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name, lon])
        for name, lon in (("first", "10"), ("second", "20"))
    ]

    assert [w.wait(timeout=60) for w in writers] == [0, 0]
    assert len(OwnFile(tmp_path).places()) == 30


def test_the_command_line_knows_own_places_and_names_a_wrong_line(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    (tmp_path / "gazetteer").symlink_to(gazetteer.index.folder.parent, target_is_directory=True)
    command = [sys.executable, "-c", "from gazetteer.cli import app; app()", "lookup", "Old mill"]
    command += ["--data-dir", str(tmp_path)]
    OwnFile(tmp_path).keep([OwnPlace("Qurbanlar mill", 39.7, 46.9, names=("Old mill",))], "")

    found = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)
    assert "Qurbanlar mill (Old mill)" in found.stdout.splitlines()[0], found
    OwnFile(tmp_path).path.write_text("name,lat,lon\nOld mill,north,46.9\n", encoding="utf-8")
    failed = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)

    assert failed.returncode == 1
    assert failed.stderr.strip().startswith("own-places.csv, line 2: lat is 'north', expected a number")
