"""The articles page: what is stored, read again, corrected, deleted, and brought back."""

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from mapapp.core.article import Article
from mapapp.core.errors import MapappError
from mapapp.core.report import Reading
from mapapp.server import state
from mapapp.server.event_fields import row_fields, web_link
from mapapp.server.words import day_words
from mapapp.store import Change
from mapapp.views import correction, text
from mapapp.views.correction import WHO, say

if TYPE_CHECKING:
    from collections.abc import Iterable

PAGE: Final = 50
CHANGES: Final = 20
LONGEST: Final = 200_000
"""Characters of a text that are shown."""
DONE: Final = {
    "article deleted": "Deleted",
    "article corrected": "Corrected",
    "undone": "Brought back",
}


def show(returned: bool, map_page: Any, add_page: Any) -> None:
    """Draw the page; `returned`: the reader comes from another one, and what was said last is old."""
    session = st.session_state
    if returned:
        for key in ("articles_said", "articles_undo", "articles_open"):
            session.pop(key, None)
        correction.close()
    with st.container(key="articles"):
        article = (
            state.current().store.article(session["articles_open"]) if "articles_open" in session else None
        )
        if article is not None:
            one(article, map_page)
        else:
            whole_list(add_page)


def said() -> None:
    """Draw what was done last, with its undo."""
    session = st.session_state
    if "articles_said" not in session:
        return
    sentence, kind = session["articles_said"]
    text.show_notes([sentence], "articles-said", kind)
    if "articles_undo" in session:
        st.button("Undo", key="articles_undo_button", on_click=undo, args=(session["articles_undo"],))


def whole_list(add_page: Any) -> None:
    """Draw the list, newest first, a page of it, and the recent changes."""
    store = state.current().store
    total = store.counts().articles
    st.header("Articles", anchor=False)
    said()
    if not total:
        st.text("No article is stored on this map.")
        if st.button("Add an article", type="primary"):
            st.switch_page(add_page)
    else:
        last = (total - 1) // PAGE
        number = min(int(st.session_state.get("articles_page", 0)), last)
        lines = store.article_lines(PAGE, number * PAGE)
        first = number * PAGE + 1
        st.text(f"{total:,} stored · {first:,} to {first + len(lines) - 1:,}, newest first")
        rows = [
            {
                "id": line.id,
                "title": line.title,
                "source": line.source,
                "day": day_words(line.day) if line.day else "day not known",
                "events": line.events,
            }
            for line in lines
        ]
        text.show("articles", {"rows": rows}, "articles-list", on_open_change=take_open)
        if last:
            newer, older, _ = st.columns([1, 1, 4])
            newer.button("Newer", on_click=turn, args=(number - 1,), disabled=not number, width="stretch")
            older.button("Older", on_click=turn, args=(number + 1,), disabled=number == last, width="stretch")
    if rows := change_rows(store.changes(CHANGES)):
        st.subheader("Recent changes", anchor=False)
        text.show("changes", {"rows": rows}, "articles-changes", on_undo_change=take_undo)


def change_rows(changes: "Iterable[Change]") -> list[dict[str, Any]]:
    """Return what the list of changes shows of each."""
    store = state.current().store
    rows = []
    for change in changes:
        article = store.article(change.edit.target)
        undoing = change.edit.field == "undone"
        rows.append(
            {
                "id": change.id,
                "what": DONE[change.edit.field],
                "title": article.title if article is not None else "",
                "at": change.edit.at.replace("T", " ")[:16] + " UTC",
                "can": not undoing and not change.undone and not read_only(),
                "state": "undone" if change.undone else "",
            }
        )
    return rows


