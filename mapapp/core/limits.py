"""Which rows of a snapshot a selection lets pass, each of its parts by itself."""

import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from mapapp.core.columns import Coded
from mapapp.core.flags import BACKGROUND, DENIED, NOT_STATED, PRECISIONS, REVIEWED, SUB_TYPES, UNPLACED
from mapapp.core.folding import folded
from mapapp.core.selection import LOW_CONFIDENCE, Selection
from mapapp.core.taxonomy import EVENT_TYPES

if TYPE_CHECKING:
    from mapapp.core.snapshot import PlaceEntry, Snapshot

Bools = npt.NDArray[np.bool_]
Names = tuple[str, ...]


def chosen(snapshot: "Snapshot", selection: Selection) -> npt.NDArray[np.intp]:
    """Return the rows that pass every part of a selection, in order."""
    passed: Bools | None = None
    for part in limiting(selection):
        mask = _PASSING[part](snapshot, selection)
        passed = mask if passed is None else passed & mask
    return np.arange(len(snapshot)) if passed is None else np.flatnonzero(passed)


def limiting(selection: Selection) -> list[str]:
    """Return the parts that leave something out: the plain view's `background`, and what is set."""
    parts = [part for part in selection.limits() if part != "background"]
    return parts if selection.background else ["background", *parts]


def passing(snapshot: "Snapshot", selection: Selection) -> dict[str, Bools]:
    """Return for each part that leaves something out which rows pass it."""
    return {part: _PASSING[part](snapshot, selection) for part in limiting(selection)}


def countries_of(snapshot: "Snapshot") -> "Callable[[PlaceEntry], Iterable[str]]":
    """Return what names the countries of a place: the one it lies in, and whoever else holds or claims it."""
    claims = snapshot.claims

    def name(place: "PlaceEntry") -> list[str]:
        told = sorted(claims(place.id)) if claims is not None and place.id is not None else []
        return [code for code in dict.fromkeys([place.country, *told]) if code]

    return name


def country_question(snapshot: "Snapshot") -> str:
    """Return the name of the question that `countries_of` answers, for Dictionary.membership."""
    return "countries and claims" if snapshot.claims is not None else "countries"


def _days(snapshot: "Snapshot", selection: Selection) -> Bools:
    first = (selection.first_day or date.min).toordinal()
    last = (selection.last_day or date.max).toordinal()
    begin, end = np.searchsorted(snapshot.first_day, [1, last + 1])  # undated ones come first
    passed = np.zeros(len(snapshot), dtype=bool)
    np.greater_equal(snapshot.last_day[begin:end], first, out=passed[begin:end])
    return passed


def _types(snapshot: "Snapshot", selection: Selection) -> Bools:
    table, subs = np.zeros(256, dtype=bool), np.zeros(256, dtype=bool)
    table[[EVENT_TYPES.index(kind) for kind in selection.event_types]] = True
    subs[[SUB_TYPES.index(sub) for sub in selection.sub_event_types]] = True
    if not selection.sub_event_types:
        return table.take(snapshot.kind)
    if not selection.event_types:
        return subs.take(snapshot.sub_type)
    return table.take(snapshot.kind) | subs.take(snapshot.sub_type)


def _named(column: Coded[Names], wanted: Names) -> Bools:
    names = {folded(name) for name in wanted}
    members = column.dictionary.membership("folded", lambda entry: (folded(name) for name in entry))
    return column.rows_with(members.entries_named(names.__contains__))


def _countries(snapshot: "Snapshot", selection: Selection) -> Bools:
    members = snapshot.places.dictionary.membership(country_question(snapshot), countries_of(snapshot))
    return snapshot.places.rows_with(members.entries_named(set(selection.countries).__contains__))


