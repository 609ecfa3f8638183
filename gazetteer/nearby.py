"""Places by where they are: near a point, or in a box for a map's labels."""

from collections.abc import Iterable

from gazetteer.distance import box_around, great_circle_km
from gazetteer.index import NameIndex
from gazetteer.place import SETTLEMENTS, Kind, Place

LABELLED: frozenset[Kind] = SETTLEMENTS | {"country", "disputed"}
_MANY_CELLS = 2000
"""Cells from which on a box is searched by weight, most important first, rather than cell by cell."""


class Nearby:
    """The spatial questions of a gazetteer, over cells of one degree."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index

    def near(
        self, lat: float, lon: float, km: float, kinds: Iterable[Kind] | None, limit: int
    ) -> tuple[Place, ...]:
        """Return the places within a distance of a point, nearest first."""
        wanted = None if kinds is None else frozenset(kinds)
        found = []
        own = self._index.layer.places
        rows = [r for r in self._in_box(*box_around(lat, lon, km)) if r[0] not in own]
        for place in (*rows, *((p.id, p.kind, p.lat, p.lon, p.weight) for p in own.values())):
            if wanted is None or place[1] in wanted:
                far = great_circle_km(lat, lon, place[2], place[3])
                if far <= km:
                    found.append((far, -place[4], place[0]))
        places = (self._index.place(id) for _, _, id in sorted(found)[:limit])
        return tuple(p for p in places if p)

    def labels(
        self, south: float, west: float, north: float, east: float, limit: int, min_population: int,
        kinds: Iterable[Kind] | None,
    ) -> tuple[Place, ...]:  # fmt: skip
        """Return places in a box, most important first."""
        wanted = LABELLED if kinds is None else frozenset(kinds)
        marks = ",".join("?" * len(wanted))
        spans = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
        cells = sum((int(n - s) + 2) * (int(e - w) + 2) for w, e in spans for s, n in [(south, north)])
        rows: list[tuple[float, int]] = []
        for low, high in spans:
            where = f"p.kind IN ({marks}) AND p.population >= ?"
            values: list[object] = [*sorted(wanted), min_population, south, north, low, high, limit]
            source = "places p INDEXED BY places_by_weight"
            if cells < _MANY_CELLS:
                numbers = ",".join(str(c) for c in _cells(south, low, north, high))
                where, source = f"p.cell IN ({numbers}) AND {where}", "places p INDEXED BY places_by_cell"
            rows += self._index.query(
                f"SELECT p.weight, p.id FROM {source} WHERE {where} AND p.lat BETWEEN ? AND ? "  # noqa: S608
                "AND p.lon BETWEEN ? AND ? ORDER BY p.weight DESC LIMIT ?",
                values,
            )
        own = self._index.layer.places
        rows = [r for r in rows if r[1] not in own]
        rows += [
            (p.weight, p.id)
            for p in own.values()
            if p.kind in wanted and p.population >= min_population and south <= p.lat <= north
            and any(low <= p.lon <= high for low, high in spans)
        ]  # fmt: skip
        rows.sort(key=lambda r: (-r[0], r[1]))
        return tuple(p for _, id in rows[:limit] if (p := self._index.place(id)))

    def _in_box(
        self, south: float, west: float, north: float, east: float
    ) -> list[tuple[int, str, float, float, float]]:
        cells = _cells(south, west, north, east)
        numbers = ",".join(map(str, cells))
        rows = self._index.query(
            f"SELECT p.id, p.kind, p.lat, p.lon, p.weight FROM places p WHERE p.cell IN ({numbers}) "  # noqa: S608
            "AND p.lat BETWEEN ? AND ?",
            (south, north),
        )
        return [(r[0], r[1], r[2], r[3], r[4]) for r in rows]


def _cells(south: float, west: float, north: float, east: float) -> list[int]:
    """Return the numbers of the one-degree cells that a box touches; west and east may pass 180."""
    rows = range(max(0, int((south + 90) // 1)), min(179, int((north + 90) // 1)) + 1)
    first, last = int((west + 180) // 1), int((east + 180) // 1)
    columns = sorted({c % 360 for c in range(first, min(last, first + 359) + 1)})
    return [row * 360 + column for row in rows for column in columns]
