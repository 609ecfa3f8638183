"""On a phone: the map in sight, filters and card as sheets, nothing beyond the edge, room for a finger."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

MAP = "iframe[title*='st_folium']"
MARTUNI = {
    "title": "Rockets fall on a town in Karabakh",
    "text": "STEPANAKERT, October 1 — Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday morning, "
    "wounding two people, local officials said.",
    "published": "2020-10-01",
    "url": "https://news.example/martuni",
}
FUZULI = {
    "title": "Fighting in the south",
    "text": "BAKU, October 19 — Soldiers of both armies clashed near the town of Fuzuli in Azerbaijan on Sunday, "
    "the defence ministry said.",
    "published": "2020-10-19",
}
TARGETS = """() => {
  const small = [], seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const walk = (root) => {
    for (const at of root.querySelectorAll("*")) {
      if (at.shadowRoot) walk(at.shadowRoot);
      if (!at.matches("button, summary, [role=option], textarea, select, .stCheckbox label, [data-testid=stDateInputField], .stSelectbox [role=group], .stMultiSelect [role=group], [data-testid=stTextInputRootElement], [data-testid=stSidebarNavLink]") || !seen(at)) continue;
      const box = at.getBoundingClientRect();
      if (box.width < 2 || box.right <= 0 || box.bottom <= 0) continue;
      if (box.height < 43.5 || (at.tagName === "BUTTON" && box.width < 43.5))
        small.push([at.tagName, at.getAttribute("aria-label") || at.textContent.trim().slice(0, 30), Math.round(box.width), Math.round(box.height)].join(" "));
    }
  };
  walk(document);
  return small;
}"""
FOCUS = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.getAttribute("aria-label") || at?.textContent?.trim() || "";
}"""


@pytest.fixture(scope="module")
def filled(make_app: Callable[[], Any]) -> Any:
    made = make_app()
    made.ingest(MARTUNI, FUZULI)
    made.start()
    return made


@pytest.fixture
def phone(browser: Browser, filled: Any) -> Iterator[Page]:
    """A page of a phone with a finger instead of a mouse."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(filled.address)
    yield page
    context.close()


def wide(page: Page) -> int:
    return int(page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth, document.querySelector('.stMain').scrollWidth)"))  # fmt: skip


def box_of(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return dict(box)


def test_the_filters_are_a_sheet_over_the_map(phone: Page, look: Callable[[Page], Any]) -> None:
    look(phone).wait("window.mapapp.counts().total === 2")
    sheet = phone.locator(".st-key-filters")
    expect(sheet).to_be_hidden()
    opener = phone.get_by_role("button", name=re.compile("^Filters"))

    opener.tap()

    dialog = phone.get_by_role("dialog", name="Filters")
    expect(dialog).to_be_visible()
    assert phone.evaluate(FOCUS) == "Close the filters"
    above, over = box_of(phone, MAP), box_of(phone, ".st-key-filters")
    assert over["y"] - above["y"] > 150  # the map is in sight behind it
    assert over["y"] + over["height"] == pytest.approx(844, abs=1)
    assert wide(phone) <= 390
    assert phone.evaluate(TARGETS) == []

    phone.get_by_role("combobox", name="Event types").tap()
    phone.get_by_role("option", name="Battles").tap()
    look(phone).wait("window.mapapp.counts().total === 1")
    expect(phone.get_by_role("option", name="Riots")).to_be_visible()  # the list stays open for another type
    phone.keyboard.press("Escape")  # and takes the first one for itself
    expect(phone.get_by_role("option", name="Riots")).to_have_count(0)
    expect(dialog).to_be_visible()
    phone.get_by_role("button", name="Close the filters").tap()
    expect(sheet).to_be_hidden()
    expect(opener).to_have_text("Filters · 1")
    assert phone.evaluate(FOCUS) == "Filters · 1"

    phone.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    phone.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert phone.evaluate(FOCUS) == "Filters · 1"


def test_the_card_is_a_sheet_and_the_focus_goes_in_and_back(phone: Page, look: Callable[[Page], Any]) -> None:
    shown = look(phone)
    shown.wait("window.mapapp.counts().total === 2")
    row = phone.get_by_role("option").last
    id = row.get_attribute("data-id")

    row.tap()

    card = phone.get_by_role("article", name="The chosen event")
    expect(card).to_contain_text("Rockets hit the town of Martuni")
    phone.wait_for_function(f"() => ({FOCUS})() === 'The chosen event'")
    above, over = box_of(phone, MAP), box_of(phone, ".st-key-card")
    assert over["y"] - above["y"] > 150
    assert over["y"] + over["height"] == pytest.approx(844, abs=1)
    assert wide(phone) <= 390
    assert phone.evaluate(TARGETS) == []
    shown.wait(f"window.mapapp.selected === '{id}'")
    assert shown.frame.locator(".ma-card").count() == 0  # one card, not two
    at = shown.ask(f"window.mapapp.symbols().find((one) => one.ids.includes('{id}'))")
    assert isinstance(at, dict)
    assert (
        60 < at["y"] + above["y"] < over["y"]
    )  # its symbol is in sight between the page's head and the sheet

    phone.keyboard.press("Escape")
    expect(card).to_have_count(0)
    phone.wait_for_function(f"() => ({FOCUS})().includes('Martuni')")


def test_a_tap_on_the_map_opens_the_sheet_and_closing_it_goes_back_to_the_map(
    phone: Page, look: Callable[[Page], Any]
) -> None:
    shown = look(phone)
    shown.wait("window.mapapp.symbols().length === 2")
    symbol = shown.ask("window.mapapp.symbols()[0]")
    assert isinstance(symbol, dict)

    shown.frame.locator(".leaflet-container").tap(position={"x": symbol["x"], "y": symbol["y"]})

    card = phone.get_by_role("article", name="The chosen event")
    expect(card.locator("blockquote")).to_be_visible()
    phone.get_by_role("button", name="Close this event").tap()
    expect(card).to_have_count(0)
    phone.wait_for_function("() => document.activeElement?.tagName === 'IFRAME'")


@pytest.mark.parametrize("width", [390, 360])
def test_every_page_fits_and_leaves_room_for_a_finger(phone: Page, filled: Any, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 844})
    found = {}
    for name in ("", "add", "articles", "about"):
        phone.goto(f"{filled.address}/{name}")
        expect(phone.get_by_text("What leaves this machine").last).to_be_attached()
        if name == "articles":
            phone.locator(".articles button").first.tap()
            expect(phone.locator(".stored")).to_be_visible()
        if name == "add":
            phone.get_by_role("textbox", name="Text", exact=True).fill(
                MARTUNI["text"].replace("two", "three")
            )
            phone.get_by_text("Not known", exact=True).tap()
            phone.get_by_role("button", name="Read the article").tap()
            expect(phone.locator(".reading")).to_be_visible()
        found[name] = (wide(phone) <= width, phone.evaluate(TARGETS))

    assert found == {name: (True, []) for name in found}


@pytest.mark.parametrize("width", [390, 360])
def test_the_menu_of_maps_keeps_off_the_menu_of_pages(phone: Page, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 844})
    arrow = box_of(phone, "[data-testid='stExpandSidebarButton']")
    menu = box_of(phone, ".st-key-map_menu_box")

    assert arrow["x"] + arrow["width"] + 4 <= menu["x"]
    assert menu["x"] + menu["width"] <= width
