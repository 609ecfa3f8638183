"""A map's file: made, found again, brought up to date, and never spoiled."""

import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from mapapp.store import Store, StoreError, database
from mapapp.store.database import file_of
from mapapp.store.schema import HEAD, KNOWN, metadata

ADDER = """
import sys
sys.path.insert(0, sys.argv[1])
from conftest import make
from mapapp.store import Store
url, worker, count = sys.argv[2], sys.argv[3], int(sys.argv[4])
store = Store(url).open()
for n in range(count):
    shared = n % 2 == 0
    text = f"Report {n} of " + ("all" if shared else worker)
    added = store.add(*make(f"a-{worker}-{n}", text, event_id=f"ev-{ord(worker):x}{n:x}"))
    print(added.article_id, flush=True)
"""


def adder(url: str, worker: str, count: int) -> subprocess.Popen[str]:
    """A process that adds articles and prints the id of each when it is kept."""
    command = [sys.executable, "-c", ADDER, str(Path(__file__).parent), url, worker, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def add_step(folder: Path, patch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let there be one migration more than we ship."""
    shipped = Path(database.__file__).parent / "migrations"
    (folder / "steps" / "versions").mkdir(parents=True)
    for file in [shipped / "env.py", *(shipped / "versions").glob("v*.py")]:
        (folder / "steps" / file.relative_to(shipped)).write_text(file.read_text())
    head = "import sqlalchemy as sa\nfrom alembic import op\n"
    head += f"revision, down_revision = 'next', {HEAD!r}\n"
    body = "def upgrade():\n" + "".join(f"    {line}\n" for line in lines)
    (folder / "steps" / "versions" / "next.py").write_text(head + body)
    patch.setattr(database, "_MIGRATIONS", folder / "steps")
    patch.setattr(database, "HEAD", "next")
    patch.setattr(database, "KNOWN", (*KNOWN, "next"))


def test_a_new_file_is_made_with_its_folders_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "ein Ordner" / "карта? 100%" / "map #1.sqlite"

    with Store(f"sqlite:///{path}") as store:
        assert store.counts().articles == 0

    assert path.is_file()
    assert [stat.S_IMODE(p.stat().st_mode) for p in path.parents[:2]] == [0o700, 0o700]


def test_the_file_is_as_safe_as_promised(store: Store) -> None:
    with store.database.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
    assert store.database.check() == ()


def test_migrations_and_tables_agree(store: Store) -> None:
    with store.database.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    script = ScriptDirectory.from_config(configuration)

    assert differences == []
    assert script.get_current_head() == HEAD == store.database.revision()
    assert [step.revision for step in script.walk_revisions()] == list(reversed(KNOWN))


@pytest.mark.parametrize(
    "url", ["postgresql://user:secret@host/db", "sqlite://", "sqlite:///:memory:", "map.sqlite", ""]
)
def test_an_address_that_names_no_file_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="expected sqlite:///") as raised:
        file_of(url)

    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a database", b"id,title\n1,Shelling\n", b"\0" * 9000])
def test_what_is_no_database_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.sqlite"
    path.write_bytes(content)

    with pytest.raises(StoreError, match=r"notes\.sqlite: is not a database"):
        Store(f"sqlite:///{path}").open()

    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(StoreError, match=r"other\.sqlite: is another program's"):
        Store(f"sqlite:///{path}").open()

    assert path.read_bytes() == before


def test_a_damaged_file_is_named_and_left_as_it_is(url: str, made: Callable[..., Any]) -> None:
    with Store(url) as store:
        for n in range(50):
            store.add(*made(f"a-{n}", f"Report {n}. " * 50, event_id=f"ev-{n:x}"))
    path = file_of(url)
    whole = path.read_bytes()
    spoiled = whole[:8192] + b"\xa5" * 40_000 + whole[48_192:]
    path.write_bytes(spoiled)

    with pytest.raises(StoreError, match=r"map\.sqlite: .*damaged") as raised:
        Store(url).open()

    assert "\n" not in str(raised.value)
    assert path.read_bytes() == spoiled


def test_damage_found_later_is_an_error_of_ours(
    url: str, made: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "CHECKED_BYTES", 0)
    with Store(url) as store:
        store.add(*made(text="Shells fell. " * 10_000))
    path = file_of(url)
    path.write_bytes(path.read_bytes()[:-60_000])

    with pytest.raises(StoreError, match=r"map\.sqlite"), Store(url) as store:
        store.article("a-1")


@pytest.mark.parametrize("part", ["folder", "path is a folder", "file above"])
def test_a_place_that_cannot_hold_a_file_is_named(tmp_path: Path, part: str) -> None:
    path = tmp_path / "map.sqlite"
    if part == "file above":
        (tmp_path / "file").write_text("a file")
        path = tmp_path / "file" / "map.sqlite"
    elif part == "path is a folder":
        path.mkdir()
    else:
        path = Path("/proc/nowhere/map.sqlite")

    with pytest.raises(StoreError, match=r"map\.sqlite: "):
        Store(f"sqlite:///{path}").open()


def test_a_newer_schema_is_left_as_it_is(url: str) -> None:
    Store(url).open().close()
    with sqlite3.connect(file_of(url)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    with pytest.raises(StoreError, match="newer mapapp"):
        Store(url).open()

    assert [p.name for p in file_of(url).parent.iterdir()] == ["map.sqlite"]


def test_an_older_schema_is_copied_then_brought_up_to_date(
    url: str, made: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with Store(url) as store:
        store.add(*made())
    add_step(tmp_path, monkeypatch, "op.add_column('articles', sa.Column('tone', sa.Text))")

    with Store(url) as store:
        with store.database.reading() as connection:
            tones = connection.execute(sa.text("SELECT id, tone FROM articles")).all()
        assert store.database.revision() == "next"

    copy = file_of(url).with_name(f"map.schema-{HEAD}.backup.sqlite")
    with sqlite3.connect(copy) as connection:
        old = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        held = connection.execute("SELECT id FROM articles").fetchall()
    connection.close()
    assert [tuple(t) for t in tones] == [("a-1", None)]
    assert (old, held) == ([(HEAD,)], [("a-1",)])


def test_a_step_that_fails_changes_nothing(
    url: str, made: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with Store(url) as store:
        store.add(*made())
    with monkeypatch.context() as patched:
        add_step(tmp_path, patched, "op.execute('DROP TABLE edits')", "op.execute('SELECT * FROM nowhere')")
        with pytest.raises(StoreError, match="nowhere"):
            Store(url).open()

    with Store(url) as store:
        assert (store.edits(), store.article("a-1") is not None) == ((), True)


def test_processes_make_one_file_and_write_to_it_at_once(url: str) -> None:
    workers = [adder(url, worker, 12) for worker in "xyz"]
    printed = [process.communicate(timeout=120)[0].split() for process in workers]

    assert [process.returncode for process in workers] == [0, 0, 0]
    assert all(len(ids) == 12 for ids in printed)
    with Store(url) as store:
        counts = store.counts()
        kept = {article.id for article in store.articles()}
        assert counts.articles == counts.events == counts.reports == 6 + 3 * 6
        assert kept == {id for ids in printed for id in ids}  # a double answers with the first one's id
        assert store.version() == counts.articles
        assert store.database.check() == ()


def test_what_was_kept_survives_a_kill(url: str) -> None:
    acknowledged: list[str] = []
    for round in range(4):
        process = adder(url, "pqrs"[round], 100_000)
        assert process.stdout is not None
        for _ in range(5 + 7 * round):
            acknowledged.append(process.stdout.readline().strip())
        time.sleep(0.003 * round)  # somewhere else in the write each time
        process.send_signal(signal.SIGKILL)
        acknowledged += process.communicate()[0].split("\n")[:-1]

    with Store(url) as store:
        counts = store.counts()
        events = list(store.events())
        assert all(store.article(id) is not None for id in acknowledged if id)
        assert counts.articles == counts.events == counts.reports == store.version() == len(events)
        assert all(len(event.reports) == 1 for event in events)
        assert store.database.check() == ()
        with store.database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_a_full_disk_is_said_and_costs_nothing(store: Store, made: Callable[..., Any]) -> None:
    store.add(*made())
    with store.database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    store.close()
    store.open()
    with store.database.reading() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreError, match=r"full.*free some space"):
        store.add(*made("a-2", "Shells fell again. " * 5_000, event_id="ev-2"))

    assert store.counts().articles == 1
    assert store.article("a-1") is not None
