"""The strip under the map in a real browser: days chosen by brush, keys, presets and dates, and played through."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from mapapp.core.selection import Selection

pytestmark = pytest.mark.browser

GANJA, SHEKI = (40.68, 46.36), (41.19, 47.17)
FIRST = date(2020, 9, 28)


def spans(*days: tuple[int, int]) -> list[tuple[date, date]]:
    """Spans as days after FIRST."""
    return [(FIRST + timedelta(a), FIRST + timedelta(b)) for a, b in days]


@pytest.fixture
def ten_days(open_map: Callable) -> Any:
    """Two events on the first day, one on the third and the last, one that was on some day of all."""
    shown = open_map(
        [(*GANJA, 0), (*GANJA, 1), (*GANJA, 0), (*SHEKI, 1), (*SHEKI, 3)],
        spans=spans((0, 0), (0, 0), (0, 9), (2, 2), (9, 9)),
    )
    shown.settle()
    return shown


def chart(shown: Any) -> dict[str, float]:
    box = shown.page.locator(".ma-time-chart").bounding_box()
    assert box
    return dict(box)


def drag(shown: Any, begin: float, end: float, *, drop: bool = True) -> None:
    """Drag over the histogram, from one day to another (days count from 0, fractions lie within)."""
    box, mouse = chart(shown), shown.page.mouse
    wide = box["width"] - 24
    at = [box["x"] + 12 + wide * day / 10 for day in (begin, end)]
    mouse.move(at[0], box["y"] + 20)
    mouse.down()
    mouse.move(at[1], box["y"] + 20, steps=5)
    if drop:
        mouse.up()


def wait_days(shown: Any, first: str, last: str, total: int) -> None:
    """Wait until the map shows some days and so many events of them."""
    shown.page.wait_for_function(
        f"mapapp.days.from === '{first}' && mapapp.days.to === '{last}' && mapapp.ready && mapapp.counts().total === {total}"
    )


def sets(shown: Any) -> list[Any]:
    """The days that Streamlit has been told."""
    return [said["set"] for said in shown.told if "set" in said]


def asked(shown: Any, route: str) -> int:
    return int(sum(path == f"/mapapp/api/{route}" for path in shown.answers.asked))


def test_a_drag_chooses_days_and_paints_and_tells_them(ten_days) -> None:
    drag(ten_days, 1.5, 3.5)
    wait_days(ten_days, "2020-09-29", "2020-10-01", 2)
    ten_days.page.wait_for_function("told.length && told.at(-1).set.to === '2020-10-01'")

    assert sets(ten_days)[-1] == {"from": "2020-09-29", "to": "2020-10-01"}
    assert asked(ten_days, "histogram") == 1


def test_streamlit_is_told_once_when_the_days_rest(ten_days) -> None:
    pressed = "document.querySelector('.ma-time-body').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))"
    ten_days.page.evaluate(f"for (let n = 0; n < 4; n++) {pressed}")
    at_once = ten_days.call("days")
    wait_days(ten_days, "2020-10-01", "2020-10-01", 1)
    ten_days.page.wait_for_function("told.length > 0")
    ten_days.page.wait_for_timeout(400)

    assert at_once == {"from": "2020-10-01", "to": "2020-10-01"}
    assert sets(ten_days) == [at_once]


def test_the_message_that_confirms_days_fetches_nothing_anew(ten_days) -> None:
    drag(ten_days, 1.5, 3.5)
    wait_days(ten_days, "2020-09-29", "2020-10-01", 2)
    ten_days.page.wait_for_function("told.length > 0")
    before = len(ten_days.answers.asked)
    ten_days.tell(Selection(date(2020, 9, 29), date(2020, 10, 1)))
    ten_days.page.wait_for_timeout(300)

    assert len(ten_days.answers.asked) == before
    assert ten_days.call("days") == {"from": "2020-09-29", "to": "2020-10-01"}


def test_an_older_message_brings_no_old_days_back_and_a_newer_one_moves_the_brush(ten_days) -> None:
    drag(ten_days, 1.5, 3.5)
    wait_days(ten_days, "2020-09-29", "2020-10-01", 2)
    ten_days.tell(Selection(), turn=1)  # sent before the page heard of the drag
    ten_days.page.wait_for_timeout(100)
    kept = ten_days.call("days")
    ten_days.page.wait_for_function("told.length > 0")
    ten_days.tell(Selection(date(2020, 9, 29), date(2020, 10, 1)))
    ten_days.tell(Selection(date(2020, 10, 5), date(2020, 10, 7)))
    wait_days(ten_days, "2020-10-05", "2020-10-07", 2)

    assert kept == {"from": "2020-09-29", "to": "2020-10-01"}
    assert sets(ten_days)[-1] == kept
    expect(ten_days.page.get_by_label("From", exact=True)).to_have_value("2020-10-05")
    expect(ten_days.page.get_by_role("slider", name="Last day")).to_have_attribute(
        "aria-valuetext", "7 October 2020"
    )


def test_an_event_chosen_before_streamlit_heard_of_the_days_takes_them_along(ten_days) -> None:
    drag(ten_days, 1.5, 2.5)
    wait_days(ten_days, "2020-09-29", "2020-09-30", 2)
    ten_days.click("s.lat > 41")
    ten_days.page.wait_for_function("told.some((said) => said.selected === 'ev-03')")
    ten_days.page.wait_for_timeout(400)

    assert [said["set"] for said in ten_days.told if said.get("selected") == "ev-03"] == sets(ten_days)[-1:]
    assert {tuple(days.items()) for days in sets(ten_days)} == {
        (("from", "2020-09-29"), ("to", "2020-09-30"))
    }


def test_handles_resize_and_the_middle_moves(ten_days) -> None:
    drag(ten_days, 1.5, 3.5)
    wait_days(ten_days, "2020-09-29", "2020-10-01", 2)
    drag(ten_days, 4, 6)
    wait_days(ten_days, "2020-09-29", "2020-10-03", 2)
    drag(ten_days, 1, 0)
    wait_days(ten_days, "2020-09-28", "2020-10-03", 4)
    drag(ten_days, 3.5, 7.5)

    wait_days(ten_days, "2020-10-02", "2020-10-07", 2)


def test_a_click_chooses_one_bar_and_another_lets_it_go(ten_days) -> None:
    drag(ten_days, 2.5, 2.5)
    wait_days(ten_days, "2020-09-30", "2020-09-30", 2)
    drag(ten_days, 2.5, 2.5)

    wait_days(ten_days, "", "", 5)


def test_escape_while_dragging_takes_the_days_from_before(ten_days) -> None:
    drag(ten_days, 1.5, 3.5)
    drag(ten_days, 6.5, 8.5, drop=False)
    wait_days(ten_days, "2020-10-04", "2020-10-06", 1)
    ten_days.page.keyboard.press("Escape")

    wait_days(ten_days, "2020-09-29", "2020-10-01", 2)


def test_keys_choose_move_resize_and_clear(ten_days) -> None:
    body, keyboard = ten_days.page.get_by_role("slider", name="Days shown"), ten_days.page.keyboard
    body.focus()
    counts = "4 events (1 Battles, 2 Explosions/Remote violence, 1 Protests)."
    expect(body).to_have_attribute("aria-valuetext", f"All days. 28 September to 7 October 2020: {counts}")
    for key, first, last, total in (
        ("ArrowRight", "2020-09-28", "2020-09-28", 3),
        ("ArrowRight", "2020-09-29", "2020-09-29", 1),
        ("Shift+ArrowRight", "2020-09-29", "2020-09-30", 2),
        ("ArrowRight", "2020-09-30", "2020-10-01", 2),
        ("End", "2020-10-06", "2020-10-07", 2),
        ("Shift+ArrowLeft", "2020-10-06", "2020-10-06", 1),
        ("Escape", "", "", 5),
        ("ArrowLeft", "2020-10-07", "2020-10-07", 2),
    ):
        keyboard.press(key)
        wait_days(ten_days, first, last, total)
    handle = ten_days.page.get_by_role("slider", name="First day")
    handle.press("ArrowLeft")
    wait_days(ten_days, "2020-10-06", "2020-10-07", 2)

    expect(ten_days.page.locator(".ma-time-live")).to_have_text("6 to 7 October 2020: 2 events.")


def test_presets_count_from_the_last_day_of_the_data(open_map) -> None:
    shown = open_map([(*GANJA, 0)] * 3, spans=spans((0, 0), (60, 60), (30, 400)))
    shown.settle()
    for name, first, last, total in (
        ("Last 7 days of the data", "2020-11-21", "2020-11-27", 2),
        ("Last 30 days of the data", "2020-10-29", "2020-11-27", 2),
        ("All days", "", "", 3),
    ):
        button = shown.page.get_by_role("button", name=name)
        button.click()
        wait_days(shown, first, last, total)

        expect(button).to_have_attribute("aria-pressed", "true")


def test_dates_are_typed_precisely_and_wrong_ones_change_nothing(ten_days) -> None:
    page = ten_days.page
    page.get_by_label("From", exact=True).fill("2020-09-30")
    wait_days(ten_days, "2020-09-30", "", 3)
    page.get_by_label("To", exact=True).fill("2020-09-29")
    expect(page.get_by_role("alert")).to_have_text("From is later than To.")
    page.get_by_label("From", exact=True).fill("0202-09-30")
    expect(page.get_by_role("alert")).to_have_text("Days run from 1900 to 2100.")
    wait_days(ten_days, "2020-09-30", "", 3)
    page.get_by_label("From", exact=True).fill("2020-09-28")
    wait_days(ten_days, "2020-09-28", "2020-09-29", 3)
    page.get_by_role("button", name="Clear the days").click()

    wait_days(ten_days, "", "", 5)
    expect(page.get_by_role("alert")).to_have_text("")
    expect(page.get_by_label("To", exact=True)).to_have_value("")


def test_the_pointer_and_the_focus_tell_the_day_and_its_counts(ten_days) -> None:
    box = chart(ten_days)
    ten_days.page.mouse.move(box["x"] + 14, box["y"] + 20)

    expect(ten_days.page.locator(".ma-time-tip")).to_have_text(
        "28 September 2020: 2 events (1 Battles, 1 Explosions/Remote violence). 1 more with less exact dates may be here."
    )


def test_inexact_and_undated_events_are_said(ten_days) -> None:
    expect(ten_days.page.locator(".ma-time-said")).to_have_text(
        "All days · 5 events · 1 of inexact date (grey line)"
    )


def test_a_brush_over_open_or_far_days_stays_usable(ten_days) -> None:
    ten_days.tell(Selection(date(1990, 1, 1), date(1990, 12, 31)))
    wait_days(ten_days, "1990-01-01", "1990-12-31", 0)
    expect(ten_days.page.locator(".ma-time-said strong")).to_have_text("1990")
    ten_days.tell(Selection(last_day=date(2020, 9, 29)))
    wait_days(ten_days, "", "2020-09-29", 3)
    drag(ten_days, 2, 4)

    wait_days(ten_days, "2020-09-28", "2020-10-01", 4)


def test_the_histogram_folds_and_the_map_takes_its_room(ten_days) -> None:
    map_ = ten_days.page.locator("#map_div")
    before = map_.bounding_box()
    ten_days.page.get_by_role("button", name="Hide the histogram").click()
    expect(ten_days.page.locator(".ma-time-chart")).to_be_hidden()
    after = map_.bounding_box()
    strip = ten_days.page.locator(".ma-time").bounding_box()

    assert before and after and strip
    assert after["height"] - before["height"] == 54
    assert after["y"] + after["height"] <= strip["y"] + 0.5
    assert ten_days.page.get_by_role("button", name="Show the histogram").is_visible()


def test_other_filters_fetch_the_bars_anew_and_days_do_not(ten_days) -> None:
    ten_days.tell(Selection(event_types=("Protests",)))
    ten_days.page.wait_for_function("mapapp.ready && mapapp.counts().total === 1")
    ten_days.tell(Selection(FIRST, FIRST, event_types=("Protests",)))
    wait_days(ten_days, "2020-09-28", "2020-09-28", 0)

    assert asked(ten_days, "histogram") == 2
    queries = [parse_qs(urlsplit(one).query) for one in ten_days.answers.queries if "histogram" in one]
    assert not any({"from", "to"} & set(query) for query in queries)


def test_a_histogram_that_fails_is_said_and_the_map_stays(open_map) -> None:
    shown = open_map([(*GANJA, 0)], broken=True)
    expect(shown.page.locator(".ma-time-said")).to_contain_text("could not be loaded")
    shown.answers.broken = False
    shown.tell(version=2)
    shown.settle()

    expect(shown.page.locator(".ma-time-said")).to_have_text("All days · 1 event")


def test_a_hostile_day_in_an_answer_stays_text(open_map) -> None:
    shown = open_map([(*GANJA, 0)])
    shown.settle()

    for text in ("<img src=x onerror=window.pwned=1>", "2020-13-01", "2020-02-30", "", "0", "2020-1-1"):
        assert shown.page.evaluate("(text) => mapappParts.dayNumber(text)", text) is None


@pytest.mark.parametrize(
    ("first", "last", "short", "full"),
    [
        ("2020-10-01", "2020-10-01", "1 Oct 2020", "1 October 2020"),
        ("2020-10-01", "2020-10-07", "1–7 Oct 2020", "1 to 7 October 2020"),
        ("2020-09-28", "2020-10-03", "28 Sep – 3 Oct 2020", "28 September to 3 October 2020"),
        ("2020-12-28", "2021-01-03", "28 Dec 2020 – 3 Jan 2021", "28 December 2020 to 3 January 2021"),
        ("2020-02-01", "2020-02-29", "Feb 2020", "February 2020"),
        ("2019-12-01", "2020-01-31", "Dec 2019 – Jan 2020", "December 2019 to January 2020"),
        ("2020-01-01", "2020-12-31", "2020", "2020"),
        ("0900-01-01", "0900-01-02", "1–2 Jan 900", "1 to 2 January 900"),
    ],
)  # fmt: skip
def test_spans_in_words(open_map, first: str, last: str, short: str, full: str) -> None:
    shown = open_map([])
    words = shown.page.evaluate(
        "([a, b]) => [false, true].map((full) => mapappParts.spanWords(mapappParts.dayNumber(a), mapappParts.dayNumber(b), full))",
        [first, last],
    )

    assert words == [short, full]


@pytest.mark.parametrize("days", [1, 2, 9, 45, 183, 900, 4_000, 40_000, 400_000])
@pytest.mark.parametrize("wide", [300, 850])
def test_an_axis_is_marked_within_its_days_and_never_crowded(open_map, days: int, wide: int) -> None:
    shown = open_map([])
    first = (date(2020, 2, 27) - date(1970, 1, 1)).days
    marks = shown.page.evaluate(
        "([first, last, wide]) => mapappParts.axisMarks(first, last, wide, 56)",
        [first, first + days - 1, wide],
    )

    at = [mark["day"] for mark in marks]
    assert all(first <= day < first + days for day in at)
    assert all((b - a) * wide / days >= 50 for a, b in pairwise(at))
    assert len(marks) >= (1 if days < 2_000 else 2)


def test_what_is_played_is_what_the_days_hold(ten_days) -> None:
    page = ten_days.page
    page.get_by_role("button", name="Play through time").click()
    page.get_by_label("Window", exact=True).select_option("1 day")
    page.get_by_label("Speed", exact=True).select_option("Fast")
    page.wait_for_function("mapapp.play.on && mapapp.play.frames > 0")
    slider = page.get_by_role("slider", name="Day played")
    page.get_by_role("button", name="Pause").click()
    for day, total in ((2, 2), (0, 3), (9, 2), (5, 1)):
        slider.evaluate(
            "(input, day) => { input.value = day; input.dispatchEvent(new Event('input')); }", day
        )
        expect(page.locator(".ma-time-note")).to_have_text(f"{total} event{'s' if total > 1 else ''} in view")
    slider.evaluate("(input) => input.dispatchEvent(new Event('change'))")
    wait_days(ten_days, "2020-10-03", "2020-10-03", 1)

    assert asked(ten_days, "play") >= 1
    expect(slider).to_have_attribute("aria-valuetext", "3 October 2020")


def test_pause_hands_its_days_over_and_stop_brings_back_those_from_before(ten_days) -> None:
    page = ten_days.page
    drag(ten_days, 1.5, 8.5)
    wait_days(ten_days, "2020-09-29", "2020-10-06", 2)
    page.wait_for_function("told.length && told.at(-1).set.to === '2020-10-06'")
    page.get_by_role("button", name="Play through time").click()
    page.get_by_label("Speed", exact=True).select_option("Slow")
    page.get_by_label("Window", exact=True).select_option("Cumulative")
    page.wait_for_function("mapapp.play.on && mapapp.play.days[1] - mapapp.play.days[0] >= 1")
    page.get_by_role("button", name="Pause").click()
    page.wait_for_function("!mapapp.play.running && told.at(-1).set.to !== '2020-10-06'")
    handed = sets(ten_days)[-1]
    wait_days(ten_days, handed["from"], handed["to"], 2)
    page.get_by_role("button", name="Stop playing").click()
    wait_days(ten_days, "2020-09-29", "2020-10-06", 2)
    page.wait_for_function("told.at(-1).set.to === '2020-10-06'")

    assert handed["from"] == "2020-09-29" and handed["to"] < "2020-10-06"
    assert sets(ten_days)[-1] == {"from": "2020-09-29", "to": "2020-10-06"}
    assert ten_days.call("play.on") is False


def test_stop_without_a_pause_tells_streamlit_nothing(ten_days) -> None:
    page = ten_days.page
    page.get_by_role("button", name="Play through time").click()
    page.wait_for_function("mapapp.play.frames > 1")
    drawn = ten_days.call("play.symbols")
    page.get_by_role("button", name="Stop playing").click()
    wait_days(ten_days, "", "", 5)
    page.wait_for_timeout(400)

    assert drawn > 0 and ten_days.told == []
    assert len(ten_days.call("symbols()")) == 2
    expect(page.get_by_role("button", name="Play through time")).to_be_visible()


def test_play_ends_by_itself_with_the_days_from_before(ten_days) -> None:
    page = ten_days.page
    page.get_by_role("button", name="Play through time").click()
    page.get_by_label("Speed", exact=True).select_option("Fast")
    page.wait_for_function("!mapapp.play.on")
    wait_days(ten_days, "", "", 5)

    expect(page.locator(".ma-time-live")).to_have_text("Played to the end.")
    assert asked(ten_days, "play") == 1  # fetched once


def test_space_toggles_and_the_live_region_stays_quiet_while_playing(ten_days) -> None:
    page = ten_days.page
    page.evaluate("""() => { window.spoken = []; new MutationObserver(() => spoken.push(document.querySelector('.ma-time-live').textContent))
        .observe(document.querySelector('.ma-time-live'), { childList: true, characterData: true, subtree: true }); }""")  # fmt: skip
    page.get_by_role("slider", name="Days shown").press(" ")
    page.wait_for_function("mapapp.play.frames > 3")
    while_playing = page.evaluate("spoken")
    page.locator(".ma-time-place").press(" ")
    page.wait_for_function("mapapp.play.on && !mapapp.play.running")

    assert while_playing == ["Playing 28 September to 7 October 2020."]
    expect(page.locator(".ma-time-live")).to_contain_text("Paused at 28 September")


def test_reduced_motion_goes_in_steps(ten_days) -> None:
    page = ten_days.page
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Play through time").click()
    page.wait_for_function("mapapp.play.frames > 0")
    page.wait_for_timeout(700)
    frames = ten_days.call("play.frames")
    page.wait_for_function("mapapp.play.frames > 1")

    assert frames == 1


def test_a_filter_from_beside_ends_play(ten_days) -> None:
    page = ten_days.page
    page.get_by_role("button", name="Play through time").click()
    page.wait_for_function("mapapp.play.frames > 0")
    ten_days.tell(Selection(event_types=("Protests",)))
    page.wait_for_function("mapapp.ready && mapapp.counts().total === 1")

    assert ten_days.call("play.on") is False
    assert len(ten_days.call("symbols()")) == 1


def test_play_that_cannot_be_loaded_leaves_the_map(ten_days) -> None:
    page = ten_days.page
    ten_days.answers.broken = True
    page.get_by_role("button", name="Play through time").click()
    page.wait_for_function("!mapapp.play.on")
    ten_days.answers.broken = False
    ten_days.tell(version=2)
    wait_days(ten_days, "", "", 5)

    expect(page.locator(".ma-time-live")).to_have_text("Play could not be loaded.")
    assert len(ten_days.call("symbols()")) == 2


def test_on_a_phone_all_is_in_reach_and_nothing_is_cut_off(ten_days) -> None:
    page = ten_days.page
    page.set_viewport_size({"width": 390, "height": 500})
    page.get_by_role("button", name="Choose days").click()
    for button in page.locator(".ma-time button:visible").all():
        box = button.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 40, button.inner_text()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.get_by_role("button", name="Last 7 days of the data").click()
    wait_days(ten_days, "2020-10-01", "2020-10-07", 2)
    page.keyboard.press("Escape")
    strip = page.locator(".ma-time").bounding_box()

    expect(page.get_by_label("From", exact=True)).to_be_hidden()
    assert strip and 60 <= strip["height"] <= 90
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
