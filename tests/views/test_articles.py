from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from mapapp.core.article import Published
from mapapp.core.report import Reading, Refused, Report
from mapapp.core.when import When
from mapapp.server.state import State
from mapapp.sources.text import take_text
from mapapp.views import articles

SENTENCE = "Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday, wounding two people."


def articles_page() -> None:
    from mapapp.views import articles

    articles.show(False, None, None)


@pytest.fixture
def opened(now: State) -> AppTest:
    taken = take_text(SENTENCE, today=date(2026, 1, 1), title="Rockets", published="2020-10-02")
    now.ingest().save(taken.article)
    page = AppTest.from_function(articles_page, default_timeout=60)
    page.session_state["articles_open"] = taken.article.id
    return page.run()


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click()
    page.run()
    assert not page.exception


def test_a_deleted_article_is_brought_back(opened: AppTest, now: State) -> None:
    before = now.store.article_lines()

    press(opened, "Delete")
    assert now.store.counts().events == 0 and "Deleted" in opened.session_state["articles_said"][0]
    press(opened, "Undo")

    assert now.store.article_lines() == before


def test_a_correction_says_what_is_wrong_then_is_kept(opened: AppTest, now: State) -> None:
    press(opened, "Correct")
    press(opened, "Read again")
    assert "Nothing was changed" in opened.session_state["articles_said"][0]

    opened.text_area(key="fix_text").input(" ")
    press(opened, "Read again")
    assert "The text is empty" in opened.session_state["articles_said"][0]
    opened.text_area(key="fix_text").input(SENTENCE.replace("Martuni", "Martakert"))
    press(opened, "Read again")
    (line,) = now.store.article_lines()
    assert now.store.events_of(line.id)[0].places[0].name == "Martuni"  # nothing is kept before it was seen
    press(opened, "Change it again")
    assert "Martakert" in opened.text_area(key="fix_text").value
    press(opened, "Read again")
    press(opened, "Keep the correction")

    (line,) = now.store.article_lines()
    assert now.store.events_of(line.id)[0].places[0].name == "Martakert"
    press(opened, "Undo")
    (line,) = now.store.article_lines()
    assert now.store.events_of(line.id)[0].places[0].name == "Martuni"


def test_highlights_never_overlap() -> None:
    spans = [(0, 10), (5, 12), (20, 30)]
    kind = "Explosions/Remote violence"
    reports = tuple(Report("a", low, high, kind, "", When.undated()) for low, high in spans)
    reading = Reading("a", Published(None), "en", reports, (Refused(25, 40, "a"), Refused(40, 50, "b")))

    assert articles.marks(reading, 45) == [[0, 10, "event"], [20, 30, "event"]]
    assert articles.marks(reading, 60)[-1] == [40, 50, "refused"]
