"""How a sentence refers: to an incident known already, to another story's picture."""

import re
from datetime import timedelta

from mapapp.extraction.frames import Unit
from mapapp.extraction.page import Page
from mapapp.extraction.sentences import Sentence
from mapapp.extraction.syntax import Tree
from mapapp.extraction.wordlists import words_of

_FOREIGN_DAYS = timedelta(days=30)
_REFERS = words_of("grammar", "refers")
_REFERRED = words_of("grammar", "referred")
_DOERS = words_of("grammar", "doers")
_NAME = re.compile(r"\b[A-Z][\w’'-]{3,}")
_UPDATE = re.compile(
    r"\b(?:toll|number\s+of\s+(?:dead|victims|casualties))\b.{0,40}?"
    r"\b(?:rose|risen|rises|climb\w*|increas\w*|reach\w*|stands?|stood|revised|put|puts)\b"
    r"|\b(?:later|since|subsequently|afterwards)\s+(?:admitted|acknowledged|conceded|owned\s+up)\b",
    re.IGNORECASE,
)


def is_update(sentence: str) -> bool:
    """Whether a sentence brings a toll up to date ("the toll rose to 12")."""
    return _UPDATE.search(sentence) is not None


def is_definite(tree: Tree, unit: Unit) -> bool:
    """Whether a unit speaks of an incident as known: "the attack", "Monday's clashes", "the attackers"."""
    for anchor in unit.anchors:
        for subject in anchor.sides.subjects:
            if subject.lower in _DOERS and any(d.lower == "the" for d in tree.below(subject.i, "det")):
                return True
        noun = anchor.word
        if anchor.kind != "happening" or noun.lower not in _REFERRED:
            continue
        pointed = any(d.lower in _REFERS for d in tree.below(noun.i, "det", "predet"))
        dated = any(w.entity == "DATE" for w in tree.below(noun.i, "poss"))
        if (pointed or dated) and not _is_narrowed(tree, noun.i):
            return True
    return False


def _is_narrowed(tree: Tree, noun: int) -> bool:
    """Whether words after a noun make it known only now: "the bombing of a hospital", "the raid that ..."."""
    if tree.below(noun, "relcl", "acl"):
        return True
    objects = [o for p in tree.below(noun, "prep") for o in tree.below(p.i, "pobj")]
    return any(d.lower in {"a", "an"} for o in objects for d in tree.below(o.i, "det"))


def is_foreign(page: Page, sentence: Sentence) -> bool:
    """Whether a caption is not of this story: its date is long before, or it shares no name with the text."""
    times = page.times(sentence)
    days = [t.when.last_day for t in times if t.anchor == "absolute" and t.when.last_day is not None]
    if page.published is not None and any(page.published - day > _FOREIGN_DAYS for day in days):
        return True
    names = set(_NAME.findall(page.words(sentence)))
    body = " ".join(page.words(s) for s in page.sentences if s.line_kind in {"body", "quote"})
    return bool(names) and not any(name in body for name in names)
