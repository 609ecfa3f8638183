"""What the reader asked to see; to and from a link."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mapapp.core.taxonomy import TYPE_KEYS

_TYPE_OF_KEY = {key: kind for kind, key in TYPE_KEYS.items()}


def _day(raw: str | None) -> date | None:
    try:
        return date.fromisoformat(raw) if raw and len(raw) == 10 else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Selection:
    """The events a reader asked for. None and () mean: no limit."""

    first_day: date | None = None
    last_day: date | None = None
    event_types: tuple[str, ...] = ()
    background: bool = False

    @classmethod
    def from_link(cls, parameters: Mapping[str, str]) -> "tuple[Selection, tuple[str, ...]]":
        """Return the selection a link asks for, and the names of parameters that could not be read.

        A stranger's link falls back to a plain view, never to an error.

        >>> Selection.from_link({"from": "2020-10-01", "to": "later"})[1]
        ('to',)
        """
        unread = []
        first, last = _day(parameters.get("from")), _day(parameters.get("to"))
        unread += [k for k, v in (("from", first), ("to", last)) if parameters.get(k) and v is None]
        if first and last and first > last:
            first = last = None
            unread += ["from", "to"]
        keys = [k for k in parameters.get("types", "")[:200].split(",") if k]
        kinds = tuple(_TYPE_OF_KEY[k] for k in keys if k in _TYPE_OF_KEY)
        if len(kinds) != len(keys):
            unread.append("types")
        return cls(first, last, kinds, parameters.get("background") == "1"), tuple(unread)

    def to_link(self) -> dict[str, str]:
        """Return the parameters of a link that shows this selection; what is not limited is left out."""
        link = {}
        if self.first_day:
            link["from"] = self.first_day.isoformat()
        if self.last_day:
            link["to"] = self.last_day.isoformat()
        if self.event_types:
            link["types"] = ",".join(TYPE_KEYS[kind] for kind in self.event_types)
        if self.background:
            link["background"] = "1"
        return link
