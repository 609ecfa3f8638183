"""The words of time, as a table: a pattern and how what it matches is counted. The first match wins.

In these patterns a blank stands for any short stretch of white space.
"""

import re
from typing import Final

from mapapp.extraction.dates import MONTHS, WEEKDAYS
from mapapp.extraction.timewords import (
    Handler,
    ago,
    beside_anchor,
    decade,
    from_anchor,
    from_publication,
    month,
    of_day,
    of_event,
    ordinal,
    past,
    period,
    weekday,
    year,
)
from mapapp.extraction.wordlists import SPACE, any_of, word_lists

_NUMBERS: Final = word_lists("numbers")
_N: Final = (
    rf"(?P<n>an?|a few|a couple of|several|\d{{1,3}}|{any_of([*_NUMBERS['units'], *_NUMBERS['tens']])})"
)
_UNIT: Final = r"(?P<unit>minute|hour|day|night|week|month|year|decade)s?"
_PART: Final = f"(?:{any_of(word_lists('time')['day_parts'])})"
_DUSK: Final = r"(?:dawn|daybreak|sunrise|sunset|dusk|nightfall|midnight|noon|midday)"
_LEAD: Final = (
    rf"(?:(?:early|late|later|earlier|(?:before|at|around|after) {_DUSK}"
    r"|in the (?:early )?(?:hours|morning|night) of|(?:the )?early hours of|the night of"
    r"|the (?:morning|evening) of) (?:on )?)?"
)
_HOW: Final = (
    r"(?:(?P<how>last|next|this coming|the coming|this past|this|the following|the previous|every|each) )?"
)
_ALONE: Final = r"(?= ?(?:[,.;:)—–]|$)| (?:in|at|near|on|when|and|but|as|by|that|to)\b)"
"""What follows "the day before" where nothing is named that it was before."""

_TABLE: Final[tuple[tuple[str, Handler], ...]] = (
    (r"\bthe day before yesterday\b", from_publication(-2)),
    (
        rf"\b(?:(?P<overnight>overnight (?:on |into |to )?)|{_LEAD}){_HOW}"
        rf"(?<!bloody\s)(?<!black\s)(?P<weekday>{any_of(WEEKDAYS)})(?P<plural>s)?\b(?:['’]s)?(?: {_PART}\b)?",
        weekday,
    ),
    (rf"\b(?:earlier |later )?(?:today|tonight)\b|\bthis {_PART}\b", from_publication(0)),
    (rf"\b{_LEAD}yesterday\b(?:['’]s)?(?: {_PART}\b)?", from_publication(-1)),
    (r"\blast (?:night|evening)\b", from_publication(-1)),
    (r"\btomorrow\b", from_publication(1, None, "future")),
    (r"\bovernight\b", from_publication(-1, 0)),
    (
        r"\b(?:earlier |later |late |early )?(?P<which>last|this|next) (?P<period>weekend|week|month|year)\b",
        period,
    ),
    (r"\b(?:at|over|during|on) (?P<which>the) (?P<period>weekend)\b", period),
    (rf"\b(?:(?:in|over|during|within|for) )?the (?:past|last|previous|preceding) (?:{_N} )?{_UNIT}\b", past),
    (rf"\b(?:in|over) recent (?P<n>){_UNIT}\b", past),
    (rf"\b{_N} {_UNIT} ago\b", ago),
    (rf"\b(?:{_N} )?{_UNIT} (?P<way>earlier|later|previously|afterwards)\b", from_anchor),
    (rf"\b{_N} {_UNIT} (?P<way>before|after){_ALONE}", from_anchor),
    (rf"\bthe (?:day|night|evening|morning) before{_ALONE}", beside_anchor(-1)),
    (r"\bthe previous (?:day|night|evening)\b", beside_anchor(-1)),
    (rf"\bthe day after{_ALONE}", beside_anchor(1)),
    (r"\bthe (?:next|following) (?:day|morning|night|evening)\b", beside_anchor(1)),
    (rf"\b(?:on )?(?:the same|that(?: same)?) (?:day|{_PART})\b", beside_anchor(0)),
    (r"\b(?:earlier|later) (?:in the|that) day\b", beside_anchor(0)),
    (
        rf"\b(?:{_N} )?{_UNIT} (?:after|before|since|into)\b|\bthe (?:day|night|week) (?:after|before)\b",
        of_event,
    ),
    (
        r"\b(?:in )?(?:(?P<part>early|mid|late|the end of|the beginning of|the start of)[ -]?)?"
        rf"(?:in )?(?:(?P<how>last|next|this) )?(?P<month>{any_of(MONTHS)})\b",
        month,
    ),
    (r"\b(?:(?P<part>early|mid|late)[ -])?(?<!\d)(?P<decade>(?:19|20)\d0)['’]?s\b", decade),
    (
        r"(?<![\d.,/$€£-])\b(?:(?P<part>early|mid|late)[ -])?(?:in )?(?P<year>(?:19|20)\d\d)"
        r"(?:[-–/](?P<to_year>(?:19|20)?\d\d))?(?![\w$%]|[.,:]\d|-\w)",
        year,
    ),
    (r"\b(?:on|by|since|until|from) the (?P<ordinal>\d?\d)(?:st|nd|rd|th)\b(?! [a-z])", ordinal),
    (
        rf"\b(?:at|before|around|after) (?:{_DUSK}|night)\b|\bpre-dawn\b"
        r"|\b(?:in|during) the (?:early )?(?:hours|morning|afternoon|evening|night)\b",
        of_day,
    ),
)


def phrase(pattern: str) -> "re.Pattern[str]":
    """Return a pattern, case ignored, in which a blank matches any short stretch of white space."""
    return re.compile(pattern.replace("[ -]", f"(?:{SPACE}|-)").replace(" ", SPACE), re.IGNORECASE)


RULES: Final[tuple[tuple["re.Pattern[str]", Handler], ...]] = tuple(
    (phrase(pattern), handler) for pattern, handler in _TABLE
)
