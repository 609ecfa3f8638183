import json
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.selection import Selection
from mapapp.core.snapshot import BACKGROUND, DENIED, Snapshot
from mapapp.core.taxonomy import TYPE_KEYS
from mapapp.maps.symbols import IDS_PER_SYMBOL, SymbolSet, Viewport, symbols

Make = Callable[..., Snapshot]
WORLD = {"south": -90.0, "west": -180.0, "north": 90.0, "east": 180.0}
GANJA, SHEKI = (40.68278, 46.36056), (41.19194, 47.17056)


def drawn(snapshot: Snapshot, zoom: float = 8, **view: float | int | str) -> SymbolSet:
    rows = np.arange(len(snapshot))
    return symbols(snapshot, rows, **{**WORLD, "zoom": zoom, **view})  # type: ignore[arg-type]


def test_events_at_one_point_are_one_symbol_at_that_very_point(snapshot: Make) -> None:
    found = drawn(snapshot([GANJA, SHEKI, GANJA, GANJA], kinds=[1, 0, 1, 3]))

    ganja, sheki = found.symbols
    assert (ganja.lat, ganja.lon, ganja.count) == (*GANJA, 3)
    assert (ganja.key, ganja.mix) == ("explosions", {"explosions": 2, "protests": 1})
    assert ganja.ids == ("ev-0003", "ev-0002", "ev-0000")
    assert (sheki.lat, sheki.lon, sheki.ids, sheki.box) == (*SHEKI, ("ev-0001",), None)


def test_points_too_near_to_tell_apart_are_a_cluster_at_their_weighted_mean(snapshot: Make) -> None:
    near = (GANJA[0], GANJA[1] + 0.002)
    found = drawn(snapshot([GANJA, near, GANJA]), zoom=5)

    (cluster,) = found.symbols
    assert cluster.count == 3
    assert cluster.lon == pytest.approx(GANJA[1] + 0.002 / 3, abs=1e-6)
    assert cluster.box is not None
    assert (cluster.precision, cluster.radius_km) == ("", 0.0)


def test_the_same_points_are_apart_from_nearer_by(snapshot: Make) -> None:
    near = (GANJA[0], GANJA[1] + 0.002)
    found = drawn(snapshot([GANJA, near]), zoom=14)

    assert {(one.lat, one.lon) for one in found.symbols} == {GANJA, near}


def test_no_two_symbols_cover_each_other(snapshot: Make) -> None:
    points = [(40 + i * 0.07, 45 + j * 0.07) for i in range(20) for j in range(20)]
    found = drawn(snapshot(points), zoom=6)

    places = [(256 * 64 * (s.lon + 180) / 360, 256 * 64 * -s.lat / 360 * 1.33) for s in found.symbols]
    nearest = min(math.dist(a, b) for i, a in enumerate(places) for b in places[:i])
    assert sum(one.count for one in found.symbols) == 400
    assert nearest >= 12


def test_only_what_lies_in_view_is_drawn_and_all_is_counted(snapshot: Make) -> None:
    found = drawn(
        snapshot([GANJA, SHEKI, (10.0, 10.0), (math.nan, math.nan)]), south=40, west=46, north=42, east=48
    )

    assert (found.total, found.placed, found.in_view, len(found.symbols)) == (4, 3, 2, 2)


@pytest.mark.parametrize(
    ("west", "east"), [(170.0, -170.0), (170.0, 190.0), (530.0, 550.0), (-190.0, -170.0)]
)
def test_a_view_may_run_past_the_antimeridian(snapshot: Make, west: float, east: float) -> None:
    found = drawn(
        snapshot([(0.0, 179.0), (0.0, -179.0), (0.0, 180.0), (0.0, -180.0), (0.0, 0.0)]), west=west, east=east
    )

    assert found.in_view == 4
    assert {abs(one.lon) for one in found.symbols} == {179.0, 180.0}


def test_the_poles_are_drawn_at_the_edge_of_the_map_and_keep_their_place(snapshot: Make) -> None:
    found = drawn(snapshot([(90.0, 0.0), (-90.0, 50.0)]), south=-85.0511288, north=85.0511288)

    assert {one.lat for one in found.symbols} == {90.0, -90.0}


@pytest.mark.parametrize("wide", [360.0, 400.0, 3000.0])
def test_a_view_wider_than_the_world_counts_each_event_once(snapshot: Make, wide: float) -> None:
    found = drawn(snapshot([GANJA, SHEKI]), west=-180.0, east=-180.0 + wide)

    assert (found.in_view, sum(one.count for one in found.symbols)) == (2, 2)


@pytest.mark.parametrize("side", [
    {"south": math.nan}, {"east": math.inf}, {"zoom": math.nan}, {"south": 50.0, "north": 40.0},
    {"north": 91.0}, {"west": -99999.0}, {"zoom": -1.0}, {"zoom": 99.0}, {"limit": 0},
])  # fmt: skip
def test_a_view_that_is_none_is_refused(snapshot: Make, side: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"viewport|latitudes|longitudes|zoom|limit"):
        drawn(snapshot([GANJA]), **side)


@pytest.mark.parametrize(("bbox", "zoom"), [
    ("", "7"), ("1,2,3", "7"), ("1,2,3,4,5", "7"), ("a,b,c,d", "7"), ("1,2,3,4", ""), ("nan,0,1,1", "7"),
    ("0,inf,1,1", "7"), ("1,2,3,4", "1e9"), ("0,5,1,-5", "3"), ("9" * 5000 + ",0,1,1", "3"),
])  # fmt: skip
def test_a_strange_viewport_in_a_link_is_refused_in_words(bbox: str, zoom: str) -> None:
    with pytest.raises(ValueError, match=r"bbox|viewport|latitudes|longitudes|zoom"):
        Viewport.parse(bbox, zoom)


