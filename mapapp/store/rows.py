"""Values of core as rows of the tables, and back."""

import math
from datetime import date
from typing import Any

import sqlalchemy as sa

from mapapp.core.article import Article, Published, storable
from mapapp.core.event import Event
from mapapp.core.report import Report
from mapapp.core.taxonomy import EVENT_TYPES
from mapapp.core.when import When
from mapapp.store import schema
from mapapp.store.morton import morton
from mapapp.store.values import from_json, hints_of, to_json

Row = sa.RowMapping


def article_row(article: Article, published: Published, language: str) -> dict[str, Any]:
    """Return the columns of an article, with what reading it found out about it."""
    return {
        "id": storable(article.id),
        "hash": article.hash,
        "title": storable(article.title),
        "url": storable(article.url),
        "source": storable(article.source),
        "language": storable(language),
        "published_day": published.day,
        "published_precision": published.precision,
        "published_evidence": storable(published.evidence),
        "published_given": published.given,
        "text": storable(article.text),
    }


def article_of(row: Row) -> Article:
    """Return the article of a row."""
    published = Published(
        row["published_day"], row["published_precision"], row["published_evidence"], row["published_given"]
    )
    return Article(
        row["id"], row["title"], row["text"], row["url"], row["source"], row["language"], published
    )


def report_row(report: Report) -> dict[str, Any]:
    """Return the columns of a report, but for its own number."""
    return _row(report, schema.reports)


def report_of(row: Row) -> Report:
    """Return the report of a row."""
    report: Report = _value(Report, row)
    return report


def event_row(event: Event, version: int) -> dict[str, Any]:
    """Return the columns of an event as a data version writes it, with its pin and the pin's Morton code."""
    if event.event_type not in EVENT_TYPES:
        raise ValueError(f"{event.event_type!r} is no event type of the taxonomy")
    pin = event.place
    if pin is not None and not _on_earth(pin.lat, pin.lon):
        raise ValueError(f"{event.id} is pinned at {pin.lat}, {pin.lon}, which is nowhere")
    first = event.places[0] if event.places else None
    located = pin is not None and pin.lat is not None and pin.lon is not None
    row = _row(event, schema.events, leave_out=("reports",))
    row["lat"], row["lon"] = (pin.lat, pin.lon) if pin and located else (None, None)
    row["qk"] = morton(row["lat"], row["lon"]) if located else None
    row["radius_km"] = first.radius_km if first else 0.0
    row["changed"] = version
    row["place_precision"] = first.precision if first else "country"
    return row


def event_of(row: Row, reports: tuple[Report, ...]) -> Event:
    """Return the event of a row and its reports."""
    event: Event = _value(Event, row, reports=reports)
    return event


def _on_earth(lat: float | None, lon: float | None) -> bool:
    if lat is None or lon is None or not (math.isfinite(lat) and math.isfinite(lon)):
        return False
    return -90 <= lat <= 90 and -180 <= lon <= 180


def _row(value: Report | Event, table: sa.Table, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a value's columns; a field without a column of its own goes into `more`."""
    when = value.when
    row: dict[str, Any] = {
        "first_day": when.first_day.toordinal() if when.first_day else 0,
        "last_day": when.last_day.toordinal() if when.last_day else 0,
        "date_precision": when.precision,
        "date_words": storable(when.words),
    }
    more: dict[str, Any] = {}
    kind: Any = type(value)
    for name in hints_of(kind):
        if name != "when" and name not in leave_out:
            (row if name in table.columns else more)[name] = to_json(getattr(value, name))
    return {**row, "more": more}


def _value(kind: Any, row: Row, **given: Any) -> Any:
    """Return the value a row holds; a field it does not hold (it is newer) has its default."""
    first, last = row["first_day"], row["last_day"]
    when = When(
        date.fromordinal(first) if first else None,
        date.fromordinal(last) if first else None,
        row["date_precision"],
        row["date_words"],
    )
    values: dict[str, Any] = {**given, "when": when}
    for name, hint in hints_of(kind).items():
        if name in values:
            continue
        if name in row:
            values[name] = from_json(hint, row[name])
        elif name in row["more"]:
            values[name] = from_json(hint, row["more"][name])
    return kind(**values)
