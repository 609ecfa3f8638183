"""Places laid over the opened data: they and their names win, and nothing is unpacked again for them."""

from collections.abc import Iterable, Iterator

import marisa_trie

from gazetteer.names import fold
from gazetteer.place import Candidate, Name, Place


class Layer:
    """A few places with their names, such as a user's own: hundreds, not millions; never changed once made.

    A place with the id of a place in the data takes its stead (its names come besides the data's own); any
    other stands beside them, and wants an id that is its own: see `identity.own_id`. Where a look-up or a
    text has a name of the layer, the layer's place comes first; in running text it is the only one meant.
    """

    def __init__(self, places: Iterable[tuple[Place, Iterable[Name]]] = ()) -> None:
        self.places: dict[int, Place] = {}
        self._names: dict[int, tuple[Name, ...]] = {}
        self._forms: dict[str, list[Candidate]] = {}
        for place, names in places:
            own = Name(place.name, "", "common", "", True)
            kept = {n.text: n for n in (*names, own) if any(c.isalnum() for c in n.text)}
            self.places[place.id] = place
            self._names[place.id] = tuple(sorted(kept.values(), key=lambda n: n.text != place.name))
        for id, all_names in self._names.items():
            for name in all_names:
                self._add(self.places[id], name)
        self.trie = marisa_trie.Trie(sorted(k for k in self._forms if k))

    def _add(self, place: Place, name: Name) -> None:
        own = name.text == place.name
        form = Candidate(
            place, name.text, 1.0 if own else 0.95, "name" if own else "alias",
            name_type=name.type, language=name.language,
        )  # fmt: skip
        self._forms.setdefault(fold(name.text), []).append(form)

    def forms(self, key: str) -> tuple[Candidate, ...]:
        """Return the layer's places that bear a name with this folded key, in the order they were given."""
        return tuple(self._forms.get(key, ()))

    def names(self, id: int) -> tuple[Name, ...]:
        """Return the layer's names of a place, its own first; () where it is none of the layer's."""
        return self._names.get(id, ())


class Keys:
    """The keys of the data and of a layer, asked like one trie."""

    def __init__(self, data: marisa_trie.Trie, layer: marisa_trie.Trie) -> None:
        self._data = data
        self._layer = layer

    def __contains__(self, key: str) -> bool:
        return key in self._data or key in self._layer

    def __len__(self) -> int:
        return len(self._data) + sum(k not in self._data for k in self._layer.keys())  # noqa: SIM118

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def get(self, key: str) -> int | None:
        """Return the number of a key of the data, None for any other."""
        number: int | None = self._data.get(key)
        return number

    def keys(self, prefix: str = "") -> list[str]:
        """Return all keys that begin so."""
        found = list(self._data.keys(prefix))
        return found + [k for k in self._layer.keys(prefix) if k not in self._data]

    def items(self, prefix: str = "") -> list[tuple[str, int]]:
        """Return the keys of the data that begin so, with their numbers."""
        return list(self._data.items(prefix))

    def prefixes(self, text: str) -> list[str]:
        """Return all keys that the text begins with, shortest first."""
        return sorted({*self._data.prefixes(text), *self._layer.prefixes(text)}, key=len)
