"""The form that corrects a stored article, which is then read again, and what is said after a change."""

from datetime import UTC, date, datetime
from typing import Final

import streamlit as st

from mapapp.core.article import Article
from mapapp.core.errors import BadArticle, MapappError
from mapapp.server import state
from mapapp.sources.text import take_text
from mapapp.store import Change
from mapapp.views import choice

WHO: Final = "reader"
CORRECTING: Final = (
    "The article is read again on this machine. The first text stays stored, and Undo brings it back."
)


def begin(article: Article) -> None:
    """Fill the form with what is stored."""
    session = st.session_state
    say()
    session["articles_form"] = True
    session["fix_title"], session["fix_text"], session["fix_link"] = article.title, article.text, article.url
    day = article.published.day if article.published.given else None
    within = day is not None and choice.EARLIEST <= day <= choice.LATEST
    session["fix_day"], session["fix_unknown"] = (day if within else None), not within


def form() -> None:
    """Draw the form of a correction."""
    st.header("Correct the article", anchor=False)
    with st.form("correction", border=False):
        st.text_input("Title", key="fix_title", max_chars=1000)
        st.text_input("Link", key="fix_link", max_chars=2000)
        day, known = st.columns([1, 2], vertical_alignment="bottom")
        day.date_input(
            "Published on",
            key="fix_day",
            min_value=choice.EARLIEST,
            max_value=choice.LATEST,
            format="YYYY-MM-DD",
            value=None,
        )
        known.checkbox("Not known", key="fix_unknown", help="It is then looked for in the text")
        st.text_area("Text", key="fix_text", height=330)
        with st.container(horizontal=True):
            st.form_submit_button("Read again and keep", type="primary", on_click=correct)
            st.form_submit_button("Cancel", on_click=cancel)
    st.caption(CORRECTING)


def correct() -> None:
    """Read the corrected article and put it in the place of the stored one."""
    session = st.session_state
    id, day = session["articles_open"], session["fix_day"]
    now = state.current()
    try:
        stored = now.store.article(id)
        if stored is None:
            raise BadArticle("The article is not on this map any more.")
        article = corrected(stored, day)
        saved, change = now.ingest().correct(id, article, WHO)
    except MapappError as error:
        say(str(error), "bad")
        return
    number = len(saved.event_ids)
    session["articles_open"] = saved.article_id
    session.pop("articles_form", None)
    say(f"Corrected and read again: {number} {'event' if number == 1 else 'events'}.", "good", change)


def corrected(stored: Article, day: date | None) -> Article:
    """Return the article of the form; raises BadArticle where it cannot be read or nothing is new."""
    session = st.session_state
    if day is None and not session["fix_unknown"]:
        raise BadArticle("Give the day it was published, or tick “Not known”.")
    if not str(session["fix_text"]).strip():
        raise BadArticle("The text is empty. To take the article off the map, cancel and press Delete.")
    given = None if session["fix_unknown"] else day
    taken = take_text(
        session["fix_text"],
        today=datetime.now(UTC).date(),
        title=session["fix_title"],
        url=session["fix_link"],
        published=given.isoformat() if given else None,
        source=stored.source,
        language="" if session["fix_text"] != stored.text else stored.language,
    )
    new = taken.article
    before = stored.published.day if stored.published.given else None
    if (new.title, new.text, new.url, given) == (stored.title, stored.text, stored.url, before):
        raise BadArticle("Nothing was changed. Change the title, link, day or text, or cancel.")
    if session["fix_link"].strip() and not new.url:
        raise BadArticle(" ".join(taken.notes))
    return new


def cancel() -> None:
    """Leave the correction."""
    say()
    st.session_state.pop("articles_form", None)


def say(sentence: str = "", kind: str = "", change: Change | None = None) -> None:
    """Keep what is to be said next, with the change that can be undone; without a sentence, nothing."""
    session = st.session_state
    session.pop("articles_undo", None)
    session.pop("articles_said", None)
    if sentence:
        session["articles_said"] = (sentence, kind)
    if change is not None:
        session["articles_undo"] = change.id
