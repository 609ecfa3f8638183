from dataclasses import replace
from datetime import date

from mapapp.core.report import Report, ReportPlace
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.merging.derive import event_id, main_report, merge_reports

REGION = ReportPlace("Karabakh", 39.82, 46.75, "AZ", "region", place_id=9, radius_km=80)
TOWN = ReportPlace("Shusha", 39.76, 46.75, "AZ", "town", place_id=1)
FIRST = Report(
    "a", 0, 40, "Explosions/Remote violence", "Shelling/artillery/missile attack", When.month(2020, 10), (REGION,),
    injured=Toll.exactly(2), actors=("one army",), claimed_by="the ministry", confidence=0.5, trigger=(3, 8),
)  # fmt: skip
SECOND = replace(
    FIRST, start=100, end=150, when=When.day(date(2020, 10, 1)), places=(TOWN,), killed=Toll.exactly(3),
    injured=Toll.exactly(2), actors=("the other army",), claimed_by="the mayor", confidence=0.8,
)  # fmt: skip


def test_an_event_takes_the_finest_day_and_place_said_of_it() -> None:
    event = merge_reports((FIRST, SECOND), "ev-1", "why")

    assert event.when == SECOND.when
    assert event.place == TOWN
    assert event.merged_because == "why"


def test_the_report_that_says_most_comes_first() -> None:
    assert main_report((FIRST, SECOND)) is SECOND
    assert merge_reports((FIRST, SECOND)).reports == (SECOND, FIRST)


def test_differing_tolls_become_a_range_never_a_sum() -> None:
    event = merge_reports((replace(FIRST, killed=Toll.exactly(8)), replace(SECOND, killed=Toll.exactly(12))))

    assert event.killed is not None
    assert (event.killed.low, event.killed.high) == (8, 12)
    assert event.killed.best in {8, 12}


def test_one_denial_makes_an_event_disputed() -> None:
    assert merge_reports((FIRST, replace(SECOND, denied=True))).denied
    assert not merge_reports((FIRST, SECOND)).denied


def test_what_was_taken_over_gives_way_to_what_was_said() -> None:
    guessed = replace(FIRST, places=(TOWN,), when=When.day(date(2020, 10, 9)), cues=("no day", "no place"))
    event = merge_reports((guessed, replace(SECOND, places=(REGION,))))

    assert event.when == SECOND.when
    assert event.place == REGION


def test_ids_are_letters_digits_and_hyphens_and_depend_on_the_text_only() -> None:
    assert event_id("abc", FIRST) == event_id("abc", replace(FIRST, article_id="other"))
    assert event_id("abc", FIRST) != event_id("abd", FIRST)
    assert event_id("abc", FIRST).replace("-", "").isalnum()
