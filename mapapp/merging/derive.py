"""What an event is, derived from its reports."""

import hashlib
from collections.abc import Sequence

from mapapp.core.event import Event
from mapapp.core.report import Report, ReportPlace
from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.merging.places import finer, holds, same_place

_DAYS = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}


def event_id(article_hash: str, report: Report) -> str:
    """Return the id of the event that a report is the first of: the same at every run."""
    key = f"{article_hash or report.article_id}:{report.start}:{report.sub_event_type}:{report.trigger}"
    return "ev-" + hashlib.sha256(key.encode()).hexdigest()[:20]


def main_report(reports: Sequence[Report]) -> Report:
    """Return the report that says most: its own place, day, type and toll; the first of equals."""

    def weight(report: Report) -> float:
        said = (
            4.0 * ("no type" not in report.cues)
            + 3.0 * ("no place" not in report.cues)
            + 2.0 * ("no day" not in report.cues)
        )
        said += 1.5 * (report.killed is not None) + 1.0 * (report.injured is not None)
        pinned = bool(report.places) and report.places[0].lat is not None
        return said + 1.0 * pinned - 1.5 * ("definite" in report.cues)

    return max(reports, key=lambda r: (weight(r), -r.start))


def merge_reports(reports: Sequence[Report], id: str = "", because: str = "") -> Event:
    """Return the event of some reports of one incident, the one that says most first.

    Date and place are the most precise ones said of it; a toll is the main report's, and its range takes in
    what the others say; claims are never added up.
    """
    main = main_report(reports)
    ordered = (main, *(r for r in reports if r is not main))
    sub_type = _sub_type(ordered)
    return Event(
        id=id or event_id("", reports[0]),
        event_type=EVENT_TYPE_OF[sub_type],
        sub_event_type=sub_type,
        when=_when(ordered),
        places=_places(ordered),
        killed=_toll([r.killed for r in ordered]),
        injured=_toll([r.injured for r in ordered]),
        actors=tuple(dict.fromkeys(a for r in ordered for a in r.actors))[:6],
        claimed_by=next((r.claimed_by for r in ordered if r.claimed_by), ""),
        background=all(r.background for r in ordered),
        denied=any(r.denied for r in ordered),
        confidence=max(r.confidence for r in ordered),
        reports=ordered,
        merged_because=because,
    )


def _sub_type(reports: Sequence[Report]) -> str:
    own = [r for r in reports if "no type" not in r.cues] or list(reports)
    plain = {"Attack", "Armed clash"}
    chosen = own[0].sub_event_type
    if chosen in plain and not any(r.article_id != own[0].article_id for r in own):
        chosen = next(
            (r.sub_event_type for r in own if r.sub_event_type not in plain and "definite" not in r.cues),
            chosen,
        )
    return chosen


def _when(reports: Sequence[Report]) -> When:
    own = [r.when for r in reports if r.when.dated and "no day" not in r.cues]
    dated = own or [r.when for r in reports if r.when.dated]
    return min(dated, key=lambda w: _DAYS[w.precision], default=reports[0].when)


def _places(reports: Sequence[Report]) -> tuple[ReportPlace, ...]:
    said = [p for r in reports if "no place" not in r.cues for p in r.places] or [
        p for r in reports for p in r.places
    ]
    if not said:
        return ()
    first = said[0]
    for place in said[1:]:
        if finer(place, first) and (holds(first, place) or first.lat is None or same_place(first, place)):
            first = place
    rest: list[ReportPlace] = []
    for place in said:
        if (
            place is not first
            and not holds(place, first)
            and not any(same_place(place, p) for p in (first, *rest))
        ):
            rest.append(place)
    return (first, *rest)


def _toll(tolls: Sequence[Toll | None]) -> Toll | None:
    stated = [t for t in tolls if t is not None and t.stated]
    if not stated:
        return next((t for t in tolls if t is not None), None)
    main = next((t for t in stated if t.best is not None), stated[0])
    lows = [v for t in stated for v in (t.low, t.best) if v is not None]
    highs = [v for t in stated for v in (t.high, t.best) if v is not None]
    numbers = {t.best for t in stated if t.best is not None}
    if len(numbers) <= 1:
        return main
    return Toll(main.best, min(lows, default=None), max(highs, default=None), main.words)
