"""Text files, folders and JSON Lines, made into articles one after the other."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO, Any, Final

from mapapp.core.errors import BadArticle
from mapapp.sources.charset import MAX_BYTES
from mapapp.sources.fetch import Fetcher
from mapapp.sources.text import Taken, read_record, take_record, take_text
from mapapp.sources.web import find_article

MAX_LINE: Final = 6 * MAX_BYTES + 65_536
"""The longest line of JSON Lines in bytes: a text of the greatest length, every character escaped."""

LINES: Final = frozenset({".jsonl", ".ndjson"})
TEXTS: Final = frozenset({".txt", ".text"})


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that could not be taken in: where it stands, what is wrong, and its own id if it has one."""

    origin: str
    error: str
    id: Any = None


def read_path(path: str, *, today: date, fetcher: Fetcher | None = None) -> Iterator[Taken | Failed]:
    """Give the articles of a text file, a JSON Lines file, all such files in a folder by name, or of a link.

    What cannot be read is given as Failed, and the rest goes on. Hidden files and links to folders in a
    folder are passed over.
    """
    if "://" in path:
        yield _read_link(path, today, fetcher)
        return
    for file in _files(Path(path)):
        if isinstance(file, Failed):
            yield file
            continue
        try:
            with file.open("rb") as stream:
                yield from read_stream(stream, str(file), today=today, lines=file.suffix.lower() in LINES)
        except OSError as error:
            yield Failed(str(file), f"{file}: cannot be read: {error.strerror or error}.")


def _read_link(link: str, today: date, fetcher: Fetcher | None) -> Taken | Failed:
    try:
        found = find_article(link, fetcher)
    except BadArticle as error:
        return Failed(link, f"{link}: {error}")
    try:
        taken = found.take(today)
    except BadArticle as error:  # begins with the link it came from
        return Failed(link, str(error))
    return replace(taken, notes=(*found.notes, *taken.notes))


def read_stream(
    stream: IO[bytes], name: str, *, today: date, lines: bool = False
) -> Iterator[Taken | Failed]:
    """Give the articles of an open file: JSON Lines where `lines` says so or its first line is an object,
    else one text."""
    first = stream.readline(MAX_LINE + 1)
    if lines and first.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield Failed(name, f"{name}: is UTF-16; JSON Lines are UTF-8. Save the file as UTF-8.")
        return
    if lines or _is_object(first):
        for number, record in read_lines(stream, name, first):
            if isinstance(record, Failed):
                yield record
                continue
            origin = f"{name}, line {number}"
            try:
                yield take_record(record, today=today, origin=origin)
            except BadArticle as error:
                yield Failed(origin, str(error), record.get("id"))
        return
    try:
        yield take_text(first + stream.read(MAX_BYTES + 1), today=today, origin=name)
    except BadArticle as error:
        yield Failed(name, str(error))


def read_lines(
    stream: IO[bytes], name: str, first: bytes | None = None
) -> Iterator[tuple[int, dict[str, Any] | Failed]]:
    """Give the number and the object of each line that is not blank, as soon as it is there."""
    number = 0
    while line := stream.readline(MAX_LINE + 1) if first is None else first:
        first = None
        number += 1
        origin = f"{name}, line {number}"
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE)
            yield number, Failed(origin, f"{origin}: is longer than {MAX_LINE >> 20} MB.")
        elif line.strip():
            try:
                yield number, dict(read_record(_utf8(line, origin), origin))
            except BadArticle as error:
                yield number, Failed(origin, str(error))


def _utf8(line: bytes, origin: str) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadArticle(f"{origin}: is not UTF-8 (byte {error.start + 1}).") from error


def _is_object(line: bytes) -> bool:
    """Whether a first line is a JSON object by itself, or means to be one of ours."""
    start = line[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{") or len(line) > MAX_LINE:
        return False
    try:
        read_record(_utf8(line, ""), "")
    except BadArticle:
        return b'"text"' in line  # a broken line of JSON Lines: say so, rather than take it for prose
    return True


def _files(path: Path) -> Iterable[Path | Failed]:
    if path.is_dir():
        found = sorted(
            Path(folder) / name
            for folder, names in _walk(path)
            for name in names
            if Path(name).suffix.lower() in LINES | TEXTS and not name.startswith(".")
        )
        return found or [Failed(str(path), f"{path}: holds no .txt or .jsonl file.")]
    if not path.exists():
        return [Failed(str(path), f"{path}: there is no such file or folder.")]
    return [path]


def _walk(path: Path) -> Iterator[tuple[str, list[str]]]:
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield folder, names
