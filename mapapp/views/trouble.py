"""What a page shows where a map's database cannot be read: what is wrong, and the ways on."""

import streamlit as st

from mapapp.core.errors import MapappError
from mapapp.core.map_name import DEMO
from mapapp.server import state
from mapapp.views import switch, text


def show(error: MapappError) -> None:
    """Draw the page; nothing on it needs the map that failed."""
    with st.container(key="trouble"):
        st.header("This map cannot be read now", anchor=False)
        text.show_notes([str(error)], "trouble-error", "bad")
        st.markdown(
            "Nothing was changed. If another program holds the file, close it and try again. If the file is "
            "damaged, put a copy of it back in its place; the other maps are not touched."
        )
        with st.container(horizontal=True):
            st.button("Try again", type="primary")
            if state.maps().demo is not None and state.session_map() != DEMO:
                st.button("Look at the demo", on_click=switch.open_map, args=(DEMO,))
