"""`mapapp export`: a map's events for other programs."""

from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapapp.cli.terminal import load_settings, open_map

if TYPE_CHECKING:
    from mapapp.core.selection import Selection


class Format(StrEnum):
    """The formats of an export."""

    JSONL = "jsonl"
    GEOJSON = "geojson"


def export(
    format: Annotated[Format, typer.Option("--format", "-f", help="The form of the file.")] = Format.JSONL,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to; else standard output."),
    ] = None,
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="Events on or after this day, YYYY-MM-DD.")
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar="DATE", help="Events on or before this day, YYYY-MM-DD.")
    ] = "",
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="Events of this type (may be given again): battles, explosions, civilians, protests, riots, "
            "strategic, or the type's full name.",
        ),
    ] = None,
    background: Annotated[bool, typer.Option("--background", help="Background (history) as well.")] = False,
    map_name: Annotated[str, typer.Option("--map", metavar="NAME", help="The map.")] = "default",
) -> None:
    """Write a map's events, sorted by day, as JSON Lines or GeoJSON.

    A file is written whole or not at all. Background is left out unless asked for; undated events are left
    out when days are asked for.

    Example: mapapp export --format geojson --from 2020-09-27 --to 2020-10-10 --output events.geojson
    """
    from mapapp.exports.files import write_file
    from mapapp.exports.geojson import geojson
    from mapapp.exports.jsonl import jsonl

    selection = read_selection(first, last, types or [], background)
    write = geojson if format is Format.GEOJSON else jsonl
    with open_map(load_settings(), map_name, must_exist=True) as store:
        pieces = write(store.events(selection), lru_cache(maxsize=256)(store.article))
        if output is None or str(output) == "-":
            stream = typer.get_text_stream("stdout", encoding="utf-8")
            for piece in pieces:
                stream.write(piece)
        else:
            write_file(output, pieces)


def read_selection(first: str, last: str, types: list[str], background: bool) -> "Selection":
    """Return the selection that options ask for; raises BadSelection."""
    from mapapp.core.errors import BadSelection
    from mapapp.core.selection import Selection
    from mapapp.core.taxonomy import EVENT_TYPES, TYPE_KEYS

    def day(option: str, raw: str) -> date | None:
        try:
            if not raw or (len(raw) == 10 and raw[4] == raw[7] == "-"):
                return date.fromisoformat(raw) if raw else None
        except ValueError:
            pass
        raise BadSelection(f"{option} is {raw!r}, expected a day as YYYY-MM-DD.")

    first_day, last_day = day("--from", first), day("--to", last)
    if first_day and last_day and first_day > last_day:
        raise BadSelection(f"--from {first} is later than --to {last}.")
    known = {name.lower(): kind for kind, key in TYPE_KEYS.items() for name in (kind, key)}
    kinds = []
    for name in types:
        if name.lower() not in known:
            raise BadSelection(f"--type is {name!r}, expected one of {', '.join(TYPE_KEYS.values())}.")
        kinds.append(known[name.lower()])
    return Selection(first_day, last_day, tuple(k for k in EVENT_TYPES if k in kinds), background)
