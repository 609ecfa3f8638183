"""Names that their place in the grammar makes places: what is struck, shelled or taken."""

from collections.abc import Sequence

from gazetteer.place import Mention
from mapapp.extraction.dates import MONTHS, WEEKDAYS
from mapapp.extraction.lexicon import Lexicon
from mapapp.extraction.syntax import Tree, Word

_OBJECTS = frozenset({"dobj", "npadvmod", "nsubjpass"})
_NO_PLACES = frozenset({"DATE", "TIME", "NORP", "CARDINAL", "ORDINAL", "MONEY", "PERCENT"})

_DAYS = frozenset(name.lower() for name in (*MONTHS, *WEEKDAYS))


def struck_names(
    text: str, trees: Sequence[Tree], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Mention, ...]:
    """Return the names that are objects of verbs of attack and are no mentions yet; they have no place.

    A recogniser that has not met a town takes it for a person; a verb like "shelled" knows better.
    """
    taken = [(m.start, m.end) for m in mentions]
    found = []
    for tree in trees:
        verbs = {c.head for c in lexicon.cues(tree) if c.entry.kind == "deed"}
        for word in tree.words:
            if word.part != "PROPN" or word.relation not in _OBJECTS or word.head not in verbs:
                continue
            first = _first_of_name(tree, word)
            if (
                word.entity in _NO_PLACES
                or word.lower in _DAYS
                or first.i <= tree.words[word.head].i < word.i
            ):
                continue
            if not any(start < word.end and first.start < end for start, end in taken):
                found.append(Mention(first.start, word.end, text[first.start : word.end]))
    return tuple(found)


def _first_of_name(tree: Tree, word: Word) -> Word:
    """Return the first word of a name that ends in a word: "El" of "El Obeid"."""
    at = word.i
    while at > 0 and tree.words[at - 1].part == "PROPN" and tree.words[at - 1].relation == "compound":
        at -= 1
    return tree.words[at]
