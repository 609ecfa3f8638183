"""Going to a place by its name, on the map itself."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

SHUSHA = {"id": "1", "name": "Shusha", "label": "Shusha / Shushi", "kind": "town", "where": "Karabakh", "lat": 39.76, "lon": 46.75,
          "radius_km": 3, "historic": False, "own": False}  # fmt: skip
SHUSHTAR = SHUSHA | {"id": "2", "name": "Shushtar", "label": "", "where": "Iran", "lat": 32.05, "lon": 48.85}
HOSTILE = SHUSHA | {
    "name": "<img src=x onerror=window.pwned=1>",
    "label": "{{7*7}}",
    "kind": "`${1}`",
    "lat": 1,
    "lon": 2,
}
PROVINCE = SHUSHA | {
    "name": "Ganja region",
    "label": "",
    "kind": "region",
    "lat": 40.7,
    "lon": 46.4,
    "radius_km": 90,
}
PLACES = [SHUSHA, SHUSHTAR, HOSTILE, PROVINCE]


@pytest.fixture
def shown(open_map: Callable[..., Any]) -> Any:
    shown = open_map([(40.68, 46.36, 0)], places=PLACES)
    shown.settle()
    return shown


@pytest.fixture
def box(shown: Any) -> Locator:
    found: Locator = shown.page.get_by_role("combobox", name="Go to a place")
    return found


def test_what_is_typed_brings_places_and_enter_goes_to_the_first(shown: Any, box: Locator) -> None:
    box.fill("shush")
    options = shown.page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("Shusha / Shushi")
    box.press("Enter")

    expect(shown.page.locator(".ma-found")).to_have_text("Shusha / Shushi")
    expect(shown.page.get_by_role("listbox")).to_have_count(0)
    view = shown.call("view()")
    assert (round(view["lat"], 2), round(view["lon"], 2)) == (39.76, 46.75)
    assert 9 <= view["zoom"] <= 11
    assert shown.told == []  # the view is the reader's own: the page hears nothing of it


def test_arrows_choose_and_tell_a_screen_reader_which(shown: Any, box: Locator) -> None:
    box.fill("shush")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    second = shown.page.get_by_role("option").nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == second.get_attribute("id")
    box.press("Enter")

    expect(shown.page.locator(".ma-found")).to_have_text("Shushtar")
    assert round(shown.call("view()")["lat"]) == 32


def test_a_wide_place_is_shown_from_further_off(shown: Any, box: Locator) -> None:
    box.fill("ganja")
    shown.page.get_by_role("option").click()

    expect(shown.page.locator(".ma-found")).to_have_text("Ganja region")
    assert shown.call("view()")["zoom"] in {7, 8}


def test_escape_closes_the_list_then_takes_the_mark_away(shown: Any, box: Locator) -> None:
    box.fill("shusha")
    box.press("Enter")
    expect(shown.page.locator(".ma-found")).to_be_visible()
    box.fill("shush")
    expect(shown.page.get_by_role("listbox")).to_be_visible()
    box.press("Escape")
    expect(shown.page.get_by_role("listbox")).to_be_hidden()
    box.press("Escape")

    expect(box).to_have_value("")
    expect(shown.page.locator(".ma-found")).to_have_count(0)


def test_a_name_that_nothing_bears_and_a_server_that_is_gone_are_said(shown: Any, box: Locator) -> None:
    note = shown.page.locator(".ma-note")
    box.fill("qqqq")
    expect(note).to_have_text("No place is known by this name.")
    shown.answers.broken = True
    box.fill("shusha")

    expect(note).to_have_text("Places could not be looked up.")


def test_names_are_text(shown: Any, box: Locator) -> None:
    box.fill("<img")
    shown.page.get_by_role("option").click()

    expect(shown.page.locator(".ma-found")).to_have_text("{{7*7}}")
    assert shown.page.evaluate("window.pwned") is None


def test_keys_typed_in_the_box_do_not_move_the_map(shown: Any, box: Locator) -> None:
    before = shown.call("view()")
    box.press_sequentially("+-")
    box.press("ArrowLeft")
    shown.page.wait_for_timeout(300)

    assert shown.call("view()") == before


def test_on_a_phone_the_box_opens_from_a_button_and_gives_the_map_back(open_map: Callable[..., Any]) -> None:
    shown = open_map([(40.68, 46.36, 0)], places=PLACES, size=(390, 700))
    shown.settle()
    page = shown.page
    box = page.get_by_role("combobox", name="Go to a place")
    expect(box).to_be_hidden()
    opener = page.get_by_role("button", name="Go to a place")
    opener.click()
    expect(box).to_be_focused()
    box.fill("shusha")
    page.get_by_role("option").tap() if page.evaluate("'ontouchstart' in window") else page.get_by_role(
        "option"
    ).click()

    expect(page.locator(".ma-found")).to_be_visible()
    expect(box).to_be_hidden()
    for tool in page.locator(".ma-tool:visible").all():
        size = tool.bounding_box()
        assert size is not None and size["width"] >= 44 and size["height"] >= 44


def test_a_map_of_one_place_and_an_embedded_one_have_no_search_and_no_drawing(
    open_map: Callable[..., Any],
) -> None:
    for more in ({"selects": False}, {"embedded": True}):
        shown = open_map([(40.68, 46.36, 0)], **more)
        shown.settle()

        expect(shown.page.get_by_role("button", name="Layers")).to_be_visible()
        expect(shown.page.get_by_role("combobox")).to_have_count(0)
        expect(shown.page.get_by_role("button", name="Draw an area")).to_have_count(0)
