"""The map's own page in a real browser: our files, and answers that a test gives. Nothing leaves the machine."""

import json
import mimetypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
import streamlit_folium
from playwright.sync_api import Page, Route

from mapapp.core.selection import Selection
from mapapp.core.snapshot import PRECISIONS, Snapshot
from mapapp.core.taxonomy import EVENT_TYPES, TYPE_KEYS
from mapapp.maps.assets import SCRIPTS, STATIC_FOLDER, STYLES, static_url
from mapapp.maps.frame import event_map, filter_message
from mapapp.maps.histogram import Step, histogram
from mapapp.maps.play import play_columns
from mapapp.maps.region_counts import region_counts
from mapapp.maps.regions import open_regions
from mapapp.maps.symbols import Viewport, symbols

HOST = "http://map.test"
TILE = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#b4c8a0"/></svg>'


@dataclass
class Answers:
    """What stands behind the map: events at points, and a card for each; `broken` answers as Streamlit would.

    `spans` are the first and last day of each event; without them all are of one day.
    """

    spans: list[tuple[date, date]] = field(default_factory=list)
    points: list[tuple[float, float, int]] = field(default_factory=list)
    cards: dict[str, dict[str, Any]] = field(default_factory=dict)
    labels: list[dict[str, Any]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)
    tiles: dict[str, Any] | None = None
    events: Snapshot | None = None
    words: str = "Rockets hit the edge of the town"
    broken: bool = False
    asked: list[str] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)

    def snapshot(self) -> Snapshot:
        if self.events is not None:
            return self.events
        count = len(self.points)
        days = np.full(count, date(2020, 10, 1).toordinal(), dtype=np.int32)
        none = np.zeros(count, dtype=np.uint8)
        first, last = (
            np.array([span[i].toordinal() for span in self.spans], dtype=np.int32) if self.spans else days
            for i in (0, 1)
        )
        lat, lon, kind = (np.array([point[i] for point in self.points]) for i in range(3))
        ids = tuple(f"ev-{i:02x}" for i in range(count))
        town = np.full(count, PRECISIONS.index("town"), dtype=np.uint8)
        return Snapshot(
            1, ids, lat, lon, first, last, kind.astype(np.uint8), town, none.astype(np.float32), none
        )

    def card(self, id: str) -> dict[str, Any]:
        """An event as the server tells it."""
        lat, lon, kind = self.points[int(id[3:], 16)]
        name = EVENT_TYPES[kind]
        known = {
            "id": id, "event_type": name, "type_key": TYPE_KEYS[name], "sub_event_type": f"Number {id}", "denied": False,
            "background": False, "when": {"text": "1 October 2020"}, "killed": None, "injured": {"text": "two"},
            "claimed_by": "the town council", "reports": [],
            "place": {"label": "Town", "name": "Town", "names": ["Şəhər"], "lat": lat, "lon": lon, "precision_text": ""},
        }  # fmt: skip
        return known | self.cards.get(id, {})

    def here(self, query: dict[str, str]) -> dict[str, Any]:
        """The events of a box, as the server lists them."""
        events, view = self.snapshot(), Viewport.parse(query["bbox"], "0")
        inside = (events.lat >= view.south) & (events.lat <= view.north)
        rows = np.flatnonzero(inside & (events.lon >= view.west) & (events.lon <= view.east))[::-1]
        first, most = int(query.get("offset", 0)), int(query.get("limit", 50))
        listed = [
            {"id": events.ids[row], "key": TYPE_KEYS[EVENT_TYPES[events.kind[row]]], "type": f"Number {events.ids[row]}",
             "day": "1 Oct", "place": "Town", "words": self.words, "denied": False, "background": False}
            for row in rows[first : first + most].tolist()
        ]  # fmt: skip
        return {"version": 1, "total": len(rows), "offset": first, "events": listed}

    def counts(self, query: dict[str, str]) -> dict[str, Any]:
        """The counts by region, less their names."""
        regions, events = open_regions(), self.snapshot()
        found = region_counts(events, events.rows(Selection.from_query(query)[0]), regions)
        by = {regions.heads[i].key: [int(found.events[i]), int(found.killed[i]), f"Region {i}"]
              for i in np.flatnonzero(found.events).tolist()}  # fmt: skip
        told = {"version": 1, "total": found.total, "wider": found.wider, "outside": found.outside}
        return told | {"unplaced": found.unplaced, "limits": found.limits, "by": by}

    def fulfil(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        self.asked.append(address.path)
        self.queries.append(address.path + "?" + address.query)
        query = {key: values[0] for key, values in parse_qs(address.query, keep_blank_values=True).items()}
        if address.path.startswith("/mapapp/static/"):
            path = STATIC_FOLDER / address.path.removeprefix("/mapapp/static/")
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            body = path.read_bytes() if path.is_file() else b""
            route.fulfill(status=200 if body else 404, content_type=kind, body=body)
        elif self.broken and address.path.startswith("/mapapp/api/"):
            route.fulfill(status=200, content_type="text/html", body="<html>another page</html>")
        elif address.path == "/mapapp/api/symbols":
            view = Viewport.parse(query["bbox"], query["z"])
            events = self.snapshot()
            sides = {side: getattr(view, side) for side in ("south", "west", "north", "east", "zoom")}
            rows = events.rows(Selection.from_query(query)[0])
            found = symbols(events, rows, **sides, selected=query.get("selected", ""))
            route.fulfill(status=200, content_type="application/json", body=found.as_json())
        elif address.path == "/mapapp/api/histogram":
            found_bars = histogram(self.snapshot(), Selection.from_query(query)[0]).as_dict()
            route.fulfill(status=200, content_type="application/json", body=json.dumps(found_bars))
        elif address.path == "/mapapp/api/play":
            window = (date.fromisoformat(query["first"]), date.fromisoformat(query["last"]))
            step: Step | None = "day" if query.get("step") == "day" else None
            view = Viewport.parse(query["bbox"], query["z"])
            columns = play_columns(self.snapshot(), Selection.from_query(query)[0], view, step, window)
            route.fulfill(status=200, content_type="application/octet-stream", body=columns)
        elif address.path == "/mapapp/api/labels":
            route.fulfill(
                status=200, content_type="application/json", body=json.dumps({"labels": self.labels})
            )
        elif address.path == "/mapapp/api/places":
            wanted = [place for place in self.places if query["q"].lower() in str(place["name"]).lower()]
            body = json.dumps({"query": query["q"], "places": wanted})
            route.fulfill(status=200, content_type="application/json", body=body)
        elif address.path == "/mapapp/api/basemap":
            route.fulfill(status=200, content_type="application/json", body=json.dumps({"tiles": self.tiles}))
        elif address.path.startswith("/tiles/"):
            route.fulfill(status=200, content_type="image/svg+xml", body=TILE)
        elif address.path in {"/mapapp/api/here", "/mapapp/api/regions"}:
            told = self.here(query) if address.path.endswith("here") else self.counts(query)
            route.fulfill(status=200, content_type="application/json", body=json.dumps(told))
        elif address.path.startswith("/mapapp/api/events/"):
            body = json.dumps(self.card(address.path.rpartition("/")[2]))
            route.fulfill(status=200, content_type="application/json", body=body)
        elif address.path == "/":
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=self.page)
        else:
            route.fulfill(status=404, content_type="text/plain", body="")

    page: str = ""


