"""Counts of the selection less each facet's own limit, checked against counting one by one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.core.columns import Coded, Dictionary
from mapapp.core.flags import SUB_TYPES
from mapapp.core.selection import Selection
from mapapp.core.snapshot import PlaceEntry, Snapshot
from mapapp.core.taxonomy import TYPE_KEYS
from mapapp.maps.facets import MOST_VALUES, Facets, facets

ACTORS: tuple[tuple[str, ...], ...] = ((), ("A",), ("A", "B"), ("C",))
PLACES = (
    PlaceEntry(None, "", "", ""),
    PlaceEntry(1, "Gəncə", "AZ", "|ganca|"),
    PlaceEntry(2, "Martuni", "AZ", "|martuni|"),
    PlaceEntry(None, "Mill", "GB", "|mill|"),
)
one_event = st.tuples(
    st.integers(0, 4), st.integers(0, 5), st.sampled_from([0, 1, 2, 16]), st.sampled_from(ACTORS),
    st.sampled_from(PLACES), st.sampled_from([0, 5, 12, 65_535]), st.sampled_from([29, 50, 90]),
)  # fmt: skip
selections = st.builds(
    Selection,
    st.none() | st.just(date.fromordinal(3)),
    event_types=st.sampled_from([(), ("Battles",), ("Battles", "Riots")]),
    background=st.booleans(),
    actors=st.sampled_from([(), ("A",), ("B", "C")]),
    countries=st.sampled_from([(), ("AM",), ("AZ", "GB")]),
    places=st.sampled_from([(), ("1",), ("Mill",)]),
    killed=st.sampled_from([None, 5]),
    disputed=st.sampled_from(["shown", "hidden", "only"]),
    low_confidence=st.booleans(),
)


def coded(values: list[Any]) -> Coded[Any]:
    dictionary: Dictionary[Any] = Dictionary()
    return Coded.of(np.array([dictionary.number(value) for value in values], dtype=np.intp), dictionary)


def made(rows: list[Any]) -> Snapshot:
    rows = sorted(rows, key=lambda row: row[0])
    columns = list(zip(*rows, strict=True)) if rows else [()] * 7
    count, lat = len(rows), np.full(len(rows), 40.0)
    days = np.array(columns[0], dtype=np.int32)
    small = {
        n: np.array(columns[i], dtype=np.uint8) for n, i in (("kind", 1), ("flags", 2), ("confidence", 6))
    }
    return Snapshot(
        version=1, ids=tuple(f"ev-{n:04x}" for n in range(count)), lat=lat, lon=lat, first_day=days, last_day=days,
        precision=np.ones(count, dtype=np.uint8), radius_km=np.zeros(count, dtype=np.float32),
        killed=np.array(columns[5], dtype=np.uint16), actors=coded(list(columns[3])), places=coded(list(columns[4])),
        claims=lambda id: ("AM",) if id == 2 else (), **small,
    )  # fmt: skip


def told(found: Facets, part: str) -> dict[str, int]:
    return {value.key: value.count for value in found.values[part]}


@settings(max_examples=60)
@given(st.lists(one_event, max_size=25), selections)
def test_each_facet_counts_what_its_value_alone_would_show(rows: list[Any], selection: Selection) -> None:
    snapshot = made(rows)
    found = facets(snapshot, selection)

    def count(**limits: Any) -> int:
        return len(snapshot.rows(replace(selection, **limits)))

    assert found.total == count()
    kinds = {key: count(event_types=(kind,)) for kind, key in TYPE_KEYS.items()}
    assert told(found, "types") == kinds
    for part, keys in (("actors", "ABC"), ("countries", ("AZ", "AM", "GB")), ("places", ("1", "2", "Mill"))):
        expected = {key: count(**{part: (key,)}) for key in keys}
        shown = told(found, part)
        assert {key: n for key, n in shown.items() if n} == {key: n for key, n in expected.items() if n}
        assert all(key in getattr(selection, part) for key, n in shown.items() if not n)
    assert all(n == count(killed=int(key)) for key, n in told(found, "killed").items())
    assert all(n == count(confidence=float(key)) for key, n in told(found, "confidence").items())
    assert {key: count(statuses=(key,)) for key in ("machine", "reviewed")} == told(found, "statuses")
    assert found.switches["disputed"] == count(disputed="only")


def test_a_chosen_value_is_listed_however_rare(snapshot: Callable[..., Snapshot]) -> None:
    count = 400
    events = replace(
        snapshot([(40.0, 47.0)] * count),
        sources=coded([(f"s{n % 90:02}",) for n in range(count - 1)] + [("rare",)]),
    )
    plain, chosen = facets(events, Selection()), facets(events, Selection(sources=("rare",)))

    assert len(plain.values["sources"]) == MOST_VALUES and plain.more["sources"] > 0
    assert "rare" not in told(plain, "sources") and told(chosen, "sources")["rare"] == 1
    assert chosen.total == 1


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_is_counted_as_nothing(snapshot: Callable[..., Snapshot], count: int) -> None:
    found = facets(
        snapshot([(40.0, 47.0)] * count), Selection(event_types=("Riots",), sub_event_types=("Attack",))
    )

    assert (found.total, told(found, "types")["battles"], told(found, "sub_types")) == (
        0,
        count,
        {"attack": 0},
    )
    assert SUB_TYPES.count("Attack") == 1
