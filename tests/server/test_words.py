from datetime import date

import pytest

from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.server.words import short_day, toll_words, when_words


@pytest.mark.parametrize(("when", "words", "short"), [
    (When.day(date(2020, 10, 1)), "1 October 2020", "1 Oct 2020"),
    (When.span(date(2020, 10, 2), date(2020, 10, 4)), "between 2 and 4 October 2020", "~2 Oct 2020"),
    (When.span(date(2020, 9, 28), date(2020, 10, 4)), "between 28 September and 4 October 2020", "~28 Sep 2020"),
    (When.span(date(2019, 12, 30), date(2020, 1, 5)), "between 30 December 2019 and 5 January 2020", "~30 Dec 2019"),
    (When.month(2020, 10), "in October 2020, day not said", "Oct 2020"),
    (When.year(1992), "in 1992, day not said", "1992"),
    (When.undated(), "date not known", "no date"),
])  # fmt: skip
def test_a_date_is_no_more_exact_than_the_article(when: When, words: str, short: str) -> None:
    assert when_words(when) == words
    assert short_day(when) == short


@pytest.mark.parametrize(("toll", "words"), [
    (Toll.exactly(2), "2"), (Toll.exactly(0), "none"), (Toll(best=20, low=20), "at least 20"),
    (Toll(low=12), "at least 12"), (Toll(high=9), "at most 9"), (Toll(low=3, high=5), "3 to 5"),
    (Toll(4, 3, 6), "3 to 6, most likely 4"), (Toll(best=7), "7"), (Toll(), "number not stated"),
])  # fmt: skip
def test_a_toll_is_a_range_where_the_article_gave_one(toll: Toll, words: str) -> None:
    assert toll_words(toll) == words
