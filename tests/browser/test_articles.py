"""Delete an article and its event leaves the map; undo brings it back; a correction is read again."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ROCKETS = {
    "title": "Rockets on Martuni",
    "text": "STEPANAKERT, October 1 — Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday morning, "
    "wounding two people, local officials said.\n\nThe army may shell Stepanakert tomorrow, an official warned.",
    "published": "2020-10-01",
    "url": "https://news.example/martuni",
}
CLASHES = {
    "title": "Fighting {{7*7}} in the **south**",
    "text": "BAKU, October 19 — Soldiers of both armies clashed near the town of Fuzuli in Azerbaijan on Sunday, "
    "the defence ministry said.",
    "published": "2020-10-19",
}


@pytest.fixture
def opened(app: Any, reader: Page) -> Page:
    app.ingest(ROCKETS, CLASHES)
    reader.goto(f"{app.start()}")
    expect(reader.get_by_role("option")).to_have_count(2)
    return reader


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def test_delete_correct_and_undo(opened: Page, look: Callable[[Page], Any]) -> None:
    go(opened, "Articles")
    rows = opened.locator(".articles li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Fighting {{7*7}} in the **south**")
    rows.nth(1).get_by_role("button").click()
    shown = opened.locator(".stored")
    expect(shown.locator("mark.event")).to_contain_text("Rockets hit the town of Martuni")
    expect(shown.locator(".refused").first).to_contain_text("may shell Stepanakert")

    opened.get_by_role("button", name="Delete").click()
    expect(opened.get_by_text("Deleted with everything from it")).to_be_visible()
    expect(rows).to_have_count(1)
    go(opened, "Map")
    expect(opened.get_by_role("option")).to_have_count(1)
    look(opened).wait("window.mapapp.counts().total === 1")

    go(opened, "Articles")
    opened.locator(".changes").get_by_role("button", name="Undo").click()
    expect(opened.get_by_text("Brought back as it was")).to_be_visible()
    go(opened, "Map")
    expect(opened.get_by_role("option")).to_have_count(2)
    look(opened).wait("window.mapapp.counts().total === 2")

    go(opened, "Articles")
    rows.nth(1).get_by_role("button").click()
    opened.get_by_role("button", name="Correct").click()
    text = opened.get_by_role("textbox", name="Text", exact=True)
    expect(text).to_have_value(ROCKETS["text"])
    opened.get_by_role("textbox", name="Title").fill("Shells on Martakert")
    text.fill(ROCKETS["text"].replace("Martuni", "Martakert"))
    opened.get_by_role("button", name="Read again").click()
    expect(opened.locator(".correction .summary")).to_have_text("Events: 1 changed. Nothing is kept yet.")
    expect(opened.locator(".side").first).to_contain_text("Martuni")
    expect(opened.locator(".side").last).to_contain_text("Martakert")
    opened.get_by_role("button", name="Keep the correction").click()
    expect(opened.get_by_text("Corrected and read again: 1 event")).to_be_visible()
    expect(shown).to_contain_text("Martakert")

    opened.get_by_role("button", name="Undo", exact=True).click()
    expect(shown.get_by_role("link")).to_have_text("Rockets on Martuni")
    shown.locator("button.other").click()
    expect(opened.get_by_role("article", name="The chosen event")).to_contain_text("Rockets hit")


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_runs_out_of_the_screen(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 844})
    opened.goto(opened.url.split("?")[0].rstrip("/") + "/articles")
    opened.locator(".articles button").first.click()
    expect(opened.locator(".stored")).to_be_visible()

    assert opened.evaluate("document.documentElement.scrollWidth") <= width
