"""How many events, and how many killed, each region has."""

from dataclasses import replace

import numpy as np
import pytest

from mapapp.core.columns import Coded, Dictionary
from mapapp.core.flags import NOT_STATED
from mapapp.core.snapshot import PlaceEntry, Snapshot
from mapapp.maps.region_counts import class_limits, region_counts
from mapapp.maps.regions import open_regions
from mapapp.maps.symbols import symbols

KHERSON, ALEPPO, AT_SEA = (46.64, 32.61), (36.20, 37.16), (0.0, -30.0)
NOWHERE = (float("nan"), float("nan"))


def with_place(snapshot: Snapshot, entry: PlaceEntry) -> Snapshot:
    values: Dictionary[PlaceEntry] = Dictionary()
    codes = np.full(len(snapshot), values.number(entry), dtype=np.uint8)
    return replace(snapshot, places=Coded(codes, values))


def test_events_and_killed_are_counted_where_their_points_lie(snapshot) -> None:
    events = replace(
        snapshot([KHERSON, KHERSON, ALEPPO, AT_SEA, NOWHERE]),
        killed=np.array([3, NOT_STATED, 7, 1, 2], dtype=np.uint16),
    )
    regions = open_regions()

    counts = region_counts(events, np.arange(5), regions)

    found = {
        regions.heads[i].key: (int(counts.events[i]), int(counts.killed[i]))
        for i in np.flatnonzero(counts.events)
    }
    assert found == {"706442": (2, 3), "170062": (1, 7)}
    assert (counts.total, counts.outside, counts.unplaced, counts.wider) == (5, 1, 1, 0)


def test_only_the_rows_asked_for_are_counted(snapshot) -> None:
    regions = open_regions()
    counts = region_counts(snapshot([KHERSON, ALEPPO, ALEPPO]), np.array([0, 2]), regions)

    assert int(counts.events.sum()) == counts.total == 2


@pytest.mark.parametrize(
    ("precision", "place", "found", "wider"),
    [
        (
            "region",
            PlaceEntry(706442, "Kherson", "UA", ""),
            {"706442"},
            0,
        ),  # the region itself, wherever its point
        ("region", PlaceEntry(-5, "Donbas", "UA", ""), set(), 1),  # no single region
        ("region", PlaceEntry(None, "eastern Syria", "SY", ""), set(), 1),
        ("country", PlaceEntry(690791, "Ukraine", "UA", ""), set(), 1),
        ("district", PlaceEntry(None, "near Aleppo", "SY", ""), {"170062"}, 0),
    ],
)
def test_an_area_counts_only_where_it_is_one_region(snapshot, precision, place, found, wider) -> None:
    events = with_place(snapshot([ALEPPO], precision=precision), place)
    regions = open_regions()

    counts = region_counts(events, np.arange(1), regions)

    assert {regions.heads[i].key for i in np.flatnonzero(counts.events)} == found
    assert (counts.wider, counts.outside) == (wider, 0)


def test_regions_follow_when_events_are_added(snapshot) -> None:
    regions = open_regions()
    first = snapshot([KHERSON])
    region_counts(first, np.arange(1), regions)
    added = replace(snapshot([KHERSON, ALEPPO]), version=8)
    added = replace(added, ids=("ev-aa", "ev-bb"), places=Coded(added.places.codes, first.places.dictionary))

    later = first.merged(8, (), added)

    assert int(region_counts(later, np.arange(3), regions).events.sum()) == 3


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ([], ()),
        ([0, 0], ()),
        ([4], (2,)),
        ([1, 1, 1], (1,)),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], (1, 3, 5, 7, 9)),
        ([3, 30, 300, 3000, 30000], (2, 20, 200, 2000, 20000)),
        ([101, 122, 143, 164, 185], (100, 120, 140, 160, 180)),
        ([1] * 50 + [2, 3, 7, 15, 60, 800], (1, 2, 5, 10, 500)),
    ],
)
def test_classes_begin_at_round_numbers(values, limits) -> None:
    assert class_limits(np.array(values, dtype=np.intp)) == limits


@pytest.mark.parametrize(
    ("precision", "place", "area"),
    [
        ("region", PlaceEntry(706442, "Kherson", "UA", ""), "706442"),
        ("region", PlaceEntry(-5, "Donbas", "UA", ""), ""),
        ("region", PlaceEntry(None, "", "", ""), ""),  # its place was deleted
        ("country", PlaceEntry(690791, "Ukraine", "UA", ""), "UA"),
        ("town", PlaceEntry(706442, "Kherson", "UA", ""), ""),
    ],
)
def test_a_symbol_says_which_area_its_events_are_in(snapshot, precision, place, area) -> None:
    events = with_place(snapshot([KHERSON], precision=precision), place)
    drawn = symbols(events, np.arange(1), south=40, west=30, north=50, east=40, zoom=6)

    (symbol,) = drawn.symbols
    assert symbol.area == area
    assert ("area" in symbol.as_dict()) == bool(area)
