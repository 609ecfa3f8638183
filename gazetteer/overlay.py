"""The supplement laid over the data file's places while they are unpacked, one place after another."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from gazetteer.errors import BadData
from gazetteer.identity import own_id
from gazetteer.place import Name, Place
from gazetteer.status import Fact
from gazetteer.supplement import PlaceRow, Supplement
from gazetteer.weight import weight

SOURCE = "supplement"


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name on its way into the database: whose it is, and whether it is the place's own."""

    name: Name
    source: str
    main: bool = False


@dataclass(slots=True)
class Loaded:
    """A place with all its names."""

    place: Place
    admin2: int = 0
    names: list[NameRow] = field(default_factory=list)
    parents: tuple[int, ...] = ()


class Overlay:
    """What the supplement says, asked place by place."""

    def __init__(self, supplement: Supplement) -> None:
        self.ids = {row.key: row.geonameid or own_id(SOURCE, row.key) for row in supplement.places}
        self._rows = {row.geonameid: row for row in supplement.places if row.geonameid}
        self._waiting = {row.key: row for row in supplement.places}
        self._parents = {self.ids[row.key]: row.parents for row in supplement.places if row.parents}
        self._references: dict[str, int] = {}
        self._placed: set[int] = set()
        self._names: dict[str, list[Name]] = defaultdict(list)
        self._vetoes: dict[str, set[str]] = defaultdict(set)
        for reference, name in supplement.names:
            self._names[self._known(reference)].append(name)
        for reference, text in supplement.vetoes:
            self._vetoes[self._known(reference)].add(text)
        self._facts = [(self._known(reference), fact) for reference, fact in supplement.facts]
        self._named = {self._known(r) for row in supplement.places for r in row.parents}
        self._named |= {reference for reference, _ in self._facts}

    def _known(self, reference: str) -> str:
        if ":" not in reference:
            if reference not in self.ids:
                raise BadData(f"supplement: {reference!r} is the key of no row")
            return f"id:{self.ids[reference]}"
        return reference.replace("geonames:", "id:")

    def apply(self, loaded: Loaded) -> Loaded:
        """Return a place of the data file as the supplement wants it."""
        place = loaded.place
        references = [f"id:{place.id}"]
        if place.feature == "PCL":
            references.append(f"country:{place.country}")
        elif place.feature == "ADM1":
            references.append(f"admin1:{place.admin1}")
        for reference in references:
            if reference in self._named:
                self._references[reference] = place.id
        if place.id in self._parents:
            self._placed.add(place.id)
        row = self._rows.get(place.id)
        if row:
            self._waiting.pop(row.key)
            loaded.place = _changed(place, row)
            loaded.names = [NameRow(n.name, n.source) for n in loaded.names]
            _add(loaded, Name(row.name, "en", "common", "int", True), main=True)
            for name in row.names:
                _add(loaded, name)
        for reference in references:
            for name in self._names.get(reference, ()):
                _add(loaded, name)
            vetoed = self._vetoes.get(reference)
            if vetoed:
                loaded.names = [n for n in loaded.names if n.main or n.name.text not in vetoed]
        return loaded

    def rest(self) -> Iterator[Loaded]:
        """Yield the places that the data file does not have; call this after its last place."""
        for row in list(self._waiting.values()):
            if row.lat is None or row.lon is None:
                continue  # a lighter data file may lack a place whose point we take from it
            place = Place(self.ids[row.key], row.name, row.kind, row.lat, row.lon, source=SOURCE)
            yield self.apply(Loaded(place)) if row.geonameid else self._new(place, row)

    def _new(self, place: Place, row: PlaceRow) -> Loaded:
        loaded = Loaded(_changed(place, row))
        _add(loaded, Name(row.name, "en", "common", "int", True), main=True)
        for name in [*row.names, *self._names.get(f"id:{place.id}", ())]:
            _add(loaded, name)
        self._references[f"id:{place.id}"] = place.id
        self._placed.add(place.id)
        return loaded

    def parents(self) -> Iterator[tuple[int, int, int]]:
        """Yield (place, position, parent) for every row that names parents; call this last."""
        for place, references in self._parents.items():
            for position, reference in enumerate(references):
                parent = self._references.get(self._known(reference))
                if parent is not None and place in self._placed:
                    yield place, position, parent

    def facts(self) -> Iterator[tuple[int, int, Fact]]:
        """Yield (place, position, fact) for every fact about a place that is there; call this last."""
        for position, (reference, fact) in enumerate(self._facts):
            place = self._references.get(reference)
            if place is not None:
                yield place, position, fact


def _changed(place: Place, row: PlaceRow) -> Place:
    changes: dict[str, Any] = {
        "name": row.name,
        "kind": row.kind,
        "label": row.label,
        "contested": bool(row.label),
    }
    if row.lat is not None and row.lon is not None:
        changes |= {"lat": row.lat, "lon": row.lon, "coord_source": row.coord_source}
    if row.country:
        changes["country"] = row.country
    if row.radius_km:
        changes["radius_km"] = row.radius_km
    return replace(place, weight=row.weight or weight(row.kind, place.feature, place.population), **changes)


def _add(loaded: Loaded, name: Name, main: bool = False) -> None:
    """Add a name; one that is there with the same text gives way."""
    loaded.names = [n for n in loaded.names if n.name.text != name.text or n.main]
    if not any(n.name.text == name.text for n in loaded.names):
        loaded.names.append(NameRow(name, SOURCE, main))
