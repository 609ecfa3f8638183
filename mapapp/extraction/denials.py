"""Denials: what a sentence denies, and with which verb."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal, NamedTuple

from mapapp.extraction.frames import Unit
from mapapp.extraction.lexicon import Lexicon
from mapapp.extraction.syntax import Tree, Word
from mapapp.extraction.wordlists import words_of

_DENIED_AS = frozenset({"dobj", "ccomp", "xcomp", "pcomp", "nsubjpass", "prep"})
_DENIERS = words_of("grammar", "deniers")
_NOTHING = re.compile(
    r"\b(?:no|not\s+(?:a|one)(?:\s+single)?|none\s+of\s+(?:its|their|his|our))\s+(?:\w+\s+)?"
    r"(?:shots?|rounds?|missiles?|rockets?|shells?|strikes?|attacks?|shelling|bombs?|aircraft|planes?|jets?|drones?|"
    r"troops|forces|soldiers|fighters|people|units)\b[^.]{0,40}"
    r"\b(?:fired|launched|carried\s+out|took\s+place|dropped|been|involved|up|there|present|opened\s+fire)\b"
    r"|\bthere\s+(?:was|were|had\s+been)\s+no\s+(?:fighting|attack|clash(?:es)?|firefight|strike|battle|shelling|bombing)\b"
    r"|\bno\s+(?:fighting|firefight|attack|clash|battle|strike|shelling)\s+(?:had\s+)?(?:occurred|took\s+place|happened)\b",
    re.IGNORECASE,
)
"""What answers a charge without the word: "no shot had been fired", "none of its aircraft was up"."""

_TELLING = frozenset({"say", "tell", "insist", "state", "maintain", "claim", "counter"})
_CALLING = frozenset({"say", "call", "be", "describe"})


class Denial(NamedTuple):
    """The verb that denies, and whether it denies what another claims or a deed of one's own."""

    verb: Word
    of: Literal["claim", "deed"]

    def may_answer(self, tree: Tree, doers: set[str], doer_words: set[str]) -> bool:
        """Whether who denies may be who was said to have done it: by a name both share, or by no name."""
        denying = [tree.words[i] for s in tree.below(self.verb.i, "nsubj") for i in tree.subtree(s.i)]
        if doers & {w.lower for w in denying if len(w.text) > 2 and w.text[0].isupper()}:
            return True
        own = {tree.words[i].lemma for i in tree.subtree(self.verb.i)}
        if {d for d in doer_words if len(d) > 4} & own:
            return True  # "denied that any herder took part"
        named = [w for w in denying if w.entity in {"GPE", "NORP", "ORG"} and w.part == "PROPN"]
        return not named and bool({w.lower for w in denying} & (_DENIERS | doer_words))


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
            said = [w for w in tree.words if w.part in {"VERB", "AUX"} and w.lemma in _CALLING]
            return Denial(said[0], "claim") if said else None
        if _NOTHING.search(sentence):
            said = [
                w for w in tree.words if w.part == "VERB" and w.lemma in {"say", "tell", "insist", "state"}
            ]
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
