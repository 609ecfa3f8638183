"""Who says what of one event: tolls by claimant, and claim and counter-claim, never summed, never mixed."""

from collections.abc import Callable, Iterable
from typing import Literal

from mapapp.core.article import Article
from mapapp.core.event import Event
from mapapp.core.report import Reading, Refused, Report
from mapapp.core.toll import Toll
from mapapp.extraction.assertion import DENIAL
from mapapp.server.words import toll_words

FindArticle = Callable[[str], Article | None]
FindReading = Callable[[str], Reading | None]
Stance = Literal["", "claim", "counter-claim"]
Side = Literal["killed", "injured"]

UNATTRIBUTED = "not attributed"
FARTHEST = 600
"""Characters between an account and the sentence of its article that denies it."""


def tolls_by_claimant(
    reports: Iterable[Report], side: Side, article: FindArticle
) -> tuple[tuple[str, Toll], ...]:
    """Return what each claimant says, in the order first told; a claimant's newest article counts."""
    newest: dict[str, tuple[str, Toll]] = {}
    for report in reports:
        toll = report.killed if side == "killed" else report.injured
        if toll is None or not toll.stated:
            continue
        found = article(report.article_id)
        day = found.published.day.isoformat() if found is not None and found.published.day else ""
        who = report.claimed_by or UNATTRIBUTED
        if who not in newest or day >= newest[who][0]:
            newest[who] = (day, toll)
    return tuple((who, toll) for who, (_, toll) in newest.items())


def range_words(tolls: Iterable[Toll]) -> str:
    """Return the span of several counts.

    >>> range_words([Toll.exactly(5), Toll.exactly(2)])
    '2 to 5'
    >>> range_words([Toll(low=7), Toll.exactly(12)])
    '7 to 12 or more'
    """
    counts = list(tolls)
    lows = [n for t in counts for n in (t.low, t.best, t.high) if n is not None]
    highs = [n for t in counts for n in (t.high, t.best, t.low) if n is not None]
    if not lows:
        return toll_words(Toll())
    low, high = min(lows), max(highs)
    is_open = any(t.high is None for t in counts)
    if low == high:
        return toll_words(Toll(low=low) if is_open else Toll.exactly(low))
    return f"{low} to {high}" + (" or more" if is_open else "")


def stance(report: Report, event: Event) -> Stance:
    """Return how a report stands to a disputed event; "" where nothing is disputed."""
    if not event.denied:
        return ""
    others = [other for other in event.reports if not other.denied]
    return "counter-claim" if report.denied and others else "claim"


def denial_of(report: Report, reading: Reading | None) -> Refused | None:
    """Return the sentence of the same article that denies what a report says, or None."""
    if not report.denied or reading is None:
        return None
    after = [r for r in reading.refused if r.reason == DENIAL and 0 <= r.start - report.end <= FARTHEST]
    return min(after, key=lambda refused: refused.start, default=None)
