"""Events as a table for spreadsheets (CSV, RFC 4180): one row an event."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

from mapapp.core.event import Event
from mapapp.exports.records import FindArticle, Record, stored_record

COLUMNS: Final = (
    *("id", "status", "event_type", "sub_event_type", "date_start", "date_end", "date_precision"),
    *("place", "latitude", "longitude", "country", "place_precision"),
    *("killed_best", "killed_low", "killed_high", "injured_best", "injured_low", "injured_high"),
    *("actors", "claimed_by", "background", "denied", "confidence", "reports"),
    *("excerpt", "title", "url", "published"),
)
"""The header of the table."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def sheet(events: Iterable[Event], find_article: FindArticle) -> Iterator[str]:
    """Give the lines of the table, the header first, each as soon as its event is there."""
    yield _line(COLUMNS)
    for event in events:
        yield _line(_cells(event, find_article))


def _cells(event: Event, find_article: FindArticle) -> list[Any]:
    record = stored_record(event, find_article)
    place: Record = next(iter(record["places"]), {})
    report: Record = next(iter(record["reports"]), {})
    tolls = [
        (record[side] or {}).get(end) for side in ("killed", "injured") for end in ("best", "low", "high")
    ]
    return [
        *(record[name] for name in COLUMNS[:7]),
        *(place.get(name) for name in ("name", "lat", "lon", "country", "precision")),
        *tolls,
        "; ".join(record["actors"]),
        *(record[name] for name in ("claimed_by", "background", "denied", "confidence")),
        len(record["reports"]),
        record["excerpt"],
        *(report.get(name) for name in ("title", "url", "published")),
    ]


def _line(cells: Iterable[Any]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([_safe(cell) for cell in cells])
    return text.getvalue()


def _safe(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula, nor for the end of a row.

    >>> _safe("=1+1"), _safe(-1), _safe(None), _safe(True)
    ("'=1+1", -1, '', 'true')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        plain = cell.replace("\0", "\ufffd")
        return f"'{plain}" if plain.startswith(_FORMULA) else plain
    return cell
