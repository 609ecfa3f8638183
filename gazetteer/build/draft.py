"""What is gathered about a place while the data file is built."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gazetteer.place import Kind

MAX_NAME = 80
"""Characters: longer "names" in the sources are descriptions."""


@dataclass(slots=True)
class Draft:
    """A place in the making.

    `names` maps each text to (language, type, source): the first source wins, unless only a later one
    knows the language.
    """

    id: int
    kind: Kind
    name: str
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    admin2: int = 0
    population: int = 0
    radius_km: float = 0.0
    feature: str = ""
    source: str = ""
    coord_source: str = ""
    names: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def add(self, text: str, language: str = "", type: str = "variant", source: str = "") -> None:
        """Keep a name of this place, unless it is no name or is known already."""
        text = " ".join(text.split())
        if not is_name(text):
            return
        before = self.names.get(text)
        if before is None or (language and not before[0]):
            self.names[text] = (language, type, source or self.source)

    def add_all(
        self, texts: Iterable[str], language: str = "", type: str = "variant", source: str = ""
    ) -> None:
        """Keep several names of one language and type."""
        for text in texts:
            self.add(text, language, type, source)


_BARE = frozenset({
    *("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "centre"),
    *("center", "capital", "coastal", "northeast", "northwest", "southeast", "southwest", "metropolitan"),
    *("other", "unknown"),
})  # fmt: skip
"""Words that some sources give as whole names of divisions."""


def is_name(text: str) -> bool:
    """Return whether a text can be a name: no number, no link, no machine romanisation.

    GeoNames holds machine romanisations of other scripts, written in small letters only ("khankndy");
    they make different places one.

    >>> is_name("Xankəndi"), is_name("khankndy"), is_name("ഖാൻകെൻഡി")
    (True, False, True)
    """
    if not text or len(text) > MAX_NAME or "://" in text or not any(c.isalpha() for c in text):
        return False
    if (len(text) == 1 and text.isascii()) or text.lower() in _BARE:
        return False
    latin = any(c.islower() and c < "\u0250" for c in text)
    return not latin or any(c.isupper() for c in text)


def is_code(text: str) -> bool:
    """Return whether a text is a code rather than a name: two or three capitals ("ZZE", "AZ")."""
    return len(text) <= 3 and text.isascii() and text.isupper() and text.isalpha()
