"""One guarded fetch of one page: pinned to a checked address, capped, and over by a deadline."""

import contextlib
import http.client
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from mapapp.sources.address import BadLink, Link, Resolve, parse_link, public_addresses

MAX_BYTES: Final = 5 << 20
MAX_REDIRECTS: Final = 5
SECONDS: Final = 20.0
_TEXT_TYPES: Final = ("text/html", "application/xhtml+xml", "text/plain")
Dial = Callable[[str, int, float], socket.socket]
"""An address (never a name), a port and a timeout in seconds -> a connected socket."""


def resolve_name(host: str, port: int) -> list[str]:
    """Return the addresses of a host name, as the system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def dial_address(address: str, port: int, timeout: float) -> socket.socket:
    """Return a socket connected to one address."""
    return socket.create_connection((address, port), timeout=timeout)


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent, decoded: `link` is where the last redirect led, `charset` what the header said."""

    link: Link
    body: bytes
    content_type: str
    charset: str


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches pages of the public web. `resolve` and `dial` are handed in by tests, never switched off."""

    resolve: Resolve = resolve_name
    dial: Dial = dial_address
    seconds: float = SECONDS
    max_bytes: int = MAX_BYTES

    def fetch(self, raw: str) -> Page:
        """Return the page behind a link.

        Every hop's addresses are checked and the connection goes to a checked one; at most five redirects;
        one deadline over all; the decoded body is capped. Raises BadLink with what to do instead.
        """
        deadline = time.monotonic() + self.seconds
        link = parse_link(raw)
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._ask(link, deadline)
            if isinstance(answer, Page):
                return answer
            if link.scheme == "https" and answer.scheme == "http":
                raise BadLink(f"{link.host} leads from https to http; paste the text instead.")
            link = answer
        raise BadLink(f"{link.host} leads on more than {MAX_REDIRECTS} times; paste the text instead.")

    def _ask(self, link: Link, deadline: float) -> Page | Link:
        addresses = public_addresses(link, lambda host, port: self._resolved(host, port, deadline))
        connection = self._connect(link, addresses[0], deadline)
        # A server that sends a byte now and then never times out by itself: at the deadline its socket ends.
        alarm = threading.Timer(max(0.0, deadline - time.monotonic()), _end, [connection.sock])
        alarm.daemon = True
        alarm.start()
        try:
            connection.request("GET", link.target, headers=_headers())
            response = connection.getresponse()
            if response.status in {301, 302, 303, 307, 308}:
                return parse_link(urljoin(link.text, response.getheader("Location") or ""))
            if response.status != 200:
                raise BadLink(
                    f"{link.host} answered with status {response.status}; open the page in a browser and "
                    "paste its text."
                )
            kind = response.headers.get_content_type()
            if kind not in _TEXT_TYPES:
                raise BadLink(f"The link leads to {_plain(kind)}, not to a page with text.")
            body = self._body(response, link, deadline)
            charset = _plain(response.headers.get_content_charset() or "")
            return Page(link, body, kind, charset)
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            raise _explained(link, TimeoutError() if time.monotonic() >= deadline else error) from None
        finally:
            alarm.cancel()
            connection.close()

    def _resolved(self, host: str, port: int, deadline: float) -> list[str]:
        """The host's addresses; the system's look-up has no deadline of its own, so it is given one."""
        found: list[list[str]] = []

        def look_up() -> None:
            with contextlib.suppress(OSError, UnicodeError):  # no answer is an empty one
                found.append(self.resolve(host, port))

        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(max(0.0, deadline - time.monotonic()))
        if not found:
            raise OSError(f"{host} was not found")
        return found[0]

    def _connect(self, link: Link, address: str, deadline: float) -> http.client.HTTPConnection:
        try:
            raw = self.dial(address, link.port, _left(deadline))
            if link.scheme == "https":
                raw = ssl.create_default_context().wrap_socket(raw, server_hostname=link.host)
        except (OSError, ValueError) as error:
            raise _explained(link, error) from None
        connection = http.client.HTTPConnection(link.host, link.port)
        connection.sock = raw  # pinned: a second look-up of the name could give another address
        connection.auto_open = 0
        return connection

    def _body(self, response: http.client.HTTPResponse, link: Link, deadline: float) -> bytes:
        coding = (response.getheader("Content-Encoding") or "identity").strip().lower()
        if coding not in {"identity", "gzip", "x-gzip"}:
            raise BadLink(f"{link.host} sends its pages in a form that is not read; paste the text instead.")
        decoder = zlib.decompressobj(wbits=31) if coding != "identity" else None
        body = bytearray()
        while True:
            piece = response.read1(65_536)
            if not piece:
                break
            if decoder is None:
                body += piece
            else:  # counted as decoded: a small answer may unpack to gigabytes
                body += decoder.decompress(piece, self.max_bytes + 1 - len(body))
            if len(body) > self.max_bytes:
                raise BadLink(
                    f"The page is larger than {self.max_bytes >> 20} MB; paste the article's text instead."
                )
            if decoder is not None and decoder.eof:
                break
        _left(deadline)
        if response.length or (decoder is not None and not decoder.eof):
            raise BadLink(f"{link.host} sent a damaged page; try again, or paste the text.")
        return bytes(body)


def _headers() -> dict[str, str]:
    return {
        "User-Agent": "Mozilla/5.0 (compatible; mapapp)",
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8",
        "Accept-Encoding": "gzip",
        "Accept-Language": "en",
        "Connection": "close",
    }


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _end(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it has ended by itself
        sock.shutdown(socket.SHUT_RDWR)


def _plain(text: str) -> str:
    return re.sub(r"[^\w/+.-]", "", text)[:60]


def _explained(link: Link, error: Exception) -> BadLink:
    match error:
        case TimeoutError():
            reason = "took too long to answer"
        case ssl.SSLError():
            reason = "has no valid certificate"
        case ConnectionError():
            reason = "refused the connection"
        case _:
            reason = "could not be read"
    return BadLink(f"{link.host} {reason}. Try again later, or open the page and paste its text.")
