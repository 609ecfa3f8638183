"""How far apart two points are, and the box that holds all points within a distance."""

from math import asin, cos, degrees, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088
"""The IUGG mean radius."""


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance between two points over the Earth's surface, in kilometres.

    Haversine on a sphere: within 0.5 % of the ellipsoid.

    >>> round(great_circle_km(39.8177, 46.7528, 39.76006, 46.74989), 1)
    6.4
    """
    phi, other_phi = radians(lat), radians(other_lat)
    half = sin((other_phi - phi) / 2) ** 2
    half += cos(phi) * cos(other_phi) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def box_around(lat: float, lon: float, km: float) -> tuple[float, float, float, float]:
    """Return south, west, north, east of a box that holds every point within a distance.

    West may lie below -180 and east above 180; a box that holds a pole spans all longitudes.
    """
    reach = degrees(km / EARTH_RADIUS_KM)
    south, north = lat - reach, lat + reach
    if south <= -90 or north >= 90:
        return max(south, -90.0), -180.0, min(north, 90.0), 180.0
    width = degrees(asin(min(1.0, sin(radians(min(reach, 90))) / cos(radians(lat)))))
    return south, lon - width, north, lon + width
