"""“What leaves this machine: nothing”: true on a tour of everything, counted by the browser itself."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser

TEXT = (
    "STEPANAKERT, October 1 — Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday morning, wounding "
    "two people, local officials said. ![x](http://198.51.100.7/x.gif) <img src=http://198.51.100.7/y.gif>"
)


def test_a_tour_of_everything_asks_no_other_machine(
    app: Any, browser: Browser, look: Callable[..., Any]
) -> None:
    app.ingest({"title": "Rockets", "text": TEXT, "published": "2020-10-01", "url": "https://news.example/1"})
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.goto(app.start("--host", "127.0.0.1"))
    expect(page.get_by_text("What leaves this machine: nothing, unless you fetch a link.").last).to_be_visible()  # fmt: skip

    shown = look(page)
    shown.wait("window.mapapp.symbols().length > 0")
    shown.click_symbol()
    shown.popup()
    shown.frame.locator(".leaflet-control-zoom-in").click()
    shown.frame.locator(".leaflet-control-zoom-out").click()
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_role("textbox", name="Title").fill("![x](http://198.51.100.7/z.gif)")
    page.get_by_role("textbox", name="Text", exact=True).fill(TEXT.replace("Martuni", "Barda"))
    page.get_by_text("Not known", exact=True).click()
    page.get_by_role("button", name="Read the article").click()
    expect(page.locator(".reading")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved:")).to_be_visible()
    page.get_by_role("link", name="Articles", exact=True).click()
    page.locator(".articles button").first.click()
    expect(page.locator(".stored")).to_be_visible()
    page.get_by_role("link", name="About", exact=True).click()
    expect(page.get_by_role("heading", name="About mapapp")).to_be_visible()
    page.get_by_role("combobox", name="Map", exact=True).click()
    page.get_by_role("option", name="Demo", exact=True).click()
    page.get_by_role("link", name="Map", exact=True).click()
    page.get_by_role("button", name="Go to my map").wait_for()
    shown.wait("window.mapapp.counts().total > 10")
    context.close()

    networked = [url for url in asked if urlsplit(url).scheme not in {"data", "blob", "about"}]
    assert len(networked) > 100
    assert [url for url in networked if urlsplit(url).hostname != "127.0.0.1"] == []