@dataclass
class Shown:
    """A map in the browser, and what a test does with it."""

    page: Page
    answers: Answers

    def call(self, expression: str) -> Any:
        return self.page.evaluate(f"mapapp.{expression}")

    def settle(self) -> None:
        self.page.wait_for_function("window.mapapp && mapapp.ready")

    def tell(self, selection: Selection | None = None, selected: str = "", **more: Any) -> None:
        """Send a filter message, as st_folium does when the page runs again."""
        drawn = event_map()
        drawn.get_root().render()
        message = filter_message(selection or Selection(), selected, **more)
        script = streamlit_folium._get_feature_group_string(message, map=drawn)
        self.page.evaluate(script)

    def click(self, wanted: str) -> None:
        """Click the first symbol of which an expression in `s` is true."""
        found = self.page.evaluate(f"mapapp.symbols().find((s) => {wanted})")
        assert found, f"no symbol with {wanted} in {self.call('symbols()')}"
        self.page.mouse.click(found["x"], found["y"])

    @property
    def told(self) -> list[Any]:
        """What was posted to Streamlit."""
        return list(self.page.evaluate("window.told"))


@pytest.fixture(scope="session")
def base_url() -> str:
    """Stand for the fixture of pytest-base-url, which the newest pytest warns of."""
    return ""


@pytest.fixture
def open_map(page: Page) -> Iterator[Callable[..., Shown]]:
    """Open the map at a view with some answers behind it; at the end check that nothing strange was asked."""
    answers = Answers()
    errors: list[str] = []
    outside: list[str] = []

    def show(
        points: list[tuple[float, float, int]],
        center: tuple[float, float] = (40.0, 46.5),
        zoom: int = 7,
        size: tuple[int, int] = (1000, 600),
        selects: bool = True,
        embedded: bool = False,
        **more: Any,
    ) -> Shown:
        answers.points = points
        for name, value in more.items():
            setattr(answers, name, value)
        drawn = event_map(center, zoom, selects=selects, embedded=embedded)
        drawn.get_root().render()
        drawn.render()
        header = streamlit_folium._get_header(drawn)
        script = streamlit_folium._get_map_string(drawn)
        links = "".join(f'<link rel="stylesheet" href="{static_url(path)}">' for _, path in STYLES)
        scripts = "".join(f'<script src="{static_url(path)}"></script>' for _, path in SCRIPTS)
        answers.page = (
            f"<!doctype html><html><head>{header}{links}</head><body>"
            '<div id="map_div" style="height:600px"></div>'
            "<script>window.told = []; addEventListener('message', (e) => e.data.isStreamlitMessage && told.push(e.data.value));</script>"
            f"{scripts}<script>{script}; window.map = map_div;</script></body></html>"
        )
        page.route("**/*", lambda route: answers.fulfil(route) if route.request.url.startswith(HOST) else (
            outside.append(route.request.url), route.abort()))  # fmt: skip
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(HOST + "/")
        shown = Shown(page, answers)
        shown.tell()
        return shown

    yield show
    assert errors == []
    assert outside == []
