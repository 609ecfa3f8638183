"""The map in a real browser: drawn, clicked, read, told what to show."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect

from mapapp.core.selection import Selection

GANJA, SHEKI, SHUSHA = (40.68, 46.36), (41.19, 47.17), (39.76, 46.75)
HOSTILE = (
    '<img src=x onerror="window.pwned=1"> {{7*7}} ${window.pwned=2} `</script><script>window.pwned=3</script>'
)


pytestmark = pytest.mark.browser


@pytest.fixture
def two_towns(open_map: Callable) -> object:
    shown = open_map([(*GANJA, 0), (*SHEKI, 1), (*GANJA, 3)])
    shown.settle()
    return shown


def test_a_click_on_a_symbol_opens_its_card_and_tells_streamlit(two_towns) -> None:
    two_towns.click("s.n === 1")

    expect(two_towns.page.locator(".ma-event h2")).to_have_text("Number ev-01")
    expect(two_towns.page.locator(".ma-card")).to_contain_text("the town council")
    assert [said["selected"] for said in two_towns.told] == ["ev-01"]
    assert two_towns.call("selected") == two_towns.call("opened") == "ev-01"


def test_the_card_shows_the_exact_sentence_with_its_marks(open_map) -> None:
    excerpt = "Four 🚀 rockets hit Şuşa on Friday."
    report = {
        "excerpt": excerpt,
        "marks": [[7, 18, "trigger"], [19, 23, "place"]],
        "title": "Rockets",
        "url": "https://news.example/1",
    }
    shown = open_map([(*SHUSHA, 1)], cards={"ev-00": {"reports": [report]}})
    shown.settle()
    shown.click("true")

    expect(shown.page.locator("blockquote")).to_have_text(excerpt)
    expect(shown.page.locator("mark.ma-trigger")).to_have_text("rockets hit")
    expect(shown.page.locator("mark.ma-place")).to_have_text("Şuşa")
    link = shown.page.locator(".ma-source a")
    expect(link).to_have_attribute("href", "https://news.example/1")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")


def test_hostile_text_stays_text(open_map) -> None:
    report = {"excerpt": HOSTILE, "marks": [[0, 5, "<b>"], ["x", 2], [9, 3, "place"], [-5, 99999, "trigger"]], "title": HOSTILE,
              "url": "javascript:window.pwned=4", "published": HOSTILE}  # fmt: skip
    place = {
        "label": HOSTILE,
        "names": [HOSTILE + "2"],
        "precision_text": HOSTILE,
        "lat": 40.68,
        "lon": 46.36,
    }
    card = {"sub_event_type": HOSTILE, "event_type": HOSTILE, "claimed_by": HOSTILE, "when": {"text": HOSTILE},
            "killed": {"text": HOSTILE}, "place": place, "reports": [report]}  # fmt: skip
    label = {"text": HOSTILE, "lat": 40.2, "lon": 46.0, "kind": "city", "rank": 0}
    shown = open_map([(*GANJA, 1)], cards={"ev-00": card}, labels=[label])
    shown.settle()
    shown.click("true")

    expect(shown.page.locator(".ma-event h2")).to_have_text(HOSTILE)
    expect(shown.page.locator("blockquote")).to_have_text(HOSTILE)
    assert shown.page.evaluate("window.pwned") is None
    assert shown.page.locator(".ma-card :is(img, script, a)").count() == 0


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", " jAvAsCrIpT:1", "ftp://a/b", "x"],
)
def test_only_web_links_are_links(open_map, address: str) -> None:
    shown = open_map([])

    assert shown.page.evaluate("mapappParts.safeAddress", address) is None
    assert (
        shown.page.evaluate("mapappParts.safeAddress", "HTTPS://news.example/a b")
        == "https://news.example/a%20b"
    )


def test_trouble_is_said_and_can_be_tried_again(open_map) -> None:
    shown = open_map([(*GANJA, 0)], broken=True)
    status = shown.page.locator(".ma-status")
    expect(status).to_contain_text("Could not load events.")
    shown.answers.broken = False
    status.get_by_role("button", name="Retry").click()
    shown.settle()

    expect(status).to_be_hidden()
    assert len(shown.call("symbols()")) == 1


def test_what_was_drawn_stays_when_an_answer_fails(two_towns) -> None:
    two_towns.answers.broken = True
    two_towns.page.evaluate("map.setView([40, 46], 6, { animate: false })")
    expect(two_towns.page.locator(".ma-status")).to_contain_text("Could not load events.")

    assert len(two_towns.call("symbols()")) == 2


def test_a_filter_message_changes_what_is_drawn_in_place(two_towns) -> None:
    two_towns.page.evaluate("window.same = true")
    two_towns.tell(Selection(event_types=("Battles",)))
    two_towns.page.wait_for_function("mapapp.counts().total === 1")
    two_towns.tell(Selection(first_day=date(2021, 1, 1)))
    two_towns.page.wait_for_function("mapapp.counts().total === 0")

    assert two_towns.call("symbols()") == []
    assert two_towns.page.evaluate("window.same")


def test_an_event_chosen_elsewhere_is_brought_into_view_and_opened(open_map) -> None:
    shown = open_map([(*GANJA, 0), (-18.14, 178.44, 1)])
    shown.settle()
    shown.tell(selected="ev-01")
    expect(shown.page.locator(".ma-event h2")).to_have_text("Number ev-01")

    view = shown.call("view()")
    assert abs(view["lat"] + 18.14) < 8
    assert abs((view["lon"] - 178.44 + 180) % 360 - 180) < 8
    assert shown.told == []  # it came from there


def test_new_data_is_fetched_when_the_version_changes(two_towns) -> None:
    two_towns.answers.points.append((*SHUSHA, 2))
    two_towns.tell(version=2)
    two_towns.page.wait_for_function("mapapp.counts().total === 4")

    assert len(two_towns.call("symbols()")) == 3


def test_the_keyboard_opens_reads_and_closes(two_towns) -> None:
    page = two_towns.page
    page.locator("#map_div").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ma-list button").first).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator(".ma-card")).to_have_count(0)
    expect(page.locator("#map_div")).to_be_focused()


def test_a_click_beside_everything_lets_go(two_towns) -> None:
    two_towns.click("s.n === 1")
    expect(two_towns.page.locator(".ma-event h2")).to_be_visible()
    two_towns.page.mouse.click(940, 420)
    expect(two_towns.page.locator(".ma-card")).to_have_count(0)

    assert [said["selected"] for said in two_towns.told] == ["ev-01", ""]


def test_a_cluster_is_looked_at_from_nearer_by(open_map) -> None:
    shown = open_map([(40.0, 46.5, 0), (40.02, 46.52, 1)])
    shown.settle()
    assert [one["cluster"] for one in shown.call("symbols()")] == [True]
    shown.click("true")
    shown.page.wait_for_function("mapapp.ready && mapapp.symbols().length === 2")

    assert shown.call("view()")["zoom"] > 7


def test_symbols_are_drawn_beyond_the_antimeridian(open_map) -> None:
    shown = open_map([(-18.0, 178.0, 0), (-18.0, -178.0, 1)], center=(-18.0, 180.0), zoom=6)
    shown.settle()
    places = sorted((one["x"], one["lon"]) for one in shown.call("symbols()") if 0 < one["x"] < 1000)

    assert [lon for _, lon in places] == [178.0, -178.0]


def test_land_and_sea_have_their_colours(open_map) -> None:
    shown = open_map([], center=(40.3, 49.0), zoom=7)
    shown.tell(dark=False)
    shown.settle()
    shown.page.wait_for_timeout(300)
    colour = """([lat, lon]) => {
        const at = map.latLngToContainerPoint([lat, lon]), box = map.getContainer().getBoundingClientRect();
        for (const tile of document.querySelectorAll(".ma-basemap canvas, canvas.leaflet-tile")) {
          const b = tile.getBoundingClientRect(), x = at.x + box.left - b.left, y = at.y + box.top - b.top;
          if (x >= 0 && y >= 0 && x < b.width && y < b.height)
            return [...tile.getContext("2d").getImageData(x * tile.width / b.width, y * tile.height / b.height, 1, 1).data].slice(0, 3);
        }
        return null;
    }"""

    assert shown.page.evaluate(colour, [40.45, 48.1]) == [0xF6, 0xF4, 0xEF]
    assert shown.page.evaluate(colour, [40.6, 50.9]) == [0xCD, 0xDB, 0xE4]
    assert "/mapapp/static/basemap/near-10-6.bin" in shown.answers.asked


@pytest.mark.parametrize("dark", [True, False])
def test_the_theme_follows_the_message(two_towns, dark: bool) -> None:
    two_towns.tell(dark=dark)

    assert two_towns.call("theme") == ("dark" if dark else "light")
    assert two_towns.page.evaluate("map.getContainer().classList.contains('ma-dark')") is dark


def test_sources_and_scale_are_always_in_sight(two_towns) -> None:
    for width, height in ((1000, 600), (360, 480)):
        two_towns.page.set_viewport_size({"width": width, "height": height})
        expect(two_towns.page.locator(".leaflet-control-attribution")).to_be_visible()
        expect(two_towns.page.locator(".leaflet-control-attribution")).to_contain_text("GeoNames CC BY 4.0")
        expect(two_towns.page.locator(".leaflet-control-scale")).to_be_visible()
