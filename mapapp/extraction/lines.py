"""What kind of line a line is: headline, subhead, dateline, caption, body, quote or boilerplate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from mapapp.extraction.datelines import dateline_of, is_date_line
from mapapp.extraction.dates import find_dates
from mapapp.extraction.wordlists import any_of, word_lists, words_of

__all__ = ["Line", "LineKind", "classify_lines", "dateline_of"]

LineKind = Literal["headline", "subhead", "dateline", "caption", "body", "quote", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an article, without the white space around it, and its kind.

    Where a text is wrapped at a column, its paragraphs are the lines.
    """

    start: int
    end: int
    kind: LineKind


_LISTS: Final = word_lists("lines")
_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_STOPS: Final = ".!?…。！？؟۔।"
_CLOSERS: Final = "\"'”’»)]）」』*_"
_OPENERS: Final = '"“«„「『'
_BULLET = re.compile(r"(?:[•·*‣▪●○◦–—-]|\d{1,2}[.)]|\([a-z0-9]\))\s")
_HOLDS_BOILERPLATE = re.compile(rf"(?<!\w)(?:{any_of(_LISTS['boilerplate'])})(?!\w)", re.IGNORECASE)
_STARTS_BOILERPLATE = re.compile(rf"(?:{any_of(_LISTS['boilerplate_start'])})", re.IGNORECASE)
_HOLDS_CAPTION = re.compile(rf"(?<!\w)(?:{any_of(_LISTS['caption'])})(?!\w)", re.IGNORECASE)
_STARTS_CAPTION = re.compile(rf"(?:{any_of(_LISTS['caption_start'])})(?!\w)", re.IGNORECASE)
_ENDS_CAPTION = re.compile(rf"(?:{any_of(_LISTS['caption_end'])})\.?$", re.IGNORECASE)
_AGENCY: Final = any_of(_LISTS["agencies"])
_CREDIT = re.compile(
    rf"(?:[(\[][^()\[\]]{{0,60}}(?:\b(?:photo|image|file|handout|picture)s?\b|/\s?(?:{_AGENCY}))"
    rf"[^()\[\]]{{0,40}}[)\]]|[(\[](?:{_AGENCY})[)\]]"
    rf"|\b[\w. -]{{2,40}}/(?:{_AGENCY})(?:/[\w ]{{2,30}})?|\bREUTERS/[\w. -]{{2,40}})\.?$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|from)\s(?:[A-Z][\w.'’-]*(?:,?\s(?:and\s|in\s|for\s|&\s)?|$)){1,8}(?:reports|staff|correspondents?)?$"
)
_NAVIGATION: Final = words_of("lines", "navigation")
_BARS = re.compile(r"\s[/|»›>•·]\s|\s{2,}[/|»›>•·]\s{0,8}|\s?[|»›]\s?")
_PRESENT: Final = words_of("lines", "caption_verbs")
_PAST = re.compile(
    r"\b(?<!who )(?<!that )(?<!which )"
    r"(?:[a-z]{2,}ed|was|were|had|said|did|fell|took|went|came|left|began|shot|struck|hit)\b"
)
_WORD = re.compile(r"\w[\w.'’-]*")


def _physical(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text):
        line = match.group()
        inner = line.strip()
        if inner:
            start = match.start() + len(line) - len(line.lstrip())
            yield start, start + len(inner)


