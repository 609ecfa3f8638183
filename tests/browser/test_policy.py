"""The content security policy holds in page and map frame, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

TRY = """async () => {
  const script = document.createElement("script");
  script.textContent = "window.inlined = true";
  document.body.append(script);
  let reached = true;
  await fetch("http://198.51.100.7:9/").catch((error) => { reached = false; });
  return [Boolean(window.inlined), reached];
}"""
WATCH = """() => {
  window.broken = [];
  document.addEventListener("securitypolicyviolation", (event) => window.broken.push(event.effectiveDirective));
}"""


def test_inline_scripts_and_other_hosts_are_blocked(app: Any, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(app.start())
    element = page.wait_for_selector("iframe[title*='st_folium']")
    frame = element.content_frame() if element else None
    assert frame is not None
    frame.wait_for_selector(".leaflet-container")

    for where in (page.main_frame, frame):
        where.evaluate(WATCH)
    in_page, in_frame = page.main_frame.evaluate(TRY), frame.evaluate(TRY)

    assert in_page == [False, False]
    assert page.evaluate("window.broken") == ["script-src-elem", "connect-src"]
    # streamlit-folium needs inline scripts in its frame; what it runs reaches nobody but us
    assert in_frame == [True, False]
    assert frame.evaluate("window.broken") == ["connect-src"]
    page.close()
