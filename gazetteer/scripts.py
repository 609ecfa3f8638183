"""Which script a text is written in, as ISO 15924 names it."""

import unicodedata
from collections import Counter
from functools import lru_cache

_CODES = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "HEBREW": "Hebr", "ARMENIAN": "Armn",
    "GEORGIAN": "Geor", "GREEK": "Grek", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru",
    "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda",
    "MALAYALAM": "Mlym", "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo", "TIBETAN": "Tibt",
    "MYANMAR": "Mymr", "KHMER": "Khmr", "ETHIOPIC": "Ethi", "HANGUL": "Hang", "HIRAGANA": "Hira",
    "KATAKANA": "Kana", "CJK": "Hani", "MONGOLIAN": "Mong", "SYRIAC": "Syrc", "THAANA": "Thaa",
    "NKO": "Nkoo", "TIFINAGH": "Tfng", "CHEROKEE": "Cher", "CANADIAN": "Cans", "YI": "Yiii",
    "BOPOMOFO": "Bopo", "COPTIC": "Copt", "ADLAM": "Adlm", "OL": "Olck", "VAI": "Vaii",
}  # fmt: skip


@lru_cache(maxsize=16384)
def _of_character(character: str) -> str:
    return _CODES.get(unicodedata.name(character, "").split(" ")[0].split("-")[0], "Zyyy")


def script_of(text: str) -> str:
    """Return the ISO 15924 code of the script most letters of a text are of, Zyyy where it has none.

    Japanese that mixes its scripts is "Jpan".

    >>> [script_of(t) for t in ("Xankəndi", "Ханкенди", "دمشق", "北京", "さいたま市", "2024")]
    ['Latn', 'Cyrl', 'Arab', 'Hani', 'Jpan', 'Zyyy']
    """
    if text.isascii():
        return "Latn" if any(c.isalpha() for c in text) else "Zyyy"
    counts = Counter(_of_character(c) for c in text if c.isalpha())
    counts.pop("Zyyy", None)
    if not counts:
        return "Zyyy"
    if len(counts) > 1 and set(counts) <= {"Hani", "Hira", "Kana"}:
        return "Jpan"
    return min(counts, key=lambda code: (-counts[code], code))
