"""The parameters of a link and the values of a selection's fields: one from the other."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from mapapp.core.area import Area
from mapapp.core.taxonomy import SUB_EVENT_TYPES, TYPE_KEYS

LONGEST: Final = 4_000
"""Characters of one parameter above which it is not read."""
MOST_VALUES: Final = 100
LONGEST_TEXT: Final = 200
PLACE_PRECISIONS: Final = ("exact", "town", "district", "region", "country")
STATUSES: Final = ("machine", "reviewed")

SUB_TYPE_KEYS: Final[dict[str, str]] = {
    name: re.sub("[^a-z]+", "-", name.lower()).strip("-")
    for subs in SUB_EVENT_TYPES.values()
    for name in subs
}
"""Short keys for sub-types: letters and hyphens only."""

_TYPE_OF_KEY: Final = {key: kind for kind, key in TYPE_KEYS.items()}
_SUB_TYPE_OF_KEY: Final = {key: name for name, key in SUB_TYPE_KEYS.items()}
_FOREIGN: Final = re.compile(r"\{[{%#]|[<>`]")
_WORD_PARTS: Final = "\u200c\u200d"
"""Joiners: not printable by themselves, and part of Persian and Hindi names."""

Read = Callable[[str], tuple[Any, bool]]
"""Gives the value of a parameter, and whether all of it was read."""


def _day(raw: str) -> tuple[date | None, bool]:
    try:
        return (date.fromisoformat(raw), True) if len(raw) == 10 else (None, False)
    except ValueError:
        return None, False


def _one_of(raw: str, known: Mapping[str, str]) -> tuple[tuple[str, ...], bool]:
    keys = [key for key in raw.split(",") if key]
    if len(keys) > MOST_VALUES:
        return (), False
    return tuple(dict.fromkeys(known[k] for k in keys if k in known)), all(k in known for k in keys)


def is_plain_text(text: str) -> bool:
    """Return whether a text can be a name or words: short, printable, no markup.

    >>> is_plain_text("Göygöl"), is_plain_text("{{7*7}}"), is_plain_text("a\\nb")
    (True, False, False)
    """
    bare = text.translate({ord(c): None for c in _WORD_PARTS})
    return 0 < len(text) <= LONGEST_TEXT and bare.isprintable() and not _FOREIGN.search(text)


def _texts(raw: str) -> tuple[tuple[str, ...], bool]:
    parts = [p.replace("%2C", ",").replace("%25", "%") for p in raw.split(",") if p]
    if len(parts) > MOST_VALUES:
        return (), False
    return tuple(dict.fromkeys(p for p in parts if is_plain_text(p))), all(map(is_plain_text, parts))


def _countries(raw: str) -> tuple[tuple[str, ...], bool]:
    codes, whole = _texts(raw)
    known = [c.upper() for c in codes if re.fullmatch("[A-Za-z]{2}", c)]
    return tuple(dict.fromkeys(known)), whole and len(known) == len(codes)


def _area(raw: str) -> tuple[Area | None, bool]:
    try:
        return Area.parse(raw), True
    except ValueError:
        return None, False


def _count(raw: str) -> tuple[int | None, bool]:
    return (int(raw), True) if re.fullmatch("[0-9]{1,9}", raw) else (None, False)


def _share(raw: str) -> tuple[float | None, bool]:
    try:
        value = float(raw)
    except ValueError:
        return None, False
    return (value, True) if math.isfinite(value) and 0 <= value <= 1 else (None, False)


def _words(raw: str) -> tuple[str, bool]:
    text = " ".join(raw.split())
    return (text, True) if is_plain_text(text) else ("", False)


def _choice(values: Mapping[str, Any], plain: Any) -> Read:
    return lambda raw: (values[raw], True) if raw in values else (plain, False)


def _named(names: tuple[str, ...]) -> Read:
    return lambda raw: _one_of(raw, {name: name for name in names})


_READ: Final[dict[str, tuple[str, Read]]] = {
    "from": ("first_day", _day),
    "to": ("last_day", _day),
    "types": ("event_types", lambda raw: _one_of(raw, _TYPE_OF_KEY)),
    "background": ("background", _choice({"1": True, "0": False}, False)),
    "sub": ("sub_event_types", lambda raw: _one_of(raw, _SUB_TYPE_OF_KEY)),
    "actors": ("actors", _texts),
    "by": ("claimants", _texts),
    "country": ("countries", _countries),
    "place": ("places", _texts),
    "area": ("area", _area),
    "killed": ("killed", _count),
    "sure": ("confidence", _share),
    "precision": ("precisions", _named(PLACE_PRECISIONS)),
    "source": ("sources", _texts),
    "lang": ("languages", _texts),
    "status": ("statuses", _named(STATUSES)),
    "words": ("words", _words),
    "disputed": ("disputed", _choice({"hidden": "hidden", "only": "only"}, "shown")),
    "low": ("low_confidence", _choice({"0": False, "1": True}, True)),
}
LINK_KEYS: Final = tuple(_READ)
"""The parameters of a link that belong to a selection."""


def read_link(parameters: Mapping[str, str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fields of a selection that a link names, and the parameters that could not be read."""
    values: dict[str, Any] = {}
    unread = []
    for key, (field, read) in _READ.items():
        raw = parameters.get(key, "")
        if not raw:
            continue
        value, whole = read(raw) if len(raw) <= LONGEST else (None, False)
        if not whole:
            unread.append(key)
        if value is not None:
            values[field] = value
    first, last = values.get("first_day"), values.get("last_day")
    if first and last and first > last:
        del values["first_day"], values["last_day"]
        unread = ["from", "to", *unread]
    return values, tuple(unread)


def read_view(raw: str) -> tuple[tuple[float, float], int] | None:
    """Return the centre (latitude, longitude) and zoom of a link's "lat,lon,zoom", None for anything else.

    >>> read_view("39.8,46.7,8"), read_view("91,0,8"), read_view("nan,0,8"), read_view("{{7*7}}")
    (((39.8, 46.7), 8), None, None, None)
    """
    match = _VIEW.fullmatch(raw)
    if match is None:
        return None
    lat, lon, zoom = float(match[1]), float(match[2]), int(match[3])
    return ((lat, lon), zoom) if -85 <= lat <= 85 and -180 <= lon <= 180 and 2 <= zoom <= 14 else None


_VIEW = re.compile(r"(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?),(\d{1,2})", re.ASCII)


def write_link(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters of a link that say these values of a selection's fields."""
    return {key: _written(field, values[field]) for key, (field, _) in _READ.items() if field in values}


def _written(field: str, value: Any) -> str:
    if field == "event_types":
        return ",".join(TYPE_KEYS[kind] for kind in value)
    if field == "sub_event_types":
        return ",".join(SUB_TYPE_KEYS[name] for name in value)
    if isinstance(value, tuple):
        return ",".join(text.replace("%", "%25").replace(",", "%2C") for text in value)
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)
