"""Places and names, and how a text's mention of one is answered.

Coordinates are WGS 84 degrees, latitude before longitude by name; countries are ISO 3166-1 alpha-2.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from gazetteer.scripts import script_of

Kind = Literal[
    "country", "region", "district", "disputed", "city", "town", "village", "neighbourhood", "camp",
    "airport", "base", "dam", "facility", "crossing", "corridor", "road", "line", "river", "water",
    "mountain", "island", "park", "demonym",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
SETTLEMENTS: frozenset[Kind] = frozenset({"city", "town", "village", "neighbourhood", "camp"})
AREAS: frozenset[Kind] = frozenset({"country", "region", "district", "disputed"})

Match = Literal["name", "alias", "folded", "transliterated", "fuzzy"]
Role = Literal["place", "metonym", "demonym", "dateline", "part"]


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a place, as some authority or source writes it.

    `language` is BCP 47 or "" where the source does not say; `type` is one of official, common, endonym,
    exonym, historic, variant, misspelling, abbreviation, code, demonym; `authority` says whose name it is
    (int, gov:AZ, defacto:artsakh, ...) or "". `since` and `until` say when it was in use, in ISO 8601 as
    exactly as is known ("2016", "2016-02-04"), or "".
    A `searchable_only` name finds its place and is never shown as its label.
    """

    text: str
    language: str = ""
    type: str = "variant"
    authority: str = ""
    preferred: bool = False
    searchable_only: bool = False
    since: str = ""
    until: str = ""

    @property
    def script(self) -> str:
        """The script it is written in, by ISO 15924: Latn, Cyrl, Arab, ..."""
        return script_of(self.text)

    def used_at(self, date: str = "") -> bool:
        """Return whether the name was in use at a date (ISO 8601, a year will do), or is today without one.

        A name whose days are not known is in use, unless it is a historic one.
        """
        if not date:
            return not self.until and self.type != "historic"
        if self.type == "historic" and not (self.since or self.until):
            return False
        return not (self.since and date[: len(self.since)] < self.since[: len(date)]) and not (
            self.until and date[: len(self.until)] > self.until[: len(date)]
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A thing on the Earth with a name.

    `id` is stable over rebuilds: the geonameid where GeoNames has the place, else a negative number made
    from its source and key. `radius_km` is how far the place reaches, or how unsure its point is.
    `country` is the one most states hold it to be part of; `admin1` is GeoNames' code ("AZ.16") or "".
    `contested` places have more than one side's name in use: `label` then holds both ("Khankendi /
    Stepanakert"). `feature` is GeoNames' feature code (PPLC, ADM1, CONT, ...) or "". `weight`, between 0 and
    1, says how likely a name without context means this place: more people, higher rank, more weight.
    """

    id: int
    name: str
    kind: Kind
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    population: int = 0
    radius_km: float = 0.0
    geonameid: int | None = None
    parents: tuple[int, ...] = ()
    contested: bool = False
    label: str = ""
    source: str = ""
    coord_source: str = ""
    feature: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean: `name` is the gazetteer's own form that matched.

    `score` lies between 0 and 1; `reasons` are (what spoke for or against it, by how much). `name_type` and
    `language`, `since` and `until` are those of the name that matched (a Name's `type`, or "demonym").
    """

    place: Place
    name: str
    score: float
    match: Match = "name"
    reasons: tuple[tuple[str, float], ...] = ()
    name_type: str = ""
    language: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: `text[start:end]`, in code points of the unchanged text.

    `place` is None where nothing was good enough; `candidates` are best first, the chosen one included.
    """

    start: int
    end: int
    text: str
    role: Role = "place"
    place: Place | None = None
    score: float = 0.0
    candidates: tuple[Candidate, ...] = ()
