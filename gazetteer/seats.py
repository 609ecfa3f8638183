"""The seats of governments: the capital of a country, the chief town of a first-level division."""

from typing import Protocol

from gazetteer.place import Place


class Rows(Protocol):
    """What is asked of a name index: rows, and places by id."""

    def query(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """Return the rows of a query."""

    def place(self, id: int) -> Place | None:
        """Return the place of an id."""


class Seats:
    """Capitals by country and chief towns by division, read once. Source: GeoNames' PPLC and PPLA."""

    def __init__(self, index: Rows) -> None:
        self._index = index
        self._ids: dict[str, int] | None = None

    def of(self, area: Place) -> Place | None:
        """Return the capital of a country or the chief town of a region, None where none is known."""
        if self._ids is None:
            rows = self._index.query(
                "SELECT feature, country, admin1, id FROM places WHERE feature IN ('PPLC', 'PPLA') "
                "ORDER BY population, id DESC"
            )
            self._ids = {}
            for feature, country, admin1, id in rows:
                self._ids[str(admin1)] = int(str(id))
                if feature == "PPLC":
                    self._ids[str(country)] = int(str(id))
        key = area.country if area.kind == "country" else area.admin1
        found = self._ids.get(key) if key else None
        return self._index.place(found) if found is not None else None