@given(st.text(max_size=60), st.text(max_size=10))
def test_no_text_breaks_the_door(bbox: str, zoom: str) -> None:
    try:
        view = Viewport.parse(bbox, zoom)
    except ValueError as refused:
        assert str(refused)
    else:
        assert -90 <= view.south <= view.north <= 90


def test_denied_and_background_hold_when_all_events_of_a_symbol_are(snapshot: Make) -> None:
    found = drawn(snapshot([GANJA, GANJA, SHEKI], flags=[DENIED, DENIED | BACKGROUND, BACKGROUND]))

    ganja, sheki = found.symbols
    assert (ganja.denied, ganja.background) == (True, False)
    assert (sheki.denied, sheki.background) == (False, True)


def test_how_sure_the_place_is_comes_with_the_symbol(snapshot: Make) -> None:
    (symbol,) = drawn(snapshot([GANJA], precision="district", radius_km=22.5)).symbols

    assert (symbol.precision, symbol.radius_km) == ("district", 22.5)


def test_rows_narrow_what_is_drawn(snapshot: Make) -> None:
    events = snapshot([GANJA, SHEKI, GANJA], kinds=[0, 1, 1])
    rows = events.rows(Selection(event_types=("Explosions/Remote violence",)))
    found = symbols(events, rows, **WORLD, zoom=8)

    assert [(one.count, one.key) for one in found.symbols] == [(1, "explosions"), (1, "explosions")]
    assert found.total == 2


def test_the_selected_event_is_told_wherever_it_lies(snapshot: Make) -> None:
    events = snapshot([GANJA, SHEKI, (math.nan, math.nan)])
    away = symbols(events, np.array([0]), south=0, west=0, north=1, east=1, zoom=8, selected="ev-0001")

    assert away.selected == {"id": "ev-0001", "lat": SHEKI[0], "lon": SHEKI[1], "shown": False}
    assert drawn(events, selected="ev-0002").selected == {
        "id": "ev-0002",
        "lat": None,
        "lon": None,
        "shown": True,
    }
    assert drawn(events, selected="ev-ffff").selected is None


def test_the_selected_event_is_among_the_ids_of_its_symbol(snapshot: Make) -> None:
    events = snapshot([GANJA] * (IDS_PER_SYMBOL + 50))
    (symbol,) = drawn(events, selected="ev-0000").symbols

    assert len(symbol.ids) == IDS_PER_SYMBOL
    assert "ev-0000" in symbol.ids


def test_what_the_map_reads_is_json_with_every_field(snapshot: Make) -> None:
    told = json.loads(drawn(snapshot([GANJA, GANJA])).as_json())

    assert told["version"] == 7
    assert (told["total"], told["placed"], told["in_view"]) == (2, 2, 2)
    (symbol,) = told["symbols"]
    assert symbol == {
        "lat": GANJA[0], "lon": GANJA[1], "n": 2, "key": TYPE_KEYS["Battles"], "mix": {"battles": 2},
        "ids": ["ev-0001", "ev-0000"], "precision": "town", "radius_km": 0.0, "denied": False, "background": False,
    }  # fmt: skip


def test_nothing_to_draw_is_an_answer(snapshot: Make) -> None:
    empty = drawn(snapshot([]))

    assert (empty.total, empty.in_view, empty.symbols) == (0, 0, ())


@pytest.mark.parametrize("zoom", [0, 2, 5, 9, 14])
def test_a_million_events_give_at_most_the_limit_and_lose_none(zoom: int) -> None:
    rng = np.random.default_rng(5)
    count, places = 1_000_000, 50_000
    at = rng.integers(0, places, count)
    lat, lon = rng.uniform(-80, 80, places).round(5)[at], rng.uniform(-180, 180, places).round(5)[at]
    days = np.full(count, 737_000, dtype=np.int32)
    small = rng.integers(0, 5, count).astype(np.uint8)
    ids = tuple(f"ev-{i:06x}" for i in range(count))
    events = Snapshot(
        1, ids, lat, lon, days, days, small, small, small.astype(np.float32), np.zeros(count, np.uint8)
    )
    found = drawn(events, zoom=zoom, limit=2000)

    assert len(found.symbols) <= 2000
    assert sum(one.count for one in found.symbols) == found.in_view == count
    assert len(found.as_json()) < 1_000_000


@given(
    st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=60),
    st.floats(0, 18),
    st.integers(1, 20),
)
def test_whatever_the_points_none_is_lost_and_the_limit_holds(
    points: list[tuple[float, float]], zoom: float, limit: int
) -> None:
    count = len(points)
    days, none = np.zeros(count, np.int32), np.zeros(count, np.uint8)
    lat, lon = np.array([p[0] for p in points]), np.array([p[1] for p in points])
    ids = tuple(f"ev-{i:x}" for i in range(count))
    events = Snapshot(1, ids, lat, lon, days, days, none, none, none.astype(np.float32), none)
    found = drawn(events, zoom=zoom, limit=limit)

    assert len(found.symbols) <= limit
    assert sorted(i for one in found.symbols for i in one.ids) == sorted(ids)
    for one in found.symbols:
        assert one.box is not None or (one.lat, one.lon) in set(points)
    assert found == drawn(events, zoom=zoom, limit=limit)
