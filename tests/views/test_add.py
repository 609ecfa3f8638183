from datetime import UTC, date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from mapapp.views import add

SENTENCE = "Rockets hit the town of Martuni, Nagorno-Karabakh on Thursday, wounding two people."


def read(**given: object) -> None:
    """A page with only the form, filled in and read."""
    import streamlit as st

    from mapapp.views import add

    values = {"add_title": "", "add_text": "", "add_link": "", "add_day": None, "add_unknown": True}
    st.session_state.update({**values, **given})
    add.read()


def error_of(**given: object) -> str:
    tried = AppTest.from_function(read, kwargs=given, default_timeout=60).run()
    assert not tried.exception
    assert "add_preview" not in tried.session_state
    return str(tried.session_state["add_error"])


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(("given", "said"), [
    ({"add_text": ""}, "Paste"),
    ({"add_text": " \n "}, "Paste"),
    ({"add_text": "…!?"}, "no text"),
    ({"add_text": SENTENCE, "add_unknown": False}, "day it was published"),
    ({"add_text": "word " * 2_200_000}, "longer than 10 MB"),
    ({"add_text": SENTENCE, "add_title": "t" * 1001}, "title"),
])  # fmt: skip
def test_what_cannot_be_read_is_answered_with_what_to_do(given: dict[str, object], said: str) -> None:
    assert said in error_of(**given)


@pytest.mark.usefixtures("now")
def test_a_day_that_is_still_to_come_is_refused() -> None:
    later = datetime.now(UTC).date() + timedelta(days=30)

    assert "still to come" in error_of(add_text=SENTENCE, add_day=later, add_unknown=False)


@pytest.mark.usefixtures("now")
def test_a_preview_stores_nothing_and_saving_twice_stores_once() -> None:
    from mapapp.server import state

    store = state.current().store
    given = {"add_text": SENTENCE, "add_day": date(2020, 10, 2), "add_unknown": False}
    first = AppTest.from_function(read, kwargs=given, default_timeout=60).run()
    assert store.counts().articles == 0

    saved = state.current().ingest().save(first.session_state["add_preview"])
    again = AppTest.from_function(read, kwargs=given, default_timeout=60).run()

    assert saved.stored
    assert again.session_state["add_preview"].duplicate == saved.article_id
    assert store.counts().articles == 1


@pytest.mark.usefixtures("now")
def test_a_preview_tells_events_refusals_and_the_day_with_its_evidence() -> None:
    text = f"{SENTENCE} The army may shell Stepanakert tomorrow, an official warned."
    given = {"add_text": text, "add_day": date(2020, 10, 2), "add_unknown": False, "add_link": "javascript:x"}
    tried = AppTest.from_function(read, kwargs=given, default_timeout=60).run()

    fields = add.reading_fields(tried.session_state["add_preview"], tried.session_state["add_notes"])

    assert fields["published"] == {"text": "2 October 2020", "evidence": "as you gave it"}
    assert [event["place"]["name"] for event in fields["events"]] == ["Martuni"]
    assert any("Stepanakert" in line["text"] for line in fields["refused"])
    assert any("left out" in note for note in fields["notes"])
