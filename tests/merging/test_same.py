from dataclasses import replace
from datetime import date

import pytest

from mapapp.core.report import Report, ReportPlace
from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.merging.same import same_across, same_incident

KHARKIV = ReportPlace("Kharkiv", 49.99, 36.23, "UA", "town", place_id=1)
SUMY = ReportPlace("Sumy", 50.91, 34.80, "UA", "town", place_id=2)
UKRAINE = ReportPlace("Ukraine", 49.0, 32.0, "UA", "country", place_id=3)
MONDAY, TUESDAY = When.day(date(2024, 5, 13)), When.day(date(2024, 5, 14))


def report(**changes: object) -> Report:
    sub_type = str(changes.pop("sub_type", "Shelling/artillery/missile attack"))
    base = Report("a", 0, 40, EVENT_TYPE_OF[sub_type], sub_type, MONDAY, (KHARKIV,), trigger=(3, 8))
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("later", [
    report(start=50),
    report(start=50, places=(UKRAINE,), killed=Toll.exactly(4)),
    report(start=50, sub_type="Attack", cues=("definite", "no place", "no day")),
    report(start=50, cues=("no place", "no type"), injured=Toll.exactly(9)),
    report(start=50, killed=Toll.exactly(6), when=TUESDAY, cues=("update", "no day", "no type")),
])  # fmt: skip
def test_what_tells_of_the_same_incident_is_put_together(later: Report) -> None:
    assert same_incident(report(killed=Toll.exactly(4)), later).same


@pytest.mark.parametrize("later", [
    report(start=50, places=(SUMY,)),
    report(start=50, when=TUESDAY),
    report(start=50, killed=Toll.exactly(7)),
    report(start=50, cues=("another",)),
    report(start=50, background=True),
    report(start=50, sub_type="Peaceful protest"),
    report(start=50, cues=("downing", "no place")),
    report(start=50, places=(SUMY,), cues=("definite",)),
])  # fmt: skip
def test_another_town_day_toll_or_word_keeps_them_apart(later: Report) -> None:
    assert not same_incident(report(killed=Toll.exactly(4)), later).same


def test_every_verdict_says_why() -> None:
    assert same_incident(report(), report(start=50)).reason
    assert same_incident(report(), report(start=50, places=(SUMY,))).reason


@pytest.mark.parametrize(("other", "same"), [
    (report(article_id="b"), True),
    (report(article_id="b", when=TUESDAY), True),
    (report(article_id="b", when=When.day(date(2024, 5, 16))), False),
    (report(article_id="b", places=(SUMY,)), False),
    (report(article_id="b", killed=Toll.exactly(5)), True),
    (report(article_id="b", killed=Toll.exactly(40)), False),
    (report(article_id="b", sub_type="Peaceful protest"), False),
    (report(article_id="b", when=When.undated()), False),
])  # fmt: skip
def test_across_articles_type_place_day_and_toll_decide(other: Report, same: bool) -> None:
    assert same_across(report(killed=Toll.exactly(4)), other).same is same
