"""How unsure a place is, drawn: a dot, a circle of its true radius, a hatched outline, a dashed ring."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from mapapp.core.columns import Coded, Dictionary
from mapapp.core.snapshot import PRECISIONS, PlaceEntry, Snapshot

KHERSON = PlaceEntry(706442, "Kherson", "UA", "")
UKRAINE = PlaceEntry(690791, "Ukraine", "UA", "")
DONBAS = PlaceEntry(-5, "Donbas", "UA", "")
DELETED = PlaceEntry(None, "", "", "")
POINT = (46.9, 33.6)
INK = """([lat, lon, side]) => {
  const layer = document.querySelector('canvas.ma-overlay'), box = layer.getBoundingClientRect();
  const at = map.latLngToContainerPoint([lat, lon]), ratio = layer.width / box.width;
  const frame = map.getContainer().getBoundingClientRect();
  const [x, y] = [at.x + frame.left - box.left, at.y + frame.top - box.top];
  const found = layer.getContext('2d').getImageData((x - side / 2) * ratio, (y - side / 2) * ratio, side * ratio, side * ratio).data;
  let inked = 0;
  for (let i = 3; i < found.length; i += 4) inked += found[i] > 8;
  return inked / (found.length / 4);
}"""

pytestmark = pytest.mark.browser


def event(precision: str, place: PlaceEntry = DELETED, radius_km: float = 0.0, at: tuple = POINT) -> Snapshot:
    values: Dictionary[PlaceEntry] = Dictionary()
    day, none = np.array([date(2020, 10, 1).toordinal()], dtype=np.int32), np.zeros(1, dtype=np.uint8)
    return Snapshot(
        1, ("ev-00",), np.array([at[0]]), np.array([at[1]]), day, day, none,
        np.array([PRECISIONS.index(precision)], dtype=np.uint8), np.array([radius_km], dtype=np.float32), none,
        places=Coded(np.array([values.number(place)], dtype=np.uint8), values),
    )  # fmt: skip


@pytest.fixture
def drawn(open_map: Callable) -> Callable:
    def show(events: Snapshot, zoom: int = 7, center: tuple = POINT) -> object:
        shown = open_map([], events=events, zoom=zoom, center=center)
        shown.settle()
        return shown

    return show


def ink(shown: object, lat: float, lon: float, side: int = 40) -> float:
    """The share of a square about a point that is drawn on."""
    return float(shown.page.evaluate(INK, [lat, lon, side]))


def test_a_town_is_a_dot_and_nothing_more(drawn) -> None:
    shown = drawn(event("town", KHERSON, 8.0))

    assert ink(shown, *POINT, side=8) == 1.0
    assert ink(shown, POINT[0], POINT[1] + 0.4) == 0.0
    assert shown.call("hatched") == []


@pytest.mark.parametrize("zoom", [7, 8, 9])
def test_near_is_a_circle_of_its_true_radius_at_every_zoom(drawn, zoom: int) -> None:
    shown = drawn(event("district", radius_km=20.0), zoom)
    degree = 111.2 * np.cos(np.radians(POINT[0]))

    assert ink(shown, POINT[0], POINT[1] + 19 / degree, side=2) == 1.0
    assert ink(shown, POINT[0], POINT[1] + 22.5 / degree, side=2) == 0.0


def test_a_district_of_unknown_reach_has_a_ring_about_its_symbol(drawn) -> None:
    shown = drawn(event("district"))

    assert 0 < ink(shown, *POINT, side=34) > ink(drawn(event("town")), *POINT, side=34)


def test_a_region_is_hatched_to_its_outline_and_not_beyond(drawn) -> None:
    shown = drawn(event("region", KHERSON, 120.0))

    assert shown.call("hatched") == ["706442"]
    assert 0.05 < ink(shown, 46.6, 34.3) < 0.5  # within, thin lines: what lies below stays legible
    assert ink(shown, 47.9, 33.4) == 0.0  # to the north, nearer than its radius
    assert ink(shown, 45.75, 31.6) == 0.0  # the sea


def test_a_country_is_hatched_all_over(drawn) -> None:
    shown = drawn(event("country", UKRAINE, 600.0), zoom=6, center=(48.5, 31.0))

    assert shown.call("hatched") == ["UA"]
    assert all(0.02 < ink(shown, *point) < 0.4 for point in ((50.5, 26.0), (48.0, 37.8), (45.3, 34.3)))
    assert ink(shown, 46.9, 27.0) == 0.0  # its neighbour


@pytest.mark.parametrize("place", [DONBAS, DELETED])
def test_an_area_without_an_outline_is_a_dashed_circle(drawn, place: PlaceEntry) -> None:
    shown = drawn(event("region", place, 60.0))
    degree = 111.2 * np.cos(np.radians(POINT[0]))

    assert shown.call("hatched") == []
    assert ink(shown, POINT[0], POINT[1] + 55 / degree, side=2) == 1.0
    assert ink(shown, POINT[0], POINT[1] + 65 / degree, side=2) == 0.0


def test_a_country_without_an_outline_is_a_ring_that_covers_no_neighbour(drawn) -> None:
    shown = drawn(event("country", PlaceEntry(1, "Nowhere", "QQ", ""), 900.0))

    assert shown.call("hatched") == []
    assert ink(shown, *POINT, side=40) > 0.3
    assert ink(shown, POINT[0], POINT[1] + 0.6) == 0.0


def test_a_region_that_the_date_line_cuts_is_hatched_on_both_sides(drawn) -> None:
    chukotka = PlaceEntry(2126099, "Chukotka", "RU", "")
    shown = drawn(event("region", chukotka, 600.0, at=(66.5, 172.0)), zoom=5, center=(66.5, 180.0))

    assert all(ink(shown, *point) > 0.05 for point in ((67.0, 178.0), (66.3, 186.5)))


def test_no_outlines_are_fetched_where_none_are_needed(drawn) -> None:
    shown = drawn(event("town", KHERSON))

    assert not [path for path in shown.answers.asked if "/regions/" in path]


def test_outlines_that_are_not_there_are_asked_for_once(drawn) -> None:
    shown = drawn(event("region", DELETED, 60.0))
    shown.page.evaluate("window.none = new mapappParts.Areas('/mapapp/static/none/')")
    shown.page.evaluate("none.find('706442', 7)")
    shown.page.wait_for_function("none.pending === 0")

    assert shown.page.evaluate("[none.find('706442', 7), none.find('UA', 4), none.pending]") == [[], [], 0]


def test_between_two_places_is_the_line_that_joins_them(drawn) -> None:
    ends = ((46.9, 33.2), (46.9, 34.0))
    shown = drawn(event("district", PlaceEntry(None, "between A and B", "UA", "", ends), 30.0), 8)

    assert ink(shown, 46.9, 33.4, side=6) == 1.0  # on the line, away from the symbol
    assert ink(shown, 47.05, 33.6, side=6) == 0.0  # a circle of 30 km would be there
    assert ink(shown, 46.9, 34.2, side=6) == 0.0
