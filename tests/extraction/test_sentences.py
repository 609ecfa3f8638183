from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.extraction.lines import Line, classify_lines
from mapapp.extraction.sentences import LONGEST, Sentence, split_clauses, split_sentences


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, (Line(0, len(text), "body"),))]


@pytest.mark.parametrize("parts", [
    ("Gen. Ali met Mr. Kim at St. Anne.", "He left."),
    ("It happened at 9 a.m. on Oct. 2 near No. 5 Street.", "Nobody saw it."),
    ("He came at 5 p.m.", "The police left."),
    ("The U.S. Army and the U.N. agreed.", "Others did not."),
    ("He went to the U.S.", "The rest stayed."),
    ("J. B. Lee of Washington D.C. spoke.", "Then he left."),
    ("It weighs 3.5 tonnes and costs 1,000.", "That is all."),
    ("“Stop!” he said.", "“Why?”"),
    ("“We will not leave.”", "The driver said no more."),
    ("Is it over?", "No."),
    ("They fled...", "Nobody followed."),
    ("See example.com or news.example.", "It is there."),
    ("（一）有人死亡。", "他们走了！"),
    ("قتل خمسة.", "وأصيب ستة؟"),
    ("He said no.", "They left."),
])  # fmt: skip
def test_sentences_end_where_they_end(parts: tuple[str, ...]) -> None:
    assert sentences(" ".join(parts)) == list(parts)


def test_a_stop_without_a_space_ends_a_sentence() -> None:
    assert sentences("Two men were killed.The army left.") == ["Two men were killed.", "The army left."]


def test_a_credit_in_brackets_stays_with_its_caption() -> None:
    assert sentences("A burnt house in Dolna. (Photo by Ana Lee)") == [
        "A burnt house in Dolna. (Photo by Ana Lee)"
    ]


def test_no_sentence_crosses_a_line() -> None:
    text = "Shelling at the river\nTwo men died."

    found = split_sentences(text, classify_lines(text))

    assert [(text[s.start : s.end], s.line_kind) for s in found] == [
        ("Shelling at the river", "headline"),
        ("Two men died.", "body"),
    ]


@pytest.mark.parametrize("parts", [
    ("Shells hit the market;", "the mayor ordered people to stay at home."),
    ("Two soldiers were killed near Dolna", "and another was wounded at Gorna."),
    ("Rebels attacked the post,", "and the army shelled the hills."),
    ("Rebels held the bridge,", "but the army took the station."),
    ("Militants stormed a school in Dolna,", "while a bomb killed two in Gorna."),
    ("A bomb killed five people and wounded ten.",),
    ("Local papers and a rebel spokesman said three people died.",),
    ("Norway, Kenya and the United States urged a truce.",),
    ("“They came, and we left the house,” she said.",),
])  # fmt: skip
def test_clauses_begin_where_a_new_subject_has_its_verb(parts: tuple[str, ...]) -> None:
    text = " ".join(parts)
    found = split_clauses(text, Sentence(0, len(text), "body"))

    assert [text[a:b] for a, b in found] == list(parts)


HOSTILE = st.text(st.characters(codec="utf-8"), max_size=300) | st.text(
    "aA.!?\"'“”() \n\x00\u202e。…`{}", max_size=300
)


@given(HOSTILE)
def test_sentences_and_clauses_cover_what_they_came_from(text: str) -> None:
    lines = classify_lines(text)
    found = split_sentences(text, lines)

    assert "".join("".join(text[s.start : s.end].split()) for s in found) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(found))
    for sentence in found:
        clauses = split_clauses(text, sentence)
        assert (clauses[0][0], clauses[-1][1]) == (sentence.start, sentence.end)
        assert all(a[1] <= b[0] for a, b in pairwise(clauses))


@pytest.mark.parametrize("unit", ["a", "( . ", "U.S. ", "\x00"])
def test_a_megabyte_of_anything_is_cut_into_short_sentences(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))

    found = split_sentences(text, classify_lines(text))

    assert max(s.end - s.start for s in found) <= LONGEST
    assert found[0].start == 0
    assert found[-1].end == len(text.rstrip())
