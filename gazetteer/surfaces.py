"""What the index knows of the names in a text, summed up for the evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import floor

from gazetteer.own_places import SOURCE as OWN
from gazetteer.senses import Sense

Cell = tuple[int, int]
"""South-west corner of a one-degree cell."""

_FEW_CELLS = 6
_ENGLISH_NAMED = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})


@dataclass(frozen=True, slots=True)
class Surface:
    """What the index knows of a surface, in what the evidence asks for."""

    senses: tuple[Sense, ...]
    people: int
    country: bool
    region: bool
    demonym: bool
    abbreviation: bool
    exact: bool
    named: bool
    inside: frozenset[str]
    holds: frozenset[str]
    areas: frozenset[str]
    cells: frozenset[Cell]
    curated: bool = False
    """Whether it is one of the names that the supplement keeps for contested places."""
    own: bool = False
    """Whether the user has said that it is a place."""

    @property
    def home(self) -> frozenset[str]:
        """The country of a name that is borne in one country only, if English is not spoken there."""
        countries = frozenset(code for code in self.inside if "." not in code)
        return countries - _ENGLISH_NAMED if len(countries) == 1 else frozenset()

    @classmethod
    def of(cls, found: tuple[Sense, ...]) -> "Surface":
        """Sum up the senses of a surface."""
        names = [s for s in found if s.type != "demonym"]
        close = [s for s in names if s.same_letters] or names
        own = any(s.match == "name" and s.place.kind != "country" for s in names)
        areas = {s.place.kind for s in close if s.same_letters and _known_area(s, own)}
        return cls(
            found,
            max((s.place.population for s in close if s.place.kind not in _AREA_KINDS), default=0),
            "country" in areas,
            bool(areas & {"region", "disputed"}),
            any(s.type == "demonym" for s in found),
            bool(close) and all(s.type == "abbreviation" for s in close),
            any(s.same_letters for s in found),
            any(s.match == "name" for s in found),
            frozenset(
                code
                for s in names
                if s.place.kind != "country"
                for code in (s.place.country, s.place.admin1)
                if code
            ),
            frozenset(
                (s.place.country if s.place.kind == "country" else s.place.admin1)
                for s in names
                if s.place.kind in {"country", "region"}
            )
            - {""},
            frozenset(
                s.place.country if s.place.kind == "country" else s.place.admin1
                for s in (found if "country" not in areas else close)
                if s.same_letters and s.place.kind in {"country", "region"} and s.type != "variant"
            )
            - {""},
            frozenset(
                (floor(s.place.lat), floor(s.place.lon))
                for s in close
                if s.place.kind != "country" and s.place.radius_km < 150
            ),
            any(s.same_letters and (s.place.contested or s.place.source == "supplement") for s in names),
            any(s.same_letters and s.place.source == OWN for s in names),
        )


_AREA_KINDS = frozenset({"country", "region", "district", "disputed", "river", "water", "mountain", "park"})


def _known_area(sense: Sense, own: bool) -> bool:
    """Return whether a name is one a country or region is known by; if it is a place's `own`, by English."""
    if sense.match == "name":
        return True
    if sense.place.kind == "country":
        return not sense.foreign or not own
    return sense.type in _GOOD_TYPES and not sense.foreign


_GOOD_TYPES = frozenset({"official", "common", "endonym", "exonym", "abbreviation"})


@dataclass(frozen=True, slots=True)
class Known:
    """What a first pass over the text is sure of.

    Keys of names, codes of countries and regions, and for each one-degree cell the names that may lie in
    or beside it.
    """

    keys: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    near: Mapping[Cell, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, sure: Mapping[str, Surface]) -> "Known":
        """Sum up the names that are sure, by key."""
        near: dict[Cell, set[str]] = {}
        for key, surface in sure.items():
            if len(surface.cells) <= _FEW_CELLS:
                for lat, lon in surface.cells:
                    for north in (-1, 0, 1):
                        for east in (-1, 0, 1):
                            near.setdefault((lat + north, lon + east), set()).add(key)
        areas = frozenset(code for surface in sure.values() for code in surface.areas | surface.home)
        return cls(frozenset(sure), areas, {cell: frozenset(keys) for cell, keys in near.items()})

    def evidence(self, key: str, surface: Surface) -> dict[str, float]:
        """Return the features of a name that rest on the rest of the text."""
        found: dict[str, float] = {}
        if key in self.keys:
            found["repeated"] = 1.0
        if not (surface.country or surface.region or surface.demonym):
            named = surface.inside & self.areas
            # English family names are the names of towns where English is spoken, hardly of others.
            if any(code[:2] not in _ENGLISH_NAMED for code in named):
                found["country_named_abroad"] = 1.0
            elif any("." in code for code in named):
                found["region_named"] = 1.0
            elif named:
                found["country_named"] = 1.0
            if any(self.near.get(cell, frozenset()) - {key} for cell in surface.cells):
                found["near_known" if surface.inside & _ENGLISH_NAMED else "near_known_abroad"] = 1.0
        return found


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Surfaces that begin where a span's gap ends, and that end where its gap begins."""

    follows: Surface | None = None
    precedes: Surface | None = None
