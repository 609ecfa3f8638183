"""A link, made into an article: one guarded fetch, then a parser that can be killed."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from mapapp.sources.address import BadLink
from mapapp.sources.charset import decode
from mapapp.sources.fetch import Fetcher, Page
from mapapp.sources.text import Taken, take_text

PARSE_SECONDS: Final = 15.0
LEAST_TEXT: Final = 60
"""Characters below which what was found is a menu or a caption, not an article."""
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What a page seems to say, for a person to check and correct before it is read."""

    title: str
    text: str
    url: str
    published: str
    source: str
    notes: tuple[str, ...] = ()

    def take(self, today: date) -> Taken:
        """Return the article of what was found; raises BadArticle as `take_text` does."""
        return take_text(
            self.text,
            today=today,
            title=self.title,
            url=self.url,
            published=self.published,
            source=self.source,
            origin=self.url,
        )


def find_article(link: str, fetcher: Fetcher | None = None) -> Found:
    """Return what the page behind a link says; raises BadLink or BadArticle with what to do instead."""
    page = (fetcher or Fetcher()).fetch(link)
    markup, notes = _markup(page)
    if page.content_type == "text/plain":
        return Found("", markup, page.link.text, "", page.link.host, notes)
    found = _parsed(markup, page.link.host)
    if len(found["text"]) < LEAST_TEXT:
        raise BadLink(
            f"No article was found on the page at {page.link.host}: it may be a list, a video or a page that "
            "fills itself by script. Open it in a browser and paste the text."
        )
    return Found(
        title=found["title"],
        text=found["text"],
        url=page.link.text,
        published=found["published"],
        source=found["source"] or page.link.host,
        notes=notes,
    )


def _markup(page: Page) -> tuple[str, tuple[str, ...]]:
    """The page's text: the header's charset, else the markup's own, else as `decode` finds it."""
    head = _META.search(page.body[:4096])
    declared = page.charset or (head.group(1).decode() if head else "")
    return decode(page.body, page.link.host, declared)


def _parsed(markup: str, host: str) -> dict[str, Any]:
    command = [sys.executable, "-I", "-m", "mapapp.sources.page_parser"]
    try:
        done = subprocess.run(
            command,
            input=markup.encode("utf-8", "replace"),
            capture_output=True,
            timeout=PARSE_SECONDS,
            check=False,
        )
        if done.returncode == 0:
            found: dict[str, Any] = json.loads(done.stdout)
            return found
    except (subprocess.TimeoutExpired, ValueError):
        pass
    raise BadLink(f"The page at {host} could not be read in time. Open it in a browser and paste the text.")
