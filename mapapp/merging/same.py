"""Whether two reports tell of one incident, and why."""

from dataclasses import dataclass
from typing import Final

from mapapp.core.report import Report
from mapapp.core.toll import Toll
from mapapp.merging.places import agree

_FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "fighting": ("Armed clash",),
    "ground": (
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Non-violent transfer of territory",
    ),
    "strike": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "attack": ("Attack",),
    "sexual": ("Sexual violence",),
    "abduction": ("Abduction/forced disappearance",),
    "protest": (
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
        "Violent demonstration",
        "Mob violence",
    ),
    "property": ("Looting/property destruction",),
}
_FAMILY_OF = {sub_type: name for name, sub_types in _FAMILIES.items() for sub_type in sub_types}
_KIN = frozenset(
    map(
        frozenset,
        (
            ("fighting", "attack"),
            ("fighting", "strike"),
            ("fighting", "ground"),
            ("attack", "strike"),
            ("attack", "protest"),
            ("attack", "abduction"),
            ("property", "attack"),
            ("property", "strike"),
        ),
    )
)
"""Families that accounts of one incident mix up."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two reports are one incident; `weight` orders rivals, `reason` is for the reader."""

    same: bool
    reason: str
    weight: float = 0.0


def family(sub_type: str) -> str:
    """Return the family of a sub-type: types that accounts of one incident mix up."""
    return _FAMILY_OF.get(sub_type, sub_type)


def kindred(one: Report, other: Report) -> bool:
    """Whether the types of two reports may be of one incident."""
    a, b = family(one.sub_event_type), family(other.sub_event_type)
    return a == b or frozenset({a, b}) in _KIN


def same_incident(earlier: Report, later: Report) -> Verdict:
    """Return whether a later report of an article tells of the incident of an earlier one."""
    if not kindred(earlier, later):
        return Verdict(False, "of another type")
    if earlier.background != later.background:
        return Verdict(False, "one is history, the other news")
    referring = {"definite", "update"} & set(later.cues)
    if ("downing" in earlier.cues) != ("downing" in later.cues) and not referring:
        return Verdict(False, "one was shot down, the other struck")
    own_day = "no day" not in later.cues and "no day" not in earlier.cues
    slack = 1 if "definite" in later.cues else 0  # "on Saturday night ... before dawn on Sunday"
    if own_day and earlier.when.dated and later.when.dated and not earlier.when.overlaps(later.when, slack):
        return Verdict(False, "on another day")
    places = agree(earlier.places, later.places)
    own_place = "no place" not in later.cues and "no place" not in earlier.cues
    if own_place and earlier.places and later.places and not places:
        return Verdict(False, "at another place")
    same_family = family(earlier.sub_event_type) == family(later.sub_event_type)
    definite, another = "definite" in later.cues, "another" in later.cues
    tolls = _tolls(earlier, later)
    if another and not (tolls == "same" and definite):
        return Verdict(False, "the sentence speaks of another incident")
    if "update" in later.cues and (places or not own_place):
        return Verdict(True, "it brings the toll up to date", 3.5)
    if definite and (places or not own_place) and not (own_place and places == "holds" and tolls == "differ"):
        alike = 0.3 * same_family + 0.2 * (earlier.sub_event_type == later.sub_event_type)
        return Verdict(
            True, "it refers back (“the …”)", 3.0 + alike
        )  # "the shelling": not the clash after it
    if tolls == "same" and (places or not own_place):
        return Verdict(True, "the same toll at the same place", 4.0)
    if "no place" in later.cues and "no type" in later.cues and tolls != "differ":
        return Verdict(True, "it goes on about the incident before", 2.0)
    generic = "generic" in earlier.cues or "generic" in later.cues
    if generic and "no place" in later.cues and "another" not in later.cues and tolls != "differ":
        return Verdict(True, "the attack spoken of before, told in full", 1.4)
    same_day = (own_day and earlier.when == later.when) or (
        own_day and earlier.when.first_day == later.when.first_day
    )
    if not own_place and same_day and _share_actor(earlier, later) and tolls != "differ":
        return Verdict(True, "the same sides on the same day", 1.2)
    known = "no place" in later.cues or "no place" not in earlier.cues
    if "no type" in later.cues and places and known and tolls != "differ":
        return Verdict(True, "it goes on about the incident before", 1.8)
    if (
        earlier.start == later.start
        and places
        and earlier.when.overlaps(later.when)
        and not (earlier.killed and later.killed)
    ):
        return Verdict(True, "one sentence, one place", 1.6)
    if not same_family:
        return Verdict(False, "of another type")
    if tolls == "differ":
        return Verdict(False, "with another toll")
    if places == "same" and own_place:
        return Verdict(True, "the same type, place and days", 2.5)
    if (
        places == "holds"
        and own_place
        and earlier.sub_event_type == later.sub_event_type
        and _share_actor(earlier, later)
        and tolls != "differ"
        and (earlier.killed is None) != (later.killed is None)
    ):
        return Verdict(True, "the same sides, one place in the other", 1.0)
    alike = earlier.sub_event_type == later.sub_event_type or family(later.sub_event_type) == "protest"
    if "no place" in later.cues and places and not another and alike:
        return Verdict(True, "no place of its own, the same type", 1.5)
    if (
        "no place" in earlier.cues
        and earlier.sub_event_type == later.sub_event_type
        and (same_day or later.start - earlier.end < 400)
    ):
        return Verdict(True, "the first sentence named no place, the same type", 1.5)
    return Verdict(False, "nothing ties them")


