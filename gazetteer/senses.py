"""What a name in a text may mean: the index's answers, with how well the name fits."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol, runtime_checkable

import marisa_trie

from gazetteer.names import fold
from gazetteer.place import Place
from gazetteer.ranking import is_latin

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

    @property
    def language(self) -> str:
        """The language of that name, or "" where the source does not say."""


class Index(Protocol):
    """What finding and resolving ask of a name index."""

    @property
    def trie(self) -> marisa_trie.Trie:
        """All keys."""

    def candidates(self, key: str) -> Iterable[Answer]:
        """Return the places that bear a name with this key."""


@runtime_checkable
class HasIndex(Protocol):
    """A gazetteer: something with a name index."""

    @property
    def index(self) -> Index:
        """Its name index."""


class Sense(NamedTuple):
    """A place that a surface may mean, and how its name fits the surface.

    `same_letters`: the name is written as in the text but for case, apostrophes and marks on letters that
    the text leaves out. `foreign`: it is the
    name in a language that is not English, in Latin letters. `short_form`: both are abbreviations ("Ky.").
    `marks_left_out`: the name has marks on letters where the text has none.
    """

    place: Place
    name: str
    match: Match
    type: str
    same_letters: bool
    foreign: bool = False
    short_form: bool = False
    marks_left_out: bool = False


def senses(index: Index, surface: str, key: str | None = None) -> tuple[Sense, ...]:
    """Return what a surface may mean, one sense a place and its best name; the most populous first.

    With a `key` shorter than the surface's own, which then is a plural, only demonyms are meant: "Germans".
    """
    best: dict[int, tuple[tuple[bool, ...], Sense]] = {}
    plain = _plain(surface)
    bare, latin = surface.isascii(), is_latin(surface)
    own = fold(surface)
    key = own if key is None else key
    plural = own == key + "s" and surface.rstrip(".")[-1:] in "sS"
    for answer in index.candidates(key):
        place, demonym = answer.place, answer.name_type == "demonym"
        if (
            answer.name_type in _LEFT_OUT
            or (plural and not demonym)
            or not fits_case(surface, answer.name, answer.name_type)
        ):
            continue
        same = plural or (_bare(answer.name) if bare else _plain(answer.name)) == plain
        match: Match = "name" if same and answer.name == place.name else "alias" if same else "folded"
        if latin and place.kind == "country" and not is_latin(answer.name):
            continue  # all countries have names in Latin letters
        other_tongue = match != "name" and answer.language[:2] not in ("", "en")
        if other_tongue and bare and place.kind == "country" and not _is_plain(answer.name):
            continue  # "Beni" is no way to write "Benĩ", some language's name of a country
        foreign = other_tongue and answer.name.isascii()
        rank = (not same, demonym, match != "name", foreign)
        known = best.get(place.id)
        if known is None or rank < known[0]:
            short = answer.name_type == "abbreviation" and (surface.endswith(".") or surface.isupper())
            marks = same and not plural and _plain(answer.name) != plain
            sense = Sense(place, answer.name, match, answer.name_type, same, foreign, short, marks)
            best[place.id] = (rank, sense)
    return tuple(
        sorted((sense for _, sense in best.values()), key=lambda s: (-s.place.population, s.place.id, s.name))
    )


_LEFT_OUT = frozenset({"metonym", "misspelling"})


@lru_cache(maxsize=65536)
def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _is_plain(name: str) -> bool:
    """Return whether a name has no marks on its letters."""
    return not any(unicodedata.combining(c) for c in unicodedata.normalize("NFKD", name))


@lru_cache(maxsize=65536)
def _bare(name: str) -> str:
    """Return a name without marks on its letters: English prose leaves them out."""
    return _plain("".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)))


def fits_case(surface: str, name: str, type: str = "") -> bool:
    """Return whether a surface may stand for a name by its capitals.

    Short forms in capitals ("US", "IN") are other words in small letters; codes of three letters likewise.
    """
    if type == "abbreviation" and ("'" in surface or "’" in surface):
        return False  # "I’ll" is not Illinois
    letters = "".join(c for c in name if c.isalpha())
    if len(letters) <= 4 and letters.isupper() and letters.isascii():
        return "".join(c for c in surface if c.isalpha()).isupper()
    return True
