"""Empty, failed and changed: every state of the page says what is and offers a way on; nothing flickers."""

import re
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

MAP = "iframe[title*='st_folium']"
MARTUNI = {
    "title": "Rockets fall on a town in Karabakh",
    "text": "STEPANAKERT, October 1 — Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday morning, "
    "wounding two people, local officials said.",
    "published": "2020-10-01",
}
DENIED = {
    "title": "Shells on Fuzuli",
    "text": "BAKU, October 19 — Armenian artillery shelled the town of Fuzuli in Azerbaijan on Sunday, killing five "
    "people, the defence ministry said. Armenia denied the attack.",
    "published": "2020-10-19",
}
WATCH = """() => {
  const frame = document.querySelector("iframe[title*='st_folium']"), inside = frame.contentWindow;
  const canvas = inside.document.querySelector("canvas.ma-overlay"), box = frame.getBoundingClientRect();
  const seen = { frame, canvas, moved: 0, blank: 0, gone: 0, looks: 0, first: [box.x, box.y, box.width, box.height] };
  const painted = () => {
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data;
    for (let i = 3; i < pixels.length; i += 4 * 97) if (pixels[i]) return true;
    return false;
  };
  const look = () => {
    const now = frame.getBoundingClientRect();
    seen.looks++;
    if ([now.x, now.y, now.width, now.height].some((side, i) => Math.abs(side - seen.first[i]) > 0.5)) seen.moved++;
    if (!frame.isConnected || !canvas.isConnected || inside.document.querySelector("canvas.ma-overlay") !== canvas) seen.gone++;
    else if (!painted()) seen.blank++;
  };
  seen.timer = setInterval(look, 25);
  window.watched = seen;
}"""
RESULT = """() => {
  const seen = window.watched;
  clearInterval(seen.timer);
  const { moved, blank, gone, looks } = seen;
  return { moved, blank, gone, looks, same: document.querySelector("iframe[title*='st_folium']") === seen.frame };
}"""


@pytest.fixture(scope="module")
def filled(make_app: Callable[[], Any]) -> Any:
    made = make_app()
    made.ingest(MARTUNI, DENIED)
    made.start()
    return made


def test_a_change_of_the_filter_neither_flickers_nor_jumps(
    filled: Any, reader: Page, look: Callable[[Page], Any]
) -> None:
    reader.goto(filled.address)
    shown = look(reader)
    shown.wait("window.mapapp.symbols().length === 2")
    reader.wait_for_timeout(1000)
    reader.evaluate(WATCH)

    reader.get_by_role("combobox", name="Event types").click()
    reader.get_by_role("option", name="Battles", exact=True).click()
    shown.wait("window.mapapp.counts().total === 0")
    reader.keyboard.press("Escape")
    reader.get_by_role("button", name="Clear filters", exact=True).click()
    shown.wait("window.mapapp.counts().total === 2")
    reader.get_by_role("option").first.click()
    expect(reader.get_by_role("article", name="The chosen event")).to_be_visible()

    found = reader.evaluate(RESULT)
    assert found["looks"] > 10
    assert (found["moved"], found["blank"], found["gone"], found["same"]) == (0, 0, 0, True)


def test_a_selection_without_events_says_so_with_a_way_out(
    filled: Any, reader: Page, look: Callable[[Page], Any]
) -> None:
    reader.goto(f"{filled.address}/?from=2021-01-01")

    expect(reader.locator(".empty")).to_contain_text("No event matches all of these limits.")
    expect(look(reader).frame.locator(".ma-status")).to_have_text("No event matches the filters.")
    reader.get_by_role("button", name="Clear the filters").click()

    expect(reader.get_by_role("option")).to_have_count(2)
    expect(reader).not_to_have_url(re.compile("from="))
    look(reader).wait("window.mapapp.counts().total === 2")
    expect(look(reader).frame.locator(".ma-status")).to_be_hidden()


