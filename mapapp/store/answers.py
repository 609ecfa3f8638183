"""What the store answers with, beside the values of core."""

from dataclasses import dataclass
from datetime import date

from mapapp.core.event import Edit


@dataclass(frozen=True, slots=True)
class Added:
    """What `Store.add` did: `stored` is False where the same text was there already, as `article_id`."""

    article_id: str
    stored: bool
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a map holds; background, unplaced and undated are counted among the events."""

    articles: int
    reports: int
    events: int
    background: int
    unplaced: int
    undated: int
    refused: int


@dataclass(frozen=True, slots=True)
class Change:
    """An edit of an article, with its number, and whether it was undone later."""

    id: int
    edit: Edit
    undone: bool = False


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article as a list shows it; `events` is how many it reports, those told by others included."""

    id: str
    title: str
    source: str
    url: str
    day: date | None
    events: int
