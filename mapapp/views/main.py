"""The script that Streamlit runs for every reader: the frame of all pages."""

from pathlib import Path
from typing import Final

import streamlit as st

from mapapp.views import about, add, map

STYLE: Final = Path(__file__).with_name("style.css")
FOOTER: Final = "What leaves this machine: nothing."


def main() -> None:
    """Draw the page that the reader is on."""
    st.set_page_config(page_title="mapapp", layout="wide", initial_sidebar_state="collapsed")
    st.html(STYLE)
    came_from = st.session_state.get("page")

    def map_page() -> None:
        map.show(came_from not in {None, "map"}, pages["add"])

    def add_page() -> None:
        add.show(pages["map"])

    pages = {
        "map": st.Page(map_page, title="Map", url_path="map", icon=":material/map:", default=True),
        "add": st.Page(add_page, title="Add", url_path="add", icon=":material/add:"),
        "about": st.Page(about.show, title="About", url_path="about", icon=":material/info:"),
    }
    page = st.navigation(list(pages.values()), position="top")
    st.session_state["page"] = next(name for name, known in pages.items() if known.title == page.title)
    page.run()
    st.caption(FOOTER)


main()
