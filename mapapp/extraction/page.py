"""An article taken apart, as the questions about it are asked of."""

from dataclasses import dataclass
from datetime import date

from gazetteer.place import Mention
from mapapp.extraction.lines import Line
from mapapp.extraction.sentences import Sentence
from mapapp.extraction.syntax import Tree


@dataclass(frozen=True, slots=True)
class Page:
    """An article taken apart: lines, sentences, one tree a sentence, the mentions of places, the day it appeared."""

    text: str
    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]
    trees: tuple[Tree, ...]
    mentions: tuple[Mention, ...]
    published: date | None

    def words(self, sentence: Sentence) -> str:
        """Return a sentence's text."""
        return self.text[sentence.start : sentence.end]

    def mentions_in(self, sentence: Sentence) -> tuple[Mention, ...]:
        """Return the mentions of places in a sentence."""
        return tuple(m for m in self.mentions if sentence.start <= m.start and m.end <= sentence.end)

    def paragraph(self, sentence: Sentence) -> int:
        """Return the number of the line a sentence stands in."""
        return next((n for n, line in enumerate(self.lines) if line.start <= sentence.start < line.end), -1)
