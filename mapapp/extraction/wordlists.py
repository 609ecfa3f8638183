"""Word lists of the reading rules: data that people can read and extend, in lexicon/*.toml."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final

SPACE: Final = r"(?:[\x20\t\u00a0\u202f\n\r]{1,4})"
"""White space inside a phrase: bounded, so that a megabyte of blanks costs one look."""


@cache
def word_lists(name: str) -> dict[str, Any]:
    """Return the lists of one lexicon file, read once."""
    source = files("mapapp.extraction").joinpath("lexicon", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def words_of(name: str, *lists: str) -> frozenset[str]:
    """Return the words of one or more lists of a lexicon file, as one set."""
    return frozenset(word for each in lists for word in word_lists(name)[each])


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some phrases, the longest first; a blank matches any white space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(SPACE.join(re.escape(part) for part in word.split()) for word in ordered)
