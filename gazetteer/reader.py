"""The lines of a data file, read into places with their names; gazetteer/build/assemble.py describes them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import Any, cast

from gazetteer.errors import BadData
from gazetteer.overlay import Loaded, NameRow
from gazetteer.place import Kind, Name, Place
from gazetteer.weight import weight

_HIDDEN = frozenset({"abbreviation", "code", "demonym", "misspelling", "metonym"})


def read_head(source: Traversable, line: str) -> dict[str, Any]:
    """Return the first line's object; BadData for a format that is not ours."""
    try:
        head = json.loads(line)
    except ValueError:
        head = {}
    if head.get("format") != 1:
        raise BadData(f"{source}: format is {head.get('format')!r}, expected 1")
    return dict(head)


def read_places(lines: Iterable[str]) -> Iterator[Loaded]:
    """Yield the places of a data file, in its order."""
    loaded: Loaded | None = None
    for line in lines:
        cell = line.rstrip("\n").split("\t")
        if cell[0] == "P":
            if loaded:
                yield loaded
            loaded = _place(cell)
        elif loaded and cell[0] == "N":
            _add_names(loaded, cell)
        elif loaded and cell[0] == "A":
            _add_detail(loaded, cell[1], cell[2])
    if loaded:
        yield loaded


def _place(cell: list[str]) -> Loaded:
    _, id_, kind, name, lat, lon, country, admin1, admin2, people, reach, feature, source, points = cell
    number, population = int(id_), int(people or 0)
    place = Place(
        *(number, name, cast(Kind, kind), float(lat), float(lon), country, admin1, population),
        *(float(reach or 0), number if number > 0 else None),
        source=source,
        coord_source=points,
        feature=feature,
        weight=weight(kind, feature, population),
    )
    return Loaded(place, int(admin2 or 0), [NameRow(Name(name, "", "common", "", True), source, True)])


def _add_names(loaded: Loaded, cell: list[str]) -> None:
    _, language, told, source, *texts = cell
    type_, *more = told.split(";")
    detail = dict(part.partition("=")[::2] for part in more)
    hidden = type_ in _HIDDEN or "colloquial" in detail
    for text in texts:
        name = Name(
            *(text, language, type_ or "variant", detail.get("authority", ""), type_ == "common", hidden),
            since=detail.get("from", ""),
            until=detail.get("to", ""),
        )
        loaded.names.append(NameRow(name, source or loaded.place.source))


def _add_detail(loaded: Loaded, name: str, value: str) -> None:
    if name == "weight":
        loaded.place = replace(loaded.place, weight=float(value))
    elif name == "parents":
        loaded.parents = tuple(int(p) for p in value.replace(",", " ").split())
