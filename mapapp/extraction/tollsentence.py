"""A sentence while its tolls are read: its words, its groups of people, what is found and what is used up."""

import re

from mapapp.core.toll import Toll
from mapapp.extraction.dates import find_dates
from mapapp.extraction.people import ATTACKERS, Group, Groups
from mapapp.extraction.tokens import tokens_of
from mapapp.extraction.tollwords import CAMPAIGN, RUNNING, TollKind, TollMention


class TollWords:
    """One sentence and what has been read of it; what is read is not read again."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.tokens = tokens_of(text, start, end)
        dates = [(d.start, d.end) for d in find_dates(text, start, end)]
        self.groups = Groups(text, self.tokens, start, end, dates)
        self.found: list[TollMention] = []
        self.used = [False] * len(self.tokens)

    def low(self, i: int) -> str:
        """Return the word at a place, in lower case; "" outside the sentence."""
        return self.groups.low(i)

    def free(self, first: int, last: int) -> bool:
        """Whether no word from one place to another has been read yet."""
        return not any(self.used[max(first, 0) : last])

    def add(self, group: Group, first: int, last: int, kind: TollKind, cumulative: bool = False) -> None:
        """Keep what a group of people makes a toll, from one word to another, and mark those as read."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        words = " ".join(self.text[start:end].split())
        counted = " ".join(
            self.text[self.tokens[group.first].start : self.tokens[group.last - 1].end].split()
        )
        who = "attackers" if group.who in ATTACKERS else group.who
        only_attackers = group.attackers and group.best == 0
        if not only_attackers:
            toll = Toll(group.best, group.low, group.high, counted)
            self.found.append(
                TollMention(start, end, kind, toll, cumulative or self.runs(start, end), who, words)
            )
        if group.attackers:
            own = Toll.exactly(group.attackers, counted)
            self.found.append(TollMention(start, end, kind, own, False, "attackers", words))
        for i in range(first, last):
            self.used[i] = True

    def runs(self, start: int, end: int) -> bool:
        """Whether a toll is a running total: its clause speaks of a span of time or of a whole war."""
        edge = max(self.text.rfind(mark, self.start, start) for mark in (";", ", and ", ", but ", " while "))
        head = self.text[max(edge, self.start) : end]
        after = self.text[end : min(self.end, end + 70)]
        stop = re.search(r"[,;]|\s(?:and|when|but)\s", after)
        tail = after[: stop.start()] if stop else after
        near = self.text[max(self.start, start - 40, edge) : start]
        return bool(RUNNING.search(tail) or RUNNING.search(near) or CAMPAIGN.search(head))

    def use(self, start: int, end: int) -> None:
        """Mark the words between two offsets as read."""
        for i, token in enumerate(self.tokens):
            if token.start < end and start < token.end:
                self.used[i] = True
