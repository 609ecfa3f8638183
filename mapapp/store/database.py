"""One map's database: its file, its connections and transactions, and bringing it up to date."""

import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event as sa_event
from sqlalchemy.pool import QueuePool

from mapapp.store.errors import StoreError
from mapapp.store.schema import HEAD, KNOWN

BUSY_SECONDS: Final = 30
CHECKED_BYTES: Final = 32 * 1024 * 1024
"""A file up to this size is checked whole when it is opened (about 0.1 s); a larger one by `check`."""
_HEADER: Final = b"SQLite format 3\0"
_MIGRATIONS: Final = Path(__file__).parent / "migrations"
# Alembic keeps its configuration in the module: one migration at a time in a process.
_migrating = threading.Lock()


def file_of(url: str) -> Path:
    """Return the file that an SQLite address names, its path taken as it stands ("?" and "%" included).

    >>> file_of("sqlite:////data/a map.sqlite").name
    'a map.sqlite'
    """
    found = re.match(r"sqlite(?:\+pysqlite)?:///(.+)", url, re.DOTALL)
    if not found or found[1] == ":memory:":
        shown = re.sub(r"//[^/@]*@", "//...@", url)
        raise StoreError(f"The database address is {shown!r}; expected sqlite:/// and the path of a file.")
    return Path(found[1])


class Database:
    """Connections to one file, which threads and processes may share: a connection each transaction."""

    def __init__(self, url: str) -> None:
        self.path = file_of(url)
        self._engine: sa.Engine | None = None

    def open(self) -> None:
        """Make the file with its folders, or bring it up to date after a backup copy; raises StoreError.

        A file that is no database, is damaged, or is newer than this version is left as it is.
        """
        if self._engine is not None:
            return
        try:
            _make_folder(self.path.parent)
            self._examine()
            engine = self._make_engine()
            try:
                self._use_wal(engine)
                self._bring_up_to_date(engine)
            except BaseException:
                engine.dispose()
                raise
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be opened: {error.strerror or error}.") from error
        except (sa.exc.DBAPIError, sqlite3.Error) as error:
            raise self._explained(error) from error
        self._engine = engine

    def close(self) -> None:
        """Close all connections; `open` opens them again."""
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the data, however long it is held."""
        with self._transaction(write=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection that alone may write; committed at the end, undone at an error."""
        with self._transaction(write=True) as connection:
            yield connection

    def revision(self) -> str:
        """Return the schema the file is at."""
        with self.reading() as connection:
            return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())

    def check(self) -> tuple[str, ...]:
        """Return what SQLite finds wrong with the whole file; () where nothing is."""
        with self.reading() as connection:
            found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
        return () if found == ["ok"] else tuple(found)

    def back_up(self, copy: Path) -> None:
        """Write a consistent copy of the data to a new file, whoever is writing meanwhile."""
        with closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))

    @contextmanager
    def _transaction(self, write: bool) -> Iterator[sa.Connection]:
        if self._engine is None:
            raise StoreError(f"{self.path}: is not open.")
        try:
            with self._engine.execution_options(mapapp_write=write).begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise self._explained(error) from error

    def _examine(self) -> None:
        """Refuse what is no database, another program's, or damaged, before anything is written."""
        if not self.path.exists():
            return
        if not self.path.is_file():
            raise StoreError(f"{self.path}: is not a file; expected a database or a name that is free.")
        if not self.path.stat().st_size:
            return
        with self.path.open("rb") as file:
            if file.read(len(_HEADER)) != _HEADER:
                raise StoreError(
                    f"{self.path}: is not a database. It was left as it is: move it away or name another."
                )
        with closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            if names and "alembic_version" not in names:
                raise StoreError(f"{self.path}: is another program's database. It was left as it is.")
            if self.path.stat().st_size <= CHECKED_BYTES:
                found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
                if found != "ok":
                    raise sqlite3.DatabaseError(found)

    def _make_engine(self) -> sa.Engine:
        engine = sa.create_engine(
            sa.URL.create("sqlite", database=str(self.path)),
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=-1,
            hide_parameters=True,  # no article in a log
            connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        )

        @sa_event.listens_for(engine, "connect")
        def _prepare(connection: Any, _record: Any) -> None:
            connection.isolation_level = None  # the driver begins nothing by itself
            cursor = connection.cursor()
            for pragma in (
                f"busy_timeout = {BUSY_SECONDS * 1000}",
                "foreign_keys = ON",
                "synchronous = FULL",
            ):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        @sa_event.listens_for(engine, "begin")
        def _begin(connection: sa.Connection) -> None:
            # A reader that turns writer can fail at once, whatever the timeout: writers say so at the start.
            write = connection.get_execution_options().get("mapapp_write")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

        return engine

    def _use_wal(self, engine: sa.Engine) -> None:
        """Switch to write-ahead logging; SQLite does not wait for others here, so we do."""
        until = time.monotonic() + BUSY_SECONDS
        with closing(engine.raw_connection()) as connection:
            while True:
                try:
                    connection.cursor().execute("PRAGMA journal_mode = WAL")
                    return
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > until:
                        raise
                    time.sleep(0.02)

    def _bring_up_to_date(self, engine: sa.Engine) -> None:
        found = self._refuse_newer(_revision(engine))
        if found == HEAD:
            return
        if found is not None:
            self.back_up(self._free_name(found))
        with _migrating, engine.execution_options(mapapp_write=True).begin() as connection:
            # Another process may have done it while we waited for the lock.
            if self._refuse_newer(_revision_seen(connection)) != HEAD:
                _upgrade(connection)

    def _refuse_newer(self, revision: str | None) -> str | None:
        if revision is not None and revision not in KNOWN:
            raise StoreError(
                f"{self.path}: was written by a newer mapapp (its schema is {revision}, ours {HEAD}). "
                "It was left as it is: update mapapp to open it."
            )
        return revision

    def _free_name(self, revision: str) -> Path:
        for number in range(1, 1000):
            suffix = "" if number == 1 else f"-{number}"
            copy = self.path.with_name(f"{self.path.stem}.schema-{revision}{suffix}.backup.sqlite")
            if not copy.exists():
                return copy
        raise StoreError(f"{self.path}: has 999 backup copies beside it; move them away.")

    def _explained(self, error: Exception) -> StoreError:
        """Return what a database error means for the reader."""
        said = " ".join(str(getattr(error, "orig", None) or error).split())
        if "malformed" in said or "not a database" in said or "***" in said or "btree" in said.lower():
            advice = "The file is damaged; it was left as it is. Restore a backup copy, or move it away."
        elif "full" in said:
            advice = "Nothing of this step was stored; free some space and try again."
        elif "locked" in said:
            advice = f"Another program has been writing for {BUSY_SECONDS} s; try again."
        elif "readonly" in said or "read-only" in said or "unable to open" in said:
            advice = "Check that you may write to the file and its folder."
        else:
            advice = "Nothing of this step was stored."
        return StoreError(f"{self.path}: {said}. {advice}")


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each for its owner only."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        with suppress(FileExistsError):
            each.mkdir(0o700)


def _revision(engine: sa.Engine) -> str | None:
    with engine.begin() as connection:
        return _revision_seen(connection)


def _revision_seen(connection: sa.Connection) -> str | None:
    names = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
    if names.first() is None:
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def _upgrade(connection: sa.Connection) -> None:
    """Run the steps that are missing, inside the caller's transaction."""
    from alembic import command  # only here: most starts need no migration, and it takes 0.2 s to load
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    configuration.attributes["connection"] = connection
    command.upgrade(configuration, "head")
