"""On which day an article was published: given with it, or inferred from what it says, with the evidence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from mapapp.core.article import Published
from mapapp.extraction.dates import WEEKDAYS, DateMention, find_dates
from mapapp.extraction.lines import Line, dateline_of
from mapapp.extraction.when import find_times
from mapapp.extraction.wordlists import any_of, word_lists

_LISTS: Final = word_lists("lines")
_PUBLISHED = re.compile(rf"\b(?:{any_of(_LISTS['published_words'])})\b", re.IGNORECASE)
_WEEKDAY = re.compile("|".join(WEEKDAYS), re.IGNORECASE)
_YEAR = re.compile(r"(?:©|\(c\)|copyright)\D{0,30}((?:19|20)\d\d)", re.IGNORECASE)
_STALE = re.compile(
    r"\b(?:since|after the|signed|founded|born|until|till|by|before|due|ended)\s(?:on\s|the\s)?$",
    re.IGNORECASE,
)
READ: Final = 30_000
"""Characters of a text that are looked at from either end: what is dated is said early or late."""
FRESH: Final = 7
"""Days within which weekdays may carry the date of publication past the newest date that is written."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date that is written in a text, and in what kind of line."""

    mention: DateMention
    words: str
    kind: str
    note: str
    place: int


def infer_published(text: str, lines: tuple[Line, ...], given: date | Published | None) -> Published:
    """Return the day of publication: the one given, else what the text's own dates say, else unknown.

    In order: a line that only gives the date, a dateline, the newest full date that is past or present,
    carried on by the weekdays the text speaks of as past (a caption of Thursday, 1 October 2020, and news of
    "Friday": 2 October). Nothing is counted from a clock; a planned day never wins.
    """
    if isinstance(given, date):
        return Published(given, "day", "given with the article", True)
    if given is not None and given.day is not None:
        return given
    written = list(_written(text, lines))
    return (
        _from_date_line(written)
        or _from_dateline(text, written)
        or _from_newest(text, lines, written)
        or Published(None, "unknown", _too_little(written))
    )


def _parts(lines: tuple[Line, ...]) -> Iterator[Line]:
    """Yield the lines near either end of a text."""
    if not lines:
        return
    begin, stop = lines[0].start, lines[-1].end
    yield from (x for x in lines if x.start - begin < READ or stop - x.start < READ)


def _written(text: str, lines: tuple[Line, ...]) -> Iterator[_Dated]:
    for place, line in enumerate(_parts(lines)):
        found = dateline_of(text, line)
        head = found[1] if found else line.start
        stop = min(line.end, line.start + READ)
        dates = find_dates(text, line.start, stop)
        notes = {t.start: t.note for t in find_times(text, line.start, stop, None)} if dates else {}
        for mention in dates:
            kind: str = "dateline" if mention.end <= head or line.kind == "dateline" else line.kind
            before = text[max(line.start, mention.start - 30) : mention.start]
            if (
                kind == "dateline"
                and line.kind == "dateline"
                and _PUBLISHED.search(text[line.start : mention.start])
            ):
                kind = "published"
            note = notes.get(mention.start, "")
            note = note or ("stale" if _STALE.search(before) else "")
            yield _Dated(mention, text[mention.start : mention.end], kind, note, place)


def _quoted(dated: _Dated) -> str:
    return "“" + " ".join(dated.words.split()) + "”"


def _from_date_line(written: list[_Dated]) -> Published | None:
    """Return the full date of a line or dateline: a "published" one, else the first."""
    full = [(d.mention.on(), d) for d in written if d.kind in ("published", "dateline") and d.mention.on()]
    if not full:
        return None
    day, best = min(
        full, key=lambda each: (each[1].kind != "published", each[1].place, each[1].mention.start)
    )
    if day is None:
        return None
    said = best.mention.weekday
    doubt = (
        ""
        if said is None or said == day.weekday()
        else f" (a {WEEKDAYS[day.weekday()].title()}, not as written)"
    )
    return Published(day, "day", f"the date line says {_quoted(best)}{doubt}")


