"""Articles, reports and events as the pipeline makes them, made here by hand."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from mapapp.core.article import Article, Published
from mapapp.core.event import Event
from mapapp.core.report import Reading, Refused, Report, ReportPlace
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.store import Store

Made = tuple[Article, Reading, tuple[Event, ...]]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'données of a map' / 'map.sqlite'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store(url) as opened:
        yield opened


@pytest.fixture
def made() -> Callable[..., Made]:
    return make


def make(
    id: str = "a-1",
    text: str = "Shells fell on Martuni on Thursday. Two people were hurt.",
    day: date | None = date(2020, 10, 1),
    lat: float | None = 39.79,
    lon: float | None = 47.11,
    background: bool = False,
    event_type: str = "Explosions/Remote violence",
    event_id: str | None = None,
) -> Made:
    """One article with one report of one event."""
    article = Article(id, "Shelling", text, "https://example.org/1", "The Gazette")
    place = ReportPlace(
        "Martuni", lat, lon, "AZ", "town", place_id=586_000, names=("Xocavənd",), radius_km=3.5, span=(15, 22)
    )
    report = Report(
        article.id,
        0,
        35,
        event_type,
        "Shelling/artillery/missile attack",
        When.day(day, "on Thursday") if day else When.undated(),
        (place,),
        injured=Toll.exactly(2, "Two people"),
        actors=("unknown",),
        claimed_by="officials",
        background=background,
        confidence=0.8,
        trigger=(0, 6),
        mentions=((36, 57),),
        extractor="rules 1",
    )
    event = Event(
        event_id or "ev-" + id.encode().hex(),
        event_type,
        report.sub_event_type,
        report.when,
        report.places,
        None,
        report.injured,
        report.actors,
        report.claimed_by,
        background,
        False,
        0.8,
        (report,),
    )
    published = Published(date(2020, 10, 2), "day", "the day after Thursday", False)
    reading = Reading(
        id,
        published,
        "en",
        (report,),
        (Refused(36, 40, "a threat, not an event"),),
        ("one note",),
        article.hash,
    )
    return article, reading, (event,)
