"""A reader's own places on the places page: their list, deleted, undone, brought in and out as CSV."""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from gazetteer.errors import GazetteerError
from gazetteer.own_file import NAME, OwnFile
from gazetteer.own_places import COLUMNS, SOURCE, BadOwnPlaces, OwnPlace, identified, merged, read, written
from gazetteer.place import Place
from mapapp.server import state
from mapapp.views import places_form, text
from mapapp.views.places_choice import asked_id, seek

MOST_SHOWN: Final = 200


def own_file() -> OwnFile:
    """Return the file of own places."""
    return state.maps().shared.own.file


def stored() -> tuple[OwnPlace, ...]:
    """Return the own places; () where the file cannot be read, which the page says elsewhere."""
    try:
        return own_file().places()
    except GazetteerError:
        return ()


def note_of(place: Place) -> str:
    """Return what the reader has noted on a place of their own."""
    if place.source != SOURCE:
        return ""
    return next((own.note for own, known in identified(stored()) if known.id == place.id), "")


def said() -> None:
    """Draw what was done last, with its undo."""
    session = st.session_state
    if "places_said" not in session:
        return
    sentences, kind = session["places_said"]
    with st.container(key="places_said_box"):
        text.show_notes(sentences, "places-said", kind)
        if "places_undo" in session:
            st.button("Undo", key="places_undo_button", on_click=undo, args=(session["places_undo"],))


def say(sentences: Sequence[str] = (), kind: str = "", version: str | None = None) -> None:
    """Keep what is to be said next, with the version that can be undone; without a sentence, nothing."""
    session = st.session_state
    session.pop("places_said", None)
    session.pop("places_undo", None)
    if sentences:
        session["places_said"] = (list(sentences), kind)
    if version is not None:
        session["places_undo"] = version


def leave() -> None:
    """Leave the form, and what was said."""
    say()
    st.session_state.pop("places_form", None)


def section() -> None:
    """Draw the list of own places with what can be done to it."""
    with st.container(key="own_places"):
        st.subheader("Your own places", anchor=False)
        own_list()


def own_list() -> None:
    """Draw the list, and the buttons that add, export and import."""
    fault = state.maps().shared.own.fault
    if fault:
        text.show_notes([UNREADABLE, *fault.split("\n")], "places-fault", "bad")
        return
    own = list(identified(stored()))
    if own:
        rows = [
            {"id": str(p.id), "label": o.name, "about": " · ".join(filter(None, (o.kind, o.country, o.note)))}
            for o, p in own[:MOST_SHOWN]
        ]
        more = f"The first {MOST_SHOWN} of {len(own):,}." if len(own) > MOST_SHOWN else ""
        text.show(
            "own",
            {"rows": rows, "can": True, "more": more},
            "place-own",
            on_open_change=take("open"),
            on_edit_change=take("edit"),
            on_delete_change=take("delete"),
        )
    else:
        st.text("None yet. They win over all other data, in look-ups and in articles read from then on.")
    with st.container(key="own_actions", horizontal=True):
        st.button("Add a place", key="places_add", on_click=places_form.begin)
        if own:
            st.download_button(
                "Export as CSV",
                written(o for o, _ in own),
                NAME,
                "text/csv",
                key="places_export",
                on_click="ignore",
            )
    with st.expander("Import a CSV"):
        st.markdown(IMPORTING)
        turn = int(st.session_state.get("places_uploads", 0))
        st.file_uploader(
            "CSV file",
            type=["csv", "txt", "tsv"],
            key=f"places_upload_{turn}",
            on_change=bring_in,
            args=(turn,),
        )


def take(act: str) -> Callable[[], None]:
    """Return what takes up a button of the list of own places."""

    def taken() -> None:
        id = asked_id("place-own", act)
        if id is None:
            return
        if act == "open":
            leave()
            seek(id, typed="")
        else:
            (places_form.edit if act == "edit" else delete)(id)

    return taken


def delete(id: int) -> None:
    """Take a place of the reader's own away."""
    try:
        version = own_file().version()
        own = list(identified(own_file().places()))
        gone = next((o for o, p in own if p.id == id), None)
        if gone is None:
            raise BadOwnPlaces([GONE])
        version = own_file().keep([o for o, p in own if p.id != id], version)
    except GazetteerError as error:
        say(str(error).split("\n"), "bad")
        return
    st.session_state.pop("places_form", None)
    if st.session_state.get("places_id") == id:
        seek()
    say([f"Deleted: “{gone.name}”."], "good", version)


def undo(version: str) -> None:
    """Put back what was there before the last change."""
    try:
        own_file().undo(version)
    except GazetteerError as error:
        say([str(error)], "bad")
        return
    id = st.session_state.get("places_id")
    if id is not None and state.current().gazetteer().place(id) is None:
        seek()
    say(["Your own places are again as they were."], "good")


def bring_in(turn: int) -> None:
    """Add the places of an uploaded file, all or none of them."""
    session = st.session_state
    uploaded = session.get(f"places_upload_{turn}")
    if uploaded is None:
        return
    try:
        version = own_file().version()
        before = own_file().places()
        added = read(uploaded.getvalue(), str(uploaded.name)[:100])
        after = merged(before, added)
        version = own_file().keep(after, version)
    except BadOwnPlaces as error:
        say([NOT_IMPORTED, *str(error).split("\n")], "bad")
        return
    except GazetteerError as error:
        say([str(error)], "bad")
        return
    finally:
        session["places_uploads"] = turn + 1
    new = len(after) - len(before)
    say(
        [f"Imported {len(added):,}: {new:,} new, {len(added) - new:,} in the stead of earlier ones."],
        "good",
        version,
    )


GONE: Final = "This place is not among your own any more. Nothing was changed."
NOT_IMPORTED: Final = "Nothing was imported. Mend these lines, then import the file again:"
UNREADABLE: Final = f"{NAME} in the data folder is not right and is not used. Mend it, or put it elsewhere:"
IMPORTING: Final = (
    f"A first line names the columns: `{','.join(COLUMNS)}`. Name, lat and lon are needed; others may be "
    "missing. Several names go into names, with `|` between. A place with the name and country of one that "
    "is here takes its stead. If a line is wrong, it is named, and nothing is imported."
)
