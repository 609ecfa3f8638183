"""What a unit tells by itself: a place, a day, a number, a weapon; and whether that is enough."""

from dataclasses import dataclass

from mapapp.extraction.counter import is_strong
from mapapp.extraction.frames import Unit
from mapapp.extraction.page import Page
from mapapp.extraction.sentences import Sentence
from mapapp.extraction.syntax import Tree, Word
from mapapp.extraction.where import Locator

_DATES = frozenset({"", "since", "possessive", "period"})
"""Notes of words of time that date an incident or its beginning."""

_FITS = 1.0
_PRESENT = frozenset({"VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One unit in its sentence, with the questions that can be asked of it."""

    page: Page
    sentence: Sentence
    tree: Tree
    unit: Unit
    locator: Locator

    def has_place(self) -> bool:
        """Whether it names a place the gazetteer knows, where it happened and not where it is spoken of."""
        mentions = self.page.mentions_in(self.sentence)
        named = self.locator.named_in(self.page.text, self.tree, self.unit, mentions)
        return any(n.fit >= _FITS and n.mention.place is not None for n in named)

    def has_day(self) -> bool:
        """Whether its sentence names a day, or longer, of its own."""
        times = self.page.times(self.sentence)
        return any(t.when.dated and t.note in _DATES for t in times)

    def has_number(self) -> bool:
        """Whether its sentence numbers victims, not only a running total."""
        tolls = self.page.tolls(self.sentence)
        return any(not t.cumulative and t.toll.stated for t in tolls)

    def has_weapon(self) -> bool:
        """Whether it names a weapon of war."""
        return any(m.entry.means in {"weapon", "explosive"} for m in self.unit.means)

    def has_own(self) -> bool:
        """Whether it says anything that could be checked: place, weapon, victims, day."""
        harmed = any(a.kind == "harm" for a in self.unit.anchors)
        return harmed or self.has_weapon() or self.has_place() or self.has_day()

    def is_told(self) -> bool:
        """Whether a unit that is only mentioned is told after all: by victims, or a place with a day."""
        if self.unit.main.cue.entry.id == "truce":
            return False
        if any(a.kind == "harm" for a in self.unit.anchors):
            return True
        if not self.has_place():
            return False
        followed = {w.lower for a in self.unit.anchors for w in list(self.tree.above(a.word.i))[:1]}
        fighting = any(a.cue.phrase in {"fighting", "clash"} for a in self.unit.anchors)
        presupposed = (is_strong(self.unit) or fighting) and bool(
            followed & {"after", "following", "during", "in", "amid", "of"}
        )
        return presupposed or self.has_day()

    def is_standing(self) -> bool:
        """Whether it tells in the present tense what goes on somewhere, and nothing that could be checked."""
        verb = self._finite()
        if verb is None:
            return False
        auxiliaries = self.tree.below(verb.i, "aux", "auxpass")
        tags = {verb.tag, *(w.tag for w in auxiliaries)}
        if "VBD" in tags or not tags & _PRESENT:
            return False
        being = any(w.lower == "being" for w in self.tree.words)
        if "VBN" in tags and not being and any(w.lemma == "have" for w in auxiliaries):
            return False  # the present perfect tells of what is done
        return not (self.has_day() or self.has_number() or self.has_place())

    def _finite(self) -> Word | None:
        for anchor in self.unit.anchors:
            for word in (anchor.word, *self.tree.above(anchor.word.i)):
                if word.part not in {"VERB", "AUX"}:
                    continue
                if word.tag in _PRESENT | {"VBD"} or self.tree.below(word.i, "aux", "auxpass"):
                    return word
        return None
