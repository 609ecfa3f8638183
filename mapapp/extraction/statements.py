"""Verbs of saying in a sentence, and whose they are."""

from dataclasses import dataclass
from typing import Final

from mapapp.extraction.tokens import Token, tokens_of
from mapapp.extraction.wordlists import words_of

_VERBS: Final = words_of("speech", "verbs")
_ACCUSING: Final = words_of("speech", "accusing")
_NOUNS: Final = words_of("speech", "claim_nouns")
_NOT_SAYING: Final = words_of("speech", "not_saying")
_EDGES: Final = words_of("speech", "edges")
_BETWEEN: Final = words_of("speech", "between")
_OPENERS: Final = words_of("speech", "openers")
_FINITE: Final = words_of("sentences", "finite")
_WEEKDAYS: Final = words_of("time", "weekdays") | {"yesterday", "today", "tonight", "overnight"}
_MONTHS: Final = words_of("time", "months")
_BE: Final = frozenset(("is", "are", "was", "were", "be", "been", "being", "am", "gets", "got"))
_MARKS: Final = frozenset(';:()[]—–-"“”«»!?')
_CLOSING: Final = frozenset("\"”»,'’")
_RELATIVE: Final = frozenset(("who", "which", "whose", "whom", "where"))
_ENDS_RIGHT: Final = (
    _VERBS
    | _RELATIVE
    | _EDGES
    | _BE
    | frozenset(
        (
            "on",
            "adding",
            "and",
            "in",
            "during",
            "to",
            "has",
            "have",
            "had",
            "via",
            "citing",
            "quoting",
            "telling",
            "speaking",
        )
    )
)
_SAID: Final = frozenset(("said", "says", "say", "added"))
_COUNTS: Final = frozenset(("toll", "number", "count", "figure", "dead", "deaths"))
_APPOSED: Final = frozenset(("a", "an", "the", "head", "chief"))
_NAMED: Final = 14
"""Words of a source at most: a longer stretch is not one."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Statement:
    """A verb of saying: its span, whose it is ((0, 0) where that is not plain), and how it is made.

    `form` is said (subject before), inverted (subject after), according, noun ("a claim by"), accusing,
    quoted ("was quoted as saying").
    """

    start: int
    end: int
    source: Span
    form: str


def _is_time(low: str) -> bool:
    return low.removesuffix("'s") in _WEEKDAYS or low in _MONTHS


def _left(tokens: list[Token], verb: int) -> Span:
    """Return the span of the subject that ends before a verb of saying; (0, 0) where there is none."""
    at = verb - 1
    while at >= 0 and (tokens[at].low in _BETWEEN or (tokens[at].low.endswith("ly") and tokens[at].word)):
        at -= 1
    if at >= 1 and _is_time(tokens[at].low):  # "State media on Saturday reported"
        at -= 2 if tokens[at - 1].low == "on" else 1
    if at >= 0 and tokens[at].low in ("and", "but", "or"):
        return _first_subject(tokens, at)
    last = at
    if at >= 0 and tokens[at].text == ")":  # "the mission in Mali (MINUSMA) said"
        at = max((i for i in range(max(0, at - 7), at) if tokens[i].text == "("), default=0) - 1
    if at >= 0 and tokens[at].text == ",":  # ", a spokesman for the ministry, said"
        opening = at - 1
        while opening >= 0 and tokens[opening].text not in {",", *_MARKS}:
            opening -= 1
        if opening < 1 or tokens[opening].text != "," or at - opening > 25:
            return 0, 0
        inner = tokens[opening + 1]
        at = opening - 1
        last = at if inner.low in _RELATIVE | _BETWEEN | _OPENERS else last - 1
    first = at
    while first >= 0:
        low, text = tokens[first].low, tokens[first].text
        if text in _MARKS or text == "," or low in _EDGES or (low in _VERBS and first < at):
            break
        if low in _FINITE and low not in _BE and first < at and text.islower():
            break
        first -= 1
    first = _opened(tokens, first + 1, last)
    words = tokens[first : last + 1]
    if not words or len(words) > _NAMED + 10 or not any(token.word for token in words):
        return 0, 0
    return words[0].start, words[-1].end


def _opened(tokens: list[Token], first: int, last: int) -> int:
    """Return where a source starts once words that only open the sentence are passed."""
    while first <= last:
        low = tokens[first].low
        if low in ("on", "late", "early") and first + 1 <= last and _is_time(tokens[first + 1].low):
            first += 2
        elif low in ("in", "at", "near") and (subject := _subject_after(tokens, first, last)):
            first = subject
        elif (
            low in _OPENERS
            or low.endswith("ly")
            or _is_time(low)
            or not tokens[first].word
            or (low.isdigit() and first and tokens[first - 1].low in _MONTHS)
        ):
            first += 1
        else:
            break
    return first


def _subject_after(tokens: list[Token], first: int, last: int) -> int:
    """Return where the subject starts behind a place that opens a sentence ("In Kumbo the army"), else 0."""
    for i in range(first + 1, min(last, first + 6)):
        if tokens[i].low in ("the", "a", "an") and i > first + 1:
            return i
        if not tokens[i].text[:1].isupper():
            return 0
    return 0


def _first_subject(tokens: list[Token], before: int) -> Span:
    """Return the subject of the clause whose second verb follows ("X rejected the claim and said")."""
    start = max((i + 1 for i in range(before) if tokens[i].text == ";"), default=0)
    for i in range(start + 1, before):
        low = tokens[i].low
        if low in _FINITE or low in _VERBS or low in _ACCUSING or (low.endswith("ed") and len(low) > 4):
            comma = max((j + 1 for j in range(start, i) if tokens[j].text == ","), default=start)
            first = _opened(tokens, comma, i - 1)
            last = i - 1
            while last > first and tokens[last].low in _BETWEEN:
                last -= 1
            if first <= last and last - first < _NAMED:
                return tokens[first].start, tokens[last].end
            return 0, 0
    return 0, 0


def _right(tokens: list[Token], at: int, commas: bool = False) -> Span:
    """Return the span of the source that starts at a token; (0, 0) where none does."""
    first, last = at, at - 1
    for i in range(at, min(len(tokens), at + _NAMED)):
        low, text = tokens[i].low, tokens[i].text
        if (
            text == ","
            and commas
            and i + 1 < len(tokens)
            and tokens[i + 1].low in ("a", "an", "the", "head", "chief")
        ):
            continue
        if text in _MARKS or text in ".," or _is_time(low):
            break
        if low in _ENDS_RIGHT and i > at and not (low in ("in", "and", "on") and _goes_on(tokens, i)):
            break
        last = i
    if last < first or tokens[first].low in _ENDS_RIGHT:
        return 0, 0
    return tokens[first].start, tokens[last].end


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Whether "in", "and" or "on" goes on with the name of a source ("officials in the city", "X and Y")."""
    following = tokens[at + 1 : at + 6]
    if not following or tokens[at].low == "on":
        return bool(following and following[0].low == "human")
    if following[0].low in ("a", "its", "his", "their", "early", "late") and tokens[at].low == "in":
        return False
    return following[0].word and not any(
        t.low in _FINITE or t.low in _VERBS or t.low.endswith("ed") for t in following
    )


