"""Each part of a selection by itself, and all of them together."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.area import Area
from mapapp.core.columns import Coded, Dictionary
from mapapp.core.flags import BACKGROUND, DENIED, NOT_STATED, REVIEWED, SUB_TYPES, UNPLACED
from mapapp.core.limits import passing
from mapapp.core.selection import Selection
from mapapp.core.snapshot import PlaceEntry, Snapshot


def coded(*values: Any) -> Coded[Any]:
    dictionary: Dictionary[Any] = Dictionary()
    return Coded.of([dictionary.number(value) for value in values], dictionary)


def number(*values: float, kind: str) -> Any:
    return np.array(values, dtype=kind)


GANJA = PlaceEntry(1, "Gəncə", "AZ", "|ganca|ganja|")
MARTUNI = PlaceEntry(2, "Khojavend / Martuni", "AZ", "|khojavend / martuni|khojavend|martuni|")
TOWN = PlaceEntry(None, "Upper Mill", "GB", "|upper mill|")
EVENTS = Snapshot(
    version=3,
    ids=("ev-0", "ev-1", "ev-2", "ev-3"),
    lat=number(40.7, 39.8, np.nan, 53.5, kind="f8"),
    lon=number(46.4, 47.1, np.nan, -179.5, kind="f8"),
    first_day=number(1, 2, 3, 4, kind="i4") + date(2020, 9, 30).toordinal(),
    last_day=number(1, 2, 3, 8, kind="i4") + date(2020, 9, 30).toordinal(),
    kind=number(0, 1, 1, 3, kind="u1"),
    precision=number(1, 1, 4, 0, kind="u1"),
    radius_km=number(0, 0, 0, 0, kind="f4"),
    flags=number(REVIEWED, DENIED, UNPLACED, BACKGROUND, kind="u1"),
    sub_type=number(*(SUB_TYPES.index(s) for s in ("Armed clash", "Air/drone strike", "Grenade")), 255, kind="u1"),
    killed=number(5, 0, NOT_STATED, 12, kind="u2"),
    confidence=number(90, 49, 50, 29, kind="u1"),
    places=coded(GANJA, MARTUNI, PlaceEntry(None, "", "", ""), TOWN),
    actors=coded(("Army A", "Army B"), ("army a",), (), ("Müller's men",)),
    claimants=coded(("the ministry",), ("the ministry", "rescuers"), (), ()),
    sources=coded(("The Gazette",), ("news.example",), ("The Gazette",), ("The Gazette", "news.example")),
    languages=coded(("en",), ("ru",), ("en",), ("fr",)),
    claims=lambda id: {"AM"} if id == 2 else set(),
    find_words=lambda words: [(date(2020, 10, 2).toordinal(), "ev-1"), (7, "ev-9")] if words == "fire" else [],
)  # fmt: skip


@pytest.mark.parametrize(("limits", "rows"), [
    ({}, [0, 1, 2]),
    ({"background": True}, [0, 1, 2, 3]),
    ({"first_day": date(2020, 10, 8), "background": True}, [3]),
    ({"last_day": date(2020, 10, 2)}, [0, 1]),
    ({"event_types": ("Battles",)}, [0]),
    ({"sub_event_types": ("Grenade",)}, [2]),
    ({"event_types": ("Battles",), "sub_event_types": ("Air/drone strike",)}, [0, 1]),
    ({"actors": ("ARMY A",)}, [0, 1]),
    ({"actors": ("muller's men",), "background": True}, [3]),
    ({"actors": ("Nobody",)}, []),
    ({"claimants": ("rescuers",)}, [1]),
    ({"countries": ("AZ",)}, [0, 1]),
    ({"countries": ("AM",)}, [1]),
    ({"countries": ("GB", "AM"), "background": True}, [1, 3]),
    ({"places": ("2",)}, [1]),
    ({"places": ("GƏNCƏ", "khojavend")}, [0, 1]),
    ({"places": ("mill",), "background": True}, []),
    ({"places": ("upper mill",), "background": True}, [3]),
    ({"area": Area.box(46, 40, 47, 41)}, [0]),
    ({"area": Area.box(170, 50, -170, 60), "background": True}, [3]),
    ({"area": Area.parse("46,39;48,39;48,40.5"), "background": True}, [1]),
    ({"killed": 0}, [0, 1]),
    ({"killed": 5}, [0]),
    ({"killed": 6, "background": True}, [3]),
    ({"confidence": 0.5}, [0, 2]),
    ({"confidence": 0.29, "background": True}, [0, 1, 2, 3]),
    ({"low_confidence": False, "background": True}, [0, 2]),
    ({"precisions": ("town",)}, [0, 1]),
    ({"precisions": ("country", "exact"), "background": True}, [3]),
    ({"sources": ("news.example",), "background": True}, [1, 3]),
    ({"languages": ("ru",)}, [1]),
    ({"statuses": ("reviewed",)}, [0]),
    ({"statuses": ("machine",)}, [1, 2]),
    ({"statuses": ("machine", "reviewed")}, [0, 1, 2]),
    ({"words": "fire"}, [1]),
    ({"words": "water"}, []),
    ({"disputed": "only"}, [1]),
    ({"disputed": "hidden"}, [0, 2]),
    ({"countries": ("AZ",), "killed": 1, "languages": ("en", "ru"), "statuses": ("reviewed",)}, [0]),
])  # fmt: skip
def test_each_part_of_a_selection_limits(limits: dict[str, Any], rows: list[int]) -> None:
    selection = Selection(**limits)

    assert EVENTS.rows(selection).tolist() == rows
    assert Selection.from_link(selection.to_link()) == (selection, ())


def test_all_parts_hold_at_once() -> None:
    selection = Selection(countries=("AZ",), killed=0, disputed="hidden")
    masks = passing(EVENTS, selection)

    assert list(masks) == ["background", "countries", "killed", "disputed"]
    assert np.flatnonzero(np.logical_and.reduce(list(masks.values()))).tolist() == [0]


def test_without_claims_a_country_is_where_a_place_lies() -> None:
    assert replace(EVENTS, claims=None).rows(Selection(countries=("AM",))).tolist() == []


def test_words_find_nothing_where_no_excerpts_are_known() -> None:
    assert replace(EVENTS, find_words=None).rows(Selection(words="fire")).tolist() == []


@given(
    st.lists(st.tuples(st.integers(0, 4), st.text("0123456789abcdef", max_size=30)), unique=True, max_size=40)
)
def test_events_are_found_again_by_day_and_id(pairs: list[tuple[int, str]]) -> None:
    pairs = sorted((day, f"ev-{id}") for day, id in pairs)
    count, none = len(pairs), np.zeros(len(pairs), dtype=np.uint8)
    days = np.array([day for day, _ in pairs], dtype=np.int32)
    lat = np.zeros(count)
    events = Snapshot(
        1, tuple(id for _, id in pairs), lat, lat, days, days, none, none, none.astype(np.float32), none
    )

    assert events.rows_of(pairs[::2]).tolist() == list(range(0, count, 2))
    assert events.rows_of([(5, "ev-0"), (0, "x")]).tolist() == []


def test_words_are_looked_for_once_a_version() -> None:
    asked: list[str] = []

    def find(words: str) -> list[tuple[int, str]]:
        asked.append(words)
        return [(date(2020, 10, 2).toordinal(), "ev-1")] if len(asked) == 1 else []

    first = replace(EVENTS, find_words=find)

    assert [first.rows(Selection(words="mill")).tolist() for _ in range(3)] == [[1]] * 3
    assert asked == ["mill"]
    assert replace(first, version=4).rows(Selection(words="mill")).tolist() == []
    assert first.rows(Selection(words="school")).tolist() == []
    assert asked == ["mill", "mill", "school"]
