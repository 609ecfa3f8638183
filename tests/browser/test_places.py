"""Find a place by keyboard, read its card, add a place of one's own and meet it in a pasted article."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

AUDIT = Path(__file__).with_name("audit.js").read_text("utf-8")
ROCKETS = {
    "title": "Rockets on Martuni",
    "text": "STEPANAKERT, October 1 — Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday morning, "
    "wounding two people, local officials said.",
    "published": "2020-10-01",
}
PASTED = "Shells hit the village of Qurbanlar Yazı on Monday, killing two people, officials said."


@pytest.fixture(scope="module")
def served(make_app: Callable[[], Any]) -> Any:
    made = make_app()
    made.ingest(ROCKETS)
    made.start()
    return made


@pytest.fixture
def places(served: Any, reader: Page) -> Page:
    reader.goto(f"{served.address}/places")
    expect(box(reader)).to_be_visible()
    return reader


def box(page: Page) -> Any:
    return page.get_by_role("combobox", name="Find a place")


def card(page: Page) -> Any:
    return page.locator("article.card.place")


def test_a_place_is_found_and_chosen_by_keyboard_alone(places: Page) -> None:
    search, options = box(places), places.locator(".suggestions li")
    expect(search).to_have_attribute("aria-expanded", "false")
    search.focus()
    places.keyboard.type("Stepanak", delay=15)
    expect(options.first).to_contain_text("Stepanakert")
    expect(search).to_have_attribute("aria-expanded", "true")

    places.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(search).to_have_value("Stepanak")
    places.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    active = search.get_attribute("aria-activedescendant")
    assert active and active == options.first.get_attribute("id")
    places.keyboard.press("ArrowUp")
    expect(search).not_to_have_attribute("aria-activedescendant", re.compile("."))
    places.keyboard.press("ArrowDown")
    places.keyboard.press("Enter")

    expect(card(places)).to_contain_text("Khankendi / Stepanakert")
    expect(card(places)).to_contain_text("no statement of opinion")
    expect(card(places)).to_contain_text("Ստեփանակերտ")
    expect(places).to_have_url(re.compile(r"place=146970"))
    expect(options.first).to_be_hidden()


def test_the_card_leads_on_to_what_it_lies_in_and_back(places: Page, served: Any) -> None:
    places.goto(f"{served.address}/places?q=Goris")
    expect(card(places)).to_contain_text("Goris")
    card(places).get_by_role("button", name=re.compile("Armenia")).click()

    expect(card(places).get_by_role("heading", level=2)).to_have_text("Armenia")
    expect(places).to_have_url(re.compile("place=174982"))
    places.go_back()
    expect(card(places).get_by_role("heading", level=2)).to_have_text("Goris")


def test_its_events_lead_to_the_map(places: Page, served: Any, look: Callable[[Page], Any]) -> None:
    places.goto(f"{served.address}/places?place=146969")
    look(places).wait("window.mapapp.symbols().some((s) => s.n === 1)")
    places.locator(".lines").get_by_role("button", name=re.compile("Rockets hit")).click()

    expect(places).to_have_url(re.compile("event=ev-"))
    expect(places.get_by_role("article", name="The chosen event")).to_contain_text("Rockets hit")


def test_a_phrase_is_a_spot_with_its_places(places: Page) -> None:
    box(places).fill("12 km north of Stepanakert")
    box(places).press("Enter")

    expect(card(places)).to_contain_text("12 km north of Khankendi / Stepanakert")
    expect(card(places)).to_contain_text("39.92")


def test_a_place_of_ones_own_is_added_and_then_found_by_a_pasted_article(app: Any, reader: Page) -> None:
    reader.goto(f"{app.start()}/places")
    box(reader).fill("Qurbanlar Yazı")
    box(reader).press("Enter")
    expect(reader.get_by_text("Nothing by that name")).to_be_visible()
    reader.get_by_role("button", name="Add it as a place of your own").click()
    reader.get_by_role("textbox", name="Coordinates").fill("39.71, 46.91")
    reader.get_by_role("textbox", name="Other names, one a line").fill(
        "<script>alert(1)</script>\n{{7*7}} bağ"
    )
    reader.get_by_role("button", name="Save").click()
    expect(reader.get_by_text("Saved: “Qurbanlar Yazı”")).to_be_visible()
    expect(card(reader)).to_contain_text("<script>alert(1)</script>")
    expect(card(reader)).to_contain_text("{{7*7}} bağ")
    expect(card(reader)).to_contain_text("your own place")

    reader.get_by_role("link", name="Add", exact=True).click()
    reader.get_by_role("textbox", name="Text", exact=True).fill(PASTED)
    reader.get_by_text("Not known").click()
    reader.get_by_role("button", name="Read the article").click()
    expect(reader.locator(".reading")).to_contain_text("1 event understood")
    expect(reader.locator(".reading .card mark.place")).to_have_text("Qurbanlar Yazı")
    expect(reader.locator(".reading .card")).not_to_contain_text("too unsure")

    reader.get_by_role("link", name="Places", exact=True).click()
    reader.locator(".own-places").get_by_role("button", name="Delete Qurbanlar Yazı").click()
    expect(reader.get_by_text("Deleted: “Qurbanlar Yazı”")).to_be_visible()
    expect(reader.locator(".own-places li")).to_have_count(0)
    reader.get_by_role("button", name="Undo").click()
    expect(reader.locator(".own-places li")).to_have_count(1)


def test_a_csv_is_imported_whole_or_not_at_all(app: Any, reader: Page) -> None:
    reader.goto(f"{app.start()}/places")

    def upload(text: str) -> None:
        if not reader.locator("[data-testid='stFileUploader']").is_visible():
            reader.get_by_text("Import a CSV").click()
        reader.locator("input[type=file]").set_input_files(
            {"name": "mine.csv", "mimeType": "text/csv", "buffer": text.encode()}
        )

    upload("name,lat,lon\nOld mill,39.7,46.9\n<b>farm,north,46.9\n")
    expect(reader.locator(".note.bad").last).to_contain_text("mine.csv, line 3: lat is 'north'")
    expect(reader.locator(".own-places li")).to_have_count(0)
    upload("name,lat,lon\nOld mill,39.7,46.9\n<b>farm,39.8,46.9\n")
    expect(reader.get_by_text("Imported 2: 2 new")).to_be_visible()
    expect(reader.locator(".own-places li").nth(1)).to_contain_text("<b>farm")

    with reader.expect_download() as waited:
        reader.get_by_role("button", name="Export as CSV").click()
    exported = waited.value.path().read_text("utf-8")
    assert exported.splitlines()[1].startswith("Old mill,39.7,46.9,village")


def test_suggestions_that_cannot_be_loaded_say_so(places: Page) -> None:
    places.route("**/mapapp/api/places*", lambda route: route.abort())
    box(places).press_sequentially("Goris")

    expect(places.get_by_text("Suggestions could not be loaded")).to_be_visible()
    box(places).press("Enter")
    expect(card(places)).to_contain_text("Goris")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_everything_can_be_read_and_has_a_name(places: Page, served: Any, scheme: Any, width: int) -> None:
    places.set_viewport_size({"width": width, "height": 900})
    places.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    places.goto(f"{served.address}/places?q=Stepanakert")
    expect(card(places)).to_be_visible()
    expect(places.locator("[data-stale='true']")).to_have_count(0)
    box(places).fill("Ste")
    expect(places.locator(".suggestions li").first).to_be_visible()
    places.wait_for_timeout(300)  # fading in
    shown = places.evaluate(AUDIT)
    box(places).press("Escape")
    places.get_by_role("button", name="Add a place", exact=True).click()
    expect(places.get_by_role("textbox", name="Coordinates")).to_be_visible()
    expect(places.locator("[data-stale='true']")).to_have_count(0)
    places.wait_for_timeout(300)
    filled = places.evaluate(AUDIT)

    for found in (shown, filled):
        assert found["texts"] > 3
        assert [found[kind] for kind in ("contrast", "edges", "nameless")] == [[], [], []]


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_runs_out_of_the_screen(places: Page, served: Any, width: int) -> None:
    places.set_viewport_size({"width": width, "height": 844})
    places.goto(f"{served.address}/places?q=Stepanakert")
    expect(card(places)).to_be_visible()
    box(places).fill("Ste")
    expect(places.locator(".suggestions li").first).to_be_visible()

    assert places.evaluate("document.documentElement.scrollWidth") <= width
