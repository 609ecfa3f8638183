"""The map inside another site's page (`?embed=true`): what a link selects, without anything around it."""

from pathlib import Path
from typing import Final

import streamlit as st

from mapapp.server import state
from mapapp.views import choice, map, switch
from mapapp.views.share import whole_address

STYLE: Final = Path(__file__).parent / "embed.css"
OPEN: Final = "Open the whole map"


def show() -> None:
    """Draw the map alone: its own controls, the sources, and a way to the whole page."""
    st.html(STYLE)
    if switch.is_demo_unread():
        switch.reading()
        return
    choice.arrive(False)
    snapshot = state.current().store.snapshot()
    chosen = choice.selection()
    with st.container(key="embedded"):
        map.draw_map(chosen, snapshot, embedded=True)
        choice.write_link(chosen)
        st.link_button(OPEN, whole_address(st.context.url, st.query_params.to_dict()), type="tertiary")