def _places(snapshot: "Snapshot", selection: Selection) -> Bools:
    ids = {int(text) for text in selection.places if text.lstrip("-").isdecimal()}
    names = [f"|{folded(text)}|" for text in selection.places]
    values = snapshot.places.dictionary.values
    entries = [
        number
        for number, place in enumerate(values)
        if place.id in ids or any(name in place.keys for name in names)
    ]
    return snapshot.places.rows_with(np.array(entries, dtype=np.intp))


def _area(snapshot: "Snapshot", selection: Selection) -> Bools:
    assert selection.area is not None
    spots = snapshot.spots
    return selection.area.holds(spots.lat, spots.lon).take(spots.of_row)


def _killed(snapshot: "Snapshot", selection: Selection) -> Bools:
    least = min(selection.killed or 0, NOT_STATED - 1)
    passed: Bools = (snapshot.killed >= least) & (snapshot.killed != NOT_STATED)
    return passed


def _confidence(snapshot: "Snapshot", selection: Selection) -> Bools:
    passed: Bools = snapshot.confidence >= hundredths(selection.confidence or 0.0)
    return passed


def hundredths(share: float) -> int:
    """Return the least whole number of hundredths that is not below a share.

    >>> hundredths(0.29), hundredths(0.291)
    (29, 30)
    """
    return math.ceil(round(share * 100, 6))


def _precisions(snapshot: "Snapshot", selection: Selection) -> Bools:
    table = np.zeros(256, dtype=bool)
    table[[PRECISIONS.index(name) for name in selection.precisions]] = True
    passed: Bools = table.take(snapshot.precision) & ((snapshot.flags & UNPLACED) == 0)
    return passed


def _statuses(snapshot: "Snapshot", selection: Selection) -> Bools:
    reviewed = (snapshot.flags & REVIEWED) != 0
    passed = np.zeros(len(snapshot), dtype=bool)
    if "reviewed" in selection.statuses:
        passed |= reviewed
    if "machine" in selection.statuses:
        passed |= ~reviewed
    return passed


# What words found last, by who finds them and the version of the data: a page, its map and its counts ask for
# the same words one after the other, and a common word is in some hundred thousand events.
_found: "OrderedDict[tuple[object, int, str], Bools]" = OrderedDict()
_finding: Final = threading.Lock()
KEPT_WORDS: Final = 8


def _words(snapshot: "Snapshot", selection: Selection) -> Bools:
    find = snapshot.find_words
    if find is None:
        return np.zeros(len(snapshot), dtype=bool)
    key = (find, snapshot.version, selection.words)
    with _finding:
        held = _found.get(key)
    if held is not None and len(held) == len(snapshot):
        return held
    passed = np.zeros(len(snapshot), dtype=bool)
    passed[snapshot.rows_of(find(selection.words))] = True
    passed.setflags(write=False)
    with _finding:
        _found[key] = passed
        while len(_found) > KEPT_WORDS:
            _found.popitem(last=False)
    return passed


def _disputed(snapshot: "Snapshot", selection: Selection) -> Bools:
    denied: Bools = (snapshot.flags & DENIED) != 0
    return denied if selection.disputed == "only" else ~denied


_PASSING: "Final[dict[str, Callable[[Snapshot, Selection], Bools]]]" = {
    "days": _days,
    "types": _types,
    "actors": lambda snapshot, selection: _named(snapshot.actors, selection.actors),
    "claimants": lambda snapshot, selection: _named(snapshot.claimants, selection.claimants),
    "countries": _countries,
    "places": _places,
    "area": _area,
    "killed": _killed,
    "confidence": _confidence,
    "precisions": _precisions,
    "sources": lambda snapshot, selection: _named(snapshot.sources, selection.sources),
    "languages": lambda snapshot, selection: _named(snapshot.languages, selection.languages),
    "statuses": _statuses,
    "words": _words,
    "background": lambda snapshot, selection: (snapshot.flags & BACKGROUND) == 0,
    "disputed": _disputed,
    "low_confidence": lambda snapshot, selection: snapshot.confidence >= hundredths(LOW_CONFIDENCE),
}
