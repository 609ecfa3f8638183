"""The filters: a bar with the most used, a panel with all, and a chip for each limit that is set."""

from dataclasses import replace
from typing import Any, Final

import streamlit as st

from mapapp.core.link import SUB_TYPE_KEYS
from mapapp.core.map_name import token
from mapapp.core.selection import LOW_CONFIDENCE, Selection
from mapapp.core.sentence import days_words
from mapapp.core.taxonomy import EVENT_TYPES, SUB_EVENT_TYPES, TYPE_KEYS
from mapapp.server import state
from mapapp.server.names import country_name, place_name
from mapapp.server.routes import API_PATH
from mapapp.server.state import State
from mapapp.views import choice, text

MOST_CHIPS: Final = 5
"""Of more values of one filter than these, one chip says how many there are."""

TREE: Final = [
    {"key": TYPE_KEYS[kind], "name": kind, "subs": [{"key": SUB_TYPE_KEYS[s], "name": s} for s in subs]}
    for kind, subs in SUB_EVENT_TYPES.items()
]
BAR_FIELDS: Final = {"first_day", "last_day", "event_types", "background"}
"""What the bar shows by itself; the button of the panel counts the rest."""

_LISTS: Final = {
    "event_types": ("", "types"),
    "sub_event_types": ("", "sub-types"),
    "actors": ("By ", "actors"),
    "claimants": ("Told by ", "claimants"),
    "countries": ("In ", "countries"),
    "places": ("At ", "places"),
    "precisions": ("Placed: ", "precisions"),
    "sources": ("From ", "sources"),
    "languages": ("Language: ", "languages"),
    "statuses": ("", "review states"),
}
_STATUSES: Final = {"machine": "Not reviewed", "reviewed": "Reviewed"}
_DISPUTED: Final = {"only": "Disputed only", "hidden": "Without disputed"}


def show() -> Selection:
    """Draw the filter bar with its panel and return what they ask for."""
    with st.container(key="filters"):
        chosen = choice.selection()
        with st.container(key="sheet_head"):
            text.show(
                "sheet",
                {"chips": chips(state.current(), choice.selection())},
                "filters-head",
                on_change_change=take_change,
            )
        columns = st.columns([1, 1, 2.4, 1.05, 1.05, 0.85], vertical_alignment="bottom", gap="small")
        for column, label, key in ((columns[0], "From", "filter_from"), (columns[1], "To", "filter_to")):
            column.date_input(
                label,
                key=key,
                min_value=choice.EARLIEST,
                max_value=choice.LATEST,
                format="YYYY-MM-DD",
                on_change=choice.act,
            )
        columns[2].multiselect(
            "Event types", EVENT_TYPES, key="filter_types", placeholder="All types", on_change=choice.act
        )
        columns[3].toggle(
            "Background", key="filter_background", help="Also events told as history", on_change=choice.act
        )
        limited = any(st.session_state[widget] for widget in choice.WIDGETS) or bool(chosen.limited_fields())
        columns[5].button("Clear filters", on_click=choice.clear, disabled=not limited, width="stretch")
        with columns[4]:
            panel(chosen)
    first, last = st.session_state["filter_from"], st.session_state["filter_to"]
    if first and last and first > last:
        st.caption("“From” is later than “To”: all days are shown until one of them is changed.")
    return chosen


def panel(chosen: Selection) -> None:
    """Draw the panel of all filters, and the button that opens it; it fetches its counts itself."""
    now = state.current()
    names = {f"country={code}": country_name(now, code) for code in chosen.countries}
    names |= {f"place={key}": place_name(now, key) for key in chosen.places}
    text.show(
        "filters",
        {
            "link": chosen.to_link(),
            "names": names,
            "tree": TREE,
            "api": api(),
            "map": token(now.map_name),
            "version": now.store.version(),
            "limits": len(set(chosen.limited_fields()) - BAR_FIELDS),
            "taken": st.session_state.get("panel_taken", 0),
        },
        "filter-panel",
        on_change_change=take_change,
    )


def api() -> str:
    """Return the address of our API, below the server's base path."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return (f"/{base}" if base else "") + API_PATH


def take_change() -> None:
    """Take up what was changed in the panel, or by a chip."""
    for key in ("filter-panel", "filters-head", "map-bar"):
        asked = getattr(st.session_state.get(key), "change", None)
        if not isinstance(asked, dict):
            continue
        if asked.get("clear"):
            choice.clear()
        elif asked.get("undo"):
            choice.undo_clear()
        elif isinstance(asked.get("set"), dict):
            choice.change(asked["set"])
        if key == "filter-panel" and isinstance(asked.get("n"), int):
            st.session_state["panel_taken"] = asked["n"]


def chips(now: State, chosen: Selection) -> list[dict[str, Any]]:
    """Return a chip for each limit that is set: what it says, and the parameters that take it off."""
    found: list[dict[str, Any]] = []

    def add(said: str, without: Selection) -> None:
        before, after = chosen.to_link(), without.to_link()
        found.append(
            {"name": said, "set": {k: after.get(k, "") for k in before if after.get(k) != before[k]}}
        )

    if chosen.first_day or chosen.last_day:
        said = days_words(chosen.first_day, chosen.last_day)
        add(said[:1].upper() + said[1:], chosen.without("days"))
    for field, (before, many) in _LISTS.items():
        values: tuple[str, ...] = getattr(chosen, field)
        if len(values) > MOST_CHIPS:
            add(f"{before}{len(values)} {many}", _with(chosen, field, ()))
            continue
        for value in values:
            rest = tuple(other for other in values if other != value)
            add(before + _value_name(now, field, value), _with(chosen, field, rest))
    if chosen.area is not None:
        add("Drawn area", chosen.without("area"))
    if chosen.killed is not None:
        add(f"At least {chosen.killed:,} killed", chosen.without("killed"))
    if chosen.confidence is not None:
        add(f"Confidence at least {chosen.confidence:.0%}", chosen.without("confidence"))
    if chosen.words:
        add(f"Words: {chosen.words}", chosen.without("words"))
    if chosen.background:
        add("Background too", chosen.without("background"))
    if chosen.disputed != "shown":
        add(_DISPUTED[chosen.disputed], chosen.without("disputed"))
    if not chosen.low_confidence:
        add(f"Not less sure than {LOW_CONFIDENCE:.0%}", chosen.without("low_confidence"))
    return found


def _with(chosen: Selection, field: str, values: tuple[str, ...]) -> Selection:
    changes: dict[str, Any] = {field: values}
    return replace(chosen, **changes)


def _value_name(now: State, field: str, value: str) -> str:
    if field == "countries":
        return country_name(now, value)
    if field == "places":
        return place_name(now, value)
    return _STATUSES.get(value, value) if field == "statuses" else value
