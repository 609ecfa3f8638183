"""Groups of people in a sentence: an amount and what they are, summed over a list of one event's people."""

from dataclasses import dataclass, replace
from typing import Final

from mapapp.extraction.numbers import Quantity, find_quantities
from mapapp.extraction.tokens import Token
from mapapp.extraction.wordlists import word_lists

_PEOPLE: Final = word_lists("toll")["people"]
PLURAL: Final = frozenset(_PEOPLE["plural"])
SINGULAR: Final = frozenset(_PEOPLE["singular"])
ATTACKERS: Final = frozenset(_PEOPLE["attackers"])
THINGS: Final = frozenset(word_lists("toll")["things"]["words"])
ONE: Final = frozenset(("a", "an", "another", "one", "the", "his", "her", "its", "their", "our", "my"))
_NONE: Final = frozenset(("no", "nobody", "none", "zero"))
_STOPPING: Final = frozenset(
    [
        "in",
        "on",
        "at",
        "near",
        "from",
        "during",
        "when",
        "where",
        "by",
        "as",
        "after",
        "before",
        "of",
        "and",
        "or",
        "but",
        "was",
        "were",
        "is",
        "are",
        "had",
        "has",
        "have",
        "who",
        "which",
        "that",
        "been",
        "being",
        "while",
        "with",
        "to",
        "for",
        "since",
        "into",
        "about",
        "among",
        "including",
        "against",
        "outside",
        "inside",
        "across",
        "over",
    ]
)
_ORDINALS: Final = frozenset(("second", "third", "fourth", "fifth", "sixth"))
_OWN_VERB: Final = frozenset(
    ["was", "were", "is", "are", "has", "had", "have", "said", "says", "told", "died"]
)
_UP_TO_HEAD: Final = 6
"""Words between an amount and what it counts, at most ("three Georgian border police officers")."""
LISTED: Final = 8
"""Groups in one list, at most."""


@dataclass(frozen=True, slots=True)
class Group:
    """People named together: tokens `first` to `last` (exclusive), how many, and what they are called.

    `bare` where only a number stands; `attackers` counts those of the list who did it themselves.
    """

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    who: str
    bare: bool = False
    attackers: int = 0
    more: bool = False


