"""What other programs get of an event: the contract of docs/COMMANDS.md, to the key."""

import json
from dataclasses import replace

import pytest

from mapapp.core.event import Event
from mapapp.core.report import Refused
from mapapp.core.when import When
from mapapp.exports.records import FindArticle, event_record, json_line, refused_record, stored_record

PLACE_KEYS = ["name", "lat", "lon", "country", "precision", "role"]


def test_an_event_is_told_as_the_contract_says(event: Event, text: str) -> None:
    assert event_record(event, text) == {
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "date_start": "2020-10-04",
        "date_end": "2020-10-04",
        "date_precision": "day",
        "places": [
            dict(zip(PLACE_KEYS, ("Shusha", 39.7600612, 46.74989, "AZ", "town", "event"), strict=True))
        ],
        "killed": None,
        "injured": {"best": 3, "low": 3, "high": None},
        "actors": ["unknown"],
        "claimed_by": "the mayor",
        "excerpt": text[0:57],
        "start": 0,
        "end": 57,
        "mentions": [[0, 57], [58, 74]],
        "background": False,
        "denied": True,
        "confidence": 0.8765,
    }


def test_a_stored_event_has_its_reports_as_well(event: Event, text: str, find_article: FindArticle) -> None:
    other = replace(event.reports[0], article_id="a-2", when=When.undated(), injured=None)
    record = stored_record(replace(event, reports=(event.reports[0], other)), find_article)

    assert (record["id"], record["status"], record["start"], record["end"]) == ("ev-1f", "machine", 0, 57)
    assert list(record["reports"][0]) == [
        *("article_id", "title", "url", "published", "excerpt", "start", "end", "date_start", "date_end"),
        *("killed", "injured", "claimed_by", "denied"),
    ]
    assert record["reports"][0]["published"] == "2020-10-05"
    assert record["reports"][0]["excerpt"] == text[0:57]
    assert record["reports"][1]["article_id"] == "a-2" and record["reports"][1]["date_start"] is None
    assert record["mentions"] == [[0, 57], [58, 74]]


def test_what_is_not_known_is_null(event: Event, text: str) -> None:
    unsure = replace(event.places[0], lat=None, lon=None, country="")
    event = replace(event, when=When.undated(), places=(unsure,))

    record = event_record(event, text)

    assert record["date_start"] is None and record["date_end"] is None
    assert [record["places"][0][key] for key in PLACE_KEYS] == ["Shusha", None, None, None, "town", "event"]
    assert event_record(replace(event, places=()), text)["places"] == []


def test_a_refusal_has_its_reason() -> None:
    assert refused_record(Refused(1, 2, "a threat")) == {"start": 1, "end": 2, "reason": "a threat"}


@pytest.mark.parametrize(
    "text", ["a\u2028b\u2029c\x85d", "half \ud800 a pair", "two\nlines\r\x00", "Шуша 😀"]
)
def test_a_record_is_one_line_of_utf_8_and_comes_back(text: str) -> None:
    line = json_line({"text": text})

    assert len(line.splitlines()) == 1
    assert json.loads(line.encode())["text"] == text


def test_a_number_that_is_none_is_no_json() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_line({"lat": float("nan")})
