"""One folding of names, for the index and for running text alike."""

import unicodedata
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = frozenset("'’‘ʼʻʹʺ`´′″\"“”„«»ʿʾ‛＇")
_OWN = {"ə": "a", "Ə": "a", "ı": "i", "İ": "i", "ь": "", "Ь": "", "ъ": "", "Ъ": ""}
_SYMBOLS = frozenset({"So", "Sk", "Sc", "Sm"})
_LETTER_LIKE = frozenset("-‐‑‒–—―_/·•.,;:()[]{}!?…\t\r\n\v\f ")


@lru_cache(maxsize=65536)
def fold_character(character: str) -> str:
    """Return the folded form of one code point: lower-case ASCII letters and digits, a space, or nothing.

    Never looks at its neighbours, so that a key's length can be carried back to the text it came from.
    """
    if character in _APOSTROPHES:
        return ""
    if character in _OWN:
        return _OWN[character]
    if character in _LETTER_LIKE or character.isspace():
        return " "
    if character > "\x7f" and unicodedata.category(character) in _SYMBOLS:
        return " "  # anyascii spells emoji out: ":grinning:"
    return "".join(c if c.isalnum() else "" for c in anyascii(character).lower())


class _Folding(dict[int, str]):
    """The folding as a table for `str.translate`, filled as code points are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_character(chr(code))
        return folded


_FOLDING = _Folding()


def fold(name: str) -> str:
    """Return the key under which a name is stored: one spelling for many ways to write it.

    >>> fold("Xankəndi"), fold("Donets’k"), fold("Saint-Denis"), fold("Степанакерт")
    ('xankandi', 'donetsk', 'saint denis', 'stepanakert')
    """
    return " ".join(name.translate(_FOLDING).split())


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return a text folded, and for each folded character the offset of the code point it came from.

    Runs of spaces become one space; the list has one more entry, the text's length.

    >>> fold_with_offsets("Донецьк")
    ('donetsk', [0, 1, 2, 3, 4, 4, 6, 7])
    """
    folded: list[str] = []
    offsets: list[int] = []
    space = True
    for offset, character in enumerate(text):
        for part in fold_character(character):
            if part == " " and space:
                continue
            space = part == " "
            folded.append(part)
            offsets.append(offset)
    offsets.append(len(text))
    return "".join(folded), offsets
