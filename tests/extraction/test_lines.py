from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.extraction.lines import classify_lines, dateline_of

ARTICLE = """Home / World / News

Bridge at Dolna shelled for a second night

Residents leave the left bank

Wednesday, 3 June 2015

A woman stands beside a burnt bus in Dolna on June 2, 2015. (Photo by Ana Lee)
DOLNA, June 3 (Agency) — Shells hit the bridge at Dolna on Tuesday night, the mayor said. Nobody was hurt.
"We sat in the cellar until the morning came and nobody slept."
- Two houses burned in Gorna
What is known so far
The army did not comment on the shelling of the bridge.

Subscribe to our newsletter
More stories from the region"""


def kinds(text: str, title: str = "") -> list[str]:
    return [line.kind for line in classify_lines(text, title)]


def test_an_article_is_told_apart_line_by_line() -> None:
    assert kinds(ARTICLE) == [
        "boilerplate",
        "headline",
        "subhead",
        "dateline",
        "caption",
        "body",
        "quote",
        "body",
        "subhead",
        "body",
        "boilerplate",
        "boilerplate",
    ]


@pytest.mark.parametrize(("line", "kind"), [
    ("News   /   More", "boilerplate"),
    ("Home | Politics | Sport", "boilerplate"),
    ("Copyright 2019 Some Agency", "boilerplate"),
    ("Read more: Talks in the capital", "boilerplate"),
    ("(Reporting by Ana Lee in Dolna; Editing by Bo Kim)", "boilerplate"),
    ("By Ana Lee", "boilerplate"),
    ("Our site can also be reached at these alternate addresses:", "boilerplate"),
    ("Smoke over the harbour of Dolna. (AFP photo)", "caption"),
    ("FILE PHOTO: Soldiers near Dolna, March 4, 2013", "caption"),
    ("Smoke over the harbour of Dolna [Ana Lee/Reuters]", "caption"),
    ("Soldiers inspect a gun near Dolna on March 4, 2013, before the truce.", "caption"),
    ("The commander, pictured", "caption"),
    ("Published: 3 June 2015 10:31 GMT", "dateline"),
    ("Wed, 3 Jun 2015", "dateline"),
    ("Dolna, 3 June 2015", "dateline"),
    ("The attack of 11 March 2004", "subhead"),
    ("Talks go on in the capital", "subhead"),
    ("Talks went on in the capital.", "body"),
    ("Gorna: three people wounded", "body"),
    ("• Three people were wounded in Gorna", "body"),
    ("> We heard two blasts", "quote"),
    ("“We heard two blasts and then nothing.”", "quote"),
    ("“We heard two blasts,” the driver said.", "body"),
])  # fmt: skip
def test_kind_of_a_line(line: str, kind: str) -> None:
    text = f"First body sentence of this article stands here.\n{line}\nThe last body sentence ends it."

    assert kinds(text)[1] == kind


def test_a_line_that_repeats_the_title_is_a_headline() -> None:
    assert kinds("Fighting at the river\nTwo men died.", "Fighting at the  RIVER") == ["headline", "body"]


def test_a_message_of_one_line_is_body() -> None:
    assert kinds("Explosion in Gorna, three wounded") == ["body"]


def test_paragraphs_of_a_wrapped_text_are_lines() -> None:
    text = (
        "Shells fell on the bridge at Dolna in the night and\nburned two houses beside the river, the mayor of the\n"
        "town said.\n\nNobody was hurt, but forty people had to leave their\nhomes in the dark and walk to Gorna.\n"
    )

    assert [text[x.start : x.end].count("\n") for x in classify_lines(text)] == [2, 1]


@pytest.mark.parametrize(("line", "place", "day"), [
    ("DOLNA, Oct 2 (Agency) — Shells fell.", "DOLNA", "Oct 2"),
    ("DOLNA, Moravia (AP) — Shells fell.", "DOLNA, Moravia", None),
    ("PORT DOLNA - Shells fell on the harbour.", "PORT DOLNA", None),
    ("Dolna. October 2. INTERFAX - Shells fell.", "Dolna", "October 2"),
    ("Dolna, 2 October /TASS/. Shells fell.", "Dolna", "2 October"),
    ("DOLNA, 11 March 2022 - Shells fell.", "DOLNA", "11 March 2022"),
    ("(Reuters) - Shells fell.", "", None),
    ("2 October 2019 — Shells fell.", "", "2 October 2019"),
    ("DOLNA: Shells fell.", "DOLNA", None),
    ("Dolna — Shells fell.", "Dolna", None),
    ("October 2, 2019", "", "October 2, 2019"),
    ("Wednesday, 2 October 2019", "", "Wednesday, 2 October 2019"),
])  # fmt: skip
def test_dateline(line: str, place: str, day: str | None) -> None:
    first = classify_lines(line)[0]
    found = dateline_of(line, first)

    assert found is not None
    assert found[2:] == (place, day)


@pytest.mark.parametrize("line", [
    "Dolna — the capital's port — was shelled.",
    "Dolna: shells fell.",
    "The fighting - it began on Monday - killed three.",
    "Shells fell on Dolna (Agency). Nobody was hurt.",
    "Friday: The army struck again.",
    "Officials - who asked not to be named - said so.",
])  # fmt: skip
def test_no_dateline(line: str) -> None:
    assert dateline_of(line, classify_lines(line)[0]) is None


@given(
    st.text(st.characters(codec="utf-8"), max_size=400) | st.text('aA1.,:/|-\n\r"“> \x00\u202e', max_size=300)
)
def test_every_line_that_is_not_empty_is_covered_in_order(text: str) -> None:
    lines = classify_lines(text)

    assert all(x.start < y.end <= y.end and x.end <= y.start for x, y in pairwise(lines))
    covered = "".join(text[x.start : x.end] for x in lines)
    assert "".join(covered.split()) == "".join(text.split())
    for line in lines:
        found = dateline_of(text, line)
        assert found is None or line.start <= found[0] < found[1] <= line.end
