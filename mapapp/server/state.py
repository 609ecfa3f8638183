"""What routes and views share in this process: the store, the gazetteer, the reading of articles."""

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from gazetteer import Gazetteer
from gazetteer.unpack import Progress
from mapapp.config import Settings
from mapapp.core.article import Article
from mapapp.store import Store

if TYPE_CHECKING:
    from mapapp.ingest import Ingest

KEPT_ARTICLES = 64
KEPT_CHARACTERS = 2_000_000


class State:
    """One map's data and the means to read articles into it; threads may share it.

    The store is open at once; the gazetteer and the reader of articles open when first asked for.
    """

    def __init__(
        self, settings: Settings, map_name: str = "default", gazetteer: Gazetteer | None = None
    ) -> None:
        self.settings = settings
        self.map_name = map_name
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.store = Store(settings.map_url(map_name)).open()
        self._gazetteer = gazetteer
        self._ingest: Ingest | None = None
        self._opening = threading.RLock()
        self._articles: OrderedDict[str, Article] = OrderedDict()
        self._keeping = threading.Lock()

    def gazetteer(self, progress: Progress | None = None) -> Gazetteer:
        """Return the gazetteer, unpacked for this user the first time it is asked for."""
        with self._opening:
            if self._gazetteer is None:
                self._gazetteer = Gazetteer.open(self.settings.gazetteer_dir, progress)
            return self._gazetteer

    def ingest(self) -> "Ingest":
        """Return what reads articles into the store."""
        with self._opening:
            if self._ingest is None:
                from mapapp.ingest import Ingest  # spaCy behind it takes seconds to import

                self._ingest = Ingest(self.store, self.gazetteer())
                _ = self._ingest.reader
            return self._ingest

    def article(self, id: str) -> Article | None:
        """Return an article; the ones asked for last are at hand. A stored article is never altered."""
        with self._keeping:
            if id in self._articles:
                self._articles.move_to_end(id)
                return self._articles[id]
        article = self.store.article(id)
        if article is not None and len(article.text) <= KEPT_CHARACTERS // 8:
            with self._keeping:
                self._articles[id] = article
                kept = sum(len(a.text) for a in self._articles.values())
                while len(self._articles) > KEPT_ARTICLES or kept > KEPT_CHARACTERS:
                    kept -= len(self._articles.popitem(last=False)[1].text)
        return article

    def close(self) -> None:
        """Close the store."""
        self.store.close()


_current: State | None = None
_starting = threading.Lock()


def start(settings: Settings, map_name: str = "default", gazetteer: Gazetteer | None = None) -> State:
    """Open a map for this process and return its state; replaces the one that was open."""
    global _current
    with _starting:
        if _current is not None:
            _current.close()
        _current = State(settings, map_name, gazetteer)
        return _current


def current() -> State:
    """Return the state of this process, opened by the settings if nothing has been opened yet."""
    global _current
    with _starting:
        if _current is None:
            _current = State(Settings())
        return _current
