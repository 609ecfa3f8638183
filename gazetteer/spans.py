"""Where names of the index stand in a text, by their letters alone."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import marisa_trie

from gazetteer.names import fold_character, fold_with_offsets

_WORD = re.compile(r"[^\W_]+")
_LONGEST_NAME = 80
# Between the words of one name: a space, a line break, a hyphen, a full stop after an abbreviation.
_GAP = re.compile(r"[^\S\n]*\n?[^\S\n]*|[-‐‑/]|\.?-?[^\S\n]?\n?")
_PARTICLE = re.compile(r"(?:al|el|ad|ar|as|ash|at|an|az|ed|es|esh|et|ul|d|l|de|la)[-'’‑]$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:\b(?:[Ss]t|[Ss]te|[Mm]t|[Ff]t|[Pp]t)|\b\w)$")


class Span(NamedTuple):
    """`text[start:end]` folds to `key`, a key of the index."""

    start: int
    end: int
    key: str


def scan(text: str, trie: marisa_trie.Trie) -> Iterator[tuple[Span, ...]]:
    """Yield for each word that may begin a name the spans of the index there, longest first.

    Where there is none, a plural's singular is looked for, for people are named so ("Germans").
    A name begins at a word in title case or capitals, or in a script without case, and ends at a word's
    end; scripts without spaces have no word ends. It never runs over a blank line or a full stop.
    """
    folded, offsets = fold_with_offsets(text)
    place_of = _inverse(offsets, len(text))
    for word in _WORD.finditer(text):
        for start in _starts(text, word.start(), word.end()):
            at = place_of[start]
            if at >= len(folded) or offsets[at] >= word.end():
                continue  # nothing but letters that fold to nothing
            keys = trie.prefixes(folded[at : at + _LONGEST_NAME])
            spans = []
            for key in reversed(keys):
                last = offsets[at + len(key) - 1]
                if at + len(key) < len(folded) and offsets[at + len(key)] == last:
                    continue  # in the middle of a character that folds to several letters
                end = _end(text, last + 1)
                if ends_word(text, end) and _one_name(text, start, end):
                    spans.append(Span(start, end, key))
            if spans:
                yield tuple(spans)
            elif word.end() - start > 4 and text[word.end() - 1] in "sS" and ends_word(text, word.end()):
                key = folded[at : place_of[word.end() - 1]]
                if key in trie:
                    yield (Span(start, word.end(), key),)


def is_unspaced(character: str) -> bool:
    """Return whether a character is of a script that is written without spaces between words."""
    return (
        "\u3040" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\u0e00" <= character <= "\u0eff"
        or "\u1000" <= character <= "\u109f"
        or "\u1780" <= character <= "\u17ff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def is_cased_start(character: str) -> bool:
    """Return whether a name may begin with this character: not with a small letter, where a script has those.

    Georgian's letters count as small in Unicode and are the only ones in use.
    """
    return character.isalpha() and (not character.islower() or "\u10d0" <= character <= "\u10ff")


def ends_word(text: str, end: int) -> bool:
    """Return whether a word ends at an offset."""
    if end >= len(text) or is_unspaced(text[end - 1]):
        return True
    return not text[end].isalnum() and text[end] != "_"


def _starts(text: str, start: int, end: int) -> Iterator[int]:
    before = text[start - 1] if start else " "
    if before > "\x7f" and unicodedata.category(before)[0] == "M":
        return
    if is_unspaced(text[start]):
        yield from (i for i in range(start, end) if is_unspaced(text[i]))
    elif is_cased_start(text[start]) or (
        text[end + 1 : end + 2].isupper() and _PARTICLE.match(text[start : end + 1])
    ):
        yield start


def _inverse(offsets: list[int], length: int) -> list[int]:
    """Return for each offset of the text the first folded character at or behind it."""
    place_of = [len(offsets) - 1] * (length + 1)
    for at in range(len(offsets) - 1, -1, -1):
        place_of[offsets[at]] = at
    for offset in range(length - 1, -1, -1):
        if offsets[place_of[offset]] != offset:
            place_of[offset] = place_of[offset + 1]
    return place_of


def _end(text: str, end: int) -> int:
    """Take in what belongs to the name's last letter: marks, and letters that fold to nothing (ь, ة)."""
    while end < len(text) and text[end] > "\x7f" and fold_character(text[end]) == "":
        if not text[end].isalpha() and unicodedata.category(text[end])[0] != "M":
            break
        end += 1
    return end


def _one_name(text: str, start: int, end: int) -> bool:
    surface = text[start:end]
    if surface.isalnum():
        return True
    words = list(_WORD.finditer(surface))
    for left, right in pairwise(words):
        gap = surface[left.end() : right.start()]
        if gap in (" ", "-", "'", "’"):
            continue
        if all(c in "'’ʼ‘`ʻʿʾ" or (unicodedata.category(c)[0] in "MC" and c != "\n") for c in gap):
            continue
        if not _GAP.fullmatch(gap):
            return False
        if "." in gap and not _ABBREVIATED.search(surface[: left.end()]):
            return False
    # "New houses", "South of": a small word of its own kind only inside a name, or as its type.
    return True
