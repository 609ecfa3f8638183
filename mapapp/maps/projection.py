"""Web Mercator in pixels, as the map draws it: a world 256 * 2**zoom pixels wide, y downward."""

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

MAX_LAT: Final = 85.0511287798066
"""Where the square map ends; what lies beyond is drawn on its edge."""


def world_pixels(zoom: float) -> float:
    """Return the width of the world at a zoom, in pixels."""
    return float(256 * 2.0**zoom)


def x_pixel(lon: Floats, zoom: float) -> Floats:
    """Return how far right of the antimeridian longitudes lie, in pixels."""
    return (lon + 180.0) * (world_pixels(zoom) / 360.0)


def y_pixel(lat: Floats, zoom: float) -> Floats:
    """Return how far below the map's upper edge latitudes lie, in pixels.

    >>> y_pixel(np.array([0.0, -90.0]), 0).round(6).tolist()
    [128.0, 256.0]
    """
    half = np.radians(np.clip(lat, -MAX_LAT, MAX_LAT)) / 2
    return (0.5 - np.log(np.tan(np.pi / 4 + half)) / (2 * np.pi)) * world_pixels(zoom)