class Groups:
    """The tokens of a sentence with its amounts, and the groups of people that start at each."""

    def __init__(
        self, text: str, tokens: list[Token], start: int, end: int, dates: list[tuple[int, int]]
    ) -> None:
        self.tokens = tokens
        self._at: dict[int, Quantity] = {}
        self._last: dict[int, int] = {}
        starts = {token.start: i for i, token in enumerate(tokens)}
        ends = {token.end: i for i, token in enumerate(tokens)}
        for quantity in find_quantities(text, start, end):
            if any(a < quantity.end and quantity.start < b for a, b in dates):
                continue
            first, last = starts.get(quantity.start), ends.get(quantity.end)
            if first is not None and last is not None:
                self._at[first], self._last[first] = quantity, last + 1

    def low(self, i: int) -> str:
        """Return the word at a place, in lower case; "" outside the sentence."""
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

    def _head(self, at: int) -> tuple[int, str]:
        """Return (end, word) of the head of the people named from a place on; (at, "") without one."""
        found = (at, "")
        for i in range(at, min(len(self.tokens), at + _UP_TO_HEAD)):
            token, low = self.tokens[i], self.low(i)
            if low.endswith(("'s", "s'")):
                continue
            if low in PLURAL or low in SINGULAR or _is_nation(token):
                found = (i + 1, low)
                continue
            if found[1] or not token.word or low in _STOPPING or low in THINGS or i in self._at:
                break
            if low.endswith(("ed", "ing")) and token.text.islower() and self.low(i + 1) in ONE:
                break  # a verb and its object, no description
        return found

    def group_at(self, i: int) -> Group | None:
        """Return the people named from a token on: one group, no list."""
        low = self.low(i)
        quantity = self._at.get(i)
        if low in _NONE and (quantity is None or not quantity.best):  # "no fewer than 16" is a number
            return self._nobody(i)
        if quantity:
            return self._counted(i, quantity)
        if low in ("himself", "herself", "themselves"):
            return Group(i, i + 1, 0, 0, 0, "attackers", attackers=1 if low != "themselves" else 0)
        if low in ("a", "an", "another") and self.low(i + 1) in _ORDINALS and not self._head(i + 2)[1]:
            return Group(i, i + 2, 1, 1, 1, "", more=True)
        if low in ("a", "the") and [self.low(i + 1), self.low(i + 2)] == ["family", "of"]:
            number = self._at.get(i + 3)  # "a family of five"
            return self._counted(i + 3, number) if number else None
        if low in ONE or (low in SINGULAR and self._name_after(i + 1)):
            end, who = self._head(i if low in SINGULAR else i + 1)
            count = 2 if who in ("couple", "twins") else 1
            nation = bool(who) and low in ("a", "an", "another") and _is_nation(self.tokens[end - 1])
            if who in SINGULAR or nation:
                return Group(i, end + self._name_after(end), count, count, count, who, more=low == "another")
        elif low and self.tokens[i].text[0].isupper():  # "Iranian general Ali Reza"
            end, who = self._head(i)
            after = end + (self.low(end) == ",")
            if who in SINGULAR and end > i + 1 and self._name_after(after):
                return Group(i, after + self._name_after(after), 1, 1, 1, who)
        return None

    def _nobody(self, i: int) -> Group | None:
        end, who = self._head(i + 1)
        if self.low(i) in ("nobody", "none") or who:
            return Group(i, max(end, i + 1), 0, 0, 0, who)
        return Group(i, i + 2, 0, 0, 0, "") if self.low(i + 1) == "one" else None

    def _counted(self, i: int, quantity: Quantity) -> Group | None:
        last, low, best, high = self._last[i], quantity.low, quantity.best, quantity.high
        before = self.low(i - 1)
        if before == "aged" or (before == "of" and self.low(i - 2) in SINGULAR):
            return None  # "a man of 53"
        if self.low(last) == "of" and self.low(last + 1) in ("them", "whom", "these", "those"):
            return Group(i, last + 2, low, best, high, "", bare=True, more=quantity.more)
        at = last
        if self.low(at) == "of":
            at += 2 if self.low(at + 1) in ("the", "its", "his", "her", "their", "our") else 1
        end, who = self._head(at)
        if who == "families" or self.low(last) in THINGS or (not who and self._counts_a_thing(at)):
            return None
        if not who and quantity.vague and at > last:
            if not self._name_after(at):
                return None
            end, who = at + self._name_after(at), self.low(at)  # "hundreds of Taliban"
        end = end if who else last
        if [self.low(end + n) for n in range(3)] == ["of", "one", "family"]:
            end += 3
        if self.low(end) == "or" and self.low(end + 1) == "more":
            end, high = end + 2, None
        return Group(i, end, low, best, high, who, bare=not who, more=quantity.more)

    def _counts_a_thing(self, at: int) -> bool:
        """Whether an amount counts what is no people: a noun follows that is none of their words."""
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or not token.word or token.low in _STOPPING:
            return False
        for i in range(at, min(len(self.tokens), at + 4)):
            low = self.low(i)
            if low in THINGS:
                return True
            if not self.tokens[i].word or low in _STOPPING or low.endswith("ed"):
                return False
        return False

    def _name_after(self, at: int) -> int:
        count = 0
        while count < 4 and at + count < len(self.tokens):
            token = self.tokens[at + count]
            if not (token.word and token.text[0].isupper()) or token.low in _STOPPING:
                break
            count += 1
        return count

    def list_at(self, i: int, objects: bool = False) -> Group | None:
        """Return the people named from a token on, summed over a list ("two men and a medic").

        A comma alone makes no list: an "and" has to follow. With `objects`, people who have a verb of their
        own ("killed two soldiers and a medic was hurt") are not of the list.
        """
        first = self.group_at(i)
        if first is None or (first.low == first.high == 0 and not first.attackers):
            return first
        parts, pending = [first], list[Group]()
        while len(parts) + len(pending) < LISTED:
            end = (pending or parts)[-1].last
            at = self._after_link(end)
            part = self.group_at(at) if at > end else None
            if part is None or part.bare or (part.low == 0 == part.high and not part.attackers):
                break
            if objects and self.low(part.last) in _OWN_VERB:
                break
            pending.append(part)
            if self.low(at - 1) != ",":
                parts, pending = parts + pending, []
        end = parts[-1].last
        told_again = sum(p.best or 0 for p in parts[1:])
        if len(parts) > 1 and first.best == told_again and self.low(first.last) == ",":
            return replace(first, last=end + (self.low(end) == ","))  # "two people, a father and his son,"
        return _sum(parts)

    def _after_link(self, at: int) -> int:
        """Return the place after ", ", "and", ", and", "as well as", "along with"; `at` where none stands."""
        i = at
        if self.low(i) == ",":
            i += 1
        if self.low(i) in ("and", "plus", "or", "&"):
            return i + 1
        if [self.low(i + n) for n in range(3)] == ["as", "well", "as"]:
            return i + 3
        if [self.low(i), self.low(i + 1)] == ["along", "with"]:
            return i + 2
        return i


def _is_nation(token: Token) -> bool:
    """Whether a capitalised word is what the people of a country are called ("Kurds")."""
    endings = ("ans", "is", "ese", "Kurds", "Arabs", "Turks")
    return token.text[0].isupper() and len(token.text) > 3 and token.text.endswith(endings)


def _sum(parts: list[Group]) -> Group:
    """Return the sum of a list; those who did it themselves ("himself and two others") are counted apart."""
    counted = [p for p in parts if not p.attackers]
    attackers = sum(p.attackers for p in parts)
    if len(counted) < 2:
        only = (counted or parts)[0]
        return replace(only, first=parts[0].first, last=parts[-1].last, attackers=attackers)
    lows, bests, highs = ([getattr(p, name) for p in counted] for name in ("low", "best", "high"))
    return Group(
        parts[0].first,
        parts[-1].last,
        sum(n or 0 for n in lows),
        None if None in bests else sum(bests),
        None if None in highs else sum(highs),
        counted[0].who,
        attackers=attackers,
        more=parts[0].more,
    )
