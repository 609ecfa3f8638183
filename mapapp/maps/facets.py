"""How many events each value of each filter would show: counted live, less the filter's own limit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from mapapp.core.columns import Coded, Membership
from mapapp.core.flags import BACKGROUND, DENIED, NOT_STATED, PRECISIONS, REVIEWED, SUB_TYPES, UNPLACED
from mapapp.core.folding import folded
from mapapp.core.limits import countries_of, country_question, hundredths, passing
from mapapp.core.link import SUB_TYPE_KEYS
from mapapp.core.selection import LOW_CONFIDENCE, Selection
from mapapp.core.snapshot import PlaceEntry, Snapshot
from mapapp.core.taxonomy import EVENT_TYPES, TYPE_KEYS

MOST_VALUES: Final = 50
"""Values of one facet that are listed, the commonest; those that are chosen are listed besides."""
KILLED_STEPS: Final = (0, 1, 5, 10, 25, 50, 100, 500)
SEARCHED: Final = {
    "actors": "actors",
    "claimants": "claimants",
    "countries": "places",
    "places": "places",
    "sources": "sources",
    "languages": "languages",
}
"""The parts whose values can be searched, and the column of each."""
CONFIDENCE_STEPS: Final = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9)

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Count:
    """One value of a facet: the key that a link holds, its name, and how many events have it."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The counts of a selection, by the parts of core.selection.PARTS.

    `total` is the number of events in the selection. `values` lists the values of each facet, `more` how many
    further values it has that are not listed. `switches` says how many events each switch is about: those of
    the selection as if the switch were on.
    """

    version: int
    total: int
    values: dict[str, tuple[Count, ...]]
    more: dict[str, int]
    switches: dict[str, int]

    def as_dict(self) -> dict[str, Any]:
        """Return the counts as the filter panel reads them."""
        return {
            "version": self.version,
            "total": self.total,
            "facets": {
                part: {
                    "values": [{"key": c.key, "name": c.name, "n": c.count} for c in found],
                    "more": self.more.get(part, 0),
                }
                for part, found in self.values.items()
            },
            "switches": self.switches,
        }


class _Rows:
    """The rows of a selection, and of the selection less one of its parts."""

    def __init__(self, snapshot: Snapshot, selection: Selection) -> None:
        self.count = len(snapshot)
        self._snapshot = snapshot
        self._tallies: dict[tuple[str, str], Ints] = {}
        self._states: npt.NDArray[np.uint16] | None = None
        self._masks = passing(snapshot, selection)
        self._failed = np.zeros(len(snapshot), dtype=np.uint8)
        for mask in self._masks.values():
            self._failed += ~mask
        self._found: dict[str, Ints | None] = {}

    def less(self, part: str) -> Ints | None:
        """Return the rows that pass all parts but one; None: all rows there are."""
        name = part if part in self._masks else ""
        if name not in self._found:
            passed = self._failed == 0
            if name:
                passed |= (self._failed == 1) & ~self._masks[name]
            rows = np.flatnonzero(passed)
            self._found[name] = None if len(rows) == self.count else rows
        return self._found[name]

    def size(self, part: str = "") -> int:
        """Return how many rows pass all parts but one."""
        rows = self.less(part)
        return self.count if rows is None else len(rows)

    def tally(self, name: str, column: npt.NDArray[Any], width: int, part: str) -> Ints:
        """Return how many rows have each value of a column (by its name), less a part's own limit."""
        limited = part if part in self._masks else ""
        if (name, limited) not in self._tallies:
            rows = self.less(part)
            found = np.bincount(column if rows is None else column[rows], minlength=width)
            self._tallies[name, limited] = found
        return self._tallies[name, limited]

    def states(self, part: str) -> Ints:
        """Return how many rows have each flags, precision and confidence, less a part's own limit."""
        if self._states is None:
            snapshot = self._snapshot
            states = (snapshot.flags & np.uint8(31)).astype(np.uint16) * np.uint16(len(PRECISIONS))
            states += snapshot.precision
            states *= np.uint16(101)
            states += snapshot.confidence
            self._states = states
        size = 32 * len(PRECISIONS) * 101
        return self.tally("states", self._states, size, part).reshape(32, len(PRECISIONS), 101)


