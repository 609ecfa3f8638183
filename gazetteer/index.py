"""The unpacked data: from a folded key to candidates, from an id to a place.

Read-only and safe to share: each thread and process gets a connection of its own, the trie is a mapped file.
"""

import os
import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

import marisa_trie

from gazetteer.distance import great_circle_km
from gazetteer.layer import Keys, Layer
from gazetteer.names import fold
from gazetteer.place import SETTLEMENTS, Candidate, Name, Place
from gazetteer.unpack import DATABASE, HIDDEN, MAIN, PREFERRED, TRIE
from gazetteer.weight import settlement_radius_km

COLUMNS = (
    "p.id, p.name, p.kind, p.lat, p.lon, p.country, p.admin1, p.admin2, p.population, p.radius_km, "
    "p.feature, p.contested, p.label, p.source, p.coord_source, p.weight"
)
_BY_KEY = (
    f"SELECT n.text, d.language, d.type, n.flags, {COLUMNS} "  # noqa: S608 - our own constant
    "FROM names n JOIN places p ON p.id = n.place JOIN details d ON d.id = n.detail WHERE n.key = ?"
)
_BY_PLACE = (
    "SELECT n.text, d.language, d.type, d.authority, n.flags "  # noqa: S608 - our own constants
    "FROM names n JOIN details d ON d.id = n.detail WHERE n.place = ? "
    f"ORDER BY n.flags & {MAIN} DESC, n.flags & {PREFERRED} DESC, d.language, n.text"
)
PEOPLE_TYPES = frozenset({"demonym", "metonym"})
"""Types of names that speak of people or governments, not of the place itself."""

Match = Literal["name", "alias", "folded", "fuzzy"]
_OTHER_SCRIPT = 0.6
"""Worth of a name in another script for one written in Latin letters."""

_WITHOUT_VOWELS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hebrew, Arabic, Syriac and their like: folded, their names are bare consonants."""

CITY_POPULATION = 15_000
"""People from which on a town comes before the region of its name."""

MATCH_WEIGHT = {"name": 1.0, "alias": 0.85, "folded": 0.88, "fuzzy": 0.6}
"""How much a form that matched in this way is worth against the place's own name."""


@dataclass(frozen=True, slots=True)
class Contents:
    """How many places, names and keys there are; (kind, places) and (source, names), most first."""

    places: int
    names: int
    keys: int
    by_kind: tuple[tuple[str, int], ...]
    by_source: tuple[tuple[str, int], ...]


class _Connection:
    """A connection that is closed when its thread ends."""

    def __init__(self, uri: str) -> None:
        self.connection = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def __del__(self) -> None:
        with suppress(AttributeError):  # it was never opened
            self.connection.close()


