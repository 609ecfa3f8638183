"""Open mapapp for the first time: the demo, then a map of one's own, then another, and back."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def at_map(page: Page, name: str) -> None:
    """Wait until the page's address names a map: it is written a moment after the page is drawn."""
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("map") == [name])


def drawn(page: Page, total: str, look: Callable[[Page], Any]) -> None:
    """Wait until the page of the map before is gone, and the map of this one has its events."""
    expect(page.locator("iframe[title*='st_folium']")).to_have_count(1)
    look(page).wait(f"window.mapapp.counts().total {total}")


def turn_to(page: Page, name: str) -> None:
    page.get_by_role("combobox", name="Map", exact=True).click()
    page.get_by_role("option", name=name, exact=True).click()


def test_the_first_visit_shows_the_demo_and_the_way_to_ones_own_map(
    app: Any, reader: Page, look: Callable[[Page], Any]
) -> None:
    reader.set_default_timeout(120_000)
    reader.goto(app.start("--host", "127.0.0.1"))

    reader.get_by_role("button", name="Start my own map").wait_for()
    shown = look(reader)
    drawn(reader, "> 10", look)
    at_map(reader, "demo")
    expect(reader.locator(".demo-line")).to_contain_text("Demo text")
    reader.locator("li[role=option]").first.click()
    expect(reader.locator("article.card .flag.demo")).to_have_text("Demo text")
    expect(shown.frame.locator(".ma-card .ma-demo")).to_have_text("Demo text")

    reader.get_by_role("button", name="Start my own map").click()
    reader.get_by_role("heading", name="No events yet").wait_for()
    drawn(reader, "=== 0", look)
    at_map(reader, "default")

    turn_to(reader, "New map…")
    reader.get_by_label("Name", exact=True).fill("Карта www.example.com 1")
    reader.get_by_role("button", name="Make the map").click()
    expect(reader.get_by_role("combobox", name="Map", exact=True)).to_have_value("Карта www.example.com 1")
    expect(reader.get_by_role("dialog")).to_have_count(0)
    at_map(reader, "Карта www.example.com 1")
    drawn(reader, "=== 0", look)

    turn_to(reader, "Demo")
    reader.get_by_role("button", name="Start my own map").wait_for()
    drawn(reader, "> 10", look)
    at_map(reader, "demo")


def test_an_article_cannot_be_saved_in_the_demo(app: Any, reader: Page) -> None:
    reader.set_default_timeout(120_000)
    reader.goto(app.start("--map", "demo"))
    reader.get_by_role("button", name="Start my own map").wait_for()

    reader.get_by_role("link", name="Add", exact=True).click()

    expect(reader.get_by_text("The demo is read-only: an article can be read here")).to_be_visible()
    reader.get_by_label("Text", exact=True).fill(
        "Rockets hit the town of Barda on Wednesday, officials said."
    )
    reader.get_by_text("Not known").click()
    reader.get_by_role("button", name="Read the article").click()
    reader.get_by_role("button", name="Save", exact=True).click()
    expect(reader.get_by_text("The demo is read-only. Start a map of your own.")).to_be_visible()
