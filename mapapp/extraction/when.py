"""When something happened: the words of time in a text, as days counted from its publication."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from mapapp.core.when import When
from mapapp.extraction.dates import MONTHS, WEEKDAYS, DateMention, find_dates
from mapapp.extraction.sentences import Sentence, split_clauses
from mapapp.extraction.timerules import RULES, phrase
from mapapp.extraction.timewords import Context, Handler, precision_of, shifted
from mapapp.extraction.wordlists import any_of, word_lists

LOOK_BACK: Final = 800
"""Characters in which "the day before" looks for the day it is counted from."""

_WORDS: Final = word_lists("time")


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Words of time and the days they name (undated where nothing is there to count from).

    `anchor` is absolute where the words name the days by themselves. `note` is "" or one of: future, since,
    until, comparison ("the worst since"), remembrance ("the anniversary of"), possessive ("Monday's"),
    habit ("every Friday"), period ("the past week"), from an event ("two days after the vote"),
    time of day ("at dawn").
    """

    start: int
    end: int
    when: When
    anchor: Literal["absolute", "relative"]
    note: str = ""


NOT_A_DAY: Final = frozenset(
    ("future", "comparison", "remembrance", "habit", "from an event", "time of day", "until")
)
"""Notes of mentions that do not date what has happened."""

_TELLS = re.compile(
    rf"\d(?:st|nd|rd|th)\b|(?:19|20)\d\d|\d[/.-]\d|\b(?:{'|'.join(n[:3] for n in (*WEEKDAYS, *MONTHS))}"
    r"|today|tonight|tomorrow|yesterday|overnight|pre-|(?:\w{0,3}night|noon|mid|dawn|day|dusk|sun|hour|minute|week|year|month"
    r"|decade|evening|morning|afternoon|lunch))",
    re.IGNORECASE,
)
"""Where none of these stands, no time is told."""
_FUTURE = phrase(rf"\b(?:{any_of(_WORDS['future'])})\b")
_SAYING = phrase(r"\b(?:said|says|say|told|announced|reported|added|stated|warned|confirmed|wrote)\b")
_CLAUSE_EDGE = phrase(r"[.;:!?\n]|, (?:and|but|while) |\b(?:that|which|who|after|when)\b")
_SINCE = phrase(r"\bsince (?:early |late |mid-|at least |the )?$")
_UNTIL = phrase(r"\b(?:until|till|before) (?:the )?$")
_COMPARISON = phrase(rf"\b(?:{any_of(_WORDS['comparison'])})\b")
_REMEMBRANCE = phrase(rf"\b(?:{any_of(_WORDS['remembrance'])})\b[^.,;]{{0,60}}$")
_LINK = phrase(r" ?(?P<link>to|until|till|through|and|-|–|—|into) ?(?:early |the )?")
_FROM = phrase(r"\b(?P<lead>from|between|on|overnight) (?:late |early )?$")
_SHIFT = phrase(r"\b(?P<n>a|one|two|three|four|five|six) days? (?P<way>after|before) $")
_BACKWARDS = phrase(
    r"\b(?:earlier|later|previously|afterwards|same|previous|next|following"
    r"|(?:days?|nights?|weeks?|morning|evening|months?|years?|hours?) (?:before|after)"
    r"|that (?:same|day|night|morning|evening|afternoon))\b"
)
_COUNT: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _is_future(text: str, start: int, at: int, end: int, stop: int) -> bool:
    """Whether the clause of the words at `at`..`end` speaks of what is still to come."""
    before = text[max(start, at - 90) : at]
    edges = list(_CLAUSE_EDGE.finditer(before))
    before = before[edges[-1].end() :] if edges else before
    if _FUTURE.search(before):
        return True
    if _SAYING.search(before):
        return False
    after = text[end : min(stop, end + 60)]
    edge = _CLAUSE_EDGE.search(after)
    after = after[: edge.start()] if edge else after
    modal = _FUTURE.search(after)
    return modal is not None and not _SAYING.search(after[: modal.start()])


