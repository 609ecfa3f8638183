"""One linear score for every place that a text's names may mean, from the names' company."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log10

import numpy as np
from numpy.typing import NDArray

from gazetteer.distance import EARTH_RADIUS_KM, great_circle_km
from gazetteer.lexicon import lexicon
from gazetteer.own_places import SOURCE as OWN
from gazetteer.place import SETTLEMENTS, Place
from gazetteer.senses import Sense

Numbers = NDArray[np.float64]

_NEAR_KM = (80.0, 250.0)
_PASSES = 3
_SEATS = frozenset({"PPLC", "PPLA", "PPLA2"})
_TOWNLIKE = 300_000
"""People of a region below which it is little more than the town it is named after."""

_SEAT_KM = 30.0
_POINTLESS = frozenset({"country", "demonym"})


@dataclass
class Group:
    """The mentions of a text that share a surface and so a place.

    `followers` are the groups named right behind ("X, State"), `near` those in whose phrase it stands;
    `kinds` are what a type word beside it allows, with that word; `weight` is its say about the others.
    """

    surface: str
    senses: tuple[Sense, ...]
    offsets: list[int] = field(default_factory=list)
    followers: set[int] = field(default_factory=set)
    near: set[int] = field(default_factory=set)
    kinds: frozenset[str] = frozenset()
    type_word: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of a group's senses, their probabilities, and the parts the scores are made of."""

    totals: tuple[float, ...]
    probabilities: tuple[float, ...]
    parts: tuple[tuple[tuple[str, float], ...], ...]


@lru_cache(maxsize=65536)
def prior(sense: Sense) -> tuple[tuple[str, float], ...]:
    """Return what speaks for a sense before any context: people, kind, and how its name fits."""
    lex = lexicon()
    weights, place = lex.sense_weights, sense.place
    if place.source == OWN:
        return (("one of your own places", weights["own"]),)
    parts = [("people", weights["population"] * _people(place))]
    bias = lex.kind_bias.get(place.feature) or lex.kind_bias[place.kind]
    if place.population == 0 and place.kind in ("region", "country", "disputed"):
        bias += weights["population"] * 5
    parts.append((f"kind {place.kind}", bias))
    if sense.type == "demonym":
        parts.append(("demonym", weights["demonym"]))
    elif sense.type == "abbreviation":
        parts.append(("abbreviation", weights["abbreviation"] if sense.short_form else 0.0))
    elif sense.match == "alias" and not place.contested:
        if len(sense.name) <= 3 and sense.name.isascii():
            parts.append(("other name of few letters", weights["alias_few_letters"]))
        parts.append(("other name", weights["alias"]))
        if place.population < 50_000 and place.kind in SETTLEMENTS:
            parts.append(("other name of a small place", weights["alias_small"]))
        if sense.foreign:
            parts.append(("name in another language", weights["foreign"]))
    elif sense.match in ("folded", "fuzzy"):
        parts.append(("other letters", weights["folded"]))
    if sense.marks_left_out:
        parts.append(("marks on letters left out", weights["marks_left_out"]))
    return tuple((name, amount) for name, amount in parts if amount)


def _people(place: Place) -> float:
    """Return the logarithm of a population; of a town of our own rows, the one its weight stands for."""
    if place.population == 0 and place.kind in SETTLEMENTS and place.source == "supplement":
        return max(0.0, 8 * (place.weight - 0.05) / 0.9)
    return log10(place.population + 1)


def contains(outer: Place, inner: Place) -> bool:
    """Return whether a country, region or district holds a place, by their codes and parents."""
    if outer.id == inner.id:
        return False
    if outer.id in inner.parents:
        return True
    if outer.kind == "country":
        return outer.country == inner.country
    if outer.kind == "region" and outer.admin1:
        return outer.admin1 == inner.admin1 and inner.kind not in ("country", "region")
    return False


