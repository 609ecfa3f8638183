import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.extraction.lines import Line, classify_lines
from mapapp.extraction.sentences import Sentence, split_sentences
from mapapp.extraction.speakers import claimed_by, reporting_spans, responsibility_claim


def last_sentence(text: str) -> Sentence:
    return split_sentences(text, (Line(0, len(text), "body"),))[-1]


@pytest.mark.parametrize(("text", "source"), [
    ("Two men died, the regional governor said.", "the regional governor"),
    ("Two men died, police said on Tuesday.", "police"),
    ("The defence ministry said two men died.", "The defence ministry"),
    ("Moravia's defence ministry said on Tuesday that two men died.", "Moravia's defence ministry"),
    ("On Tuesday, the rebel forces reported 54 dead.", "the rebel forces"),
    ("State radio on Saturday reported a blast.", "State radio"),
    ("Two men died, according to a health official and medics.", "a health official and medics"),
    ("According to the mayor, two men died.", "the mayor"),
    ("Two men died, said local officials in the town.", "local officials in the town"),
    ("“We hit it,” said Ana Lee, a spokeswoman for the army.", "Ana Lee, a spokeswoman for the army"),
    ("Two men died, Bo Kim, a spokesman for the governor, said.", "Bo Kim, a spokesman for the governor"),
    ("The rebels, who hold the north, said the army was to blame.", "The rebels"),
    ("The army, however, said nobody was hurt.", "The army"),
    ("Two men died, the mission in Moravia (MIM) said in a statement.", "the mission in Moravia (MIM)"),
    ("Officials told reporters that two men died.", "Officials"),
    ("Dolna rejected the charge and said two men died.", "Dolna"),
    ("Dolna denied a claim by Gorna that its jets had crossed the border.", "Gorna"),
    ("Two men died, local papers and a rebel spokesman said.", "local papers and a rebel spokesman"),
    ("In Dolna, the mayor said shells hit a school.", "the mayor"),
    ("The ministry released a statement saying two men died.", "The ministry"),
    ("The observatory puts the number of dead bodies at 13.", "The observatory"),
    ("The army said two men died, a news agency reported.", "The army"),
    ("The governor was quoted as saying two men died.", "The governor"),
    ("Two men died, a news agency reported, citing the mayor.", "the mayor"),
    ("DOLNA, May 2 (Agency) — The army said two men died.", "The army"),
    ("The governor of Dolna, Ana Lee, confirmed the strike.", "The governor of Dolna, Ana Lee"),
    # nobody
    ("Two men died in Dolna.", ""),
    ("Two men were reported killed.", ""),
    ("More casualties reported", ""),
    ("The raid claimed the lives of two men.", ""),
    ("The group claimed responsibility.", ""),
    ("People accused of theft were freed.", ""),
])  # fmt: skip
def test_source_of_a_sentence(text: str, source: str) -> None:
    assert claimed_by(text, last_sentence(text)) == source


@pytest.mark.parametrize(("text", "source"), [
    ("The defence ministry said two men died. The ministry added that a house burned.", "The defence ministry"),
    ("Governor Ana Lee said two men died. She said a house burned.", "Governor Ana Lee"),
    ("Two men died, the mayor said. The river froze. Nobody was hurt, he added.", "the mayor"),
    ("The river froze. He said nobody was hurt.", ""),
    ("The river froze. The ministry said nobody was hurt.", "The ministry"),
])  # fmt: skip
def test_a_source_that_points_back_is_followed(text: str, source: str) -> None:
    assert claimed_by(text, last_sentence(text)) == source


@pytest.mark.parametrize(("text", "spans"), [
    ("Two men died, police said on Tuesday.", ["said on Tuesday"]),
    ("The mayor said Thursday that two men died.", ["said Thursday"]),
    ("On Friday, the rebel forces reported that 54 men died.", ["Friday", "reported"]),
    ("On Friday, two men died, police said.", ["said"]),
    ("Speaking in Dolna on Monday, the mayor said that two men had died.", ["Monday", "said"]),
    ("State radio on Saturday reported a blast in Dolna.", ["Saturday reported"]),
    ("The army said in a statement on Monday that two men died.", ["said in a statement on Monday"]),
    ("The army said two men on Monday died in Dolna.", ["said"]),
    ("Two men died on Monday.", []),
])  # fmt: skip
def test_words_of_saying_and_their_day(text: str, spans: list[str]) -> None:
    assert [text[a:b] for a, b in reporting_spans(text, last_sentence(text))] == spans


@pytest.mark.parametrize(("text", "claimant"), [
    ("The Red Front claimed responsibility for the blast.", "The Red Front"),
    ("The Red Front has claimed responsibility.", "The Red Front"),
    ("Responsibility for the blast was claimed by the Red Front.", "the Red Front"),
    ("The attack was later claimed by the Red Front.", "the Red Front"),
    ("The Red Front said it carried out the attack.", "The Red Front"),
    ("No one claimed responsibility.", ""),
    ("No group has claimed responsibility for the blast.", ""),
    ("The Red Front has not claimed responsibility.", ""),
    ("The Red Front attacked Dolna.", ""),
])  # fmt: skip
def test_claims_of_responsibility(text: str, claimant: str) -> None:
    assert responsibility_claim(text, last_sentence(text)) == claimant


WORDS = [
    "he",
    "the",
    "ministry",
    "said",
    "on",
    "Monday",
    ",",
    "according",
    "to",
    "“",
    "”",
    "(",
    ")",
    "reported",
    "that",
    "was",
    "quoted",
    "as",
    "saying",
    "claim",
    "by",
    ".",
    "and",
    "told",
]


@given(
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
    | st.text(st.characters(codec="utf-8"), max_size=200)
)
def test_any_text_gives_spans_inside_its_sentences(text: str) -> None:
    for sentence in split_sentences(text, classify_lines(text)):
        assert len(claimed_by(text, sentence)) <= len(text)
        assert isinstance(responsibility_claim(text, sentence), str)
        for start, end in reporting_spans(text, sentence):
            assert sentence.start <= start < end <= sentence.end
