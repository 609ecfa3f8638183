"""What the codes and ids of a selection are called: countries by their code, places by their id."""

from weakref import WeakKeyDictionary

from gazetteer import Gazetteer
from mapapp.core.selection import Selection
from mapapp.core.sentence import sentence
from mapapp.server.state import State

_countries: "WeakKeyDictionary[Gazetteer, dict[str, str]]" = WeakKeyDictionary()


def country_names(now: State) -> dict[str, str]:
    """Return the names of all countries and territories by ISO 3166-1 alpha-2."""
    gazetteer = now.gazetteer()
    if gazetteer not in _countries:
        rows = gazetteer.index.query(
            "SELECT country, name FROM places WHERE feature = 'PCL' AND country <> '' ORDER BY weight, id"
        )
        _countries[gazetteer] = dict(rows)
    return _countries[gazetteer]


def country_name(now: State, code: str) -> str:
    """Return what a country is called; the code itself where it is no country's."""
    return country_names(now).get(code, code)


def place_name(now: State, key: str) -> str:
    """Return what a place of a selection is called: its label for an id, a name as it is."""
    if not is_id(key):
        return key
    place = now.gazetteer().place(int(key))
    if place is not None:
        return place.label or place.name
    known = (entry.label for entry in now.store.snapshot().places.dictionary.values if str(entry.id) == key)
    return next(known, key)


def is_id(key: str) -> bool:
    """Return whether a place of a selection is named by its id.

    >>> is_id("-12"), is_id("12 km"), is_id("²")
    (True, False, False)
    """
    digits = key.removeprefix("-")
    return digits.isascii() and digits.isdecimal() and len(digits) <= 18


def unknown_parts(now: State, selection: Selection) -> tuple[Selection, tuple[str, ...]]:
    """Return a selection without the parts that name no country or place, and their parameters."""
    kept, unread = selection, []
    if selection.countries and not all(code in country_names(now) for code in selection.countries):
        kept, unread = kept.without("countries"), ["country"]
    if any(is_id(key) and place_name(now, key) == key for key in selection.places):
        kept, unread = kept.without("places"), [*unread, "place"]
    return kept, tuple(unread)


def told(now: State, selection: Selection, total: int) -> str:
    """Return one sentence that says what a selection shows, its countries and places by their names."""
    return sentence(selection, total, lambda code: country_name(now, code), lambda key: place_name(now, key))