class Scores:
    """All groups of a text, scored together in a few passes; each pass believes what the last one found."""

    def __init__(
        self,
        groups: Sequence[Group],
        hints: frozenset[str] = frozenset(),
        parties: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.groups = groups
        self.weights = lexicon().sense_weights
        self.places = [s.place for g in groups for s in g.senses]
        counts = [len(g.senses) for g in groups]
        self.starts = (
            np.concatenate([[0], np.cumsum(counts)])[:-1].astype(int) if counts else np.zeros(0, int)
        )
        self.owner = np.repeat(np.arange(len(groups)), counts)
        self.base = np.array([sum(a for _, a in prior(s)) for g in groups for s in g.senses], float)
        self._place_columns()
        self._type_column()
        self.hinted = np.array([p.country in hints for p in self.places], float) if hints else None
        self.parties = parties or {}
        at_home = frozenset(code for codes in self.parties.values() for code in codes)
        self.at_home = np.array([p.country in at_home for p in self.places], float)
        self.voice = self._voices()
        self.own_seat = self._regions_of_own_seat()
        self.support: dict[str, Numbers] = {}
        self.totals = self.base + self.fixed()
        for _ in range(_PASSES if len(groups) else 0):
            self.probabilities = self._softmax(self.totals)
            self.support = self._context(self.probabilities)
            self.totals = self.base + self.fixed() + sum(self.support.values())
        self.probabilities = self._softmax(self.totals) if len(groups) else self.totals

    def fixed(self) -> Numbers:
        """Return the parts that no pass changes."""
        total = self.typed + self.own_seat * self.weights["seat_of_same_name"]
        total = total + self.at_home * self.weights["party"]
        if self.hinted is not None:
            total = total + self.hinted * self.weights["hint"]
        return total

    def scored(self, group: int, shown: int = 5) -> Scored:
        """Return a group's scores; the parts of its best `shown` senses in words."""
        start = int(self.starts[group])
        end = start + len(self.groups[group].senses)
        totals = self.totals[start:end]
        best = set(np.argsort(-totals, kind="stable")[:shown].tolist())
        parts = tuple(self._parts(group, start + i) if i in best else () for i in range(end - start))
        return Scored(tuple(totals.tolist()), tuple(self.probabilities[start:end].tolist()), parts)

    def _parts(self, group: int, at: int) -> tuple[tuple[str, float], ...]:
        sense = self.groups[group].senses[at - int(self.starts[group])]
        parts = list(prior(sense))
        if self.typed[at]:
            parts.append((f"type word {self.groups[group].type_word}", float(self.typed[at])))
        if self.own_seat[at]:
            parts.append(("its seat bears the same name", self.weights["seat_of_same_name"]))
        if self.hinted is not None and self.hinted[at]:
            parts.append(("country asked for", self.weights["hint"]))
        if self.at_home[at]:
            country = self.places[at].country
            named = ", ".join([n for n, codes in self.parties.items() if country in codes][:3])
            parts.append((f"at home there: {named}", self.weights["party"]))
        for name, column in self.support.items():
            if abs(column[at]) >= 0.05:
                words = self._words(group, at, name)
                parts.append((f"{name}: {words}" if words else name, float(column[at])))
        return tuple((name, round(amount, 2)) for name, amount in parts)

    def _words(self, group: int, at: int, name: str) -> str:
        """Return the other names that gave a sense its support, the strongest first."""
        place, said = self.places[at], []
        for other in range(len(self.groups)):
            if other == group:
                continue
            start = int(self.starts[other])
            best = start + int(np.argmax(self.probabilities[start : start + len(self.groups[other].senses)]))
            theirs = self.places[best]
            if name.startswith("within"):
                holds = self.close[int(name.split()[1] == "250")][at, best] > 0
            elif name == "same country":
                holds = theirs.country == place.country
            elif name == "same region":
                holds = bool(place.admin1) and theirs.admin1 == place.admin1
            else:
                linked = self.groups[group].followers | self.groups[group].near
                back = group in self.groups[other].followers | self.groups[other].near
                holds = (other in linked and contains(theirs, place)) or (back and contains(place, theirs))
            if holds:
                said.append((-float(self.voice[group, other]), other, self.groups[other].surface))
        told = list(dict.fromkeys((surface, other) for _, other, surface in sorted(said)[:3]))
        if not told:
            return ""
        first = f"{told[0][0]}, {self._apart(group, told[0][1])}"
        return "; ".join([first, *(surface for surface, _ in told[1:])])

    def _apart(self, group: int, other: int) -> str:
        """Return how far the nearest mention of another name is, and where: "40 characters before"."""
        gap, mine, theirs = min(
            (abs(a - b), a, b) for a in self.groups[group].offsets for b in self.groups[other].offsets
        )
        return f"{gap} characters {'before' if theirs < mine else 'after'}"

    def _place_columns(self) -> None:
        lat = np.radians([p.lat for p in self.places])
        lon = np.radians([p.lon for p in self.places])
        points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
        cosine = points @ points.T if len(self.places) else np.zeros((0, 0))
        point = np.array([p.kind not in _POINTLESS and p.radius_km < 400 for p in self.places], float)
        self.close = [(cosine >= np.cos(km / EARTH_RADIUS_KM)) * point[None, :] for km in _NEAR_KM]
        self.point = point
        self.country = _numbered([p.country for p in self.places])
        self.admin1 = _numbered([p.admin1 for p in self.places])

    def _type_column(self) -> None:
        self.typed = np.zeros(len(self.places))
        for number, group in enumerate(self.groups):
            if group.kinds:
                start = int(self.starts[number])
                bias = lexicon().kind_bias
                most = max(bias.get(kind, 0.0) for kind in group.kinds)
                for at, sense in enumerate(group.senses, start):
                    kind = sense.place.kind
                    if kind in group.kinds:  # the word names the kind: none is likelier than the other
                        self.typed[at] = self.weights["type_fits"] + most - bias.get(kind, most)
                    else:
                        self.typed[at] = self.weights["type_misfits"]

    def _voices(self) -> Numbers:
        """Return how much each group is heard by each other: more from near by, and when named often."""
        size = len(self.groups)
        voice = np.zeros((size, size))
        for i, group in enumerate(self.groups):
            mine = np.array(group.offsets, float)
            for j, other in enumerate(self.groups):
                if i != j and group.surface != other.surface:
                    theirs = np.array(other.offsets, float)
                    apart = float(np.min(np.abs(mine[:, None] - theirs[None, :])))
                    often = 1 + 0.5 * log10(len(theirs))
                    voice[i, j] = other.weight * often * (0.4 + 0.6 * np.exp(-apart / 400))
        return voice

    def _regions_of_own_seat(self) -> Numbers:
        """Mark regions whose seat bears the same name (Aleppo, Idlib): the bare name means the town."""
        column = np.zeros(len(self.places))
        for number, group in enumerate(self.groups):
            if group.kinds or len(group.senses) < 2:
                continue
            towns = [s.place for s in group.senses if s.place.kind in SETTLEMENTS]
            seats = {s.place.admin1 for s in group.senses if s.place.feature in _SEATS} - {""}
            capitals = {s.place.country for s in group.senses if s.place.feature == "PPLC"}
            start = int(self.starts[number])
            for at, sense in enumerate(group.senses, start):
                place = sense.place
                if place.kind in ("region", "district") and (
                    place.admin1 in seats
                    or place.country in capitals
                    or (place.population < _TOWNLIKE and any(_is_within(town, place) for town in towns))
                ):
                    column[at] = 1.0
        return column

    def _softmax(self, totals: Numbers) -> Numbers:
        highest = np.maximum.reduceat(totals, self.starts)
        shares = np.exp(totals - highest[self.owner])
        nothing = np.exp(np.minimum(self.weights["nothing"] - highest, 50))
        found: Numbers = shares / (np.add.reduceat(shares, self.starts) + nothing)[self.owner]
        return found

    def _context(self, probabilities: Numbers) -> dict[str, Numbers]:
        heard = self.voice.sum(axis=1)
        weights = self.weights
        found = {
            "same country": weights["country_votes"] * self._votes(self.country, probabilities, heard + 1.0),
            "same region": weights["admin1_votes"] * self._votes(self.admin1, probabilities, heard + 1.0),
        }
        pointed = np.maximum.reduceat(probabilities * self.point, self.starts)
        heard_points = self.voice @ pointed + 0.7
        for km, close in zip(_NEAR_KM, self.close, strict=True):
            best = np.maximum.reduceat(close * probabilities[None, :], self.starts, axis=1)
            share = (self.voice[self.owner] * best).sum(axis=1) / heard_points[self.owner]
            found[f"within {km:.0f} km"] = weights[f"within_{km:.0f}_km"] * share
        found["named with"] = self._containment(probabilities)
        return found

    def _votes(self, codes: NDArray[np.int64], probabilities: Numbers, total: Numbers) -> Numbers:
        """Return for each sense the share of the other names' voices for its code."""
        size = int(codes.max()) + 1 if len(codes) else 1
        table = np.zeros((len(self.groups), size))
        np.add.at(table, (self.owner, codes), probabilities)
        table[:, 0] = 0.0
        shares: Numbers = (self.voice @ table) / total[:, None]
        return shares[self.owner, codes]

    def _containment(self, probabilities: Numbers) -> Numbers:
        column = np.zeros(len(self.places))
        for number, group in enumerate(self.groups):
            for weight, linked in (("container_follows", group.followers), ("container_near", group.near)):
                for other in sorted(linked):
                    self._link(column, number, other, self.weights[weight], probabilities)
        return column

    def _link(self, column: Numbers, inner: int, outer: int, weight: float, probabilities: Numbers) -> None:
        first, second = int(self.starts[inner]), int(self.starts[outer])
        mine, theirs = self.groups[inner].senses, self.groups[outer].senses
        # "Russia, US and China" is a list of countries, and no town of Russia in the US.
        lists = any(s.place.kind == "country" and s.same_letters for s in mine)
        list_like = self.weights["container_near" if lists else "country_follows"]
        for i, sense in enumerate(mine, first):
            for j, container in enumerate(theirs, second):
                if contains(container.place, sense.place):
                    amount = weight if container.place.kind != "country" else min(weight, list_like)
                    column[i] = max(column[i], amount * (0.25 + 0.75 * probabilities[j]))
                    column[j] = max(column[j], amount * 0.5 * probabilities[i])


def _is_within(town: Place, region: Place) -> bool:
    """Return whether a town lies in a region, by its code or, where codes are split, by its nearness."""
    if region.admin1 and town.admin1 == region.admin1:
        return True
    apart = great_circle_km(town.lat, town.lon, region.lat, region.lon)
    return town.country == region.country and apart < _SEAT_KM


def _numbered(codes: Sequence[str]) -> NDArray[np.int64]:
    """Number codes from 1 in their order of appearance; none is 0."""
    seen: dict[str, int] = {"": 0}
    return np.array([seen.setdefault(code, len(seen)) for code in codes], dtype=np.int64)
