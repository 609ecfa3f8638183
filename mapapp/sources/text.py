"""A pasted text, a line of JSON Lines or a text file, made into an article: the door for text."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from mapapp.core.article import Article, Published, content_hash, storable
from mapapp.core.errors import BadArticle
from mapapp.sources.charset import MAX_BYTES, decode

MAX_TITLE: Final = 1_000
MAX_ID: Final = 200
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINK = re.compile(
    'https?://[^\x00-\x20\x7f-\xa0\\\\<>"`\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+', re.I
)


@dataclass(frozen=True, slots=True)
class Taken:
    """An article that was taken in, where from (for messages), and what the reader should know of it."""

    article: Article
    origin: str = ""
    notes: tuple[str, ...] = ()


def take_text(
    text: str | bytes,
    *,
    today: date,
    title: str = "",
    url: str = "",
    published: str | None = None,
    source: str = "",
    language: str = "",
    id: str = "",
    origin: str = "The article",
) -> Taken:
    """Return the article of a text with what is known about it; `today` is the caller's.

    The text stays as it is, but for NUL and lone surrogates (core.article.storable). Without an `id` the
    article has one made from its text; without a title it has none (`first_line` is what to show then).
    `published` is YYYY-MM-DD, or empty where it is not known. A link that is not http or https is left out,
    with a note. Raises BadArticle, which begins with `origin`.
    """
    notes: tuple[str, ...] = ()
    if isinstance(text, bytes):
        text, notes = decode(text, origin)
    elif len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise BadArticle(f"{origin}: is longer than {MAX_BYTES >> 20} MB. Take in its parts one by one.")
    text = storable(text)
    if not any(character.isalnum() for character in text):
        raise BadArticle(f"{origin}: has no text, expected at least one sentence.")
    if len(title) > MAX_TITLE:
        raise BadArticle(f"{origin}: the title has {len(title)} characters, expected at most {MAX_TITLE}.")
    if len(id) > MAX_ID:
        raise BadArticle(f"{origin}: the id has {len(id)} characters, expected at most {MAX_ID}.")
    day = read_day(published, today, origin)
    link, said = read_link(url)
    article = Article(
        storable(id) or "a-" + content_hash(text)[:16],
        storable(title) if title.strip() else "",
        text,
        link,
        storable(source)[:MAX_TITLE],
        storable(language)[:35],
        Published(day, "day", "given with the article", True) if day else Published(None),
    )
    return Taken(article, origin, notes + said)


def take_line(line: str, *, today: date, origin: str) -> Taken:
    """Return the article of a line of JSON Lines: {"id", "title", "text", "published", "url", "source", ...}.

    Only "text" is needed; unknown keys are ignored. Raises BadArticle, which begins with `origin`.
    """
    return take_record(read_record(line, origin), today=today, origin=origin)


def read_record(line: str, origin: str) -> Mapping[str, Any]:
    """Return the JSON object of a line; raises BadArticle where it is none."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadArticle(f"{origin}: is not JSON ({error.msg} at column {error.colno}).") from error
    except (ValueError, RecursionError) as error:
        raise BadArticle(
            f"{origin}: is JSON that cannot be read (numbers or nesting without end)."
        ) from error
    if not isinstance(record, dict):
        raise BadArticle(f'{origin}: is JSON of another kind, expected an object with "text".')
    return record


def take_record(record: Mapping[str, Any], *, today: date, origin: str) -> Taken:
    """Return the article of a JSON object; see `take_line`."""
    words = {}
    for key in ("text", "title", "url", "published", "source", "language"):
        value = record.get(key)
        if value is not None and not isinstance(value, str):
            raise BadArticle(f"{origin}: {key} is {_shown(value)}, expected a string.")
        words[key] = value or ""
    id = record.get("id")
    if id is not None and (isinstance(id, bool) or not isinstance(id, str | int)):
        raise BadArticle(f"{origin}: id is {_shown(id)}, expected a string or a number.")
    if record.get("text") is None:
        raise BadArticle(f'{origin}: has no "text".')
    text = words.pop("text")
    return take_text(text, today=today, id="" if id is None else str(id), origin=origin, **words)


def read_day(published: str | None, today: date, origin: str = "The article") -> date | None:
    """Return the day of a YYYY-MM-DD, None where it is empty; raises BadArticle.

    A day later than tomorrow is refused: it is a slip, and would move every weekday in the text with it.
    """
    raw = (published or "").strip()
    if not raw:
        return None
    try:
        day = date.fromisoformat(raw) if _DAY.fullmatch(raw) else None
    except ValueError:
        day = None
    if day is None:
        raise BadArticle(f"{origin}: published is {_shown(raw)}, expected a day as YYYY-MM-DD, or nothing.")
    if day > today + timedelta(days=1):
        raise BadArticle(
            f"{origin}: published is {raw}, which is still to come (today is {today}). "
            "Correct it, or leave it out."
        )
    return day


def read_link(url: str) -> tuple[str, tuple[str, ...]]:
    """Return a link that may be shown as one, and a note where it was left out ("" and a note).

    >>> read_link("javascript:alert(1)")
    ('', ('The link was left out: it is not http or https.',))
    """
    url = url.strip()
    if not url:
        return "", ()
    if not re.match("https?://", url, re.IGNORECASE):
        return "", ("The link was left out: it is not http or https.",)
    try:
        parts = urlsplit(url)
        whole = _LINK.fullmatch(url) and len(url) <= 2_000 and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        return "", ("The link was left out: it is no whole web address.",)
    if "@" in parts.netloc:
        return "", ("The link was left out: it holds a user's name or password.",)
    return url, ()


def first_line(text: str) -> str:
    """Return the first line of a text, to show as its title: a short line whole, a long one's beginning.

    >>> first_line("\\nShelling near the border\\nOfficials said ...")
    'Shelling near the border'
    """
    line = " ".join(next((line for line in text.splitlines() if line.strip()), "").split())
    if len(line) <= 160:
        return line
    return line[:160].rpartition(" ")[0] + " …" if " " in line[:160] else line[:160] + "…"


def _shown(value: object) -> str:
    """Return a value as a message may show it: short, on one line, in ASCII."""
    shown = ascii(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
