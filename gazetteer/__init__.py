"""Names and places: a gazetteer that resolves alternate and disputed names, offline.

>>> from gazetteer import Gazetteer
>>> Gazetteer.open().lookup("Stepanakert")[0].place.label
'Khankendi / Stepanakert'
"""

from gazetteer.errors import BadData, GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.geocoder import Geocoder
from gazetteer.index import NameIndex
from gazetteer.names import fold
from gazetteer.place import Candidate, Kind, Mention, Name, Place, Role

__all__ = [
    "BadData",
    "Candidate",
    "Gazetteer",
    "GazetteerError",
    "Geocoder",
    "Kind",
    "Mention",
    "Name",
    "NameIndex",
    "Place",
    "Role",
    "fold",
]
