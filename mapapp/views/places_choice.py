"""Which place the places page looks at: kept in the session, written into its address."""

import re
from typing import Final

import streamlit as st

from mapapp.server import state
from mapapp.server.place_routes import LONGEST_QUERY

LINK_KEYS: Final = ("place", "q")
_ID = re.compile(r"-?[0-9]{1,18}")


def read_id(raw: object) -> int | None:
    """Return the id of a place that a link or the component names, None where it is none."""
    return int(raw) if isinstance(raw, str) and _ID.fullmatch(raw) else None


def asked_id(key: str, act: str) -> int | None:
    """Return the id of the place that was just chosen in a component for some act, None for none."""
    asked = getattr(st.session_state.get(key), act, None)
    return read_id(asked.get("id")) if isinstance(asked, dict) else None


def arrive(returned: bool) -> list[str]:
    """Take up the place that the page's address names where it is new, and return quiet notes on it."""
    session = st.session_state
    link = {key: st.query_params[key] for key in LINK_KEYS if key in st.query_params}
    known = session.get("places_link")
    if link == known or (returned and not link and known is not None):
        return []
    session["places_link"] = link
    id = read_id(link.get("place"))
    if "place" in link and id is None:
        seek()
        return ["Part of the link could not be read and was left out."]
    seek(id, link.get("q", "")[:LONGEST_QUERY])
    if id is not None and state.current().gazetteer().place(id) is None:
        seek()
        return ["The place of this link is not known here. It may have been one of somebody's own places."]
    return []


def seek(place_id: int | None = None, query: str = "", typed: str | None = None) -> None:
    """Look at a place, or at what a name may mean, or at none."""
    session = st.session_state
    session["places_id"], session["places_query"] = place_id, query.strip()
    session["places_typed"] = query if typed is None else typed
    session["places_turn"] = session.get("places_turn", 0) + 1


def write_link() -> None:
    """Put what is looked at into the page's address."""
    session = st.session_state
    link: dict[str, str] = {}
    if session.get("places_id") is not None:
        link["place"] = str(session["places_id"])
    elif session.get("places_query"):
        link["q"] = str(session["places_query"])
    session["places_link"] = link
    if link != {key: st.query_params[key] for key in LINK_KEYS if key in st.query_params}:
        others = {k: st.query_params.get_all(k) for k in st.query_params if k not in LINK_KEYS}
        st.query_params.from_dict({**others, **link})
