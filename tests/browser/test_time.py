"""Choose days on the strip under the map, play through them, and find the page in step."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TEXTS = (
    (
        "2020-10-01",
        "MARTUNI, October 1 — Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday, wounding two.",
    ),
    (
        "2020-10-07",
        "MARTUNI, October 7 — Artillery shelled the town of Martuni, Nagorno-Karabakh on Wednesday night.",
    ),
    (
        "2020-10-19",
        "BAKU, October 19 — Soldiers of both armies clashed near the town of Fuzuli in Azerbaijan on Sunday.",
    ),
)


@pytest.fixture(scope="module")
def filled(make_app: Callable[[], Any]) -> Any:
    """One server for all tests of this module: they only look."""
    made = make_app()
    made.ingest(*({"title": f"Bulletin {day}", "text": text, "published": day} for day, text in TEXTS))
    made.start()
    return made


@pytest.fixture
def opened(filled: Any, reader: Page, look: Callable[[Page], Any]) -> Any:
    reader.goto(filled.address)
    shown = look(reader)
    shown.wait("window.mapapp.counts().total === 3 && !document.querySelector('.ma-time-run').disabled")
    shown.ask("(window.same = true)")
    return shown


def requests(page: Page, part: str) -> list[str]:
    """Keep the addresses of what is asked from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if part in request.url else None)
    return asked


def test_days_chosen_under_the_map_reach_the_page_and_are_fetched_once(opened: Any) -> None:
    page, asked = opened.page, requests(opened.page, "/mapapp/api/")
    body = opened.frame.get_by_role("slider", name="Days shown")
    body.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"from=2020-10-01&to=2020-10-01"))
    expect(page.get_by_role("option")).to_have_count(1)
    opened.wait("window.mapapp.counts().total === 1")
    page.wait_for_timeout(500)

    assert [url for url in asked if "/histogram" in url] == []
    assert len([url for url in asked if "/symbols" in url]) == 1
    assert opened.ask("[window.same, window.mapapp.days.from]") == [True, "2020-10-01"]

    body.press("Escape")
    expect(page).not_to_have_url(re.compile("from="))
    expect(page.get_by_role("option")).to_have_count(3)


def test_days_of_a_link_move_the_brush(filled: Any, reader: Page, look: Callable[[Page], Any]) -> None:
    reader.goto(filled.address + "/?from=2020-10-05&to=2020-10-19")
    shown = look(reader)
    shown.wait("window.mapapp.counts().total === 2")

    expect(shown.frame.get_by_role("slider", name="First day")).to_have_attribute(
        "aria-valuetext", "5 October 2020"
    )
    expect(shown.frame.get_by_label("To", exact=True)).to_have_value("2020-10-19")


def test_a_moment_of_play_becomes_the_selection_and_stop_takes_it_back(opened: Any) -> None:
    page, frame = opened.page, opened.frame
    frame.get_by_role("button", name="Play through time").click()
    frame.get_by_role("button", name="Pause").click()
    frame.get_by_label("Window", exact=True).select_option(label="30 days")
    place = frame.get_by_role("slider", name="Day played")
    place.press("Home")
    expect(page).to_have_url(re.compile("from=2020-10-01&to=2020-10-01"))
    for _ in range(7):
        place.press("ArrowRight")
    expect(page).to_have_url(re.compile("from=2020-10-01&to=2020-10-08"))
    expect(page.get_by_role("option")).to_have_count(2)
    frame.get_by_role("button", name="Stop playing").click()

    expect(page).not_to_have_url(re.compile("from="))
    expect(page.get_by_role("option")).to_have_count(3)
    opened.wait(
        "window.mapapp.counts().total === 3 && window.mapapp.symbols().length === 2 && !window.mapapp.play.on"
    )


def test_the_strip_is_not_on_the_map_of_a_place(
    filled: Any, reader: Page, look: Callable[[Page], Any]
) -> None:
    reader.goto(filled.address + "/places?place=146969")
    look(reader).frame.locator(".leaflet-container").wait_for()

    expect(look(reader).frame.locator(".ma-time")).to_have_count(0)
