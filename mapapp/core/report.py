"""One article's account of one incident."""

from dataclasses import dataclass
from typing import Literal

from mapapp.core.article import Published
from mapapp.core.toll import Toll
from mapapp.core.when import When

PlacePrecision = Literal["exact", "town", "district", "region", "country"]
Assertion = Literal["asserted", "denied", "alleged", "hypothetical", "planned"]
Span = tuple[int, int]
"""Offsets in code points of the article's text, end exclusive."""


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """Where a report puts its incident. `name` is the form the article used, never rewritten.

    `lat` and `lon` are None where the place is named and not sure enough to be pinned. `place_id` is the
    gazetteer's; `names` are the other names of the place, for the reader; `label` is the map's. `line` are
    the points (latitude, longitude) of a way it lies somewhere along: "between X and Y", "the X-Y road".
    """

    name: str
    lat: float | None
    lon: float | None
    country: str = ""
    precision: PlacePrecision = "town"
    role: str = "event"
    place_id: int | None = None
    label: str = ""
    names: tuple[str, ...] = ()
    radius_km: float = 0.0
    span: Span | None = None
    reasons: tuple[str, ...] = ()
    line: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One article's account of one incident: what, where, when, how many, who says so, and the sentence.

    `start` and `end` delimit the excerpt (its main sentence); `mentions` are further sentences about it.
    `trigger` is the span of the words that gave the type. `places[0]` is the pin.
    `cues` are what merging needs to know of the sentence: "definite" (it speaks of "the attack"), "another"
    (of a further incident), "update" (of a new toll), "generic" (of an attack without its means), "downing"
    (of an aircraft shot down), "no place", "no day", "no type" (taken over from what was told before).
    """

    article_id: str
    start: int
    end: int
    event_type: str
    sub_event_type: str
    when: When
    places: tuple[ReportPlace, ...] = ()
    killed: Toll | None = None
    injured: Toll | None = None
    actors: tuple[str, ...] = ()
    claimed_by: str = ""
    assertion: Assertion = "asserted"
    background: bool = False
    denied: bool = False
    confidence: float = 0.5
    trigger: Span | None = None
    mentions: tuple[Span, ...] = ()
    extractor: str = ""
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence with a trigger that asserts no event, and why (in words a reader understands)."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one article. `notes` are sentences for the reader ("The text is French:
    names are found, events are not read."). `article_hash` is Article.hash, of which event ids are made."""

    article_id: str
    published: Published
    language: str
    reports: tuple[Report, ...] = ()
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()
    article_hash: str = ""
