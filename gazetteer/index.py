"""The unpacked data: from a folded key to candidates, from an id to a place.

Read-only and safe to share: each thread and process gets a connection of its own, the trie is a mapped file.
"""

import os
import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, cast

import marisa_trie

from gazetteer.layer import Keys, Layer
from gazetteer.names import fold
from gazetteer.packed import PackedNames, PackedPlaces
from gazetteer.place import SETTLEMENTS, Candidate, Kind, Match, Name, Place
from gazetteer.ranking import PEOPLE_TYPES, city_before_region, is_latin
from gazetteer.status import Fact
from gazetteer.unpack import DATABASE, HIDDEN, MAIN, PREFERRED, TRIE
from gazetteer.weight import settlement_radius_km

_DETAILS = "SELECT language, type, authority, since, until FROM details ORDER BY id"
_BY_PLACE = (
    "SELECT n.text, d.language, d.type, d.authority, n.flags, d.since, d.until "  # noqa: S608 - our own
    "FROM names n JOIN details d ON d.id = n.detail WHERE n.place = ? "
    f"ORDER BY n.flags & {MAIN} DESC, n.flags & {PREFERRED} DESC, d.language, n.text"
)
_OTHER_SCRIPT = 0.6
"""Worth of a name in another script for one written in Latin letters."""

_OTHER_LETTERS = 0.8
"""Worth of a name alike in another script than Latin: folding makes one letter of several there."""

_WITHOUT_VOWELS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hebrew, Arabic, Syriac and their like: folded, their names are bare consonants."""

MATCH_WEIGHT: dict[Match, float] = {
    **{"name": 1.0, "alias": 0.85, "folded": 0.88},
    **{"transliterated": 0.5, "fuzzy": 0.6},
}
"""How much a form that matched in this way is worth against the place's own name."""


@dataclass(frozen=True, slots=True)
class Contents:
    """How many places, names and keys there are; how many of each kind and source, most first.

    `by_kind` and `places_by_source` count places, `by_source` names; `facts` are those of status.
    """

    places: int
    names: int
    keys: int
    by_kind: tuple[tuple[str, int], ...]
    by_source: tuple[tuple[str, int], ...]
    places_by_source: tuple[tuple[str, int], ...] = ()
    facts: int = 0


