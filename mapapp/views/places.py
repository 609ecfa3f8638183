"""The places page: look a name up, see what is known of the place, add places of one's own."""

from pathlib import Path
from typing import Any, Final

import numpy as np
import streamlit as st
from streamlit_folium import st_folium

from gazetteer import Gazetteer
from gazetteer.expressions import Spot, spots
from gazetteer.place import AREAS, Place
from mapapp.core.map_name import token
from mapapp.core.selection import Selection
from mapapp.maps.frame import filter_message
from mapapp.maps.place_map import HEIGHT, place_map
from mapapp.server import state
from mapapp.server.event_fields import row_fields
from mapapp.server.place_fields import card_fields, kilometres, kind_words, spot_fields, where_words
from mapapp.server.place_routes import LONGEST_QUERY, SUGGEST_PATH
from mapapp.views import places_form, places_own, text
from mapapp.views.places_choice import arrive, asked_id, read_id, seek, write_link

STYLE: Final = Path(__file__).with_name("places.css")
MOST_EVENTS: Final = 12
MOST_NAMESAKES: Final = 8


def show(returned: bool, map_page: Any) -> None:
    """Draw the page; `returned`: the reader comes from another one, whose address names no place."""
    if returned:
        places_own.leave()
    notes = arrive(returned)
    write_link()
    session = st.session_state
    gazetteer = state.current().gazetteer()
    with st.container(key="places"):
        st.html(STYLE)
        st.header("Places", anchor=False)
        text.show(
            "search",
            {
                "api": st.get_option("server.baseUrlPath").rstrip("/") + SUGGEST_PATH,
                "value": session.get("places_typed", ""),
                "turn": session.get("places_turn", 0),
            },
            "place-search",
            on_choose_change=take_search,
        )
        if notes:
            text.show_notes(notes, "places-notes")
        places_own.said()
        if session.get("places_form"):
            places_form.form(gazetteer)
        elif (found := sought(gazetteer)) is not None:
            one(gazetteer, found, map_page)
        elif session.get("places_query"):
            nothing(str(session["places_query"]))
        elif not notes:
            st.markdown(EXPLAINED)
        places_own.section()


def sought(gazetteer: Gazetteer) -> Place | Spot | None:
    """Return the place that is looked at, or where a phrase says it is; None where nothing is found."""
    session = st.session_state
    if session.get("places_id") is not None:
        return gazetteer.place(session["places_id"])
    query = str(session.get("places_query", ""))
    if not query:
        return None
    found = [c for c in gazetteer.lookup(query) if c.name_type != "expression"]
    if found:
        return found[0].place
    meant = spots(query, gazetteer.lookup)
    return meant[0] if meant else None


def one(gazetteer: Gazetteer, found: Place | Spot, map_page: Any) -> None:
    """Draw a place: its card, the map around it, its events, what lies near."""
    place = found.place if isinstance(found, Spot) else found
    if isinstance(found, Spot):
        fields = spot_fields(gazetteer, found)
    else:
        fields = card_fields(gazetteer, place) | {"note": places_own.note_of(place)}
    left, right = st.columns([1, 1.15], gap="medium")
    with left:
        text.show("place", {"place": fields}, "place-card", on_open_change=lambda: take_open("place-card"))
        places_form.actions(place, is_spot=isinstance(found, Spot))
    with right:
        draw_map(place, found.line if isinstance(found, Spot) else ())
        picked = text.show(
            "places",
            {"groups": groups(gazetteer, place, fields)},
            "place-lines",
            on_open_change=lambda: take_open("place-lines"),
            on_event_change=lambda: None,
        )
    if isinstance(picked.event, dict) and picked.event.get("id"):
        st.switch_page(map_page, query_params={"event": str(picked.event["id"])})


def groups(gazetteer: Gazetteer, place: Place, fields: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the lists beside a place's card: events, namesakes, what it holds, what lies near."""

    def lines(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"id": r["id"], "label": r["label"], "about": r["kind"], "end": r["far"]} for r in rows]

    found = [events_group(place)]
    if alike := namesakes(gazetteer, place):
        found.append({"title": "Others called so", "act": "open", "rows": alike})
    if fields["children"]:
        found.append({"title": "In it, best known first", "act": "open", "rows": lines(fields["children"])})
    if fields["near"]:
        found.append({"title": "Near it", "act": "open", "rows": lines(fields["near"])})
    return found


