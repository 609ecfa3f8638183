"""All filters: the panel with its counts, chips, undo, the address, by mouse, by keyboard, on a phone."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

MARTUNI = {
    "id": "martuni",
    "title": "Rockets fall on a town in Karabakh",
    "text": "STEPANAKERT, October 1 — Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday morning, "
    "killing three people, local officials said.",
    "published": "2020-10-01",
}
GANJA = {
    "id": "ganja",
    "title": "Shells on a market",
    "text": "BAKU, October 6 — Artillery shells hit the city of Ganja in Azerbaijan on Monday, "
    "killing 12 people, the defence ministry said.",
    "published": "2020-10-06",
}
FUZULI = {
    "id": "fuzuli",
    "title": "Fighting in the south",
    "text": "BAKU, October 19 — Soldiers of both armies clashed near the town of Fuzuli in Azerbaijan on Sunday, "
    "the defence ministry said.",
    "published": "2020-10-19",
}
LVIV = {
    "id": "lviv",
    "title": "A missile in the west",
    "text": "LVIV, October 10 — A missile hit the city of Lviv in Ukraine on Monday, wounding 4 people, the mayor said.",
    "published": "2022-10-10",
}
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.getAttribute("aria-label") || at?.labels?.[0]?.querySelector(".name")?.textContent || at?.textContent.trim() || "";
}"""


@pytest.fixture(scope="module")
def filled(make_app: Callable[[], Any]) -> Any:
    made = make_app()
    made.ingest(MARTUNI, GANJA, FUZULI, LVIV)
    made.start()
    return made


@pytest.fixture
def opened(filled: Any, reader: Page) -> Page:
    reader.goto(filled.address)
    expect(reader.get_by_role("option")).to_have_count(4)
    return reader


def facet(page: Page, title: str) -> Locator:
    return page.get_by_role("group", name=title, exact=True)


def count_of(page: Page, title: str, value: str) -> Locator:
    return facet(page, title).locator("label", has_text=value).locator(".n")


def box_of(page: Page, title: str, value: str) -> Locator:
    name = page.locator(".name", has_text=re.compile(f"^{re.escape(value)}$"))
    return facet(page, title).locator("label", has=name).locator("input")


def open_panel(page: Page) -> Locator:
    page.get_by_role("button", name=re.compile("^More filters")).click()
    panel = page.get_by_role("group", name="All filters")
    expect(panel).to_be_visible()
    return panel


def test_values_are_counted_live_and_combine(opened: Page, look: Callable[[Page], Any]) -> None:
    shown = look(opened)
    shown.wait("window.mapapp.counts().total === 4")
    panel = open_panel(opened)
    expect(count_of(opened, "Country", "Azerbaijan")).to_have_text("3")
    expect(count_of(opened, "Country", "Ukraine")).to_have_text("1")

    facet(opened, "Country").get_by_label("Azerbaijan").check()
    shown.wait("window.mapapp.counts().total === 3")
    expect(opened).to_have_url(re.compile("country=AZ"))
    expect(count_of(opened, "Country", "Ukraine")).to_have_text("1")  # less the facet's own limit
    expect(count_of(opened, "Type", "Explosions/Remote violence")).to_have_text("2")

    box_of(opened, "Killed, at least", "5+").check()
    shown.wait("window.mapapp.counts().total === 1")
    expect(count_of(opened, "Country", "Ukraine")).to_have_text("0")
    expect(facet(opened, "Country").locator("label.none")).to_have_count(1)
    expect(panel.locator(".told")).to_have_text("1 event: in Azerbaijan or claimed by it, at least 5 killed")
    expect(opened.get_by_role("button", name="More filters · 2")).to_be_visible()

    opened.get_by_role("button", name="Close all filters").click()
    expect(panel).to_be_hidden()
    opened.get_by_role("button", name="Take off: In Azerbaijan").click()
    expect(opened).not_to_have_url(re.compile("country"))
    opened.get_by_role("button", name="Take off: At least 5 killed").click()
    shown.wait("window.mapapp.counts().total === 4")


