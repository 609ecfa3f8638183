"""The whole way: an article read, its events made and merged with what is known, and kept."""

import logging
import re
import threading
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO

from gazetteer import Gazetteer
from mapapp.core.article import Article
from mapapp.core.errors import MapappError
from mapapp.core.event import Event
from mapapp.core.report import Reading
from mapapp.extraction.reader import Reader
from mapapp.merging.derive import merge_reports
from mapapp.merging.events import make_events, match
from mapapp.sources.fetch import Fetcher
from mapapp.sources.files import Failed, read_path, read_stream
from mapapp.sources.text import first_line
from mapapp.sources.web import Found, find_article
from mapapp.store import Change, IdTaken, Store

_LOG = logging.getLogger(__name__)
_VERSION = re.compile(r"-v[0-9]+$")


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be kept of an article. `duplicate` is the id of the stored article with the same text.

    `article.id` is free; where the id it was given is another text's, that one is `supersedes`.
    """

    article: Article
    reading: Reading
    events: tuple[Event, ...]
    duplicate: str | None = None
    supersedes: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What was kept: `stored` is False where the text was there already, as `duplicate_of`.

    `event_ids` are the events that the article reports, also those it shares with other articles.
    """

    article_id: str
    stored: bool
    event_ids: tuple[str, ...]
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article among many: kept (`saved`), or not, with the error in words."""

    origin: str
    saved: Saved | None = None
    error: str = ""
    notes: tuple[str, ...] = ()


class Ingest:
    """Reads articles into a store. Threads may share one; several processes may fill one store."""

    def __init__(
        self,
        store: Store,
        gazetteer: Gazetteer,
        reader: Reader | None = None,
        fetcher: Fetcher | None = None,
    ) -> None:
        self._store = store
        self._gazetteer = gazetteer
        self._reader = reader
        self.fetcher = fetcher or Fetcher()
        self._opening = threading.Lock()

    @property
    def reader(self) -> Reader:
        """What reads articles; it takes a second to load, the first time."""
        with self._opening:
            if self._reader is None:
                self._reader = Reader(self._gazetteer)
            return self._reader

    def find(self, link: str) -> Found:
        """Return what the page behind a link says, for a person to check; nothing is stored.

        This alone leaves the machine: it contacts the link's site. Raises BadArticle with what to do instead.
        """
        return find_article(link, self.fetcher)

    def preview(self, article: Article) -> Preview:
        """Return what would be kept of an article; nothing is stored."""
        same = self._store.article_by_hash(article.hash)
        named, supersedes = (article, None) if same is not None else self._named(article)
        reading, events = understand(self.reader, named)
        if not named.title:  # only now: a first line said to be the title would be read as a headline
            named = replace(named, title=first_line(named.text))
        return Preview(named, reading, events, same.id if same is not None else None, supersedes)

    def save(self, given: Article | Preview) -> Saved:
        """Keep an article and its events, and return what was kept; the same text is kept once.

        A new event that a stored one near it also tells of becomes another report of that one.
        """
        asked = given.supersedes or given.article.id if isinstance(given, Preview) else given.id
        article = given.article if isinstance(given, Preview) else given
        held = self._store.article_by_hash(article.hash)
        if held is not None:
            events = self._store.events_of(held.id)
            return Saved(held.id, False, tuple(event.id for event in events), held.id)
        preview = given if isinstance(given, Preview) else self.preview(article)
        while True:
            try:
                added = self._store.add(
                    preview.article, preview.reading, preview.events, match, preview.supersedes
                )
            except IdTaken:  # by another writer, since the preview
                preview = self.preview(replace(preview.article, id=asked))
                continue
            return Saved(
                added.article_id, added.stored, added.event_ids, None if added.stored else added.article_id
            )

    def correct(self, id: str, article: Article, who: str = "", why: str = "") -> tuple[Saved, Change]:
        """Keep a corrected article in the place of a stored one, read again; the first text stays for `undo`.

        Raises ChangeRefused where the stored one is not there, or the text is another article's.
        """
        asked = _VERSION.sub("", id)
        while True:
            named, _ = self._named(replace(article, id=asked))
            reading, events = understand(self.reader, named)
            if not named.title:
                named = replace(named, title=first_line(named.text))
            try:
                added, change = self._store.correct_article(
                    id, named, reading, events, merge_reports, match, who, why
                )
            except IdTaken:  # by another writer meanwhile
                continue
            return Saved(added.article_id, True, added.event_ids), change

    def delete(self, id: str, who: str = "", why: str = "") -> Change:
        """Take an article out of the map with everything from it; raises ChangeRefused."""
        return self._store.delete_article(id, merge_reports, who, why)

    def undo(self, change_id: int, who: str = "") -> Change:
        """Take back a deletion or a correction; raises ChangeRefused where it cannot be."""
        return self._store.undo(change_id, merge_reports, who)

    def read_paths(
        self, paths: Iterable[str], *, today: date, standard_input: IO[bytes] | None = None
    ) -> Iterator[Outcome]:
        """Keep the articles of files, folders and links ("-" is standard input), giving what became of each.

        An article that fails never stops the others; raises StoreError where nothing can be kept at all.
        """
        for path in paths:
            if path == "-" and standard_input is not None:
                items = read_stream(standard_input, "standard input", today=today)
            else:
                items = read_path(path, today=today, fetcher=self.fetcher)
            for item in items:
                if isinstance(item, Failed):
                    yield Outcome(item.origin, error=item.error)
                    continue
                try:
                    saved = self.save(item.article)
                except MapappError:
                    raise
                except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others go on
                    yield Outcome(item.origin, error=unread(item.origin, error), notes=item.notes)
                else:
                    yield Outcome(item.origin, saved, notes=item.notes)

    def _named(self, article: Article) -> tuple[Article, str | None]:
        """Return the article under an id that is free, and the id of the text it is a new version of."""
        latest, number = None, 1
        id = article.id
        while self._store.article(id) is not None:
            latest, number = id, number + 1
            id = f"{article.id}-v{number}"
        return replace(article, id=id), latest


def understand(reader: Reader, article: Article) -> tuple[Reading, tuple[Event, ...]]:
    """Return what is read in an article, and its events."""
    reading = reader.read(article)
    return reading, make_events(reading)


def unread(origin: str, error: Exception) -> str:
    """Return the message for an article that could not be read by a fault of ours; the log gets the whole."""
    _LOG.error("%s could not be read", ascii(origin), exc_info=error)
    where = ""
    if frames := traceback.extract_tb(error.__traceback__):
        where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}"
    fault = f"{type(error).__name__}{where}"
    return f"{origin}: could not be read, by a fault of mapapp ({fault}). Please report it."
