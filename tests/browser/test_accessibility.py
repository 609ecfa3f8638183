"""Contrast, names and landmarks of every page, light and dark, wide and narrow; what a screen reader is told."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

pytestmark = pytest.mark.browser

AUDIT = Path(__file__).with_name("audit.js").read_text("utf-8")
TEXT = (
    "STEPANAKERT, October 1 — Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday morning, wounding "
    "two people, local officials said. Azerbaijan denied the attack.\n\n"
    "The army may shell Stepanakert tomorrow, an official warned."
)
MARTUNI = {"title": "Rockets on Martuni", "text": TEXT, "published": "2020-10-01"}
FUZULI = {
    "title": "Fighting in the south",
    "text": "BAKU, October 19 — Soldiers of both armies clashed near the town of Fuzuli in Azerbaijan on Sunday, "
    "the defence ministry said.",
    "published": "2020-10-19",
    "url": "https://news.example/fuzuli",
}
MAP = "iframe[title*='st_folium']"


@pytest.fixture(scope="module")
def filled(make_app: Callable[[], Any]) -> Any:
    made = make_app()
    made.ingest(MARTUNI, FUZULI)
    made.start()
    return made


def frame_of(page: Page) -> Frame:
    element = page.locator(MAP).element_handle()
    frame = element.content_frame() if element else None
    assert frame is not None
    return frame


def faults(where: Page | Frame) -> list[str]:
    """Return what the audit finds wrong; fails where it saw nothing at all."""
    found = where.evaluate(AUDIT)
    assert found["texts"] > 3
    return [f"{kind}: {line}" for kind in ("contrast", "edges", "nameless") for line in found[kind]]


def settle(page: Page) -> None:
    expect(page.get_by_text("What leaves this machine").last).to_be_visible()
    expect(page.locator("[data-stale='true']")).to_have_count(0)
    page.wait_for_timeout(300)  # fading in


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("dark", 390)])
def test_everything_can_be_read_and_has_a_name(
    filled: Any, reader: Page, look: Callable[[Page], Any], scheme: str, width: int
) -> None:
    reader.set_viewport_size({"width": width, "height": 900})
    reader.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    found: dict[str, list[str]] = {}

    reader.goto(filled.address)
    look(reader).wait(f"window.mapapp.theme === '{scheme}' && window.mapapp.symbols().length > 0")
    settle(reader)
    found["map"] = faults(reader)
    reader.get_by_role("option").last.click()
    expect(reader.get_by_role("article", name="The chosen event")).to_be_visible()
    if width > 640:
        look(reader).popup()
    settle(reader)
    found["card"], found["map frame"] = faults(reader), faults(frame_of(reader))
    if width > 640:
        reader.get_by_role("button", name="Table", exact=True).first.click()
        expect(reader.locator("tbody tr").first).to_be_visible()
        reader.get_by_role("button", name="More filters").click()
        expect(reader.locator(".panel .n").first).not_to_be_empty()
        settle(reader)
        found["panel and table"] = faults(reader)
    else:
        reader.get_by_role("button", name="Close this event").click()
        reader.get_by_role("button", name=re.compile("^Filters")).click()
        found["filters"] = faults(reader)
    reader.goto(f"{filled.address}/?from=2021-01-01")
    expect(reader.get_by_role("button", name="Clear the filters")).to_be_visible()
    settle(reader)
    found["nothing"] = faults(reader)

    reader.goto(f"{filled.address}/add")
    reader.get_by_role("textbox", name="Text", exact=True).fill(TEXT.replace("two", "three"))
    reader.get_by_role("button", name="Read the article").click()
    expect(reader.locator(".note.bad")).to_be_visible()
    settle(reader)
    found["add, refused"] = faults(reader)
    reader.get_by_text("Not known", exact=True).click()
    reader.get_by_role("button", name="Read the article").click()
    expect(reader.locator(".reading")).to_be_visible()
    settle(reader)
    found["add"] = faults(reader)

    reader.goto(f"{filled.address}/articles")
    reader.locator(".articles button").first.click()
    expect(reader.locator(".stored")).to_be_visible()
    settle(reader)
    found["article"] = faults(reader)
    reader.get_by_role("button", name="Correct").click()
    reader.get_by_role("textbox", name="Title").fill("Another title")
    reader.get_by_role("button", name="Read again").click()
    expect(reader.locator(".correction")).to_be_visible()
    settle(reader)
    found["correction"] = faults(reader)

    reader.goto(f"{filled.address}/about")
    settle(reader)
    found["about"] = faults(reader)

    assert {page: lines for page, lines in found.items() if lines} == {}


def test_the_audit_finds_what_is_wrong(filled: Any, reader: Page) -> None:
    reader.goto(f"{filled.address}/about")
    settle(reader)
    assert faults(reader) == []

    reader.evaluate("""() => {
      const box = document.createElement("div");
      box.style.background = "#fff";
      for (const [tag, text, colour] of [["p", "pale", "#999"], ["p", "half", "rgba(0, 0, 0, 0.4)"], ["button", "", "#000"]]) {
        const made = document.createElement(tag);
        made.textContent = text;
        made.style.color = colour;
        made.style.minHeight = "30px";
        made.style.minWidth = "30px";
        box.append(made);
      }
      document.querySelector(".stMain").prepend(box);
    }""")

    lines = faults(reader)
    assert len(lines) == 3
    assert "pale" in lines[0] and "half" in lines[1] and lines[2] == "nameless: button"


def test_a_screen_reader_is_told_the_count_and_finds_its_way(
    filled: Any, reader: Page, look: Callable[[Page], Any]
) -> None:
    reader.goto(filled.address)
    told = reader.locator(".view-bar [role=status]")
    expect(told).to_have_text("2 events shown, 2 on the map")
    for role in ("main", "banner", "navigation"):
        expect(reader.get_by_role(role).first).to_be_attached()  # type: ignore[arg-type]
    assert reader.locator(MAP).get_attribute("aria-label") == "Map of events"
    assert reader.get_by_role("listbox", name="Events, newest first").count() == 1
    assert (
        look(reader).ask("document.querySelector('.leaflet-container').getAttribute('role')") == "application"
    )

    reader.goto(f"{filled.address}/?from=2020-10-10")
    expect(told).to_have_text("1 event shown, 1 on the map")
    told.evaluate("(line) => { window.line = line; }")
    reader.get_by_role("button", name="Clear filters", exact=True).click()

    expect(told).to_have_text("2 events shown, 2 on the map")
    assert told.evaluate("(line) => line === window.line")  # the same line spoke: it was not made anew
    first = reader.get_by_role("option").first
    expect(first).to_contain_text("Fuzuli")
    expect(first).to_contain_text("19 Oct 2020" if "19 Oct" in first.inner_text() else "18 Oct 2020")
