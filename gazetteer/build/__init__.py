"""Sources to data file: reads a folder of unpacked packages and writes one compressed file.

The file holds places and names as lines of text, sorted, without keys: the same packages give the same
bytes. Keys, indexes and the supplement are added where it is unpacked (gazetteer/unpack.py), so that a new
folding or a new row of the supplement never changes it.
"""

from gazetteer.build.assemble import build

__all__ = ["build"]
