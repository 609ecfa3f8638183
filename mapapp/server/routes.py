"""Our own addresses beside Streamlit's: symbols, labels, single events, health, and the map's files."""

import re
from importlib.metadata import version
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from mapapp.maps.assets import STATIC_FOLDER, STATIC_PATH
from mapapp.maps.symbols import symbols
from mapapp.server.demo import DemoNotReady
from mapapp.server.event_fields import event_fields
from mapapp.server.facet_routes import facet_routes
from mapapp.server.label_routes import get_basemap, get_labels
from mapapp.server.place_routes import SUGGEST_PATH, get_suggestions
from mapapp.server.region_routes import region_routes
from mapapp.server.request import BadRequest as BadRequest
from mapapp.server.request import answer, read_map, read_selection, read_viewport
from mapapp.server.request import json_response as json_response
from mapapp.server.table_routes import table_routes

API_PATH: Final = "/mapapp/api"

_EVENT_ID = re.compile(r"ev-[0-9a-f]{1,64}")
_WHOLE = re.compile(r"vendor/[a-z]+-[0-9.]+/")


def get_symbols(request: Request) -> str:
    """Return the symbols of a viewport and a selection."""
    view, selection = read_viewport(request), read_selection(request)
    selected = request.query_params.get("selected", "")
    snapshot = read_map(request).store.snapshot()
    return symbols(
        snapshot,
        snapshot.rows(selection),
        south=view.south,
        west=view.west,
        north=view.north,
        east=view.east,
        zoom=view.zoom,
        selected=selected if _EVENT_ID.fullmatch(selected) else "",
    ).as_json()


def get_event(request: Request) -> dict[str, Any]:
    """Return one event with its reports and their exact sentences."""
    id = str(request.path_params["id"])
    now = read_map(request)
    event = now.store.event(id) if _EVENT_ID.fullmatch(id) else None
    if event is None:
        raise LookupError("There is no such event here: it may have been on another map.")
    return event_fields(event, now.article, now.store.reading) | {"demo": now.is_demo}


def get_health(request: Request) -> dict[str, Any]:
    """Return that this server answers, and the version of its code and its data."""
    try:
        data_version = read_map(request).store.version()
    except DemoNotReady:
        data_version = 0
    return {"status": "ok", "version": version("mapapp"), "data_version": data_version}


class OwnFiles(StaticFiles):
    """The files the browser gets from us: versioned ones for good, others checked anew."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file with how long it may be kept."""
        response = await super().get_response(path, scope)
        if path.endswith(".js"):  # what mimetypes says depends on the machine, and on what has been imported
            response.headers["Content-Type"] = "text/javascript; charset=utf-8"
        whole = _WHOLE.match(path.replace("\\", "/"))
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if whole else "no-cache"
        return response


def own_routes(base_path: str = "") -> list[BaseRoute]:
    """Return our routes, below the server's base path."""
    base = "/" + base_path.strip("/") if base_path.strip("/") else ""
    return [
        Mount(f"{base}{STATIC_PATH}", OwnFiles(directory=STATIC_FOLDER)),
        Route(f"{base}{API_PATH}/symbols", answer(get_symbols)),
        *facet_routes(f"{base}{API_PATH}"),
        *region_routes(f"{base}{API_PATH}"),
        *table_routes(f"{base}{API_PATH}"),
        Route(f"{base}{API_PATH}/labels", answer(get_labels)),
        Route(f"{base}{API_PATH}/basemap", answer(get_basemap)),
        Route(f"{base}{API_PATH}/events/{{id:str}}", answer(get_event)),
        Route(f"{base}{SUGGEST_PATH}", answer(get_suggestions)),
        Route(f"{base}/health", answer(get_health)),
    ]
