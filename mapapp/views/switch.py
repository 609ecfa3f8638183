"""Which map the reader looks at: the menu of maps, the demo's banner, the making of a new map.

The choice is kept in the session and written into the page's address.
"""

from typing import Any, Final

import streamlit as st

from mapapp.core.errors import MapappError
from mapapp.core.map_name import DEFAULT, DEMO
from mapapp.server import state
from mapapp.server.state import SESSION_KEY
from mapapp.views import text

NEW: Final = ""
TITLES: Final = {DEFAULT: "My map", DEMO: "Demo", NEW: "New map…"}
KEPT: Final = frozenset(
    {
        *(SESSION_KEY, "map_link", "map_menu", "page", "turn", "add_turn"),
        *("add_title", "add_text", "add_link", "add_day", "add_unknown"),
        *("add_fetch", "add_source"),
    }
)
"""What a session keeps when it turns to another map: all else belongs to the map it was about."""


def arrive(page: str) -> None:
    """Take up the map that the page's address names, and write the session's into it."""
    session, maps = st.session_state, state.maps()
    asked, before = st.query_params.get("map", ""), state.session_map()
    last_page, last_asked = session.get("map_link", ("", ""))
    went_back = page == last_page and bool(last_asked) and not asked
    found, note = before, ""
    if asked:
        try:
            found = maps.named(asked)
        except MapappError:
            note = "The map of this link is not here."
    elif went_back and page == "map":
        found = ""
    if found not in maps.names():
        found = maps.start_name()
    if found != before:
        if before:
            forget()
        session[SESSION_KEY] = found
    plain = maps.only_one or found == DEFAULT == maps.start_name()
    wanted = "" if plain else found
    if asked != wanted and not went_back:
        if wanted:
            st.query_params["map"] = wanted
        else:
            del st.query_params["map"]
    session["map_link"] = (page, "" if went_back else wanted)
    if note:
        text.show_notes([note], "map-notes")


def forget() -> None:
    """Forget what the session holds of the map it leaves."""
    for key in [str(key) for key in st.session_state]:
        if key not in KEPT:
            del st.session_state[key]


def open_map(name: str) -> None:
    """Turn to a map."""
    forget()
    st.session_state[SESSION_KEY] = name
    st.query_params.from_dict({"map": name})


def menu() -> None:
    """Draw the menu of maps and, where it was asked for, the form of a new one."""
    maps = state.maps()
    if maps.only_one:
        return
    st.session_state["map_menu"] = state.session_map()
    with st.container(key="map_menu_box"):
        st.selectbox(
            "Map",
            [*maps.names(), NEW],
            key="map_menu",
            format_func=title,
            label_visibility="collapsed",
            on_change=choose,
            filter_mode=None,
        )
    if st.session_state.get("map_new"):
        new_map()
    if is_demo_unread() and st.session_state["page"] != "about":
        reading()
        st.stop()  # there is nothing yet that a page could show


def title(name: str) -> str:
    """Return what a map is called on the page."""
    return TITLES.get(name, name)


def choose() -> None:
    """Take up what was chosen in the menu."""
    name = st.session_state["map_menu"]
    if name == NEW:
        st.session_state["map_new"] = True
    else:
        open_map(name)


def dismiss() -> None:
    """Close the form of a new map."""
    for key in ("map_new", "map_error"):
        st.session_state.pop(key, None)


@st.dialog("New map", on_dismiss=dismiss)
def new_map() -> None:
    """Draw the form of a new map; a map is a database of its own."""
    if not st.session_state.get("map_new"):
        st.rerun()  # it has been made
    with st.form("new_map", border=False):
        st.text_input("Name", key="new_map_name", max_chars=100, placeholder="Letters, digits, spaces")
        st.form_submit_button("Make the map", type="primary", on_click=create)
    if "map_error" in st.session_state:
        text.show_notes([st.session_state["map_error"]], "map-error", "bad")


def create() -> None:
    """Make the map that was asked for and turn to it."""
    raw = str(st.session_state["new_map_name"])
    try:
        if not raw.strip():
            raise MapappError("Give the map a name.")
        open_map(state.maps().create(raw))
    except MapappError as error:
        st.session_state["map_error"] = str(error)


def own() -> str:
    """Return the name of the reader's own map."""
    first = state.maps().first
    return DEFAULT if first in {None, DEMO} else str(first)


def own_button(key: str) -> None:
    """Draw the button that leads from the demo to the reader's own map."""
    empty = not state.maps().state(own()).store.articles(limit=1)
    st.button(
        "Start my own map" if empty else "Go to my map",
        key=key,
        type="primary",
        on_click=open_map,
        args=(own(),),
    )


def banner() -> None:
    """Say, above the demo's map, what it is."""
    demo = state.maps().demo
    with st.container(key="demo_banner", horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**Demo:** {int(demo.total if demo else 0)} short texts of our own on reported events, "
            "autumn 2020. Click a marker to read its sentence."
        )
        own_button("start_own")


def say_read_only() -> None:
    """Say, above the form for articles, that the demo takes none."""
    if state.session_map() == DEMO and not state.maps().only_one:
        with st.container(key="demo_note", horizontal=True, vertical_alignment="center"):
            st.markdown("The demo is read-only: an article can be read here, but not saved.")
            own_button("start_own_here")


def demo_button() -> None:
    """Draw the button that leads from an empty map to the demo, where there is one."""
    if state.maps().demo is not None:
        st.button("Look at the demo", on_click=open_map, args=(DEMO,))


def is_demo_unread() -> bool:
    """Whether the session looks at the demo and that is not there yet."""
    demo = state.maps().demo
    return demo is not None and state.session_map() == DEMO and not demo.ready()


def reading() -> None:
    """Draw how far the demo is read, until it is."""
    demo: Any = state.maps().demo
    if not demo.error:
        demo.begin()
    with st.container(key="invitation"):
        st.header("Reading the demo", anchor=False)
        st.markdown("mapapp reads short texts of our own, as it will read yours. Only the first time.")
        progress()


@st.fragment(run_every=0.5)
def progress() -> None:
    """Draw the progress, and the whole page once the demo is there."""
    demo: Any = state.maps().demo
    if demo.ready():
        st.rerun()
    if demo.error:
        text.show_notes([demo.error], "demo-error", "bad")
        st.button("Try again", on_click=demo.begin)
        own_button("start_own")
    else:
        st.progress(demo.done / demo.total, text=f"Reading the demo: {demo.done} of {demo.total}")
