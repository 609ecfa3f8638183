"""The demo: our own texts, read as any article is, into a database of their own."""

import logging
import os
import threading
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapapp.core.errors import MapappError
from mapapp.core.map_name import DEMO
from mapapp.store import Store
from mapapp.store.database import file_of

if TYPE_CHECKING:
    from mapapp.config import Settings
    from mapapp.server.state import Shared

ARTICLES: Final = files("mapapp").joinpath("sources", "demo", "articles.jsonl")
AFTER_ALL: Final = date(2020, 12, 31)
"""The day on which the demo is read, whenever that is: after all that its texts tell of."""

_READ_BY: Final = ("sources", "extraction", "merging", "store", "ingest.py")
_LOG = logging.getLogger(__name__)


class DemoNotReady(MapappError):
    """The demo is still being read."""

    def __init__(self) -> None:
        super().__init__("The demo is still being read. It takes some seconds, the first time only.")


class Demo:
    """The demo's file: made in the background where it is missing, or made of other texts or by other rules.

    `done` and `total` count articles while it is being made; `error` says in words why it could not be."""

    def __init__(self, settings: "Settings", shared: "Shared") -> None:
        self.path = file_of(settings.map_url(DEMO))
        self._stamp = self.path.with_name(f"{self.path.name}.made-of")
        self._shared = shared
        self._texts = ARTICLES.read_bytes()
        self.total = sum(1 for line in self._texts.splitlines() if line.strip())
        self.done = 0
        self.error = ""
        self._ready = False
        self._at_work: threading.Thread | None = None
        self._beginning = threading.Lock()

    def ready(self) -> bool:
        """Whether the demo can be opened."""
        if not self._ready and not self._working():
            self._ready = self.path.exists() and self._made_of() == self.fingerprint()
        return self._ready

    def begin(self) -> None:
        """Make the demo in the background, unless it is there or being made."""
        with self._beginning:
            if not self._working() and not self.ready():
                self.done, self.error = 0, ""
                self._at_work = threading.Thread(target=self._try, name="demo", daemon=True)
                self._at_work.start()

    def wait(self, seconds: float) -> bool:
        """Wait until the demo is made, or could not be, and return whether it is ready."""
        if self._at_work is not None:
            self._at_work.join(seconds)
        return self.ready()

    def fingerprint(self) -> str:
        """Return what the demo's data depend on, as one hash: its texts, and all that reads them."""
        gazetteer = self._shared.gazetteer(own=False).index.folder.name
        sha = sha256(f"{version('mapapp')}\0{gazetteer}\0".encode() + self._texts)
        for part in _READ_BY:
            for file in _sources(files("mapapp").joinpath(part)):
                sha.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
        return sha.hexdigest()

    def _working(self) -> bool:
        return self._at_work is not None and self._at_work.is_alive()

    def _made_of(self) -> str:
        try:
            return self._stamp.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def _try(self) -> None:
        try:
            self._make()
        except (MapappError, OSError) as error:
            self.error = f"The demo could not be made: {error}"
            _LOG.warning("The demo could not be made: %s", error)
        except Exception:  # noqa: BLE001 - the page says so, the log says why
            self.error = "The demo could not be made, by a fault of mapapp; its log says which."
            _LOG.exception("The demo could not be made")

    def _make(self) -> None:
        """Read all texts into a new file, then put that in place of an earlier one."""
        new = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        _remove(new)
        wanted = self.fingerprint()
        try:
            with Store(f"sqlite:///{new}") as store, BytesIO(self._texts) as texts:
                ingest = self._shared.ingest(store, own=False)  # the same demo for everybody
                for outcome in ingest.read_paths(["-"], today=AFTER_ALL, standard_input=texts):
                    if outcome.saved is None:
                        raise MapappError(outcome.error)
                    self.done += 1
            if self.path.exists() and not self._stamp.exists():
                self._spare_a_users_map()
            self._stamp.write_text("", "utf-8")  # from here on the file is ours, whatever it holds
            _remove(self.path)  # with the log of an earlier file, which must not meet the new one
            new.replace(self.path)
            self._stamp.write_text(wanted, "utf-8")
        finally:
            _remove(new)
        self._ready = True

    def _spare_a_users_map(self) -> None:
        """Give a map that somebody has called demo, before there was one, another name."""
        number = 1
        while (other := self.path.with_name(f"{DEMO}-{number}.sqlite")).exists():
            number += 1
        Store(f"sqlite:///{self.path}").open().close()  # its log goes into the file
        self.path.replace(other)


def _sources(part: Traversable) -> list[Traversable]:
    if part.is_file():
        return [part]
    found: list[Traversable] = []
    for each in sorted(part.iterdir(), key=lambda p: p.name):
        if each.is_dir() and each.name != "__pycache__":
            found += _sources(each)
        elif each.name.endswith((".py", ".toml", ".txt", ".jsonl")):
            found.append(each)
    return found


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
