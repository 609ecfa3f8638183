"""CSV as spreadsheets read it: one row an event, no text a formula."""

import csv
import io
from dataclasses import replace

import pytest

from mapapp.core.event import Event
from mapapp.exports.records import FindArticle
from mapapp.exports.sheet import COLUMNS, sheet


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_an_event_is_a_row(event: Event, text: str, find_article: FindArticle) -> None:
    (row,) = rows("".join(sheet([event], find_article)))

    assert tuple(row) == COLUMNS
    assert (row["id"], row["place"], row["latitude"], row["longitude"]) == (
        "ev-1f",
        "Shusha",
        "39.7600612",
        "46.74989",
    )
    assert (row["killed_best"], row["injured_best"], row["injured_high"]) == ("", "3", "")
    assert (row["denied"], row["background"], row["reports"]) == ("true", "false", "1")
    assert row["excerpt"] == text[0:57]


@pytest.mark.parametrize("payload", ["=1+1", "@SUM(A1)", "+cmd", "-2+3", '"; x\r\ny', "a\0b", "\t=1"])
def test_hostile_texts_are_cells_and_no_formulas(
    event: Event, find_article: FindArticle, payload: str
) -> None:
    lines = "".join(sheet([replace(event, claimed_by=payload, actors=(payload,))], find_article))
    (row,) = rows(lines)

    assert row["claimed_by"].replace("\ufffd", "\0").removeprefix("'") == payload
    assert not row["claimed_by"].startswith(("=", "+", "-", "@", "\t"))


def test_no_events_is_a_header(find_article: FindArticle) -> None:
    assert "".join(sheet([], find_article)) == ",".join(COLUMNS) + "\r\n"
