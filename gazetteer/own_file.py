"""The file of a user's own places: read when it changes, written whole or not at all, undone."""

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from gazetteer.errors import GazetteerError
from gazetteer.layer import Layer
from gazetteer.own_places import OwnPlace, layer, read, written

NAME = "own-places.csv"
"""The file's name in the data folder."""

_WAIT_SECONDS = 5.0
_STALE_SECONDS = 30.0


class Changed(GazetteerError):
    """The file is not what it was when a change of it was begun: nothing was written."""


class OwnFile:
    """own-places.csv in a data folder. Threads and processes may share it; a spreadsheet may write it too.

    Nothing is ever lost of a file that cannot be read: it is not written over.
    """

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / NAME
        self._before = data_dir / f"{NAME}.before"
        self._lock = data_dir / f"{NAME}.lock"

    def stamp(self) -> tuple[int, ...]:
        """Return what tells cheaply whether the file has changed; () while there is none."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise GazetteerError(f"{self.path}: {error.strerror}, expected a file that can be read") from None
        return (found.st_mtime_ns, found.st_size, found.st_ino)

    def places(self) -> tuple[OwnPlace, ...]:
        """Return the places in the file's order, () without a file; BadOwnPlaces names each wrong line."""
        data = self._bytes(self.path)
        return read(data, NAME) if data else ()

    def layer(self) -> Layer | None:
        """Return the places as a layer over the data, None where there are none."""
        found = self.places()
        return layer(found) if found else None

    def version(self) -> str:
        """Return a name of the file's content, "" without a file."""
        return _version(self._bytes(self.path))

    def keep(self, places: Sequence[OwnPlace], since: str) -> str:
        """Write places over those of the version `since`, and return the new version.

        Changed is raised where another has written meanwhile, BadOwnPlaces where what would be written is
        not right. What was there is kept for `undo`.
        """
        text = written(places).encode("utf-8")
        read(text, NAME)
        with self._locked():
            old = self._bytes(self.path)
            if _version(old) != since:
                raise Changed(
                    "Your own places were changed elsewhere meanwhile. Look again, then change them."
                )
            self._write(self._before, old or b"")
            self._write(self.path, text)
        return _version(text)

    def undo(self, version: str) -> str:
        """Put back what was there before the change that made a version, and return the version it then is.

        Undone again, it is done again. Changed is raised where that is not the last change.
        """
        with self._locked():
            now, before = self._bytes(self.path), self._bytes(self._before)
            if before is None or _version(now) != version:
                raise Changed("This cannot be undone any more: your own places were changed again since.")
            self._write(self._before, now or b"")
            self._write(self.path, before)
        return _version(before)

    def _bytes(self, path: Path) -> bytes | None:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise GazetteerError(f"{path}: {error.strerror}, expected a file that can be read") from None

    def _write(self, path: Path, data: bytes) -> None:
        """Write a file so that a crash leaves the old one or the new one."""
        work = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with work.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            work.replace(path)
        except OSError as error:
            with suppress(OSError):
                work.unlink()
            raise GazetteerError(f"{path}: {error.strerror}; nothing was changed") from None

    @classmethod
    def beside(cls, gazetteer_folder: Path) -> "OwnFile":
        """Return the file of the data folder that a gazetteer is unpacked in (`Gazetteer.index.folder`)."""
        return cls(gazetteer_folder.parents[1])

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the file for one change: other processes wait. A lock that a killed process left is broken."""
        end = time.monotonic() + _WAIT_SECONDS
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise GazetteerError(f"{self.path.parent}: {error.strerror}; nothing was changed") from None
        while True:
            try:
                os.close(os.open(self._lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
                break
            except FileExistsError:
                with suppress(OSError):
                    if time.time() - self._lock.stat().st_mtime > _STALE_SECONDS:
                        self._lock.unlink()
                if time.monotonic() > end:
                    raise GazetteerError(f"{self._lock}: another change is not done, try again") from None
                time.sleep(0.02)
            except OSError as error:
                raise GazetteerError(f"{self._lock}: {error.strerror}; nothing was changed") from None
        try:
            yield
        finally:
            with suppress(OSError):
                self._lock.unlink()


def _version(data: bytes | None) -> str:
    return hashlib.sha256(data).hexdigest()[:16] if data else ""
