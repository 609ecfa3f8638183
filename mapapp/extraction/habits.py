"""Words that say how often something happens, and so tell of no one incident."""

from collections.abc import Iterable

from mapapp.extraction.frames import Unit
from mapapp.extraction.syntax import Tree, Word

_BY_DATE = frozenset({"daily", "weekly"})
"""Words that say little where the unit names a day."""


def habit_word(tree: Tree, unit: Unit, phrases: Iterable[str]) -> str:
    """Return the first of some phrases of frequency that a unit holds, "" where it tells of one incident."""
    words = [tree.words[i] for i in sorted(unit.words)]
    sentence = f" {' '.join(w.lower for w in words)} "
    dated = any(w.entity == "DATE" and w.text[:1].isupper() for w in words)
    for phrase in phrases:
        if f" {phrase} " not in sentence or (phrase in _BY_DATE and dated):
            continue
        if " " in phrase or any(_says_how_often(w, unit) for w in words if w.lower == phrase):
            return phrase
    return ""


def _says_how_often(word: Word, unit: Unit) -> bool:
    """Whether a word is used of the incident: "daily shelling", not "the daily Le Monde"."""
    anchors = {a.word.i for a in unit.anchors}
    return word.part == "ADV" or (word.relation in {"amod", "advmod", "npadvmod"} and word.head in anchors)
