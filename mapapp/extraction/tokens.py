"""Words and marks of a stretch of text, with offsets."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+(?:-[A-Za-z]{1,20}){1,4}|\d+(?:[.:]\d+)?(?:st|nd|rd|th)?\b"
    r"|(?:[A-Za-z]\.){2,}|[^\W_](?:[\w.&/]*\w)?(?:(?:['’ʻ-]|(?<=\w)\.(?=\w))\w+)*(?:['’](?=\s))?|\.{3}|[^\w\s]|_"
)


class Token(NamedTuple):
    """One word or mark."""

    start: int
    end: int
    text: str
    low: str

    @property
    def word(self) -> bool:
        """Whether it is a word or a number, not a mark."""
        return self.text[0].isalnum()


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Return the words and marks of a part of a text, in order; possessives stay with their word.

    >>> [t.text for t in tokens_of("Iraq's army (3,000 men) left.", 0, 29)]
    ["Iraq's", 'army', '(', '3,000', 'men', ')', 'left', '.']
    """
    return [
        Token(m.start(), m.end(), m.group(), m.group().casefold().replace("’", "'"))
        for m in _TOKEN.finditer(text, start, end)
    ]
