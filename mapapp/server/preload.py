"""What the browser may load while Streamlit still connects: the scripts of the widgets that our pages use.

Streamlit's page asks for a widget's script when the first widget of that kind arrives, and the scripts that
one needs after it: waves of requests between the connection and the first paint. A Link header names them all
with the page itself.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

WIDGETS: Final = (
    *("Html", "Selectbox", "DateInput", "Multiselect", "Checkbox", "Button"),
    *("ComponentInstance", "BidiComponent"),
)
"""Streamlit's own names of the widgets on the map page; one that another version lacks is left out."""

PAGE: Final = Path(streamlit.__file__).parent / "static" / "index.html"
SCRIPTS: Final = PAGE.parent / "static" / "js"
_NEEDED: Final = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")


def needed_scripts(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Return the files of some widgets and all that they need, sorted; names without a file give none."""
    found: set[str] = set()
    waiting = [file.name for name in names for file in folder.glob(f"{name}.*.js")]
    while waiting:
        file = waiting.pop()
        if file in found or not (folder / file).is_file():
            continue
        found.add(file)
        waiting += _NEEDED.findall((folder / file).read_text("utf-8"))
    return tuple(sorted(found))


@cache
def link_header(base_path: str = "") -> str:
    """Return the Link header for our pages ("" where Streamlit's files are laid out in another way)."""
    base = "/" + base_path.strip("/") if base_path.strip("/") else ""
    known = PAGE.read_text("utf-8") if PAGE.is_file() else ""
    files = [file for file in needed_scripts(SCRIPTS, WIDGETS) if file not in known]
    return ", ".join(f"<{base}/static/js/{file}>; rel=modulepreload" for file in files)


class Preload:
    """Middleware: names with every page the scripts that it will need."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self.app = app
        base = "/" + base_path.strip("/") if base_path.strip("/") else ""
        self.own = tuple(f"{base}/{part}/" for part in ("component", "static", "media", "_stcore", "mapapp"))
        self.link = link_header(base_path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http" or not self.link or scope["path"].startswith(self.own):
            await self.app(scope, receive, send)
            return

        async def send_with_link(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Link", self.link)
            await send(message)

        await self.app(scope, receive, send_with_link)
