"""Open the map, narrow the days, click a marker on the canvas, read the sentence it came from."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

MARTUNI = {
    "title": "Rockets fall on a town in Karabakh",
    "text": "STEPANAKERT, October 1 — Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday morning, "
    "wounding two people, local officials said.",
    "published": "2020-10-01",
    "url": "https://news.example/martuni",
}
MARTUNI_AGAIN = {
    "title": "A second night of shelling",
    "text": "STEPANAKERT, October 7 — Artillery shelled the town of Martuni, Nagorno-Karabakh on Wednesday night, "
    "killing one man, local officials said.",
    "published": "2020-10-08",
}
FUZULI = {
    "title": "Fighting in the south",
    "text": "BAKU, October 19 — Soldiers of both armies clashed near the town of Fuzuli in Azerbaijan on Sunday, "
    "the defence ministry said.",
    "published": "2020-10-19",
}


def type_day(page: Page, widget: str, day: str) -> None:
    """Type a day into a date field as a reader does, and leave it."""
    page.locator(f".st-key-{widget}").get_by_role("spinbutton").first.focus()
    page.keyboard.type(day.replace("-", ""))
    page.get_by_role("option").first.focus()


@pytest.fixture(scope="module")
def filled(make_app: Callable[[], Any]) -> Any:
    """One server for all tests of this module: they only look."""
    made = make_app()
    made.ingest(MARTUNI, MARTUNI_AGAIN, FUZULI)
    made.start()
    return made


@pytest.fixture
def opened(filled: Any, reader: Page) -> Page:
    reader.goto(filled.address)
    return reader


def test_narrow_the_days_click_a_marker_read_the_sentence(opened: Page, look: Callable[[Page], Any]) -> None:
    shown = look(opened)
    shown.wait("window.mapapp.counts().total === 3")

    type_day(opened, "filter_from", "2020-10-01")
    expect(opened).to_have_url(re.compile(r"from=2020-10-01"))
    type_day(opened, "filter_to", "2020-10-03")
    expect(opened).to_have_url(re.compile(r"from=2020-10-01&to=2020-10-03"))
    shown.wait("window.mapapp.counts().total === 1 && window.mapapp.symbols().length === 1")
    expect(opened.get_by_role("option")).to_have_count(1)

    (event,) = shown.click_symbol()

    assert "Rockets hit the town of Martuni" in shown.popup()
    card = opened.get_by_role("article", name="The chosen event")
    expect(card.locator("blockquote")).to_contain_text("Rockets hit the town of Martuni, Nagorno-Karabakh")
    expect(card.locator("mark.place")).to_have_text("Martuni")
    assert card.locator("mark.trigger").count() == 1
    expect(card.get_by_role("link", name=MARTUNI["title"])).to_have_attribute("href", MARTUNI["url"])
    expect(card).to_contain_text("1 October 2020")
    expect(opened).to_have_url(re.compile(f"event={event}"))


def test_a_link_opens_the_same_view_and_back_returns(opened: Page, look: Callable[[Page], Any]) -> None:
    rows = opened.get_by_role("option")
    expect(rows).to_have_count(3)
    rows.nth(0).click()
    expect(opened).to_have_url(re.compile("event=ev-"))
    first = opened.url
    rows.nth(1).click()
    expect(opened).not_to_have_url(first)

    opened.go_back()
    expect(opened).to_have_url(first)
    expect(rows.nth(0)).to_have_attribute("aria-selected", "true")

    opened.goto(first)
    expect(rows.nth(0)).to_have_attribute("aria-selected", "true")
    look(opened).wait("window.mapapp.opened !== ''")
    assert "Fuzuli" in look(opened).popup()


def test_two_events_at_one_point_are_both_reached(opened: Page, look: Callable[[Page], Any]) -> None:
    shown = look(opened)
    shown.wait("window.mapapp.symbols().some((one) => one.ids.length === 2)")
    at = shown.ask("window.mapapp.symbols().findIndex((one) => one.ids.length === 2)")

    ids = shown.click_symbol(at)
    shown.frame.locator(f'.ma-list button[data-id="{ids[0]}"]').click()

    expect(opened).to_have_url(re.compile(f"event={ids[0]}"))
    opened.get_by_role("article", name="The chosen event").locator("button.other").click()
    expect(opened).to_have_url(re.compile(f"event={ids[1]}"))
    shown.wait(f"window.mapapp.opened === '{ids[1]}'")


def test_by_keyboard_alone(opened: Page) -> None:
    rows = opened.get_by_role("option")
    expect(rows).to_have_count(3)
    rows.nth(0).focus()

    opened.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    opened.keyboard.press("Enter")
    expect(rows.nth(1)).to_have_attribute("aria-selected", "true")
    expect(opened.get_by_role("article", name="The chosen event")).to_be_visible()

    opened.keyboard.press("Escape")
    expect(opened.get_by_role("article", name="The chosen event")).to_have_count(0)
    expect(opened).not_to_have_url(re.compile("event="))


def test_a_strangers_link_shows_the_plain_map_with_a_note(opened: Page, filled: Any) -> None:
    opened.goto(f"{filled.address}/?from=soon&event=%3Cscript%3E&types=rockets")

    expect(opened.get_by_text("Part of the link could not be read")).to_be_visible()
    expect(opened.get_by_role("option")).to_have_count(3)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)])
def test_nothing_runs_out_of_the_screen(
    opened: Page, look: Callable[[Page], Any], width: int, height: int
) -> None:
    opened.set_viewport_size({"width": width, "height": height})
    opened.get_by_role("option").first.click()
    expect(opened.get_by_role("article", name="The chosen event")).to_be_visible()
    parts = [opened.locator("iframe[title*='st_folium']"), opened.locator(".scroll")]
    for _ in range(50):  # a page that is being drawn has not its sizes yet
        before = [part.bounding_box() for part in parts]
        opened.wait_for_timeout(100)
        if None not in before and [part.bounding_box() for part in parts] == before:
            break

    wide = opened.evaluate("document.documentElement.scrollWidth")
    map_box, list_box = before

    assert wide <= width
    assert map_box and list_box
    assert map_box["x"] >= 0 and map_box["x"] + map_box["width"] <= width
    assert map_box["y"] < list_box["y"] + 1  # the map comes first
    assert look(opened).ask("document.scrollingElement.clientHeight") == pytest.approx(
        map_box["height"], abs=1
    )


def test_the_dark_theme_reaches_map_and_card(filled: Any, reader: Page, look: Callable[[Page], Any]) -> None:
    reader.emulate_media(color_scheme="dark")
    reader.goto(filled.address)

    look(reader).wait("window.mapapp.theme === 'dark'")
    expect(reader.locator(".mapapp-text.dark").first).to_be_attached()