def one(article: Article, map_page: Any) -> None:
    """Draw one article with what can be done about it."""
    st.button("‹ All articles", key="articles_back", on_click=close)
    said()
    if st.session_state.get("articles_form"):
        correction.form()
        return
    if not read_only():
        with st.container(key="articles_actions", horizontal=True):
            st.button("Correct", on_click=correction.begin, args=(article,))
            st.button("Delete", on_click=delete, args=(article,), help=DELETING)
    picked = text.show("article", article_fields(article), "articles-one", on_map_change=lambda: None)
    if isinstance(picked.map, dict) and picked.map.get("id"):
        st.switch_page(map_page, query_params={"event": str(picked.map["id"])})


def article_fields(article: Article) -> dict[str, Any]:
    """Return what the component shows of a stored article."""
    now = state.current()
    reading = now.store.reading(article.id) or Reading(article.id, article.published, article.language)
    published = article.published
    day = f"published {day_words(published.day)}" if published.day else "day of publication not known"
    evidence = "as given" if published.given else published.evidence
    about = [article.source, f"{day} ({evidence})" if published.day and evidence else day]
    cut = article.text[:LONGEST]
    notes = list(reading.notes)
    if len(article.text) > LONGEST:
        notes.append(f"The first {LONGEST:,} of {len(article.text):,} characters are shown.")
    return {
        "id": article.id,
        "title": article.title,
        "url": web_link(article.url),
        "about": " · ".join(filter(None, about)),
        "notes": notes,
        "events": [row_fields(event, now.article) for event in now.store.events_of(article.id)],
        "refused": [{"text": article.text[r.start : r.end], "reason": r.reason} for r in reading.refused],
        "text": cut,
        "marks": marks(reading, len(cut)),
        "empty": "No sentence was found that reports a strike, clash or another event.",
    }


def marks(reading: Reading, length: int) -> list[list[Any]]:
    """Return the sentences to highlight, [from, to, "event" or "refused"]: sorted, none overlapping."""
    told = [(*span, "event") for r in reading.reports for span in ((r.start, r.end), *r.mentions)]
    spans = sorted(told) + sorted((r.start, r.end, "refused") for r in reading.refused)
    found: list[list[Any]] = []
    for start, end, kind in spans:
        if start < end <= length and all(end <= low or start >= high for low, high, _ in found):
            found.append([start, end, kind])
    return sorted(found)


def delete(article: Article) -> None:
    """Take the article off the map."""
    try:
        change = state.current().ingest().delete(article.id, WHO)
    except MapappError as error:
        say(str(error), "bad")
        return
    st.session_state.pop("articles_open", None)
    say(f"Deleted with everything from it: “{article.title or 'Untitled article'}”.", "good", change)


def undo(change_id: int) -> None:
    """Take back a deletion or a correction."""
    try:
        change = state.current().ingest().undo(change_id, WHO)
    except MapappError as error:
        say(str(error), "bad")
        return
    if "articles_open" in st.session_state:
        st.session_state["articles_open"] = change.edit.target
    article = state.current().store.article(change.edit.target)
    title = article.title if article is not None and article.title else "Untitled article"
    say(f"Brought back as it was: “{title}”.", "good")


def take_open() -> None:
    """Open the article that was chosen in the list."""
    asked = getattr(st.session_state.get("articles-list"), "open", None)
    if isinstance(asked, dict) and isinstance(asked.get("id"), str):
        say()
        st.session_state["articles_open"] = asked["id"]


def take_undo() -> None:
    """Undo the change that was chosen among the recent ones."""
    asked = getattr(st.session_state.get("articles-changes"), "undo", None)
    if isinstance(asked, dict) and isinstance(asked.get("id"), int):
        undo(asked["id"])


def close() -> None:
    """Go back to the list."""
    correction.cancel()
    st.session_state.pop("articles_open", None)


def turn(number: int) -> None:
    """Turn to a page of the list."""
    st.session_state["articles_page"] = max(0, number)


def read_only() -> bool:
    """Whether this map cannot be written to."""
    return state.current().is_demo


DELETING: Final = "Takes the article and everything from it off the map; Undo brings it back"
