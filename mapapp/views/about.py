"""The about page: what leaves this machine, where the data come from, what the map does not claim."""

from importlib.resources import files
from typing import Final

import streamlit as st

INTRODUCTION: Final = """
mapapp reads news articles and puts the strikes and clashes they report on a map. Every marker leads to the
exact sentence it came from. What cannot be placed or dated is listed, never pinned at random.

**What leaves this machine: nothing, unless you fetch a link.** Articles, map, place names and reading are all
on this computer. There are no fonts, counters or services from elsewhere. “Fetch” on the Add page asks
that one site for that one page. A link to a source opens only when you follow it. Map tiles from elsewhere
are there only where this server was set up for them, and only once you switch them on under Layers: the foot
of each page then names the server that learns what you look at.

**What to keep in mind.** Articles are read by rules, not by people: a marker says what an article reports,
not what happened. Read the sentence, follow the link. Claims stay with whoever made them.

**Names and borders.** Country borders are Natural Earth's, drawn by who holds the ground; disputed ones are
dashed. Under Layers you can have them as Natural Earth says one of 31 states sees them. Contested places
carry the names of both sides. None of it is a statement of opinion on any claim.
"""
LICENCE: Final = """
mapapp is free software under the Apache License 2.0. Leaflet is under BSD-2-Clause, Natural Earth is in the
public domain, GeoNames is under CC BY 4.0.
"""

_SOURCES: Final = files("gazetteer").joinpath("data", "SOURCES.md").read_text("utf-8")
ATTRIBUTIONS: Final = _SOURCES.partition("\n")[2].partition("\n## ")[0]
"""The first part of our own file, without its heading."""


def show() -> None:
    """Draw the page."""
    with st.container(key="about"):
        st.header("About mapapp", anchor=False)
        st.markdown(INTRODUCTION)
        st.subheader("Where the data come from", anchor=False)
        st.markdown(ATTRIBUTIONS)
        st.subheader("Licence", anchor=False)
        st.markdown(LICENCE)