class NameIndex:
    """Names by key and places by id, out of a folder made by gazetteer.unpack, with a layer on top."""

    def __init__(self, folder: Path, layer: Layer | None = None) -> None:
        self.folder = folder
        self.layer = layer or Layer()
        data = marisa_trie.Trie()
        data.mmap(str(folder / TRIE))
        self.trie: marisa_trie.Trie = Keys(data, self.layer.trie) if self.layer.places else data
        self._uri = f"{(folder / DATABASE).resolve().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()
        self._divisions: dict[str, int] | None = None
        self._countries: set[int] = set()
        self.candidates: Callable[[str], tuple[Candidate, ...]] = lru_cache(65536)(self._candidates)
        self.candidates_of: Callable[[str], tuple[Candidate, ...]] = lru_cache(65536)(self._candidates_of)
        self.place: Callable[[int], Place | None] = lru_cache(65536)(self._place)

    def query(self, sql: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query, on this thread's own connection."""
        local = self._local
        if getattr(local, "process", None) != os.getpid():  # a forked child must not use its parent's
            local.own = _Connection(self._uri)
            local.process = os.getpid()
        return cast("list[tuple[Any, ...]]", local.own.connection.execute(sql, tuple(values)).fetchall())

    def _candidates(self, key: str) -> tuple[Candidate, ...]:
        """Return every form that names a place under a folded key, heaviest place first.

        For running text: one Candidate for each form of each place, without codes ("JFK"). `match` is "name"
        for a place's own name and "alias" for another; see `name_type` for demonyms and abbreviations.
        """
        own = self.layer.forms(key)
        forms = own or (c for c in self._forms(key) if c.name_type != "code")
        return tuple(sorted(forms, key=lambda c: (-c.place.weight, c.place.id, c.match != "name", c.name)))

    def _candidates_of(self, surface: str) -> tuple[Candidate, ...]:
        """Return the places that a name as written may mean, best first; each once, by its best form.

        A form that differs from the writing ("Susa" for "Şuşa") is a "folded" match and worth less, one of
        another script still less; a name in Latin letters never matches one written without vowels.
        Demonyms come last, or first where no place is written so. Places of the layer come before all.
        """
        own = {c.place.id: c for c in reversed(self.layer.forms(fold(surface)))}
        best: dict[tuple[int, bool], Candidate] = {}
        latin = is_latin(surface)
        for c in self._forms(fold(surface)):
            if c.name != surface:
                worth = MATCH_WEIGHT["folded"]
                if latin and not is_latin(c.name):
                    if _WITHOUT_VOWELS.search(c.name):
                        continue
                    worth = _OTHER_SCRIPT
                c = replace(c, match="folded", score=round(c.score * worth, 4))
            slot = (c.place.id, c.name_type in PEOPLE_TYPES)
            if slot not in best or c.score > best[slot].score:
                best[slot] = c
        rest = _city_before_region(c for c in best.values() if c.place.id not in own)
        return (*sorted(own.values(), key=lambda c: (-c.score, c.place.id)), *rest)

    def _forms(self, key: str) -> Iterator[Candidate]:
        number = self.trie.get(key)
        for text, language, type_, flags, *columns in (
            self.query(_BY_KEY, (number,)) if number is not None else ()
        ):
            match: Match = "name" if flags & MAIN else "alias"
            worth = MATCH_WEIGHT[match] - 0.05 * bool(flags & HIDDEN)
            place = self._made(columns)
            score = round(worth * (0.4 + 0.6 * place.weight), 4)
            yield Candidate(place, text, score, match, name_type=type_, language=language)

    def _place(self, id: int) -> Place | None:
        """Return the place of an id, or None."""
        if id in self.layer.places:
            return self.layer.places[id]
        rows = self.query(f"SELECT {COLUMNS} FROM places p WHERE p.id = ?", (id,))  # noqa: S608
        return self._made(rows[0]) if rows else None

    def names(self, id: int) -> tuple[Name, ...]:
        """Return all names of a place: its own first, then preferred ones, then by language and text."""
        rows = self.query(_BY_PLACE, (id,))
        own = self.layer.names(id)
        known = {n.text for n in own}
        return own + tuple(
            Name(text, language, type_, authority, bool(flags & PREFERRED), bool(flags & HIDDEN))
            for text, language, type_, authority, flags in rows
            if text not in known
        )

    def contents(self) -> Contents:
        """Return how much the data holds."""
        by_kind = self.query("SELECT kind, count(*) FROM places GROUP BY kind ORDER BY 2 DESC, 1")
        by_source = self.query(
            "SELECT d.source, count(*) FROM names n JOIN details d ON d.id = n.detail GROUP BY 1 "
            "ORDER BY 2 DESC, 1"
        )
        counts = (sum(n for _, n in by_kind), sum(n for _, n in by_source), len(self.trie))
        return Contents(*counts, tuple(by_kind), tuple(by_source))

    def parents_of(self, id: int, country: str, admin1: str, admin2: int) -> tuple[int, ...]:
        """Return the ids of what a place lies in, nearest first, countries last."""
        if self._divisions is None:
            rows = self.query(
                "SELECT feature, country, admin1, id FROM places WHERE feature IN ('PCL', 'ADM1')"
            )
            self._countries = {r[3] for r in rows if r[0] == "PCL"}
            self._divisions = {r[1] if r[0] == "PCL" else r[2]: r[3] for r in rows}
        ours = [
            r[0] for r in self.query("SELECT parent FROM parents WHERE place = ? ORDER BY position", (id,))
        ]
        found = [p for p in ours if p not in self._countries]
        found += [admin2, self._divisions.get(admin1, 0)]
        found += [self._divisions.get(country, 0), *(p for p in ours if p in self._countries)]
        return tuple(dict.fromkeys(p for p in found if p and p != id))

    def _made(self, columns: Iterable[Any]) -> Place:
        id, name, kind, lat, lon, country, admin1, admin2, population, radius, *more = columns
        feature, contested, label, source, coord_source, weight = more
        if id in self.layer.places:
            return self.layer.places[id]
        if not radius and kind in SETTLEMENTS:
            radius = settlement_radius_km(population)
        return Place(
            *(id, name, kind, lat, lon, country, admin1, population, radius, id if id > 0 else None),
            parents=self.parents_of(id, country, admin1, admin2),
            contested=bool(contested),
            label=label,
            source=source,
            coord_source=coord_source,
            feature=feature,
            weight=weight,
        )


def is_latin(text: str) -> bool:
    """Return whether all letters of a text are Latin ones.

    >>> is_latin("Xankəndi"), is_latin("Ханкенди")
    (True, False)
    """
    return all(c < "\u02b0" or "\u1e00" <= c < "\u1f00" for c in text if c.isalpha())


def _city_before_region(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return candidates best first, each region behind the town of its name that lies in it.

    A bare "Kherson" or "New York" means the city; that a word such as oblast stands beside it is for the
    caller to see. Towns under 15,000 people stand back ("Texas" is the state), unless the region is little
    more than the town or the town is contested. Demonyms come last.
    """
    found = list(candidates)
    towns = [c for c in found if c.place.kind in SETTLEMENTS and c.name_type in {"common", "official"}]
    for at, candidate in enumerate(found):
        region = candidate.place
        if region.kind not in {"region", "district"} or candidate.name_type in PEOPLE_TYPES:
            continue
        for town in (t for t in towns if t.place.country == region.country and t.score < candidate.score):
            far = great_circle_km(town.place.lat, town.place.lon, region.lat, region.lon)
            inside = (
                town.place.admin1 == region.admin1 if region.feature == "ADM1" else far <= region.radius_km
            )
            if far <= 8 or (inside and (town.place.population >= CITY_POPULATION or town.place.contested)):
                lower = round(town.score - 0.001, 4)
                reason = ("a town in it has the name", round(lower - candidate.score, 4))
                found[at] = candidate = replace(candidate, score=lower, reasons=(*candidate.reasons, reason))
    return _ordered(found)


def _ordered(candidates: list[Candidate]) -> tuple[Candidate, ...]:
    """Return candidates best first; demonyms last, or first where no place is written so."""
    exact = any(c.match != "folded" and c.name_type not in PEOPLE_TYPES for c in candidates)

    def rank(candidate: Candidate) -> tuple[int, float, int]:
        people = candidate.name_type in PEOPLE_TYPES
        last = people and (exact or candidate.match == "folded")
        return (2 if last else 0 if people else 1, -candidate.score, candidate.place.id)

    return tuple(sorted(candidates, key=rank))
