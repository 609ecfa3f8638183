"""Sentences and clauses of an article, with exact offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mapapp.extraction.lines import Line, LineKind
from mapapp.extraction.wordlists import words_of

LONGEST: Final = 2_000
"""Characters a sentence has at most; what is longer is cut at a blank."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the kind of line it stands in."""

    start: int
    end: int
    line_kind: LineKind


_STOP = re.compile(r"[.!?]+|…|[。！？؟۔।]+")
_CLOSERS: Final = "\"'”’»)]）」』"
_OPENERS: Final = "\"'“‘«„(（[「『¿¡"
_FULL_WIDTH: Final = "。！？"
_TOKEN = re.compile(r"[^\s\"“”‘«»()\[\]/—–]{1,24}$")
_ACRONYM = re.compile(r"^(?:[A-Za-z]\.)+[A-Za-z]$")
_NEXT_WORD = re.compile(r"[^\W\d_][\w'’]*")
_BEFORE_NAMES: Final = words_of("sentences", "before_names")
_MAY_END: Final = words_of("sentences", "may_end")
_STARTERS: Final = words_of("sentences", "starters")
_FINITE: Final = words_of("sentences", "finite")


def _opens(text: str, at: int, end: int) -> tuple[int, str]:
    """Return where the next word starts after white space and opening marks, and its first character."""
    while at < end and (text[at].isspace() or text[at] in _OPENERS):
        at += 1
    return at, text[at] if at < end else ""


def _abbreviated(text: str, start: int, stop: int, following: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation and ends nothing."""
    token = _TOKEN.search(text, max(start, stop - 24), stop)
    if not token:
        return False
    word = token.group().strip("-")
    low = word.casefold()
    if low in _BEFORE_NAMES:
        # "No." and "Sat." are words as well: they are short forms only before a number or a name.
        return not (low in {"no", "sat", "sun", "art"} and word.islower())
    if len(word) == 1 and word.isupper():
        return True
    if low in _MAY_END or _ACRONYM.match(word):
        next_word = _NEXT_WORD.match(text, following)
        return not (
            next_word and next_word.group().casefold() in _STARTERS and next_word.group()[0].isupper()
        )
    return False


def _ends(text: str, start: int, match: "re.Match[str]", end: int) -> int | None:
    """Return where a sentence ends whose stop is `match`; None where the stop ends none."""
    mark, stop = match.group(), match.end()
    if mark[0] in _FULL_WIDTH:
        while stop < end and text[stop] in _CLOSERS:
            stop += 1
        return stop
    closed = stop
    while closed < end and closed - stop < 4 and text[closed] in _CLOSERS:
        closed += 1
    if closed >= end:
        return closed
    glued = not text[closed].isspace()
    if glued and closed > stop and text[closed - 1] in "'\"" and text[closed].isalnum():
        closed, glued = closed - 1, True  # the quote opens what follows
    at, first = _opens(text, closed, end)
    if not first:
        return closed
    if glued:
        before = text[max(start, match.start() - 3) : match.start()]
        plain = len(before) == 3 and before.isalpha() and before.islower()
        starts = (first.isupper() and text[at + 1 : at + 2].islower()) or text[at : at + 2] in ("A ", "I ")
        return closed if plain and starts else None
    if first.islower() or first in ",;:":
        return None
    if mark == "." and _abbreviated(text, start, match.start(), at):
        return None
    if text[at - 1 : at] == "(" and text.find(")", at, min(end, at + 80)) >= end - 2:
        return None  # a credit in brackets belongs to what it follows
    return closed


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield spans of at most LONGEST characters, cut at a blank where there is one."""
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in (" ", "\n", ";", ","))
        cut = cut + 1 if cut > 0 else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _STOP.finditer(text, start, end):
        if match.start() < begin:
            continue
        stop = _ends(text, begin, match, end)
        if stop is not None:
            yield begin, stop
            begin = stop
    if begin < end:
        yield begin, end


def split_sentences(text: str, lines: tuple[Line, ...]) -> tuple[Sentence, ...]:
    """Return the sentences of the lines, in order; none crosses a line, none is longer than LONGEST.

    >>> from mapapp.extraction.lines import classify_lines
    >>> text = "Gen. Ali spoke at 9 a.m. on Monday. The U.S. Army agreed."
    >>> [text[s.start:s.end] for s in split_sentences(text, classify_lines(text))]
    ['Gen. Ali spoke at 9 a.m. on Monday.', 'The U.S. Army agreed.']
    """
    found = []
    for line in lines:
        for start, end in _spans(text, line.start, line.end):
            for piece in _pieces(text, start, end):
                first, last = _trimmed(text, *piece)
                if first < last:
                    found.append(Sentence(first, last, line.kind))
    return tuple(found)


_SUBJECT: Final = (
    r"(?:an?|the|two|three|four|five|six|seven|eight|nine|ten|\d+|at|another|others?|more|they|he|she|it|its|their|in"
    r"|some|several|dozens|hundreds|[A-Z]\w+)\b"
)
_JOIN = re.compile(
    rf";\s|,?\s(?:while|whereas)\s|,\s(?:and|but|yet)\s|\s(?:and|but)\s(?=(?-i:{_SUBJECT}))",
)
_WORD = re.compile(r"[^\W_][\w'’-]*|[,;:()—]")


def _has_verb(text: str, start: int, end: int, within: int) -> bool:
    """Whether a finite verb stands among the first words of a span, before any comma and not first."""
    for i, match in enumerate(_WORD.finditer(text, start, end)):
        word = match.group()
        if i >= within or not word[0].isalnum():
            return False
        low = word.casefold()
        if i and (low in _FINITE or (len(low) > 4 and low.endswith("ed") and word.islower())):
            return True
    return False


def split_clauses(text: str, sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Return the coordinated clauses of a sentence as spans that cover it; one span where there is one.

    A clause begins at a semicolon, "while", "and", "but" where a subject and a finite verb follow; two verbs
    of one subject stay together, and so do the parts of a list. Quotations are not cut.
    """
    cuts = [sentence.start]
    for match in _JOIN.finditer(text, sentence.start, sentence.end):
        at = match.start() + (1 if text[match.start()] in ",;" else 0)
        if at - cuts[-1] < 12 or _inside_quotes(text, sentence.start, at):
            continue
        part = max(cuts[-1], text.rfind(",", cuts[-1], match.start()) + 1)
        if _has_verb(text, part, match.start(), 80) and _has_verb(text, match.end(), sentence.end, 10):
            cuts.append(at)
    ends = [*cuts[1:], sentence.end]
    return tuple(_trimmed(text, start, end) for start, end in zip(cuts, ends, strict=True))


def _inside_quotes(text: str, start: int, at: int) -> bool:
    before = text[start:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
