"""Paste an article, see what is understood and refused, keep it, find it on the map."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TEXT = (
    "STEPANAKERT, October 1 — Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday morning, wounding "
    "two people, local officials said.\n\nThe army may shell Stepanakert tomorrow, an official warned."
)


def paste(page: Page, title: str, text: str, link: str = "") -> None:
    page.get_by_role("textbox", name="Title").fill(title)
    page.get_by_role("textbox", name="Text", exact=True).fill(text)
    page.get_by_role("textbox", name="Link", exact=True).fill(link)
    page.get_by_text("Not known").click()
    page.get_by_role("button", name="Read the article").click()


@pytest.fixture(scope="module")
def empty(make_app: Callable[[], Any]) -> Any:
    """One server for the tests that keep nothing."""
    made = make_app()
    made.start()
    return made


@pytest.fixture
def filled_form(empty: Any, reader: Page) -> Page:
    reader.goto(f"{empty.address}/add")
    reader.get_by_role("textbox", name="Text", exact=True).fill(TEXT)
    return reader


def test_paste_preview_save_and_find_on_the_map(app: Any, reader: Page, look: Callable[[Page], Any]) -> None:
    reader.goto(app.start())
    expect(reader.get_by_text("No events yet")).to_be_visible()
    reader.get_by_role("button", name="Paste an article").click()

    paste(reader, "Rockets on Martuni", TEXT, "https://news.example/1")
    preview = reader.locator(".reading")
    expect(preview).to_contain_text("1 event understood")
    expect(preview.locator(".card mark.place")).to_have_text("Martuni")
    expect(preview.locator(".refused")).to_contain_text("may shell Stepanakert")
    assert preview.locator(".refused p").inner_text().strip()

    reader.get_by_role("button", name="Save").click()
    expect(reader.get_by_text("Saved: 1 event.")).to_be_visible()
    reader.get_by_role("button", name="See it on the map").click()

    expect(reader).to_have_url(re.compile("event=ev-"))
    expect(reader.get_by_role("article", name="The chosen event")).to_contain_text("Rockets hit")
    assert "Rockets hit the town of Martuni" in look(reader).popup()


def test_the_same_article_twice_is_stored_once(app: Any, reader: Page) -> None:
    app.ingest({"title": "Rockets on Martuni", "text": TEXT, "published": "2020-10-01"})
    reader.goto(f"{app.start()}/add")

    paste(reader, "Another title", TEXT.replace(" ", "  "))

    expect(reader.get_by_text("stored already")).to_be_visible()
    expect(reader.get_by_role("button", name="Save")).to_have_count(0)
    reader.get_by_role("button", name="See it on the map").click()
    expect(reader.get_by_role("option")).to_have_count(1)


def test_a_text_in_another_language_is_said_to_be(app: Any, reader: Page) -> None:
    reader.goto(f"{app.start()}/add")

    paste(reader, "", "Les roquettes ont frappé la ville de Martouni jeudi matin et blessé deux personnes, "
          "ont dit les autorités locales. Les habitants se sont réfugiés dans les caves de la ville.")  # fmt: skip

    expect(reader.locator(".reading .note").first).to_be_visible()
    expect(reader.locator(".reading")).to_contain_text("0 events understood")


def test_an_empty_form_says_what_to_do(app: Any, reader: Page) -> None:
    reader.goto(f"{app.start()}/add")

    reader.get_by_role("button", name="Read the article").click()

    expect(reader.locator(".note.bad")).to_contain_text("Not known")


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "file:///etc/passwd"]
)
def test_a_link_that_is_not_fetched_says_why_and_leaves_the_form_alone(filled_form: Page, link: str) -> None:
    filled_form.get_by_role("textbox", name="Fetch a page by its link, or paste below").fill(link)
    filled_form.get_by_role("button", name="Fetch").click()

    expect(filled_form.locator(".note.bad")).to_contain_text(re.compile("public internet|must begin with"))
    expect(filled_form.get_by_role("textbox", name="Text", exact=True)).to_have_value(TEXT)
    expect(filled_form.get_by_text("nothing, unless you fetch a link")).to_be_visible()
