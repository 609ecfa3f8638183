"""Whose borders, which names, what ground: chosen on the map, kept in the browser."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

KASHMIR = (34.0, 76.0)
TILES = {
    "url": "/tiles/{z}/{x}/{y}.png",
    "attribution": "© Makers <img src=x onerror=window.pwned=1>",
    "host": "tiles.example.org",
}
PIXELS = """() => {
  const marks = [];
  for (const tile of document.querySelectorAll('.ma-basemap canvas')) {
    const bytes = tile.getContext('2d').getImageData(0, 0, tile.width, tile.height).data;
    let sum = 0;
    for (let i = 0; i < bytes.length; i += 4) sum = (sum * 31 + bytes[i] + 7 * bytes[i + 1] + 13 * bytes[i + 2]) % 1000003;
    marks.push(tile.style.transform + sum);
  }
  return marks.sort().join();
}"""


@pytest.fixture
def shown(open_map: Callable[..., Any]) -> Any:
    shown = open_map([(34.1, 74.8, 0)], KASHMIR, 6)
    shown.settle()
    shown.page.get_by_role("button", name="Layers").click()
    return shown


def asked_names(shown: Any) -> list[str]:
    """The name sets that labels were asked for."""
    asked = [urlsplit(query) for query in shown.answers.queries if query.startswith("/mapapp/api/labels")]
    return [parse_qs(address.query).get("names", [""])[0] for address in asked]


def spelled(page: Any, x: int, y: int) -> str:
    """A point of the map's container in degrees."""
    lat, lon = page.evaluate(
        "(at) => { const p = map.containerPointToLatLng(at); return [p.lat, p.lng]; }", [x, y]
    )
    return f"{lat:.4f}, {lon:.4f}"


def drawn(shown: Any) -> str:
    shown.page.wait_for_timeout(150)
    return str(shown.page.evaluate(PIXELS))


def test_borders_are_drawn_as_the_chosen_state_sees_them(shown: Any) -> None:
    borders = shown.page.get_by_label("Borders as seen by")
    assert len(borders.locator("option").all()) == 32
    looks = {}
    for view in ("International (disputed dashed)", "India", "Pakistan", "China", "Russia", "Türkiye"):
        borders.select_option(label=view)
        looks[view] = drawn(shown)
    borders.select_option(label="International (disputed dashed)")

    assert len(set(looks.values())) == 6
    assert drawn(shown) == looks["International (disputed dashed)"]
    assert shown.told == []


def test_names_are_asked_for_by_the_chosen_set(shown: Any) -> None:
    shown.page.get_by_label("Names of places").select_option(label="Of those in control")
    shown.settle()
    shown.page.get_by_label("Names of places").select_option(label="International")
    shown.settle()

    assert asked_names(shown) == ["", "local-authority", ""]


def test_choices_are_kept_by_the_browser_and_unknown_ones_left_out(shown: Any) -> None:
    shown.page.get_by_label("Borders as seen by").select_option("in")
    shown.page.get_by_label("Names of places").select_option("government")
    shown.page.reload()
    shown.page.wait_for_function("window.mapapp && mapapp.ready")
    shown.page.get_by_role("button", name="Layers").click()
    expect(shown.page.get_by_label("Borders as seen by")).to_have_value("in")
    expect(shown.page.get_by_label("Names of places")).to_have_value("government")
    for kept in ('{"view": "xx", "names": 7, "tiles": "1"}', "[1", "null", '"in"'):
        shown.page.evaluate("(kept) => localStorage.setItem('mapapp-layers', kept)", kept)
        shown.page.reload()
        shown.page.wait_for_function("window.mapapp && mapapp.ready")

        shown.page.get_by_role("button", name="Layers").click()
        expect(shown.page.get_by_label("Borders as seen by")).to_have_value("")


