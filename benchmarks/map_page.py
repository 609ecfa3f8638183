# ruff: noqa: E501 - prose is kept in one line a paragraph
"""How quick the map is in a real browser, with a thousand events and with a million.

    .venv/bin/python benchmarks/map_page.py [--times 10] [--large 1000000] [--data FOLDER] [--chromium /usr/bin/chromium]

Headless Chromium, medians of `--times` (and the slowest); all waits are bounded. Measured in the map's frame: from the key on the time strip to the frame that shows the new symbols;
from the view's move (by more than what is fetched around it) or zoom to the same, and until names and basemap are there; frames a second that play draws; bytes received for one change of days, the page's own rerun included.
Peer in the same run: folium with a marker per event at 1,000, Leaflet served by itself: first paint, and a change of filter, from the click to the markers drawn.
The events are made up: places around 200 centres, 30 years, all types, a tenth of them with dates of a month or a year. `--data` keeps the databases between runs (a million takes minutes to write).
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Error, Frame, Page, sync_playwright

from gazetteer import Gazetteer
from mapapp.core.article import Article, Published
from mapapp.core.event import Event
from mapapp.core.flags import SUB_TYPES
from mapapp.core.report import Reading, Report, ReportPlace
from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.maps.assets import STATIC_FOLDER
from mapapp.store import Store

MAP = "iframe[title*='st_folium']"
LIMIT_MS = 60_000
START, DAYS = date(1995, 1, 1), 30 * 365
PER_ARTICLE = 500
PEER = """import folium, streamlit as st
from streamlit_folium import st_folium
odd = st.button("odd")
shown = folium.Map(location=(30.0, 25.0), zoom_start=3, tiles=None)
shown.default_js = [("leaflet", "LEAFLET/leaflet.js")]
shown.default_css = [("leaflet", "LEAFLET/leaflet.css")]
for n in range(1000):
    if not odd or n % 2:
        folium.CircleMarker((n * 37 % 120 - 60, n * 71 % 340 - 170), radius=6, tooltip=f"Event {n}").add_to(shown)
st_folium(shown, key="map", height=600, use_container_width=True, returned_objects=[])
"""
PAINTED = """async (act) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const begun = performance.now();
  (0, eval)(act);
  const until = async (done) => {
    do await frame(); while (!done() && performance.now() - begun < 20000);
    await frame();
    return performance.now() - begun;
  };
  return [await until(() => window.mapapp.current), await until(() => window.mapapp.ready)];
}"""
KEY = "document.querySelector('.ma-time-{part}').dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', shiftKey: {shift}, bubbles: true }}))"
PAN = "window.map.panBy([{x}, {y}], {{ animate: false }})"
ZOOM = "window.map.setZoom(window.map.getZoom() + {by}, {{ animate: false }})"


def key(name: str, part: str = "body", shift: bool = False) -> str:
    """Return the script that presses a key on a part of the brush."""
    return KEY.format(part=part, key=name, shift=str(shift).lower())


# Days far apart and near, many and few: a month that moves, a year, twenty years, all.
CONTROLS = [
    *[key("ArrowRight")] * 3, *[key("ArrowRight", shift=True)] * 2, key("PageUp"), key("ArrowLeft"), key("End", "end"), key("ArrowRight", "begin"),
    key("Home", "begin"), key("ArrowLeft", "end"), key("Escape"),
]  # fmt: skip


def article(number: int, count: int, rng: np.random.Generator) -> tuple[Article, Reading, list[Event]]:
    """Return an article of many made-up events."""
    centres = np.random.default_rng(7)
    lats, lons = centres.uniform(-35, 60, 200), centres.uniform(-110, 140, 200)
    line = f"Shells fell near the old mill and an orchard burned, bulletin {number}."
    told = Article(
        f"a-{number}", "Bulletin", line, source=f"outlet{number % 7}.example", published=Published(START)
    )
    events = []
    for n, place, sub, day, length in zip(
        range(number * PER_ARTICLE, number * PER_ARTICLE + count),
        (20_000 * rng.power(0.4, count)).astype(int).tolist(),
        rng.integers(0, len(SUB_TYPES), count).tolist(),
        (DAYS * rng.power(1.5, count)).astype(int).tolist(),
        rng.choice([0, 30, 364], count, p=[0.9, 0.08, 0.02]).tolist(),
        strict=True,
    ):
        first, near = START + timedelta(day), place % 200
        when = When.day(first) if length == 0 else When.span(first, first + timedelta(length), "month")
        spread = (place // 200 * 0.618) % 1 * 6 - 3, (place // 200 * 0.414) % 1 * 6 - 3
        where = ReportPlace(
            f"Town {place}",
            round(lats[near] + spread[0], 4),
            round(lons[near] + spread[1], 4),
            f"{chr(65 + near % 26)}{chr(65 + near // 26)}",
        )
        kind = EVENT_TYPE_OF[SUB_TYPES[sub]]
        common: tuple[Any, ...] = (
            when,
            (where,),
            Toll.exactly(n % 5),
            None,
            (f"Army {n % 40}",),
            "officials",
        )
        report = Report(told.id, 0, len(line), kind, SUB_TYPES[sub], *common)
        events.append(Event(f"ev-{n:020x}", kind, SUB_TYPES[sub], *common, False, False, 0.7, (report,)))
    return told, Reading(told.id, told.published, "en", tuple(event.reports[0] for event in events)), events


def fill(folder: Path, count: int) -> None:
    """Write so many events into the map of a data folder, unless they are there."""
    database = folder / "maps" / "default.sqlite"
    if database.exists():
        return
    (folder / "maps").mkdir(parents=True)
    begun, rng, half = time.perf_counter(), np.random.default_rng(count), folder / "maps" / "half.sqlite"
    with Store(f"sqlite:///{half}") as store:
        for number in range(0, -(-count // PER_ARTICLE)):
            store.add(*article(number, min(PER_ARTICLE, count - number * PER_ARTICLE), rng))
    half.rename(database)
    print(f"{count:,} events written in {time.perf_counter() - begun:.0f} s", flush=True)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the map of a data folder."""
    if not (folder / "gazetteer").exists():
        (folder / "gazetteer").symlink_to(Gazetteer.open().index.folder.parent, target_is_directory=True)
    command = [sys.executable, "-m", "mapapp", "serve", "--port", "0", "--no-demo"]
    environment = {**os.environ, "MAPAPP_DATA_DIR": str(folder)}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found, "no address was printed"
        yield found[0]
    finally:
        process.terminate()
        process.wait(timeout=30)


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, without a line about each."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def peer(folder: Path, port: int) -> Iterator[str]:
    """Serve a page of folium with a marker per event, and Leaflet for it (Streamlit serves scripts as plain text)."""
    handler = partial(Quiet, directory=str(STATIC_FOLDER / "vendor" / "leaflet-1.9.3"))
    files = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=files.serve_forever, daemon=True).start()
    page = PEER.replace("LEAFLET", f"http://127.0.0.1:{files.server_address[1]}")
    (folder / "peer.py").write_text(page, encoding="utf-8")
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "peer.py"), "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(address + "/_stcore/health", timeout=1):
                    break
            except OSError:
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)
        files.shutdown()


