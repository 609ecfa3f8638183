"""All events that a map may draw, as columns: the one engine behind every filter of the map."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from mapapp.core.selection import Selection
from mapapp.core.taxonomy import EVENT_TYPES

BACKGROUND, DENIED, UNPLACED, UNDATED = 1, 2, 4, 8
PRECISIONS = ("exact", "town", "district", "region", "country")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Columns of equal length, one row an event, sorted by (first_day, id); never altered once made.

    `first_day` and `last_day` are proleptic ordinals (date.toordinal), 0 where undated; `kind` indexes
    taxonomy.EVENT_TYPES and `precision` PRECISIONS; `lat` and `lon` are NaN where unplaced; `flags` is a
    sum of BACKGROUND, DENIED, UNPLACED and UNDATED. `version` is the store's data version.
    """

    version: int
    ids: tuple[str, ...]
    lat: npt.NDArray[np.float64]
    lon: npt.NDArray[np.float64]
    first_day: npt.NDArray[np.int32]
    last_day: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    precision: npt.NDArray[np.uint8]
    radius_km: npt.NDArray[np.float32]
    flags: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, selection: Selection) -> npt.NDArray[np.intp]:
        """Return the rows a selection asks for, in order, unplaced and undated ones included.

        An event is in when its span of days touches the selection's; an undated one is in only while no
        day is asked for.
        """
        chosen = np.ones(len(self.ids), dtype=bool)
        if not selection.background:
            chosen &= (self.flags & BACKGROUND) == 0
        if selection.event_types:
            wanted = [EVENT_TYPES.index(kind) for kind in selection.event_types]
            chosen &= np.isin(self.kind, wanted)
        if selection.first_day or selection.last_day:
            first = (selection.first_day or date.min).toordinal()
            last = (selection.last_day or date.max).toordinal()
            chosen &= ((self.flags & UNDATED) == 0) & (self.last_day >= first) & (self.first_day <= last)
        return np.flatnonzero(chosen)