def test_fast_hands_lose_nothing(opened: Page, look: Callable[[Page], Any]) -> None:
    open_panel(opened)
    expect(count_of(opened, "Country", "Ukraine")).to_have_text("1")

    facet(opened, "Country").get_by_label("Azerbaijan").check()
    facet(opened, "Country").get_by_label("Ukraine").check()
    opened.get_by_label("Words in the excerpts").press_sequentially("hit  shell*", delay=15)
    box_of(opened, "Type", "Explosions/Remote violence").check()
    opened.get_by_label("Another number").fill("2")

    expect(opened).to_have_url(re.compile("types=explosions"))
    expect(opened).to_have_url(re.compile("country=AZ%2CUA"))
    expect(opened).to_have_url(re.compile(r"words=hit\+shell"))
    expect(opened).to_have_url(re.compile("killed=2"))
    look(opened).wait("window.mapapp.counts().total === 1")
    expect(opened.get_by_label("Words in the excerpts")).to_have_value("hit shell*")
    expect(opened.get_by_role("option")).to_have_count(1)


def test_a_type_has_its_sub_types(opened: Page, look: Callable[[Page], Any]) -> None:
    open_panel(opened)
    types = facet(opened, "Type")
    expect(count_of(opened, "Type", "Battles")).to_have_text("1")
    types.get_by_role("button", name="Sub-types of Battles").click()
    box_of(opened, "Type", "Battles").check()
    expect(types.get_by_label("Armed clash")).to_be_checked()

    types.get_by_label("Armed clash").uncheck()

    expect(opened).to_have_url(re.compile("sub=government-regains-territory"))
    expect(opened).not_to_have_url(re.compile("types="))
    look(opened).wait("window.mapapp.counts().total === 0")
    assert box_of(opened, "Type", "Battles").evaluate("(box) => box.indeterminate")
    types.get_by_label("Armed clash").check()
    look(opened).wait("window.mapapp.counts().total === 1")


def test_everything_is_in_the_address_and_back_returns(
    filled: Any, reader: Page, look: Callable[[Page], Any]
) -> None:
    link = "country=AZ&killed=1&precision=town&status=machine&words=hit&sure=0.3&disputed=hidden&low=0&background=1"
    reader.goto(f"{filled.address}/?{link}&from=2020-10-01&to=2020-12-31&area=44%2C38%2C49%2C42")
    look(reader).wait("window.mapapp.counts().total === 2")
    expect(reader.locator(".view-bar .chip")).to_have_count(11)
    expect(reader.get_by_text("Part of the link could not be read")).to_have_count(0)
    open_panel(reader)
    expect(facet(reader, "How exactly placed").get_by_label("Town or village")).to_be_checked()
    expect(facet(reader, "Disputed: one side denies it").get_by_label("Hidden")).to_be_checked()
    expect(facet(reader, "Also show").get_by_label("Low confidence")).not_to_be_checked()
    expect(reader.get_by_label("Another number")).to_have_value("1")
    before = reader.url

    facet(reader, "Drawn area").get_by_role("button").click()
    expect(reader).not_to_have_url(re.compile("area="))
    reader.go_back()
    expect(reader).to_have_url(before)
    expect(facet(reader, "Drawn area").get_by_role("button")).to_be_visible()

    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.get_by_role("button", name="Copy a link to this view").click()
    copied = str(reader.evaluate("navigator.clipboard.readText()"))
    assert copied.partition("&at=")[0] == reader.url
    assert re.search(r"&at=-?[0-9.]+%2C-?[0-9.]+%2C[0-9]+$", copied)
    elsewhere = re.sub("&at=.*", "&at=12.5%2C-70.25%2C6", copied)
    reader.goto(elsewhere)
    look(reader).wait("window.mapapp.counts().total === 2")
    view = look(reader).ask("window.mapapp.view()")
    assert view == {"lat": pytest.approx(12.5, abs=0.03), "lon": pytest.approx(-70.25, abs=0.03), "zoom": 6}
    expect(reader).not_to_have_url(re.compile("[?&]at="))  # the reader may look elsewhere by now
    expect(reader.locator(".view-bar .chip")).to_have_count(11)


