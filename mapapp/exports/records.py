"""An event as other programs get it: the one shape that `extract` and `export` share."""

import json
import re
from collections.abc import Callable
from typing import Any

from mapapp.core.article import Article
from mapapp.core.event import Event
from mapapp.core.report import Refused, Report, ReportPlace
from mapapp.core.toll import Toll
from mapapp.core.when import When

Record = dict[str, Any]
FindArticle = Callable[[str], Article | None]

# Half a surrogate pair is no UTF-8, and these line ends break a line for some readers of JSON Lines.
_ESCAPED = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def json_line(record: Record) -> str:
    """Return a record as JSON on one line, in Unicode; raises ValueError for a number that is none."""
    line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def event_record(event: Event, text: str) -> Record:
    """Return an event as its first report's article gives it; `text` is that article's.

    Undated: both days are None. Unplaced: no places. A place that is not sure has no coordinates. `mentions`
    are the spans of all sentences about the event in that article, the excerpt's first.
    """
    report = event.reports[0]
    return {
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        **_days(event.when),
        "date_precision": event.when.precision,
        "places": [_place(place) for place in event.places],
        "killed": toll_record(event.killed),
        "injured": toll_record(event.injured),
        "actors": list(event.actors),
        "claimed_by": event.claimed_by,
        "excerpt": text[report.start : report.end],
        "start": report.start,
        "end": report.end,
        "mentions": _mentions(event),
        "background": event.background,
        "denied": event.denied,
        "confidence": round(event.confidence, 4),
    }


def stored_record(event: Event, find_article: FindArticle) -> Record:
    """Return an event with its id, its status and every report of it."""
    first = find_article(event.reports[0].article_id)
    return {
        "id": event.id,
        "status": event.status,
        **event_record(event, first.text if first else ""),
        "reports": [report_record(report, find_article(report.article_id)) for report in event.reports],
    }


def report_record(report: Report, article: Article | None) -> Record:
    """Return one article's account of an event, with the article's title, link and day."""
    day = article.published.day if article else None
    return {
        "article_id": report.article_id,
        "title": article.title if article else "",
        "url": article.url if article else "",
        "published": day.isoformat() if day else None,
        "excerpt": article.text[report.start : report.end] if article else "",
        "start": report.start,
        "end": report.end,
        **_days(report.when),
        "killed": toll_record(report.killed),
        "injured": toll_record(report.injured),
        "claimed_by": report.claimed_by,
        "denied": report.denied,
    }


def refused_record(refused: Refused) -> Record:
    """Return a refused sentence with the reason."""
    return {"start": refused.start, "end": refused.end, "reason": refused.reason}


def toll_record(toll: Toll | None) -> Record | None:
    """Return a toll, None where no number is stated."""
    if toll is None or not toll.stated:
        return None
    return {"best": toll.best, "low": toll.low, "high": toll.high}


def coordinate(degrees: float) -> float:
    """Return degrees to 7 decimals, which is 1 cm.

    >>> coordinate(47.123456789)
    47.1234568
    """
    return round(degrees, 7)


def _days(when: When) -> Record:
    return {
        "date_start": when.first_day.isoformat() if when.first_day else None,
        "date_end": when.last_day.isoformat() if when.last_day else None,
    }


def _place(place: ReportPlace) -> Record:
    return {
        "name": place.name,
        "lat": None if place.lat is None else coordinate(place.lat),
        "lon": None if place.lon is None else coordinate(place.lon),
        "country": place.country or None,
        "precision": place.precision,
        "role": place.role,
    }


def _mentions(event: Event) -> list[list[int]]:
    first = event.reports[0]
    spans = [(first.start, first.end)]
    for report in event.reports:
        if report.article_id == first.article_id:
            spans += [(report.start, report.end), *sorted(report.mentions)]
    return [list(span) for span in dict.fromkeys(spans)]
