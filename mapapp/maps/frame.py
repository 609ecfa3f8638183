"""The map as st_folium shows it: small, offline, without a word from outside (DESIGN.md, Safety rules)."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import folium
from branca.element import MacroElement
from folium.template import Template

from mapapp.core.selection import Selection
from mapapp.core.taxonomy import TYPE_KEYS
from mapapp.maps.assets import SCRIPTS, STYLES, static_url
from mapapp.maps.legend import LEGEND

MIN_ZOOM: Final = 2
MAX_ZOOM: Final = 14

_EVENT_ID = re.compile(r"ev-[0-9a-f]{1,64}")
_TOKEN = re.compile(r"[A-Za-z0-9-]{1,100}")
_AREA = re.compile(r"[-+0-9.,;e]{0,8000}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Call(MacroElement):
    """One call of our script with values of our own making."""

    _template = Template(
        "{% macro script(this, kwargs) %}window.mapapp.{{ this.method }}({{ this.values }});{% endmacro %}"
    )

    def __init__(self, method: str, values: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Call"
        self.method = method
        self.values = values


class _Start(_Call):
    """The call that hands our script the map it draws on."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.mapapp.start({{ this._parent.get_name() }}, {{ this.values }});"
        "{% endmacro %}"
    )


def event_map(
    center: tuple[float, float] = (30.0, 25.0),
    zoom: float = 3,
    *,
    base_path: str = "",
    with_time: bool = True,
    selects: bool = True,
    embedded: bool = False,
) -> folium.Map:
    """Return a fresh map without events; its script fetches basemap, labels and symbols for its viewport.

    Build it anew on every run and give it the same `center` and `zoom` (rounded to a whole one) for a whole
    session: any change remounts the frame. `base_path` is Streamlit's server.baseUrlPath; `with_time` lays
    the strip for choosing days under the map. A map that `selects` can change what is shown (by a drawn
    area); one that is `embedded` in another site has neither, and the card always at the marker. ValueError:
    no such place, zoom or path.
    """
    lat, lon = (float(side) for side in center)
    if not (-90 <= lat <= 90 and -540 <= lon <= 540):
        raise ValueError(f"center is latitude, longitude in degrees, got {center}")
    if not MIN_ZOOM <= zoom <= MAX_ZOOM:
        raise ValueError(f"zoom runs from {MIN_ZOOM} to {MAX_ZOOM}, got {zoom}")
    drawn = folium.Map(
        location=[lat, lon],
        zoom_start=round(zoom),
        tiles=None,
        prefer_canvas=True,
        zoom_control=False,  # our script adds it, with the other controls
        attributionControl=False,
        minZoom=MIN_ZOOM,
        maxZoom=MAX_ZOOM,
        wheelPxPerZoomLevel=90,
    )
    drawn.default_js = [(name, static_url(path, base_path)) for name, path in SCRIPTS]
    drawn.default_css = [(name, static_url(path, base_path)) for name, path in STYLES]
    looks = [
        {"key": look.key, "name": look.name, "light": look.light, "dark": look.dark, "shape": look.shape}
        for look in LEGEND
    ]
    options = {
        "legend": looks,
        "time": bool(with_time and not embedded),
        "selects": bool(selects and not embedded),
        "embedded": bool(embedded),
    }
    drawn.add_child(_Start("start", _plain(options)))
    _refuse_foreign(drawn, static_url("", base_path))
    return drawn


def filter_message(
    selection: Selection,
    selected_id: str = "",
    *,
    dark: bool | None = None,
    version: int = 0,
    turn: int = 0,
    map_token: str = "",
) -> folium.FeatureGroup:
    """Return what st_folium passes on to the map: which events to show, which one is selected, dark or light.

    The selection goes as its token (`s`) without days, which go by themselves: the map's own controls change
    those, and an answer that the map has for them stays good when Streamlit hears of it.

    `dark` None: as the reader's system has it. A new `version` (of the data) fetches the symbols anew; a new
    `turn` opens the selected event again. `map_token` (core.map_name) says which map; else the one that the
    server starts with. Only digits, ids and our own keys get through: ValueError for
    anything else.
    """
    if selected_id and not _EVENT_ID.fullmatch(selected_id):
        raise ValueError(f"an event's id is ev- and hexadecimal digits, got {selected_id!r}")
    days = [day.isoformat() if day else "" for day in (selection.first_day, selection.last_day)]
    if not all(day == "" or _DAY.fullmatch(day) for day in days):
        raise ValueError(f"days are YYYY-MM-DD, got {days}")
    unknown = [kind for kind in selection.event_types if kind not in TYPE_KEYS]
    if unknown:
        raise ValueError(f"no such event types: {unknown}")
    chosen = selection.without("days").to_token()
    if not re.fullmatch("[a-z2-7]*", chosen):
        raise ValueError(f"a selection's token is letters and digits, got {chosen!r}")
    if map_token and not _TOKEN.fullmatch(map_token):
        raise ValueError(f"a map's token is letters, digits and hyphens, got {map_token!r}")
    area = str(selection.area) if selection.area else ""
    if not _AREA.fullmatch(area):
        raise ValueError(f"an area is numbers, commas and semicolons, got {area!r}")
    message: dict[str, Any] = {
        "map": map_token,
        "s": chosen,
        "from": days[0],
        "to": days[1],
        "area": area,
        "limited": bool(set(selection.limits()) - {"background", "days"}),
        "selected": selected_id,
        "dark": None if dark is None else bool(dark),
        "version": int(version),
        "turn": int(turn),
    }
    group = folium.FeatureGroup()
    group.add_child(_Call("show", _plain(message)))
    return group


def _plain(values: dict[str, Any]) -> str:
    """Return values as JSON that neither a template nor a script can read as anything else."""
    text = json.dumps(values, ensure_ascii=True, allow_nan=False)
    if re.search(r"\{\{|\{%|\{#|[`<>&\\$']", text):
        raise ValueError("a value for the map holds more than letters, digits and plain signs")
    return text


def _refuse_foreign(element: Any, ours: str) -> None:
    """Raise ValueError where an element would load anything that we do not serve."""
    for part in _walk(element):
        links = [*getattr(part, "default_js", []), *getattr(part, "default_css", [])]
        foreign = [address for _, address in links if not address.startswith(ours)]
        if foreign:
            raise ValueError(f"the map would load {foreign} from elsewhere")


def _walk(element: Any) -> Iterator[Any]:
    yield element
    for child in element._children.values():
        yield from _walk(child)
