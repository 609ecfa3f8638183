"""The small map of one place: the map of events with the place's point, its reach, and a road's line."""

from collections.abc import Sequence
from math import cos, log2, radians
from typing import Final

import folium

from mapapp.maps.frame import MIN_ZOOM, event_map

HEIGHT: Final = 380
COLOUR: Final = "#2f7fc4"
"""Seen on the light and on the dark map: a contrast of 3 to 1 with land and water of both."""

_METRES_PER_PIXEL: Final = 156_543.03
"""At zoom 0 on the equator, of the Web Mercator projection."""
_CLOSEST: Final = 11
_AREA_KM: Final = 2.0
"""From so large a reach on it is drawn as a circle."""


def place_map(
    lat: float,
    lon: float,
    radius_km: float,
    line: Sequence[tuple[float, float]] = (),
    *,
    base_path: str = "",
) -> folium.Map:
    """Return a fresh map around a place; ValueError where there is no such point."""
    drawn = event_map(
        (lat, lon), zoom_for(lat, radius_km), base_path=base_path, with_time=False, selects=False
    )
    if radius_km >= _AREA_KM:
        drawn.add_child(
            folium.Circle(
                (lat, lon), radius=radius_km * 1000, color=COLOUR, weight=2, dash_array="6 5", fill=True,
                fill_opacity=0.08, interactive=False,
            )
        )  # fmt: skip
    if line:
        points = [(float(a), float(b)) for a, b in line]
        way = folium.PolyLine(points, color=COLOUR, weight=3, dash_array="8 6", interactive=False)  # type: ignore[no-untyped-call]
        drawn.add_child(way)
    drawn.add_child(
        folium.CircleMarker(
            (lat, lon), radius=6, color=COLOUR, weight=3, fill=True, fill_color="#ffffff", fill_opacity=0.9,
            interactive=False,
        )
    )  # fmt: skip
    return drawn


def zoom_for(lat: float, radius_km: float) -> int:
    """Return the zoom at which a place with its reach fills about half of the map.

    >>> zoom_for(40.0, 3.0), zoom_for(40.0, 60.0), zoom_for(40.0, 900.0)
    (11, 8, 4)
    """
    wide = max(radius_km, 4.0) * 1000 * 4
    fitting = log2(HEIGHT * _METRES_PER_PIXEL * max(0.05, cos(radians(lat))) / wide)
    return max(MIN_ZOOM, min(_CLOSEST, round(fitting)))
