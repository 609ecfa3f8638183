"""Drawing an area on the map, and showing the one that is set."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from mapapp.core.area import Area
from mapapp.core.selection import Selection

pytestmark = pytest.mark.browser

GANJA = (40.68, 46.36)


@pytest.fixture
def shown(open_map: Callable[..., Any]) -> Any:
    shown = open_map([(*GANJA, 0)])
    shown.settle()
    return shown


def begin(shown: Any, how: str) -> None:
    shown.page.get_by_role("button", name="Draw an area").click()
    shown.page.get_by_role("button", name=how, exact=True).click()


def set_area(shown: Any) -> str:
    """The area that the page was told of, and nothing besides."""
    shown.page.wait_for_function("told.length > 0")
    said = [{k: v for k, v in one.items() if k != "n"} for one in shown.told]
    assert [list(one) for one in said] == [["set"]]
    assert list(said[0]["set"]) == ["area"]
    return str(said[0]["set"]["area"])


def outlines(shown: Any) -> int:
    return int(shown.page.locator("path.leaflet-interactive, .leaflet-overlay-pane svg path").count())


def test_a_drag_draws_a_rectangle_and_tells_the_page(shown: Any) -> None:
    begin(shown, "Rectangle")
    mouse = shown.page.mouse
    mouse.move(300, 200)
    mouse.down()
    mouse.move(500, 300)
    assert outlines(shown) == 1
    mouse.move(700, 400)
    mouse.up()

    sides = Area.parse(set_area(shown)).sides
    assert sides is not None
    west, south, east, north = sides
    corner, opposite = shown.page.evaluate(
        "[[300, 200], [700, 400]].map((p) => map.containerPointToLatLng(p)).map((p) => [p.lat, p.lng])"
    )
    assert (north, west, south, east) == pytest.approx((*corner, *opposite), abs=1e-3)
    assert outlines(shown) == 1
    expect(shown.page.locator(".ma-hint")).to_be_hidden()
    assert shown.call("opened") == ""


def test_clicks_draw_a_polygon_that_a_double_click_ends(shown: Any) -> None:
    begin(shown, "Polygon")
    mouse = shown.page.mouse
    for x, y in ((300, 150), (700, 160), (650, 400)):
        mouse.click(x, y)
        shown.page.wait_for_timeout(50)
    mouse.dblclick(320, 420)

    area = Area.parse(set_area(shown))
    assert len(area.corners) == 4
    assert area.sides is None
    assert shown.call("view()")["zoom"] == 7  # the double click is not one on the map


def test_enter_ends_a_polygon_and_backspace_takes_a_corner_back(shown: Any) -> None:
    begin(shown, "Polygon")
    for x, y in ((300, 150), (700, 160), (650, 400), (10, 10)):
        shown.page.mouse.click(x, y)
    shown.page.keyboard.press("Backspace")
    shown.page.keyboard.press("Enter")

    assert len(Area.parse(set_area(shown)).corners) == 3


def test_escape_cancels_and_the_map_is_as_before(shown: Any) -> None:
    begin(shown, "Polygon")
    shown.page.mouse.click(300, 150)
    shown.page.mouse.click(600, 150)
    shown.page.keyboard.press("Escape")

    assert shown.page.locator(".ma-sheet").count() == outlines(shown) == 0
    expect(shown.page.get_by_role("button", name="Draw an area")).to_be_focused()
    shown.click("true")
    expect(shown.page.locator(".ma-card")).to_be_visible()
    assert [one for one in shown.told if "set" in one] == []


def test_a_click_is_no_rectangle_and_two_corners_are_no_polygon(shown: Any) -> None:
    begin(shown, "Rectangle")
    shown.page.mouse.click(400, 300)
    expect(shown.page.locator(".ma-hint")).to_be_visible()
    shown.page.get_by_role("button", name="Cancel").click()
    begin(shown, "Polygon")
    shown.page.mouse.click(300, 150)
    shown.page.mouse.click(600, 150)
    shown.page.keyboard.press("Enter")

    expect(shown.page.locator(".ma-hint")).to_be_visible()
    assert shown.told == []


def test_by_keyboard_alone_the_view_becomes_the_area(shown: Any) -> None:
    shown.page.get_by_role("button", name="Draw an area").press("Enter")
    shown.page.get_by_role("button", name="This view").press("Enter")

    sides = Area.parse(set_area(shown)).sides
    view = shown.page.evaluate("map.getBounds().toBBoxString()")
    assert sides == pytest.approx([float(side) for side in view.split(",")], abs=1e-3)


def test_the_area_of_a_message_is_outlined_and_can_be_taken_away(shown: Any) -> None:
    shown.tell(Selection(area=Area.parse("45,39;48,39;46.5,41.5")))
    shown.settle()
    assert outlines(shown) == 1
    shown.page.get_by_role("button", name="Draw an area").click()
    shown.page.get_by_role("button", name="Remove the area").click()

    assert set_area(shown) == ""
    assert outlines(shown) == 0


def test_an_area_is_outlined_in_every_copy_of_the_world_in_sight(open_map: Callable[..., Any]) -> None:
    shown = open_map([], (0.0, 180.0), 2)
    shown.tell(Selection(area=Area.parse("170,-10,-170,10")))
    shown.settle()
    assert outlines(shown) == 1
    shown.tell(Selection(area=Area.parse("20,-10,30,10")))
    shown.page.evaluate("map.setView([0, 200], 2, {animate: false})")
    shown.settle()

    box = shown.page.locator(".leaflet-overlay-pane svg path").first.bounding_box()
    assert box is not None and -25 <= box["x"] <= 25  # at the left edge, not a world away


@pytest.mark.parametrize(("corners", "is_box", "area"), [
    ([[10, 20], [30, 40]], True, "20,10,40,30"),
    ([[10, 380], [30, 400]], True, "20,10,40,30"),
    ([[-20, 170], [20, 190]], True, "170,-20,190,20"),
    ([[-95, -300], [95, 300]], True, "-180,-85,180,85"),
    ([[1, 2], [1, 2]], True, ""),
    ([[0, -190], [10, -170], [5, -160]], False, "170,0;190,10;200,5"),
    ([[0, 0], [10, 400], [5, 10]], False, ""),
])  # fmt: skip
def test_what_is_drawn_is_written_as_a_link_has_it(
    shown: Any, corners: list[list[float]], is_box: bool, area: str
) -> None:
    written = shown.page.evaluate(
        "([corners, isBox]) => mapappParts.writeArea(corners.map(([a, b]) => L.latLng(a, b)), isBox)",
        [corners, is_box],
    )

    assert written == area
    if area:
        Area.parse(area)


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b;c,d;e,f", "1,2;3,4", "1,2,3,NaN"])
def test_what_is_no_area_is_not_outlined(shown: Any, text: str) -> None:
    assert shown.page.evaluate("(text) => mapappParts.readArea(text)", text) is None
