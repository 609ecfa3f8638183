"""Who holds and who claims a place: separate facts, each with its days and where it was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Relation = Literal["de_jure", "claims", "controls", "administers"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)

UNSOURCED = "general knowledge, unsourced"
"""The `source` of a fact that no page was opened for."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One relation of an actor to a place, from one day to another.

    `de_jure`: most states hold the place to be the actor's. `claims`: the actor says it is its own.
    `controls`: the actor's forces decide what happens there, or in most of it. `administers`: the actor runs
    it by an agreement or a mandate. `actor` is ISO 3166-1 alpha-2, or defacto:NAME where no state is meant.
    `since` and `until` are ISO 8601, a year will do, or "" where not known; no `until` means to this day.
    `source` is page:https://... of a page that was opened, or says that there is none.
    """

    relation: Relation
    actor: str
    since: str = ""
    until: str = ""
    source: str = UNSOURCED

    def holds_at(self, date: str = "") -> bool:
        """Return whether the fact holds at a date (ISO 8601, a year will do), or today without one."""
        if not date:
            return not self.until
        begun = not self.since or date[: len(self.since)] >= self.since[: len(date)]
        return begun and (not self.until or date[: len(self.until)] <= self.until[: len(date)])


def facts_at(facts: Iterable[Fact], date: str = "") -> tuple[Fact, ...]:
    """Return the facts that hold at a date, in the order of RELATIONS and else as given.

    >>> then = Fact("controls", "defacto:artsakh", "1992", "2023-09-20")
    >>> now = Fact("controls", "AZ", "2023-09-20")
    >>> facts_at([then, now], "2010") == (then,), facts_at([then, now]) == (now,)
    (True, True)
    """
    return tuple(sorted((f for f in facts if f.holds_at(date)), key=lambda f: RELATIONS.index(f.relation)))


def authorities(facts: Iterable[Fact], date: str = "") -> tuple[str, ...]:
    """Return whose names count first at a date: who controls, administers, holds it de jure, claims it.

    As a Name's `authority` writes them: gov:AZ, defacto:artsakh.
    """
    order: tuple[Relation, ...] = ("controls", "administers", "de_jure", "claims")
    held = sorted((f for f in facts if f.holds_at(date)), key=lambda f: order.index(f.relation))
    return tuple(dict.fromkeys(f.actor if ":" in f.actor else f"gov:{f.actor}" for f in held))


def countries(facts: Iterable[Fact]) -> frozenset[str]:
    """Return the states that have to do with a place today: under each of them it is found."""
    return frozenset(f.actor for f in facts if ":" not in f.actor and f.holds_at())
