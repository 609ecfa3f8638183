"""The real server in a process of its own, and a real browser that may speak to nothing else."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Route, expect

from gazetteer import Gazetteer

Article = dict[str, str]
MAP = "iframe[title*='st_folium']"
SECONDS = 60_000

expect.set_options(timeout=SECONDS)


class App:
    """One server with data of its own."""

    def __init__(self, folder: Path, gazetteer_folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self._lend(gazetteer_folder, folder / "gazetteer")
        self.environment = {**os.environ, "MAPAPP_DATA_DIR": str(folder), "PYTHONUTF8": "1"}
        self.process: subprocess.Popen[str] | None = None
        self.address = ""

    @staticmethod
    def _lend(unpacked: Path, wanted: Path) -> None:
        """Unpacking takes half a minute: every server of the tests uses the one that is there."""
        try:
            wanted.symlink_to(unpacked, target_is_directory=True)
        except OSError:
            shutil.copytree(unpacked, wanted)

    def ingest(self, *articles: Article) -> None:
        """Read articles into the map, as a user does on the command line."""
        lines = "".join(json.dumps(article) + "\n" for article in articles)
        command = [sys.executable, "-m", "mapapp", "ingest", "-"]
        done = subprocess.run(
            command, input=lines, capture_output=True, encoding="utf-8", env=self.environment, timeout=300
        )
        assert done.returncode == 0, done.stderr

    def start(self, *options: str) -> str:
        """Start the server from a foreign working folder and return its address."""
        with (self.folder / "server.log").open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mapapp", "serve", "--port", "0", *(options or ("--no-demo",))],
                cwd=self.folder,
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.fullmatch(r"mapapp is open at (http://127\.0\.0\.1:\d+)\n", line)
        assert found, (line, (self.folder / "server.log").read_text("utf-8"))
        self.address = found[1]
        return self.address

    def stop(self) -> None:
        """End the server as a terminal does."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            raise


@pytest.fixture(scope="module")
def make_app(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Iterator[Callable[[], App]]:
    """Make servers with data of their own; all are ended with the module's last test."""
    made: list[App] = []

    def make() -> App:
        made.append(App(tmp_path_factory.mktemp("dàta") / "of a test", gazetteer.index.folder.parent))
        return made[-1]

    yield make
    for app in made:
        app.stop()


@pytest.fixture
def app(make_app: Callable[[], App]) -> App:
    return make_app()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page of a browser that reaches this machine only; what it tried beyond, and CSP's blocks, fail a test."""
    strayed: list[str] = []
    blocked: list[str] = []

    def watch(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in {"http", "https"} and address.hostname != "127.0.0.1":
            strayed.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.route("**/*", watch)
    page = context.new_page()
    page.set_default_timeout(SECONDS)
    page.on("console", lambda said: blocked.append(said.text) if "Content Security" in said.text else None)
    page.on("pageerror", lambda error: blocked.append(str(error)))
    yield page
    context.close()
    assert strayed == []
    assert blocked == []


@pytest.fixture
def look() -> "Callable[[Page], Map]":
    return Map


class Map:
    """The map of a page, as a reader uses it: by looking at its canvas and clicking."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator(MAP).first

    def ask(self, script: str) -> object:
        """Return what an expression is in the frame of the map."""
        self.frame.locator(".leaflet-container").wait_for()
        return self.frame.locator("body").evaluate(f"() => {script}")

    def wait(self, condition: str) -> None:
        """Wait until an expression holds in the frame of the map."""
        self.frame.locator(".leaflet-container").wait_for()
        element = self.page.locator(MAP).first.element_handle()
        frame = element.content_frame() if element else None
        assert frame is not None
        frame.wait_for_function(
            f"() => window.mapapp && window.mapapp.ready && ({condition})", timeout=SECONDS, polling=50
        )

    def click_symbol(self, number: int = 0) -> list[str]:
        """Click a symbol where it is drawn, and return the ids of its events."""
        self.wait(f"window.mapapp.symbols().length > {number}")
        symbol = self.ask(f"window.mapapp.symbols()[{number}]")
        assert isinstance(symbol, dict)
        self.frame.locator(".leaflet-container").click(position={"x": symbol["x"], "y": symbol["y"]})
        return [str(id) for id in symbol["ids"]]

    def popup(self) -> str:
        """Return the text of the card at the marker, once it is there."""
        quote = self.frame.locator(".ma-card blockquote").first
        quote.wait_for()
        return quote.inner_text()
