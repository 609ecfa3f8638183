"""The user's own places laid over the gazetteer, read again whenever their file changes."""

import logging
import threading
from pathlib import Path

from gazetteer import Gazetteer
from gazetteer.errors import GazetteerError
from gazetteer.own_file import OwnFile

_LOG = logging.getLogger(__name__)


class OwnLayer:
    """Gives the gazetteer with the own places of a data folder on top. Threads may share one.

    `fault` says what is wrong with the file, or is ""; meanwhile the places that were read last are used.
    """

    def __init__(self, data_dir: Path) -> None:
        self.file = OwnFile(data_dir)
        self.fault = ""
        self._base: Gazetteer | None = None
        self._laid: Gazetteer | None = None
        self._stamp: tuple[int, ...] | None = None
        self._reading = threading.Lock()

    def over(self, base: Gazetteer) -> Gazetteer:
        """Return a gazetteer with the own places laid over it: the same one while the file is the same."""
        with self._reading:
            try:
                stamp = self.file.stamp()
                if self._laid is None or self._base is not base or stamp != self._stamp:
                    self._stamp = stamp
                    layer = self.file.layer()
                    self._laid = base.with_layer(layer) if layer is not None else base
                    self._base, self.fault = base, ""
            except GazetteerError as error:
                if str(error) != self.fault:
                    self.fault = str(error)
                    _LOG.warning("Your own places are not read: %s", error)
            return self._laid if self._laid is not None and self._base is base else base