def _dated(found: DateMention, words: str, context: Context) -> tuple[When, str] | None:
    """Return the days of a written date; a year that is not written is the latest one that fits."""
    published = context.published
    if found.month is None or found.day is None:
        if found.month and found.year:
            return When.month(found.year, found.month, words), _ahead(
                date(found.year, found.month, 1), published
            )
        return (When.year(found.year, words), "") if found.year else None
    day = found.on()
    if day is None and found.year is None and published is not None:
        years = [published.year + step for step in ((0, 1, -1) if context.future else (0, -1))]
        days = [d for d in (found.on(year) for year in years if 0 < year < 9999) if d]
        fitting = [d for d in days if (d >= published if context.future else d <= shifted(published, 2))]
        day = fitting[0] if fitting else (days[0] if days and context.future else None)
    if day is None:
        return When.undated(words), "future" if context.future else ""
    note = "future" if context.future and (published is None or day >= published) else _ahead(day, published)
    if found.last_day:
        try:
            last = day.replace(day=found.last_day)
        except ValueError:
            return When.day(day, words), note
        return When.span(day, last, precision_of(day, last), words), note
    return When.day(day, words), note


def _ahead(day: date, published: date | None) -> str:
    return "future" if published is not None and day > shifted(published, 2) else ""


def _noted(text: str, mention: TimeMention, published: date | None) -> TimeMention:
    """Return a mention with what the words around it make of it."""
    before = text[max(0, mention.start - 90) : mention.start]
    when, note = mention.when, mention.note
    if _SINCE.search(before):
        sentence = re.split(r"[.!?;]\s", before)[-1]
        note = "comparison" if _COMPARISON.search(sentence) else "since"
        if note == "since" and when.first_day and published and when.first_day <= published:
            precision = precision_of(when.first_day, published)
            when = When.span(when.first_day, published, precision, when.words)
    elif note:
        return mention
    elif _UNTIL.search(before):
        note = "until"
    elif _REMEMBRANCE.search(before) and any(c.isdigit() for c in when.words):
        note = "remembrance"
    elif text[mention.end - 2 : mention.end] in ("'s", "’s") or text[mention.end : mention.end + 2] in (
        "'s",
        "’s",
    ):
        note = "possessive"
    return TimeMention(mention.start, mention.end, when, mention.anchor, note)


def _found(text: str, start: int, end: int) -> list["DateMention | tuple[re.Match[str], Handler]"]:
    """Return what the dates and rules match in a stretch of text, in order, none inside another."""
    free = bytearray(end - start)
    found: list[tuple[int, DateMention | tuple[re.Match[str], Handler]]] = []
    for written in find_dates(text, start, end):
        found.append((written.start, written))
        free[written.start - start : written.end - start] = b"x" * (written.end - written.start)
    for pattern, handler in RULES:
        for match in pattern.finditer(text, start, end):
            first, last = match.span()
            if first < last and free.find(b"x", first - start, last - start) < 0:
                found.append((first, (match, handler)))
                free[first - start : last - start] = b"x" * (last - first)
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def _mentions(text: str, start: int, end: int, published: date | None) -> list[TimeMention]:
    """Return the mentions of a stretch of text; each may count from the day spoken of before it."""
    mentions: list[TimeMention] = []
    anchor: date | None = None
    for each in _found(text, start, end):
        if isinstance(each, DateMention):
            first, last = each.start, each.end
            context = Context(published, anchor, _is_future(text, start, first, last, end))
            found = _dated(each, text[first:last], context)
        else:
            match, handler = each
            first, last = match.span()
            context = Context(published, anchor, _is_future(text, start, first, last, end))
            found = handler(match, context)
        if found is None:
            continue
        when, note = found
        while first < last and text[first].isspace():
            first += 1
        absolute = when.dated and (published is None or re.search(r"\d{4}", when.words) is not None)
        mention = TimeMention(first, last, when, "absolute" if absolute else "relative", note)
        mention = _noted(text, mention, published)
        short = when.first_day and when.last_day and (when.last_day - when.first_day).days <= 1
        if mention.note not in NOT_A_DAY and short:
            anchor = when.last_day  # "overnight into Thursday": Thursday
        mentions.append(mention)
    return _joined(text, mentions)


