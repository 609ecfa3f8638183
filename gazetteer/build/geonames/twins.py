"""Which rows of a dump are places that the base has from another source: airports, lakes and rivers.

Such a row becomes names of that place, whose id stays, rather than a second place beside it.
"""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz

from gazetteer.build.draft import Draft
from gazetteer.build.geonames.rows import PlaceRow
from gazetteer.distance import great_circle_km
from gazetteer.names import fold
from gazetteer.place import Kind

AIRPORTS: frozenset[Kind] = frozenset({"airport", "base"})
WATERS: frozenset[Kind] = frozenset({"river", "water"})

_SAME_FIELD_KM = 2.0
_NEAR_FIELD_KM = 6.0
_LIKE = 75
_BESIDE_LAKE_KM = 30.0
_ALONG_RIVER_KM = 300.0
"""Natural Earth's point of a river is its middle, GeoNames' its mouth."""

_CELLS = 4
"""To a degree."""


class Twins:
    """Rows held back until all are read; then each place of the base gets its nearest."""

    def __init__(self, places: Iterable[Draft]) -> None:
        self._fields: dict[tuple[int, int], list[Draft]] = defaultdict(list)
        self._waters: dict[str, list[Draft]] = defaultdict(list)
        for place in places:
            if place.kind in AIRPORTS:
                self._fields[_cell(place.lat, place.lon)].append(place)
            elif place.kind in WATERS:
                for key in {fold(name) for name in (place.name, *place.names)}:
                    self._waters[key].append(place)
        self._held: list[tuple[PlaceRow, Kind]] = []
        self._pairs: list[tuple[float, int, int]] = []

    def hold(self, row: PlaceRow, kind: Kind) -> bool:
        """Return whether a row may be a place of the base; it is then kept until `settle`."""
        if kind in AIRPORTS:
            pairs = [(d, p) for d, p in self._fields_near(row) if _same_field(row, p, d)]
        elif kind in WATERS:
            pairs = [(d, p) for d, p in self._waters_near(row) if p.kind == kind]
        else:
            return False
        self._pairs += [(distance, place.id, row.id) for distance, place in pairs]
        if pairs:
            self._held.append((row, kind))
        return bool(pairs)

    def _fields_near(self, row: PlaceRow) -> Iterable[tuple[float, Draft]]:
        north, east = _cell(row.lat, row.lon)
        for place in (
            p for n in (-1, 0, 1) for e in (-1, 0, 1) for p in self._fields.get((north + n, east + e), ())
        ):
            distance = great_circle_km(row.lat, row.lon, place.lat, place.lon)
            if distance <= _NEAR_FIELD_KM:
                yield distance, place

    def _waters_near(self, row: PlaceRow) -> Iterable[tuple[float, Draft]]:
        found = {p.id: p for name in (row.name, row.ascii_name) for p in self._waters.get(fold(name), ())}
        for place in found.values():
            distance = great_circle_km(row.lat, row.lon, place.lat, place.lon)
            reach = _ALONG_RIVER_KM if place.kind == "river" else place.radius_km + _BESIDE_LAKE_KM
            if distance <= reach:
                yield distance, place

    def settle(self) -> tuple[dict[int, int], list[tuple[PlaceRow, Kind]]]:
        """Return the id of the base's place by geonameid for rows that are one, and all rows held back."""
        twin_of: dict[int, int] = {}
        taken: set[int] = set()
        for _, place, row in sorted(self._pairs):
            if place not in taken and row not in twin_of:
                taken.add(place)
                twin_of[row] = place
        return twin_of, self._held


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return int(lat * _CELLS // 1), int(lon * _CELLS // 1)


def _same_field(row: PlaceRow, place: Draft, distance: float) -> bool:
    if distance <= _SAME_FIELD_KM:
        return True
    asked = fold(row.name)
    return any(fuzz.token_set_ratio(asked, fold(name)) >= _LIKE for name in (place.name, *place.names))