def test_without_tiles_there_is_no_choice_of_ground_and_escape_closes_the_panel(shown: Any) -> None:
    panel = shown.page.get_by_role("region", name="Layers")
    expect(panel).to_be_visible()
    expect(shown.page.get_by_role("group", name="Ground")).to_have_count(0)
    shown.page.keyboard.press("Escape")

    expect(panel).to_be_hidden()
    expect(shown.page.get_by_role("button", name="Layers")).to_be_focused()


def test_tiles_are_off_until_chosen_and_their_server_is_named(open_map: Callable[..., Any]) -> None:
    shown = open_map([(34.1, 74.8, 0)], KASHMIR, 6, tiles=TILES, labels=[
        {"text": "Leh", "lat": 34.2, "lon": 77.6, "kind": "town", "rank": 0}
    ])  # fmt: skip
    shown.settle()
    page = shown.page
    page.get_by_role("button", name="Layers").click()
    online = page.get_by_role("radio", name="Online tiles of tiles.example.org")
    expect(online).not_to_be_checked()
    expect(page.get_by_role("region", name="Layers")).to_contain_text(
        "the server tiles.example.org learns which places you look at"
    )
    assert shown.call("labels()") == ["Leh"]
    assert not [path for path in shown.answers.asked if path.startswith("/tiles/")]
    online.check()
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_visible()
    sources = page.locator(".leaflet-control-attribution")
    expect(sources).to_contain_text("Tiles: © Makers <img")
    shown.settle()

    assert shown.call("labels()") == []  # the tiles have names of their own
    assert page.evaluate("window.pwned") is None
    page.get_by_role("radio", name="Offline map").check()
    expect(page.locator("img.leaflet-tile")).to_have_count(0)
    expect(sources).not_to_contain_text("Makers")
    shown.settle()
    assert shown.call("labels()") == ["Leh"]


def test_tiles_of_ones_own_server_say_that_nothing_leaves(open_map: Callable[..., Any]) -> None:
    shown = open_map([(34.1, 74.8, 0)], KASHMIR, 6, tiles=TILES | {"host": ""})
    shown.settle()
    shown.page.get_by_role("button", name="Layers").click()

    expect(shown.page.get_by_role("radio", name="Tiles of your own server")).to_be_visible()
    expect(shown.page.get_by_role("region", name="Layers")).to_contain_text("Nothing leaves this machine.")


def test_the_coordinates_under_the_cursor_are_shown_and_copied(open_map: Callable[..., Any]) -> None:
    shown = open_map([(34.1, 74.8, 0)], KASHMIR, 6)
    shown.settle()
    page = shown.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.mouse.move(500, 300)
    where = page.get_by_role("button", name="Copy the coordinates")
    expect(where).to_have_text(spelled(page, 500, 300))
    page.mouse.click(400, 250, button="right")

    expect(page.locator(".ma-status")).to_have_text("Copied " + spelled(page, 400, 250))


def test_full_screen_is_entered_and_left(open_map: Callable[..., Any]) -> None:
    shown = open_map([(34.1, 74.8, 0)], KASHMIR, 6)
    shown.settle()
    shown.page.get_by_role("button", name="Full screen").click()
    leave = shown.page.get_by_role("button", name="Leave full screen")
    expect(leave).to_be_visible()
    leave.click()

    expect(shown.page.get_by_role("button", name="Full screen", exact=True)).to_be_visible()


def test_counts_by_region_are_switched_from_the_panel_and_the_panel_follows(shown: Any) -> None:
    page = shown.page
    expect(page.get_by_role("radio", name="None")).to_be_checked()
    page.get_by_role("radio", name="Events by region").check()
    assert page.evaluate("mapappParts.layers.shown") == "n"
    expect(page.locator(".ma-shades")).to_be_visible()
    page.evaluate("mapappParts.layers.show(null)")

    expect(page.get_by_role("radio", name="None")).to_be_checked()
    expect(page.locator(".ma-shades")).to_be_hidden()
