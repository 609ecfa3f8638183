"""The rows of a selection in the order of a column of the table: nothing known stands last either way."""

from collections.abc import Callable
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from mapapp.core.columns import Coded, Dictionary
from mapapp.core.flags import NOT_STATED
from mapapp.core.folding import folded
from mapapp.core.snapshot import Snapshot

Rows = npt.NDArray[np.intp]
Keys = npt.NDArray[Any]

_UNKNOWN: Final = np.iinfo(np.uint32).max
_ranks: "WeakKeyDictionary[Dictionary[Any], dict[str, Keys]]" = WeakKeyDictionary()


def ordered(snapshot: Snapshot, rows: Rows, column: str, descending: bool = False) -> Rows:
    """Return rows in the order of one of COLUMNS; equal ones newest first. `rows` are sorted, oldest first.

    ValueError for a column that is none.
    """
    if column not in _KEYS:
        raise ValueError(f"column is one of {', '.join(COLUMNS)}, not {column!r}")
    newest = rows[::-1]
    keys = _KEYS[column](snapshot)[newest]
    unknown = keys == _UNKNOWN
    if descending:
        keys = np.where(unknown, keys, _UNKNOWN - 1 - keys)
    known = keys[~unknown]
    if len(known) and int(known.max()) - int(known.min()) < 0xFFFF:  # sorting 16 bits takes a tenth
        least = known.min()
        keys = np.where(unknown, np.uint32(0xFFFF), keys - least).astype(np.uint16)
    return newest[np.argsort(keys, kind="stable")]


def _ranked(name: str, column: Coded[Any], word: Callable[[Any], str]) -> Keys:
    """Return the place of each row's value in the alphabet."""
    dictionary = column.dictionary
    held = _ranks.setdefault(dictionary, {})
    if name not in held or len(held[name]) != len(dictionary):
        words = [folded(word(value)) for value in list(dictionary.values)]
        order = {text: rank for rank, text in enumerate(sorted({text for text in words if text}))}
        held[name] = np.array([order.get(text, _UNKNOWN) for text in words], dtype=np.uint32)
    found: Keys = held[name][column.codes]
    return found


def _first(names: tuple[str, ...]) -> str:
    return names[0] if names else ""


def _days(snapshot: Snapshot) -> Keys:
    return np.where(snapshot.first_day == 0, _UNKNOWN, snapshot.first_day.astype(np.uint32))


def _killed(snapshot: Snapshot) -> Keys:
    return np.where(snapshot.killed == NOT_STATED, _UNKNOWN, snapshot.killed.astype(np.uint32))


_KEYS: Final[dict[str, Callable[[Snapshot], Keys]]] = {
    "date": _days,
    "type": lambda s: s.kind.astype(np.uint32) * 256 + s.sub_type,
    "place": lambda s: _ranked("label", s.places, lambda place: place.label),
    "country": lambda s: _ranked("country", s.places, lambda place: place.country),
    "killed": _killed,
    "claimant": lambda s: _ranked("first", s.claimants, _first),
    "confidence": lambda s: s.confidence.astype(np.uint32),
    "source": lambda s: _ranked("first", s.sources, _first),
}
COLUMNS: Final = tuple(_KEYS)
"""The columns that rows can be ordered by."""
