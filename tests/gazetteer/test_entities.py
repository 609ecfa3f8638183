import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.entities import find_entities, is_english


def test_entities_have_exact_offsets_and_labels() -> None:
    text = "On Monday shells hit the city of London, and Peter Novak left Ukraine."

    found = {(text[e.start : e.end], e.label) for e in find_entities(text)}

    assert ("Ukraine", "GPE") in found
    assert ("Peter Novak", "PERSON") in found


def test_a_line_in_capitals_is_read_as_a_headline() -> None:
    text = "FIGHTING REACHES GERMANY AND FRANCE\n"

    found = [text[e.start : e.end] for e in find_entities(text)]

    assert any("FRANCE" in name for name in found)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Shells fell on the town on Monday, and two people were hurt.", True),
        ("Kyiv, Ukraine", True),
        ("Le maire de la ville a dit que les tirs ont fait deux morts et que la route reste coupée par ici.", False),
        ("Обстрелян Харьков, погибли два человека.", False),
        ("北京和上海的居民听到了爆炸声。", False),
        ("", False),
        ("12 000 !!", False),
    ],
)  # fmt: skip
def test_only_english_is_read(text: str, english: bool) -> None:
    assert is_english(text) is english


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    for entity in find_entities(text):
        assert 0 <= entity.start < entity.end <= len(text)


def test_offsets_hold_beyond_the_first_chunk() -> None:
    sentence = "The army left the city of Omdurman on Monday, and it was quiet.\n"
    text = sentence * 700

    found = find_entities(text)

    assert len(text) > 40_000
    assert {text[e.start : e.end] for e in found if e.label == "DATE"} == {"Monday"}
    assert found[-1].start > 44_000


def test_a_word_without_end_takes_time_in_proportion() -> None:
    started = time.perf_counter()
    find_entities("a" * 200_000)

    assert time.perf_counter() - started < 60
