"""Words in a look-up that say what kind of thing is meant: "Kherson oblast", "Mosul dam", "Lake Van"."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from gazetteer.names import fold
from gazetteer.place import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of thing, and the words that say so, folded: behind a name ("tails") or before it ("heads").

    `kinds` are what a name with such a word may be; `instead` are what may stand for it, at a low score,
    where the gazetteer has no such thing: a district is where its town is, a dam is not. A `soft` word is
    part of many proper names ("Rio Branco"): it never outweighs a place that bears the whole name.
    """

    kinds: frozenset[Kind]
    tails: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    instead: frozenset[Kind] = frozenset()
    soft: bool = False


def _sorts() -> Iterator[Sort]:
    table = tomllib.loads(files("gazetteer.lexicon").joinpath("sorts.toml").read_text(encoding="utf-8"))
    for row in table.values():
        tails, heads = (
            tuple(fold(word) for word in row[words].split(",") if word.strip())
            for words in ("tails", "heads")
        )
        kinds, instead = row["kinds"].split(), row.get("instead", "").split()
        yield Sort(
            frozenset(k for k in KINDS if k in kinds),
            tails,
            heads,
            frozenset(k for k in KINDS if k in instead),
            row.get("soft", False),
        )


_LONGEST = 4
_INTERNATIONAL = frozenset({fold("الدولي"), fold("بین‌المللی")})


@lru_cache(maxsize=2)
def _by_word(attribute: str) -> dict[str, tuple[Sort, ...]]:
    found: dict[str, tuple[Sort, ...]] = {}
    for sort in _sorts():
        for key in getattr(sort, attribute):
            found[key] = (*found.get(key, ()), sort)
    return found


@lru_cache(maxsize=2)
def _edges(attribute: str) -> frozenset[str]:
    """Return the words that tails end with, or heads begin with."""
    return frozenset(key.split()[-1 if attribute == "tails" else 0] for key in _by_word(attribute))


_LAST = _edges("tails") | _INTERNATIONAL
"""What the last word of a query with a generic word behind the name can be."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A query split at its generic word: the bare name's key, what it may be, and other ways to say the same.

    `surface` is the bare name as written, or its key where its words cannot be told apart in the query.

    `first` is whether a place that bears the whole query comes before a namesake of the bare name, whatever
    its kind ("Lake Charles" is a town); `divisions` whether provinces and districts are meant too.
    """

    bare: str
    surface: str
    kinds: frozenset[Kind]
    instead: frozenset[Kind]
    first: bool
    divisions: bool
    others: tuple[str, ...]
    sorts: tuple[Sort, ...]


def split_kind(query: str) -> tuple[str, frozenset[Kind]] | None:
    """Return a query's bare key and the kinds that its generic word allows, or None without such a word.

    >>> split_kind("Kherson oblast") == ('kherson', {'region', 'district', 'disputed'})
    True
    >>> split_kind("Province of Idlib")[0], split_kind("Lake Van")[0], split_kind("Baku")
    ('idlib', 'van', None)
    """
    split = worded(query)
    return (split.bare, split.kinds) if split else None


def worded(query: str) -> Wording | None:
    """Return how a query is worded, None where no generic word stands before or behind its name.

    >>> wording = worded("Kakhovka hydroelectric station")
    >>> wording.bare, "kakhovka dam" in wording.others, "city" in wording.kinds
    ('kakhovka', True, False)
    """
    words = fold(query).split()
    if len(words) < 2 or not (words[-1] in _LAST or words[0] in _edges("heads")):
        return None
    written = query.split()
    if len(written) != len(words) or any(" " in fold(w) for w in written):
        written = words
    if words[-2:-1] and words[-1] in _INTERNATIONAL and words[0] in _edges("heads"):
        words, written = words[:-1], written[:-1]  # an Arabic or Persian airport
    if len(words) < 2 or (words[-1] not in _edges("tails") and words[0] not in _edges("heads")):
        return None
    tails, heads = _by_word("tails"), _by_word("heads")
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        tail, head = " ".join(words[-size:]), " ".join(words[:size])
        if tail in tails:
            return _made(words[:-size], written[:-size], tails[tail], "")
        if head in heads:
            skip = size + (words[size] in {"of", "de"} and len(words) > size + 1)
            return _made(words[skip:], written[skip:], heads[head], head)
    return None


def ways_to_say(name: str, sorts: tuple[Sort, ...]) -> tuple[str, ...]:
    """Return a name's key with each word for some sorts of thing, behind it and before it."""
    behind = [f"{name} {tail}" for sort in sorts for tail in sort.tails]
    before = [f"{head} {name}" for sort in sorts for head in sort.heads]
    return tuple(dict.fromkeys((*behind, *before)))


def _made(bare: list[str], written: list[str], sorts: tuple[Sort, ...], head: str) -> Wording:
    if bare[0] == "the" and len(bare) > 1:
        bare, written = bare[1:], written[1:]
    name = " ".join(bare)
    others = ways_to_say(name, sorts)
    kinds: frozenset[Kind] = frozenset(k for sort in sorts for k in sort.kinds)
    instead: frozenset[Kind] = frozenset(k for sort in sorts for k in sort.instead)
    first = bool(head) or all(sort.soft for sort in sorts)
    return Wording(name, " ".join(written), kinds, instead, first, "district" in kinds, others, sorts)