def frame_where(page: Page, condition: str) -> Frame:
    """Return the map's frame once a condition holds in it; the page may put it in anew meanwhile."""
    end = time.monotonic() + LIMIT_MS / 1000
    while time.monotonic() < end:
        element = page.query_selector(MAP)
        frame = element.content_frame() if element else None
        try:
            if frame is not None and frame.evaluate(f"() => Boolean({condition})"):
                return frame
        except Error:  # the frame has gone: look again
            pass
        page.wait_for_timeout(15)
    raise TimeoutError(f"the map's frame never came to {condition}")


READY = "window.mapapp && window.mapapp.ready && window.mapapp.symbols().length > 0"


def clock(work: Callable[[], object]) -> float:
    """Return the milliseconds that some work takes."""
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


class Traffic:
    """The bytes that a page receives, over HTTP and its socket."""

    def __init__(self, page: Page) -> None:
        self.symbols = self.rest = 0
        page.on("requestfinished", self._take)
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))

    def _take(self, request: Any) -> None:
        size = request.sizes()["responseBodySize"]
        if "/api/symbols" in request.url:
            self.symbols += size
        else:
            self.rest += size

    def _frame(self, data: Any) -> None:
        self.rest += len(data)

    def reset(self) -> None:
        """Begin anew."""
        self.symbols = self.rest = 0


