"""What the reader has chosen to see: kept in the session, written into the page's address.

A link carries it to other readers; the browser's Back brings it back.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import streamlit as st

from mapapp.core.link import read_view
from mapapp.core.selection import LINK_KEYS, Selection
from mapapp.core.taxonomy import EVENT_TYPES
from mapapp.server import state
from mapapp.server.names import unknown_parts

EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2100, 12, 31)
ADDRESS_KEYS: Final = (*LINK_KEYS, "event", "show")
VIEW_KEY: Final = "at"
"""Where a link wants the map to begin: latitude, longitude and zoom."""
_EVENT_ID = re.compile(r"ev-[0-9a-f]{1,64}")
WIDGETS: Final = ("filter_from", "filter_to", "filter_types", "filter_background")


def act() -> None:
    """Note that the reader has just done something on the page, before its next run.

    The address that comes with that run may be older than what the run before wrote into it: it asks for
    nothing then.
    """
    st.session_state["acted"] = True


def asked() -> dict[str, str]:
    """Return what the page's address says of the choice."""
    return {key: st.query_params[key] for key in ADDRESS_KEYS if key in st.query_params}


def arrive(returned: bool) -> list[str]:
    """Take up what the address asks for where it is new, and return quiet notes on what it got wrong.

    `returned`: the reader comes from another page of ours, whose address carries no choice.
    """
    session = st.session_state
    link = asked()
    first = "link" not in session
    acted = bool(session.pop("acted", False))
    if not first and (acted or link == session["link"] or (returned and not link)):
        _keep_widgets(session["selection"])
        return []
    selection, unread = Selection.from_link(link)
    event = link.get("event", "")
    notes = []
    days = [day for day in (selection.first_day, selection.last_day) if day]
    if any(not EARLIEST <= day <= LATEST for day in days):
        unread = (*unread, "from", "to")
        selection = selection.without("days")
    selection, unknown = unknown_parts(state.current(), selection)
    unread = (*unread, *unknown)
    if first and VIEW_KEY in st.query_params and read_view(st.query_params[VIEW_KEY]) is None:
        unread = (*unread, VIEW_KEY)
    if link.get("show", "table") != "table":
        unread = (*unread, "show")
    if event and not _EVENT_ID.fullmatch(event):
        event, unread = "", (*unread, "event")
    if unread:
        notes.append("Part of the link could not be read and was left out.")
    session["link"] = link
    session["selection"] = selection
    session["selected"] = event
    session["table"] = link.get("show") == "table"
    session.pop("cleared", None)
    session["turn"] = turn() + 1
    _give_widgets(selection)
    return notes


def _give_widgets(selection: Selection) -> None:
    """Give the filter's widgets the values of a selection, whatever they held."""
    for widget in WIDGETS:
        st.session_state.pop(widget, None)
    _keep_widgets(selection)


def _keep_widgets(selection: Selection) -> None:
    """Give the filter's widgets their values where Streamlit has dropped them."""
    session: Any = st.session_state
    session.setdefault("filter_from", selection.first_day)
    session.setdefault("filter_to", selection.last_day)
    session.setdefault("filter_types", [kind for kind in EVENT_TYPES if kind in selection.event_types])
    session.setdefault("filter_background", selection.background)


def selection() -> Selection:
    """Return what is chosen, by the widgets and besides; days the wrong way round are no limit."""
    session = st.session_state
    first, last = session["filter_from"], session["filter_to"]
    if first and last and first > last:
        first = last = None
    chosen: Selection = replace(
        session["selection"],
        first_day=first,
        last_day=last,
        event_types=tuple(session["filter_types"]),
        background=bool(session["filter_background"]),
    )
    session["selection"] = chosen
    return chosen


def change(parameters: Mapping[object, object]) -> None:
    """Change some parts of what is chosen, as parameters of a link ("" takes a limit off).

    They come from the page's own scripts: what is no parameter, or cannot be read, changes nothing.
    """
    act()
    link = st.session_state["selection"].to_link()
    for key, value in parameters.items():
        if key in LINK_KEYS and isinstance(value, str):
            link[str(key)] = value
    chosen, unread = Selection.from_link(link)
    days = [day for day in (chosen.first_day, chosen.last_day) if day]
    if unread or any(not EARLIEST <= day <= LATEST for day in days):
        return
    _take(chosen)


def _take(chosen: Selection) -> None:
    st.session_state.pop("cleared", None)
    st.session_state["selection"] = chosen
    _give_widgets(chosen)


def clear() -> None:
    """Take all limits off; `undo_clear` puts them on again."""
    act()
    before: Selection = st.session_state["selection"]
    _take(Selection())
    if before.limited_fields():
        st.session_state["cleared"] = before


def undo_clear() -> None:
    """Put on again what `clear` took off last, unless another limit has been set since."""
    act()
    if can_undo():
        _take(st.session_state["cleared"])


def can_undo() -> bool:
    """Return whether the last thing that happened to the limits is that they were cleared."""
    return "cleared" in st.session_state and not st.session_state["selection"].limited_fields()


def as_table() -> bool:
    """Return whether the events beside the map are shown as a table, not as a list."""
    return bool(st.session_state.get("table"))


def show_as(kind: object) -> None:
    """Show the events as a "table", else as a list."""
    act()
    st.session_state["table"] = kind == "table"


def selected() -> str:
    """Return the id of the event that is looked at, or ""."""
    return str(st.session_state.get("selected", ""))


def select(event_id: object) -> None:
    """Look at an event, or ("") at none; anything that is no id counts as none."""
    select_on_map(event_id)
    st.session_state["turn"] = st.session_state["revealed"] = turn() + 1


def select_on_map(event_id: object) -> None:
    """Look at an event that was chosen on the map, which shows it already."""
    act()
    known = isinstance(event_id, str) and _EVENT_ID.fullmatch(event_id)
    st.session_state["selected"] = event_id if known else ""
    st.session_state["revealed"] = 0


def drop_event() -> None:
    """Look at no event: the one that was asked for is not here."""
    st.session_state["selected"] = ""


def turn() -> int:
    """Return a number that grows whenever an event is chosen beside the map, so that the map goes there."""
    return int(st.session_state.get("turn", 0))


def reveal() -> int:
    """Return the turn in which the reader chose an event beside the map; 0 where a link or the map did."""
    return turn() if st.session_state.get("revealed") == turn() else 0


def link_of(chosen: Selection) -> dict[str, str]:
    """Return the parameters of a link to what is shown."""
    link = chosen.to_link() | ({"event": selected()} if selected() else {})
    return link | ({"show": "table"} if as_table() else {})


def write_link(chosen: Selection) -> None:
    """Put the choice into the page's address where it has changed.

    The address that came with a run may be older than what the run before wrote into it: that it holds the
    choice already says nothing where the choice has changed since.
    """
    link = link_of(chosen)
    changed = link != st.session_state.get("link")
    st.session_state["link"] = link
    if (
        changed or link != asked() or VIEW_KEY in st.query_params
    ):  # the map has begun there: it is no longer so
        gone = {*ADDRESS_KEYS, VIEW_KEY}
        others = {k: st.query_params.get_all(k) for k in st.query_params if k not in gone}
        st.query_params.from_dict({**others, **link})
