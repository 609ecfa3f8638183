"""A text with its words and entities, asked about the neighbourhood of a span."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from gazetteer.entities import Entity
from gazetteer.lexicon import lexicon

WORD = re.compile(r"[^\W_]+(?:['’](?=[^\W_])[^\W_]+)*")
POSSESSIVE = re.compile(r"['’]s?(?![^\W_])")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;][\"'’”)\]]*|\n|[—–*•|>]|--)\s*[\"'“‘(\[«]*$")


_PARTICLES = frozenset({
    *("al", "el", "bin", "ibn", "bint", "abu", "de", "da", "do", "dos", "del", "della", "di", "du", "der"),
    *("den", "van", "von", "la", "le", "y", "e", "ter", "ul", "ud"),
})  # fmt: skip


def is_clause(name: str) -> bool:
    """Return whether the recogniser took a clause for a person: "Missiles struck Odesa"."""
    return any(w.islower() and w not in _PARTICLES for w in WORD.findall(name)[1:-1])


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, without a possessive ending."""

    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def capitalised(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


@dataclass(frozen=True)
class Reading:
    """A text with its words and entities, asked about the neighbourhood of spans."""

    text: str
    entities: Sequence[Entity]
    datelines: frozenset[int] = frozenset()
    words: list[Word] = field(default_factory=list)

    def __post_init__(self) -> None:
        for match in WORD.finditer(self.text):
            word = match.group()
            if len(word) > 2 and word[-2:] in ("'s", "’s", "'S", "’S"):
                word = word[:-2]
            self.words.append(Word(match.start(), match.start() + len(word), word))

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _entity_ends(self) -> list[int]:
        return [entity.end for entity in self.entities]

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that occur in small letters."""
        return frozenset(word.text for word in self.words if word.text.islower())

    @cached_property
    def person_words(self) -> frozenset[str]:
        """Family names of people the text names in full: by the entities, or behind a given name."""
        found: set[str] = set()
        for entity in self.entities:
            name = self.text[entity.start : entity.end]
            if entity.label == "PERSON" and not name.isupper() and not is_clause(name):
                parts = name.split()
                if len(parts) > 1:
                    last = parts[-1].strip(".,'’\"").lower()
                    found.add(last.removesuffix("'s").removesuffix("’s"))
        first_names = lexicon().first_names
        for left, right in pairwise(self.words):
            if (
                right.capitalised
                and left.capitalised
                and left.lower in first_names
                and self.text[left.end : right.start] == " "
            ):
                found.add(right.lower)
        return frozenset(found)

    def before(self, start: int, nth: int = 1) -> Word | None:
        """Return the nth word before an offset."""
        at = bisect_left(self._word_starts, start) - nth
        return self.words[at] if at >= 0 else None

    def after(self, end: int, nth: int = 1) -> Word | None:
        """Return the nth word behind an offset."""
        at = bisect_left(self._word_starts, end) + nth - 1
        return self.words[at] if at < len(self.words) else None

    def gap_before(self, start: int) -> str:
        """Return what stands between an offset and the word before it."""
        word = self.before(start)
        return self.text[word.end if word else 0 : start]

    def gap_after(self, end: int) -> str:
        """Return what stands between an offset, a possessive ending left out, and the next word."""
        word = self.after(end)
        gap = self.text[end : word.start if word else len(self.text)]
        match = POSSESSIVE.match(gap)
        return gap[match.end() :] if match else gap

    def overlapping(self, start: int, end: int) -> Entity | None:
        """Return the entity that shares most with a span."""
        best: Entity | None = None
        shared = 0
        for at in range(bisect_right(self._entity_ends, start), len(self.entities)):
            entity = self.entities[at]
            if entity.start >= end:
                break
            share = min(end, entity.end) - max(start, entity.start)
            if share > shared:
                best, shared = entity, share
        return best

    def starts_sentence(self, start: int) -> bool:
        """Return whether nothing but a quote or bracket stands between an offset and a sentence's start."""
        return bool(_SENTENCE_END.search(self.text[max(0, start - 12) : start])) or start == 0

    def line_is_capitals(self, start: int) -> bool:
        """Return whether the text's line at an offset is in capitals."""
        first = self.text.rfind("\n", max(0, start - 200), start) + 1 or max(0, start - 200)
        last = self.text.find("\n", start, start + 200)
        line = self.text[first : last if last >= 0 else start + 200]
        return line.isupper() and len(line.split()) > 2