def test_an_event_that_is_not_here_is_told_quietly(
    filled: Any, reader: Page, look: Callable[[Page], Any]
) -> None:
    reader.goto(f"{filled.address}/?event=ev-0123456789abcdef")

    note = reader.get_by_text("The event of this link is not on this map.")
    expect(note).to_be_visible()
    expect(reader.get_by_role("option")).to_have_count(2)
    look(reader).wait("window.mapapp.counts().total === 2")
    above, below = note.bounding_box(), reader.locator(MAP).bounding_box()
    assert above and below and above["y"] < below["y"]  # said where it is seen


def test_a_map_that_cannot_fetch_says_so_and_tries_again(
    filled: Any, reader: Page, look: Callable[[Page], Any]
) -> None:
    reader.route("**/mapapp/api/symbols*", lambda route: route.abort())
    reader.goto(filled.address)
    shown = look(reader)
    status = shown.frame.locator(".ma-status")
    expect(status).to_contain_text("Could not load events.")
    expect(reader.get_by_role("option")).to_have_count(2)  # the rest of the page goes on

    reader.unroute("**/mapapp/api/symbols*")
    status.get_by_role("button", name="Retry").click()

    shown.wait("window.mapapp.symbols().length === 2")
    expect(status).to_be_hidden()


def test_a_card_that_cannot_be_fetched_says_so_and_tries_again(
    filled: Any, reader: Page, look: Callable[[Page], Any]
) -> None:
    reader.goto(filled.address)
    shown = look(reader)
    reader.route("**/mapapp/api/events/*", lambda route: route.abort())
    shown.click_symbol()
    expect(shown.frame.locator(".ma-card")).to_contain_text("Could not load this event.")

    reader.unroute("**/mapapp/api/events/*")
    shown.frame.get_by_role("button", name="Retry").click()

    expect(shown.frame.locator(".ma-card blockquote").first).to_be_visible()


def test_a_disputed_event_shows_claim_and_counter_claim(
    filled: Any, reader: Page, look: Callable[[Page], Any]
) -> None:
    reader.goto(filled.address)
    row = reader.get_by_role("option").first
    expect(row).to_contain_text("disputed")
    row.click()

    card = reader.get_by_role("article", name="The chosen event")
    expect(card.locator(".stance").nth(0)).to_contain_text("Claim")
    expect(card.locator(".stance").nth(1)).to_have_text("Counter-claim")
    expect(card.locator("blockquote").nth(1)).to_have_text("Armenia denied the attack.")
    look(reader).popup()
    expect(look(reader).frame.locator(".ma-card")).to_contain_text("Armenia denied the attack.")


def test_a_database_that_is_lost_is_told_and_the_page_goes_on_when_it_is_back(app: Any, reader: Page) -> None:
    app.ingest(MARTUNI)
    reader.goto(app.start())
    expect(reader.get_by_role("option")).to_have_count(1)
    file = next((app.folder / "maps").glob("default.sqlite"))
    with sqlite3.connect(file) as connection:
        connection.execute("ALTER TABLE articles RENAME TO articles_away")
    connection.close()

    reader.get_by_role("link", name="Articles", exact=True).click()
    expect(reader.get_by_role("heading", name="This map cannot be read now")).to_be_visible()
    expect(reader.locator(".note.bad")).to_contain_text("default.sqlite")
    with sqlite3.connect(file) as connection:
        connection.execute("ALTER TABLE articles_away RENAME TO articles")
    connection.close()
    reader.get_by_role("button", name="Try again").click()

    expect(reader.locator(".articles li")).to_have_count(1)


def test_articles_of_an_empty_map_say_what_to_do(app: Any, reader: Page) -> None:
    reader.goto(f"{app.start()}/articles")

    expect(reader.get_by_text("No article is stored on this map.")).to_be_visible()
    reader.get_by_role("button", name="Add an article").click()
    expect(reader.get_by_role("heading", name="Add an article")).to_be_visible()
