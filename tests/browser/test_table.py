"""The table of a selection: sorted, chosen from, taken along as a file."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ARTICLES = [
    {
        "id": f"a-{number}",
        "title": f"Report {number}",
        "text": f"Artillery shells hit the town of {town} in Azerbaijan on October {number}, 2020, killing {killed} "
        "people, the ministry said.",
        "published": f"2020-10-{number + 1:02}",
        "source": f"Paper {number}",
    }
    for number, town, killed in ((3, "Barda", 7), (5, "Fuzuli", 3), (9, "Tartar", 12))
]


@pytest.fixture(scope="module")
def filled(make_app: Callable[[], Any]) -> Any:
    made = make_app()
    made.ingest(*ARTICLES)
    made.start()
    return made


def column(page: Page, number: int) -> list[str]:
    return [row.locator("th, td").nth(number).inner_text() for row in page.locator("tbody tr").all()]


def test_the_table_sorts_opens_the_card_and_stays(
    filled: Any, reader: Page, look: Callable[[Page], Any]
) -> None:
    reader.goto(filled.address)
    look(reader).wait("window.mapapp.counts().total === 3")

    reader.get_by_role("button", name="Table", exact=True).first.click()
    rows = reader.locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(reader).to_have_url(re.compile("show=table"))
    assert column(reader, 0) == ["9 Oct 2020", "5 Oct 2020", "3 Oct 2020"]

    killed = reader.get_by_role("button", name="Killed", exact=True)
    killed.click()
    expect(reader.get_by_role("columnheader", name="Killed")).to_have_attribute("aria-sort", "descending")
    expect(rows.first).to_contain_text("Tartar")
    assert column(reader, 4) == ["12", "7", "3"]
    killed.click()
    expect(reader.get_by_role("columnheader", name="Killed")).to_have_attribute("aria-sort", "ascending")
    expect(rows.first).to_contain_text("Fuzuli")

    rows.first.click()
    card = reader.get_by_role("article", name="The chosen event")
    expect(card).to_contain_text("Fuzuli")
    expect(rows.first).to_have_class(re.compile("chosen"))
    assert column(reader, 4) == ["3", "7", "12"]  # the order stays
    reader.get_by_role("button", name="Close this event").click()
    expect(card).to_have_count(0)

    reader.reload()
    expect(rows).to_have_count(3)
    reader.get_by_role("button", name="List", exact=True).first.click()
    expect(reader.get_by_role("option")).to_have_count(3)
    expect(reader).not_to_have_url(re.compile("show="))


def test_the_table_by_keyboard(filled: Any, reader: Page) -> None:
    reader.goto(f"{filled.address}/?show=table")
    rows = reader.locator("tbody tr")
    expect(rows).to_have_count(3)
    rows.first.locator("button").focus()

    reader.keyboard.press("ArrowDown")
    expect(rows.nth(1).locator("button")).to_be_focused()
    reader.keyboard.press("Enter")

    expect(reader.get_by_role("article", name="The chosen event")).to_contain_text("Fuzuli")
    expect(rows.nth(1).locator("button")).to_be_focused()
    reader.keyboard.press("Escape")
    expect(reader.get_by_role("article", name="The chosen event")).to_have_count(0)


def test_the_selection_is_taken_along(filled: Any, reader: Page, tmp_path: Path) -> None:
    reader.goto(f"{filled.address}/?show=table&killed=5")
    expect(reader.locator("tbody tr")).to_have_count(2)

    with reader.expect_download() as waited:
        reader.get_by_role("link", name="CSV").click()
    waited.value.save_as(tmp_path / "events.csv")

    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        assert [row["killed_best"] for row in csv.DictReader(file)] == ["7", "12"]
    assert waited.value.suggested_filename == "mapapp-events.csv"
