"""The words for events, read from the lexicon's files, and where they stand in a sentence."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from mapapp.extraction.syntax import Tree, Word

CueKind = Literal["happening", "deed", "harm", "toll", "means", "other"]
GAP = 5
"""How many words a "..." in a phrase may stand for."""

_HYPHENS = frozenset("-‐‑–")
_CONSONANTS = frozenset("bcdfghjklmnpqrstvz")
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Entry:
    """One block of the lexicon: what its words mean. The fields are described in events.toml."""

    kind: CueKind
    sub_type: str
    rank: int
    id: str
    weak: bool
    needs: str
    means: str


class Cue(NamedTuple):
    """Words of the lexicon in a sentence: where the first and the last stand, and the one they hang on."""

    entry: Entry
    first: int
    last: int
    head: int
    phrase: str


class Phrases:
    """A set of phrases that can be found in a sentence in any of their forms; each carries a value."""

    def __init__(self, irregular: Mapping[str, str]) -> None:
        self._irregular = irregular
        self._by_first: dict[str, list[tuple[tuple[frozenset[str], ...], str, Any]]] = {}

    def add(self, phrase: str, value: Any) -> None:
        """Add a phrase; verbs and nouns of it are found in every form."""
        parts = phrase.split(" ")
        shapes = tuple(
            frozenset({"..."}) if part == "..." else self._forms(part, n, len(parts))
            for n, part in enumerate(parts)
        )
        for form in shapes[0]:
            self._by_first.setdefault(form, []).append((shapes, phrase, value))

    def _forms(self, part: str, n: int, length: int) -> frozenset[str]:
        if length > 1 and 0 < n < length - 1 and len(part) < 5:
            return frozenset({part})
        return forms(part, self._irregular)

    def find(self, words: tuple[Word, ...]) -> list[tuple[int, int, str, Any]]:
        """Return (first word, last word, phrase, value) for each phrase, longest first at each word."""
        found = []
        for word in words:
            for shapes, phrase, value in self._by_first.get(word.lower, ()):
                last = _match(words, word.i, shapes)
                if last is not None:
                    found.append((word.i, last, phrase, value))
        return sorted(found, key=lambda f: (f[0], f[0] - f[1], f[2]))


def _match(words: tuple[Word, ...], start: int, shapes: tuple[frozenset[str], ...]) -> int | None:
    at, gap = start, 0
    n = 1
    while n < len(shapes):
        if shapes[n] == {"..."}:
            gap, n = GAP, n + 1
            continue
        at += 1
        while at < len(words) and words[at].text in _HYPHENS:
            at += 1
        if at >= len(words):
            return None
        if words[at].lower in shapes[n]:
            n, gap = n + 1, 0
        elif gap > 0 and words[at].text not in {".", ";", ",", ":"}:
            gap -= 1
        else:
            return None
    return at


_DOUBLES = re.compile(r"[bcdfghjklmnpqrstvwxyz]+[aeiou][bdfgklmnprtvz]")
"""Words of one short syllable, which double their last letter: slam, rob, plot."""


@lru_cache(maxsize=4096)
def regular_forms(word: str) -> frozenset[str]:
    """Return a word with s, ed and ing put on by the rules of English spelling.

    >>> sorted(regular_forms("bomb"))
    ['bomb', 'bombed', 'bombing', 'bombs']
    >>> "seizing" in regular_forms("seize"), "armies" in regular_forms("army")
    (True, True)
    """
    if len(word) < 3 or not word.isalpha():
        return frozenset({word})
    if word.endswith("e"):
        return frozenset({word, word + "s", word + "d", word[:-1] + "ing"})
    if word.endswith("y") and word[-2] not in _VOWELS:
        return frozenset({word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"})
    doubled = word + word[-1] if _DOUBLES.fullmatch(word) else word
    if doubled != word:
        return frozenset({word, word + "s", doubled + "ed", doubled + "ing"})
    ends = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return frozenset({word, ends, word + "ed", word + "ing"})


def forms(word: str, irregular: Mapping[str, str]) -> frozenset[str]:
    """Return every form of a word: the irregular ones where it has such, else those the rules give."""
    if word in irregular:
        return frozenset({word, *irregular[word].split()})
    return regular_forms(word)


class Lexicon:
    """All word lists of the reader. Read once; find the cues of a sentence with `cues`."""

    def __init__(self) -> None:
        folder = files("mapapp.extraction") / "lexicon"
        read = {name: tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in _FILES}
        self.irregular: dict[str, str] = read["irregular"]["forms"]
        self._phrases = Phrases(self.irregular)
        verbs, nouns = set[str](), set[str]()
        for kind in ("happening", "deed", "harm", "toll", "means", "other"):
            for block in read["events"][kind]:
                entry = Entry(
                    kind,
                    block.get("sub_type", ""),
                    block.get("rank", 10),
                    block.get("id", ""),
                    block.get("weak", False),
                    block.get("needs", ""),
                    block.get("kind", ""),
                )
                for phrase in block["words"]:
                    self._phrases.add(phrase, entry)
                    (verbs if kind in {"deed", "harm"} else nouns).update(forms(phrase, self.irregular))
        self._ambiguous = verbs & nouns
        self.actors: dict[str, dict[str, frozenset[str]]] = {
            name: {key: self.all_forms(words) for key, words in block.items()}
            for name, block in read["actors"].items()
        }
        self.assertion: dict[str, Any] = read["assertion"]
        self.counter: list[dict[str, Any]] = read["counter"]["field"]

    def all_forms(self, words: Iterable[str]) -> frozenset[str]:
        """Return every form of some words; of phrases the last word is put in its forms."""
        found = set[str]()
        for word in words:
            *before, last = word.split(" ")
            found.update(" ".join([*before, form]) for form in forms(last, self.irregular))
        return frozenset(found)

    def cues(self, tree: Tree) -> tuple[Cue, ...]:
        """Return the cues of a sentence in order; of those that overlap and are of one kind, the longest."""
        kept: list[Cue] = []
        taken: dict[int, Cue] = {}
        for first, last, phrase, entry in self._phrases.find(tree.words):
            if not self._fits(tree, first, last, entry):
                continue
            span = range(first, last + 1)
            longer = next(
                (taken[i] for i in span if i in taken and taken[i].last - taken[i].first > last - first), None
            )
            if longer is not None and longer.first <= first and last <= longer.last:
                continue
            head = tree.head_of(tree.words[first].start, tree.words[first if _is_verb(entry) else last].end)
            cue = Cue(entry, first, last, head.i if head else last, phrase)
            kept.append(cue)
            taken.update(
                {i: cue for i in span if i not in taken or taken[i].last - taken[i].first < last - first}
            )
        return tuple(kept)

    def _fits(self, tree: Tree, first: int, last: int, entry: Entry) -> bool:
        """Whether the words are used as what the entry says they are: a verb as a verb, a noun as a noun."""
        word = tree.words[first if _is_verb(entry) else last]
        if _is_verb(entry):
            if word.part in {"VERB", "AUX"}:
                return not (word.lower == "march" and word.entity == "DATE")
            # "the besieged, shelled city": an attribute, yet made of a verb; nouns of the same form are nouns
            return word.part == "ADJ" and word.lower.endswith("ed") and word.lower not in self._ambiguous
        if (
            word.lower == "march"
            and word.text[0] == "M"
            and word.i > 0
            and (word.part == "PROPN" or word.entity == "DATE")
        ):
            return False  # the month
        if word.part in {"NOUN", "PROPN", "ADJ"}:
            return word.tag not in {"VBD", "VBZ"}
        if word.lower in _NEVER_VERBS:
            return True  # whatever the tagger takes it for
        return word.part == "VERB" and word.tag in {"VBG", "VB", "VBZ"} and word.relation in _NOUN_PLACES


_NOUN_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "compound", "attr"})
_NEVER_VERBS = frozenset({"airstrike", "airstrikes", "warplane", "warplanes", "gunship", "gunships"})
_FILES = ("events", "irregular", "actors", "assertion", "counter")


def _is_verb(entry: Entry) -> bool:
    return entry.kind in {"deed", "harm"}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the one lexicon of this process."""
    return Lexicon()
