"""Whose data the gazetteer holds; gazetteer/data/SOURCES.md says the same in full."""

from dataclasses import dataclass


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
