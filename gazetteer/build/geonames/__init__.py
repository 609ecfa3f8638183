"""GeoNames' own files to a data file: all 13 million places, or those of some countries.

    gazetteer build --geonames FOLDER [--download] [--output FILE]

The files are read line by line, and sorted on disk (runs.py), so that memory stays under 1 GB. What is read
is laid over the embedded data file: a place of the dump replaces the one of its geonameid, places of other
countries and sources stay, and so do names that GeoNames does not have. The same files give the same bytes.
"""

from gazetteer.build.geonames.laid import build_geonames

__all__ = ["build_geonames"]
