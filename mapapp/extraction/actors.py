"""Who took part: the sides of an incident, as the text names them."""

from collections.abc import Sequence

from mapapp.extraction.frames import Unit
from mapapp.extraction.sides import People, with_conjuncts
from mapapp.extraction.syntax import Tree, Word
from mapapp.extraction.wordlists import words_of

_LEFT = frozenset(
    {"compound", "amod", "nmod", "poss", "punct", "case", "nummod", "quantmod", "npadvmod", "prep"}
)
_DROPPED = words_of("grammar", "dropped")
_MEASURES = words_of("grammar", "sides_measures")
_MOST = 4


def actors_of(text: str, tree: Tree, unit: Unit, people: People) -> tuple[str, ...]:
    """Return the sides of an incident in the order the sentence names them, at most four, each once.

    The doers come with what stands before them ("Azerbaijani forces"); victims only as an armed side.
    """
    found: dict[int, Word] = {}
    for anchor in unit.anchors:
        for subject in anchor.sides.subjects:
            if people.armed(tree, subject) or (
                subject.entity in {"GPE", "NORP", "ORG"} and anchor.kind == "deed"
            ):
                found[subject.i] = subject
        for victim in anchor.sides.objects:
            if people.armed(tree, victim) and victim.relation in {"dobj", "nsubjpass", "conj", "pobj"}:
                found[victim.i] = victim
        if anchor.kind in {"happening", "harm"}:
            found.update({w.i: w for w in _named_sides(tree, anchor.word, people)})
    names = [_phrase(text, tree, found[i]) for i in sorted(found)]
    return tuple(dict.fromkeys(n for n in names if n))[:_MOST]


def _named_sides(tree: Tree, noun: Word, people: People) -> Sequence[Word]:
    """Return the sides of "clashes between A and B", "an attack by A", "an A strike"."""
    sides: list[Word] = []
    for preposition in tree.below(noun.i, "prep", "agent"):
        if preposition.lower in {"between", "by", "with", "among", "against"}:
            for side in tree.below(preposition.i, "pobj"):
                sides += [w for w in with_conjuncts(tree, side) if people.maybe_armed(tree, w)]
    sides += [
        w
        for w in tree.below(noun.i, "amod", "poss", "compound", "nmod")
        if w.entity == "NORP" or people.armed(tree, w)
    ]
    return sides


def _phrase(text: str, tree: Tree, head: Word) -> str:
    start = head.i
    while start > 0 and tree.words[start - 1].relation in _LEFT and _belongs(tree, start - 1, head.i):
        start -= 1
    dash = [
        w.i
        for w in tree.words[start : head.i]
        if w.text in {"-", "--", "—", "–"} and text[w.start - 1 : w.start] == " "
    ]
    start = dash[-1] + 1 if dash else start
    while start < head.i and (
        tree.words[start].lower in _DROPPED or tree.words[start].part in {"PUNCT", "NUM"}
    ):
        start += 1
    end = head.end
    if head.lower in _MEASURES:  # "a group of armed men"
        inner = [o for p in tree.below(head.i, "prep") if p.lower == "of" for o in tree.below(p.i, "pobj")]
        end = inner[0].end if inner else end
    return text[tree.words[start].start : end].strip(" \"'“”‘’,")


def _belongs(tree: Tree, i: int, head: int) -> bool:
    return any(w.i == head for w in tree.above(i))
