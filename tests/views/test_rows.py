from collections.abc import Callable
from datetime import date, timedelta

from mapapp.core.selection import Selection
from mapapp.server.state import State
from mapapp.views import rows

Put = Callable[..., str]


def test_the_list_shows_the_newest_first_and_the_trays_the_rest(now: State, put: Put) -> None:
    old, new = put(1, day=date(2020, 10, 1)), put(2, day=date(2020, 10, 3))
    unplaced, undated = put(3, lat=None), put(4, day=None)
    counted = rows.count(now.store.snapshot(), Selection())

    listed = rows.list_fields(now, counted, Selection(), 60)

    assert [row["id"] for row in listed["rows"]] == [new, old]
    assert [[row["id"] for row in tray["rows"]] for tray in listed["trays"]] == [[unplaced], [undated]]


def test_a_long_list_offers_more(now: State, put: Put) -> None:
    for number in range(5):
        put(number, day=date(2020, 10, 1) + timedelta(days=number))
    counted = rows.count(now.store.snapshot(), Selection())

    listed = rows.list_fields(now, counted, Selection(), 3)

    assert (len(listed["rows"]), listed["more"]) == (3, 2)


def test_neighbours_follow_the_list_and_share_the_point(now: State, put: Put) -> None:
    first, second, third = (put(n, day=date(2020, 10, n)) for n in (1, 2, 3))
    counted = rows.count(now.store.snapshot(), Selection())

    found = rows.neighbours(now, counted, Selection(), second)

    assert (found["previous"], found["next"], found["position"]) == (third, first, "2 of 3")
    assert [row["id"] for row in found["here"]] == [third, first]


def test_an_event_outside_the_selection_is_said_to_be(now: State, put: Put) -> None:
    put(1, day=date(2020, 10, 1))
    outside = put(2, day=date(2020, 10, 9))
    chosen = Selection(date(2020, 10, 1), date(2020, 10, 2))
    counted = rows.count(now.store.snapshot(), chosen)

    found = rows.neighbours(now, counted, chosen, outside)

    assert (found["previous"], found["next"]) == (None, None)
    assert "outside" in found["note"]


def test_the_map_starts_where_the_events_are(now: State, put: Put) -> None:
    assert rows.start_view(now.store.snapshot()) == ((30.0, 25.0), 2)
    put(1)

    center, zoom = rows.start_view(now.store.snapshot())

    assert center == (39.79, 47.11)
    assert zoom == 8


def test_lines_are_those_of_the_data_as_they_are_now(now: State, put: Callable[..., str]) -> None:
    put(1, text="A shell fell near the mill.")
    everything = rows.count(now.store.snapshot(), Selection())
    assert len(rows.list_fields(now, everything, Selection(), 60)["rows"]) == 1
    put(2, text="A shell fell near the school.")

    everything = rows.count(now.store.snapshot(), Selection())
    shown = rows.list_fields(now, everything, Selection(), 60)["rows"]
    assert sorted(row["words"] for row in shown) == [
        "A shell fell near the mill.",
        "A shell fell near the school.",
    ]

    now.ingest().delete("a-1", "reader")
    everything = rows.count(now.store.snapshot(), Selection())
    shown = rows.list_fields(now, everything, Selection(), 60)["rows"]
    assert [row["words"] for row in shown] == ["A shell fell near the school."]
