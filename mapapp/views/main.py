"""The script that Streamlit runs for every reader: the frame of all pages."""

from pathlib import Path
from typing import Final

import streamlit as st

from mapapp.core.errors import MapappError
from mapapp.server import state
from mapapp.views import about, add, articles, embed, map, places, switch, trouble
from mapapp.views.text import is_dark

HERE: Final = Path(__file__).parent
STYLE: Final = HERE / "style.css"
FOOTER: Final = "What leaves this machine: nothing, unless you fetch a link."
FOOTER_WITH_TILES: Final = (
    "What leaves this machine: nothing, unless you fetch a link, or switch on the map’s online tiles "
    "(Layers): then the server {} learns which places you look at."
)


def main() -> None:
    """Draw the page that the reader is on."""
    st.set_page_config("mapapp", HERE / "icon.png", layout="wide", initial_sidebar_state="collapsed")
    st.html(STYLE)
    st.logo(HERE / ("wordmark-dark.svg" if is_dark() else "wordmark.svg"))
    came_from = st.session_state.get("page")

    def map_page() -> None:
        map.show(came_from not in {None, "map"}, pages["add"])

    def add_page() -> None:
        switch.say_read_only()
        add.show(came_from not in {None, "add"}, pages["map"])

    def articles_page() -> None:
        articles.show(came_from not in {None, "articles"}, pages["map"], pages["add"])

    def places_page() -> None:
        places.show(came_from not in {None, "places"}, pages["map"])

    pages = {
        # No icons: Streamlit takes a page's icon for its favicon as well, and fetches that from the internet.
        "map": st.Page(map_page, title="Map", url_path="map", default=True),
        "add": st.Page(add_page, title="Add", url_path="add"),
        "articles": st.Page(articles_page, title="Articles", url_path="articles"),
        "places": st.Page(places_page, title="Places", url_path="places"),
        "about": st.Page(about.show, title="About", url_path="about"),
    }
    alone = st.context.is_embedded
    page = st.navigation(list(pages.values()), position="hidden" if alone else "top")
    st.session_state["page"] = next(name for name, known in pages.items() if known.title == page.title)
    try:
        switch.arrive(st.session_state["page"])
        if alone:
            embed.show()
        else:
            switch.menu()
            page.run()
    except MapappError as error:
        trouble.show(error)
    if not alone:
        footer(state.maps().shared.settings.tiles_host)


def footer(tiles_host: str) -> None:
    """Say what leaves this machine, and to whom where the map may have tiles from elsewhere."""
    with st.container(key="footer"):
        if tiles_host:
            st.text(FOOTER_WITH_TILES.format(tiles_host))  # a setting: no Markdown
        else:
            st.caption(FOOTER)


if __name__ == "__main__":
    main()
