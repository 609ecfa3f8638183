"""Values of core as JSON and back, by their type hints, so that a new field needs no new SQL."""

from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from mapapp.core.article import storable


def to_json(value: Any) -> Any:
    """Return a value of core as what `json` can write; texts are made storable.

    >>> to_json((date(2020, 10, 1), "a\\0b", (1, 2)))
    ['2020-10-01', 'a�b', [1, 2]]
    """
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_json(v) for v in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    return value


def from_json(kind: Any, value: Any) -> Any:
    """Return the value of a type that `to_json` wrote; fields unknown today are left out.

    >>> from_json(tuple[int, int] | None, [1, 2])
    (1, 2)
    """
    origin = get_origin(kind)
    if value is None or kind is Any or origin is Literal:
        return value
    if origin in (Union, UnionType):
        return from_json(next(a for a in get_args(kind) if a is not NoneType), value)
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(from_json(inner[0], v) for v in value)
        return tuple(from_json(k, v) for k, v in zip(inner, value, strict=True))
    if kind is date:
        return date.fromisoformat(value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = hints_of(kind)
        return kind(**{name: from_json(hints[name], v) for name, v in value.items() if name in hints})
    return value


@cache
def hints_of(kind: Any) -> dict[str, Any]:
    """Return a dataclass's fields and their types, in order."""
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind)}
