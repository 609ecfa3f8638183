"""The class people use: open the data, look names up, find and resolve them in text."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import platformdirs

from gazetteer.datafile import chosen
from gazetteer.index import Contents, NameIndex
from gazetteer.layer import Layer
from gazetteer.name_sets import NameSet, label
from gazetteer.names import fold
from gazetteer.nearby import Nearby
from gazetteer.place import Candidate, Kind, Mention, Name, Place
from gazetteer.prefix import suggestions
from gazetteer.ranking import PEOPLE_TYPES, is_latin
from gazetteer.search import Lookup
from gazetteer.seats import Seats
from gazetteer.status import Fact, facts_at
from gazetteer.unpack import Progress, unpacked


class Gazetteer:
    """Places and their names, offline; read-only, and safe to use from many threads and processes.

    Countries are ISO 3166-1 alpha-2, kinds are those of gazetteer.place, distances are kilometres.
    """

    def __init__(self, folder: Path, layer: Layer | None = None) -> None:
        self.index = NameIndex(folder, layer)
        self._search = Lookup(self.index)
        self._seats = Seats(self.index)
        self._nearby = Nearby(self.index)

    @classmethod
    def open(
        cls, folder: Path | str | None = None, progress: Progress | None = None, layer: Layer | None = None
    ) -> "Gazetteer":
        """Return the gazetteer of this installation, unpacked in `folder` the first time.

        Without a folder it is "gazetteer" in the user's data folder. Unpacking takes about half a minute
        once; `progress` is called with how much is done (0 to 1) and the step. BadData is raised where the
        data or a row of the supplement is not what it should be. Places of a `layer` win over the data's.
        """
        root = (
            Path(folder) if folder else platformdirs.user_data_path("mapapp", appauthor=False) / "gazetteer"
        )
        return cls(unpacked(root, progress, chosen(root)), layer)

    def with_layer(self, layer: Layer | None) -> "Gazetteer":
        """Return this gazetteer with other places laid over it: opened in milliseconds, nothing unpacked."""
        return type(self)(self.index.folder, layer)

    def place(self, id: int) -> Place | None:
        """Return the place of an id, or None."""
        return self.index.place(id)

    def names(self, place_id: int) -> tuple[Name, ...]:
        """Return all names of a place, its own first; () for an unknown id."""
        return self.index.names(place_id)

    def other_names(self, place: Place, limit: int = 8) -> tuple[str, ...]:
        """Return further names a reader can use, in Latin script: the other side's first, each key once."""
        names = sorted(self.index.names(place.id), key=_interest)
        found: dict[str, str] = {fold(place.name): place.name}
        for name in names:
            if not name.searchable_only and is_latin(name.text) and name.type not in PEOPLE_TYPES:
                found.setdefault(fold(name.text), name.text)
        return tuple(found.values())[1 : limit + 1]

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the places that bear exactly this name, best first; () when there is none."""
        exact = (c for c in self.index.candidates_of(name) if c.name == name)
        return tuple(c.place for c in exact if c.name_type not in PEOPLE_TYPES)

    def lookup(self, query: str, country: str | None = None, limit: int = 10) -> tuple[Candidate, ...]:
        """Return the places that a query may mean, best first; () when nothing is good enough.

        Names as written come before names alike; only where nothing bears the name it is compared with names
        that sound alike or are a slip away, and not below five letters. A generic word keeps its kind:
        "Kherson oblast" is the region, and "X dam" never a town. With a country (ISO 3166-1 alpha-2), only
        places are given that it holds, claims, controls or administers, or that lie in one it does; without
        one, a place that only sounds alike is never first.
        """
        return self._search.find(query, country, limit)

    def suggest(self, prefix: str, limit: int = 10, country: str | None = None) -> tuple[Candidate, ...]:
        """Return the places with a name that begins so, best known first, for a search box; () for "".

        Each by the name that begins as typed; what is typed in one script finds names in that script.
        """
        return suggestions(self.index, prefix, limit, country.upper() if country else None)

    def status(self, place_id: int, at: str | None = None) -> tuple[Fact, ...]:
        """Return who holds and claims a place, with days and sources; () where nothing is disputed.

        With a date (ISO 8601, a year will do) those that held then; without one those that hold today.
        """
        return facts_at(self.history(place_id), at or "")

    def history(self, place_id: int) -> tuple[Fact, ...]:
        """Return all facts about who held and claimed a place, those that are over included.

        Of a place that no fact is about, they are those of the nearest thing that it lies in.
        """
        place = self.index.place(place_id)
        for id in (place_id, *(place.parents if place else ())):
            facts = self.index.facts(id)
            if facts:
                return facts
        return ()

    def label(self, place: Place, name_set: NameSet | None = None, at: str = "", as_written: str = "") -> str:
        """Return what a place is called for a reader, by the one rule of gazetteer.name_sets.

        `at` (ISO 8601, a year will do) asks for the name at a date; `as_written` is the name in a quote.
        """
        name_set = name_set or NameSet()
        if name_set.kind == "international" and not (at or as_written or place.contested):
            return place.name
        return label(place, name_set, self.names(place.id), self.history(place.id), at, as_written)

    def lookup_in(
        self, context: str, start: int, end: int, query: str | None = None, country: str | None = None,
        limit: int = 10,
    ) -> tuple[Candidate, ...]:  # fmt: skip
        """Return the places that `context[start:end]` may mean there, best first.

        The other names of the context decide; what the name may mean elsewhere follows.
        """
        query = context[start:end] if query is None else query
        asked = Mention(start, end, context[start:end])
        others = [m for m in self.find(context) if m.end <= start or end <= m.start]
        mentions = sorted([*others, asked], key=lambda m: m.start)
        resolved = self.resolve(context, mentions, [country] if country else [])
        there = next(m for m in resolved if (m.start, m.end) == (start, end))
        plain = self.lookup(query, country, limit=200)
        if not country and (not plain or plain[0].match in {"fuzzy", "transliterated"}):
            about = Counter(m.place.country for m in resolved if m.place is not None and m is not there)
            for code, _ in about.most_common(2):  # what the context is about is as good as a country given
                hinted = self.lookup(query, code, limit=200) if code else ()
                if hinted:
                    plain = hinted
                    break
        allowed = {c.place.id: c for c in plain}
        first = [c for c in there.candidates if c.place.id in allowed or (not plain and not country)]
        first.sort(key=lambda c: there.place is None or c.place.id != there.place.id)
        known = {c.place.id for c in first}
        least = min((c.score for c in first), default=1.0)
        rest = [replace(c, score=round(c.score * least, 4)) for c in plain if c.place.id not in known]
        return tuple([*first, *rest][:limit])

    def contents(self) -> Contents:
        """Return how much the data holds, by kind and by source."""
        return self.index.contents()

    def near(
        self, lat: float, lon: float, km: float, kinds: Iterable[Kind] | None = None, limit: int = 10
    ) -> tuple[Place, ...]:
        """Return the places within a distance of a point, nearest first."""
        return self._nearby.near(lat, lon, km, kinds, limit)

    def seat(self, area: Place) -> Place | None:
        """Return the capital of a country or the chief town of a region, None where none is known."""
        return self._seats.of(area)

    def labels(
        self, south: float, west: float, north: float, east: float, limit: int = 200, min_population: int = 0,
        kinds: Iterable[Kind] | None = None,
    ) -> tuple[Place, ...]:  # fmt: skip
        """Return places for a map's labels in a box, most important first.

        Without kinds: countries, settlements and disputed regions. A box with west above east spans the
        date line.
        """
        return self._nearby.labels(south, west, north, east, limit, min_population, kinds)

    def find(self, text: str, entities: Sequence[tuple[int, int, str]] | None = None) -> tuple[Mention, ...]:
        """Return the place names of a text in order, not yet resolved.

        `entities` are (start, end, spaCy's label) where the caller has them already.
        """
        from gazetteer.mentions import find_mentions

        return find_mentions(text, self.index, entities)

    def resolve(
        self, text: str, mentions: Sequence[Mention], countries: Collection[str] = ()
    ) -> tuple[Mention, ...]:
        """Return the mentions of a text with a place each, where one is good enough.

        `countries` (ISO 3166-1 alpha-2) are where the text is likely to be about.
        """
        from gazetteer.resolver import resolve_mentions

        return resolve_mentions(text, mentions, self.index, countries=countries)

    def geoparse(
        self,
        text: str,
        entities: Sequence[tuple[int, int, str]] | None = None,
        countries: Collection[str] = (),
    ) -> tuple[Mention, ...]:
        """Return the place names of a text, found and resolved together."""
        return self.resolve(text, self.find(text, entities), countries)


_INTERESTING = ("endonym", "official", "common", "historic", "exonym")


def _interest(name: Name) -> tuple[int, int, int, str]:
    """Sort names: those of a side, then tagged English ones, then preferred, then plain variants."""
    return (
        0 if name.authority.startswith(("gov:", "defacto:")) else 1,
        0 if name.language in {"en", "mul"} else 1,
        _INTERESTING.index(name.type) if name.type in _INTERESTING else len(_INTERESTING),
        name.text,
    )
