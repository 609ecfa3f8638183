from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

Put = Callable[..., str]


def sentence(screen: AppTest) -> str:
    return str(screen.text[0].value)


def test_an_empty_map_invites(screen: AppTest) -> None:
    screen.run()

    assert not screen.exception
    assert [header.value for header in screen.header] == ["No events yet"]
    assert [button.label for button in screen.button] == ["Paste an article"]
    assert not screen.run().exception  # a page is drawn again before anything has been chosen on it


def test_the_count_says_what_is_not_on_the_map(screen: AppTest, put: Put) -> None:
    put(1)
    put(2, lat=None)
    put(3, day=None)
    put(4, background=True)

    screen.run()

    assert sentence(screen) == "3 events · 2 on the map · 1 unplaced · 1 undated"


def test_a_link_brings_its_selection_and_event(screen: AppTest, put: Put) -> None:
    put(1, day=date(2020, 10, 1))
    id = put(2, day=date(2020, 10, 5))
    for key, value in {"from": "2020-10-04", "to": "2020-10-06", "event": id}.items():
        screen.query_params[key] = value

    screen.run()

    assert sentence(screen) == "1 event: 4–6 Oct 2020 · 1 on the map · 1 not in this selection"
    assert screen.date_input(key="filter_from").value == date(2020, 10, 4)
    assert screen.session_state["selected"] == id


@pytest.mark.parametrize("link", [
    {"from": "later"}, {"to": "2020-02-31"}, {"types": "rockets"}, {"event": "<script>"},
    {"from": "0001-01-01"}, {"to": "9999-12-31"}, {"from": "2020-10-05", "to": "2020-10-01"},
    {"event": "ev-" + "0" * 500}, {"at": "91,0,8"}, {"at": "nan,nan,nan"}, {"at": "{{7*7}}"}, {"at": "1,2"},
])  # fmt: skip
def test_a_link_that_makes_no_sense_shows_the_plain_map(
    screen: AppTest, put: Put, link: dict[str, str]
) -> None:
    put(1)
    for key, value in link.items():
        screen.query_params[key] = value

    screen.run()

    assert not screen.exception
    assert sentence(screen) == "1 event · 1 on the map"
    assert not set(screen.query_params) & set(link)


def test_days_the_wrong_way_round_are_said_and_no_limit(screen: AppTest, put: Put) -> None:
    put(1)
    screen.run()

    screen.date_input(key="filter_from").set_value(date(2020, 11, 1))
    screen.date_input(key="filter_to").set_value(date(2020, 10, 1)).run()

    assert sentence(screen) == "1 event · 1 on the map"
    assert any("later" in caption.value for caption in screen.caption)


def test_a_change_of_the_filter_goes_into_the_address_and_clear_takes_it_out(
    screen: AppTest, put: Put
) -> None:
    put(1)
    screen.run()

    screen.date_input(key="filter_from").set_value(date(2020, 10, 2)).run()
    assert screen.query_params["from"] == "2020-10-02"
    assert sentence(screen) == "No events: since 2 Oct 2020 · 0 on the map · 1 not in this selection"

    screen.button[0].click().run()
    assert "from" not in screen.query_params
    assert sentence(screen) == "1 event · 1 on the map"


def test_undated_events_stay_in_sight_when_days_are_chosen(screen: AppTest, put: Put) -> None:
    put(1, day=None)
    screen.query_params["from"] = "2020-10-01"

    screen.run()

    assert sentence(screen) == "No events: since 1 Oct 2020 · 0 on the map · 1 undated (not counted)"


def test_background_is_shown_when_asked_for(screen: AppTest, put: Put) -> None:
    put(1, background=True)
    screen.run()
    assert sentence(screen) == "No events · 0 on the map"

    screen.toggle[0].set_value(True).run()

    assert sentence(screen) == "1 event: background included · 1 on the map"
    assert screen.query_params["background"] == "1"


def test_an_address_older_than_the_last_step_does_not_undo_it(screen: AppTest, put: Put) -> None:
    put(1)
    screen.run()
    screen.date_input(key="filter_from").set_value(date(2020, 9, 2)).run()
    del screen.query_params["from"]  # as the browser sends it where the new address has not reached it yet

    screen.toggle[0].set_value(True).run()

    assert screen.date_input(key="filter_from").value == date(2020, 9, 2)
    assert screen.query_params["from"] == "2020-09-02"
    assert screen.query_params["background"] == "1"


def test_a_link_says_where_the_map_is_looked_at(screen: AppTest, put: Put) -> None:
    put(1)
    screen.query_params["at"] = "12.345,-67.8,9"

    screen.run()

    assert not screen.exception
    assert screen.session_state["start_view"] == ((12.345, -67.8), 9)
