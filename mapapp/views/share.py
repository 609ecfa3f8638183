"""Addresses of a view for others: the whole map, and the code that shows it inside another site."""

from html import escape
from typing import Final
from urllib.parse import urlencode

HEIGHT: Final = 480


def whole_address(page_url: str | None, parameters: dict[str, str]) -> str:
    """Return the address of the whole map with the same selection.

    >>> whole_address("https://maps.example/?embed=true&from=2020-10-01", {"from": "2020-10-01"})
    'https://maps.example/?from=2020-10-01'
    """
    base = (page_url or "/").partition("?")[0].partition("#")[0]
    kept = {key: value for key, value in parameters.items() if not key.startswith("embed")}
    return base + ("?" + urlencode(kept) if kept else "")


def snippet(page_url: str | None, parameters: dict[str, str]) -> str:
    """Return the HTML that shows the same map in another page; that site must be one of MAPAPP_EMBED_ORIGINS.

    >>> snippet("https://maps.example/", {"types": "battles"})[:61]
    '<iframe src="https://maps.example/?types=battles&amp;embed=tr'
    """
    whole = whole_address(page_url, parameters)
    address = whole + ("&" if "?" in whole else "?") + "embed=true"
    return (
        f'<iframe src="{escape(address)}" title="Map of events" width="100%" height="{HEIGHT}" '
        'style="border:0" loading="lazy" allow="fullscreen; clipboard-write"></iframe>'
    )
