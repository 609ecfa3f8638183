"""The pages, run by Streamlit's own test runner on a real store and the real gazetteer."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import mapapp.views
from gazetteer import Gazetteer
from mapapp.config import Settings
from mapapp.core.article import Article, Published
from mapapp.core.event import Event
from mapapp.core.report import Reading, Report, ReportPlace
from mapapp.core.when import When
from mapapp.server import state
from mapapp.server.state import State

SCRIPT = Path(mapapp.views.__file__).with_name("main.py")


@pytest.fixture
def now(tmp_path: Path, gazetteer: Gazetteer) -> Iterator[State]:
    started = state.start(Settings(data_dir=tmp_path, database_url=""), gazetteer=gazetteer)
    yield started.state(started.start_name())
    started.close()


@pytest.fixture
def put(now: State) -> Callable[..., str]:
    def put(
        number: int,
        day: date | None = date(2020, 10, 1),
        lat: float | None = 39.79,
        background: bool = False,
        text: str = "A shell fell near the mill.",
    ) -> str:
        article = Article(f"a-{number}", "The mill", f"{text} {number}", published=Published(day, "day"))
        place = ReportPlace("Martuni", lat, 47.11 if lat is not None else None, "AZ")
        when = When.day(day) if day else When.undated()
        kind = "Explosions/Remote violence"
        report = Report(
            article.id, 0, len(text), kind, "", when, (place,), background=background, trigger=(2, 7)
        )
        event = Event(
            f"ev-{number:04x}",
            kind,
            "",
            when,
            (place,),
            None,
            None,
            (),
            "",
            background,
            False,
            0.8,
            (report,),
        )
        now.store.add(article, Reading(article.id, article.published, "en", (report,)), (event,))
        return event.id

    return put


@pytest.fixture
def screen(now: State) -> AppTest:
    return AppTest.from_file(str(SCRIPT), default_timeout=30)
