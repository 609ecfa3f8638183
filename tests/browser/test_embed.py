"""The map in another site's page: who may, and what is shown there."""

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

pytestmark = pytest.mark.browser

ARTICLES = [
    {"title": "Rockets", "text": "STEPANAKERT, October 1 — Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday "
     "morning, wounding two people, local officials said.", "published": "2020-10-01"},
    {"title": "Clash", "text": "GANJA, October 5 — Soldiers clashed with gunmen near the town of Barda, Azerbaijan on Monday, "
     "killing three soldiers, the ministry said.", "published": "2020-10-05"},
]  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Another site on this machine, with a page that frames an address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_address[1]}"
    (tmp_path / "favicon.ico").write_bytes(b"")

    def page(framed: str) -> str:
        (tmp_path / "index.html").write_text(
            '<!doctype html><meta charset="utf-8"><title>News</title><h1>News</h1>'
            f'<iframe id="theirs" src="{framed}" width="900" height="520"></iframe>',
            "utf-8",
        )
        return origin

    yield page
    server.shutdown()
    server.server_close()


def inner(page: Page) -> FrameLocator:
    return page.frame_locator("#theirs").frame_locator("iframe[title*='st_folium']")


def test_a_named_site_shows_the_map_alone_with_the_links_selection(
    app: Any, reader: Page, site: Callable[[str], str]
) -> None:
    app.ingest(*ARTICLES)
    app.environment["MAPAPP_EMBED_ORIGINS"] = site("about:blank")
    address = app.start()
    reader.goto(site(f"{address}/?from=2020-10-01&to=2020-10-02&embed=true"))
    map = inner(reader).locator(".leaflet-container")
    map.wait_for()
    theirs = reader.frame_locator("#theirs")
    expect(theirs.get_by_role("link", name="Open the whole map")).to_be_visible()
    expect(inner(reader).locator(".leaflet-control-attribution")).to_contain_text("Natural Earth")

    for gone in ("Add", "Articles", "About"):
        expect(theirs.get_by_role("link", name=gone, exact=True)).to_have_count(0)
    expect(theirs.get_by_text("What leaves this machine")).to_have_count(0)
    expect(theirs.get_by_label("From")).to_have_count(0)
    expect(inner(reader).locator(".ma-time")).to_have_count(0)
    reader.wait_for_timeout(500)
    symbols = map.evaluate("() => mapapp.symbols()")
    assert [symbol["n"] for symbol in symbols] == [1]  # October 1 alone
    map.click(position={"x": symbols[0]["x"], "y": symbols[0]["y"]})
    expect(inner(reader).locator(".ma-card blockquote")).to_contain_text("Rockets hit the town of Martuni")
    link = theirs.get_by_role("link", name="Open the whole map")
    expect(link).to_have_attribute("href", re.compile(r"from=2020-10-01&to=2020-10-02&event=ev-"))
    expect(link).to_have_attribute("target", "_blank")


def test_on_a_phone_the_card_of_an_embedded_map_is_at_the_marker(
    app: Any, browser: Browser, site: Callable[[str], str]
) -> None:
    app.ingest(ARTICLES[0])
    app.environment["MAPAPP_EMBED_ORIGINS"] = site("about:blank")
    address = app.start()
    page = browser.new_page(viewport={"width": 390, "height": 700})
    page.goto(f"{address}/?embed=true")
    map = page.frame_locator("iframe[title*='st_folium']").locator(".leaflet-container")
    map.wait_for()
    page.wait_for_timeout(1500)
    [symbol] = map.evaluate("() => mapapp.symbols()")
    map.click(position={"x": symbol["x"], "y": symbol["y"]})

    expect(page.frame_locator("iframe[title*='st_folium']").locator(".ma-card blockquote")).to_be_visible()
    page.close()


def test_nobody_else_may_frame_the_map(app: Any, browser: Browser, site: Callable[[str], str]) -> None:
    app.ingest(ARTICLES[0])
    address = app.start()
    page = browser.new_page()
    refused = []
    page.on("console", lambda said: refused.append(said.text) if "frame-ancestors" in said.text else None)
    page.goto(site(f"{address}/?embed=true"))
    page.wait_for_timeout(2000)

    assert refused
    assert page.frame_locator("#theirs").locator(".stApp").count() == 0
    page.close()