def test_clearing_can_be_undone(filled: Any, reader: Page, look: Callable[[Page], Any]) -> None:
    reader.goto(f"{filled.address}/?country=AZ&killed=5")
    look(reader).wait("window.mapapp.counts().total === 1")

    reader.get_by_role("button", name="Clear filters", exact=True).click()
    look(reader).wait("window.mapapp.counts().total === 4")
    expect(reader.locator(".view-bar .chip")).to_have_count(0)
    reader.get_by_role("button", name=re.compile("^Undo")).click()

    look(reader).wait("window.mapapp.counts().total === 1")
    expect(reader).to_have_url(re.compile("country=AZ"))
    expect(reader.get_by_role("button", name=re.compile("^Undo"))).to_be_hidden()


@pytest.mark.parametrize("link", [
    "from=2020-10-09&to=2020-10-01", "from=NaN&sure=NaN&killed=NaN", "types=" + "battles," * 10_000,
    "words={{7*7}}&actors={%25 x %25}&place=<script>window.pwned=1</script>", "event=ev-0000000000000000",
    "event=../../etc&place=999999999999&country=QQ", "area=NaN,1,2,3&lang=%00&status=king",
])  # fmt: skip
def test_garbage_in_the_address_shows_the_plain_view_and_a_note(
    filled: Any, reader: Page, look: Callable[[Page], Any], link: str
) -> None:
    reader.goto(f"{filled.address}/?{link}")

    look(reader).wait("window.mapapp.counts().total === 4")
    expect(reader.get_by_text(re.compile("link.* (could not be read|is not on this map)"))).to_be_visible()
    expect(reader.locator(".view-bar .chip")).to_have_count(0)
    assert reader.evaluate("window.pwned") is None


def test_the_panel_by_keyboard_alone(opened: Page, look: Callable[[Page], Any]) -> None:
    opened.get_by_role("button", name=re.compile("^More filters")).focus()
    opened.keyboard.press("Enter")
    expect(count_of(opened, "Country", "Ukraine")).to_have_text("1")
    names = []
    for _ in range(30):
        opened.keyboard.press("Tab")
        names.append(opened.evaluate(FOCUSED))
        if names[-1] == "Ukraine":
            break
    assert names[-1] == "Ukraine", names
    opened.keyboard.press("Space")
    look(opened).wait("window.mapapp.counts().total === 1")
    assert opened.evaluate(FOCUSED) == "Ukraine"  # a run of the page takes no focus away
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("group", name="All filters")).to_be_hidden()
    assert opened.evaluate(FOCUSED) == "More filters · 1"


def test_what_is_ticked_does_not_move_and_the_map_stays(opened: Page, look: Callable[[Page], Any]) -> None:
    look(opened).wait("window.mapapp.counts().total === 4")
    open_panel(opened)
    expect(count_of(opened, "Country", "Ukraine")).to_have_text("1")
    frame, box = (
        opened.locator("iframe[title*='st_folium']"),
        facet(opened, "Country").get_by_label("Ukraine"),
    )
    frame.evaluate("(one) => { one.marked = true; }")
    before = (frame.bounding_box(), box.bounding_box())

    box.check()
    look(opened).wait("window.mapapp.counts().total === 1")

    assert (frame.bounding_box(), box.bounding_box()) == before
    assert frame.evaluate("(one) => one.marked")


@pytest.fixture
def phone(browser: Browser, filled: Any) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(filled.address)
    yield page
    context.close()


def test_on_a_phone_all_filters_are_in_the_sheet(phone: Page, look: Callable[[Page], Any]) -> None:
    look(phone).wait("window.mapapp.counts().total === 4")
    phone.get_by_role("button", name=re.compile("^Filters")).tap()
    expect(count_of(phone, "Country", "Ukraine")).to_have_text("1")

    facet(phone, "Country").get_by_label("Ukraine").tap()

    look(phone).wait("window.mapapp.counts().total === 1")
    chip = phone.get_by_role("button", name="Take off: In Ukraine")
    expect(chip).to_be_visible()
    small = phone.locator(".panel").evaluate(
        "(panel) => [...panel.querySelectorAll('label.value, button, input.find')]"
        ".filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5).map((one) => one.textContent)"
    )
    assert small == []
    assert phone.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
    chip.tap()
    look(phone).wait("window.mapapp.counts().total === 4")
