"""Counts by region, shaded under the symbols: off until switched on."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import expect

from mapapp.core.selection import Selection

KHERSON, ZAPORIZHZHIA, KYIV = (46.64, 32.61), (47.84, 35.14), (50.45, 30.52)
VIEW = {"center": (47.5, 34.0), "zoom": 6}
SHADE = """([lat, lon]) => {
  const layer = document.querySelector('canvas.ma-regions'), box = layer.getBoundingClientRect();
  const at = map.latLngToContainerPoint([lat, lon]), ratio = layer.width / box.width;
  const frame = map.getContainer().getBoundingClientRect();
  const [x, y] = [at.x + frame.left - box.left, at.y + frame.top - box.top];
  return [...layer.getContext('2d').getImageData(x * ratio, y * ratio, 1, 1).data];
}"""

pytestmark = pytest.mark.browser


@pytest.fixture
def shaded(open_map: Callable) -> Callable:
    def show(kind: str | None, **more: object) -> object:
        shown = open_map([(*KHERSON, 0), *[(*ZAPORIZHZHIA, 1)] * 40], **VIEW, **more)
        shown.settle()
        if kind:
            shown.page.evaluate("(kind) => mapappParts.layers.show(kind)", kind)
            shown.settle()
        return shown

    return show


def test_nothing_is_fetched_or_drawn_until_it_is_switched_on(shaded) -> None:
    shown = shaded(None)

    assert not [path for path in shown.answers.asked if "regions" in path]
    assert shown.page.evaluate(SHADE, [46.9, 33.6])[3] == 0
    expect(shown.page.locator(".ma-shades")).to_be_hidden()


def test_regions_are_shaded_by_class_and_others_are_not(shaded) -> None:
    shown = shaded("n")
    few, many, none = (
        shown.page.evaluate(SHADE, point) for point in ([46.9, 33.6], [47.2, 35.6], [49.0, 32.0])
    )

    assert sum(few[:3]) > sum(many[:3]) + 100  # the darker the more, on light ground
    assert few[3] == many[3] > 150
    assert none[3] == 0


def test_the_legend_has_the_limits_of_each_class(shaded) -> None:
    shown = shaded("n")
    legend = shown.page.locator(".ma-shades")

    expect(legend.locator("h3")).to_have_text("Events by region")
    assert legend.locator("li").all_text_contents() == ["1 to 19", "20 and more"]


def test_pointing_at_a_region_tells_its_numbers(shaded) -> None:
    shown = shaded("n")
    at = shown.page.evaluate("map.latLngToContainerPoint([47.2, 35.6])")
    shown.page.mouse.move(at["x"], at["y"])

    expect(shown.page.locator(".ma-shade-here")).to_have_text(
        re.compile("^Region [0-9]+: 40 events, 0 killed$")
    )


def test_counts_follow_the_filters_in_place(shaded) -> None:
    shown = shaded("n")
    shown.tell(Selection(event_types=("Battles",)))
    shown.page.wait_for_function("document.querySelectorAll('.ma-shades li').length === 1")

    assert shown.page.evaluate(SHADE, [47.2, 35.6])[3] == 0
    assert shown.page.evaluate(SHADE, [46.9, 33.6])[3] > 150


def test_the_killed_can_be_shaded_and_all_switched_off(shaded) -> None:
    shown = shaded("killed")
    expect(shown.page.locator(".ma-shades")).to_contain_text("Nothing to count in any region.")
    events = shown.answers.snapshot()
    shown.answers.events = replace(events, killed=np.full(len(events), 3, dtype=np.uint16))
    shown.tell(version=2)
    expect(shown.page.locator(".ma-shades li").first).to_have_text("2 to 99")
    shown.page.evaluate("mapappParts.layers.show(null)")

    expect(shown.page.locator(".ma-shades")).to_be_hidden()
    assert shown.page.evaluate(SHADE, [47.2, 35.6])[3] == 0
    assert shown.page.evaluate("mapappParts.layers.shown") is None


def test_panning_within_what_was_fetched_fetches_nothing(shaded) -> None:
    shown = shaded("n")
    before = shown.answers.asked.count("/mapapp/api/regions")
    shown.page.evaluate("map.panBy([60, 40], { animate: false })")
    shown.settle()

    assert before == shown.answers.asked.count("/mapapp/api/regions") == 1


def test_dark_ground_has_its_own_shades(shaded) -> None:
    shown = shaded("n")
    shown.tell(dark=True)
    shown.settle()
    few, many = (shown.page.evaluate(SHADE, point) for point in ([46.9, 33.6], [47.2, 35.6]))

    assert sum(many[:3]) > sum(few[:3]) + 100  # the lighter the more


def test_trouble_with_the_counts_is_said(open_map) -> None:
    shown = open_map([(*KHERSON, 0)], **VIEW)
    shown.settle()
    shown.answers.broken = True
    shown.page.evaluate("mapappParts.layers.show('n')")

    expect(shown.page.locator(".ma-shades")).to_contain_text("Could not load the counts.")


def test_the_control_hears_of_every_change(shaded) -> None:
    shown = shaded(None)
    shown.page.evaluate(
        "window.heard = []; mapappParts.layers.listeners.add(() => heard.push(mapappParts.layers.shown))"
    )
    for kind in ("n", "killed", None, "no such layer"):
        shown.page.evaluate("(kind) => mapappParts.layers.show(kind)", kind)

    assert shown.page.evaluate("heard") == ["n", "killed", None]
    assert [one["key"] for one in shown.page.evaluate("mapappParts.layers.list")] == ["n", "killed"]
