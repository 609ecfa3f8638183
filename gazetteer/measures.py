"""Distances, directions and coordinates as people write them: "12 km (7 mi) north-east", "39.8 N, 46.7 E"."""

import re

FARTHEST_KM = 400.0
"""No distance from a place is taken beyond it, and places farther apart have no "between"."""

MILE_KM, NAUTICAL_KM = 1.609344, 1.852

BEARINGS = {
    "n": 0.0, "nne": 22.5, "ne": 45.0, "ene": 67.5, "e": 90.0, "ese": 112.5, "se": 135.0, "sse": 157.5,
    "s": 180.0, "ssw": 202.5, "sw": 225.0, "wsw": 247.5, "w": 270.0, "wnw": 292.5, "nw": 315.0, "nnw": 337.5,
}  # fmt: skip
"""Directions by their initials, in degrees."""

_NAMED = {
    initials: "-".join({"n": "north", "s": "south", "e": "east", "w": "west"}[c] for c in initials)
    for initials in BEARINGS
}
_NAMED |= {c: _NAMED[c].replace("-", "") for c in ("ne", "se", "sw", "nw")}
_NUMBERS = {
    **{
        "one": 1.0,
        "two": 2.0,
        "three": 3.0,
        "four": 4.0,
        "five": 5.0,
        "six": 6.0,
        "seven": 7.0,
        "eight": 8.0,
    },
    **{"nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "a dozen": 12.0, "fifteen": 15.0},
    **{"twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0},
    **{"a": 1.0, "half a": 0.5, "a few": 3.0, "several": 5.0},
}

_COMPASS = (
    r"(?:north|south)[\s-]?(?:north|south)[\s-]?(?:east|west)|(?:east|west)[\s-]?(?:north|south)[\s-]?(?:east|west)"
    r"|(?:north|south)[\s-]?(?:east|west)|north|south|east|west|[ns][ns][ew]|[ew][ns][ew]|[ns][ew]|[nsew]"
)
DIRECTION = rf"(?P<dir>{_COMPASS})(?:wards?|erly)?"
COUNT = (
    r"(?P<count>\d[\d,]*(?:\.\d+)?|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
    r"(?:\s*(?:-|–|to|or)\s*(?P<most>\d[\d,]*(?:\.\d+)?))?"
)
UNIT = (
    r"[\s-]?(?P<unit>kms?|kilomet(?:er|re)s?|nautical\s+miles?|nm|miles?|mi|met(?:er|re)s?|m|yards?|yd)\b\.?"
    r"(?:\s*\([^)]*\))?"
)


_PAIR = re.compile(
    r"\s*([+-]?\d+(?:\.\d+)?)\s*°?\s*([NS]?)\s*[,;\s]\s*([+-]?\d+(?:\.\d+)?)\s*°?\s*([EW]?)\s*", re.I
)
_ANGLE = r"(\d{1,3})\s*°\s*(?:(\d{1,2})\s*['′’]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:\"|″|''|”)\s*)?"
_DEGREES = re.compile(rf"\s*{_ANGLE}([NS])\s*[,;]?\s*{_ANGLE}([EW])\s*", re.I)


def direction(words: str) -> tuple[float, str] | None:
    """Return the bearing and the plain name of a direction in words or initials, None for none.

    >>> direction("North-East"), direction("SSW"), direction("up")
    ((45.0, 'northeast'), (202.5, 'south-south-west'), None)
    """
    plain = re.sub(r"[\s-]", "", words.lower())
    initials = re.sub(r"north|south|east|west", lambda m: m[0][0], plain)
    return (BEARINGS[initials], _NAMED[initials]) if initials in BEARINGS else None


def distance(match: re.Match[str]) -> tuple[float, float] | None:
    """Return the kilometres that a phrase gives, and how unsure they are; None where they are too many."""
    low = _NUMBERS.get(" ".join(match["count"].lower().split()))
    low = float(match["count"].replace(",", "")) if low is None else low
    high = float(match["most"].replace(",", "")) if match["most"] else low
    unit = match["unit"].lower()
    if unit.startswith(("nautical", "nm")):
        factor = NAUTICAL_KM
    elif unit.startswith("mi"):
        factor = MILE_KM
    elif unit.startswith("y"):
        factor = 0.0009144
    else:
        factor = 1.0 if unit.startswith("k") else 0.001
    km, spread = (low + high) / 2 * factor, abs(high - low) / 2 * factor
    return (km, spread) if 0 < km <= FARTHEST_KM else None


def in_words(match: re.Match[str], km: float) -> str:
    """Return a distance as it was given, in kilometres besides where it was given otherwise."""
    if match["unit"].lower().startswith("k"):
        return f"{short(km)} km"
    most = f" to {match['most']}" if match["most"] else ""
    return f"{match['count']}{most} {match['unit']} ({short(km)} km)"


def short(km: float) -> str:
    """Return kilometres with one decimal where it is not nought."""
    return f"{km:.1f}".removesuffix(".0")


def coordinates(text: str) -> tuple[float, float] | None:
    """Return latitude and longitude as people paste them, None for anything else.

    >>> coordinates("39.8177, 46.7528"), coordinates("39.8177 N, 46.7528 E"), coordinates("somewhere")
    ((39.8177, 46.7528), (39.8177, 46.7528), None)
    >>> coordinates("39°49′03.7″N 46°45′10″E"), coordinates("33.5S 70.6W")
    ((39.81769, 46.75278), (-33.5, -70.6))
    """
    if pair := _PAIR.fullmatch(text):
        lat, lon = float(pair[1]), float(pair[3])
        lat, lon = -lat if pair[2].upper() == "S" else lat, -lon if pair[4].upper() == "W" else lon
    elif parts := _DEGREES.fullmatch(text):
        lat, lon = (
            float(parts[at]) + float(parts[at + 1] or 0) / 60 + float(parts[at + 2] or 0) / 3600
            for at in (1, 5)
        )
        lat, lon = -lat if parts[4].upper() == "S" else lat, -lon if parts[8].upper() == "W" else lon
    else:
        return None
    return (round(lat, 5), round(lon, 5)) if abs(lat) <= 90 and abs(lon) <= 180 else None
