"""What a name in a text may mean: the index's answers, with how well the name fits."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol

import marisa_trie

from .names import fold
from .place import Place

Match = Literal["name", "alias", "folded", "fuzzy"]


class Answer(Protocol):
    """A place the index answers with, and the name that matched."""

    @property
    def place(self) -> Place:
        """The place."""

    @property
    def name(self) -> str:
        """The gazetteer's own form that matched."""

    @property
    def name_type(self) -> str:
        """The type of that name (place.Name)."""


class Index(Protocol):
    """What finding and resolving ask of a name index."""

    @property
    def trie(self) -> marisa_trie.Trie:
        """All keys."""

    def candidates(self, key: str) -> Iterable[Answer]:
        """Return the places that bear a name with this key."""


class Sense(NamedTuple):
    """A place that a surface may mean, and how its name fits the surface.

    `same_letters`: the name is written as in the text but for case and apostrophes.
    """

    place: Place
    name: str
    match: Match
    type: str
    same_letters: bool


def senses(index: Index, surface: str, key: str | None = None) -> tuple[Sense, ...]:
    """Return what a surface may mean, one sense a place and its best name; the most populous first."""
    best: dict[int, tuple[tuple[int, ...], Sense]] = {}
    plain = _plain(surface)
    for answer in index.candidates(fold(surface) if key is None else key):
        place = answer.place
        if not fits_case(surface, answer.name, answer.name_type):
            continue
        same = _plain(answer.name) == plain
        match: Match = "name" if answer.name == place.name and same else "alias" if same else "folded"
        rank = (answer.name_type == "demonym", not same, match != "name", answer.name_type == "abbreviation")
        known = best.get(place.id)
        if known is None or rank < known[0]:
            best[place.id] = (rank, Sense(place, answer.name, match, answer.name_type, same))
    return tuple(
        sorted((sense for _, sense in best.values()), key=lambda s: (-s.place.population, s.place.id, s.name))
    )


@lru_cache(maxsize=65536)
def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def fits_case(surface: str, name: str, type: str) -> bool:
    """Return whether a surface may stand for a name by its capitals.

    Short forms in capitals ("US", "IN") are other words in small letters; codes of three letters likewise.
    """
    letters = "".join(c for c in name if c.isalpha())
    if len(letters) <= 3 and letters.isupper() and letters.isascii():
        own = "".join(c for c in surface if c.isalpha())
        return own.isupper()
    return True
