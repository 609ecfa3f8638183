"""A real store with hand-made events, the real gazetteer, our own routes behind the real middleware."""

import warnings
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from gazetteer import Gazetteer
from mapapp.config import Settings
from mapapp.core.article import Article, Published
from mapapp.core.event import Event
from mapapp.core.report import Reading, Report, ReportPlace
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.server import state
from mapapp.server.headers import Guard, allowed_hosts
from mapapp.server.routes import own_routes
from mapapp.server.state import State

with warnings.catch_warnings():  # it wants another client than the one that Streamlit brings
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

TEXT = "Officials spoke. Rockets hit Martuni 🚑 on Thursday, and two people were hurt. Nothing more is known."
START = TEXT.index("Rockets")
END = TEXT.index(" Nothing")


def put_event(
    now: State,
    number: int,
    day: date | None = date(2020, 10, 1),
    point: tuple[float, float] | None = (39.79, 47.11),
    title: str = "Rockets on Martuni",
    url: str = "https://news.example/1",
    background: bool = False,
    event_type: str = "Explosions/Remote violence",
) -> str:
    """Store an article that reports one event, and return the event's id."""
    article = Article(
        f"a-{number}", title, f"{TEXT} {number}", url, "The Gazette", "en", Published(day, "day")
    )
    start = TEXT.index("Martuni")
    place = ReportPlace(
        "Martuni",
        point[0] if point else None,
        point[1] if point else None,
        "AZ",
        "town",
        label="Khojavend / Martuni",
        names=("Xocavənd", "Martuni"),
        radius_km=3.0,
        span=(start, start + 7),
    )
    when = When.day(day, "on Thursday") if day else When.undated()
    report = Report(
        article.id, START, END, event_type, "", when, (place,), None, Toll.exactly(2), (), "officials",
        background=background, trigger=(START, START + 11),
    )  # fmt: skip
    event = Event(
        f"ev-{number:016x}", event_type, "", when, (place,), None, Toll.exactly(2), (), "officials",
        background, False, 0.8, (report,),
    )  # fmt: skip
    now.store.add(article, Reading(article.id, article.published, "en", (report,)), (event,))
    return event.id


@pytest.fixture
def now(tmp_path: Path, gazetteer: Gazetteer) -> Iterator[State]:
    started = state.start(Settings(data_dir=tmp_path, database_url=""), gazetteer=gazetteer)
    yield started.state(started.start_name())
    started.close()


@pytest.fixture
def put(now: State) -> Callable[..., str]:
    return lambda number=1, **fields: put_event(now, number, **fields)


@pytest.fixture
def put_in() -> Callable[..., str]:
    return put_event


@pytest.fixture
def client(now: State) -> Iterator[TestClient]:
    guard = Middleware(Guard, hosts=allowed_hosts("127.0.0.1"))
    with TestClient(Starlette(routes=own_routes(), middleware=[guard]), "http://127.0.0.1:8501") as opened:
        yield opened
