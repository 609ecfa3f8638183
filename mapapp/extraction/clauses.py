"""Which words of a sentence tell of one incident: a clause and what hangs on it, cut where another begins."""

from mapapp.extraction.anchors import Anchor
from mapapp.extraction.syntax import Tree, Word
from mapapp.extraction.wordlists import words_of

SAYING = words_of("grammar", "saying")
"""Verbs of saying, in their base form."""

_SPLITTING = words_of("grammar", "splitting")
_SPLITTING_MARKS = words_of("grammar", "splitting_marks")
_HOURS = words_of("grammar", "hours")
_ANSWERS = words_of("grammar", "answers")


def core_words(tree: Tree, root: int) -> set[int]:
    """Return a clause's words without what it says came before or after ("after ...", "since ...")."""
    found, waiting = set[int](), [root]
    while waiting:
        at = waiting.pop()
        found.add(at)
        for child in tree.below(at):
            splits = child.relation == "advcl" and any(
                m.lower in _SPLITTING_MARKS for m in tree.below(child.i, "mark", "advmod", "prep")
            )
            if (
                child.relation == "prep"
                and child.lower in _SPLITTING
                and not any(
                    w.entity in {"DATE", "TIME"} or w.lower in _HOURS for w in tree.below(child.i, "pobj")
                )
            ):
                splits = True
            if not splits:
                waiting.append(child.i)
    return found


def root_of(tree: Tree, word: Word) -> int:
    """Return the word that an incident's clause hangs on: what climbs to it belongs to the same incident."""
    at = word
    while at.head != at.i:
        above = tree.words[at.head]
        if at.relation in {"pobj", "pcomp"}:
            if above.lower in _SPLITTING and tree.words[above.head].part in {"VERB", "AUX", "NOUN"}:
                break
            if tree.words[above.head].lower in _ANSWERS:
                break
        if at.part in {"VERB", "AUX"}:
            if at.relation in {"ccomp", "parataxis"}:
                break
            if at.relation == "advcl" and any(
                c.lower in _SPLITTING_MARKS for c in tree.below(at.i, "mark", "advmod", "prep")
            ):
                break
            if at.relation == "conj" and _stands_alone(tree, at, above):
                break
        if above.lemma in SAYING and above.part == "VERB" and at.relation != "prep":
            break
        at = above
    return at.i


def _stands_alone(tree: Tree, verb: Word, above: Word) -> bool:
    """Whether a verb joined by "and" tells an incident of its own, not only a further toll."""
    subjects = tree.below(verb.i, "nsubj", "nsubjpass")
    if not subjects or above.lemma in SAYING:
        return above.lemma in SAYING or (_has_all(tree, verb) and _has_all(tree, above))
    short = {
        "third",
        "another",
        "other",
        "others",
        "more",
        "second",
        "fourth",
        "dozen",
        "dozens",
        "many",
        "several",
        "hundreds",
        "scores",
    }
    elsewhere = any(
        p.lower in {"in", "at", "near", "outside", "elsewhere"} and p.i < subjects[0].i
        for p in tree.below(verb.i, "prep", "advmod")
    )
    if elsewhere:
        return True  # "and in B two soldiers were shot dead"
    elliptical = any({s.lower, *(c.lower for c in tree.below(s.i))} & short for s in subjects)
    return not elliptical and verb.lemma == above.lemma


def _has_all(tree: Tree, verb: Word) -> bool:
    """Whether a verb has an object and a place or a day of its own: "wounded two men near B the next day"."""
    where = [p for p in tree.below(verb.i, "prep") if p.lower in {"in", "at", "near", "outside"}]
    objects = tree.below(verb.i, "dobj", "nsubjpass")
    where += [
        p for o in objects for p in tree.below(o.i, "prep") if p.lower in {"in", "at", "near", "outside"}
    ]
    places = [
        o
        for p in where
        for o in tree.below(p.i, "pobj")
        if o.entity in {"GPE", "LOC", "FAC"} or o.part == "PROPN"
    ]
    places = [o for o in places if o.entity not in {"DATE", "TIME"}]
    return bool(objects and places)


def join_harm(tree: Tree, groups: dict[int, list[Anchor]]) -> dict[int, list[Anchor]]:
    """Give victims without an incident of their own to the incident in the same sentence they hang on."""
    joined = {root: list(group) for root, group in groups.items()}
    for root in sorted(groups):
        group = joined.get(root)
        if group is None or any(a.sub_type for a in group):
            continue
        near = [
            r
            for r in joined
            if r != root and any(a.sub_type for a in joined[r]) and _hangs_together(tree, root, r)
        ]
        if near:
            target = min(near, key=lambda r: (abs(r - root), r))
            keep, gone = (
                (target, root) if target in tree.subtree(root) or root not in joined else (root, target)
            )
            merged = [*joined.pop(gone), *joined.pop(keep)]
            joined[root if tree.depth(root) <= tree.depth(target) else target] = sorted(
                merged, key=lambda a: a.word.i
            )
    return joined


def _hangs_together(tree: Tree, one: int, other: int) -> bool:
    """Whether one of two clauses lies below the other with no verb of saying and no answer between them."""
    for low, high in ((one, other), (other, one)):
        path = [tree.words[low]]
        for word in tree.above(low):
            path.append(word)
            if word.i == high:
                return not any(
                    w.lower in _ANSWERS or (w.lemma in SAYING and w.i not in {low, high}) for w in path
                )
    return False
