from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.article import Published
from mapapp.extraction.lines import classify_lines
from mapapp.extraction.published import infer_published


def inferred(text: str) -> Published:
    return infer_published(text, classify_lines(text), None)


def test_a_given_day_wins() -> None:
    text = "Wednesday, 3 June 2015\nTwo men died."
    lines = classify_lines(text)

    published = infer_published(text, lines, date(2016, 1, 1))

    assert (published.day, published.given) == (date(2016, 1, 1), True)
    assert infer_published(text, lines, published) is published
    assert infer_published(text, lines, Published(None)).day == date(2015, 6, 3)


@pytest.mark.parametrize(("text", "day"), [
    ("Wednesday, 3 June 2015\nTwo men died on Tuesday.", date(2015, 6, 3)),
    ("DOLNA, 3 June 2015 - Two men died on Tuesday.", date(2015, 6, 3)),
    ("Updated: 5 June 2015\nPublished: 3 June 2015\nTwo men died.", date(2015, 6, 3)),
    ("DOLNA, June 3 (Agency) — Two men died.\nCopyright 2015 Agency", date(2015, 6, 3)),
    ("A house in Dolna on June 2, 2015. (AFP photo)\nDOLNA, June 3 (Agency) — Two men died.", date(2015, 6, 3)),
    # a caption of Thursday, and weekdays spoken of as past
    ("A house in Dolna, June 4, 2015. (AFP photo)\nOn Thursday, shells fell. Two men died on Friday.", date(2015, 6, 5)),
    ("A house in Dolna, June 4, 2015. (AFP photo)\nShells fell on Wednesday.", date(2015, 6, 4)),
    ("A house in Dolna, June 4, 2015. (AFP photo)\nShells fell. The two will meet on Saturday.", date(2015, 6, 4)),
    ("A house in Dolna, June 4, 2015. (AFP photo)\nA summit is due on 12 December 2015.", date(2015, 6, 4)),
    ("A house in Dolna, March 8, 2012. (AFP photo)\nA car in Gorna, June 4, 2015. (AFP photo)\nShells fell.",
     date(2015, 6, 4)),
    ("Two men died on Friday, June 5, 2015, in Dolna.", date(2015, 6, 5)),
])  # fmt: skip
def test_inferred_day(text: str, day: date) -> None:
    published = inferred(text)

    assert (published.day, published.precision, published.given) == (day, "day", False)


@pytest.mark.parametrize("text", [
    "Two men died on Tuesday.",
    "DOLNA, June 3 (Agency) — Two men died.",
    "Shells fell on Friday. Nobody was hurt.\nThe river froze.\nThe road is shut.\nThe war ended on 11 May 2004.",
    "A summit will be held on 12 December 2015 in Dolna.",
    "Published 03/04/2015\nTwo men died.",
    "The 2015 season has begun.",
    "",
])  # fmt: skip
def test_nothing_to_go_by(text: str) -> None:
    published = inferred(text)

    assert (published.day, published.precision) == (None, "unknown")
    assert published.evidence


def test_the_evidence_quotes_its_pieces() -> None:
    text = "A house in Dolna, June 4, 2015. (AFP photo)\nOn Thursday, shells fell. Two men died on Friday."

    assert inferred(text).evidence == (
        "a caption says “June 4, 2015” (a Thursday); the text speaks of “on Friday”, the next such day"
    )


def test_a_weekday_that_does_not_fit_its_date_is_told() -> None:
    published = inferred("Monday, 3 June 2015\nTwo men died.")

    assert published.day == date(2015, 6, 3)
    assert "a Wednesday, not as written" in published.evidence


@given(
    st.lists(
        st.sampled_from(
            ["on Friday", "June 4, 2015.", "(AFP photo)", "\n", "DOLNA", "—", "12/13/9999", "will"]
        )
    )
)
def test_any_mixture_gives_a_day_with_evidence_or_none(parts: list[str]) -> None:
    published = inferred(" ".join(parts))

    assert published.evidence
    assert (published.day is None) == (published.precision == "unknown")
