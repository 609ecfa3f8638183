"""What routes and views share in this process: the maps, the gazetteer, the reading of articles."""

import re
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from gazetteer import Gazetteer
from gazetteer.status import countries
from gazetteer.unpack import Progress
from mapapp.config import Settings
from mapapp.core.article import Article
from mapapp.core.errors import MapappError
from mapapp.core.map_name import DEFAULT, DEMO, map_name, token
from mapapp.server.demo import Demo, DemoNotReady
from mapapp.server.own_layer import OwnLayer
from mapapp.store import Store
from mapapp.store.sealed import SealedStore

if TYPE_CHECKING:
    from mapapp.extraction.reader import Reader
    from mapapp.ingest import Ingest

KEPT_ARTICLES = 64
KEPT_CHARACTERS = 2_000_000
SESSION_KEY: Final = "map_name"
"""Where a reader's session says which map is looked at."""

RESERVED: Final = frozenset({DEFAULT, DEMO, "my map", "new map"})
"""Names that no new map can have: the page calls others so."""

_BACKUP = re.compile(r".+\.schema-[^.]+\.backup")


class NoSuchMap(MapappError, LookupError):
    """There is no map of a name."""


class Shared:
    """What all maps of a process share: the gazetteer and the reader of articles, opened when asked for."""

    def __init__(self, settings: Settings, gazetteer: Gazetteer | None = None) -> None:
        self.settings = settings
        self.own = OwnLayer(settings.data_dir)
        self._gazetteer = gazetteer
        self._reader: Reader | None = None
        self._reads_with: Gazetteer | None = None
        self._opening = threading.Lock()
        self._loading = threading.Lock()

    def gazetteer(self, progress: Progress | None = None, *, own: bool = True) -> Gazetteer:
        """Return the gazetteer with the user's `own` places or without, unpacked when first asked for.

        With them it is another one once they have changed.
        """
        with self._opening:
            if self._gazetteer is None:
                self._gazetteer = Gazetteer.open(self.settings.gazetteer_dir, progress)
            return self.own.over(self._gazetteer) if own else self._gazetteer

    def ingest(self, store: Store, *, own: bool = True) -> "Ingest":
        """Return what reads articles into a store; the reader behind it is loaded once a gazetteer."""
        from mapapp.ingest import Ingest  # spaCy behind it takes seconds to import

        with self._loading:
            gazetteer = self.gazetteer(own=own)
            ingest = Ingest(store, gazetteer, self._reader if gazetteer is self._reads_with else None)
            self._reader, self._reads_with = ingest.reader, gazetteer
            return ingest


class State:
    """One map's data and the means to read articles into it; threads may share it. The store is open."""

    def __init__(self, shared: Shared, map_name: str) -> None:
        self.settings = shared.settings
        self.map_name = map_name
        self.is_demo = map_name == DEMO and not shared.settings.database_url
        self._shared = shared
        self.settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        kind = SealedStore if self.is_demo else Store
        self.store: Store = kind(self.settings.map_url(map_name)).open()
        self.store.snapshots.claims = lambda place_id: countries(self.gazetteer().status(place_id))
        self._ingest: Ingest | None = None
        self._ingest_with: Gazetteer | None = None
        self._opening = threading.Lock()
        self._articles: OrderedDict[str, Article] = OrderedDict()
        self._keeping = threading.Lock()

    def gazetteer(self, progress: Progress | None = None) -> Gazetteer:
        """Return the gazetteer, unpacked for this user the first time it is asked for."""
        return self._shared.gazetteer(progress)

    def ingest(self) -> "Ingest":
        """Return what reads articles into the store; the demo's refuses to save any."""
        with self._opening:
            gazetteer = self.gazetteer()
            if self._ingest is None or self._ingest_with is not gazetteer:
                self._ingest, self._ingest_with = self._shared.ingest(self.store), gazetteer
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


