"""`mapapp export`: a map's events for other programs."""

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mapapp.cli import selecting
from mapapp.cli.terminal import load_settings, open_gazetteer, open_map

if TYPE_CHECKING:
    from mapapp.config import Settings
    from mapapp.core.snapshot import Claims


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
    first: selecting.First = "",
    last: selecting.Last = "",
    types: selecting.Types = None,
    sub_types: selecting.SubTypes = None,
    actors: selecting.Actors = None,
    claimants: selecting.Claimants = None,
    countries: selecting.Countries = None,
    places: selecting.Places = None,
    area: selecting.InArea = "",
    killed: selecting.Killed = "",
    confidence: selecting.Confidence = "",
    precisions: selecting.Precisions = None,
    sources: selecting.Sources = None,
    languages: selecting.Languages = None,
    statuses: selecting.Statuses = None,
    words: selecting.Words = "",
    background: selecting.Background = False,
    disputed: selecting.Disputed = "shown",
    no_low_confidence: selecting.NoLow = False,
    map_name: Annotated[str, typer.Option("--map", metavar="NAME", help="The map.")] = "default",
) -> None:
    """Write a map's events, sorted by day, as JSON Lines or GeoJSON.

    A file is written whole or not at all. Background is left out unless asked for; undated events are left
    out when days are asked for. All options hold at once; one that is given again widens itself.

    Example: mapapp export --format geojson --from 2020-09-27 --to 2020-10-10 --output events.geojson
    """
    from mapapp.exports.files import write_file
    from mapapp.exports.geojson import geojson
    from mapapp.exports.jsonl import jsonl

    selection = selecting.read_selection(
        selecting.Asked(
            first, last, types or (), sub_types or (), actors or (), claimants or (), countries or (),
            places or (), area, killed, confidence, precisions or (), sources or (), languages or (),
            statuses or (), words, background, disputed, no_low_confidence,
        )
    )  # fmt: skip
    settings = load_settings()
    write = geojson if format is Format.GEOJSON else jsonl
    with open_map(settings, map_name, must_exist=True) as store:
        if selection.countries:
            store.snapshots.claims = claims_of(settings)
        pieces = write(store.events(selection), lru_cache(maxsize=256)(store.article))
        if output is None or str(output) == "-":
            stream = typer.get_text_stream("stdout", encoding="utf-8")
            for piece in pieces:
                stream.write(piece)
        else:
            write_file(output, pieces)


def claims_of(settings: "Settings") -> "Claims":
    """Return what names the countries that hold or claim a place, by the gazetteer's id."""
    from gazetteer.status import countries

    gazetteer = open_gazetteer(settings)
    return lambda place_id: countries(gazetteer.status(place_id))
