"""The form of a place of the reader's own: a new one, one that is there, or a known one put elsewhere."""

from dataclasses import replace
from typing import Final

import streamlit as st

from gazetteer import Gazetteer
from gazetteer.errors import GazetteerError
from gazetteer.measures import coordinates
from gazetteer.own_file import NAME
from gazetteer.own_places import (
    LONGEST_NAME,
    OWN_KINDS,
    SOURCE,
    USUAL_KIND,
    BadOwnPlaces,
    OwnPlace,
    checked,
    identified,
    merged,
)
from gazetteer.place import SETTLEMENTS, Place
from mapapp.views import places_own
from mapapp.views.places_choice import seek

BORDER_KM: Final = 50.0
FIELDS: Final = ("name", "point", "kind", "country", "radius", "names", "note")


def actions(place: Place, is_spot: bool) -> None:
    """Draw what can be done about the place that is looked at."""
    with st.container(key="place_actions", horizontal=True):
        if place.source == SOURCE:
            st.button("Edit", on_click=edit, args=(place.id,))
            st.button("Delete", on_click=places_own.delete, args=(place.id,))
        elif is_spot:
            st.button("Keep it as a place of your own", on_click=begin_at, args=(place,))
        else:
            st.button("Correct it for yourself", on_click=begin_at, args=(place,), help=CORRECTING)


def begin(name: str = "", **fields: str) -> None:
    """Open the form for a new place."""
    places_own.say()
    session = st.session_state
    session["places_form"] = {"version": places_own.own_file().version(), "id": None}
    filled = {"kind": USUAL_KIND, **fields, "name": name[: 2 * LONGEST_NAME]}
    for field in FIELDS:
        session[f"own_{field}"] = filled.get(field, "")


def begin_at(place: Place) -> None:
    """Open the form for a new place that is where a known one is."""
    begin(
        place.name,
        point=f"{place.lat}, {place.lon}",
        kind=place.kind if place.kind in OWN_KINDS else USUAL_KIND,
        country="" if place.contested else place.country,
        radius=f"{place.radius_km:g}" if place.source == "expression" else "",
    )


def edit(id: int) -> None:
    """Open the form for a place of the reader's own."""
    own = next((o for o, p in identified(places_own.stored()) if p.id == id), None)
    if own is None:
        places_own.say([places_own.GONE], "bad")
        return
    begin(
        own.name,
        point=f"{own.lat}, {own.lon}",
        kind=own.kind,
        country=own.country,
        radius=f"{own.radius_km:g}" if own.radius_km else "",
        names="\n".join(own.names),
        note=own.note,
    )
    st.session_state["places_form"]["id"] = id


def form(gazetteer: Gazetteer) -> None:
    """Draw the form of a place."""
    editing = st.session_state["places_form"]["id"] is not None
    with st.container(key="own_form"):
        st.subheader("Edit your place" if editing else "Add a place of your own", anchor=False)
        with st.form("own_place", border=False):
            st.text_input("Name", key="own_name")
            left, right = st.columns([1.6, 1], gap="small")
            left.text_input("Coordinates", key="own_point", placeholder="39.8177, 46.7528", help=POINT)
            right.selectbox("Kind", OWN_KINDS, key="own_kind")
            left, right = st.columns([1.6, 1], gap="small")
            left.text_input("Country", key="own_country", placeholder="Two letters, such as UA", help=COUNTRY)
            right.text_input("Reaches, in km", key="own_radius", placeholder="By its kind")
            st.text_area("Other names, one a line", key="own_names", height=80)
            st.text_input("Note", key="own_note", placeholder="Where you know it from")
            with st.container(horizontal=True):
                st.form_submit_button("Save", type="primary", on_click=save, args=(gazetteer,))
                st.form_submit_button("Cancel", on_click=places_own.leave)
        st.caption(KEPT)


def filled(gazetteer: Gazetteer) -> OwnPlace:
    """Return the place of the form; BadOwnPlaces says what is wrong. Without a country, the one around it."""
    session = st.session_state
    values = {field: str(session[f"own_{field}"] or "").strip() for field in FIELDS}
    point = coordinates(values["point"])
    if point is None:
        shown = values["point"][:60]
        raise BadOwnPlaces(
            [f"Coordinates are {shown!r}, expected latitude and longitude such as 39.8177, 46.7528"]
        )
    cells = {
        **{"name": values["name"], "lat": str(point[0]), "lon": str(point[1]), "kind": values["kind"]},
        **{"country": values["country"], "radius_km": values["radius"], "note": values["note"]},
        "names": "|".join(line for line in values["names"].replace("|", "\n").split("\n") if line.strip()),
    }
    place = checked(cells)
    if not place.country:
        around = gazetteer.near(place.lat, place.lon, BORDER_KM, SETTLEMENTS, limit=3)
        states = {p.country for p in around if not p.contested and p.source != SOURCE}
        if len(states) == 1 and len(around) > 1:
            place = replace(place, country=states.pop())
    return place


def save(gazetteer: Gazetteer) -> None:
    """Keep the place of the form and look at it."""
    session = st.session_state
    begun = session["places_form"]
    try:
        place = filled(gazetteer)
        own = list(identified(places_own.own_file().places()))
        if begun["id"] is None:
            kept = merged([o for o, _ in own], [place])
        else:
            if all(p.id != begun["id"] for _, p in own):
                raise BadOwnPlaces([places_own.GONE])
            kept = tuple(place if p.id == begun["id"] else o for o, p in own)
        version = places_own.own_file().keep(kept, begun["version"])
    except GazetteerError as error:
        places_own.say(str(error).split("\n"), "bad")
        return
    session.pop("places_form")
    id = next((p.id for o, p in identified(kept) if o == place), None)
    seek(id, typed="")
    places_own.say(
        [f"Saved: “{place.name}”. It is used from now on; articles read before stay as they are."],
        "good",
        version,
    )


CORRECTING: Final = "Makes a place of your own with this name, which wins over this one"
POINT: Final = "Latitude and longitude, as maps on the web give them; degrees and minutes work too"
COUNTRY: Final = "ISO 3166-1 code. May stay empty: the country around it is then taken, away from borders"
KEPT: Final = f"Kept in {NAME} in the data folder of this machine, and nowhere else."
