"""The map inside another site's page (`?embed=true`): what a link selects, without anything around it."""

from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from mapapp.server import state
from mapapp.views import choice, map, switch

STYLE: Final = Path(__file__).parent / "embed.css"
OPEN: Final = "Open the whole map"
HEIGHT: Final = 480


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


def whole_address(page_url: str | None, parameters: dict[str, str]) -> str:
    """Return the address of the whole map with the same selection.

    >>> whole_address("https://maps.example/?embed=true&from=2020-10-01", {"from": "2020-10-01"})
    'https://maps.example/?from=2020-10-01'
    """
    base = (page_url or "/").partition("?")[0].partition("#")[0]
    kept = {key: value for key, value in parameters.items() if not key.startswith("embed")}
    return base + ("?" + urlencode(kept) if kept else "")


def snippet(page_url: str | None, parameters: dict[str, str]) -> str:
    """Return the HTML that shows the same map in another page; that site must be one of MAPAPP_EMBED_ORIGINS.

    >>> snippet("https://maps.example/", {"types": "battles"})[:61]
    '<iframe src="https://maps.example/?types=battles&amp;embed=tr'
    """
    whole = whole_address(page_url, parameters)
    address = whole + ("&" if "?" in whole else "?") + "embed=true"
    return (
        f'<iframe src="{escape(address)}" title="Map of events" width="100%" height="{HEIGHT}" '
        'style="border:0" loading="lazy" allow="fullscreen; clipboard-write"></iframe>'
    )
