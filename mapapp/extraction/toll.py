"""How many were killed, injured, captured or displaced, as one sentence says it."""

from collections.abc import Iterator

from mapapp.extraction.tollgrammar import TollSentence
from mapapp.extraction.tollwords import TELLS, TollKind, TollMention

__all__ = ["TollKind", "TollMention", "find_tolls"]


def find_tolls(text: str, start: int, end: int) -> tuple[TollMention, ...]:
    """Return the tolls that a sentence tells, in order.

    "Three people, including a child, were killed" is 3; "two soldiers and a medic" 3; "dozens" at least 12.

    >>> [(t.kind, t.toll.best) for t in find_tolls("A mine killed two men and wounded five.", 0, 39)]
    [('killed', 2), ('injured', 5)]
    """
    return tuple(_pieces(text, start, end))


def _pieces(text: str, start: int, end: int) -> Iterator[TollMention]:
    while start < end:
        stop = min(end, start + 2_000)
        if stop < end:
            stop = max(text.rfind(" ", start, stop), start + 1_000)
        if TELLS.search(text, start, stop):
            yield from TollSentence(text, start, stop).search()
        start = stop
