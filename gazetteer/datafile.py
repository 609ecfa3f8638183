"""Which data file a folder's gazetteer is unpacked from: one built by the user, else the package's own."""

from importlib.resources.abc import Traversable
from pathlib import Path

import platformdirs

from gazetteer.unpack import data_file

OWN_DATA = "places.txt.xz"
"""The name of a data file that the user has built, in the folder that the gazetteer is unpacked in."""


def default_root() -> Path:
    """Return where the gazetteer is unpacked unless told otherwise: a folder in the user's data folder."""
    return platformdirs.user_data_path("mapapp", appauthor=False) / "gazetteer"


def chosen(root: Path) -> Traversable:
    """Return the data file for a folder: its own `places.txt.xz` where it has one, else the embedded one."""
    own = root / OWN_DATA
    return own if own.is_file() else data_file()
