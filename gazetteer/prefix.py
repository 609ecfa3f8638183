"""What a name that is being typed may become: places by the beginning of a name, best known first."""

import sqlite3
from collections.abc import Iterable, Iterator
from heapq import nlargest
from itertools import groupby
from typing import TYPE_CHECKING

import marisa_trie

from gazetteer.names import fold
from gazetteer.place import Candidate, Match
from gazetteer.scripts import script_of

if TYPE_CHECKING:
    from gazetteer.index import NameIndex

_MANY = 40
"""Well-known names with one beginning from which on its best places are stored when data is unpacked."""

_KNOWN_WEIGHT = 0.4
_STORED = 24
_LONGEST = 6
_FEW_KEYS = 3000
_PLACES_READ = 600
_USED = ("official", "endonym")
_UNSEEN = ("demonym", "metonym", "code", "misspelling")
_OWN, _USUAL, _UNKNOWN, _OTHER = 1.0, 0.9, 0.7, 0.5
"""How much a name is worth: the place's own, one of English or its people, one of no language, another."""


def _worth(flags: int, language: str, type: str) -> float:
    if flags & 1:
        return _OWN
    if type in _USED or language[:2] in {"en", "mu"}:
        return _USUAL
    return _OTHER if language else _UNKNOWN


def store_prefixes(database: sqlite3.Connection, trie: marisa_trie.Trie) -> None:
    """Store the best known places of every beginning that many well-known names of a script have."""
    weights = dict(
        database.execute("SELECT id, weight FROM places WHERE weight >= ?", (_KNOWN_WEIGHT,)).fetchall()
    )
    details = {
        id: (language, type_)
        for id, language, type_ in database.execute("SELECT id, language, type FROM details")
        if type_ not in _UNSEEN
    }
    # Sorted by the database, in a file where need be: a whole GeoNames dump would not fit into memory.
    database.execute(_NAMED)
    database.executemany(
        "INSERT INTO named VALUES (?,?,?,?,?,?)", _known_names(database, trie, weights, details)
    )
    rows = database.execute("SELECT * FROM named ORDER BY script, begins, worth, length, form, place")
    made = (
        (script, prefix, forms)
        for script, names in groupby(rows, key=lambda row: row[0])
        for prefix, forms in _best((row[1:] for row in names), 1)
    )
    database.executemany("INSERT INTO prefixes VALUES (?,?,?)", made)
    rows.close()
    database.execute("DROP TABLE named")


def _known_names(
    database: sqlite3.Connection,
    trie: marisa_trie.Trie,
    weights: dict[int, float],
    details: dict[int, tuple[str, str]],
) -> Iterator[tuple[str, str, float, int, str, int]]:
    """Yield the names of well-known places: their script, and what _Named says."""
    for key, place, text, detail, flags in database.execute(
        "SELECT key, place, text, detail, flags FROM names ORDER BY rowid"
    ):
        weight, kept = weights.get(place), details.get(detail)
        if weight is None or kept is None:
            continue
        script = script_of(text[:1] if text[0].isalpha() else text)
        if script == "Latn":
            begins, worth = trie.restore_key(key), weight * _worth(flags, *kept)
        else:
            begins, worth = text.casefold(), weight * _USUAL
        yield script, begins[:_LONGEST], worth, -len(text), f"{place}\t{detail}\t{flags}\t{text}", place


_NAMED = (
    "CREATE TEMP TABLE named (script TEXT, begins TEXT, worth REAL, length INTEGER, form TEXT, place INTEGER)"
)
_Named = tuple[str, float, int, str, int]
"""A name's beginning, its worth, its length below zero, how it is stored, its place."""


def _best(names: Iterable[_Named], size: int) -> Iterator[tuple[str, str]]:
    """Yield (beginning, the best name of each of its best places) of sorted names, and go on in those."""
    for prefix, group in groupby(names, key=lambda row: row[0][:size]):
        alike = list(group)
        if len(prefix) < size or len(alike) < _MANY:
            continue
        known: dict[int, tuple[float, int, str]] = {}
        for _, worth, length, form, place in alike:
            if place not in known or known[place] < (worth, length, form):
                known[place] = (worth, length, form)
        first = nlargest(_STORED, known.items(), key=lambda item: (item[1][0], -item[0]))
        yield prefix, "\n".join(form for _, (_, _, form) in first)
        if size < _LONGEST:
            yield from _best(alike, size + 1)


