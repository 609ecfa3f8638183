"""geopy's interface over the gazetteer, so that code written for an online geocoder works offline."""

from collections.abc import Iterable, Sequence
from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL
from geopy.geocoders.base import Geocoder as GeopyGeocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer.gazetteer import Gazetteer
from gazetteer.place import SETTLEMENTS, Place

REVERSE_KM = 100.0
"""How far from a point its nearest place may lie."""


class Geocoder(GeopyGeocoder):  # type: ignore[misc]  # geopy has no types
    """Look-ups as geopy's geocoders do them: `geocode` and `reverse` give Locations, or None for nothing.

    With a `fallback` (any other geopy geocoder), a query is passed on to it only when the gazetteer has no
    answer; without one, nothing ever leaves the machine.
    """

    def __init__(
        self, gazetteer: Gazetteer | None = None, *, fallback: Any = None, timeout: Any = DEFAULT_SENTINEL
    ) -> None:
        super().__init__(timeout=timeout)
        self.gazetteer = gazetteer or Gazetteer.open()
        self.fallback = fallback

    def geocode(
        self, query: str, exactly_one: bool = True, *, country_codes: str | Iterable[str] | None = None,
        limit: int | None = None, timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:  # fmt: skip
        """Return the Location of a name, or a list of at most `limit` (10) when not `exactly_one`.

        `country_codes` are ISO 3166-1 alpha-2, one or several. A query may end with its country or state:
        "Martuni, Azerbaijan". `Location.raw` holds the place's fields, its other names, and the match.
        """
        if not isinstance(query, str):
            raise GeocoderQueryError(f"query is {query!r}, expected a name")
        codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or [])
        found = self._search(query, {c.upper() for c in codes}, 1 if exactly_one else limit or 10)
        if not found and self.fallback is not None:
            return self.fallback.geocode(query, exactly_one=exactly_one, timeout=timeout)
        if exactly_one:
            return found[0] if found else None
        return found or None

    def _search(self, query: str, codes: set[str], limit: int) -> list[Location]:
        found = list(self.gazetteer.lookup(query, limit=100))
        if not found and "," in query:
            name, _, area = query.partition(",")
            areas = {c.place.id for c in self.gazetteer.lookup(area.rpartition(",")[2], limit=5)}
            found = [c for c in self.gazetteer.lookup(name, limit=100) if areas & set(c.place.parents)]
        kept = [c for c in found if not codes or c.place.country in codes]
        return [
            self._location(c.place, {"match": c.match, "score": c.score, "matched": c.name})
            for c in kept[:limit]
        ]

    def reverse(
        self, query: Point | str | Sequence[float], exactly_one: bool = True, *, limit: int | None = None,
        timeout: Any = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:  # fmt: skip
        """Return the Location of the settlement nearest to a point (a Point, "lat, lon" or a pair), or None.

        Not `exactly_one`: a list of at most `limit` (10), nearest first. Nothing is found beyond 100 km.
        """
        point = Point(query)
        places = self.gazetteer.near(
            point.latitude, point.longitude, REVERSE_KM, SETTLEMENTS, 1 if exactly_one else limit or 10
        )
        if not places and self.fallback is not None:
            return self.fallback.reverse(query, exactly_one=exactly_one, timeout=timeout)
        found = [self._location(p, {}) for p in places]
        if exactly_one:
            return found[0] if found else None
        return found or None

    def _location(self, place: Place, extra: dict[str, Any]) -> Location:
        raw = {
            "id": place.id,
            "name": place.name,
            "label": place.label or place.name,
            "kind": place.kind,
            "country": place.country,
            "population": place.population,
            "radius_km": place.radius_km,
            "geonameid": place.geonameid,
            "contested": place.contested,
            "other_names": list(self.gazetteer.other_names(place)),
            "source": place.source,
            "coord_source": place.coord_source,
            **extra,
        }
        return Location(self._address(place), (place.lat, place.lon), raw)

    def _address(self, place: Place) -> str:
        """Return "name, division, country"; beside a contested place no country is printed."""
        parts = [place.label or place.name]
        if not place.contested:
            parents = [self.gazetteer.place(p) for p in place.parents]
            parts += [p.name for p in parents if p]
        return ", ".join(dict.fromkeys(parts))
