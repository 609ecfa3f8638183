"""Names and places: a gazetteer that resolves alternate and disputed names, offline.

>>> from gazetteer import Gazetteer
>>> Gazetteer.open().lookup("Stepanakert")[0].place.label
'Khankendi / Stepanakert'
"""

from gazetteer.errors import BadData, GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.geocoder import Geocoder
from gazetteer.index import NameIndex
from gazetteer.layer import Layer
from gazetteer.name_sets import NameSet
from gazetteer.names import fold
from gazetteer.place import Candidate, Kind, Mention, Name, Place, Role
from gazetteer.status import Fact

__all__ = [
    "BadData",
    "Candidate",
    "Fact",
    "Gazetteer",
    "GazetteerError",
    "Geocoder",
    "Kind",
    "Layer",
    "Mention",
    "Name",
    "NameIndex",
    "NameSet",
    "Place",
    "Role",
    "fold",
]
