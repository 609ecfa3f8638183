"""Events that share a point, or lie too close to be taken apart: a list, from it a card, and back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

GANJA, SHEKI = (40.68, 46.36), (41.19, 47.17)
FAR = (40.0, 46.5)

pytestmark = pytest.mark.browser


@pytest.fixture
def crowd(open_map: Callable) -> object:
    shown = open_map([(*GANJA, 0)] * 120 + [(*SHEKI, 1)])
    shown.settle()
    return shown


def test_a_click_on_events_of_one_point_opens_their_list(crowd) -> None:
    crowd.click("s.n === 120")

    expect(crowd.page.locator(".ma-count")).to_have_text("120 events here")
    expect(crowd.page.locator(".ma-list button[data-id]")).to_have_count(50)
    expect(crowd.page.locator(".ma-list button").first).to_have_text(
        "1 OctNumber ev-77Rockets hit the edge of the town"
    )
    assert crowd.told == []  # nothing is chosen yet


def test_the_list_goes_on_by_fifty_to_its_end(crowd) -> None:
    crowd.click("s.n === 120")
    for left in (50, 20):
        crowd.page.get_by_role("button", name=f"Show {left} more").press("Enter")

    expect(crowd.page.locator(".ma-list button[data-id]")).to_have_count(120)
    expect(crowd.page.get_by_role("button", name="more")).to_have_count(0)
    ids = crowd.page.locator(".ma-list button[data-id]").evaluate_all(
        "(all) => all.map((one) => one.dataset.id)"
    )
    assert ids == [f"ev-{i:02x}" for i in reversed(range(120))]


def test_enter_opens_the_card_and_escape_leads_back_to_its_line(crowd) -> None:
    page = crowd.page
    page.locator("#map_div").focus()
    page.evaluate("map.setView([40.68, 46.36], 7, { animate: false })")
    crowd.settle()
    page.keyboard.press("Enter")
    expect(page.locator(".ma-list button[data-id]")).to_have_count(50)
    expect(page.locator(".ma-list button").first).to_be_focused()
    for key in ("ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".ma-event h2")).to_have_text("Number ev-76")
    chosen = crowd.call("opened")
    page.keyboard.press("Escape")

    expect(page.locator(".ma-list")).to_be_visible()
    expect(page.locator(f'.ma-list button[data-id="{chosen}"]')).to_be_focused()
    assert [said["selected"] for said in crowd.told] == [chosen]
    page.keyboard.press("Escape")
    expect(page.locator(".ma-card")).to_have_count(0)


def test_next_goes_on_past_what_was_listed(crowd) -> None:
    crowd.click("s.n === 120")
    crowd.page.locator(".ma-list button[data-id]").nth(49).click()
    expect(crowd.page.locator(".ma-count")).to_have_text("50 of 120")
    crowd.page.get_by_role("button", name="Next event").click()

    expect(crowd.page.locator(".ma-count")).to_have_text("51 of 120")
    expect(crowd.page.locator(".ma-event h2")).to_have_text("Number ev-45")


def test_a_list_stays_where_it_was_while_a_card_is_read(crowd) -> None:
    crowd.click("s.n === 120")
    crowd.page.locator(".ma-list button[data-id]").nth(40).click()
    expect(crowd.page.locator(".ma-event h2")).to_be_visible()
    crowd.page.get_by_role("button", name="List all events here").click()

    line = crowd.page.locator(".ma-list button[data-id]").nth(40)
    expect(line).to_be_in_viewport()
    expect(line).to_have_attribute("aria-current", "true")


def test_a_cluster_that_can_be_taken_apart_is_looked_at_from_nearer_by(open_map) -> None:
    shown = open_map([(40.0, 46.0, 0), (40.02, 46.02, 1)], zoom=5)
    shown.settle()
    shown.click("s.cluster")
    shown.page.wait_for_function("mapapp.view().zoom > 5 && mapapp.symbols().length === 2")

    assert shown.page.locator(".ma-card").count() == 0


def test_a_cluster_of_points_a_metre_apart_is_listed_at_once(open_map) -> None:
    shown = open_map([(40.0, 46.0, 0), (40.00001, 46.00001, 1)], center=FAR, zoom=5)
    shown.settle()
    shown.click("s.cluster")

    expect(shown.page.locator(".ma-count")).to_have_text("2 events close together")
    assert shown.call("view()")["zoom"] == 5


@pytest.mark.parametrize(
    ("points", "center"),
    [
        ([(90.0, 0.0, 0)] * 3, (84.0, 0.0)),
        ([(-90.0, 10.0, 0)] * 3, (-84.0, 10.0)),
        ([(86.0, 0.0, 0), (89.0, 0.0, 1)], (84.0, 0.0)),
        ([(10.0, 180.0, 0)] * 3, (10.0, 179.0)),
        ([(10.0, -180.0, 0)] * 3, (10.0, 179.0)),
    ],
)
def test_poles_and_the_date_line_have_lists_too(open_map, points, center) -> None:
    shown = open_map(points, center=center, zoom=5)
    shown.settle()
    found = shown.page.evaluate("mapapp.symbols().find((s) => s.x > 0 && s.x < 1000)")
    shown.page.mouse.click(
        found["x"], found["y"] + (5 if center[0] > 0 else -5)
    )  # half of it is beyond the edge

    expect(shown.page.locator(".ma-list button[data-id]")).to_have_count(len(points))


def test_ten_thousand_events_at_one_point_are_one_symbol_and_a_list(open_map) -> None:
    shown = open_map([(*GANJA, i % 6) for i in range(10_000)])
    shown.settle()
    shown.click("s.n === 10000")

    expect(shown.page.locator(".ma-count")).to_have_text("10,000 events here")
    expect(shown.page.locator(".ma-list button[data-id]")).to_have_count(50)
    assert len(shown.call("symbols()")) == 1


def test_long_and_right_to_left_words_stay_in_their_line(open_map) -> None:
    words = "قصف عنيف <b>{{7*7}}</b> " + "x" * 5000
    shown = open_map([(*GANJA, 0)] * 2, words=words)
    shown.settle()
    shown.click("s.n === 2")

    line = shown.page.locator(".ma-row-words").first
    expect(line).to_have_text(words)
    expect(line).to_have_attribute("dir", "auto")
    assert line.bounding_box()["height"] < 60
    assert shown.page.evaluate(
        "document.querySelector('.ma-card').scrollWidth <= document.querySelector('.ma-card').clientWidth"
    )


def test_trouble_with_the_list_is_said_and_can_be_tried_again(crowd) -> None:
    crowd.answers.broken = True
    crowd.click("s.n === 120")
    expect(crowd.page.locator(".ma-list")).to_contain_text("Could not load the list.")
    crowd.answers.broken = False
    crowd.page.locator(".ma-list").get_by_role("button", name="Retry").click()

    expect(crowd.page.locator(".ma-list button[data-id]")).to_have_count(50)


def test_what_is_pointed_at_stands_out_on_both_sides(crowd) -> None:
    page = crowd.page
    page.evaluate(
        "window.pointed = []; addEventListener('message', (e) => e.data.type === 'mapapp:map-hover' && pointed.push(e.data.ids.length))"
    )
    found = page.evaluate("mapapp.symbols().find((s) => s.n === 1)")
    page.mouse.move(found["x"], found["y"])
    page.wait_for_function("pointed.length === 1")
    page.mouse.move(found["x"] + 80, found["y"] + 80)
    page.wait_for_function("pointed.length === 2")
    page.evaluate("postMessage({ type: 'mapapp:list-hover', id: 'ev-78' }, location.origin)")
    page.wait_for_function("mapapp.pointed === 'ev-78'")

    assert page.evaluate("pointed") == [1, 0]
