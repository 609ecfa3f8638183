"""Small word lists of English news prose, as data: what stands beside names, and what only looks like one."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from gazetteer.place import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of words.toml and the weights of weights.toml; all words in lower case."""

    common: frozenset[str]
    phrases: frozenset[str]
    months_days: frozenset[str]
    titles: frozenset[str]
    first_names: frozenset[str]
    locative: frozenset[str]
    motion: frozenset[str]
    say_verbs: frozenset[str]
    government_heads: frozenset[str]
    striking_verbs: frozenset[str]
    beside_verbs: frozenset[str]
    addressing_verbs: frozenset[str]
    between_heads: frozenset[str]
    determiners: frozenset[str]
    english: frozenset[str]
    no_surname_endings: tuple[str, ...]
    kinds_after: dict[str, frozenset[Kind]]
    kinds_before: dict[str, frozenset[Kind]]
    part_heads: frozenset[str]
    street_heads: frozenset[str]
    university_heads: frozenset[str]
    local_heads: frozenset[str]
    groups: dict[str, frozenset[str]]
    mention_weights: dict[str, float]
    sense_weights: dict[str, float]
    kind_bias: dict[str, float]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _kinds(table: dict[str, str]) -> dict[str, frozenset[Kind]]:
    return {word: frozenset(kind for kind in KINDS if kind in row.split()) for word, row in table.items()}


def _spaced(name: str) -> str:
    return name.replace("-", " ").replace("’", "'")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the package's word lists, read once."""
    folder = files(__package__)
    words = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    weights = tomllib.loads((folder / "weights.toml").read_text(encoding="utf-8"))
    groups = tomllib.loads((folder / "groups.toml").read_text(encoding="utf-8"))
    heads = words["heads"]
    return Lexicon(
        common=_words(words["common"]),
        phrases=frozenset(words["phrases"]),
        months_days=_words(words["months_days"]),
        titles=_words(words["titles"]),
        first_names=_words(words["first_names"]),
        locative=_words(words["locative"]),
        motion=_words(words["motion"]),
        say_verbs=_words(words["say_verbs"]),
        government_heads=_words(words["government_heads"]),
        striking_verbs=_words(words["striking_verbs"]),
        beside_verbs=_words(words["beside_verbs"]),
        addressing_verbs=_words(words["addressing_verbs"]),
        between_heads=_words(words["between_heads"]),
        determiners=_words(words["determiners"]),
        english=_words(words["english"]),
        no_surname_endings=tuple(words["no_surname_endings"].split()),
        kinds_after=_kinds(words["type_after"]),
        kinds_before=_kinds(words["type_before"]),
        part_heads=_words(heads["part"]),
        street_heads=_words(heads["street"]),
        university_heads=_words(heads["university"]),
        local_heads=_words(heads["local"]),
        groups={_spaced(name): frozenset(row.split()) for name, row in groups["groups"].items()},
        mention_weights=weights["mention"],
        sense_weights=weights["sense"],
        kind_bias=weights["kind_bias"],
    )
