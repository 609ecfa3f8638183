"""The form that corrects a stored article, what the correction would change, and what is said after it."""

from datetime import UTC, date, datetime
from typing import Any, Final

import streamlit as st

from mapapp.core.article import Article
from mapapp.core.errors import BadArticle, MapappError
from mapapp.core.event import Event
from mapapp.server import state
from mapapp.server.event_fields import row_fields
from mapapp.server.words import toll_words
from mapapp.sources.text import take_text
from mapapp.store import Change
from mapapp.views import choice, text

WHO: Final = "reader"
FORM: Final = ("fix_title", "fix_text", "fix_link", "fix_day", "fix_unknown")
CORRECTING: Final = (
    "The article is read again on this machine, and you see what would change before anything does. The "
    "first text stays stored, and Undo brings it back."
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
    """Draw the form of a correction, or, once it was read again, what it would change."""
    if "fix_preview" in st.session_state:
        preview()
        return
    for key, value in st.session_state.get("fix_kept", {}).items():
        st.session_state.setdefault(key, value)
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
            st.form_submit_button("Read again", type="primary", on_click=read_again)
            st.form_submit_button("Cancel", on_click=cancel)
    st.caption(CORRECTING)


def read_again() -> None:
    """Read the corrected article; nothing is kept yet."""
    session = st.session_state
    say()
    now = state.current()
    try:
        stored = now.store.article(session["articles_open"])
        if stored is None:
            raise BadArticle("The article is not on this map any more.")
        article = corrected(stored, session["fix_day"])
        read = now.ingest().preview(article)
    except MapappError as error:
        say(str(error), "bad")
        return
    session["fix_kept"] = {key: session[key] for key in FORM}  # Streamlit drops what is not drawn
    session["fix_preview"] = (article, read.events, read.reading.notes)


def preview() -> None:
    """Draw what the correction would change, with the buttons that keep it or go back."""
    article, after, notes = st.session_state["fix_preview"]
    now = state.current()
    before = now.store.events_of(st.session_state["articles_open"])
    st.header("What this correction changes", anchor=False)
    was = [row_fields(event, now.article) | {"toll": toll_of(event)} for event in before]
    will = [row_fields(event, {article.id: article}.get) | {"toll": toll_of(event)} for event in after]
    compare(was, will)
    data = {"summary": summary(was, will), "before": was, "after": will, "notes": list(notes)}
    with st.container(key="correction_actions", horizontal=True):
        st.button("Keep the correction", type="primary", on_click=correct)
        st.button("Change it again", on_click=back)
        st.button("Cancel", on_click=cancel)
    text.show("correction", data, "correction-preview")


def toll_of(event: Event) -> str:
    """Return an event's toll for a narrow line, "" where none is stated."""
    sides = ((event.killed, "killed"), (event.injured, "injured"))
    return ", ".join(f"{toll_words(toll)} {word}" for toll, word in sides if toll is not None and toll.stated)


def compare(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    """Give every row its `change`: kept, changed, gone or added.

    Rows that say the same are kept; of the rest, rows of one type and sentence, of one type and place, or of
    one type, day and stated toll belong together, in their order.
    """
    for row in (*before, *after):
        row["change"] = ""
    seen = ("type", "place", "day", "toll", "words", "denied", "background")
    alike = (("type", "words"), ("type", "place"), ("type", "day", "toll"))
    for keys, change in ((seen, "kept"), *((keys, "changed") for keys in alike)):
        for new in after:
            same = [
                old
                for old in before
                if not (old["change"] or new["change"])
                and all(old[k] == new[k] for k in keys)
                and (new["toll"] or "toll" not in keys or keys == seen)
            ]
            if same:
                same[0]["change"] = new["change"] = change
    for old in before:
        old["change"] = old["change"] or "gone"
    for new in after:
        new["change"] = new["change"] or "added"


def summary(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> str:
    """Return in words what changes."""
    added = sum(row["change"] == "added" for row in after)
    changed = sum(row["change"] == "changed" for row in after)
    kept = sum(row["change"] == "kept" for row in after)
    gone = sum(row["change"] == "gone" for row in before)
    counts = ((changed, "changed"), (added, "new"), (gone, "gone"), (kept, "unchanged"))
    parts = [f"{number} {word}" for number, word in counts if number]
    return "Events: " + (", ".join(parts) if parts else "none before, none after") + ". Nothing is kept yet."


def back() -> None:
    """Go back from the preview to the form."""
    st.session_state.pop("fix_preview", None)


def correct() -> None:
    """Put the corrected article in the place of the stored one."""
    session = st.session_state
    if "fix_preview" not in session:
        return
    article = session["fix_preview"][0]
    try:
        saved, change = state.current().ingest().correct(session["articles_open"], article, WHO)
    except MapappError as error:
        say(str(error), "bad")
        return
    number = len(saved.event_ids)
    close()
    session["articles_open"] = saved.article_id
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
    close()


def close() -> None:
    """Take the form and its preview away."""
    for key in ("articles_form", "fix_preview", "fix_kept"):
        st.session_state.pop(key, None)


def say(sentence: str = "", kind: str = "", change: Change | None = None) -> None:
    """Keep what is to be said next, with the change that can be undone; without a sentence, nothing."""
    session = st.session_state
    session.pop("articles_undo", None)
    session.pop("articles_said", None)
    if sentence:
        session["articles_said"] = (sentence, kind)
    if change is not None:
        session["articles_undo"] = change.id
