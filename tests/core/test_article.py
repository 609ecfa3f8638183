from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.article import content_hash, storable


@given(st.text())
def test_storable_keeps_every_offset(text: str) -> None:
    stored = storable(text)

    assert len(stored) == len(text)
    assert all(a == b or b == "�" for a, b in zip(text, stored, strict=True))
    stored.encode()  # no lone surrogate is left


def test_nul_and_lone_surrogates_are_replaced() -> None:
    assert storable("a\x00b\ud800c") == "a�b�c"


def test_two_copies_that_differ_in_spacing_have_one_hash() -> None:
    assert content_hash("Shells fell\u00a0on  the town.\n") == content_hash("shells fell on the town.")


def test_another_sentence_has_another_hash() -> None:
    assert content_hash("Two shells fell.") != content_hash("Three shells fell.")