def facets(snapshot: Snapshot, selection: Selection) -> Facets:
    """Return how many events of a selection each value of each part has, less the part's own limit.

    An event with several values of a part (actors, countries that claim it) counts for each of them.
    """
    rows = _Rows(snapshot, selection)
    values: dict[str, tuple[Count, ...]] = {}
    more: dict[str, int] = {}

    def listed(part: str, counts: Iterable[Count], chosen: Sequence[str]) -> None:
        ranked = sorted((c for c in counts if c.count or c.key in chosen), key=lambda c: (-c.count, c.key))
        kept = ranked[:MOST_VALUES] + [c for c in ranked[MOST_VALUES:] if c.key in chosen]
        values[part], more[part] = tuple(kept), len(ranked) - len(kept)

    def named(part: str, column: Coded[tuple[str, ...]], chosen: Sequence[str]) -> None:
        members = column.dictionary.membership("names", lambda entry: entry)
        listed(part, _most(members.names, _spread(rows, part, part, column, members), chosen), chosen)

    kinds = rows.tally("kind", snapshot.kind, len(EVENT_TYPES), "types").tolist()
    subs = rows.tally("sub_type", snapshot.sub_type, 256, "types").tolist()
    values["types"] = tuple(Count(TYPE_KEYS[k], k, n) for k, n in zip(EVENT_TYPES, kinds, strict=True))
    values["sub_types"] = tuple(
        Count(SUB_TYPE_KEYS[s], s, n)
        for s, n in zip(SUB_TYPES, subs, strict=False)
        if n or s in selection.sub_event_types
    )
    named("actors", snapshot.actors, selection.actors)
    named("claimants", snapshot.claimants, selection.claimants)
    named("sources", snapshot.sources, selection.sources)
    named("languages", snapshot.languages, selection.languages)
    members = snapshot.places.dictionary.membership(country_question(snapshot), countries_of(snapshot))
    counted = _spread(rows, "countries", "places", snapshot.places, members)
    listed("countries", _most(members.names, counted, selection.countries), selection.countries)
    members = snapshot.places.dictionary.membership("place", _place_keys)
    counted = _spread(rows, "places", "places", snapshot.places, members)
    found = _most(members.names, counted, selection.places, _place_name)
    listed("places", found, selection.places)
    values["precisions"] = _precisions(rows)
    reviewed = _flagged(rows, "statuses", REVIEWED)
    values["statuses"] = (
        Count("machine", "machine", rows.size("statuses") - reviewed),
        Count("reviewed", "reviewed", reviewed),
    )
    values["killed"] = _killed(snapshot, rows)
    sure = rows.states("confidence").sum(axis=(0, 1))[::-1].cumsum()[::-1]
    values["confidence"] = tuple(
        Count(str(s), f"at least {s:.0%}", int(sure[hundredths(s)])) for s in CONFIDENCE_STEPS
    )
    low = rows.states("low_confidence").sum(axis=(0, 1))[: hundredths(LOW_CONFIDENCE)]
    switches = {
        "background": _flagged(rows, "background", BACKGROUND),
        "disputed": _flagged(rows, "disputed", DENIED),
        "low_confidence": int(low.sum()),
    }
    return Facets(snapshot.version, rows.size(), values, more, switches)


def find_values(
    snapshot: Snapshot, selection: Selection, part: str, text: str, country_name: Callable[[str], str] = str
) -> tuple[Count, ...]:
    """Return the values of a part whose names hold a text, as `facets` counts them, the commonest first.

    Whatever case and accents; a place by any of its names. At most MOST_VALUES; ValueError for a part that
    has no list of values.
    """
    if part not in SEARCHED:
        raise ValueError(f"values are found in {', '.join(SEARCHED)}, not in {part!r}")
    wanted, column = folded(text), getattr(snapshot, SEARCHED[part])
    name_of: Callable[[str], tuple[str, str]] = lambda name: (name, name)  # noqa: E731
    if part == "places":
        members, name_of = column.dictionary.membership("place", _place_keys), _place_name
        values = column.dictionary.values
        fits = {n for e, n in zip(members.entry, members.name, strict=True) if wanted in values[e].keys}
    elif part == "countries":
        members = column.dictionary.membership(country_question(snapshot), countries_of(snapshot))
        name_of = lambda code: (code, country_name(code))  # noqa: E731
        fits = {n for n, code in enumerate(members.names) if wanted in folded(country_name(code))}
    else:
        members = column.dictionary.membership("names", lambda entry: entry)
        fits = {n for n, name in enumerate(members.names) if wanted in folded(name)}
    counted = _spread(_Rows(snapshot, selection), part, SEARCHED[part], column, members)
    found = [Count(*name_of(members.names[n]), int(counted[n])) for n in fits if counted[n]]
    return tuple(sorted(found, key=lambda c: (-c.count, c.key))[:MOST_VALUES])


def _spread(
    rows: _Rows, part: str, name: str, column: Coded[Any], members: Membership
) -> npt.NDArray[np.float64]:
    """Return how many rows have each name that the entries of a dictionary have."""
    size = len(column.dictionary)
    entries = rows.tally(name, column.codes, size, part)
    weights = entries[members.entry].astype(np.float64)
    return np.bincount(members.name, weights=weights, minlength=len(members.names)).astype(np.float64)


def _most(
    names: Sequence[str],
    counts: npt.NDArray[np.float64],
    chosen: Sequence[str],
    name_of: Callable[[str], tuple[str, str]] = lambda text: (text, text),
) -> list[Count]:
    """Return the values that can be among the commonest, and those that are chosen."""
    wanted = set(chosen)
    kept = np.flatnonzero(counts)
    if len(kept) > MOST_VALUES:
        least = np.partition(counts[kept], -MOST_VALUES)[-MOST_VALUES]
        rest = (
            [i for i in kept[counts[kept] < least].tolist() if name_of(names[i])[0] in wanted]
            if wanted
            else []
        )
        kept = np.concatenate([kept[counts[kept] >= least], np.array(rest, dtype=np.intp)])
    return [Count(*name_of(names[i]), int(counts[i])) for i in kept.tolist()]


def _place_keys(place: PlaceEntry) -> tuple[str, ...]:
    """Return what a place is counted by: what a link holds, and its label."""
    if not place.label:
        return ()
    return (f"{place.label if place.id is None else place.id}\t{place.label}",)


def _place_name(text: str) -> tuple[str, str]:
    key, _, name = text.partition("\t")
    return key, name


def _precisions(rows: _Rows) -> tuple[Count, ...]:
    states = rows.states("precisions")
    placed = states[[flags for flags in range(32) if not flags & UNPLACED]].sum(axis=(0, 2)).tolist()
    return tuple(Count(name, name, n) for name, n in zip(PRECISIONS, placed, strict=True))


def _killed(snapshot: Snapshot, rows: _Rows) -> tuple[Count, ...]:
    stated = rows.tally("killed", snapshot.killed, NOT_STATED + 1, "killed")[:NOT_STATED]
    return tuple(Count(str(n), f"at least {n}", int(stated[n:].sum())) for n in KILLED_STEPS)


def _flagged(rows: _Rows, part: str, flag: int) -> int:
    states = rows.states(part)
    return int(states[[flags for flags in range(32) if flags & flag]].sum())
