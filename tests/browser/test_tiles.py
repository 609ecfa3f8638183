"""Tiles of another server: off until a reader switches them on, and from that server alone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

pytestmark = pytest.mark.browser

ARTICLE = {"title": "Rockets", "text": "STEPANAKERT, October 1 — Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday "
           "morning, wounding two people, local officials said.", "published": "2020-10-01"}  # fmt: skip
TILE = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#b4c8a0"/></svg>'


def test_readers_switch_tiles_on_and_are_told_who_learns_what(
    app: Any, browser: Browser, look: Callable[..., Any]
) -> None:
    app.ingest(ARTICLE)
    app.environment["MAPAPP_TILES_URL"] = "https://tiles.example.org/{z}/{x}/{y}.png"
    app.environment["MAPAPP_TILES_ATTRIBUTION"] = "© The makers"
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    tiles: list[str] = []
    strayed: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        if url.startswith("https://tiles.example.org/"):
            tiles.append(url)
            route.fulfill(status=200, content_type="image/svg+xml", body=TILE)
        elif url.startswith(app.address):
            route.continue_()
        else:
            strayed.append(url)
            route.abort()

    page = context.new_page()
    page.set_default_timeout(60_000)
    address = app.start()
    context.route("http*://**/*", answer)
    page.goto(address)
    shown = look(page)
    shown.wait("window.mapapp.symbols().length > 0")
    footer = page.get_by_text("the server tiles.example.org learns which places you look at")
    expect(footer.last).to_be_visible()
    assert tiles == []

    shown.frame.get_by_role("button", name="Layers").click()
    shown.frame.get_by_role("radio", name="Online tiles of tiles.example.org").check()
    expect(shown.frame.locator("img.leaflet-tile-loaded").first).to_be_visible()
    expect(shown.frame.locator(".leaflet-control-attribution")).to_contain_text("Tiles: © The makers")
    assert tiles
    blocked = shown.ask(
        "new Promise((done) => { document.addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective));"
        " const i = new Image(); i.src = 'https://other.example.org/1/1/1.png'; setTimeout(() => done('none'), 5000); })"
    )
    assert blocked == "img-src"
    assert strayed == []
    context.close()
