"""The chips of a selection, and what the panel and the chips do to it."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from mapapp.core.area import Area
from mapapp.core.selection import Selection
from mapapp.server.state import State
from mapapp.views import filters

Put = Callable[..., str]
ALL = Selection(
    date(2020, 10, 1), date(2020, 10, 14), ("Battles",), True, ("Armed clash",), ("Army of A, B",), ("ministry",),
    ("AZ", "AM"), ("Martuni",), Area.parse("40,46,41,47"), 5, 0.6, ("town",), ("wire",), ("en",), ("machine",),
    "shell*", "only", False,
)  # fmt: skip


def test_every_limit_has_a_chip_that_takes_it_off_alone(now: State) -> None:
    assert set(ALL.limited_fields()) == {field.name for field in fields(Selection)}
    link = ALL.to_link()

    for chip in filters.chips(now, ALL):
        left, unread = Selection.from_link(link | chip["set"])
        assert unread == ()
        gone = set(ALL.limited_fields()) - set(left.limited_fields())
        fewer = {name for name in left.limited_fields() if getattr(left, name) != getattr(ALL, name)}
        assert gone in ({"first_day", "last_day"}, set()) or len(gone) == 1
        assert len(gone) + len(fewer) >= 1 and len(fewer) <= 1

    left = ALL
    while chips := filters.chips(now, left):
        left = Selection.from_link(left.to_link() | chips[0]["set"])[0]
    assert left == Selection()


def test_chips_say_names_and_gather_long_lists(now: State) -> None:
    place = next(p for p in now.gazetteer().named("Martuni") if p.country == "AZ")
    chosen = Selection(
        countries=("AZ",), places=(str(place.id),), sources=tuple(f"paper {n}" for n in range(9)), killed=1000
    )

    names = [chip["name"] for chip in filters.chips(now, chosen)]

    assert names == [
        "In Azerbaijan",
        f"At {place.label or place.name}",
        "From 9 sources",
        "At least 1,000 killed",
    ]


@pytest.mark.parametrize("link", [
    {"country": "QQ"}, {"place": "999999999999"}, {"place": "-999999999"}, {"place": "9" * 300}, {"sure": "NaN"},
    {"killed": "-1"}, {"killed": "NaN"}, {"types": ",".join(["battles"] * 10_000)}, {"words": "{{7*7}}"},
    {"actors": "<script>"}, {"area": "1,2,3"}, {"area": "NaN,NaN,NaN,NaN"}, {"disputed": "maybe"}, {"show": "chair"},
    {"event": "ev-" + "0" * 16}, {"lang": "\x00"}, {"from": "2020-13-01"}, {"by": "x" * 5000},
])  # fmt: skip
def test_garbage_in_a_link_is_a_plain_view_and_a_quiet_note(
    screen: AppTest, put: Put, link: dict[str, str]
) -> None:
    put(1)
    for key, value in link.items():
        screen.query_params[key] = value

    screen.run()

    assert not screen.exception
    assert screen.text[0].value == "1 event · 1 on the map"
    assert not set(screen.query_params) & set(link)
    assert shown(screen, "notes")


def shown(screen: AppTest, view: str) -> list[dict[str, Any]]:
    """Return what the page gives our own component to draw, of one view."""
    drawn = [json.loads(element.proto.json) for element in screen.get("bidi_component")]
    return [data for data in drawn if data["view"] == view]


def test_names_that_are_no_place_stay_and_find_nothing(screen: AppTest, put: Put) -> None:
    put(1)
    screen.query_params["place"] = "Nowhere-upon-Sea"

    screen.run()

    assert screen.text[0].value == "No events: at Nowhere-upon-Sea · 0 on the map · 1 not in this selection"
    assert [chip["name"] for chip in shown(screen, "bar")[0]["chips"]] == ["At Nowhere-upon-Sea"]


def test_clear_all_can_be_undone_until_another_limit_is_set(screen: AppTest, put: Put) -> None:
    put(1)
    screen.query_params["killed"] = "5"
    screen.query_params["country"] = "AM"
    screen.run()

    screen.button[0].click().run()
    assert shown(screen, "bar")[0]["undo"] and "killed" not in screen.query_params
    assert screen.button[0].disabled

    screen.toggle[0].set_value(True).run()
    assert not shown(screen, "bar")[0]["undo"]


def test_the_panel_is_given_what_is_chosen_with_its_names(screen: AppTest, put: Put) -> None:
    put(1)
    screen.query_params["country"] = "AZ"
    screen.query_params["types"] = "battles"

    screen.run()

    (panel,) = shown(screen, "filters")
    assert (panel["link"], panel["names"]) == (
        {"types": "battles", "country": "AZ"},
        {"country=AZ": "Azerbaijan"},
    )
    assert panel["limits"] == 1  # what the bar shows itself is not counted on the button
    assert panel["api"] == "/mapapp/api"
    assert screen.multiselect[0].value == ["Battles"]


def test_a_link_to_the_table_shows_the_table(screen: AppTest, put: Put) -> None:
    put(1)
    screen.query_params["show"] = "table"

    screen.run()

    assert [len(shown(screen, view)) for view in ("table", "list")] == [1, 0]
    assert screen.query_params["show"] == "table"


def test_the_code_for_other_sites_is_offered_where_they_may_frame_the_map(
    screen: AppTest, now: State, put: Put
) -> None:
    put(1)
    screen.query_params["killed"] = "0"
    assert shown(screen.run(), "bar")[0]["embed"] == ""
    now.settings.embed_origins = "https://news.example"

    (bar,) = shown(screen.run(), "bar")

    assert bar["embed"].startswith("<iframe ") and "killed=0&amp;embed=true" in bar["embed"]
