"""One event as the store gives it, and its article."""

from datetime import date

import pytest

from mapapp.core.article import Article, Published
from mapapp.core.event import Event
from mapapp.core.report import Report, ReportPlace
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.exports.records import FindArticle

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


@pytest.fixture
def event() -> Event:
    return EVENT


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def find_article() -> FindArticle:
    return lambda id: ARTICLE if id == ARTICLE.id else None
