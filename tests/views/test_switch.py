from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import mapapp.views
from gazetteer import Gazetteer
from mapapp.config import Settings
from mapapp.core.article import Article
from mapapp.server import state
from mapapp.server.state import Maps, State

Put = Callable[..., str]
SCRIPT = Path(mapapp.views.__file__).with_name("main.py")


@pytest.fixture
def with_demo(tmp_path: Path, gazetteer: Gazetteer) -> Iterator[Maps]:
    started = state.start(Settings(data_dir=tmp_path, database_url=""), gazetteer=gazetteer, demo=True)
    yield started
    started.close()


def visit(**link: str) -> AppTest:
    """Return a new reader's page, opened by a link."""
    screen = AppTest.from_file(str(SCRIPT), default_timeout=60)
    for key, value in link.items():
        screen.query_params[key] = value
    return screen.run()


def asked(screen: AppTest) -> str:
    return "".join(screen.query_params.get("map", []))


def headers(screen: AppTest) -> list[str]:
    return [header.value for header in screen.header]


def test_the_menu_names_all_maps_and_the_way_to_a_new_one(now: State) -> None:
    state.maps().create("work")

    screen = visit()

    assert screen.selectbox(key="map_menu").options == ["My map", "work", "New map…"]
    assert asked(screen) == ""


def test_two_readers_look_at_two_maps(now: State, put: Put) -> None:
    put(1)
    state.maps().create("work")
    first, second = visit(), visit()

    second.selectbox(key="map_menu").select("work").run()
    first.run()

    assert (asked(first), headers(first)) == ("", [])
    assert (asked(second), headers(second)) == ("work", ["No events yet"])


def test_a_link_opens_its_map_and_one_to_none_says_so(now: State, put: Put) -> None:
    put(1)
    state.maps().create("Карта 1")

    known, unknown = visit(map="Карта 1"), visit(map="{{7*7}}")

    assert headers(known) == ["No events yet"]
    assert headers(unknown) == []
    assert asked(unknown) == ""
    assert not unknown.exception


def test_what_was_chosen_on_one_map_is_not_asked_of_another(now: State, put: Put) -> None:
    state.maps().create("work")
    screen = visit(event=put(1), background="1")

    screen.selectbox(key="map_menu").select("work").run()

    assert "event" not in screen.query_params
    assert screen.session_state["selected"] == ""
    assert not screen.exception


def test_a_new_map_is_made_and_opened(now: State) -> None:
    screen = visit()

    screen.selectbox(key="map_menu").select("").run()
    screen.text_input(key="new_map_name").input("a/b")
    [make] = [button for button in screen.button if button.label == "Make the map"]
    make.click().run()
    assert "expected letters" in screen.session_state["map_error"]
    screen.text_input(key="new_map_name").input("South Caucasus")
    [make] = [button for button in screen.button if button.label == "Make the map"]
    make.click().run()

    assert asked(screen) == "South Caucasus"
    assert state.maps().names() == ("default", "South Caucasus")


def test_the_demo_shows_how_far_it_is_read_then_itself(with_demo: Maps) -> None:
    screen = visit()
    assert headers(screen) == ["Reading the demo"]
    assert with_demo.demo is not None and with_demo.demo.wait(240)

    screen.run()

    assert asked(screen) == "demo"
    assert headers(screen) == []
    assert screen.markdown[0].value.startswith("**Demo:** 17 short texts of our own")
    assert "Start my own map" in [button.label for button in screen.button]


def test_ones_own_map_is_one_click_from_the_demo_and_the_demo_one_click_from_it(with_demo: Maps) -> None:
    screen = visit()
    assert with_demo.demo is not None and with_demo.demo.wait(240)
    screen.run()

    screen.button(key="start_own").click().run()
    assert (headers(screen), asked(screen)) == (["No events yet"], "default")
    [look] = [button for button in screen.button if button.label == "Look at the demo"]
    look.click().run()

    assert (headers(screen), asked(screen)) == ([], "demo")


def test_the_demo_is_not_what_a_reader_with_articles_sees(with_demo: Maps) -> None:
    with_demo.state("default").ingest().save(Article("a", "", "Rockets hit Barda on October 28, 2020."))

    screen = visit()

    assert asked(screen) == ""
    assert screen.selectbox(key="map_menu").value == "default"


def test_one_database_from_outside_has_no_menu(tmp_path: Path, gazetteer: Gazetteer) -> None:
    settings = Settings(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'one.sqlite'}")
    maps = state.start(settings, gazetteer=gazetteer, demo=True)

    screen = visit(map="demo")

    assert len(screen.selectbox) == 0
    assert headers(screen) == ["No events yet"]
    maps.close()


def test_a_map_is_left_with_what_was_typed_for_an_article(now: State) -> None:
    state.maps().create("Second")
    screen = visit()
    source = ("https://news.example/1", "News")
    screen.session_state["add_source"], screen.session_state["selected"] = source, "ev-1"
    screen.session_state["add_fetch"] = "https://news.example/1"

    screen.selectbox(key="map_menu").select("Second").run()

    assert asked(screen) == "Second"
    assert screen.session_state["add_source"] == source
    assert screen.session_state["selected"] != "ev-1"
