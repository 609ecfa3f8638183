"""Who says so: the source of a sentence, the words in which it is said, claims of responsibility."""

import re
from typing import Final

from mapapp.extraction.datelines import dateline_of
from mapapp.extraction.lines import Line
from mapapp.extraction.sentences import Sentence, split_sentences
from mapapp.extraction.statements import Span, Statement, find_statements
from mapapp.extraction.timerules import phrase
from mapapp.extraction.tokens import tokens_of
from mapapp.extraction.when import TimeMention, find_times
from mapapp.extraction.wordlists import any_of, word_lists, words_of

LOOK_BACK: Final = 900
"""Characters in which "the ministry added" looks for the ministry."""

_LISTS: Final = word_lists("speech")
_MEDIA: Final = words_of("speech", "media")
_PRONOUNS: Final = words_of("speech", "pronouns")
_POINTING: Final = words_of("speech", "pointing")
_FORMS: Final = {"said": 0, "inverted": 0, "quoted": 1, "according": 2, "accusing": 5, "noun": 6}
_WHERE_SAID = phrase(
    rf"(?: (?:{any_of(_LISTS['media_of_saying'])}))*,? (?:on |late on |early on |late |early )?"
)
_LEADING = phrase(
    r"^(?:(?:in a statement|speaking|talking|addressing|briefing)\b[^,;]{0,80}? )?"
    r"(?:late |early |also )*(?:on )?$"
)
_NOBODY = phrase(rf"^(?:{any_of(_LISTS['nobody'])})\b")


def _after_dateline(text: str, sentence: Sentence) -> int:
    """Return where a sentence starts once a dateline is passed."""
    if sentence.start and text[sentence.start - 1] not in "\n\r":
        return sentence.start
    found = dateline_of(text, Line(sentence.start, sentence.end, "body"))
    return found[1] if found and found[1] < sentence.end else sentence.start


def _words(text: str, source: Span) -> str:
    words = " ".join(text[source[0] : source[1]].split()).strip(' ,.;:"“”([-–—')
    return words if "(" in words else words.rstrip(")]")


def _rank(words: str, form: str) -> int:
    low = words.casefold().split()
    rank = _FORMS[form]
    if any(word.strip(",.'’s") in _MEDIA or word in _MEDIA for word in low):
        rank += 3
    if low and low[0] in _PRONOUNS:
        rank += 10
    return rank


def _points_back(words: str) -> bool:
    low = words.casefold().split()
    if len(low) == 1:
        return low[0] in _PRONOUNS
    return len(low) == 2 and low[0] in ("the", "that", "its", "his") and low[1] in _POINTING


def claimed_by(text: str, sentence: Sentence) -> str:
    """Return the source that a sentence names for what it says, in its own words; "" where it names none.

    An agency that hands on what another says gives way to that other. "He said" and "the ministry added"
    are followed back to the speaker named before.

    >>> text = "Two men died, the governor said."
    >>> claimed_by(text, Sentence(0, len(text), "body"))
    'the governor'
    """
    named = _named(text, sentence)
    if named and not _points_back(named):
        return named
    return _followed(text, sentence, named) if named else ""


def _named(text: str, sentence: Sentence) -> str:
    found: list[tuple[int, int, str]] = []
    for statement in find_statements(text, _after_dateline(text, sentence), sentence.end):
        words = _words(text, statement.source)
        if words and not _NOBODY.match(words):
            found.append((_rank(words, statement.form), statement.start, words))
    return min(found)[2] if found else ""


def _followed(text: str, sentence: Sentence, named: str) -> str:
    """Return the speaker that "he" or "the ministry" stands for; the words themselves where none is found."""
    begin = max(0, sentence.start - LOOK_BACK)
    begin = max(text.find(" ", begin, sentence.start), begin) if begin else 0
    spans = [m.span() for m in re.finditer(r"[^\n\r]+", text[begin : sentence.start])]
    lines = tuple(Line(begin + a, begin + b, "body") for a, b in spans)
    head = named.casefold().split()[-1]
    for earlier in reversed(split_sentences(text, lines)[-5:]):
        words = _named(text, earlier)
        if not words or _points_back(words):
            continue
        if head in _PRONOUNS or head in words.casefold():
            return words
    return "" if head in _PRONOUNS else named