def namesakes(gazetteer: Gazetteer, place: Place) -> list[dict[str, Any]]:
    """Return the other places that what was typed may mean."""
    session = st.session_state
    typed = str(session.get("places_query") or session.get("places_typed") or place.name)
    rows: dict[int, dict[str, Any]] = {}
    for c in gazetteer.lookup(typed, limit=30):
        other = c.place
        if other.id == place.id or c.name_type in {"demonym", "metonym", "expression"}:
            continue
        about = " · ".join(filter(None, (kind_words(other), where_words(gazetteer, other))))
        row = {"id": str(other.id), "label": other.label or other.name, "about": about, "end": ""}
        rows.setdefault(other.id, row)
    return list(rows.values())[:MOST_NAMESAKES]


def events_group(place: Place) -> dict[str, Any]:
    """Return the events of the current map at a place, or, for an area, within its reach of its point."""
    now = state.current()
    snapshot = now.store.snapshot()
    area = place.kind in AREAS or place.source == "expression"
    reach = max(place.radius_km, 1.0) if area else 0.05
    placed = np.flatnonzero(np.abs(snapshot.lat - place.lat) <= reach / 110.5)
    lat, lon = np.radians(snapshot.lat[placed]), np.radians(snapshot.lon[placed])
    half = np.sin((lat - np.radians(place.lat)) / 2) ** 2
    half += np.cos(lat) * np.cos(np.radians(place.lat)) * np.sin((lon - np.radians(place.lon)) / 2) ** 2
    inside = placed[2 * 6371.0088 * np.arcsin(np.minimum(1.0, np.sqrt(half))) <= reach]
    ids = [snapshot.ids[row] for row in inside[::-1][:MOST_EVENTS].tolist()]
    events = {event.id: event for event in now.store.events(ids=ids)}
    rows = [row_fields(events[id], now.article) for id in ids if id in events]
    total = len(inside)
    return {
        "title": f"Events within {kilometres(reach)} of its point" if area else "Events at this place",
        "act": "event",
        "empty": "None on this map.",
        "rows": [
            {"id": r["id"], "label": r["place"] if area else r["type"], "about": r["words"], "end": r["day"]}
            for r in rows
        ],
        "more": f"The newest {len(rows)} of {total:,}." if total > len(rows) else "",
    }


def draw_map(place: Place, line: Any) -> None:
    """Draw the small map around a place, with the events of the current map."""
    now = state.current()
    message = filter_message(
        Selection(),
        dark=text.is_dark(),
        version=now.store.snapshot().version,
        map_token=token(now.map_name),
    )
    base = st.get_option("server.baseUrlPath")
    with st.container(key="place_map"):
        st_folium(
            place_map(place.lat, place.lon, place.radius_km, line, base_path=base),
            key=f"place-map-{place.id}",
            height=HEIGHT,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=message,
        )


def nothing(query: str) -> None:
    """Say that nothing bears a name, and what can be done."""
    with st.container(key="places_nothing"):
        text.show_notes([f"Nothing by that name: “{query}”."], "places-nothing")
        st.markdown(NOTHING)
    st.button("Add it as a place of your own", type="primary", on_click=places_form.begin, args=(query,))


def take_search() -> None:
    """Take up what was chosen in the search box."""
    asked = getattr(st.session_state.get("place-search"), "choose", None)
    if not isinstance(asked, dict):
        return
    places_own.leave()
    if (id := read_id(asked.get("id"))) is not None:
        seek(id, typed=str(asked.get("name", ""))[:LONGEST_QUERY])
    elif isinstance(asked.get("query"), str):
        seek(query=asked["query"][:LONGEST_QUERY])


def take_open(key: str) -> None:
    """Look at the place that was chosen in a card or list."""
    id = asked_id(key, "open")
    if id is not None:
        places_own.leave()
        seek(id, typed="")


EXPLAINED: Final = """
Type a name as you read it: today's or a former one, in any script. Phrases work as well: *12 km north of
Goris*, *between Sumy and Kharkiv*, *the Maiduguri-Damaturu road*. All is looked up on this machine.
"""
NOTHING: Final = """
- Look at the spelling, or try the name in its own script, or an older name.
- Leave out words such as “village of”.
- If you know where it is, add it below: it is then found here and in every article that you add.
"""
