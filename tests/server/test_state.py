from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from mapapp.config import Settings
from mapapp.core.errors import MapappError
from mapapp.core.map_name import BadMapName, token
from mapapp.server import state
from mapapp.server.state import KEPT_ARTICLES, Maps, NoSuchMap, State


def test_articles_asked_for_last_are_at_hand_and_no_more_than_so_many(
    now: State, put: Callable[..., str]
) -> None:
    for number in range(KEPT_ARTICLES + 5):
        put(number)
        now.article(f"a-{number}")

    assert now.article("a-3") == now.store.article("a-3")
    assert len(now._articles) == KEPT_ARTICLES
    assert now.article("a-none") is None


def test_all_of_a_process_share_one_state(now: State) -> None:
    assert state.current() is now


def test_a_reader_without_articles_sees_the_demo_first_until_there_is_one(
    tmp_path: Path, gazetteer: Gazetteer, put_in: Callable[..., str]
) -> None:
    maps = Maps(Settings(data_dir=tmp_path, database_url=""), None, gazetteer, demo=True)
    before = maps.start_name()
    put_in(maps.state("default"), 1)

    assert (before, maps.start_name()) == ("demo", "default")
    maps.close()


@pytest.mark.parametrize(
    ("first", "demo", "name"), [("work", True, "work"), (None, False, "default"), ("Demo", False, "demo")]
)
def test_who_names_a_map_or_wants_no_demo_gets_that(
    tmp_path: Path, gazetteer: Gazetteer, first: str | None, demo: bool, name: str
) -> None:
    maps = Maps(Settings(data_dir=tmp_path, database_url=""), first, gazetteer, demo)

    assert maps.start_name() == name
    assert ("demo" in maps.names()) == (demo or name == "demo")


def test_each_map_is_a_database_of_its_own(now: State, put_in: Callable[..., str]) -> None:
    maps = state.maps()

    name = maps.create("  South   Caucasus ")
    put_in(maps.state(name), 1)

    assert name == "South Caucasus"
    assert maps.names() == ("default", "South Caucasus")
    assert len(maps.state(name).store.snapshot()) == 1
    assert len(now.store.snapshot()) == 0
    assert maps.state(name).store.database.path.name == "South Caucasus.sqlite"


@pytest.mark.parametrize("name", ["", "../x", "a/b", "x" * 101])
def test_a_map_that_can_be_none_is_not_made(now: State, name: str) -> None:
    with pytest.raises(BadMapName, match="expected letters"):
        state.maps().create(name)


@pytest.mark.parametrize("name", ["default", "Demo", "WORK", "my map"])
def test_a_name_that_is_taken_is_not_taken_again(now: State, name: str) -> None:
    state.maps().create("work")

    with pytest.raises(MapappError, match="already"):
        state.maps().create(name)


def test_a_map_is_known_by_its_name_and_its_token(now: State) -> None:
    maps = state.maps()
    maps.create("Карта 1")

    assert maps.named("Карта 1") == maps.named(token("Карта 1")) == "Карта 1"
    with pytest.raises(NoSuchMap):
        maps.named("never made")


def test_a_map_that_is_none_makes_no_file(now: State) -> None:
    with pytest.raises(NoSuchMap):
        state.maps().state("never made")

    assert [path.stem for path in now.store.database.path.parent.glob("*.sqlite")] == ["default"]


def test_backups_and_files_with_other_names_are_no_maps(now: State) -> None:
    folder = now.store.database.path.parent
    for name in ("work.schema-0001.backup.sqlite", "_x.sqlite", "later.sqlite"):
        (folder / name).touch()

    assert state.maps().names() == ("default", "later")


def test_one_database_from_outside_is_the_only_map(tmp_path: Path, gazetteer: Gazetteer) -> None:
    settings = Settings(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'one.sqlite'}")
    maps = state.start(settings, gazetteer=gazetteer, demo=True)

    assert maps.names() == ("default",)
    assert (maps.demo, maps.start_name()) == (None, "default")
    with pytest.raises(MapappError, match="one map only"):
        maps.create("work")
    maps.close()


def test_threads_that_ask_at_once_share_one_open_map(now: State) -> None:
    maps = state.maps()
    maps.create("busy")
    maps._states.pop("busy").close()

    with ThreadPoolExecutor(8) as threads:
        opened = list(threads.map(lambda _: maps.state("busy"), range(32)))

    assert len({id(each) for each in opened}) == 1
