"""Which addresses a link may lead to: public ones only, whatever spelling or redirect hides them."""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from mapapp.core.errors import BadArticle

PORTS: Final = frozenset({80, 443})
MAX_LINK: Final = 2_000
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
"""A host name and port -> the addresses it has, as text; raises OSError where it has none."""

_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NOT_IN_A_LINK = re.compile("[\x00-\x20\x7f-\xa0\\\\\u2028\u2029]")


class BadLink(BadArticle):
    """A link cannot be fetched; the text says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address of the web, taken apart once: nothing looks at its text again."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def text(self) -> str:
        """The link as it is shown and stored."""
        usual = {"http": 80, "https": 443}[self.scheme]
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{'' if self.port == usual else f':{self.port}'}{self.target}"


def parse_link(raw: str) -> Link:
    """Return a link taken apart; raises BadLink for anything but a plain http or https address.

    >>> parse_link("https://news.example/a?b=1#c").target
    '/a?b=1'
    """
    raw = raw.strip()
    if len(raw) > MAX_LINK:
        raise BadLink(f"The link has {len(raw)} characters, expected at most {MAX_LINK}.")
    if _NOT_IN_A_LINK.search(raw):
        raise BadLink("The link holds a space, a backslash or a control character; copy it again whole.")
    try:
        parts = urlsplit(raw)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        raise BadLink("The link cannot be read; expected https:// and a web address.") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise BadLink("The link must begin with https:// or http://, then a web address.")
    if parts.username is not None or parts.password is not None:
        raise BadLink("The link holds a user name or password; use the page's plain address.")
    port = port if port is not None else {"http": 80, "https": 443}[parts.scheme]
    if port not in PORTS:
        raise BadLink(f"The link asks for port {port}; only 80 and 443 are fetched.")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in target)
    return Link(parts.scheme, _ascii_host(host), port, target)


def _ascii_host(host: str) -> str:
    if ":" in host:
        return host
    try:
        ascii_host = host.encode("idna").decode().lower() if not host.isascii() else host.lower()
    except UnicodeError:
        raise BadLink("The link's host name cannot be read.") from None
    if len(ascii_host) > 253 or not all(_LABEL.fullmatch(label) for label in ascii_host.split(".")):
        raise BadLink("The link's host name is not one of the web.")
    return ascii_host


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, after unwrapping the ways to write IPv4 in IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and any(address in network for network in _NAT64):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is None and int(address) >> 32 == 0:  # IPv4-compatible, long out of use
            return False
        if inner is not None and not is_public(inner):
            return False
        if address.is_site_local:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
        and not address.is_loopback
        and not address.is_link_local
    )


def public_addresses(link: Link, resolve: Resolve) -> tuple[str, ...]:
    """Return the addresses of a link's host, all of them public; raises BadLink if any one is not.

    One private answer among public ones refuses the link: the next look-up could give that one.
    """
    try:
        found = resolve(link.host, link.port)
    except (OSError, UnicodeError):
        raise BadLink(
            f"{link.host} was not found. Check the link and the internet connection, or paste the text."
        ) from None
    addresses: list[Any] = []
    for text in found:
        try:
            addresses.append(ipaddress.ip_address(text.split("%")[0]))
        except ValueError:
            raise BadLink(f"{link.host} has no address that can be used.") from None
    if not addresses or not all(map(is_public, addresses)):
        raise BadLink(
            f"{link.host} is not on the public internet; such pages are not fetched. Paste the text instead."
        )
    return tuple(str(address) for address in addresses)
