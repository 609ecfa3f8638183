"""Which language a text is in: its script first, then its small words."""

import re
from collections import Counter
from typing import Final

from mapapp.extraction.wordlists import word_lists

LOOKED_AT: Final = 20_000
"""Characters from the start of a text that are looked at."""

_LISTS: Final = word_lists("languages")
_NAMES: Final[dict[str, str]] = _LISTS["names"]
_LANGUAGES_OF: Final[dict[str, tuple[str, ...]]] = {}
for _code, _words in _LISTS["words"].items():
    for _word in _words:
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _code)

_SCRIPTS: Final = (
    ("latin", "A-Za-z\u00c0-\u024f\u1e00-\u1eff"),
    ("cyrillic", "\u0400-\u052f"),
    ("arabic", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"),
    ("hy", "\u0530-\u058f"),
    ("ka", "\u10a0-\u10ff\u1c90-\u1cbf"),
    ("he", "\u0590-\u05ff"),
    ("el", "\u0370-\u03ff"),
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af\u1100-\u11ff"),
    ("zh", "\u4e00-\u9fff\u3400-\u4dbf"),
    ("th", "\u0e00-\u0e7f"),
    ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"),
    ("my", "\u1000-\u109f"),
    ("am", "\u1200-\u137f"),
    ("ta", "\u0b80-\u0bff"),
)
_COUNTS: Final = tuple((name, re.compile(f"[{letters}]")) for name, letters in _SCRIPTS)
_WORD = re.compile(r"[^\W\d_]+")


def language_name(code: str) -> str:
    """Return the English name of a language; the code itself where no name is known.

    >>> language_name("fa")
    'Persian'
    """
    return _NAMES.get(code, code)


def _cyrillic(text: str) -> str:
    letters = Counter(text.casefold())
    if letters["ў"]:
        return "be"
    if letters["і"] + letters["ї"] + letters["є"] + letters["ґ"]:
        return "uk" if letters["і"] + letters["ї"] > letters["ы"] + letters["э"] else "ru"
    return "sr" if letters["ј"] + letters["ђ"] + letters["ћ"] else "ru"


def _arabic(text: str) -> str:
    letters = Counter(text)
    if letters["ے"] + letters["ٹ"] + letters["ڈ"] + letters["ں"]:
        return "ur"
    if letters["ټ"] + letters["ډ"] + letters["ړ"] + letters["ښ"] + letters["ې"]:
        return "ps"
    if letters["ە"] + letters["ێ"] + letters["ۆ"] + letters["ڕ"]:
        return "ckb"
    persian = sum(letters[c] for c in "پچژگکی")
    arabic = sum(letters[c] for c in "كيىةإأؤئ")
    return "fa" if persian > arabic else "ar"


def _latin(text: str) -> str:
    votes: Counter[str] = Counter()
    words = _WORD.findall(text.casefold())
    for word in words:
        for code in _LANGUAGES_OF.get(word, ()):
            votes[code] += 1
    for letters, codes in (
        ("ə", ("az",)),
        ("ğış", ("tr", "az")),
        ("ß", ("de",)),
        ("ãõ", ("pt",)),
        ("ñ", ("es",)),
    ):
        if any(letter in text.casefold() for letter in letters):
            for code in codes:
                votes[code] += 2
    if not votes:
        return ""
    ranked = sorted(votes.items(), key=lambda each: (-each[1], each[0] != "en", each[0]))
    code, best = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0
    few = best < 2 or (len(words) >= 12 and best * 12 < len(words))
    return "" if few or (best == second and code != "en") else code


def detect_language(text: str) -> str:
    """Return the BCP 47 primary code of the language most of a text is in; "" where that is not plain.

    >>> detect_language("Three people were killed in the attack."), detect_language("Три человека погибли")
    ('en', 'ru')
    """
    head = text[:LOOKED_AT]
    counts = [(len(pattern.findall(head)), name) for name, pattern in _COUNTS]
    most, script = max(counts, key=lambda each: each[0])
    if most < 2:
        return ""
    if script == "zh" and {name: count for count, name in counts}["ja"] * 20 > most:
        return "ja"
    if script == "latin":
        return _latin(head)
    return {"cyrillic": _cyrillic, "arabic": _arabic}.get(script, lambda _: script)(head)
