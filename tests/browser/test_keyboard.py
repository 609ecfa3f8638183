"""All of mapapp without a mouse: every step is a key, and what has the focus shows it."""

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
}
FUZULI = {
    "title": "Fighting in the south",
    "text": "BAKU, October 19 — Soldiers of both armies clashed near the town of Fuzuli in Azerbaijan on Sunday, "
    "the defence ministry said.",
    "published": "2020-10-19",
}
BARDA = "Rockets hit the town of Barda in Azerbaijan on Wednesday, October 28, 2020, killing two people, officials said."  # fmt: skip
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at), field = at.closest("[data-testid=stDateInputField], .stSelectbox [role=group], .stMultiSelect [role=group], [data-testid$=RootElement], .stCheckbox");
  const box = (field ?? at).getBoundingClientRect(), edge = field ? getComputedStyle(field) : style;
  return {
    tag: at.tagName,
    name: at.getAttribute("aria-label") || at.labels?.[0]?.textContent || at.textContent.trim().slice(0, 60),
    ring: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"
      || edge.boxShadow !== "none" || (edge.outlineStyle !== "none" && parseFloat(edge.outlineWidth) > 0),
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


def focused(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(FOCUSED) or {"tag": "", "name": "", "ring": False, "seen": False}
    return found


def tab_to(page: Page, name: str, tag: str = "", most: int = 60, key: str = "Tab") -> None:
    """Press Tab until the focus is on what is named, which must be seen and ringed."""
    passed = []
    for _ in range(most):
        page.keyboard.press(key)
        at = focused(page)
        passed.append(f"{at['tag']} {at['name']}")
        if re.fullmatch(name, at["name"]) and tag in at["tag"]:
            assert at["ring"], f"the focus on {name} cannot be seen"
            return
    raise AssertionError(f"{name} was not reached; passed {passed}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_filters_list_card_and_link(app: Any, reader: Page, look: Callable[[Page], Any]) -> None:
    app.ingest(MARTUNI, FUZULI)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto(app.start())
    rows, card = reader.get_by_role("option"), reader.get_by_role("article", name="The chosen event")
    expect(rows).to_have_count(2)
    look(reader).wait("window.mapapp.counts().total === 2")

    tab_to(reader, "year, From")
    reader.keyboard.type("20201010")
    tab_to(reader, "year, To")
    expect(reader).to_have_url(re.compile("from=2020-10-10"))
    expect(rows).to_have_count(1)
    tab_to(reader, "Event types")
    press(reader, "ArrowDown", "ArrowDown", "Enter", "Escape")
    expect(reader).to_have_url(re.compile("types="))
    tab_to(reader, "Background")
    press(reader, "Space")
    expect(reader).to_have_url(re.compile("background=1"))
    tab_to(reader, "Clear filters")
    press(reader, "Enter")
    expect(rows).to_have_count(2)
    expect(reader).not_to_have_url(re.compile("from="))

    tab_to(reader, ".*Fuzuli.*", tag="LI")
    press(reader, "ArrowDown")
    assert "Martuni" in focused(reader)["name"]
    press(reader, "ArrowUp", "End", "Home", "Enter")
    expect(card).to_contain_text("Fuzuli")
    assert "Fuzuli" in focused(reader)["name"]  # the list keeps the focus: arrows go on
    tab_to(reader, "Close this event", key="Shift+Tab")
    tab_to(reader, "Copy a link to this event", key="Shift+Tab")
    press(reader, "Enter")
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    assert "event=ev-" in reader.evaluate("navigator.clipboard.readText()")
    tab_to(reader, "Next event", key="Shift+Tab")
    press(reader, "Enter")
    expect(card).to_contain_text("Martuni")
    expect(card.get_by_role("button", name="Previous event")).to_be_enabled()
    assert reader.evaluate("(() => { let at = document.activeElement; while (at.shadowRoot) at = at.shadowRoot.activeElement; return Boolean(at.closest('.card')); })()")  # fmt: skip
    press(reader, "ArrowLeft")
    expect(card).to_contain_text("Fuzuli")
    press(reader, "Escape")
    expect(card).to_have_count(0)
    # and the focus is back in the list
    reader.wait_for_function(f"() => (({FOCUSED})() || {{}}).tag === 'LI'")


def test_the_map_itself(app: Any, reader: Page, look: Callable[[Page], Any]) -> None:
    app.ingest(MARTUNI)
    reader.goto(app.start())
    shown = look(reader)
    shown.wait("window.mapapp.symbols().length === 1")
    tab_to(reader, "Background")
    for _ in range(6):
        reader.keyboard.press("Tab")
        if reader.evaluate("document.activeElement.tagName") == "IFRAME":
            break
    assert shown.ask("document.activeElement.classList.contains('leaflet-container')")
    before = shown.ask("window.mapapp.view().zoom")
    press(reader, "+")
    shown.wait(f"window.mapapp.view().zoom > {before}")
    press(reader, "Enter")
    assert "Rockets hit the town of Martuni" in shown.popup()
    expect(reader.get_by_role("article", name="The chosen event")).to_be_visible()
    press(reader, "Escape")
    expect(shown.frame.locator(".ma-card")).to_have_count(0)


def test_switch_maps_add_delete_and_undo(app: Any, reader: Page) -> None:
    reader.goto(app.start())
    expect(reader.get_by_text("No events yet")).to_be_visible()

    tab_to(reader, "Map", tag="INPUT")
    press(reader, "ArrowDown", "ArrowDown", "Enter")
    expect(reader.get_by_role("dialog")).to_be_visible()
    name = reader.get_by_label("Name", exact=True)
    expect(name).to_be_visible()
    if not name.evaluate("(field) => field === document.activeElement"):
        tab_to(reader, "Name")
    reader.keyboard.type("Second")
    press(reader, "Enter")
    expect(reader).to_have_url(re.compile("map=Second"))
    expect(reader.get_by_role("dialog")).to_have_count(0)

    tab_to(reader, "Paste an article")
    press(reader, "Enter")
    expect(reader.get_by_role("heading", name="Add an article")).to_be_visible()
    tab_to(reader, "Text", tag="TEXTAREA")
    reader.keyboard.insert_text(BARDA)
    tab_to(reader, "Not known")
    press(reader, "Space")
    tab_to(reader, "Read the article")
    press(reader, "Enter")
    expect(reader.locator(".reading")).to_contain_text("1 event understood")
    tab_to(reader, "Save")
    press(reader, "Enter")
    expect(reader.get_by_text("Saved: 1 event.")).to_be_visible()

    tab_to(reader, "Articles", tag="A", key="Shift+Tab")
    press(reader, "Enter")
    expect(reader.locator(".articles li")).to_have_count(1)
    tab_to(reader, "Rockets hit.*|.*1 event")
    press(reader, "Enter")
    tab_to(reader, "Delete")
    press(reader, "Enter")
    expect(reader.get_by_text("Deleted with everything from it")).to_be_visible()
    tab_to(reader, "Undo")
    press(reader, "Enter")
    expect(reader.get_by_text("Brought back as it was")).to_be_visible()
    expect(reader.locator(".articles li")).to_have_count(1)
