from datetime import date

import pytest

from mapapp.core.when import When
from mapapp.extraction.background import is_background, newest_year

PUBLISHED = date(2023, 5, 20)


@pytest.mark.parametrize(("when", "sentence", "phrase", "old"), [
    (When.day(date(2023, 5, 13)), "Shells hit the town.", "shell", True),
    (When.day(date(2023, 5, 14)), "Shells hit the town.", "shell", False),
    (When.year(2011), "Rebels took the town in 2011.", "take", True),
    (When.day(date(2023, 5, 15)), "The war erupted on May 15.", "war", True),
    (When.undated(), "Rebels took the town three years ago.", "take", True),
    (When.undated(), "More than 900 people have been killed in clashes since April.", "kill", True),
    (When.undated(), "Rebels took the town.", "take", False),
])  # fmt: skip
def test_history_is_told_from_news(when: When, sentence: str, phrase: str, old: bool) -> None:
    assert bool(is_background(when, PUBLISHED, sentence, phrase, 2023)) is old


def test_without_a_publication_date_the_newest_year_stands_in() -> None:
    assert newest_year("In 1992 and again in 2020 it burned.") == 2020
    assert is_background(When.year(1992), None, "", "take", 2020)
    assert not is_background(When.year(2020), None, "", "take", 2020)
