# ruff: noqa: E501 - prose is kept in one line a paragraph
"""How quick the page feels: first paint, the excerpt at a marker, the card beside the map, a filter change.

    .venv/bin/python benchmarks/page.py [--times 10] [--chromium /usr/bin/chromium]

A real Chromium on the demo map; medians. Peer in the same run: a Streamlit page of one button and one line of text (a trivial rerun).
Aims: map painted 2.5 s after the page is requested; excerpt 150 ms after the click; card and filter change at most 250 ms over the trivial rerun.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Frame, Locator, Page, sync_playwright

from gazetteer import Gazetteer

MAP = "iframe[title*='st_folium']"
TRIVIAL = """import streamlit as st
if st.button("again"):
    st.session_state["n"] = st.session_state.get("n", 0) + 1
st.text(f"run {st.session_state.get('n', 0)}")
"""
# Both clocks are one: a frame's and its page's times count from the same start, in milliseconds.
NOW = "(performance.timeOrigin + performance.now())"
CLICKED = f"""() => {{
  window.clicked = window.excerpt = 0;
  document.addEventListener("pointerup", () => {{ window.clicked = {NOW}; }}, {{ once: true, capture: true }});
  const look = setInterval(() => {{
    if (!window.clicked || !document.querySelector(".ma-card blockquote")) return;
    clearInterval(look);
    requestAnimationFrame(() => {{ window.excerpt = {NOW}; }});
  }}, 4);
}}"""
CARD = f"""() => {{
  window.shown = 0;
  const look = setInterval(() => {{
    for (const at of document.querySelectorAll(".st-key-card *"))
      if (at.shadowRoot?.querySelector("article.card blockquote")) {{
        clearInterval(look);
        requestAnimationFrame(() => {{ window.shown = {NOW}; }});
        return;
      }}
  }}, 4);
}}"""


def serve(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """Start mapapp on its demo and return the process and its address."""
    (folder / "gazetteer").symlink_to(Gazetteer.open().index.folder.parent, target_is_directory=True)
    environment = {**os.environ, "MAPAPP_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "mapapp", "serve", "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
    )
    assert process.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
    assert found, "no address was printed"
    return process, found[0]


def trivial(folder: Path, port: int) -> tuple[subprocess.Popen[bytes], str]:
    """Start the peer and return its process and address."""
    page = folder / "trivial.py"
    page.write_text(TRIVIAL, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(page),
        "--server.headless=true",
        f"--server.port={port}",
    ]
    command += ["--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            with urllib.request.urlopen(address + "/_stcore/health", timeout=1):
                break
        except OSError:
            time.sleep(0.05)
    return process, address


def frame_of(page: Page) -> Frame:
    """Return the map's frame once it has painted events."""
    page.wait_for_selector(MAP, state="attached")
    element = page.query_selector(MAP)
    frame = element.content_frame() if element else None
    assert frame is not None
    frame.wait_for_function(
        "() => window.mapapp && window.mapapp.ready && window.mapapp.symbols().length > 0", polling=15
    )
    return frame


def clock(work: Callable[[], object]) -> float:
    """Return the milliseconds that some work takes."""
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def symbol_at(frame: Frame, number: int) -> dict[str, float]:
    """Return where on the canvas the number-th lone event is drawn."""
    script = "(n) => { const all = window.mapapp.symbols().filter((s) => s.n === 1 && s.x > 90 && s.y > 80 && s.x < innerWidth - 90 && s.y < innerHeight - 180); return all[n % all.length]; }"
    found: dict[str, float] = frame.evaluate(script, number)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    parser.add_argument("--port", type=int, default=8795, help="a free port for the peer")
    options = parser.parse_args()
    rows: dict[str, list[float]] = {
        name: [] for name in ("first paint", "excerpt", "card", "filter", "rerun")
    }
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        ours, address = serve(Path(name))
        peer, other = trivial(Path(name), options.port)
        browser = play.chromium.launch(
            executable_path=options.chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            for n in range(options.times + 1):  # the first of each is a warm-up
                context = browser.new_context(
                    viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
                )
                page = context.new_page()
                frames: list[Frame] = []

                def paint(page: Page = page, frames: list[Frame] = frames) -> None:
                    page.goto(address)
                    frames.append(frame_of(page))

                took = {"first paint": clock(paint)}
                frame = frames[0]
                page.wait_for_timeout(800)
                at = symbol_at(frame, n)
                frame.evaluate(CLICKED)
                page.evaluate(CARD)
                canvas = page.locator(MAP).content_frame.locator(".leaflet-container")
                canvas.click(position={"x": at["x"], "y": at["y"]})
                frame.wait_for_function("() => window.excerpt", polling=15)
                page.wait_for_function("() => window.shown", polling=15)
                clicked = frame.evaluate("() => window.clicked")
                took["excerpt"] = frame.evaluate("() => window.excerpt") - clicked
                took["card"] = page.evaluate("() => window.shown") - clicked
                page.wait_for_timeout(500)
                before = frame.evaluate("() => window.mapapp.counts().total")
                page.locator(".st-key-filter_from").get_by_role("spinbutton").first.focus()
                page.keyboard.type("2020101")
                away = page.get_by_role("option").first

                def change(frame: Frame = frame, before: int = before, away: Locator = away) -> None:
                    away.page.keyboard.type("5")
                    away.focus()  # the field hands its day over when it is left
                    frame.wait_for_function(f"() => window.mapapp.counts().total !== {before}", polling=15)

                took["filter"] = clock(change)
                page.goto(other)
                button = page.get_by_role("button", name="again")
                button.click()
                page.get_by_text("run 1").wait_for()
                button.click(trial=True)

                def again(page: Page = page, button: Locator = button) -> None:
                    button.click()
                    page.wait_for_function("() => document.body.innerText.includes('run 2')", polling=15)

                took["rerun"] = clock(again)
                context.close()
                if n:
                    for key, value in took.items():
                        rows[key].append(value)
        finally:
            browser.close()
            for process in (ours, peer):
                process.terminate()
                process.wait(timeout=30)
    median = {key: statistics.median(values) for key, values in rows.items()}
    print(f"medians of {options.times}, ms                       measured    aim")
    print(f"map painted after the page is requested  {median['first paint']:9.0f}   2500")
    print(f"excerpt at the marker after the click    {median['excerpt']:9.0f}    150")
    print(f"trivial rerun (peer)                     {median['rerun']:9.0f}")
    print(f"card beside the map, over the rerun      {median['card'] - median['rerun']:9.0f}    250")
    print(f"filter change to painted map, over it    {median['filter'] - median['rerun']:9.0f}    250")


if __name__ == "__main__":
    main()
