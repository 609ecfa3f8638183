"""What other programs get of an event: DESIGN's contract, to the key."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from mapapp.core.article import Article, Published
from mapapp.core.event import Event
from mapapp.core.report import Refused, Report, ReportPlace
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.exports.geojson import geojson
from mapapp.exports.jsonl import jsonl
from mapapp.exports.records import event_record, json_line, refused_record, stored_record

TEXT = "Mortar fire hit Shusha on 4 October 2020, the mayor said. Three were hurt. It was “{{7*7}}”\u2028."
ARTICLE = Article("a-1", "Fire", TEXT, "https://example.org/1", published=Published(date(2020, 10, 5)))
SHUSHA = ReportPlace("Shusha", 39.76006123456, 46.74989, "AZ", "town", radius_km=2.25)
REPORT = Report(
    "a-1",
    0,
    57,
    "Explosions/Remote violence",
    "Shelling/artillery/missile attack",
    When.day(date(2020, 10, 4)),
    (SHUSHA,),
    injured=Toll(3, 3, None),
    claimed_by="the mayor",
    mentions=((58, 74),),
)
EVENT = Event(
    "ev-1f",
    REPORT.event_type,
    REPORT.sub_event_type,
    REPORT.when,
    REPORT.places,
    Toll(words="many"),
    REPORT.injured,
    ("unknown",),
    "the mayor",
    False,
    True,
    0.876543,
    (REPORT,),
)
PLACE_KEYS = ["name", "lat", "lon", "country", "precision", "role"]


def find_article(id: str) -> Article | None:
    return ARTICLE if id == "a-1" else None


def test_an_event_is_told_as_the_contract_says() -> None:
    assert event_record(EVENT, TEXT) == {
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
        "excerpt": TEXT[0:57],
        "start": 0,
        "end": 57,
        "mentions": [[0, 57], [58, 74]],
        "background": False,
        "denied": True,
        "confidence": 0.8765,
    }


def test_a_stored_event_has_its_reports_as_well() -> None:
    other = replace(REPORT, article_id="a-2", when=When.undated(), injured=None)
    record = stored_record(replace(EVENT, reports=(REPORT, other)), find_article)

    assert (record["id"], record["status"], record["start"], record["end"]) == ("ev-1f", "machine", 0, 57)
    assert list(record["reports"][0]) == [
        *("article_id", "title", "url", "published", "excerpt", "start", "end", "date_start", "date_end"),
        *("killed", "injured", "claimed_by", "denied"),
    ]
    assert record["reports"][0]["published"] == "2020-10-05"
    assert record["reports"][0]["excerpt"] == TEXT[0:57]
    assert record["reports"][1]["article_id"] == "a-2" and record["reports"][1]["date_start"] is None
    assert record["mentions"] == [[0, 57], [58, 74]]


def test_what_is_not_known_is_null() -> None:
    unsure = replace(SHUSHA, lat=None, lon=None, country="")
    event = replace(EVENT, when=When.undated(), places=(unsure,))

    record = event_record(event, TEXT)

    assert record["date_start"] is None and record["date_end"] is None
    assert [record["places"][0][key] for key in PLACE_KEYS] == ["Shusha", None, None, None, "town", "event"]
    assert event_record(replace(EVENT, places=()), TEXT)["places"] == []


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


def test_json_lines_hold_one_event_a_line() -> None:
    lines = list(jsonl([EVENT, replace(EVENT, id="ev-20")], find_article))

    assert [json.loads(line)["id"] for line in lines] == ["ev-1f", "ev-20"]
    assert all(line.endswith("}\n") and len(line.splitlines()) == 1 for line in lines)


def test_geojson_puts_longitude_first_and_unplaced_events_nowhere() -> None:
    unplaced = replace(EVENT, id="ev-20", places=(replace(SHUSHA, lat=None, lon=None), SHUSHA))

    collection = json.loads("".join(geojson([EVENT, unplaced], find_article)))

    assert list(collection) == ["type", "features"] and collection["type"] == "FeatureCollection"
    placed, nowhere = collection["features"]
    assert placed["geometry"] == {"type": "Point", "coordinates": [46.74989, 39.7600612]}
    assert (placed["id"], placed["properties"]["radius_km"]) == ("ev-1f", 2.25)
    assert nowhere["geometry"] is None and nowhere["type"] == "Feature"
    assert nowhere["properties"]["excerpt"] == TEXT[0:57]


def test_geojson_of_no_event_is_an_empty_collection() -> None:
    assert json.loads("".join(geojson([], find_article))) == {"type": "FeatureCollection", "features": []}


def test_an_export_is_made_as_it_is_read() -> None:
    asked = []

    def events() -> Iterator[Event]:
        for n in range(3):
            asked.append(n)
            yield replace(EVENT, id=f"ev-{n}")

    stream = jsonl(events(), find_article)
    next(stream)

    assert asked == [0]
