"""An incident: one or more reports of it, merged, with the reason."""

from dataclasses import dataclass
from typing import Any, Literal

from mapapp.core.report import Report, ReportPlace
from mapapp.core.toll import Toll
from mapapp.core.when import When

Status = Literal["machine", "reviewed", "rejected"]


@dataclass(frozen=True, slots=True)
class Event:
    """An incident as derived from its reports, then overridden by edits.

    `id` is "ev-" and hexadecimal digits: letters, digits and hyphens only, so that it may enter a map.
    `merged_because` says why its reports are one incident ("" where there is one report).
    """

    id: str
    event_type: str
    sub_event_type: str
    when: When
    places: tuple[ReportPlace, ...]
    killed: Toll | None
    injured: Toll | None
    actors: tuple[str, ...]
    claimed_by: str
    background: bool
    denied: bool
    confidence: float
    reports: tuple[Report, ...]
    merged_because: str = ""
    status: Status = "machine"

    @property
    def place(self) -> ReportPlace | None:
        """The place that is pinned: the first, where it has coordinates; None where the event is unplaced."""
        first = self.places[0] if self.places else None
        return first if first is not None and first.lat is not None else None


@dataclass(frozen=True, slots=True)
class Edit:
    """A correction: append-only. `field` names what changed; before and after are JSON values."""

    target: str
    field: str
    before: Any
    after: Any
    who: str
    at: str
    why: str = ""
