"""An article taken apart, as the questions about it are asked of."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from gazetteer.place import Mention
from mapapp.extraction.lines import Line, dateline_of
from mapapp.extraction.sentences import Sentence
from mapapp.extraction.syntax import Tree
from mapapp.extraction.toll import TollMention, find_tolls
from mapapp.extraction.when import TimeMention, find_times

LONGEST_LABEL = 45
"""Characters that a line's label has at most."""

_STOP = re.compile(r"(?::|\s[-–—])\s+(?=[A-Z0-9])")
"""What ends a heading: a colon, or a dash."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article taken apart: lines, sentences with a tree each, mentions of places, the day it appeared."""

    text: str
    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]
    trees: tuple[Tree, ...]
    mentions: tuple[Mention, ...]
    published: date | None
    _known: dict[tuple[str, int, int], object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def lead(self) -> int:
        """Return where the first sentence of the body ends: what stands before it is the headline."""
        return next((s.end for s in self.sentences if s.line_kind == "body"), len(self.text))

    def words(self, sentence: Sentence) -> str:
        """Return a sentence's text."""
        return self.text[sentence.start : sentence.end]

    def times(self, sentence: Sentence) -> tuple[TimeMention, ...]:
        """Return the words of time of a sentence; they are looked for once."""
        key = ("times", sentence.start, sentence.end)
        if key not in self._known:
            self._known[key] = find_times(self.text, sentence.start, sentence.end, self.published)
        return cast(tuple[TimeMention, ...], self._known[key])

    def tolls(self, sentence: Sentence) -> tuple[TollMention, ...]:
        """Return the tolls of a sentence; they are looked for once."""
        key = ("tolls", sentence.start, sentence.end)
        if key not in self._known:
            self._known[key] = find_tolls(self.text, sentence.start, sentence.end)
        return cast(tuple[TollMention, ...], self._known[key])

    def label(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """Return what a bulletin's line begins with: short sentences ("c. 06 MAR, Baghdad."), or a heading.

        A heading is all dates and places, up to a colon or a dash ("12 June - Bunia:"); one alone in an
        article is its dateline.
        """
        line = self.lines[self.paragraph(sentence)]
        held = [s for s in self.sentences if line.start <= s.start < sentence.start]
        short = tuple(s for s in held if s.end - line.start <= LONGEST_LABEL)
        if short:
            return short
        at = bisect_left(self.headings, line.start, key=lambda heading: heading.start)
        return tuple(h for h in self.headings[at : at + 1] if h.start == line.start)

    @property
    def headings(self) -> tuple[Sentence, ...]:
        """Return the headings of a bulletin's lines, in order; () where fewer than two lines have one."""
        key = ("headings", 0, 0)
        if key not in self._known:
            found = [
                Sentence(line.start, end, line.kind) for line in self.lines if (end := self._heading(line))
            ]
            self._known[key] = tuple(found) if len(found) > 1 else ()
        return cast(tuple[Sentence, ...], self._known[key])

    def _heading(self, line: Line) -> int:
        """Return where the heading of a line ends, 0 where it has none."""
        if line.kind not in {"body", "quote"}:
            return 0
        stops = [
            m.start()
            for m in _STOP.finditer(self.text, line.start, min(line.end, line.start + LONGEST_LABEL))
        ]
        return next((stop for stop in reversed(stops) if self._is_heading(line.start, stop)), 0)

    def _is_heading(self, start: int, end: int) -> bool:
        """Return whether a stretch holds nothing but dates and places."""
        told = [(t.start, t.end) for t in find_times(self.text, start, end, self.published)]
        told += [(m.start, m.end) for m in self.mentions_in(Sentence(start, end, "body"))]
        rest = [c for i, c in enumerate(self.text[start:end], start) if not any(s <= i < e for s, e in told)]
        return bool(told) and not any(c.isalnum() for c in rest)

    def story_start(self, sentence: Sentence) -> int:
        """Return where a sentence begins once a dateline ("KYIV, May 14 -") is passed."""
        line = self.lines[self.paragraph(sentence)]
        if sentence.start != line.start:
            return sentence.start
        found = dateline_of(self.text, line)
        return found[1] if found and found[1] < sentence.end else sentence.start

    def mentions_in(self, sentence: Sentence) -> tuple[Mention, ...]:
        """Return the mentions of places in a sentence, in order."""
        at = bisect_left(self.mentions, sentence.start, key=lambda m: m.start)
        found = []
        while at < len(self.mentions) and self.mentions[at].start < sentence.end:
            if self.mentions[at].end <= sentence.end:
                found.append(self.mentions[at])
            at += 1
        return tuple(found)

    def paragraph(self, sentence: Sentence) -> int:
        """Return the number of the line a sentence stands in, -1 where it stands in none."""
        return bisect_right(self.lines, sentence.start, key=lambda line: line.start) - 1
