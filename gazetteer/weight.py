"""How likely a name without context means a place: one number from 0 to 1, fixed when data is unpacked."""

from math import log10

_FIXED = {
    "airport": 0.35, "base": 0.35, "river": 0.45, "water": 0.45, "mountain": 0.4, "island": 0.45,
    "corridor": 0.45, "line": 0.45, "road": 0.35, "crossing": 0.4, "dam": 0.4, "facility": 0.4,
    "camp": 0.4, "park": 0.4, "disputed": 0.75,
}  # fmt: skip


def weight(kind: str, feature: str, population: int) -> float:
    """Return the weight of a place: the logarithm of its population, moved by its kind and rank.

    >>> weight("country", "PCL", 10**7) > weight("city", "PPLC", 2 * 10**6) > weight("town", "PPL", 9_000)
    True
    """
    size = min(1.0, log10(population + 1) / 8)
    if kind == "country":
        return round(0.7 + 0.3 * size, 4)
    if feature == "CONT":
        return 0.95
    if feature == "RGN":
        return round(0.4 + 0.4 * size, 4)
    if kind == "region":
        return round(0.1 + 0.8 * size, 4)
    if kind == "district":
        return round(0.7 * size, 4)
    if kind in _FIXED:
        return _FIXED[kind]
    if kind == "neighbourhood":
        return round(0.6 * size, 4)
    rank = {"PPLC": 0.15, "PPLA": 0.05, "PPLA2": 0.02}.get(feature, 0.0)
    return round(min(0.99, 0.9 * size + 0.05 + rank), 4)


def settlement_radius_km(population: int) -> float:
    """Return about how far a settlement of so many people reaches: 0.1 p^0.35.

    >>> settlement_radius_km(900), settlement_radius_km(1_000_000)
    (1.1, 12.6)
    """
    reach: float = 0.1 * population**0.35
    return round(max(1.0, reach), 1)