def reporting_spans(
    text: str, sentence: Sentence, times: tuple[TimeMention, ...] | None = None
) -> tuple[Span, ...]:
    """Return the spans of the verbs of saying in a sentence and of the words of time that belong to them.

    "On Friday, the ministry said ..." and "..., police said on Friday" give the day of the statement.
    Times of the sentence that are known already need not be found again.
    """
    begin = _after_dateline(text, sentence)
    known = find_times(text, begin, sentence.end, None) if times is None else times
    when = [(t.start, t.end) for t in known]
    spans: list[Span] = []
    for statement in find_statements(text, begin, sentence.end):
        if statement.form in ("noun", "accusing"):
            continue
        first, last = statement.start, statement.end
        if statement.form in ("inverted", "according") and statement.source[1]:
            last = max(last, statement.source[1])
        for a, b in when:
            if a >= last and _WHERE_SAID.fullmatch(text, last, a):
                last = b
            if statement.source[1] and statement.source[1] <= a and b <= first:
                first = min(first, a)
        spans.append((first, last))
        spans.extend(_leading(text, begin, statement, when, sentence.end))
    return tuple(sorted(set(spans)))


def _leading(text: str, begin: int, statement: Statement, times: list[Span], end: int) -> list[Span]:
    """Return the time a sentence opens with, where the statement is its main clause."""
    if statement.form != "said" or not statement.source[1]:
        return []
    rest = tokens_of(text, statement.end, end)
    if len([t for t in rest if t.word]) < 4:  # ", police said." closes what it is about
        return []
    for a, b in times:
        if b <= statement.source[0] and _LEADING.match(text[begin:a]):
            between = text[b : statement.source[0]].strip()
            if between in ("", ",", ", however,", ", meanwhile,"):
                return [(a, b)]
    return []


_CLAIMED = phrase(
    r"\b(?:has |have |had |later |also |quickly )*(?:claimed|took|taken|accepted|assumed) (?:full )?"
    r"(?:responsibility|credit)\b"
)
_WAS_CLAIMED = phrase(
    r"\b(?:responsibility|credit|attack|bombing|blast|explosion|assault|raid|it)\b[^.;]{0,60}? "
    r"(?:was|were|been) (?:later |also )?claimed by "
)
_BEHIND = phrase(
    r"\b(?:said|says|saying) (?:that )?(?:it|they) (?:had |was |were )?"
    r"(?:carried out|behind|responsible for|staged) "
)
_NOT = phrase(r"\b(?:not|never|yet to|nobody|no one|n't)\b")


def responsibility_claim(text: str, sentence: Sentence) -> str:
    """Return who claims, in a sentence, to have done it; "" where nobody does."""
    begin = _after_dateline(text, sentence)
    passive = _WAS_CLAIMED.search(text, begin, sentence.end)
    if passive:
        stop = sentence.end
        for token in tokens_of(text, passive.end(), sentence.end):
            if token.low in ("which", "who", "in", "on", "after") or (
                not token.word and token.text not in "'’-"
            ):
                stop = token.start
                break
        words = _words(text, (passive.end(), stop))
        return "" if _NOBODY.match(words) else words
    active = _CLAIMED.search(text, begin, sentence.end) or _BEHIND.search(text, begin, sentence.end)
    if not active or _NOT.search(text[max(begin, active.start() - 30) : active.start()]):
        return ""
    head = re.split(r"[,;:—–]\s|\b(?:and|but|that|while)\s", text[begin : active.start()])[-1]
    words = _words(head, (0, len(head)))
    return "" if not words or _NOBODY.match(words) or words.casefold() in _PRONOUNS else words
