"""The data file unpacked once per user: keys, indexes and the supplement are made here.

What is made goes into a folder named after everything it is made from, so that a new data file, supplement,
folding or layout is unpacked beside the old one, and a half-made one is never opened.
"""

import hashlib
import io
import json
import lzma
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from importlib.metadata import version
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

import marisa_trie

from gazetteer import supplement as own_rows
from gazetteer.errors import BadData, GazetteerError
from gazetteer.names import fold
from gazetteer.overlay import Loaded, Overlay
from gazetteer.packed import write as write_packed
from gazetteer.prefix import store_prefixes
from gazetteer.reader import read_head, read_places
from gazetteer.transliteration import LEAST_CONSONANTS, consonants

Progress = Callable[[float, str], None]
"""Called with how much is done, 0 to 1, and what is being done."""

DATABASE = "places.sqlite"
TRIE = "keys.marisa"
MAIN, PREFERRED, HIDDEN = 1, 2, 4
"""Flags of a name row: the place's own name; preferred in its language; found but never shown."""

_WORK = ".unpacking-"
_ABANDONED_SECONDS = 3600
_KEPT = 3
"""Unpacked versions that stay on disk: another checkout may use them."""

_MADE_BY = (
    *("names.py", "unpack.py", "overlay.py", "reader.py", "supplement.py", "weight.py"),
    *("transliteration.py", "packed.py", "prefix.py", "scripts.py", "status.py"),
)
"""The modules whose code decides what is made."""

_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -100000;
CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, lat REAL NOT NULL,
  lon REAL NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 INTEGER NOT NULL,
  population INTEGER NOT NULL, radius_km REAL NOT NULL, feature TEXT NOT NULL, contested INTEGER NOT NULL,
  label TEXT NOT NULL, source TEXT NOT NULL, coord_source TEXT NOT NULL, weight REAL NOT NULL,
  cell INTEGER NOT NULL);
CREATE TABLE loose (key TEXT, place INTEGER, text TEXT, detail INTEGER, flags INTEGER);
CREATE TABLE details (id INTEGER PRIMARY KEY, language TEXT NOT NULL, type TEXT NOT NULL,
  authority TEXT NOT NULL, source TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL);
CREATE TABLE status (place INTEGER NOT NULL, position INTEGER NOT NULL, relation TEXT NOT NULL,
  actor TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (place, position)) WITHOUT ROWID;
CREATE TABLE sounds (sound TEXT NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (sound, key)) WITHOUT ROWID;
CREATE TABLE prefixes (script TEXT NOT NULL, prefix TEXT NOT NULL, places TEXT NOT NULL,
  PRIMARY KEY (script, prefix)) WITHOUT ROWID;
CREATE TABLE parents (place INTEGER NOT NULL, position INTEGER NOT NULL, parent INTEGER NOT NULL,
  PRIMARY KEY (place, position)) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_NAMES = """
CREATE TABLE names (key INTEGER NOT NULL, place INTEGER NOT NULL, text TEXT NOT NULL, detail INTEGER NOT NULL,
  flags INTEGER NOT NULL);
INSERT INTO names SELECT number(key), place, text, detail, max(flags & 1) + flags - (flags & 1) FROM loose
  WHERE key <> '' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
DROP TABLE loose;
"""
_INDEXES = """
CREATE INDEX names_by_place ON names (place);
CREATE INDEX places_by_cell ON places (cell, weight);
CREATE INDEX places_by_weight ON places (weight);
CREATE INDEX places_by_country ON places (country, weight);
CREATE INDEX parents_by_parent ON parents (parent);
CREATE INDEX divisions ON places (feature, admin1) WHERE feature IN ('PCL', 'ADM1');
ANALYZE;
"""


def data_file() -> Traversable:
    """Return the compressed data file of the installed package."""
    return files("gazetteer").joinpath("data", "places.txt.xz")