class Detail(NamedTuple):
    """What a name shares with many others: see place.Name."""

    language: str
    type: str
    authority: str
    since: str
    until: str


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
        self.data_trie = marisa_trie.Trie()
        self.data_trie.mmap(str(folder / TRIE))
        self.trie: marisa_trie.Trie = self.data_trie
        if self.layer.places:
            self.trie = Keys(self.data_trie, self.layer.trie)
        self.packed_names = PackedNames(folder)
        self._packed_places = PackedPlaces(folder)
        self._uri = f"{(folder / DATABASE).resolve().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()
        self._details: list[Detail] = []
        self.candidates: Callable[[str], tuple[Candidate, ...]] = lru_cache(16384)(self._candidates)
        self.candidates_of: Callable[[str], tuple[Candidate, ...]] = lru_cache(16384)(self._candidates_of)
        self.place: Callable[[int], Place | None] = lru_cache(32768)(self._place)

    def query(self, sql: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query, on this thread's own connection."""
        return cast("list[tuple[Any, ...]]", self.rows(sql, values).fetchall())

    def rows(self, sql: str, values: Iterable[object] = ()) -> sqlite3.Cursor:
        """Return the rows of a query one by one, on this thread's own connection."""
        local = self._local
        if getattr(local, "process", None) != os.getpid():  # a forked child must not use its parent's
            local.own = _Connection(self._uri)
            local.process = os.getpid()
        connection: sqlite3.Connection = local.own.connection
        return connection.execute(sql, values if isinstance(values, tuple) else tuple(values))

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
        key = fold(surface)
        number = self.data_trie.get(key)
        best: dict[tuple[int, bool], tuple[float, Match, str, Detail]] = {}
        latin = is_latin(surface)
        for id, detail, flags, text in self.packed_names.of(number) if number is not None else ():
            d = self.details[detail]
            match: Match = "name" if flags & MAIN else "alias"
            worth = MATCH_WEIGHT[match] - (0.05 if flags & HIDDEN else 0.0)
            if text != surface:
                if d.type == "code":
                    continue  # "حلب" folds to "hlb", and is no airport's code
                match = "folded"
                worth *= MATCH_WEIGHT["folded"] if latin else _OTHER_LETTERS
                if latin and not is_latin(text):
                    if _WITHOUT_VOWELS.search(text):
                        continue
                    worth *= _OTHER_SCRIPT / MATCH_WEIGHT["folded"]
            slot = (id, d.type in PEOPLE_TYPES)
            if slot not in best or worth > best[slot][0]:
                best[slot] = (worth, match, text, d)
        own = {c.place.id: c for c in reversed(self.layer.forms(key))}
        found = []
        for (id, _), (worth, match, text, d) in best.items():
            place = self.place(id) if id not in own else None
            if place is not None:
                score = round(worth * (0.25 + 0.75 * place.weight), 4)
                found.append(Candidate(place, text, score, match, (), d.type, d.language, d.since, d.until))
        rest = city_before_region(found)
        if not own:
            return rest
        return (*sorted(own.values(), key=lambda c: (-c.score, c.place.id)), *rest)

    def candidates_near(self, key: str, query: str) -> Iterator[Candidate]:
        """Yield the places that bear a name with a key near to a query's, in a script that can be compared.

        A name in letters with vowels is never compared with one without.
        """
        bare = bool(_WITHOUT_VOWELS.search(query))
        for c in (*self.layer.forms(key), *self._forms(key)):
            if c.name_type != "code" and bare == bool(_WITHOUT_VOWELS.search(c.name)):
                yield c

    def _forms(self, key: str) -> Iterator[Candidate]:
        number = self.data_trie.get(key)
        details = self.details
        for id, detail, flags, text in self.packed_names.of(number) if number is not None else ():
            match: Match = "name" if flags & MAIN else "alias"
            place = self.place(id)
            if place is not None:
                worth = MATCH_WEIGHT[match] - 0.05 * bool(flags & HIDDEN)
                score = round(worth * (0.25 + 0.75 * place.weight), 4)
                d = details[detail]
                yield Candidate(place, text, score, match, (), d.type, d.language, d.since, d.until)

    @property
    def details(self) -> list[Detail]:
        """What names share with many others, by its number."""
        if not self._details:
            self._details = [Detail(*row) for row in self.query(_DETAILS)]
        return self._details

    def _place(self, id: int) -> Place | None:
        """Return the place of an id, or None."""
        if id in self.layer.places:
            return self.layer.places[id]
        cells = self._packed_places.of(id)
        return self._made(cells) if cells else None

    def sounding_like(self, sound: str) -> list[str]:
        """Return the keys of the data whose consonants are these; see gazetteer.transliteration."""
        numbers = self.query("SELECT key FROM sounds WHERE sound = ?", (sound,))
        return [self.data_trie.restore_key(number) for (number,) in numbers]

    def facts(self, id: int) -> tuple[Fact, ...]:
        """Return what is known of who holds and claims a place, in the supplement's order."""
        rows = self.query(
            "SELECT relation, actor, since, until, source FROM status WHERE place = ? ORDER BY position",
            (id,),
        )
        return tuple(Fact(*row) for row in rows)

    def names(self, id: int) -> tuple[Name, ...]:
        """Return all names of a place: its own first, then preferred ones, then by language and text."""
        rows = self.query(_BY_PLACE, (id,))
        own = self.layer.names(id)
        known = {n.text for n in own}
        return own + tuple(
            Name(
                text, language, type_, authority, bool(flags & PREFERRED), bool(flags & HIDDEN), since, until
            )
            for text, language, type_, authority, flags, since, until in rows
            if text not in known
        )

    def contents(self) -> Contents:
        """Return how much the data holds."""
        by_kind = self.query("SELECT kind, count(*) FROM places GROUP BY kind ORDER BY 2 DESC, 1")
        by_source = self.query(
            "SELECT d.source, count(*) FROM names n JOIN details d ON d.id = n.detail GROUP BY 1 "
            "ORDER BY 2 DESC, 1"
        )
        of_places = self.query("SELECT source, count(*) FROM places GROUP BY 1 ORDER BY 2 DESC, 1")
        ((facts,),) = self.query("SELECT count(*) FROM status")
        counts = (sum(n for _, n in by_kind), sum(n for _, n in by_source), len(self.trie))
        return Contents(*counts, tuple(by_kind), tuple(by_source), tuple(of_places), facts)

    def _made(self, cells: list[str]) -> Place:
        """Return the place of a row, its cells in the order of packed.PLACE_COLUMNS."""
        id, population, radius = int(cells[0]), int(cells[8]), float(cells[9])
        kind, country, admin1 = cast(Kind, cells[2]), cells[5], cells[6]
        if not radius and kind in SETTLEMENTS:
            radius = settlement_radius_km(population)
        parents = tuple(map(int, cells[16].split()))
        return Place(
            *(id, cells[1], kind, float(cells[3]), float(cells[4]), country, admin1, population, radius),
            *(id if id > 0 else None, parents, cells[11] == "1", cells[12], cells[13], cells[14], cells[10]),
            float(cells[15]),
        )