def same_across(one: Report, other: Report) -> Verdict:
    """Return whether reports of two articles tell of one incident: same family, days and place."""
    if family(one.sub_event_type) != family(other.sub_event_type):
        return Verdict(False, "of another type")
    if not one.when.overlaps(other.when, 1) or "day" not in (one.when.precision, other.when.precision):
        return Verdict(False, "on another day")
    places = agree(one.places, other.places)
    tolls = _tolls(one, other)
    if places == "same" and tolls != "differ":
        return Verdict(True, "the same type and place, at most a day apart", 2.0 + (tolls == "same"))
    if places == "same" and _revised(one, other):
        return Verdict(True, "the same type and place, the toll revised", 1.0)
    if places == "holds" and tolls == "same" and one.when.overlaps(other.when):
        return Verdict(True, "the same toll and day, one place in the other", 1.5)
    return Verdict(False, "nothing ties them")


def _tolls(one: Report, other: Report) -> str:
    """Return "same" where a number above one agrees and none differs, "differ" where one does, else ""."""
    pairs = [(one.killed, other.killed), (one.injured, other.injured)]
    agreed = [_compare(a, b) for a, b in pairs if a is not None and b is not None]
    if "differ" in agreed:
        return "differ"
    return "same" if "same" in agreed else ""


def _compare(a: Toll, b: Toll) -> str:
    if a.best is not None and b.best is not None:
        if a.best == b.best:
            return "same" if a.best > 1 else ""
        return "differ"
    if a.best is None and b.best is None:
        return ""
    number, vague = (a, b) if a.best is not None else (b, a)
    if vague.low is not None and number.best is not None and number.best < vague.low:
        return "differ"
    return ""


def _revised(one: Report, other: Report) -> bool:
    """Whether two tolls may be one that grew: both known, neither more than three times the other."""
    a, b = (t.best if t else None for t in (one.killed, other.killed))
    return a is not None and b is not None and min(a, b) > 0 and max(a, b) <= 3 * min(a, b)


def _share_actor(one: Report, other: Report) -> bool:
    def words(report: Report) -> set[str]:
        return {w.lower() for a in report.actors for w in a.split() if w[:1].isupper()}

    return bool(words(one) & words(other))
