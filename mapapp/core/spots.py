"""The different points of a map: a million events stand at some ten thousand of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Merge = Callable[[npt.NDArray[Any], npt.NDArray[Any]], npt.NDArray[Any]]

NOWHERE: Final = 0
"""The spot of everything that is unplaced; its latitude is NaN."""


@dataclass(frozen=True, slots=True)
class Spots:
    """One row a point with its precision and radius; `of_row` gives the spot of each event.

    Row NOWHERE is no point. A point may have more than one row.
    """

    of_row: npt.NDArray[np.uint32]
    lat: Floats
    lon: Floats
    precision: npt.NDArray[np.uint8]
    radius_km: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.lat)

    @classmethod
    def of(
        cls,
        lat: Floats,
        lon: Floats,
        precision: npt.NDArray[np.uint8],
        radius_km: npt.NDArray[np.float32],
    ) -> "Spots":
        """Return the spots of rows."""
        of_row = np.zeros(len(lat), dtype=np.uint32)
        placed = np.flatnonzero(np.isfinite(lat) & np.isfinite(lon))
        columns: list[npt.NDArray[Any]] = [c[placed] for c in (lat, lon, precision, radius_km)]
        order = np.lexsort(columns[::-1])
        columns = [column[order] for column in columns]
        new = np.ones(len(order), dtype=bool)
        if len(order):
            new[1:] = np.logical_or.reduce([c[1:] != c[:-1] for c in columns])
        of_row[placed[order]] = np.cumsum(new)
        nowhere = (np.nan, np.nan, 0, 0.0)
        table = [
            np.concatenate([np.array([none], dtype=c.dtype), c[new]])
            for none, c in zip(nowhere, columns, strict=True)
        ]
        for column in (of_row, *table):
            column.setflags(write=False)
        return cls(of_row, *table)

    def with_more(self, new: "Spots", merge: Merge) -> "Spots":
        """Return the spots of rows that `merge` puts together from old and new ones.

        Points that both have are there twice; an old point that no row is left at stays.
        """
        shift = len(self) - 1
        moved = np.where(new.of_row == NOWHERE, NOWHERE, new.of_row + np.uint32(shift)).astype(np.uint32)
        table: list[npt.NDArray[Any]] = []
        for held, added in (
            (self.lat, new.lat),
            (self.lon, new.lon),
            (self.precision, new.precision),
            (self.radius_km, new.radius_km),
        ):
            table.append(np.concatenate([held, added[1:]]))
            table[-1].setflags(write=False)
        return Spots(merge(self.of_row, moved), *table)
