"""The map page: filters, the map, the list beside it, the card of the chosen event."""

from typing import Any, Final

import streamlit as st
from streamlit_folium import st_folium

from mapapp.core.link import read_view
from mapapp.core.map_name import token
from mapapp.core.selection import Selection
from mapapp.core.snapshot import Snapshot
from mapapp.maps.frame import event_map, filter_message
from mapapp.server import state
from mapapp.server.event_fields import event_fields
from mapapp.server.names import told
from mapapp.views import choice, filters, rows, switch, table, text
from mapapp.views.share import snippet

MAP_HEIGHT: Final = 640


def show(returned: bool, add_page: Any) -> None:
    """Draw the page."""
    notes = choice.arrive(returned)
    store = state.current().store
    snapshot = store.snapshot()
    if len(snapshot) == 0 and store.counts().articles == 0:
        invite(add_page, snapshot)
        return
    if state.current().is_demo:
        switch.banner()
    quiet = st.container(key="quiet_notes")
    chosen = filters.show()
    counted = rows.count(snapshot, chosen)
    summary(chosen, counted)
    with st.container(key="board"):
        left, right = st.columns([1.75, 1], gap="small")
        side = right.container(key="side")
        with (
            side,
            st.container(key="card"),
        ):  # first, and there when closed as well: it is what a click waits for
            card(chosen, counted, notes)
        with left:
            draw_map(chosen, snapshot)
        with side:
            with st.container(key="side_switch"):  # on a phone; the bar has it elsewhere
                text.show("side", {"table": choice.as_table()}, "side-switch", on_as_change=take_side)
            if choice.as_table():
                table.show(chosen, snapshot, take_list_choice)
            else:
                event_list(chosen, counted)
    if notes:
        with quiet:
            text.show_notes(notes, "link-notes")
    choice.write_link(chosen)


def invite(add_page: Any, snapshot: Snapshot) -> None:
    """Draw what an empty map shows."""
    with st.container(key="invitation"):
        st.header("No events yet", anchor=False)
        st.markdown(
            "Paste a news article. mapapp reads the strikes and clashes it reports, finds the places and "
            "days, and puts each one on the map with the very sentence it came from."
        )
        with st.container(horizontal=True):
            if st.button("Paste an article", type="primary"):
                st.switch_page(add_page)
            switch.demo_button()
    with st.container(key="empty_map"):
        draw_map(Selection(), snapshot)


def summary(chosen: Selection, counted: rows.Counted) -> None:
    """Say what is shown, on the page and to a screen reader whenever it changes; a chip for each limit."""
    now = state.current()
    days = int(chosen.first_day is not None or chosen.last_day is not None)
    with st.container(key="summary", horizontal=True, vertical_alignment="center"):
        st.text(counted.sentence(told(now, chosen, len(counted.rows))))
        text.show(
            "bar",
            {
                "limits": len(set(chosen.limited_fields()) - {"first_day", "last_day"}) + days,
                "live": counted.announcement(),
                "chips": filters.chips(now, chosen),
                "undo": choice.can_undo(),
                "table": choice.as_table(),
                "embed": embed_code(chosen) if now.settings.embed_origins else "",
            },
            "map-bar",
            on_change_change=filters.take_change,
            on_as_change=take_side,
        )


def embed_code(chosen: Selection) -> str:
    """Return the code that shows this view inside another site."""
    return snippet(st.context.url, st.query_params.to_dict() | choice.link_of(chosen))


def draw_map(chosen: Selection, snapshot: Snapshot, *, embedded: bool = False) -> None:
    """Draw the map; what is chosen on it is known before the next run begins."""
    now = state.current()
    message = filter_message(
        chosen,
        choice.selected(),
        dark=text.is_dark(),
        version=snapshot.version,
        turn=choice.turn(),
        map_token=token(now.map_name),
    )
    st_folium(
        event_map(*start_view(snapshot), base_path=st.get_option("server.baseUrlPath"), embedded=embedded),
        key="map",
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=message,
        on_change=take_map_choice,
    )


def start_view(snapshot: Snapshot) -> tuple[tuple[float, float], int]:
    """Return where the map begins, for a whole session: where a link says, or where the events are."""
    if "start_view" not in st.session_state:
        told = read_view(st.query_params.get(choice.VIEW_KEY, ""))
        st.session_state["start_view"] = told or rows.start_view(snapshot)
    view: tuple[tuple[float, float], int] = st.session_state["start_view"]
    return view


def take_map_choice() -> None:
    """Take up what was done on the map: an event chosen, parts of the selection changed."""
    value = st.session_state.get("map")
    if not isinstance(value, dict):
        return
    if "selected" in value:
        choice.select_on_map(value["selected"])
    if isinstance(value.get("set"), dict):
        choice.change(value["set"])


def take_list_choice() -> None:
    """Take up what was chosen in the list or the card."""
    for key in ("event-list", "event-card", "event-table"):
        value = st.session_state.get(key)
        asked = getattr(value, "select", None)
        if isinstance(asked, dict) and "id" in asked:
            choice.select(asked["id"])


def take_side() -> None:
    """Take up whether list or table is asked for."""
    for key in ("map-bar", "side-switch"):
        asked = getattr(st.session_state.get(key), "as", None)
        if isinstance(asked, dict):
            choice.show_as(asked.get("kind"))


def show_more() -> None:
    """Let the list be longer."""
    st.session_state["list_length"] = st.session_state.get("list_length", rows.LIST_LENGTH) + rows.LIST_LENGTH


def event_list(chosen: Selection, counted: rows.Counted) -> None:
    """Draw the list, newest first, and the trays."""
    length = st.session_state.get("list_length", rows.LIST_LENGTH)
    data = rows.list_fields(state.current(), counted, chosen, length)
    selected = choice.selected()
    text.show(
        "list",
        {**data, "selected": selected, "short": bool(selected), "demo": state.current().is_demo},
        "event-list",
        on_select_change=take_list_choice,
        on_more_change=show_more,
        on_clear_change=choice.clear,
    )


def card(chosen: Selection, counted: rows.Counted, notes: list[str]) -> None:
    """Draw the card of the chosen event, none where none is chosen, or say that it is not here."""
    now = state.current()
    event = now.store.event(choice.selected()) if choice.selected() else None
    if event is None and choice.selected():
        notes.append("The event of this link is not on this map.")
        choice.drop_event()
    data: dict[str, Any] = {"event": None}
    if event is not None:
        data = {
            "event": event_fields(event, now.article, now.store.reading) | {"demo": now.is_demo},
            "reveal": choice.reveal(),
            **rows.neighbours(now, counted, chosen, event.id),
        }
    text.show("event", data, "event-card", on_select_change=take_list_choice)
