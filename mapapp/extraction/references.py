"""How a sentence refers: to an incident known already, to another story's picture."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from mapapp.extraction.drafts import Draft
from mapapp.extraction.fitting import Named
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
    r"|\b(?:died|dies|succumb\w*)\b.{0,30}?\b(?:hospital|wounds|injuries)\b"
    r"|\b(?:later|since|subsequently|afterwards)\s+(?:admitted|acknowledged|conceded|owned\s+up)\b",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:died|dies|succumb\w*)\b.{0,30}?\b(?:hospital|wounds|injuries)\b", re.IGNORECASE)


def is_update(sentence: str) -> bool:
    """Whether a sentence brings a toll up to date ("the toll rose to 12")."""
    return _UPDATE.search(sentence) is not None


def is_later_death(sentence: str) -> bool:
    """Whether a sentence tells of victims who died of their wounds: the incident's toll counts them."""
    return _LATER.search(sentence) is not None


def is_definite(tree: Tree, unit: Unit) -> bool:
    """Whether a unit speaks of an incident as known: "the attack", "Monday's clashes", "the attackers"."""
    for anchor in unit.anchors:
        who = anchor.sides.objects if anchor.kind == "harm" else ()
        for subject in (*anchor.sides.subjects, *who):
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


def known_ground(page: Page, draft: Draft, earlier: Sequence[Draft]) -> Named | None:
    """Return the settlement that "the town" stands for, of those named here or in the sentence before.

    It is the one where something was told to have happened, else the only one there is.
    """
    tree = draft.tree
    for word in (tree.words[i] for i in sorted(draft.unit.words)):
        kinds = _SETTLED.get(word.lower)
        if kinds is None or word.relation not in {"pobj", "dobj", "nsubjpass"} or word.entity:
            continue
        beside = [w for w in tree.words if w.head == word.i and w.i != word.i]
        if not any(w.lower == "the" for w in beside) or any(w.relation in _NARROWING for w in beside):
            continue
        at = page.sentences.index(draft.sentence)
        since = page.sentences[max(0, at - 1)].start
        named = [m for m in page.mentions if since <= m.start and m.end <= word.start and m.role == "place"]
        fitting = [m for m in named if m.place is not None and m.place.kind in kinds]
        told = {p.place_id for d in earlier for p in d.places}
        fitting = [m for m in fitting if m.place and m.place.id in told] or fitting
        if len({m.place.id for m in fitting if m.place}) == 1:
            return Named(fitting[-1], 3.0, f"{fitting[-1].text}: “the {word.text}”")
    return None


_SETTLED: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("city", "capital"), frozenset({"city"})),
    "town": frozenset({"city", "town"}),
    "village": frozenset({"town", "village"}),
    "camp": frozenset({"camp"}),
    "neighbourhood": frozenset({"neighbourhood"}),
    "neighborhood": frozenset({"neighbourhood"}),
}
_NARROWING = frozenset({"prep", "relcl", "acl", "appos", "compound", "amod", "nmod", "poss"})
"""What makes "the town" another one than the last: "the town of X", "the next town"."""


def is_foreign(page: Page, sentence: Sentence) -> bool:
    """Whether a caption is not of this story: its date is long before, or it shares no name with the text."""
    times = page.times(sentence)
    days = [t.when.last_day for t in times if t.anchor == "absolute" and t.when.last_day is not None]
    if page.published is not None and any(page.published - day > _FOREIGN_DAYS for day in days):
        return True
    names = set(_NAME.findall(page.words(sentence)))
    body = " ".join(page.words(s) for s in page.sentences if s.line_kind in {"body", "quote"})
    return bool(names) and not any(name in body for name in names)