def _joined(text: str, mentions: list[TimeMention]) -> list[TimeMention]:
    """Return mentions with "from Monday to Friday" made one and "a day after Monday" counted."""
    done: list[TimeMention] = []
    for mention in mentions:
        before = done[-1] if done else None
        shift = _SHIFT.search(text, max(0, mention.start - 30), mention.start)
        if before and before.end <= mention.start and mention.start - before.end <= 14:
            joined = _range(text, before, mention)
            if joined:
                done[-1] = joined
                continue
        if shift and mention.when.first_day and mention.when.first_day == mention.when.last_day:
            days = _COUNT[shift["n"].casefold()] * (1 if shift["way"].casefold() == "after" else -1)
            if before and before.note == "from an event" and before.end > shift.start():
                done.pop()
            when = When.day(shifted(mention.when.first_day, days), text[shift.start() : mention.end])
            done.append(TimeMention(shift.start(), mention.end, when, mention.anchor))
            continue
        done.append(mention)
    return done


def _range(text: str, one: TimeMention, other: TimeMention) -> TimeMention | None:
    link = _LINK.fullmatch(text, one.end, other.start)
    if not link or not (one.when.first_day and other.when.last_day):
        return None
    lead = _FROM.search(text, max(0, one.start - 24), one.start)
    led = lead["lead"].casefold() if lead else ""
    sign = link["link"].casefold()
    overnight = one.when.words.casefold().startswith("overnight")
    if not overnight and (led not in ("between", "on") if sign == "and" else not led and sign.isalpha()):
        return None
    opening = one.when.last_day if overnight and one.when.last_day else one.when.first_day
    first, last = sorted((opening, other.when.last_day))
    when = When.span(first, last, precision_of(first, last), text[one.start : other.end])
    return TimeMention(one.start, other.end, when, one.anchor, one.note if one.note == "future" else "")


def find_times(text: str, start: int, end: int, published: date | None) -> tuple[TimeMention, ...]:
    """Return the words of time in a part of a text, in order, with the days they name.

    "A day earlier" and its like count from the last day named before them, in the text before the part too.

    >>> [t.when.first_day for t in find_times("Shells fell on Monday.", 0, 22, date(2020, 10, 2))]
    [datetime.date(2020, 9, 28)]
    """
    if not _TELLS.search(text, start, end):
        return ()
    begin = start
    if _BACKWARDS.search(text, start, end):
        begin = max(0, start - LOOK_BACK)
        begin = max(text.find(" ", begin, start), begin) if begin else 0
    return tuple(m for m in _mentions(text, begin, end, published) if m.start >= start)


def _distance(text: str, one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return how far two spans lie apart: characters, and more for what stands between."""
    low, high = min(one[1], other[1]), max(one[0], other[0])
    if low >= high:
        return 0.0
    between = text[low:high]
    return (high - low) + 25 * between.count(",") + 60 * between.count(";") + 20 * between.count(" and ")


def happening_day(
    text: str,
    sentence: Sentence,
    trigger: tuple[int, int],
    times: tuple[TimeMention, ...],
    reporting: tuple[tuple[int, int], ...],
) -> When | None:
    """Return the time that belongs to the words of a happening; None where the sentence tells none.

    The nearest wins, one in the same clause before others; the day of a statement (a time inside one of the
    `reporting` spans) counts only where there is no other; what is still to come never does.
    """
    clauses = split_clauses(text, sentence)
    own = next((c for c in clauses if c[0] <= trigger[0] < c[1]), (sentence.start, sentence.end))
    ranked: list[tuple[float, int, When]] = []
    for mention in times:
        if not sentence.start <= mention.start < sentence.end or mention.note in NOT_A_DAY:
            continue
        cost = _distance(text, (mention.start, mention.end), trigger)
        if mention.start < trigger[0] and mention.start > own[0] + 12:
            cost *= 1.5  # what is said after a verb belongs to it sooner than what is said before
        if not own[0] <= mention.start < own[1]:
            cost += 200 if mention.start < own[0] else 500
        if any(a < mention.end and mention.start < b for a, b in reporting):
            cost += 5_000
        cost += {"since": 60, "period": 40, "possessive": 80}.get(mention.note, 0)
        if not mention.when.dated:
            cost += 50_000
        ranked.append((cost, mention.start, mention.when))
    return min(ranked, key=lambda each: each[:2])[2] if ranked else None
