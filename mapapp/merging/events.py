"""Reports into events: those of one article, and a new event with the stored ones near it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mapapp.core.article import Article
from mapapp.core.event import Event
from mapapp.core.report import Reading, Report
from mapapp.merging.derive import event_id, merge_reports
from mapapp.merging.same import Verdict, family, same_across, same_incident


@dataclass(frozen=True, slots=True)
class Group:
    """Reports of one article of one incident, in the order of the text, and why they are together."""

    reports: tuple[Report, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """The stored event that a new one tells of as well, and why."""

    event_id: str
    reason: str


_NEAR_GROUPS = 200
"""A report is compared with so many incidents before it: a list of thousands stays quick."""


def within(reports: Sequence[Report]) -> tuple[Group, ...]:
    """Return the reports of one article put together by incident; groups are ordered by their first report.

    A report joins the group whose members speak for it most; one member that cannot be the same keeps it out.
    """
    groups: list[list[Report]] = []
    reasons: list[list[str]] = []
    for report in sorted(reports, key=lambda r: (r.start, r.trigger or (0, 0))):
        best: tuple[float, int, str] | None = None
        for number, group in list(enumerate(groups))[-_NEAR_GROUPS:]:
            verdict = _joins(group, report)
            if verdict.same and (best is None or (verdict.weight, number) > best[:2]):
                best = (verdict.weight, number, verdict.reason)
        if best is None:
            groups.append([report])
            reasons.append([])
        else:
            groups[best[1]].append(report)
            reasons[best[1]].append(best[2])
    return tuple(Group(tuple(g), tuple(dict.fromkeys(r))) for g, r in zip(groups, reasons, strict=True))


_NEAR_REPORTS = 24
"""Of a long list of reports of one incident the first and the last are compared."""

_APART = frozenset(
    {
        "on another day",
        "at another place",
        "one is history, the other news",
        "of another type",
        "one was shot down, the other struck",
        "with another toll",
    }
)


def _joins(group: Sequence[Report], report: Report) -> Verdict:
    compared = group if len(group) <= _NEAR_REPORTS else (*group[:4], *group[4 - _NEAR_REPORTS :])
    verdicts = [same_incident(member, report) for member in compared]
    against = next((v for v in verdicts if not v.same and v.reason in _APART), None)
    if against is not None:
        return against
    return max(verdicts, key=lambda v: (v.same, v.weight))


def make_events(reading: Reading, article: Article | None = None) -> tuple[Event, ...]:
    """Return the events of an article, in the order of the text.

    `article` is needed only for a reading that does not carry its hash; the ids are the same either way.
    """
    digest = reading.article_hash or (article.hash if article is not None else "")
    events: list[Event] = []
    taken = set[str]()
    for group in within(reading.reports):
        id = event_id(digest, group.reports[0])
        number = 1
        while id in taken:  # two incidents in one sentence, of one kind and one trigger
            number += 1
            id = event_id(f"{digest}{number}", group.reports[0])
        taken.add(id)
        events.append(merge_reports(group.reports, id, "; ".join(group.reasons)))
    return tuple(events)


def find_match(event: Event, candidates: Sequence[Event]) -> Match | None:
    """Return the stored event that a new one tells of as well, None where there is none.

    Events that share an article are never matched: that article told them apart.
    """
    articles = {r.article_id for r in event.reports}
    best: tuple[float, str, str] | None = None
    for stored in candidates:
        if (
            stored.id == event.id
            or articles & {r.article_id for r in stored.reports}
            or stored.background != event.background
        ):
            continue
        verdict = same_across(_as_report(stored), _as_report(event))
        if verdict.same and (best is None or (-verdict.weight, stored.id) < (-best[0], best[1])):
            best = (verdict.weight, stored.id, verdict.reason)
    return None if best is None else Match(best[1], best[2])


def match(event: Event, candidates: Sequence[Event]) -> Event | None:
    """Return the stored event that a new one tells of as well, with the new reports in, or None."""
    found = find_match(event, candidates)
    if found is None:
        return None
    stored = next(c for c in candidates if c.id == found.event_id)
    reports = (*stored.reports, *event.reports)
    reason = "; ".join(
        dict.fromkeys(
            filter(
                None, [*stored.merged_because.split("; "), *event.merged_because.split("; "), found.reason]
            )
        )
    )
    return replace(merge_reports(reports, stored.id, reason), status=stored.status)


def blocking_key(event: Event) -> tuple[str, int, int, int] | None:
    """Return (type family, day, row, column of a one-degree cell); None for what cannot be matched.

    Events that may be one differ by at most one in day, row and column: that bounds what has to be compared.
    """
    place = event.place
    if place is None or place.lat is None or place.lon is None or event.when.first_day is None:
        return None
    return (
        family(event.sub_event_type),
        event.when.first_day.toordinal(),
        int(place.lat // 1),
        int(place.lon // 1),
    )


def _as_report(event: Event) -> Report:
    """Return an event in the shape of one report, for comparison."""
    return replace(
        event.reports[0],
        event_type=event.event_type,
        sub_event_type=event.sub_event_type,
        when=event.when,
        places=event.places,
        killed=event.killed,
        injured=event.injured,
        actors=event.actors,
        cues=(),
    )