def suggestions(index: "NameIndex", typed: str, limit: int, country: str | None) -> tuple[Candidate, ...]:
    """Return the places with a name that begins as typed, best known first, each by its best such name."""
    prefix = fold(typed)
    if not prefix:
        return ()
    found: dict[int, Candidate] = {}
    for key in sorted(index.layer.trie.keys(prefix)):
        for candidate in index.layer.forms(key):
            found.setdefault(candidate.place.id, candidate)
    if len(found) < limit:
        script = script_of(typed)
        script = script if script != "Zyyy" else "Latn"
        for candidate in _of_data(index, typed.strip().casefold(), prefix, script, limit, country):
            found.setdefault(candidate.place.id, candidate)
    return tuple(found.values())[:limit]


def _of_data(
    index: "NameIndex", typed: str, prefix: str, script: str, limit: int, country: str | None
) -> list[Candidate]:
    begins = prefix if script == "Latn" else typed
    stored = index.query("SELECT places FROM prefixes WHERE script = ? AND prefix = ?", (script, begins))
    if stored and not country:
        found = [_stored(index, form, script) for form in stored[0][0].split("\n")]
    else:
        ids = (_in_country if stored else _few)(index, prefix, country, 3 * limit)
        found = [_best_form(index, id, typed, prefix, script) for id in ids]
    return sorted((c for c in found if c is not None), key=lambda c: (-c.score, c.place.id))


def _stored(index: "NameIndex", form: str, script: str) -> Candidate | None:
    id, detail, flags, text = form.split("\t")
    place, kept = index.place(int(id)), index.details[int(detail)]
    if place is None or not kept:
        return None
    worth = _worth(int(flags), kept.language, kept.type) if script == "Latn" else _USUAL
    match: Match = "name" if text == place.name else "alias"
    score = round(worth * place.weight, 4)
    return Candidate(place, text, score, match, (), kept.type, kept.language, kept.since, kept.until)


def _few(index: "NameIndex", prefix: str, country: str | None, limit: int) -> list[int]:
    ids = {
        form[0]
        for _, number in index.data_trie.items(prefix)[:_FEW_KEYS]
        for form in index.packed_names.of(number)
    }
    rows: dict[int, float] = {}
    where = " AND country = ?" if country else ""
    for at in range(0, len(ids), 5000):
        some = ",".join(str(id) for id in sorted(ids)[at : at + 5000])
        rows |= index.query(
            f"SELECT id, weight FROM places WHERE id IN ({some}){where}",  # noqa: S608
            (country,) if country else (),
        )
    return nlargest(limit, rows, key=lambda id: (rows[id], -id))


def _in_country(index: "NameIndex", prefix: str, country: str | None, limit: int) -> list[int]:
    """Return places of a country with a name that begins so: heaviest first, out of its best known ones."""
    found: dict[int, None] = {}
    for id, key in index.rows(
        "SELECT n.place, n.key FROM (SELECT id, weight FROM places INDEXED BY places_by_country "
        "WHERE country = ? ORDER BY weight DESC LIMIT ?) p CROSS JOIN names n ON n.place = p.id",
        (country, _PLACES_READ),
    ):
        if id not in found and index.data_trie.restore_key(key).startswith(prefix):
            found[id] = None
            if len(found) >= limit:
                break
    return list(found)


def _best_form(index: "NameIndex", id: int, typed: str, prefix: str, script: str) -> Candidate | None:
    """Return a place by its best name of a script that begins so, None where no name of it does."""
    place = index.place(id)
    if place is None:
        return None
    best: tuple[float, bool, int, str] | None = None
    chosen = None
    for text, detail, flags, key in index.query(
        "SELECT text, detail, flags, key FROM names WHERE place = ?", (id,)
    ):
        if not index.data_trie.restore_key(key).startswith(prefix) or script_of(text) != script:
            continue
        kept = index.details[detail]
        if kept.type in _UNSEEN:
            continue
        same = text.casefold().startswith(typed)
        if not same and script != "Latn":
            continue
        worth = _worth(flags, kept.language, kept.type) if script == "Latn" else _USUAL
        rank = (worth, same, -len(text), text)
        if best is None or rank > best:
            best = rank
            score = round(worth * place.weight, 4)
            match: Match = "name" if text == place.name else "alias"
            chosen = Candidate(
                place, text, score, match, (), kept.type, kept.language, kept.since, kept.until
            )
    return chosen
