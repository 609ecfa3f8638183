from dataclasses import replace
from datetime import date

import pytest

from mapapp.core.article import Article, Published
from mapapp.core.event import Event
from mapapp.core.report import Reading, Refused, Report
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.extraction.assertion import DENIAL
from mapapp.server.accounts import denial_of, range_words, stance, tolls_by_claimant
from mapapp.server.event_fields import event_fields

KIND = "Explosions/Remote violence"
TEXT = "Five were killed, the ministry said. Nobody was in the house. The army denied it."


def article(id: str, day: int) -> Article:
    return Article(id, "", TEXT, published=Published(date(2020, 10, day), "day"))


ARTICLES = {"early": article("early", 1), "late": article("late", 3)}


def report(id: str, who: str, killed: Toll | None, denied: bool = False) -> Report:
    return Report(id, 0, 36, KIND, "", When.undated(), killed=killed, claimed_by=who, denied=denied)


def event(*reports: Report) -> Event:
    killed = next((r.killed for r in reports if r.killed), None)
    denied = any(r.denied for r in reports)
    return Event("ev-1", KIND, "", When.undated(), (), killed, None, (), reports[0].claimed_by, False, denied, 0.8, reports)  # fmt: skip


def test_each_claimant_counts_once_and_by_the_newest_article() -> None:
    reports = (
        report("late", "the ministry", Toll.exactly(5)),
        report("early", "the ministry", Toll.exactly(3)),
        report("early", "rescuers", Toll.exactly(2)),
        report("early", "a witness", None),
        report("early", "", Toll.exactly(4)),
    )

    told = tolls_by_claimant(reports, "killed", ARTICLES.get)

    assert [(who, toll.best) for who, toll in told] == [("the ministry", 5), ("rescuers", 2), ("not attributed", 4)]  # fmt: skip
    assert tolls_by_claimant(reports, "injured", ARTICLES.get) == ()


@pytest.mark.parametrize(("tolls", "words"), [
    ([Toll.exactly(5), Toll.exactly(2)], "2 to 5"), ([Toll(low=7, best=7), Toll.exactly(12)], "7 to 12 or more"),
    ([Toll.exactly(0), Toll.exactly(3)], "0 to 3"), ([Toll.exactly(4), Toll.exactly(4)], "4"),
    ([Toll(low=4), Toll.exactly(4)], "at least 4"), ([Toll(4, 3, 6), Toll(high=9)], "3 to 9"), ([], "number not stated"),
])  # fmt: skip
def test_a_range_spans_all_counts_and_sums_none(tolls: list[Toll], words: str) -> None:
    assert range_words(tolls) == words


def test_the_card_tells_the_range_and_whose_count_is_which() -> None:
    told = event(
        report("early", "the ministry", Toll.exactly(5)), report("early", "rescuers", Toll.exactly(2))
    )

    killed = event_fields(told, ARTICLES.get)["killed"]

    assert killed["text"] == "2 to 5"
    assert killed["accounts"] == [{"who": "the ministry", "text": "5"}, {"who": "rescuers", "text": "2"}]


def test_one_claimant_needs_no_list() -> None:
    told = event(report("early", "the ministry", Toll.exactly(5)), report("early", "rescuers", None))

    assert event_fields(told, ARTICLES.get)["killed"]["accounts"] == []


def test_claim_and_counter_claim_are_told_apart() -> None:
    claim, answer = report("early", "the ministry", None), report("late", "the army", None, denied=True)

    assert [stance(one, event(claim, answer)) for one in (claim, answer)] == ["claim", "counter-claim"]
    assert stance(answer, event(answer)) == "claim"
    assert stance(claim, event(claim)) == ""


def test_the_sentence_that_denies_a_report_is_quoted_with_it() -> None:
    start = TEXT.index("The army")
    refused = (Refused(37, 61, "negated"), Refused(start, len(TEXT), DENIAL))
    reading = Reading("early", Published(None), "en", refused=refused)
    denied = report("early", "the ministry", None, denied=True)

    fields = event_fields(event(denied), ARTICLES.get, {"early": reading}.get)["reports"][0]

    assert (fields["stance"], fields["answer"]) == ("claim", "The army denied it.")
    assert denial_of(replace(denied, denied=False), reading) is None
    assert denial_of(replace(denied, start=start, end=len(TEXT) + 1), reading) is None
    assert denial_of(denied, None) is None
