from hypothesis import given
from hypothesis import strategies as st

from gazetteer.names import fold, fold_character, fold_with_offsets


@given(st.text())
def test_a_key_folds_to_itself(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text())
def test_offsets_point_at_the_character_that_each_letter_came_from(text: str) -> None:
    folded, offsets = fold_with_offsets(text)

    assert len(offsets) == len(folded) + 1
    assert offsets[-1] == len(text)
    assert offsets == sorted(offsets)
    for letter, offset in zip(folded, offsets, strict=False):
        assert letter in fold_character(text[offset])


@given(st.text())
def test_a_text_folds_as_a_name_does(text: str) -> None:
    assert fold_with_offsets(text)[0].strip() == fold(text)


def test_emoji_are_no_letters() -> None:
    assert fold("Kyiv😀") == "kyiv"


def test_zero_width_and_bidirectional_marks_vanish() -> None:
    assert fold("K\u200by\u200div\u202e") == "kyiv"


def test_one_key_for_many_spellings() -> None:
    assert {fold(n) for n in ("Donets'k", "Donets’k", "DONETSK", "Донецьк", "Donetsk")} == {"donetsk"}
