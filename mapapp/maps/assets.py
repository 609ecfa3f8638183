"""The files the browser gets from us: where they lie, and the addresses they are served at."""

import re
from pathlib import Path
from typing import Final

STATIC_PATH: Final = "/mapapp/static"
"""Where the server mounts STATIC_FOLDER, below its base path."""
STATIC_FOLDER: Final = Path(__file__).parent / "static"

SCRIPTS: Final = (
    ("leaflet", "vendor/leaflet-1.9.3/leaflet.js"),
    ("mapapp-basemap", "basemap.js"),
    ("mapapp-shapes", "shapes.js"),
    ("mapapp-areas", "areas.js"),
    ("mapapp-overlay", "overlay.js"),
    ("mapapp-popup", "popup.js"),
    ("mapapp-choropleth", "choropleth.js"),
    ("mapapp-controls", "controls.js"),
    ("mapapp-days", "days.js"),
    ("mapapp-histogram", "histogram.js"),
    ("mapapp-brush", "brush.js"),
    ("mapapp-timebar", "timebar.js"),
    ("mapapp-columns", "columns.js"),
    ("mapapp-player", "player.js"),
    ("mapapp-finder", "finder.js"),
    ("mapapp-draw", "draw.js"),
    ("mapapp-layers", "layers.js"),
    ("mapapp-map", "map.js"),
)
STYLES: Final = (
    ("leaflet-css", "vendor/leaflet-1.9.3/leaflet.css"),
    ("mapapp-css", "map.css"),
    ("mapapp-timebar-css", "timebar.css"),
    ("mapapp-tools-css", "tools.css"),
)

_BASE = re.compile(r"(?:/[A-Za-z0-9.~-]+)*")


def static_url(path: str, base_path: str = "") -> str:
    """Return the address of one of our files; `base_path` is the server's ("" or "/maps").

    >>> static_url("map.js", "/maps")
    '/maps/mapapp/static/map.js'
    """
    base = "/" + base_path.strip("/") if base_path.strip("/") else ""
    if not _BASE.fullmatch(base):
        raise ValueError(f"base path is {base_path!r}, expected letters, digits, dots, hyphens and slashes")
    return f"{base}{STATIC_PATH}/{path}"
