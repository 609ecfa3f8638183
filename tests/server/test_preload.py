import re

from starlette.testclient import TestClient

from mapapp.server.app import app
from mapapp.server.preload import SCRIPTS, WIDGETS, link_header, needed_scripts


def test_every_widget_is_named_with_all_that_it_needs() -> None:
    files = needed_scripts(SCRIPTS, WIDGETS)

    assert [name for name in WIDGETS if not any(file.startswith(f"{name}.") for file in files)] == []
    for file in files:
        needed = re.findall(r"from\s*\"\./([\w.-]+\.js)\"", (SCRIPTS / file).read_text("utf-8"))
        assert set(needed) <= set(files)


def test_a_widget_that_is_not_there_is_left_out() -> None:
    assert needed_scripts(SCRIPTS, ["NoSuchWidget"]) == ()


def test_the_page_names_its_scripts_and_every_one_is_there() -> None:
    client = TestClient(app, base_url="http://127.0.0.1")

    named = re.findall(r"<([^>]+)>; rel=modulepreload", client.get("/add").headers["link"])

    assert len(named) > len(WIDGETS)
    assert [path for path in named if client.get(path).status_code != 200] == []


def test_a_header_of_moderate_length_is_only_with_pages() -> None:
    client = TestClient(app, base_url="http://127.0.0.1")

    assert len(link_header()) < 8_000  # what proxies take in one header
    assert "link" not in client.get("/health").headers
    assert "link" not in client.get("/component/streamlit_folium.st_folium/index.html").headers
