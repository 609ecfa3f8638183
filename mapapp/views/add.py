"""The add page: paste an article, see what is understood and what is refused, then keep it."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import streamlit as st

from mapapp.core.errors import BadArticle, MapappError
from mapapp.core.report import Refused
from mapapp.server import state
from mapapp.server.event_fields import event_fields
from mapapp.server.words import day_words
from mapapp.sources.text import read_day, take_text
from mapapp.views import choice, text

if TYPE_CHECKING:
    from mapapp.ingest import Preview


def show(returned: bool, map_page: Any) -> None:
    """Draw the page; `returned`: the reader comes from another one, and what was said last is old."""
    if returned:
        for key in ("add_saved", "add_error", "add_fetch_error", "add_fetched"):
            st.session_state.pop(key, None)
    with st.container(key="add"):
        st.header("Add an article", anchor=False)
        left, right = st.columns([1, 1.1], gap="large")
        with left:
            fetch_form()
            form()
        with right:
            outcome(map_page)


def fetch_form() -> None:
    """Draw the field for a link and, where it was sent, fetch the page into the form below."""
    with st.form("fetch", border=False):
        field, button = st.columns([3.2, 1], vertical_alignment="bottom", gap="small")
        field.text_input(
            "Fetch a page by its link, or paste below",
            key="add_fetch",
            placeholder="https://…",
            max_chars=2000,
        )
        sent = button.form_submit_button("Fetch", width="stretch")
        st.caption(FETCHING)
    if sent:
        with st.spinner("Fetching the page…"):
            fetch()
    if "add_fetch_error" in st.session_state:
        text.show_notes([st.session_state["add_fetch_error"]], "add-fetch-error", "bad")
    elif "add_fetched" in st.session_state:
        text.show_notes(st.session_state["add_fetched"], "add-fetched", "good")


def fetch() -> None:
    """Fetch the page of the link and fill the form with what it says; nothing is read or kept yet."""
    session = st.session_state
    for key in ("add_preview", "add_saved", "add_error", "add_notes", "add_fetch_error", "add_fetched"):
        session.pop(key, None)
    link = str(session["add_fetch"]).strip()
    if not link:
        session["add_fetch_error"] = "There is no link. Paste the page's address, then press Fetch."
        return
    try:
        found = state.current().ingest().find(link)
    except MapappError as error:
        session["add_fetch_error"] = str(error)
        return
    day, said = fetched_day(found.published)
    session["add_title"], session["add_text"] = found.title[:1000], found.text
    session["add_link"], session["add_source"] = found.url, (found.url, found.source)
    session["add_day"], session["add_unknown"] = day, day is None
    session["add_fetched"] = [
        f"Fetched from {found.source}. Check the title, the text and the day, then press Read.",
        *said,
        *found.notes,
    ]


def fetched_day(published: str) -> tuple[date | None, list[str]]:
    """Return the day that a page gives, and what to say where it gives none that can be used."""
    try:
        day = read_day(published, datetime.now(UTC).date(), "The page")
    except BadArticle:
        day = None
    if day is None or not choice.EARLIEST <= day <= choice.LATEST:
        return None, ["The page does not say when it was published. Give the day, if you know it."]
    return day, []


def form() -> None:
    """Draw the form; reading it happens before the page is drawn again."""
    with st.form("article", border=False):
        st.text_input("Title", key="add_title", placeholder="Else the first line of the text", max_chars=1000)
        st.text_area(
            "Text", key="add_text", height=260, placeholder="Paste the whole article, as it was published"
        )
        st.text_input("Link", key="add_link", placeholder="https://…  (may stay empty)", max_chars=2000)
        day, known = st.columns([1, 1], vertical_alignment="bottom")
        day.date_input(
            "Published on",
            key="add_day",
            value=None,
            min_value=choice.EARLIEST,
            max_value=choice.LATEST,
            format="YYYY-MM-DD",
        )
        known.checkbox(
            "Not known", key="add_unknown", help="It is then looked for in the text, with the evidence shown"
        )
        st.form_submit_button("Read the article", type="primary", on_click=read)
    if "add_error" in st.session_state:
        text.show_notes([st.session_state["add_error"]], "add-error", "bad")
    st.caption("Nothing is kept before you press Save, and nothing that you paste leaves this machine.")


def read() -> None:
    """Read what was pasted and keep the preview in the session."""
    session = st.session_state
    session["add_turn"] = session.get("add_turn", 0) + 1
    for key in ("add_preview", "add_saved", "add_error", "add_notes"):
        session.pop(key, None)
    day = session["add_day"]
    if day is None and not session["add_unknown"]:
        session["add_error"] = "Give the day it was published, or tick “Not known”."
        return
    if not str(session["add_text"]).strip():
        session["add_error"] = "The text is empty. Paste the article's text, then press Read."
        return
    try:
        taken = take_text(
            session["add_text"],
            today=datetime.now(UTC).date(),
            title=session["add_title"],
            url=session["add_link"],
            source=source_of(str(session["add_link"])),
            published=None if session["add_unknown"] else day.isoformat(),
        )
        session["add_preview"] = state.current().ingest().preview(taken.article)
        session["add_notes"] = list(taken.notes)
    except MapappError as error:
        session["add_error"] = str(error)


def source_of(link: str) -> str:
    """Return the source that a fetched page named, as long as the link is still that page's."""
    fetched, source = st.session_state.get("add_source", ("", ""))
    return source if link.strip() == fetched else ""


