"""Names that their place in the grammar makes places: what is struck, shelled or taken."""

from collections.abc import Callable, Sequence

from gazetteer.place import Mention
from mapapp.extraction.dates import MONTHS, WEEKDAYS
from mapapp.extraction.lexicon import Lexicon
from mapapp.extraction.syntax import Tree, Word

_OBJECTS = frozenset({"dobj", "npadvmod", "nsubjpass"})
_NUMBERS = frozenset({"NORP", "CARDINAL", "ORDINAL", "MONEY", "PERCENT"})
_TIMES = frozenset({"DATE", "TIME"})
_LOCATIVE = frozenset({"in", "near", "at", "on", "outside", "around", "over", "off", "inside", "into"})
_PARTS = frozenset(
    {
        "town",
        "city",
        "village",
        "port",
        "outskirts",
        "area",
        "suburb",
        "district",
        "centre",
        "center",
        "residents",
    }
)
_SUFFERED = frozenset(
    {"shelling", "bombing", "bombardment", "siege", "capture", "seizure", "airstrike", "raid"}
)

_DAYS = frozenset(name.lower() for name in (*MONTHS, *WEEKDAYS))


Known = Callable[[str], bool]
"""Whether a name as written is some place's."""


def struck_names(
    text: str, trees: Sequence[Tree], mentions: Sequence[Mention], lexicon: Lexicon, known: Known
) -> tuple[Mention, ...]:
    """Return names that are objects of verbs of attack, or stand where places stand, and are no mentions yet.

    A recogniser that has not met a town takes it for a person; a verb like "shelled" knows better. Behind
    "in" or "near", in a sentence that tells of violence, only names that the gazetteer knows are meant. None
    has a place yet.
    """
    taken = [(m.start, m.end) for m in mentions]
    found = []
    for tree in trees:
        cues = lexicon.cues(tree)
        verbs = {c.head for c in cues if c.entry.kind == "deed"}
        strikes = {c.head for c in cues if c.entry.kind == "happening"}
        for word in tree.words:
            if word.part != "PROPN" or word.entity in _NUMBERS or word.lower in _DAYS:
                continue
            first = _first_of_name(tree, word)
            if any(start < word.end and first.start < end for start, end in taken):
                continue
            name = text[first.start : word.end]
            struck = word.relation in _OBJECTS and word.head in verbs and word.entity not in _TIMES
            struck = struck and not first.i <= tree.words[word.head].i < word.i
            if struck or (cues and _stands_as_place(tree, word, strikes) and known(name)):
                found.append(Mention(first.start, word.end, name))
    return tuple(found)


def _stands_as_place(tree: Tree, word: Word, strikes: set[int]) -> bool:
    """Whether a name stands behind "in" or "near", or "of" what struck it: "the shelling of X"."""
    preposition = tree.words[word.head]
    if word.relation != "pobj" or preposition.part != "ADP" or tree.below(word.i, "prep", "det"):
        return False
    if preposition.lower == "of":
        of = tree.words[preposition.head]
        return of.lower in _PARTS or (preposition.head in strikes and of.lower in _SUFFERED)
    if preposition.lower in {"at", "on"} and word.entity == "PERSON":
        return False
    return preposition.lower in _LOCATIVE


def _first_of_name(tree: Tree, word: Word) -> Word:
    """Return the first word of a name that ends in a word: "El" of "El Obeid"."""
    at = word.i
    while at > 0 and tree.words[at - 1].part == "PROPN" and tree.words[at - 1].relation == "compound":
        at -= 1
    return tree.words[at]
