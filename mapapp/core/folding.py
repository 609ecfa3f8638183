"""Words as a reader types them: without case and accents, so that "GANJA" and "Gänjä" are one."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_EASTERN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LETTERS = str.maketrans({"ə": "a", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})


def folded(text: str) -> str:
    """Return a text in lower case without accents, white space as single spaces.

    >>> folded("  Şəhər of  GÄNJÄ")
    'sahar of ganja'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", bare).translate(_LETTERS).split())


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, in order. Chinese and Japanese signs count as a word each.

    >>> words_of("Rockets hit Göygöl's school")
    ['rockets', 'hit', 'goygol', 's', 'school']
    """
    return _WORD.findall(_EASTERN.sub(lambda sign: f" {sign[0]} ", folded(text)))
