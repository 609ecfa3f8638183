import pytest

from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.extraction.lexicon import forms, lexicon
from mapapp.extraction.syntax import parse


def cues(text: str) -> set[tuple[str, str]]:
    (tree,), _ = parse(text, [(0, len(text))])
    return {(c.entry.kind, c.phrase) for c in lexicon().cues(tree)}


@pytest.mark.parametrize(("text", "kind", "phrase"), [
    ("An air-strike hit the port.", "happening", "air strike"),
    ("Airstrikes hit the port.", "happening", "airstrike"),
    ("Gunmen shot three farmers dead.", "deed", "shoot ... dead"),
    ("The attack claimed at least 14 lives.", "harm", "claim ... lives"),
    ("A roadside bomb went off.", "deed", "go off"),
    ("They took two nurses hostage.", "deed", "take ... hostage"),
])  # fmt: skip
def test_phrases_are_found_in_their_forms(text: str, kind: str, phrase: str) -> None:
    assert (kind, phrase) in cues(text)


def test_the_longest_phrase_takes_the_shorter_ones_words() -> None:
    found = cues("A suicide bombing killed ten people.")

    assert ("happening", "suicide bombing") in found
    assert not any(phrase in {"bombing", "bomb"} for _, phrase in found)


@pytest.mark.parametrize(("text", "phrase"), [
    ("The talks ended in March 2014.", "march"),
    ("Two men died in the coal mine.", "mine"),
    ("He had a heart attack.", "attack"),
])  # fmt: skip
def test_words_in_another_sense_are_no_cue(text: str, phrase: str) -> None:
    assert phrase not in {p for _, p in cues(text)}


def test_every_sub_type_of_the_lexicon_is_one_of_the_taxonomy() -> None:
    text = "Rebels fired mortars, shot down a jet, seized a town and signed a truce after an air strike."
    (tree,), _ = parse(text, [(0, len(text))])

    found = {c.entry.sub_type for c in lexicon().cues(tree)} - {""}

    assert found
    assert found <= set(EVENT_TYPE_OF)


def test_irregular_forms_replace_the_rule() -> None:
    assert forms("strike", lexicon().irregular) == {"strike", "strikes", "struck", "striking", "stricken"}
