"""Columns of a million rows: ids as fixed bytes, values that repeat as numbers of a dictionary."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, overload

import numpy as np
import numpy.typing as npt

T = TypeVar("T", bound=Hashable)
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

_WORD: Final = 8
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_SHORT: Final = 1 << 16


class Ids(Sequence[str]):
    """The ids of rows: a sequence of texts in a third of the memory, equal to a tuple of the same texts."""

    def __init__(self, raw: npt.NDArray[np.bytes_]) -> None:
        width = max(_WORD, -(-raw.dtype.itemsize // _WORD) * _WORD)
        self.raw: npt.NDArray[np.bytes_] = np.ascontiguousarray(raw, dtype=f"S{width}")
        self.raw.setflags(write=False)

    @classmethod
    def of(cls, ids: Iterable[str]) -> "Ids":
        """Return the ids of some texts."""
        found = [id.encode() for id in ids]
        return cls(np.array(found, dtype=np.bytes_) if found else np.empty(0, dtype="S8"))

    def __len__(self) -> int:
        return len(self.raw)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> "Ids": ...
    def __getitem__(self, row: int | slice) -> "str | Ids":
        if isinstance(row, slice):
            return Ids(self.raw[row])
        return bytes(self.raw[row]).decode()

    def __iter__(self) -> Iterator[str]:
        return (id.decode() for id in self.raw.tolist())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Ids):
            return bool(np.array_equal(self.raw, other.raw))
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(str.__eq__, self, other))

    def __hash__(self) -> int:
        return hash((len(self), self.raw.tobytes()))

    def __repr__(self) -> str:
        return f"Ids({len(self)})"

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self.row(id) is not None

    def index(self, id: Any, start: int = 0, stop: int | None = None) -> int:
        """Return the row of an id; ValueError where there is none."""
        row = self.row(id) if isinstance(id, str) else None
        if row is None or row < start or (stop is not None and row >= stop):
            raise ValueError(f"{id!r} is not among the ids")
        return row

    def row(self, id: str) -> int | None:
        """Return the row of an id, or None."""
        wanted = id.encode(errors="replace")
        if len(wanted) > self.raw.dtype.itemsize or not wanted or wanted.endswith(b"\0"):
            return None
        words = self._words()
        keys = np.frombuffer(wanted.ljust(self.raw.dtype.itemsize, b"\0"), dtype=np.uint64)
        rows = np.flatnonzero(words[:, -1] == keys[-1])  # the ends of ids differ most
        for column in range(words.shape[1] - 1):
            rows = rows[words[rows, column] == keys[column]]
        return int(rows[0]) if len(rows) else None

    def among(self, ids: Iterable[str]) -> Bools:
        """Return which rows have one of some ids."""
        wanted = Ids.of(ids)
        if not len(self) or not len(wanted):
            return np.zeros(len(self), dtype=bool)
        table = np.zeros(_SHORT, dtype=bool)
        table[wanted._hashes(self.raw.dtype.itemsize)] = True
        rows = np.flatnonzero(table[self._hashes(wanted.raw.dtype.itemsize)])
        found = np.zeros(len(self), dtype=bool)
        names = set(wanted.raw.tolist())
        if len(rows) * 2 > len(self):
            found[rows] = np.isin(self.raw[rows], wanted.raw)
        else:
            found[rows] = [id in names for id in self.raw[rows].tolist()]
        return found

    def _words(self) -> npt.NDArray[np.uint64]:
        return self.raw.view(np.uint64).reshape(len(self.raw), self.raw.dtype.itemsize // _WORD)

    def _hashes(self, width: int) -> npt.NDArray[np.uint16]:
        """Return sixteen bits of each id, the same whatever the width of the column."""
        mixed = np.zeros(len(self.raw), dtype=np.uint64)
        for number, column in enumerate(self._words().T):
            mixed += column * (_MIX + np.uint64(2 * number))  # a column of zeros adds nothing
        return (mixed >> np.uint64(48)).astype(np.uint16)


@dataclass(frozen=True, slots=True)
class Membership:
    """Which names the entries of a dictionary have: `entry[i]` has `names[name[i]]`."""

    entry: Ints
    name: Ints
    names: list[str]

    def entries_named(self, wanted: Callable[[str], bool]) -> Ints:
        """Return the entries with a name that is wanted, each once."""
        numbers = [number for number, name in enumerate(self.names) if wanted(name)]
        if not numbers:
            return np.empty(0, dtype=np.intp)
        chosen = np.zeros(len(self.names), dtype=bool)
        chosen[numbers] = True
        return np.unique(self.entry[chosen[self.name]])


class Dictionary(Generic[T]):
    """The different values of a column, numbered from 0. It only grows: older snapshots may share it."""

    def __init__(self) -> None:
        self.values: list[T] = []
        self._number: dict[T, int] = {}
        self._members: dict[str, tuple[int, Membership]] = {}

    def __len__(self) -> int:
        return len(self.values)

    def number(self, value: T) -> int:
        """Return the number of a value, which is added if it is new."""
        found = self._number.get(value)
        if found is None:
            found = self._number[value] = len(self.values)
            self.values.append(value)
        return found

    def membership(self, name: str, names_of: Callable[[T], Iterable[str]]) -> Membership:
        """Return which names the values have; `name` says which question `names_of` answers."""
        size = len(self.values)
        reached, held = self._members.get(name, (0, Membership(_EMPTY, _EMPTY, [])))
        if reached >= size:
            return held
        numbers = {text: number for number, text in enumerate(held.names)}
        entries: list[int] = []
        tokens: list[int] = []
        for entry in range(reached, size):
            for text in dict.fromkeys(names_of(self.values[entry])):
                entries.append(entry)
                tokens.append(numbers.setdefault(text, len(numbers)))
        made = Membership(
            np.concatenate([held.entry, np.array(entries, dtype=np.intp)]),
            np.concatenate([held.name, np.array(tokens, dtype=np.intp)]),
            list(numbers),
        )
        self._members[name] = (size, made)
        return made


_EMPTY: Final[Ints] = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Coded(Generic[T]):
    """A column of values that repeat: `codes` are numbers of the dictionary, in the fewest bytes."""

    codes: npt.NDArray[Any]
    dictionary: Dictionary[T]

    @classmethod
    def of(cls, codes: npt.ArrayLike, dictionary: Dictionary[T]) -> "Coded[T]":
        """Return a column of numbers that were given by a dictionary."""
        made = np.asarray(codes).astype(_narrow(len(dictionary)))
        made.setflags(write=False)
        return cls(made, dictionary)

    @classmethod
    def all_alike(cls, count: int, value: T) -> "Coded[T]":
        """Return a column that has one value in each of so many rows."""
        dictionary: Dictionary[T] = Dictionary()
        dictionary.number(value)
        return cls.of(np.zeros(count, dtype=np.uint8), dictionary)

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> T:
        return self.dictionary.values[int(self.codes[row])]

    def rows_with(self, entries: Ints) -> Bools:
        """Return which rows have one of some entries."""
        if len(entries) <= 4:
            found = np.zeros(len(self.codes), dtype=bool)
            for entry in entries.tolist():
                found |= self.codes == entry
            return found
        table = np.zeros(max(len(self.dictionary), 1), dtype=bool)
        table[entries] = True
        return table.take(self.codes)


def _narrow(count: int) -> type[np.unsignedinteger[Any]]:
    """Return the smallest type for numbers below a count."""
    return np.uint8 if count <= 1 << 8 else np.uint16 if count <= 1 << 16 else np.uint32
