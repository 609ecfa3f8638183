"""One event as a reader sees it: the fields that the map, the card and the list are drawn from."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from mapapp.core.article import Article
from mapapp.core.event import Event
from mapapp.core.report import Report, ReportPlace, Span
from mapapp.core.taxonomy import TYPE_KEYS
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.server.accounts import FindReading, Side, denial_of, range_words, stance, tolls_by_claimant
from mapapp.server.words import PRECISION_WORDS, short_day, toll_words, when_words

FindArticle = Callable[[str], Article | None]


def web_link(url: str) -> str:
    """Return an address if it is one a reader may follow (http or https, with a host), else "".

    >>> web_link("javascript:alert(1)")
    ''
    """
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in {"http", "https"} and named else ""


def when_fields(when: When) -> dict[str, Any]:
    """Return a date: in words, and as days (None: not known)."""
    days = [day.isoformat() if day else None for day in (when.first_day, when.last_day)]
    text = when_words(when)
    return {"text": text, "first_day": days[0], "last_day": days[1], "precision": when.precision}


def place_fields(place: ReportPlace | None) -> dict[str, Any] | None:
    """Return a place: its label, its other names, how exact it is; `lat` None where it is not pinned."""
    if place is None:
        return None
    label = place.label or place.name
    shown = {label.casefold(), *(part.strip().casefold() for part in label.split("/"))}
    return {
        "label": label,
        "name": place.name,
        "names": [name for name in dict.fromkeys(place.names) if name.casefold() not in shown],
        "precision": place.precision,
        "precision_text": PRECISION_WORDS[place.precision],
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "reasons": list(place.reasons),
    }


def toll_fields(toll: Toll | None) -> dict[str, Any] | None:
    """Return a toll in numbers and in words; None where nothing was said."""
    if toll is None:
        return None
    return {"best": toll.best, "low": toll.low, "high": toll.high, "text": toll_words(toll)}


def told_toll(event: Event, side: Side, article: FindArticle) -> dict[str, Any] | None:
    """Return an event's toll; where several claimants count, with what each says and the span of it all."""
    fields = toll_fields(event.killed if side == "killed" else event.injured)
    if fields is None:
        return None
    told = tolls_by_claimant(event.reports, side, article)
    several = len(told) > 1
    if several:
        fields["text"] = range_words(toll for _, toll in told)
    return fields | {"accounts": [{"who": w, "text": toll_words(t)} for w, t in told] if several else []}


def marks_within(start: int, end: int, trigger: Span | None, places: tuple[ReportPlace, ...]) -> list[Any]:
    """Return what to highlight in `text[start:end]`: [from, to, "trigger" or "place"], none overlapping.

    Sorted; offsets are code points of the excerpt.
    """
    spans = [(*place.span, "place") for place in places if place.span is not None]
    spans += [(*trigger, "trigger")] if trigger is not None else []
    marks: list[Any] = []
    reached = 0
    for first, last, kind in sorted(spans):
        low, high = max(first, start) - start, min(last, end) - start
        if reached <= low < high:
            marks.append([low, high, kind])
            reached = high
    return marks


def report_fields(report: Report, article: Article | None) -> dict[str, Any]:
    """Return one article's account: its exact sentence with the words that decided, and where it stands."""
    text = article.text if article is not None else ""
    day = article.published.day if article is not None else None
    return {
        "excerpt": text[report.start : report.end],
        "marks": marks_within(report.start, report.end, report.trigger, report.places[:1]),
        "title": article.title if article is not None else "",
        "url": web_link(article.url) if article is not None else "",
        "source": article.source if article is not None else "",
        "published": day.isoformat() if day else None,
        "claimed_by": report.claimed_by,
        "denied": report.denied,
        "article_id": report.article_id,
        "killed": toll_fields(report.killed),
        "injured": toll_fields(report.injured),
    }


def event_fields(event: Event, article: FindArticle, reading: FindReading | None = None) -> dict[str, Any]:
    """Return one event with its reports; `article` finds an article by its id.

    With `reading`, which finds what was read in one, a disputed report carries the sentence that denies it.
    """
    reports = []
    for report in event.reports:
        found = article(report.article_id)
        denial = denial_of(report, reading(report.article_id)) if reading and report.denied else None
        answer = found.text[denial.start : denial.end] if denial is not None and found is not None else ""
        reports.append(report_fields(report, found) | {"stance": stance(report, event), "answer": answer})
    return {
        "id": event.id,
        "event_type": event.event_type,
        "type_key": TYPE_KEYS[event.event_type],
        "sub_event_type": event.sub_event_type,
        "when": when_fields(event.when),
        "place": place_fields(event.places[0] if event.places else None),
        "killed": told_toll(event, "killed", article),
        "injured": told_toll(event, "injured", article),
        "actors": list(event.actors),
        "claimed_by": event.claimed_by,
        "denied": event.denied,
        "background": event.background,
        "confidence": event.confidence,
        "merged_because": event.merged_because,
        "reports": reports,
    }


def row_fields(event: Event, article: FindArticle) -> dict[str, Any]:
    """Return one line of a list: type, day, place and the first words of the excerpt."""
    place = event.places[0] if event.places else None
    report = event.reports[0] if event.reports else None
    found = article(report.article_id) if report is not None else None
    excerpt = found.text[report.start : report.end] if report is not None and found is not None else ""
    return {
        "id": event.id,
        "key": TYPE_KEYS[event.event_type],
        "type": event.sub_event_type or event.event_type,
        "day": short_day(event.when),
        "place": (place.label or place.name) if place else "",
        "words": " ".join(excerpt.split())[:140],
        "denied": event.denied,
        "background": event.background,
    }