def save() -> None:
    """Keep the article that was read."""
    session = st.session_state
    preview = session.get("add_preview")
    if preview is None:
        return
    try:
        session["add_saved"] = state.current().ingest().save(preview)
    except MapappError as error:
        session["add_error"] = str(error)
        return
    session.pop("add_preview")
    session["add_title"] = session["add_text"] = session["add_link"] = session["add_fetch"] = ""
    for key in ("add_fetched", "add_fetch_error", "add_source"):
        session.pop(key, None)
    session["add_day"] = None


def outcome(map_page: Any) -> None:
    """Draw what came of it: the preview, what was kept, or, before, what to expect."""
    session = st.session_state
    if "add_saved" in session:
        saved(map_page)
    elif "add_preview" in session:
        preview(session["add_preview"], session.get("add_notes", []), map_page)
    else:
        st.markdown(EXPLAINED)


def saved(map_page: Any) -> None:
    """Say what was kept, with a way to see it."""
    done = st.session_state["add_saved"]
    number = len(done.event_ids)
    events = "1 event" if number == 1 else f"{number} events"
    if done.stored:
        text.show_notes([f"Saved: {events}."], "add-saved", "good")
    else:
        text.show_notes([already(done.article_id)], "add-saved")
    to_map(done.event_ids, map_page)


def already(article_id: str) -> str:
    """Return what to say of an article that is there already."""
    article = state.current().store.article(article_id)
    title = f": “{article.title}”" if article is not None and article.title else ""
    return f"This text is stored already{title}. It was not stored again."


def to_map(event_ids: tuple[str, ...], map_page: Any) -> None:
    """Draw the button that leads to the map, at the first event."""
    if st.button("See it on the map" if event_ids else "Go to the map", type="primary"):
        st.switch_page(map_page, query_params={"event": event_ids[0]} if event_ids else {})


def preview(read_article: "Preview", notes: list[str], map_page: Any) -> None:
    """Draw what was understood, and the button that keeps it."""
    if read_article.duplicate is not None:
        text.show_notes([already(read_article.duplicate)], "add-duplicate")
        events = state.current().store.events_of(read_article.duplicate)
        to_map(tuple(event.id for event in events), map_page)
    else:
        st.button("Save", type="primary", on_click=save)
    reveal = st.session_state["add_turn"]
    text.show("reading", {**reading_fields(read_article, notes), "reveal": reveal}, "add-reading")


def reading_fields(read_article: "Preview", notes: list[str]) -> dict[str, Any]:
    """Return what the component shows of a preview."""
    article, reading = read_article.article, read_article.reading
    published = reading.published

    def refused(line: Refused) -> dict[str, str]:
        return {"text": article.text[line.start : line.end], "reason": line.reason}

    return {
        "title": article.title,
        "published": {
            "text": day_words(published.day) if published.day else "not known",
            "evidence": "as you gave it" if published.given else published.evidence,
        },
        "notes": [*notes, *reading.notes],
        "events": [event_fields(event, {article.id: article}.get) for event in read_article.events],
        "refused": [refused(line) for line in reading.refused],
        "empty": "No sentence was found that reports a strike, clash or another event.",
    }


FETCHING = (
    "Fetching contacts that one site, once, when you press the button. Nothing else ever leaves this machine."
)
EXPLAINED = """
**What happens.** The article is read on this machine, sentence by sentence. You see, before anything is kept:

- each event it reports, with its day, its place and the reason for that place, the toll, and the sentence
- the sentences that were refused, and why: plans, threats, denials, history
- the day it was published, and what that was taken from
"""