def fingerprint(source: Traversable) -> str:
    """Return the name of the folder for a data file: a hash over all that goes into it.

    Of the data file only its size and end are read: the end of an .xz file holds the checksum of its content.
    """
    sha = hashlib.sha256(version("anyascii").encode())
    with as_file(source) as path:
        if not path.is_file():
            raise BadData(f"{path}: no such file, expected the gazetteer's data; `gazetteer build` makes it")
        with path.open("rb") as stream:
            size = path.stat().st_size
            stream.seek(max(0, size - 1024))
            sha.update(f"{size}".encode() + stream.read())
    for name in _MADE_BY:
        sha.update(files("gazetteer").joinpath(name).read_bytes())
    for file in own_rows.supplement_files():
        sha.update(file.name.encode() + file.read_bytes())
    return sha.hexdigest()[:20]


def unpacked(root: Path, progress: Progress | None = None, source: Traversable | None = None) -> Path:
    """Return the folder of the unpacked data below `root`, made first where it is missing.

    Two processes may do this at once: each works in a folder of its own, and the first to finish wins.
    """
    source = source or data_file()
    target = root / fingerprint(source)
    if (target / DATABASE).is_file():
        with suppress(OSError):  # not ours to touch
            target.touch()  # in use: others are removed before it
        return target
    try:
        root.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=_WORK, dir=root))
    except OSError as error:
        raise GazetteerError(f"{root}: {error.strerror}, expected a folder to unpack places in") from error
    try:
        work.chmod(0o755)
        _make(source, work, progress or (lambda _share, _step: None))
        _remove_old(root, work)
        try:
            work.rename(target)
        except OSError:
            if not (target / DATABASE).is_file():
                raise
    except (lzma.LZMAError, EOFError, UnicodeDecodeError) as error:
        raise BadData(f"{source}: {error}, expected the gazetteer's data, whole") from error
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(f"{root}: {error}; unpacking needs about {_room(source)} there") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def _room(source: Traversable) -> str:
    """Return how much disk unpacking takes, in words: some twenty times the compressed file's size."""
    with as_file(source) as path:
        megabytes = path.stat().st_size * 20 / 1e6 if path.is_file() else 300
    return f"{max(300, round(megabytes, -2)):,.0f} MB"


def _remove_old(root: Path, work: Path) -> None:
    """Remove all but the versions used last, and what a killed process left half made."""
    now = (work / DATABASE).stat().st_mtime
    others: list[tuple[float, Path]] = []
    for folder in root.iterdir():
        with suppress(OSError):  # another process has just renamed its own
            if folder != work and folder.is_dir():
                others.append((folder.stat().st_mtime, folder))
    made = sorted((age, p) for age, p in others if not p.name.startswith(_WORK) and (p / DATABASE).is_file())
    left = [p for age, p in others if p.name.startswith(_WORK) and age < now - _ABANDONED_SECONDS]
    for old in (*left, *(p for _, p in made[: max(0, len(made) - _KEPT + 1)])):
        shutil.rmtree(old, ignore_errors=True)


