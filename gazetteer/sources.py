"""Whose data the gazetteer holds; gazetteer/data/SOURCES.md says the same in full."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Source:
    """Where names or places come from, under which licence, and how that is to be said."""

    title: str
    licence: str
    attribution: str


SOURCES: dict[str, Source] = {
    "geonames": Source("GeoNames", "CC BY 4.0", "GeoNames (geonames.org), modified"),
    "naturalearth": Source("Natural Earth", "public domain", "Made with Natural Earth"),
    "cldr": Source("Unicode CLDR", "Unicode-3.0", "© Unicode, Inc."),
    "airportsdata": Source("airportsdata", "MIT", "© its author"),
    "countryinfo": Source("countryinfo", "MIT", "© its author"),
    "supplement": Source("our own supplement", "CC0-1.0", "mapapp"),
}
"""By the `source` that every row of the data has."""


class Counts(Protocol):
    """What is asked of index.Contents."""

    @property
    def places(self) -> int:
        """Places altogether."""

    @property
    def names(self) -> int:
        """Names altogether."""

    @property
    def keys(self) -> int:
        """Different keys."""

    @property
    def by_kind(self) -> tuple[tuple[str, int], ...]:
        """(kind, places)."""

    @property
    def by_source(self) -> tuple[tuple[str, int], ...]:
        """(source, names)."""

    @property
    def places_by_source(self) -> tuple[tuple[str, int], ...]:
        """(source, places)."""

    @property
    def facts(self) -> int:
        """Facts of status."""


def described(contents: Counts) -> Iterator[str]:
    """Yield lines that say what the data holds: places by kind, and by source with its licence."""
    yield f"{contents.places:>9} places, {contents.names} names, {contents.keys} keys"
    for kind, count in contents.by_kind:
        yield f"{count:>9}  {kind}"
    places = dict(contents.places_by_source)
    names = dict(contents.by_source)
    for key in dict.fromkeys((*places, *names)):
        source = SOURCES.get(key)
        said = f"{source.title}: {source.licence}. {source.attribution}" if source else key
        yield f"{places.get(key, 0):>9}  places and {names.get(key, 0)} names from {said}"
    yield f"{contents.facts:>9}  facts of who holds and claims places"
