from collections.abc import Callable, Sequence

import numpy as np
import pytest

from mapapp.core.snapshot import PRECISIONS, UNPLACED, Snapshot

Row = tuple[float, float]


@pytest.fixture
def snapshot() -> Callable[..., Snapshot]:
    """Make a snapshot of events at points (latitude, longitude), in the order given."""

    def make(
        points: Sequence[Row],
        kinds: Sequence[int] = (),
        flags: Sequence[int] = (),
        precision: str = "town",
        radius_km: float = 0.0,
    ) -> Snapshot:
        count = len(points)
        lat, lon = (np.array([point[i] for point in points], dtype=np.float64) for i in (0, 1))
        marks = np.array(flags or [0] * count, dtype=np.uint8)
        marks[np.isnan(lat)] |= UNPLACED
        return Snapshot(
            version=7,
            ids=tuple(f"ev-{i:04x}" for i in range(count)),
            lat=lat,
            lon=lon,
            first_day=np.arange(737_000, 737_000 + count, dtype=np.int32),
            last_day=np.arange(737_000, 737_000 + count, dtype=np.int32),
            kind=np.array(kinds or [0] * count, dtype=np.uint8),
            precision=np.full(count, PRECISIONS.index(precision), dtype=np.uint8),
            radius_km=np.full(count, radius_km, dtype=np.float32),
            flags=marks,
        )

    return make
