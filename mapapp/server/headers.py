"""What every answer carries and every request must pass: security headers, known hosts, our own origin."""

import base64
import hashlib
import ipaddress
import json
import logging
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mapapp.config import embedders as embedders

_LOG = logging.getLogger(__name__)
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)

PERMISSIONS: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope"),
        *("hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
    )
)


def inline_script_hashes() -> tuple[str, ...]:
    """Return the CSP sources of the inline scripts in the page of the installed Streamlit.

    The page changes with Streamlit's versions, so its hashes are taken from the file that is served.
    """
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    digests = (hashlib.sha256(script).digest() for script in _INLINE_SCRIPT.findall(page))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def content_policies(embed_origins: Iterable[str] = (), tiles_origin: str = "") -> tuple[str, str]:
    """Return the content security policies of our pages and of component frames (the map).

    The map alone may load pictures from one more site, that of its tiles.

    streamlit-folium evaluates the script it is sent, so the frame's policy cannot stop code in folium's
    text; it still stops it from loading or sending anything beyond this server (DECISIONS.md, 2).
    """
    sites = " ".join(embed_origins)
    framed_by = sites or "'none'"
    pictures = "img-src 'self' data: blob:"
    shared = (
        "style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
        "connect-src 'self'; frame-src 'self'; worker-src 'self' blob:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'"
    )
    scripts = " ".join(("'self'", *inline_script_hashes()))
    page = f"default-src 'self'; script-src {scripts}; {pictures}; {shared}; frame-ancestors {framed_by}"
    frame = (
        f"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        f"{' '.join((pictures, tiles_origin)).strip()}; {shared}; "
        f"frame-ancestors 'self' {sites}"
    )
    return page, frame.strip()


def host_name(host: str) -> str:
    """Return the name in a Host header, without its port, in lower case.

    >>> host_name("[::1]:8501"), host_name("Localhost:80")
    ('::1', 'localhost')
    """
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0].rstrip(".")


class Guard:
    """Middleware: adds the headers to every answer, refuses unknown hosts and foreign origins.

    An unknown host name means that another site's name has been pointed at this machine; `hosts` empty lets
    any pass. A request from another origin must not reach Streamlit: it would ask a service on the internet
    for this machine's address to compare it with.
    """

    def __init__(
        self,
        app: ASGIApp,
        embed_origins: tuple[str, ...] = (),
        hosts: tuple[str, ...] = (),
        base_path: str = "",
        tiles_origin: str = "",
    ) -> None:
        self.app = app
        self.page_policy, self.frame_policy = content_policies(embed_origins, tiles_origin)
        self.hosts = frozenset(host.lower() for host in hosts)
        base = "/" + base_path.strip("/") if base_path.strip("/") else ""
        self.frames = f"{base}/component/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        host, origin = asked.get("host", ""), asked.get("origin")
        if self.hosts and host_name(host) not in self.hosts:
            await self._refuse(scope, send, "This server does not answer to that host name.")
            return
        if origin is not None and origin.partition("://")[2].lower() != host.lower():
            if scope["type"] == "websocket":
                await self._refuse(scope, send, "This server takes no connections from other sites.")
                return
            scope = {**scope, "headers": [(k, v) for k, v in scope["headers"] if k != b"origin"]}
        if scope["type"] == "websocket":
            await self.app(scope, receive, send)
            return
        await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                self._add_headers(scope["path"], MutableHeaders(scope=message))
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:
            if begun:
                raise
            _LOG.exception("%s could not be answered", scope["path"])
            await self._send_json(send_with_headers, 500, "The server made a mistake; its log says which.")

    async def _refuse(self, scope: Scope, send: Send, why: str) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # before accepting: becomes status 403
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(scope["path"], MutableHeaders(scope=message))
            await send(message)

        await self._send_json(send_with_headers, 400, why)

    def _add_headers(self, path: str, headers: MutableHeaders) -> None:
        policy = self.frame_policy if path.startswith(self.frames) else self.page_policy
        headers["Content-Security-Policy"] = policy
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Permissions-Policy"] = PERMISSIONS
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if headers.get("access-control-allow-origin") == "*":
            del headers["access-control-allow-origin"]

    @staticmethod
    async def _send_json(send: Send, status: int, error: str) -> None:
        body = json.dumps({"error": error}).encode()
        kind = [(b"content-type", b"application/json; charset=utf-8"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": status, "headers": kind})
        await send({"type": "http.response.body", "body": body})


def allowed_hosts(host: str) -> tuple[str, ...]:
    """Return the host names to answer to when bound to `host`; () where that is every address there is."""
    name = host.strip("[]").lower()
    try:
        if ipaddress.ip_address(name).is_unspecified:
            return ()
    except ValueError:
        pass
    return tuple(dict.fromkeys((name, "localhost", "127.0.0.1", "::1")))