def measure(browser: Browser, address: str, times: int, play: bool) -> dict[str, list[float]]:
    """Return what was measured on one map."""
    found: dict[str, list[float]] = {"first paint": []}
    for n in range(times + 1):  # the first is a warm-up
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.set_default_timeout(LIMIT_MS)
        took = clock(lambda page=page: (page.goto(address), frame_where(page, READY)))  # type: ignore[misc]
        if n:
            found["first paint"].append(took)
        if n < times:
            context.close()
    traffic = Traffic(page)
    page.reload()  # the socket is listened to from its beginning
    frame = frame_where(page, READY + " && !document.querySelector('.ma-time-run').disabled")
    page.wait_for_timeout(1500)
    found |= {"time control": [], "bytes symbols": [], "bytes all": []}
    while len(found["time control"]) < times:
        for act in CONTROLS:
            traffic.reset()
            found["time control"].append(frame.evaluate(PAINTED, act)[0])
            page.wait_for_timeout(1500)
            found["bytes symbols"].append(traffic.symbols / 1000)
            found["bytes all"].append((traffic.symbols + traffic.rest) / 1000)
    found |= {"pan": [], "zoom": [], "pan all": [], "zoom all": []}
    scripts = {"pan": PAN, "zoom": ZOOM}
    for n in range(max(5, -(-times // 2))):
        for turn in (1, -1):
            for name, script in scripts.items():
                events, everything = frame.evaluate(
                    PAINTED, script.format(x=turn * 600, y=turn * (n % 2) * 200, by=turn)
                )
                found[name].append(events)
                found[name + " all"].append(everything)
                page.wait_for_timeout(500)
    if play:
        for name, label in (
            ("play 1 day", "1 day"),
            ("play 30 days", "30 days"),
            ("play 1 year", "1 year"),
            ("play cumulative", "Cumulative"),
        ):
            found |= play_frames(page, frame, name, label, times)
    context.close()
    return found


def play_frames(page: Page, frame: Frame, name: str, label: str, times: int) -> dict[str, list[float]]:
    """Return frames a second, by seconds, and how long the columns took to come."""
    frame.get_by_role("button", name="Play through time").click()
    frame.get_by_label("Speed", exact=True).select_option("Fast")
    frame.get_by_label("Window", exact=True).select_option(label)
    frame.get_by_role("button", name="Stop").click()
    page.wait_for_timeout(1000)
    traffic = Traffic(page)
    began = "window.mapapp.play.running && window.mapapp.play.frames > "
    before = int(frame.evaluate("window.mapapp.play.frames"))
    start = clock(
        lambda: (
            frame.get_by_role("button", name="Play through time").click(),
            frame.wait_for_function(f"() => {began}{before}", polling=15),
        )
    )
    rates = []
    for _ in range(times):
        rates.append(frame.evaluate("""async () => {
          const play = () => window.mapapp.play, begun = performance.now(), frames = play().frames;
          await new Promise((done) => setTimeout(done, 600));
          return play().running ? (play().frames - frames) / ((performance.now() - begun) / 1000) : -1;
        }"""))  # fmt: skip
    frame.get_by_role("button", name="Stop").click()
    page.wait_for_timeout(1500)
    rates = [rate for rate in rates if rate >= 0]
    return {name: rates, name + " start": [start], name + " megabytes": [traffic.rest / 1e6]}


def measure_peer(browser: Browser, address: str, times: int) -> dict[str, list[float]]:
    """Return what a page of folium with a marker per event takes."""
    found: dict[str, list[float]] = {"peer first paint": [], "peer filter": []}
    for n in range(times + 1):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.set_default_timeout(LIMIT_MS)
        drawn = "document.querySelectorAll('path.leaflet-interactive').length === "
        took = clock(lambda page=page, drawn=drawn: (page.goto(address), frame_where(page, drawn + "1000")))  # type: ignore[misc]
        page.wait_for_timeout(500)
        button = page.get_by_role("button", name="odd")
        change = clock(
            lambda page=page, drawn=drawn, button=button: (button.click(), frame_where(page, drawn + "500"))
        )  # type: ignore[misc]
        if n:
            found["peer first paint"].append(took)
            found["peer filter"].append(change)
        context.close()
    return found


def line(name: str, values: list[float], aim: str, lowest: bool = False) -> None:
    """Print one line: the median, the worst, the aim."""
    worst = min(values) if lowest else max(values)
    print(f"{name:<58} {statistics.median(values):9.1f} {worst:9.1f}   {aim}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--data", type=Path, help="a folder to keep the databases in")
    parser.add_argument("--build-only", action="store_true")
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    parser.add_argument("--port", type=int, default=8796, help="a free port for the peer")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        data = asked.data or Path(temporary)
        folders = {count: data / str(count) for count in (asked.small, asked.large)}
        for count, folder in folders.items():
            fill(folder, count)
        if asked.build_only:
            return
        with sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path=asked.chromium,
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            try:
                print(f"{'medians of ' + str(asked.times) + ' or more':<58} {'median':>9} {'worst':>9}   aim")
                for count, folder in folders.items():
                    with served(folder) as address:
                        show(
                            measure(browser, address, asked.times, count == asked.large),
                            count,
                            count == asked.small,
                        )
                with peer(Path(temporary), asked.port) as address:
                    theirs = measure_peer(browser, address, asked.times)
            finally:
                browser.close()
    line("folium, a marker per event at 1,000: first paint, ms", theirs["peer first paint"], "peer")
    line("folium, a marker per event at 1,000: filter change, ms", theirs["peer filter"], "peer")
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    print(f"load of the machine at the end {load} on {os.cpu_count()} cores")


def show(found: dict[str, list[float]], count: int, small: bool) -> None:
    """Print what was measured on one map."""
    line(f"{count:,}: first paint, ms", found["first paint"], "2500")
    line(f"{count:,}: time control to painted map, ms", found["time control"], "150" if small else "300")
    for name in ("pan", "zoom"):
        line(f"{count:,}: {name} to painted events, ms", found[name], "100")
        line(f"{count:,}: {name} to painted names and basemap as well, ms", found[name + " all"], "")
    line(f"{count:,}: symbols for a change of days, KB", found["bytes symbols"], "60")
    line(f"{count:,}: all that the page receives for it, KB", found["bytes all"], "")
    for name in ("play 1 day", "play 30 days", "play 1 year", "play cumulative"):
        if name in found:
            line(
                f"{count:,}: {name}, frames a second",
                found[name],
                "12" if "cum" in name else "20",
                lowest=True,
            )
            line(f"{count:,}: {name}, from the click to the first frame, ms", found[name + " start"], "")
            line(f"{count:,}: {name}, columns, MB", found[name + " megabytes"], "")


if __name__ == "__main__":
    main()
