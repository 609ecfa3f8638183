"""What a map may be called, and the two names that mean something by themselves."""

import re
import unicodedata
from hashlib import sha256
from typing import Final

from mapapp.core.errors import MapappError

DEFAULT: Final = "default"
"""The map that is opened where none is named."""
DEMO: Final = "demo"
"""The map of our own texts, which nobody writes to."""

_NAME = re.compile(r"[^\W_](?:[\w .-]{0,98}[\w-])?")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}")


class BadMapName(MapappError):
    """A name that no map can have; the text says what was expected."""


def map_name(raw: str) -> str:
    """Return a map's name as it is kept; raises BadMapName for one that can be none.

    >>> map_name("Demo"), map_name("South Caucasus 2020")
    ('demo', 'South Caucasus 2020')
    """
    name = unicodedata.normalize("NFC", raw)
    if not _NAME.fullmatch(name):
        raise BadMapName(
            f"The map's name is {raw[:120]!r}; "
            "expected letters, digits, spaces, dots and hyphens, 100 at most."
        )
    return name.lower() if name.lower() in {DEFAULT, DEMO} else name


def is_demo(raw: str) -> bool:
    """Whether a name, however it is written, is the demo's."""
    return raw.lower() == DEMO


def token(name: str) -> str:
    """Return a map's name for where no words may stand: letters, digits and hyphens only.

    A name of other signs becomes a hyphen, with which no name begins, and sixteen digits.

    >>> token("work-2"), token("my map")
    ('work-2', '-c35055e74df32976')
    """
    return name if _PLAIN.fullmatch(name) else "-" + sha256(name.encode()).hexdigest()[:16]