class Maps:
    """All maps of this machine's user, each a database of its own, opened when first asked for.

    `first` is the map that was named at the start; without one, the reader's own map if it holds an article,
    else (with `demo`) the demo. Where one database is set from outside, that is the only map.
    """

    def __init__(
        self,
        settings: Settings,
        first: str | None = None,
        gazetteer: Gazetteer | None = None,
        demo: bool = False,
    ) -> None:
        self.settings = settings
        self.shared = Shared(settings, gazetteer)
        self.only_one = bool(settings.database_url)
        self.first = None if first is None else map_name(first)
        wanted = (demo or self.first == DEMO) and not self.only_one
        self.demo = Demo(settings, self.shared) if wanted else None
        self._states: dict[str, State] = {}
        self._opening = threading.RLock()
        self._has_own = False

    def start_name(self) -> str:
        """Return the name of the map for whoever names none."""
        if self.only_one or self.first is not None or self.demo is None:
            return self.first or DEFAULT
        self._has_own = self._has_own or bool(self.state(DEFAULT).store.articles(limit=1))
        return DEFAULT if self._has_own else DEMO

    def names(self) -> tuple[str, ...]:
        """Return the names of all maps: the reader's first one, the others by name, the demo at the end."""
        if self.only_one:
            return (self.first or DEFAULT,)
        found = {self.first, *self._states}
        for file in (self.settings.data_dir / "maps").glob("*.sqlite"):
            try:
                if not _BACKUP.fullmatch(file.stem) and map_name(file.stem) == file.stem:
                    found.add(file.stem)
            except MapappError:
                continue
        found -= {None, DEFAULT, DEMO}
        others = sorted((str(name) for name in found), key=lambda name: (name.casefold(), name))
        return (DEFAULT, *others, *([DEMO] if self.demo else []))

    def named(self, asked: str) -> str:
        """Return the name that a name or a token (core.map_name) stands for.

        Raises BadMapName for what can be none, NoSuchMap for what is none.
        """
        names = self.names()
        for name in names:
            if asked in {name, token(name)}:
                return name
        if (name := map_name(asked)) in names:
            return name
        raise NoSuchMap("There is no map of that name here.")

    def state(self, name: str) -> State:
        """Return an open map by its own name; raises DemoNotReady while the demo is being made."""
        with self._opening:
            if name in self._states:
                return self._states[name]
            if name not in self.names():
                raise NoSuchMap("There is no map of that name here.")
            if self.demo is not None and name == DEMO and not self.demo.ready():
                self.demo.begin()
                raise DemoNotReady
            self._states[name] = State(self.shared, name)
            return self._states[name]

    def create(self, raw: str) -> str:
        """Make an empty map and return its name; raises MapappError where the name is none, or taken."""
        name = map_name(" ".join(raw.split()))
        with self._opening:
            if self.only_one:
                raise MapappError("MAPAPP_DATABASE_URL names one database, so there is one map only.")
            if name.casefold() in {*RESERVED, *(taken.casefold() for taken in self.names())}:
                raise MapappError(f"There is a map “{name}” already. Choose another name.")
            self._states[name] = State(self.shared, name)
            return name

    def close(self) -> None:
        """Close all maps."""
        with self._opening:
            for opened in self._states.values():
                opened.close()


_maps: Maps | None = None
_starting = threading.Lock()


def start(
    settings: Settings, first: str | None = None, gazetteer: Gazetteer | None = None, demo: bool = False
) -> Maps:
    """Open the maps for this process and return them; replaces those that were open.

    The reader's own map, or the one that `first` names, is opened at once: StoreError where it cannot be.
    """
    global _maps
    with _starting:
        if _maps is not None:
            _maps.close()
        _maps = Maps(settings, first, gazetteer, demo)
        if _maps.first != DEMO or _maps.only_one:
            _maps.state(_maps.first or DEFAULT)
        return _maps


def maps() -> Maps:
    """Return the maps of this process, opened by the settings if nothing has been opened yet."""
    global _maps
    with _starting:
        if _maps is None:
            _maps = Maps(Settings(), demo=True)
        return _maps


def current() -> State:
    """Return the map that the page being drawn is of; outside a page the one that the server starts with."""
    known = maps()
    return known.state(session_map() or known.start_name())


def session_map() -> str:
    """Return the name of the map that a reader's session looks at, or ""."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return ""
    return str(st.session_state.get(SESSION_KEY, ""))
