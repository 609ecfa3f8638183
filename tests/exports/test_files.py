"""A file is written whole or not at all."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapapp.core.errors import MapappError
from mapapp.exports.files import write_file


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "events й.jsonl"
    path.write_text("old")

    write_file(path, ["é\n", "new\n"])

    assert path.read_bytes() == "é\nnew\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("old")

    def pieces() -> Iterator[str]:
        yield "new"
        raise RuntimeError("the store went away")

    with pytest.raises(RuntimeError):
        write_file(path, pieces())

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_goes_on_pointing(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")

    write_file(tmp_path / "link.jsonl", ["new"])

    assert (tmp_path / "link.jsonl").is_symlink() and (tmp_path / "real.jsonl").read_text() == "new"


@pytest.mark.parametrize("name", ["", "nowhere/events.jsonl", "a file/events.jsonl"])
def test_a_place_that_holds_no_file_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").write_text("")

    with pytest.raises(MapappError, match=r"expected the name of a file|cannot be written"):
        write_file(tmp_path / name, ["new"])


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_text()))
    reader.start()

    write_file(tmp_path / "pipe", ["new"])
    reader.join(10)

    assert read == ["new"]
