"""What the reader asked to see; to and from a link."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final, Literal
from urllib.parse import parse_qsl, urlencode

from mapapp.core.area import Area
from mapapp.core.link import LINK_KEYS as LINK_KEYS
from mapapp.core.link import read_link, write_link

Disputed = Literal["shown", "hidden", "only"]
LOW_CONFIDENCE: Final = 0.5
"""An event surer than this, or as sure, is not one of low confidence."""
MOST_TOKEN: Final = 20_000

PARTS: Final[dict[str, tuple[str, ...]]] = {
    "days": ("first_day", "last_day"),
    "types": ("event_types", "sub_event_types"),
    "actors": ("actors",),
    "claimants": ("claimants",),
    "countries": ("countries",),
    "places": ("places",),
    "area": ("area",),
    "killed": ("killed",),
    "confidence": ("confidence",),
    "precisions": ("precisions",),
    "sources": ("sources",),
    "languages": ("languages",),
    "statuses": ("statuses",),
    "words": ("words",),
    "background": ("background",),
    "disputed": ("disputed",),
    "low_confidence": ("low_confidence",),
}
"""The parts that can be set and cleared by themselves, and the fields of each."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The events a reader asked for. None, () and "" mean: no limit. All limits hold at once.

    Inside one part any value will do; a type and a sub-type are one part. `countries` are ISO 3166-1
    alpha-2: whoever holds or claims the place. `places` are the gazetteer's ids (digits) or names. `killed`:
    at least so many, by the best number or else the lowest. `confidence`: at least so much, 0 to 1.
    `statuses` are machine and reviewed. `words`: all of them in the excerpts, whatever case and accents; a
    word that ends in * is the beginning of one. `low_confidence` False leaves out what lies below
    LOW_CONFIDENCE.
    """

    first_day: date | None = None
    last_day: date | None = None
    event_types: tuple[str, ...] = ()
    background: bool = False
    sub_event_types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    area: Area | None = None
    killed: int | None = None
    confidence: float | None = None
    precisions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    words: str = ""
    disputed: Disputed = "shown"
    low_confidence: bool = True

    @classmethod
    def from_link(cls, parameters: Mapping[str, str]) -> "tuple[Selection, tuple[str, ...]]":
        """Return the selection a link asks for, and the names of parameters that could not be read.

        A stranger's link falls back to a plain view, never to an error.

        >>> Selection.from_link({"from": "2020-10-01", "to": "later"})[1]
        ('to',)
        """
        values, unread = read_link(parameters)
        return cls(**values), unread

    def to_link(self) -> dict[str, str]:
        """Return the parameters of a link that shows this selection; what is not limited is left out."""
        return write_link({name: getattr(self, name) for name in self.limited_fields()})

    def to_token(self) -> str:
        """Return the selection in letters and digits only, so that it may enter a map; "" for a plain view.

        >>> Selection(words="fire").to_token()
        'o5xxezdthvtgs4tf'
        """
        text = urlencode(self.to_link())
        return base64.b32encode(text.encode()).decode().rstrip("=").lower()

    @classmethod
    def from_token(cls, token: str) -> "tuple[Selection, tuple[str, ...]]":
        """Return the selection of a token, and the names of parameters that could not be read.

        >>> Selection.from_token(Selection(killed=5).to_token())[0].killed
        5
        """
        try:
            if len(token) > MOST_TOKEN:
                raise ValueError("too long")
            padded = token.upper() + "=" * (-len(token) % 8)
            text = base64.b32decode(padded).decode("ascii")
            parameters = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text)))
        except ValueError:
            return cls(), ("token",)
        return cls.from_link(parameters)

    @classmethod
    def from_query(cls, parameters: Mapping[str, str]) -> "tuple[Selection, tuple[str, ...]]":
        """Return the selection of a query of ours, and the names of parameters that could not be read.

        It is a token (`s`) or the parameters of a link. Beside a token, `from` and `to` (both given, either
        of them empty for no limit) stand in place of its days.

        >>> token = Selection(killed=5).to_token()
        >>> str(Selection.from_query({"s": token, "from": "2020-10-01", "to": ""})[0].first_day)
        '2020-10-01'
        """
        token = parameters.get("s", "")
        if not token:
            return cls.from_link(parameters)
        selection, unread = cls.from_token(token)
        if "from" in parameters and "to" in parameters:
            days, wrong = cls.from_link({key: parameters[key] for key in ("from", "to")})
            selection = replace(selection, first_day=days.first_day, last_day=days.last_day)
            unread += wrong
        return selection, unread

    def limited_fields(self) -> tuple[str, ...]:
        """Return the names of the fields that are not as in a plain view."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != f.default)

    def limits(self) -> tuple[str, ...]:
        """Return the parts (of PARTS) that are not as in a plain view.

        >>> Selection(event_types=("Battles",), killed=0).limits()
        ('types', 'killed')
        """
        set_fields = set(self.limited_fields())
        return tuple(part for part, names in PARTS.items() if set_fields & set(names))

    def without(self, *parts: str) -> "Selection":
        """Return the selection with some parts (of PARTS) as in a plain view."""
        plain = Selection()
        names = [name for part in parts for name in PARTS[part]]
        return replace(self, **{name: getattr(plain, name) for name in names})
