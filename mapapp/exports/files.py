"""A file for others, written whole or not at all."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from mapapp.core.errors import MapappError


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Write pieces of text to a file as UTF-8; what was there stays until all is written.

    Raises MapappError where the file cannot be written; then nothing is left of it.
    """
    if path.is_dir():
        raise MapappError(f"{path}: is a folder, expected the name of a file.")
    try:
        if path.exists() and not path.is_file():  # a pipe or a device: there is nothing to replace
            with path.open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(pieces)
            return
        target = path.resolve()  # a link goes on pointing to the file it names
        part = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
        try:
            with part.open("x", encoding="utf-8", newline="\n") as stream:
                stream.writelines(pieces)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(target)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    except BrokenPipeError:
        raise
    except OSError as error:
        raise MapappError(f"{path}: cannot be written: {error.strerror or error}.") from error