def _make(source: Traversable, work: Path, progress: Progress) -> None:
    overlay = Overlay(own_rows.read(own_rows.supplement_files()))
    with closing(sqlite3.connect(work / DATABASE, isolation_level=None)) as database:
        database.executescript(_TABLES)
        database.execute("BEGIN")
        with (
            source.open("rb") as packed,
            lzma.open(packed) as content,
            io.TextIOWrapper(content, encoding="utf-8", newline="\n") as lines,
        ):
            head = read_head(source, next(lines, ""))
            total = max(1, int(head["places"]))
            _store(
                database,
                _overlaid(read_places(lines), overlay),
                lambda n: progress(0.5 * min(1.0, n / total), "reading places"),
            )
        database.executemany("INSERT OR REPLACE INTO parents VALUES (?,?,?)", overlay.parents())
        database.executemany(
            "INSERT INTO status VALUES (?,?,?,?,?,?,?)",
            ((p, n, f.relation, f.actor, f.since, f.until, f.source) for p, n, f in overlay.facts()),
        )
        database.execute("INSERT INTO meta VALUES ('packages', ?)", (json.dumps(head["packages"]),))
        progress(0.6, "numbering names")
        trie = marisa_trie.Trie(
            k for (k,) in database.execute("SELECT DISTINCT key FROM loose WHERE key <> ''")
        )
        trie.save(str(work / TRIE))
        progress(0.7, "storing names")
        database.create_function("number", 1, trie.get, deterministic=True)
        database.execute("COMMIT")
        database.executescript(_NAMES)
        progress(0.8, "making indexes")
        database.executescript(_INDEXES)
        progress(0.85, "indexing spellings and beginnings")
        database.execute("BEGIN")
        database.execute("CREATE TEMP TABLE heard (sound TEXT, key INTEGER)")
        database.executemany("INSERT INTO heard VALUES (?,?)", _sounds(trie))
        database.execute("INSERT INTO sounds SELECT * FROM heard ORDER BY sound, key")
        database.execute("DROP TABLE heard")
        store_prefixes(database, trie)
        database.execute("COMMIT")
        progress(0.95, "writing what is read most")
        write_packed(database, work, len(trie))
        database.executescript("VACUUM")
    progress(1.0, "done")


def _sounds(trie: marisa_trie.Trie) -> Iterator[tuple[str, int]]:
    for key, number in trie.iteritems():
        sound = consonants(key)
        if len(sound) >= LEAST_CONSONANTS and not any(c.isdigit() for c in sound):
            yield sound, number


def _overlaid(places: Iterable[Loaded], overlay: Overlay) -> Iterator[Loaded]:
    for loaded in places:
        yield overlay.apply(loaded)
    yield from overlay.rest()


def _store(database: sqlite3.Connection, places: Iterable[Loaded], say: Callable[[int], None]) -> None:
    rows: list[tuple[object, ...]] = []
    names: list[tuple[object, ...]] = []
    nested: list[tuple[object, ...]] = []
    details: dict[tuple[str, ...], int] = {}
    count = 0
    for count, loaded in enumerate(places, start=1):
        p = loaded.place
        rows.append((
            *(p.id, p.name, p.kind, p.lat, p.lon, p.country, p.admin1, loaded.admin2, p.population),
            *(p.radius_km, p.feature, int(p.contested), p.label, p.source, p.coord_source, p.weight),
            cell_of(p.lat, p.lon),
        ))  # fmt: skip
        for n in loaded.names:
            flags = MAIN * n.main + PREFERRED * n.name.preferred + HIDDEN * n.name.searchable_only
            detail = (
                *(n.name.language, n.name.type, n.name.authority, n.source),
                *(n.name.since, n.name.until),
            )
            number = details.setdefault(detail, len(details))
            names.append((fold(n.name.text), p.id, n.name.text, number, flags))
        nested += [(p.id, at, parent) for at, parent in enumerate(loaded.parents)]
        if len(rows) >= 10000:
            _flush(database, rows, names, nested)
            say(count)
    _flush(database, rows, names, nested)
    database.executemany("INSERT INTO details VALUES (?,?,?,?,?,?,?)", [(n, *d) for d, n in details.items()])
    say(count)


def _flush(
    database: sqlite3.Connection,
    rows: list[tuple[object, ...]],
    names: list[tuple[object, ...]],
    nested: list[tuple[object, ...]],
) -> None:
    database.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)
    database.executemany("INSERT INTO loose VALUES (?,?,?,?,?)", names)
    database.executemany("INSERT INTO parents VALUES (?,?,?)", nested)
    for each in (rows, names, nested):
        each.clear()


def cell_of(lat: float, lon: float) -> int:
    """Return the number of the one-degree cell that a point lies in: rows from the south, 360 cells each."""
    return min(179, int((lat + 90) // 1)) * 360 + int((lon + 180) // 1) % 360
