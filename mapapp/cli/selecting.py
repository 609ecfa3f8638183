"""The options of a command that say which events: every part of a Selection."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from mapapp.core.selection import Selection

First = Annotated[
    str, typer.Option("--from", metavar="DATE", help="Events on or after this day, YYYY-MM-DD.")
]
Last = Annotated[str, typer.Option("--to", metavar="DATE", help="Events on or before this day, YYYY-MM-DD.")]
Types = Annotated[
    list[str] | None,
    typer.Option(
        "--type",
        metavar="TYPE",
        help="Events of this type (may be given again): battles, explosions, civilians, protests, riots, "
        "strategic, or the type's full name.",
    ),
]
SubTypes = Annotated[
    list[str] | None,
    typer.Option(
        "--sub-type", metavar="TYPE", help="Or of this sub-type: ACLED's name, or air-drone-strike."
    ),
]
Actors = Annotated[list[str] | None, typer.Option("--actor", metavar="NAME", help="Events with this actor.")]
Claimants = Annotated[
    list[str] | None, typer.Option("--claimed-by", metavar="NAME", help="Events that this side reports.")
]
Countries = Annotated[
    list[str] | None,
    typer.Option("--country", metavar="CODE", help="In this country or claimed by it, as AZ (ISO 3166-1)."),
]
Places = Annotated[
    list[str] | None,
    typer.Option("--place", metavar="PLACE", help="At this place: any of its names, or the gazetteer's id."),
]
InArea = Annotated[
    str,
    typer.Option(
        "--area", metavar="AREA", help="Inside west,south,east,north or lon,lat;lon,lat;lon,lat, in degrees."
    ),
]
Killed = Annotated[str, typer.Option("--killed", metavar="N", help="With at least so many killed.")]
Confidence = Annotated[str, typer.Option("--confidence", metavar="SHARE", help="At least so sure, 0 to 1.")]
Precisions = Annotated[
    list[str] | None,
    typer.Option("--precision", metavar="WORD", help="Placed so: exact, town, district, region, country."),
]
Sources = Annotated[list[str] | None, typer.Option("--source", metavar="NAME", help="Told by this outlet.")]
Languages = Annotated[
    list[str] | None, typer.Option("--language", metavar="CODE", help="Told in this language, as en.")
]
Statuses = Annotated[
    list[str] | None, typer.Option("--status", metavar="WORD", help="As found (machine), or reviewed.")
]
Words = Annotated[
    str,
    typer.Option("--words", metavar="WORDS", help="With all these words in the excerpts; shel* begins one."),
]
Background = Annotated[bool, typer.Option("--background", help="Background (history) as well.")]
Disputed = Annotated[
    str, typer.Option("--disputed", metavar="WORD", help="Events that a side denies: shown, hidden or only.")
]
NoLow = Annotated[bool, typer.Option("--no-low-confidence", help="Without events less sure than 0.5.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options say, as they were typed."""

    first: str = ""
    last: str = ""
    types: Sequence[str] = ()
    sub_types: Sequence[str] = ()
    actors: Sequence[str] = ()
    claimants: Sequence[str] = ()
    countries: Sequence[str] = ()
    places: Sequence[str] = ()
    area: str = ""
    killed: str = ""
    confidence: str = ""
    precisions: Sequence[str] = ()
    sources: Sequence[str] = ()
    languages: Sequence[str] = ()
    statuses: Sequence[str] = ()
    words: str = ""
    background: bool = False
    disputed: str = "shown"
    no_low_confidence: bool = False


_DAY: Final = "a day as YYYY-MM-DD"
_NAME: Final = "a name of at most 200 printable characters, and at most 100 of them"


def read_selection(asked: Asked) -> "Selection":
    """Return the selection that options ask for; raises BadSelection, which names the option."""
    from mapapp.core.errors import BadSelection
    from mapapp.core.link import PLACE_PRECISIONS, STATUSES, SUB_TYPE_KEYS, read_link
    from mapapp.core.selection import Selection
    from mapapp.core.taxonomy import EVENT_TYPES, TYPE_KEYS

    def keys(option: str, typed: Sequence[str], known: dict[str, str]) -> str:
        names = {
            name.lower(): key
            for pair in known.items()
            for name, key in zip(pair, (pair[1],) * 2, strict=True)
        }
        for text in typed:
            if text.lower() not in names:
                raise BadSelection(f"{option} is {text!r}, expected one of {', '.join(known.values())}.")
        return ",".join(names[text.lower()] for text in typed)

    kinds = keys("--type", asked.types, TYPE_KEYS)
    link = {
        "from": ("--from", asked.first, _DAY),
        "to": ("--to", asked.last, _DAY),
        "types": ("--type", kinds, ""),
        "sub": ("--sub-type", keys("--sub-type", asked.sub_types, SUB_TYPE_KEYS), ""),
        "actors": ("--actor", _joined(asked.actors), _NAME),
        "by": ("--claimed-by", _joined(asked.claimants), _NAME),
        "country": ("--country", _joined(asked.countries), "a code of two letters, as AZ"),
        "place": ("--place", _joined(asked.places), _NAME),
        "area": ("--area", asked.area, "west,south,east,north or lon,lat;lon,lat;lon,lat in degrees"),
        "killed": ("--killed", asked.killed, "a whole number"),
        "sure": ("--confidence", asked.confidence, "a number from 0 to 1"),
        "precision": ("--precision", _joined(asked.precisions), f"one of {', '.join(PLACE_PRECISIONS)}"),
        "source": ("--source", _joined(asked.sources), _NAME),
        "lang": ("--language", _joined(asked.languages), _NAME),
        "status": ("--status", _joined(asked.statuses), f"one of {', '.join(STATUSES)}"),
        "words": ("--words", asked.words, "at most 200 printable characters"),
        "disputed": (
            "--disputed",
            "" if asked.disputed == "shown" else asked.disputed,
            "shown, hidden or only",
        ),
        "background": ("--background", "1" if asked.background else "", ""),
        "low": ("--no-low-confidence", "0" if asked.no_low_confidence else "", ""),
    }
    for key, (option, raw, expected) in link.items():
        _, unread = read_link({key: raw})
        if unread or (raw and not raw.strip()):
            raise BadSelection(f"{option} is {raw[:200]!r}, expected {expected}.")
    if asked.first and asked.last and date.fromisoformat(asked.first) > date.fromisoformat(asked.last):
        raise BadSelection(f"--from {asked.first} is later than --to {asked.last}.")
    values, _ = read_link({key: raw for key, (_, raw, _) in link.items()})
    values["event_types"] = tuple(k for k in EVENT_TYPES if k in values.get("event_types", ()))
    return Selection(**values)


def _joined(names: Iterable[str]) -> str:
    return ",".join(name.replace("%", "%25").replace(",", "%2C") for name in names)
