import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from mapapp.config import Settings
from mapapp.core.article import Article
from mapapp.core.map_name import DEMO
from mapapp.server import demo as demo_module
from mapapp.server import state
from mapapp.server.demo import ARTICLES, Demo, DemoNotReady
from mapapp.server.state import Maps
from mapapp.store import Store
from mapapp.store.sealed import ReadOnly

LONG = 240


@pytest.fixture
def maps(tmp_path: Path, gazetteer: Gazetteer) -> Iterator[Maps]:
    started = state.start(Settings(data_dir=tmp_path, database_url=""), gazetteer=gazetteer, demo=True)
    yield started
    started.close()


def demo_of(maps: Maps) -> Demo:
    assert maps.demo is not None
    return maps.demo


def test_the_demo_is_read_in_the_background_and_then_there(maps: Maps) -> None:
    demo = demo_of(maps)
    with pytest.raises(DemoNotReady):
        maps.state(DEMO)

    assert demo.wait(LONG), demo.error
    opened = maps.state(DEMO)

    assert (demo.done, demo.total) == (17, 17)
    assert opened.is_demo
    assert opened.store.counts().articles == demo.total
    assert opened.store.counts().events >= 12
    assert sorted(path.name for path in demo.path.parent.glob("*.new*")) == []


def test_nothing_can_be_saved_in_the_demo(maps: Maps) -> None:
    demo_of(maps).begin()
    assert demo_of(maps).wait(LONG)
    ingest = maps.state(DEMO).ingest()
    article = Article("a-1", "", "Rockets hit the town of Barda on October 28, 2020, officials said.")

    with pytest.raises(ReadOnly, match="Start a map of your own"):
        ingest.save(ingest.preview(article))

    assert maps.state(DEMO).store.counts().articles == demo_of(maps).total


def test_a_users_own_places_do_not_move_the_demo(tmp_path: Path, gazetteer: Gazetteer) -> None:
    own = tmp_path / "own-places.csv"
    own.write_text("name,lat,lon,kind\nGanja,10.0,10.0,town\nStepanakert,11.0,11.0,town\n", encoding="utf-8")
    maps = state.start(Settings(data_dir=tmp_path, database_url=""), gazetteer=gazetteer, demo=True)
    assert maps.shared.own.file.path == own
    moved = maps.shared.gazetteer().named("Ganja")[0]
    assert (moved.lat, moved.lon) == (10.0, 10.0)

    demo_of(maps).begin()
    assert demo_of(maps).wait(LONG), demo_of(maps).error

    events = list(maps.state(DEMO).store.events())
    assert events
    assert not [e for e in events for place in e.places if place.lat in {10.0, 11.0}]
    maps.close()


def test_the_demo_is_kept_until_its_texts_change(
    maps: Maps, gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo_of(maps).begin()
    assert demo_of(maps).wait(LONG)
    maps.close()
    fewer = tmp_path / "fewer.jsonl"
    fewer.write_bytes(b"".join(ARTICLES.read_bytes().splitlines(keepends=True)[:2]))

    kept = Maps(maps.settings, None, gazetteer, demo=True)
    assert demo_of(kept).ready()
    monkeypatch.setattr(demo_module, "ARTICLES", fewer)
    changed = Maps(maps.settings, None, gazetteer, demo=True)
    assert not demo_of(changed).ready()
    demo_of(changed).begin()
    assert demo_of(changed).wait(LONG)

    assert changed.state(DEMO).store.counts().articles == 2
    changed.close()


def test_a_map_that_someone_has_called_demo_before_is_kept(maps: Maps) -> None:
    path = demo_of(maps).path
    with Store(f"sqlite:///{path}") as own:
        maps.shared.ingest(own).save(Article("mine", "", "Rockets hit Barda on October 28, 2020."))

    demo_of(maps).begin()
    assert demo_of(maps).wait(LONG), demo_of(maps).error

    assert maps.names() == ("default", "demo-1", "demo")
    assert maps.state("demo-1").store.article("mine") is not None


def test_a_demo_that_cannot_be_written_says_so(maps: Maps) -> None:
    demo = demo_of(maps)
    demo.path.mkdir(parents=True)
    (demo.path / "in the way").touch()

    demo.begin()

    assert not demo.wait(LONG)
    assert demo.error.startswith("The demo could not be made: ")


def test_the_demos_texts_say_that_they_are_ours() -> None:
    texts = [json.loads(line) for line in ARTICLES.read_text("utf-8").splitlines()]

    assert 12 <= len(texts) <= 20
    assert {text["source"] for text in texts} == {"Demo text"}
