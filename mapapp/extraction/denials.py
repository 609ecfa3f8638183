"""Denials: what a sentence denies, and with which verb."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Literal, NamedTuple

from mapapp.extraction.frames import Unit
from mapapp.extraction.lexicon import Lexicon
from mapapp.extraction.syntax import Tree, Word

_DENIED_AS = frozenset({"dobj", "ccomp", "xcomp", "pcomp", "nsubjpass", "prep"})
_CALLING = frozenset({"say", "call", "be", "describe"})


class Denial(NamedTuple):
    """The verb that denies, and whether it denies what another claims or a deed of one's own."""

    verb: Word
    of: Literal["claim", "deed"]


class Denials:
    """Finds denials, and the words that set one incident apart from another, by the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        denial = lexicon.assertion["denial"]
        self._verbs = lexicon.all_forms(denial["verbs"])
        self._phrases = tuple(denial["phrases"])
        self._objects = lexicon.all_forms(denial["objects"])
        self._another = tuple(lexicon.assertion["another"]["words"])

    def find(self, tree: Tree) -> Denial | None:
        """Return what a sentence denies, None where it denies nothing."""
        for word in tree.words:
            if word.part != "VERB" or word.lower not in self._verbs or tree.below(word.i, "neg"):
                continue
            objects = tree.below(word.i, "dobj", "nsubjpass")
            if any(o.lower in self._objects for o in objects):
                return Denial(word, "claim")
            if objects or tree.below(word.i, "xcomp", "ccomp", "pcomp"):
                return Denial(word, "deed")
        sentence = f" {' '.join(w.lower for w in tree.words)} "
        if any(f" {phrase} " in sentence for phrase in self._phrases):
            said = [w for w in tree.words if w.part == "VERB" and w.lemma in _CALLING]
            return Denial(said[0], "claim") if said else None
        return None

    def another(self, words: Iterable[str]) -> str:
        """Return the word that says that a sentence tells of another incident, "" where none does."""
        sentence = f" {' '.join(words)} "
        return next((p for p in self._another if f" {p} " in sentence), "")


def is_denied(tree: Tree, unit: Unit, verb: Word) -> bool:
    """Whether a unit is what a verb of denying denies."""
    for anchor in unit.anchors:
        for low, high in pairwise([anchor.word, *tree.above(anchor.word.i)]):
            if high.i == verb.i:
                return low.relation in _DENIED_AS
    return False
