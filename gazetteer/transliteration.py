"""Keys under which the usual ways to write one name in Latin letters meet."""

import re
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

_PARTICLES = frozenset({
    *("al", "el", "ad", "ed", "an", "en", "ar", "er", "as", "es", "ash", "esh", "at", "et", "az", "ez"),
    *("ul", "il", "ath", "adh", "l"),
})  # fmt: skip
"""The Arabic article, as it is written before the letters it takes the sound of."""

LEAST_CONSONANTS = 3
"""Consonants that a name must have, or too many names would sound alike."""

_SPELLINGS = (
    *(("shch", "s"), ("tsch", "s"), ("sch", "s"), ("dzh", "j"), ("tch", "s"), ("sh", "s"), ("zh", "s")),
    *(("ch", "s"), ("dj", "j"), ("tsk", "sk"), ("ck", "sk"), ("ts", "s"), ("tz", "s"), ("cz", "s")),
    *(("ph", "f"), ("kh", "k"), ("gh", "k"), ("qu", "k"), ("th", "t"), ("dh", "d")),
    *(("ce", "se"), ("ci", "si"), ("cy", "sy"), ("x", "k")),
)  # fmt: skip
_LETTERS = str.maketrans({
    **dict.fromkeys("cqgk", "k"), **dict.fromkeys("fvw", "v"), "z": "s", **dict.fromkeys("aeiouyh ", None),
})  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_FINE = (
    *(("shch", "s"), ("tsch", "s"), ("sch", "s"), ("dzh", "j"), ("tch", "s"), ("sh", "s"), ("zh", "j")),
    *(("ch", "s"), ("dj", "j"), ("tsk", "sk"), ("ck", "sk"), ("ts", "s"), ("tz", "s"), ("cz", "s")),
    *(("ph", "f"), ("kh", "h"), ("gh", "g"), ("qu", "k"), ("th", "t"), ("dh", "d"), ("ou", "u"), ("oo", "u")),
    *(("ee", "i"), ("ij", "i"), ("iy", "i"), ("yy", "i"), ("ie", "e"), ("ye", "e"), ("ia", "a"), ("ya", "a")),
    *(("x", "h"), ("q", "k"), ("w", "v"), ("y", "i"), ("z", "s"), ("ce", "se"), ("ci", "si"), ("c", "k")),
)  # fmt: skip


def _without_article(key: str) -> str:
    words = key.split(" ")
    if len(words) == 1:
        return key
    kept = [w for w in words[:-1] if w not in _PARTICLES] + words[-1:]
    return " ".join(kept)


def consonants(key: str) -> str:
    """Return what is left of a folded key when spelling habits are taken away: its consonants, by classes.

    >>> consonants("kharkiv"), consonants("kharkov"), consonants("al fallujah"), consonants("falloudja")
    ('krkv', 'krkv', 'vlj', 'vlj')
    >>> consonants("donetsk") == consonants("doneck"), consonants("qarabag") == consonants("garabagh")
    (True, True)
    """
    text = _without_article(key)
    for long, short in _SPELLINGS:
        if long in text:
            text = text.replace(long, short)
    return _TWICE.sub(r"\1", text.translate(_LETTERS))


def consonant_keys(key: str) -> tuple[str, ...]:
    """Return the consonants to look for: as the key is written, and as habits differ in a letter or two.

    >>> consonant_keys("herson"), consonant_keys("saraievo")
    (('rsn', 'krsn'), ('srv', 'srjv'))
    """
    plain = consonants(key)
    found = [plain]
    bare = _without_article(key)
    if bare.startswith("h"):
        found.append("k" + plain)
    elif bare.startswith("kh"):
        found.append(plain[1:])
    if "j" in plain:
        found += [plain.replace("j", ""), plain.replace("j", "s"), plain.replace("j", "k")]
    else:
        found.append(consonants(re.sub(r"(?<=[aeiou])[iy](?=[aeiou])|^y", "j", bare)))
    return tuple(dict.fromkeys(k for k in found if len(k) >= LEAST_CONSONANTS))


@lru_cache(maxsize=4096)
def romanised(key: str) -> str:
    """Return a key in one romanisation of many, vowels kept: for comparing two that may be one name.

    >>> romanised("fallouja"), romanised("al fallujah")
    ('faluja', 'falujah')
    """
    text = _without_article(key).replace(" ", "")
    for long, short in _FINE:
        if long in text:
            text = text.replace(long, short)
    return _TWICE.sub(r"\1", text)


def likeness(key: str, other: str) -> float:
    """Return how alike two keys are once romanised alike, from 0 to 1."""
    return float(DamerauLevenshtein.normalized_similarity(romanised(key), romanised(other)))
