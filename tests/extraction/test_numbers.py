import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.extraction.numbers import find_quantities, parse_number


@pytest.mark.parametrize(("words", "number"), [
    ("1,500", 1500), ("twenty-one", 21), ("a hundred and five", 105), ("two dozen", 24), ("half a dozen", 6),
    ("2.5 million", 2_500_000), ("three hundred", 300), ("three four", None), ("many", None), ("", None),
    ("seven hundred and twenty-two thousand three hundred and one", 722_301), ("fifty two", 52),
])  # fmt: skip
def test_number_in_words(words: str, number: int | None) -> None:
    assert parse_number(words) == number


@pytest.mark.parametrize(("text", "low", "best", "high"), [
    ("at least 26 men", 26, 26, None),
    ("more than a hundred", 100, 100, None),
    ("some 1,500 men", 1500, 1500, 1500),
    ("nearly 200", 200, 200, 200),
    ("between 50 and 80", 50, None, 80),
    ("10 to 15 men", 10, None, 15),
    ("two or three men", 2, None, 3),
    ("up to 20", None, 20, 20),
    ("dozens of men", 12, None, None),
    ("hundreds", 100, None, None),
    ("several hundred", 200, None, None),
    ("tens of thousands", 10_000, None, None),
    ("many men", None, None, None),
    ("a couple of men", 2, 2, 2),
    ("all 176 aboard", 176, 176, 176),
])  # fmt: skip
def test_amount(text: str, low: int | None, best: int | None, high: int | None) -> None:
    found = find_quantities(text)

    assert [(q.low, q.best, q.high) for q in found] == [(low, best, high)]


@pytest.mark.parametrize("text", [
    "a 13-year-old boy", "a T-72", "$20", "20%", "20 percent", "the 14th", "at 7:45", "3.5 km", "MH17", "at 7 p.m.",
])  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    assert find_quantities(text) == ()


@given(st.text("one two hundred and 1,3-.a few dozen", max_size=120))
def test_amounts_lie_in_the_text_and_make_sense(text: str) -> None:
    for q in find_quantities(text):
        assert 0 <= q.start < q.end <= len(text)
        assert q.low is None or q.high is None or q.low <= q.high