def _ends_sentence(line: str) -> bool:
    return line[-4:].rstrip(_CLOSERS)[-1:] in tuple(_STOPS)


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether a text is broken at a column: most lines run on into the next, none is long."""
    if len(lines) < 4 or max(end - start for start, end in lines) > 110:
        return False
    followed = [
        (start, end) for (start, end), (after, _) in pairwise(lines) if text.count("\n", end, after) <= 1
    ]
    running = [1 for start, end in followed if end - start >= 45 and not _ends_sentence(text[start:end])]
    return len(running) * 2 > len(lines)


def _units(text: str) -> list[tuple[int, int]]:
    """Return the spans that are judged: lines, or the paragraphs of a wrapped text."""
    lines = list(_physical(text))
    if not _is_wrapped(text, lines):
        return lines
    units: list[tuple[int, int]] = []
    width = max(end - start for start, end in lines)
    short = True
    for start, end in lines:
        joined = bool(units) and text.count("\n", units[-1][1], start) <= 1 and not short
        if joined and not _BULLET.match(text, start):
            units[-1] = (units[-1][0], end)
        else:
            units.append((start, end))
        short = end - start < width // 2 and (_ends_sentence(text[start:end]) or units[-1][0] == start)
    return units


def _is_navigation(line: str) -> bool:
    parts = [part.strip() for part in _BARS.split(line)]
    if len(line) > 200 or len(parts) < 2 or any(not p or len(p.split()) > 3 for p in parts):
        return False
    known = sum(part.casefold() in _NAVIGATION for part in parts)
    return known * 2 >= len(parts) and not _ends_sentence(line)


def _is_boilerplate(line: str) -> bool:
    if _is_navigation(line) or _STARTS_BOILERPLATE.match(line):
        return True
    if len(line) <= 120 and _BYLINE.match(line[:1].lower() + line[1:]) and not _ends_sentence(line):
        return True
    return len(line) <= 400 and _HOLDS_BOILERPLATE.search(line) is not None


def _is_caption(line: str) -> bool:
    if len(line) > 700:
        return False
    tail = line[-120:]
    if _CREDIT.search(tail) or _ENDS_CAPTION.search(tail) or _STARTS_CAPTION.match(line):
        return True
    if _HOLDS_CAPTION.search(line):
        return len(line) <= 500
    return _is_plain_caption(line)


def _is_plain_caption(line: str) -> bool:
    """Whether one sentence in the present tense with a full date stands alone, as captions do."""
    words = _WORD.findall(line)
    if not 6 <= len(words) <= 60 or re.search(r"(?<=[a-z]{3})[.!?]\s+[A-Z]", line):
        return False
    if not any(d.year and d.day for d in find_dates(line)):
        return False
    at = next((i for i, word in enumerate(words) if word in _PRESENT), None)
    past = _PAST.search(line)
    if at is None:
        return False
    return past is None or len(_WORD.findall(line[: past.start()])) > at


def _is_short(line: str) -> bool:
    return len(line) <= 120 and len(line.split()) <= 16 and any(c.isalpha() for c in line)


def _is_quoted(line: str) -> bool:
    """Whether a line is all quotation, with nobody named outside it."""
    if line[0] == ">":
        return True
    if line[0] not in _OPENERS:
        return False
    close = max(line.find(c, 1) for c in '"”»」』')
    return close < 0 or (close >= len(line) - 2 and all(line.find(c, 1, close) < 0 for c in '"”»'))


def _is_item(line: str) -> bool:
    """Whether a line is one of a list: a bullet, or a name with what happened there after a colon."""
    head, colon, tail = line.partition(":")
    return _BULLET.match(line) is not None or bool(colon and len(head.split()) <= 4 and tail.strip())


def _kind(line: str, first: bool, title: str) -> LineKind:
    """Return the kind of a line; `first` while no headline or body has been read, `title` case folded."""
    if title and " ".join(line.casefold().split()) == title:
        return "headline"
    if is_date_line(line):
        return "dateline"
    if _is_boilerplate(line):
        return "boilerplate"
    if _is_caption(line):
        return "caption"
    if _is_quoted(line):
        return "quote"
    if not _is_short(line) or (_is_item(line) and not first):
        return "body"
    if line[-1] not in ",;" and not _ends_sentence(line):
        return "headline" if first and not title else "subhead"
    question = line[-1] == "?" and len(line.split()) <= 8 and line[0] not in _OPENERS
    return "subhead" if question else "body"


def classify_lines(text: str, title: str = "") -> tuple[Line, ...]:
    """Return the lines of a text that are not empty, in order, each with its kind.

    A line that repeats the title is a headline, and so is the first short line without a final stop where no
    title is given. A text without any body has its headlines read as body: a message is one line.
    """
    wanted = " ".join(title.casefold().split())
    lines: list[Line] = []
    first = True
    for start, end in _units(text):
        kind = _kind(text[start:end], first, wanted)
        lines.append(Line(start, end, kind))
        first = first and kind not in ("headline", "subhead", "body", "quote")
    return tuple(_tail(text, _with_body(lines)))


def _with_body(lines: list[Line]) -> list[Line]:
    """Return lines with short ones as body, where a text has no other body, or has them in a list."""
    if not any(line.kind in ("body", "quote") for line in lines):
        return [Line(x.start, x.end, "body") if x.kind in ("headline", "subhead") else x for x in lines]
    done = list(lines)
    run: list[int] = []
    for i, line in enumerate([*lines, None]):
        if line is not None and line.kind == "subhead":
            run.append(i)
            continue
        if len(run) >= 3:  # a list without bullets, not headings
            for j in run:
                done[j] = Line(lines[j].start, lines[j].end, "body")
        run = []
    return done


def _tail(text: str, lines: list[Line]) -> list[Line]:
    """Return lines with the short ones after the last boilerplate read as boilerplate too."""
    last_body = max(
        (i for i, x in enumerate(lines) if x.kind == "body" and _ends_sentence(text[x.start : x.end])),
        default=-1,
    )
    done = list(lines)
    seen = False
    for i in range(last_body + 1, len(lines)):
        line = lines[i]
        seen = seen or line.kind == "boilerplate"
        if seen and i > 0 and line.kind in ("subhead", "headline", "body"):
            done[i] = Line(line.start, line.end, "boilerplate")
    return done