def _from_dateline(text: str, written: list[_Dated]) -> Published | None:
    """Return the date of a dateline without a year, where the text tells the year."""
    short = [d for d in written if d.kind == "dateline" and d.mention.year is None and d.mention.day]
    if not short:
        return None
    first = short[0]
    marks = _YEAR.findall(text[-READ:]) + _YEAR.findall(text[:READ])
    if marks:
        day = first.mention.on(max(int(year) for year in marks))
        words = f"the dateline says {_quoted(first)}, the copyright line the year"
        return Published(day, "day", words) if day else None
    known = [d for d in written if d.mention.year and d.mention.month and d.note not in ("future", "until")]
    if not known:
        return None
    newest = max(known, key=lambda d: (d.mention.year or 0, d.mention.month or 0, d.mention.day or 0))
    year, month = newest.mention.year or 0, newest.mention.month or 0
    since = date(year, month, min(newest.mention.day or 1, 28))
    days = [d for d in (first.mention.on(y) for y in (year, year + 1) if y < 9999) if d and d >= since]
    if not days:
        return None
    day = days[0]
    if first.mention.weekday not in (None, day.weekday()):
        return None
    if day - since > timedelta(days=62):  # too far apart to belong to one news story
        return None
    return Published(day, "day", f"the dateline says {_quoted(first)}; the newest date is {_quoted(newest)}")


def _weekdays(text: str, lines: tuple[Line, ...]) -> Iterator[tuple[int, str]]:
    """Yield the weekdays spoken of as past or present, with the words around them."""
    for line in _parts(lines):
        if line.kind not in ("body", "quote", "headline", "subhead"):
            continue
        stop = min(line.end, line.start + READ)
        if not _WEEKDAY.search(text, line.start, stop):
            continue
        for mention in find_times(text, line.start, stop, date(2001, 1, 1)):
            words = mention.when.words.casefold()
            name = next((n for n, day in enumerate(WEEKDAYS) if day in words), None)
            if name is None or mention.note not in ("", "possessive") or any(c.isdigit() for c in words):
                continue
            if re.search(r"\b(?:last|next|previous|following|coming)\b", words) or re.search(
                r"\b(?:to|and)\b", words
            ):
                continue
            lead = text[max(line.start, mention.start - 3) : mention.start]
            yield (
                name,
                (lead.lstrip() if lead.casefold() == "on " else "") + text[mention.start : mention.end],
            )


def _carried(newest: date, weekdays: Iterable[int]) -> int:
    """Return by how many days weekdays carry on from a date: 0 to 6.

    The weekdays and the date's own lie on a circle; an article speaks of a few days in a row, so the longest
    gap between them is the time that is not spoken of, and the day before that gap is the last.
    """
    offsets = sorted({(day - newest.weekday()) % 7 for day in weekdays} | {0})
    gaps = [
        ((offsets[i + 1] if i + 1 < len(offsets) else 7) - offset, -offset)
        for i, offset in enumerate(offsets)
    ]
    return -max(gaps)[1]


def _from_newest(text: str, lines: tuple[Line, ...], written: list[_Dated]) -> Published | None:
    """Return the newest full date, carried on by weekdays; None where it may be mere history."""
    usable = [(day, d) for d in written if d.note == "" and (day := d.mention.on())]
    if not usable:
        return None
    day, newest = max(usable, key=lambda each: (each[0], -each[1].place))
    bodies = [x for x in lines if x.kind in ("body", "quote")]
    opening = {x.start for x in bodies[:3]} | {x.start for x in lines[:3]}
    held = next((x for x in lines if x.start <= newest.mention.start < x.end), None)
    current = (
        newest.kind == "caption" or newest.mention.weekday is not None or (held and held.start in opening)
    )
    newer_year = any((d.mention.year or 0) > day.year and d.note == "" for d in written)
    if not current or newer_year:
        return None
    spoken = list(_weekdays(text, lines))
    step = _carried(day, (number for number, _ in spoken))
    kind = "a caption" if newest.kind == "caption" else "the newest date in the text"
    evidence = f"{kind} says {_quoted(newest)} (a {WEEKDAYS[day.weekday()].title()})"
    if not step:
        return Published(day, "day", evidence)
    last = day + timedelta(days=step) if day.toordinal() + step <= date.max.toordinal() else day
    words = next(words for number, words in spoken if number == last.weekday())
    return Published(last, "day", f"{evidence}; the text speaks of “{words}”, the next such day")


def _too_little(written: list[_Dated]) -> str:
    lead = next((d for d in written if d.kind in ("published", "dateline")), None)
    if lead:
        return f"the dateline says {_quoted(lead)}, and nothing tells the year"
    days = [day for d in written if (day := d.mention.on()) and d.note != "future"]
    if not days:
        return "the text names no date"
    return f"the newest date named is {max(days).isoformat()}, too little to tell when this was published"