def _takes_clause(tokens: list[Token], at: int) -> bool:
    """Whether a clause of its own follows: a finite verb before the next mark."""
    for token in tokens[at : at + 12]:
        if not token.word:
            return False
        if token.low in _FINITE or token.low in _EDGES or (token.low.endswith("ed") and token.text.islower()):
            return True
    return False


def _said(tokens: list[Token], i: int) -> Statement | None:
    """Return the statement of a verb of saying, its subject before or after it."""
    token, source = tokens[i], _left(tokens, i)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    ends = after is None or after.text in _MARKS or after.text == "."
    if ends and token.low not in _SAID and source[0] == tokens[0].start:
        return None  # "More casualties reported"
    quoted = i > 0 and tokens[i - 1].text in _CLOSING
    if quoted and after and after.word and after.low not in _EDGES | {"on", "in", "it"}:
        inverted = _right(tokens, i + 1, commas=True)
        subject = tokens[i - 1].text == "," and source[1] and token.low not in _SAID
        if inverted[1] and not subject and not after.low.endswith("ing") and not _takes_clause(tokens, i + 1):
            return Statement(token.start, token.end, inverted, "inverted")
    return Statement(token.start, token.end, source, "said")


def _statement(tokens: list[Token], i: int) -> Statement | None:
    token = tokens[i]
    low = token.low
    before = tokens[i - 1].low if i else ""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if low in _ACCUSING or low in _VERBS:
        if not token.text[0].islower() or (after and after.low in _NOT_SAYING):
            return None
        if after and any(t.low == "lives" for t in tokens[i + 1 : i + 4]):
            return None
        if (
            before in _BE
            or (i > 1 and before == "also" and tokens[i - 2].low in _BE)
            or before in ("to", "being")
        ):
            return None
        if before == "not" or (low in _ACCUSING and after and after.low in ("of", "by", "for")):
            return None
        if low in _ACCUSING:
            return Statement(token.start, token.end, _left(tokens, i), "accusing")
        return _said(tokens, i)
    if low == "according" and after and after.low == "to":
        return Statement(token.start, after.end, _right(tokens, i + 2, commas=True), "according")
    if low in _NOUNS and after and after.low in ("by", "from", "of"):
        return Statement(token.start, after.end, _right(tokens, i + 2), "noun") if after.low != "of" else None
    if low == "quoted" and after:
        if before in _BE and after.low == "as":
            subject = i - 1
            while subject > 0 and tokens[subject].low in _BE | {"has", "had"}:
                subject -= 1
            return Statement(token.start, after.end, _left(tokens, subject + 1), "quoted")
        return Statement(token.start, token.end, _right(tokens, i + 1), "quoted")
    if low in ("quoting", "citing"):
        return Statement(token.start, token.end, _right(tokens, i + 1), "quoted")
    if low in ("released", "issued", "published") and any(
        t.low == "statement" for t in tokens[i + 1 : i + 4]
    ):
        return Statement(token.start, token.end, _left(tokens, i), "said")
    if low in ("puts", "put", "placed") and any(t.low == "at" for t in tokens[i + 2 : i + 9]):
        counted = any(
            t.low in ("toll", "number", "count", "figure", "dead", "deaths") for t in tokens[i + 1 : i + 8]
        )
        return Statement(token.start, token.end, _left(tokens, i), "said") if counted else None
    return None


def find_statements(text: str, start: int, end: int) -> tuple[Statement, ...]:
    """Return the statements of a sentence, in order: every verb of saying with its source."""
    tokens = tokens_of(text, start, end)
    found = (_statement(tokens, i) for i in range(len(tokens)))
    return tuple(s for s in found if s is not None)
