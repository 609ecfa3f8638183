"""An area drawn on a map: a box or a polygon."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

MOST_CORNERS: Final = 200

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Area:
    """The corners of a polygon, (latitude, longitude) in degrees; the last is joined to the first.

    Longitudes run on past the antimeridian: 170 to 190 is the strip about it. Where lines cross, inside is
    what an odd number of them encloses. ValueError: fewer than three corners, more than MOST_CORNERS, a
    corner that is nowhere, or more than once around the Earth.
    """

    corners: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        if not 3 <= len(self.corners) <= MOST_CORNERS:
            raise ValueError(f"an area has 3 to {MOST_CORNERS} corners, got {len(self.corners)}")
        for lat, lon in self.corners:
            if not (-90 <= lat <= 90 and -540 <= lon <= 540):
                raise ValueError(f"a corner is latitude, longitude in degrees, got {lat}, {lon}")
        lons = [lon for _, lon in self.corners]
        if max(lons) - min(lons) > 360:
            raise ValueError("an area goes around the Earth once at most")

    @classmethod
    def box(cls, west: float, south: float, east: float, north: float) -> "Area":
        """Return a box, from `west` eastward to `east`, which may be the smaller number.

        >>> Area.box(170, -10, -170, 10).corners[1]
        (-10, 190)
        """
        if not south < north:
            raise ValueError(f"south is less than north, got {south} and {north}")
        if east < west:
            east += 360
        return cls(((south, west), (south, east), (north, east), (north, west)))

    @classmethod
    def parse(cls, text: str) -> "Area":
        """Return the area of a link: "west,south,east,north", or corners as "lon,lat;lon,lat;lon,lat".

        >>> Area.parse("44,38;48,38;46,42").corners[0]
        (38.0, 44.0)
        """
        points = [[float(number) for number in point.split(",")] for point in text.split(";")]
        if not all(math.isfinite(number) for point in points for number in point):
            raise ValueError("an area is made of finite numbers")
        if len(points) == 1 and len(points[0]) == 4:
            west, south, east, north = points[0]
            return cls.box(west, south, east, north)
        if any(len(point) != 2 for point in points):
            raise ValueError("an area is west,south,east,north or lon,lat;lon,lat;lon,lat")
        return cls(tuple((lat, lon) for lon, lat in points))

    @property
    def sides(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north of a box; None where the area is not made as `box` makes one."""
        (south, west), (_, east), (north, _) = self.corners[:3]
        made = ((south, west), (south, east), (north, east), (north, west))
        return (west, south, east, north) if self.corners == made and south < north and west <= east else None

    def __str__(self) -> str:
        """Return what `parse` reads.

        >>> str(Area.parse("44,38,48,42.5"))
        '44,38,48,42.5'
        """
        if self.sides:
            return ",".join(_plain(number) for number in self.sides)
        return ";".join(f"{_plain(lon)},{_plain(lat)}" for lat, lon in self.corners)

    def holds(self, lat: Floats, lon: Floats) -> npt.NDArray[np.bool_]:
        """Return which points lie in the area, the edges of a box included; one that is NaN lies nowhere."""
        inside = np.zeros(len(lat), dtype=bool)
        lats, lons = [c[0] for c in self.corners], [c[1] for c in self.corners]
        band = np.flatnonzero((lat >= min(lats)) & (lat <= max(lats)) & np.isfinite(lon))
        y, x = lat[band], lon[band]
        for turn in (-720.0, -360.0, 0.0, 360.0, 720.0):
            along = (x + turn >= min(lons)) & (x + turn <= max(lons))
            some = np.flatnonzero(along)
            if len(some):
                enclosed = True if self.sides else self._encloses(y[some], x[some] + turn)
                inside[band[some]] |= enclosed
        return inside

    def _encloses(self, y: Floats, x: Floats) -> npt.NDArray[np.bool_]:
        odd = np.zeros(len(y), dtype=bool)
        for (y0, x0), (y1, x1) in zip(self.corners, (*self.corners[1:], self.corners[0]), strict=True):
            if y0 != y1:
                across = (y0 > y) != (y1 > y)
                odd ^= across & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
        return odd


def _plain(number: float) -> str:
    return repr(int(number)) if number == int(number) else repr(float(number))
