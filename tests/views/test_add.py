import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from mapapp.server.state import State
from mapapp.sources.fetch import Fetcher
from mapapp.views import add
from tests.sources.test_fetch import PUBLIC, Server, page

SENTENCE = "Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday, wounding two people."


def read(**given: object) -> None:
    """A page with only the form, filled in and read."""
    import streamlit as st

    from mapapp.views import add

    values = {"add_title": "", "add_text": "", "add_link": "", "add_day": None, "add_unknown": True}
    st.session_state.update({**values, **given})
    add.read()


def error_of(**given: object) -> str:
    tried = AppTest.from_function(read, kwargs=given, default_timeout=60).run()
    assert not tried.exception
    assert "add_preview" not in tried.session_state
    return str(tried.session_state["add_error"])


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(("given", "said"), [
    ({"add_text": ""}, "Paste"),
    ({"add_text": " \n "}, "Paste"),
    ({"add_text": "…!?"}, "no text"),
    ({"add_text": SENTENCE, "add_unknown": False}, "day it was published"),
    ({"add_text": "word " * 2_200_000}, "longer than 10 MB"),
    ({"add_text": SENTENCE, "add_title": "t" * 1001}, "title"),
])  # fmt: skip
def test_what_cannot_be_read_is_answered_with_what_to_do(given: dict[str, object], said: str) -> None:
    assert said in error_of(**given)


@pytest.mark.usefixtures("now")
def test_a_day_that_is_still_to_come_is_refused() -> None:
    later = datetime.now(UTC).date() + timedelta(days=30)

    assert "still to come" in error_of(add_text=SENTENCE, add_day=later, add_unknown=False)


@pytest.mark.usefixtures("now")
def test_a_preview_stores_nothing_and_saving_twice_stores_once() -> None:
    from mapapp.server import state

    store = state.current().store
    given = {"add_text": SENTENCE, "add_day": date(2020, 10, 2), "add_unknown": False}
    first = AppTest.from_function(read, kwargs=given, default_timeout=60).run()
    assert store.counts().articles == 0

    saved = state.current().ingest().save(first.session_state["add_preview"])
    again = AppTest.from_function(read, kwargs=given, default_timeout=60).run()

    assert saved.stored
    assert again.session_state["add_preview"].duplicate == saved.article_id
    assert store.counts().articles == 1


@pytest.mark.usefixtures("now")
def test_a_preview_tells_events_refusals_and_the_day_with_its_evidence() -> None:
    text = f"{SENTENCE} The army may shell Stepanakert tomorrow, an official warned."
    given = {"add_text": text, "add_day": date(2020, 10, 2), "add_unknown": False, "add_link": "javascript:x"}
    tried = AppTest.from_function(read, kwargs=given, default_timeout=60).run()

    fields = add.reading_fields(tried.session_state["add_preview"], tried.session_state["add_notes"])

    assert fields["published"] == {"text": "2 October 2020", "evidence": "as you gave it"}
    assert [event["place"]["name"] for event in fields["events"]] == ["Martuni"]
    assert any("Stepanakert" in line["text"] for line in fields["refused"])
    assert any("left out" in note for note in fields["notes"])


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rockets on Martuni</title>
<meta property="og:site_name" content="The Gazette">{date}</head><body><article><h1>Rockets on Martuni</h1>
<p>Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday morning, wounding two people in the street.</p>
<p>Local officials said that the hospital of the town took them in and that its windows had been broken too.</p>
</article></body></html>"""
DATED = '<meta property="article:published_time" content="2020-10-02T08:00:00Z">'


@pytest.fixture
def site(now: State) -> Iterator[Server]:
    """A site that the app takes for a public one; the fetcher's own checks stay on."""
    server = Server()
    now.ingest().fetcher = Fetcher(
        resolve=lambda host, port: [PUBLIC] if host == "news.example" else ["127.0.0.1"],
        dial=lambda address, port, timeout: socket.create_connection(("127.0.0.1", server.port), timeout),
        seconds=10,
    )
    yield server
    server.listener.close()


@pytest.fixture
def opened(now: State) -> AppTest:
    return AppTest.from_function(add_page, default_timeout=60).run()


def add_page() -> None:
    from mapapp.views import add

    add.show(False, None)


def fetch(opened: AppTest, link: str) -> AppTest:
    opened.text_input(key="add_fetch").input(link)
    next(button for button in opened.button if button.label == "Fetch").click()
    opened.run()
    assert not opened.exception
    return opened


def test_a_fetched_page_fills_the_form_and_can_be_corrected(
    site: Server, opened: AppTest, now: State
) -> None:
    site.answers["/a"] = page(PAGE.format(date=DATED).encode())

    fetch(opened, "http://news.example/a")

    assert opened.text_input(key="add_title").value == "Rockets on Martuni"
    assert "wounding two people" in str(opened.text_area(key="add_text").value)
    assert opened.text_input(key="add_link").value == "http://news.example/a"
    assert opened.date_input(key="add_day").value == date(2020, 10, 2)
    assert now.store.counts().articles == 0

    opened.text_input(key="add_title").input("Corrected")
    next(button for button in opened.button if button.label == "Read the article").click()
    opened.run()
    article = opened.session_state["add_preview"].article
    assert (article.title, article.source, article.url) == (
        "Corrected",
        "The Gazette",
        "http://news.example/a",
    )


def test_a_page_without_a_day_says_so(site: Server, opened: AppTest) -> None:
    site.answers["/a"] = page(PAGE.format(date="").encode())

    fetch(opened, "http://news.example/a")

    assert opened.date_input(key="add_day").value is None
    assert opened.checkbox(key="add_unknown").value is True
    assert any("does not say when" in note for note in opened.session_state["add_fetched"])


@pytest.mark.parametrize(("link", "said"), [
    ("", "no link"),
    ("ftp://news.example/a", "must begin with https"),
    ("http://inner.example/", "Paste the text instead"),
    ("http://news.example/list", "paste the text"),
])  # fmt: skip
def test_a_page_that_cannot_be_had_says_why(site: Server, opened: AppTest, link: str, said: str) -> None:
    site.answers["/list"] = page(b"<p>Menu</p>")

    fetch(opened, link)

    assert said in opened.session_state["add_fetch_error"]
    assert "add_fetched" not in opened.session_state
