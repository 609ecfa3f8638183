"""A toll as one sentence tells it, and the words that tell tolls."""

from dataclasses import dataclass
from typing import Final, Literal

from mapapp.core.toll import Toll
from mapapp.extraction.timerules import phrase
from mapapp.extraction.wordlists import any_of, word_lists

TollKind = Literal["killed", "injured", "captured", "displaced"]


@dataclass(frozen=True, slots=True)
class TollMention:
    """A toll and its words. `start` and `end` cover the people and the verb or noun that makes them a toll.

    `cumulative` where it counts more than one event (a war's dead, "bringing the toll to 158"). `who` is what
    the people are called ("civilians"), "attackers" where they did it themselves, "" where nothing says.
    """

    start: int
    end: int
    kind: TollKind
    toll: Toll
    cumulative: bool
    who: str
    words: str


_LISTS: Final = word_lists("toll")
KINDS: Final[tuple[TollKind, ...]] = ("killed", "injured", "captured", "displaced")
TO_DEATH: Final = frozenset(_LISTS["to_death"])
TAKING_LIVES: Final = frozenset(_LISTS["taking_lives"])
LOSING: Final = frozenset(_LISTS["losing"])
SUSTAINING: Final = frozenset(_LISTS["sustaining"])
HARM: Final = frozenset(_LISTS["harm"])
PASSING: Final = frozenset(("exceeded", "exceeding", "passed", "topped", "over", "above"))
_KILLING: Final[dict[str, TollKind]] = dict.fromkeys((*_LISTS["taking_lives"], *_LISTS["losing"]), "killed")
ACTIVE: Final = {word: kind for kind in KINDS for word in _LISTS[kind]["active"]} | _KILLING
PASSIVE: Final = {word: kind for kind in KINDS for word in _LISTS[kind]["passive"]}
ALONE: Final = {word: kind for kind in KINDS for word in _LISTS[kind]["alone"]}
_PHRASES: Final = {word: kind for kind in KINDS for word in _LISTS[kind]["phrases"]}
PHRASES: Final[dict[str, list[tuple[list[str], TollKind]]]] = {}
for _words, _kind in _PHRASES.items():
    PHRASES.setdefault(_words.split()[0], []).append((_words.split(), _kind))
NOUNS: Final = {word: kind for kind in KINDS for word in _LISTS[kind]["nouns"]}
BE: Final = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "get",
        "gets",
        "got",
        "getting",
        "have",
        "has",
        "had",
        "having",
    ]
)
FILL: Final = frozenset(
    [
        "also",
        "reportedly",
        "all",
        "both",
        "either",
        "only",
        "then",
        "later",
        "already",
        "allegedly",
        "confirmed",
        "reported",
        "believed",
        "said",
        "to",
        "instantly",
        "either",
        "feared",
        "found",
        "left",
        "lying",
        "on",
        "the",
        "spot",
        "at",
        "scene",
        "so",
        "far",
        "seriously",
        "severely",
        "critically",
        "badly",
        "slightly",
        "lightly",
        "now",
        "presumed",
        "immediately",
        "still",
        "who",
    ]
)
FEW_BETWEEN: Final = 12
"""Words between people and what was done to them, at most ("the 48 soldiers on board were all killed")."""
SUBSET: Final = frozenset(("including", "among", "mostly", "mainly"))
OTHER_VERB: Final = frozenset(
    [
        "said",
        "says",
        "told",
        "fired",
        "shelled",
        "attacked",
        "struck",
        "hit",
        "launched",
        "opened",
        "carried",
        "stormed",
        "arrived",
        "ambushed",
        "bombed",
        "raided",
        "and",
        "but",
        "while",
        "whom",
        "whose",
        "which",
        "when",
        "after",
    ]
)
TELLS: Final = phrase(
    rf"\b(?:{any_of({*ACTIVE, *SUSTAINING, *PASSIVE, *ALONE, *_PHRASES, *NOUNS})}"
    r"|left|leav\w+|casualt\w+|toll|count|number of|loss of)\b"
)
"""Where none of these stands, no toll is told."""
TOLL_IS: Final = phrase(
    r"\b(?:(?:death |casualty )?toll|body count|death count|number of (?:dead|deaths|victims|fatalities"
    r"|killed|people killed|those killed)|(?P<hurt>number of (?:(?:people |those )?(?:wounded|injured))))\b"
    r"[^.;]{0,60}?\b(?P<verb>to|at|of|is|was|reached|passed|topped|exceeded|exceeding|as|over|in|above|hit)\b"
    r"(?: the)? "
)
INCIDENT: Final = phrase(
    r"\b(?:from|in|of) [^.;]{0,40}\b(?:attack|bombing|blast|explosion|strike|airstrike|shelling|raid|massacre"
    r"|assault|shooting|ambush|crash)\b"
)
"""After "the toll": it is one incident's, however it grew."""
GROWS: Final = phrase(
    r"\b(?:bring(?:s|ing)?|brought|rais(?:es|ed|ing)|ris(?:es|ing|en)|rose|climb\w*|tak(?:es|ing)|took|push\w*"
    r"|reach\w*|stands? at|stood at|pass\w*|overall|total)\b"
)
_SPAN = r"(?:\w+ )?(?:weeks|months|years|week|month|year|decade)"
RUNNING: Final = phrase(
    r"\bsince (?!the (?:morning|early hours|explosion|blast))|\bso far (?:this|in)|\bthis (?:year|month)\b"
    rf"|\bin (?:all|total) since\b|\b(?:over|in) the (?:past|last) {_SPAN}\b|\bduring the (?:war|conflict)\b"
)
CAMPAIGN: Final = phrase(
    r"\b(?:war|conflict|insurgency|campaign|violence|outbreak|offensive|uprising|fighting|crackdown|siege|famine"
    r"|unrest)\b[^.;]{0,60}\b(?:has|have|had) (?:\w+ )?(?:killed|claimed|left|displaced|cost|wounded)\b"
    r"|\b(?:war|conflict|insurgency) (?:that|which) "
)
NO_CASUALTIES: Final = phrase(
    r"\b(?:no (?:reported |known |immediate |civilian |further |other )?"
    r"(?P<what>casualties|injuries|deaths|fatalities|victims|loss of life)"
    r"|without (?:causing )?(?:any )?(?P<other>casualties|injuries|deaths|loss of life)"
    r"|not cause (?:any )?(?P<third>casualties|injuries))\b"
)
UNTOLD: Final = phrase(
    r"\b(?:no|without) (?:immediate |initial |official |confirmed )*(?:reports?|word|information|details"
    r"|news)\b[^.;]{0,30}$"
)
