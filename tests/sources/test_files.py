"""Files and folders: everything readable is read, everything else is named."""

import io
import json
import os
import threading
from datetime import date
from pathlib import Path

import pytest

from mapapp.sources import files
from mapapp.sources.files import Failed, read_lines, read_path, read_stream
from mapapp.sources.text import Taken

TODAY = date(2026, 11, 24)


def told(item: Taken | Failed) -> str:
    return item.error if isinstance(item, Failed) else item.article.text


def read(path: Path | str) -> list[str]:
    return [told(item) for item in read_path(str(path), today=TODAY)]


def test_a_folder_is_read_in_order_with_its_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("z.txt", "b/a.TXT", "a.txt", ".secret.txt", ".hidden/c.txt", "notes.docx", "b/photo.jpg"):
        (tmp_path / name).write_text(f"text of {name}")
    (tmp_path / "m.jsonl").write_text('{"text": "first line"}\n\n{"text": "third line"}\n')
    (tmp_path / "b" / "loop").symlink_to(tmp_path)

    assert read(tmp_path) == ["text of a.txt", "text of b/a.TXT", "first line", "third line", "text of z.txt"]


def test_one_bad_article_never_stops_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.jsonl").write_bytes(
        b'{"id": "x", "text": ""}\nnot json\n\xff\xfe\n{"text": "Shells fell."}\n{"id": 4, "text": 4}'
    )
    (tmp_path / "c.txt").write_text("Shells fell again.")

    items = list(read_path(str(tmp_path), today=TODAY))

    assert [told(i) for i in items if isinstance(i, Taken)] == ["Shells fell.", "Shells fell again."]
    failed = [i for i in items if isinstance(i, Failed)]
    assert [f.id for f in failed] == [None, "x", None, None, 4]
    assert [f.error.removeprefix(str(tmp_path)).split(":")[0] for f in failed] == [
        *("/a.txt", "/b.jsonl, line 1", "/b.jsonl, line 2", "/b.jsonl, line 3", "/b.jsonl, line 5")
    ]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("https://example.org/news", "https://example.org/news: example.org was not found"),
        ("ftp://example.org", "ftp://example.org: "),
        ("nowhere.txt", "there is no such file or folder"),
    ],
)
def test_what_cannot_be_read_is_named(path: str, words: str) -> None:
    [said] = read(path)

    assert said.startswith(path) and words in said


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    assert "holds no .txt or .jsonl file" in read(tmp_path)[0]


def test_a_name_of_any_bytes_is_read(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9 \xd0\xb6.txt"
    Path(os.fsdecode(raw)).write_text("Shells fell.")

    assert read(tmp_path) == ["Shells fell."]


@pytest.mark.parametrize("first", [b'{"text": "a"}', b'\xef\xbb\xbf  {"text": "a"}', b'{"text": "a"'])
def test_json_lines_are_known_by_their_first_line(first: bytes) -> None:
    items = list(read_stream(io.BytesIO(first + b'\n{"text": "b"}\n'), "standard input", today=TODAY))

    assert len(items) == 2 and told(items[1]) == "b"


def test_prose_that_begins_with_a_brace_is_prose() -> None:
    items = list(read_stream(io.BytesIO(b"{{7*7}} is 49.\nShells fell.\n"), "-", today=TODAY))

    assert [told(i) for i in items] == ["{{7*7}} is 49.\nShells fell.\n"]


def test_lines_in_utf_16_are_refused_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n', encoding="utf-16")

    assert len(read(tmp_path)) == 1 and "UTF-16" in read(tmp_path)[0]


def test_a_line_without_end_is_passed_over_in_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_LINE", 100)
    stream = io.BytesIO(b'{"text": "' + b"x" * 1_000 + b'"}\n{"text": "b"}\n' + b"y" * 500)

    items = list(read_lines(stream, "wire.jsonl"))

    assert [number for number, _ in items] == [1, 2, 3]
    assert [isinstance(item, Failed) for _, item in items] == [True, False, True]


def test_a_line_is_given_before_the_next_is_written() -> None:
    end, start = os.pipe()
    got = threading.Event()
    with os.fdopen(end, "rb") as stream, os.fdopen(start, "wb", buffering=0) as pipe:
        lines = read_lines(stream, "-")
        pipe.write(json.dumps({"text": "one"}).encode() + b"\n")
        reader = threading.Thread(target=lambda: (next(lines), got.set()))
        reader.start()

        assert got.wait(10)
        reader.join()
