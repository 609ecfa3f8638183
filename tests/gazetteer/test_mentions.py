import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer
from gazetteer.mentions import find_mentions
from gazetteer.place import Mention


def found(gazetteer: Gazetteer, text: str) -> list[tuple[str, str]]:
    """The names that are meant for the reader: parts of longer names left out."""
    return [(m.text, m.role) for m in find_mentions(text, gazetteer) if m.role != "part"]


def names(gazetteer: Gazetteer, text: str) -> list[str]:
    return [name for name, _ in found(gazetteer, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BAKU (Northern Wire) — Nothing was said.", ["BAKU"]),
        ("KYIV, Ukraine -- Shelling went on.", ["KYIV", "Ukraine"]),
        ("TBILISI, May 3 (Coast News) - Crowds met.", ["TBILISI"]),
        ("Yerevan, Armenia — The minister spoke.", ["Yerevan", "Armenia"]),
        ("First line.\nMOGADISHU (Dune Press) — A blast was heard.", ["MOGADISHU"]),
    ],
)
def test_datelines(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    datelines = [name for name, role in found(gazetteer, text) if role == "dateline"]

    assert datelines == expected


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Baku says its army has taken the hill.", "Baku", "metonym"),
        ("On Friday Moscow accused Kyiv of a raid.", "Moscow", "metonym"),
        ("On Friday Moscow accused Kyiv of a raid.", "Kyiv", "metonym"),
        ("Talks between Baku and Yerevan failed.", "Yerevan", "metonym"),
        ("Ukraine has denied the report.", "Ukraine", "metonym"),
        ("Explosions were heard in Baku on Friday.", "Baku", "place"),
        ("A drone fell near Moscow, officials said.", "Moscow", "place"),
        ("Officials in Tehran said the road was open.", "Tehran", "place"),
        ("Armenian guns fired first.", "Armenian", "demonym"),
        ("The Germans and the French left.", "Germans", "demonym"),
        ("The Germans and the French left.", "French", "demonym"),
    ],
)
def test_roles(gazetteer: Gazetteer, text: str, name: str, role: str) -> None:
    assert (name, role) in found(gazetteer, text)


@pytest.mark.parametrize(
    "text",
    [
        "The actor John Lebanon was late.",
        "They met Paris Hilton at noon.",
        "Georgia Meloni, a singer, was ill.",
        "Mr. London and Ms. Florence Berlin got married.",
        "David J. Houston wrote the book.",
        "The case against Bill Clinton went on.",
        "In March and May, and again in August, the price rose.",
        "But nobody came. Police waited. Part of the law is old.",
        "The Moscow Times reporter asked a question.",
        "He lives at 12 Florida Street.",
        "The crowd was nice, and the reading was good.",
        "General Jackson Springfield retired.",
    ],
)
def test_what_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert names(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine's army left Kharkiv’s centre.", ["Ukraine", "Kharkiv"]),
        ("The London-based firm left the Russian-Turkish talks.", ["London", "Russian", "Turkish"]),
        ("He flew from Charleston, S.C., to Washington, D.C. on Monday.", ["Charleston", "S.C.", "Washington", "D.C."]),
        ("Fighting near New\nYork and in Los\nAngeles went on.", ["New\nYork", "Los\nAngeles"]),
        ("Shells hit Donets’k and Donets'k.", ["Donets’k", "Donets'k"]),
        ("Obstrelian: Харьков, Одесса.", ["Харьков", "Одесса"]),
        ("北京和上海的居民听到了爆炸声。", ["北京", "上海"]),
        ("خرج الناس من القاهرة إلى دمشق", ["القاهرة", "دمشق"]),
        ("FIGHTING REACHES KHARTOUM AND OMDURMAN\nThe army left Khartoum.", ["KHARTOUM", "OMDURMAN", "Khartoum"]),
        ("Officials in New York Mills said so.", ["New York Mills"]),
        ("In Xankəndi (Stepanakert) it was quiet.", ["Xankəndi", "Stepanakert"]),
    ],
)  # fmt: skip
def test_forms_of_names(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert names(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text", ["", " ", "a", "12, 13; 14!", "....", "\n\n", "\x00", "😀😀", "\u202e\u200f"]
)
def test_nothing_in_nothing(gazetteer: Gazetteer, text: str) -> None:
    assert find_mentions(text, gazetteer) == ()


def test_a_part_of_a_longer_name_is_told_apart(gazetteer: Gazetteer) -> None:
    mentions = find_mentions("The Moscow Times reporter met Paris Hilton.", gazetteer)

    assert {(m.text, m.role, m.place) for m in mentions} >= {("Moscow", "part", None)}


def test_given_entities_are_used_in_place_of_the_models(gazetteer: Gazetteer) -> None:
    text = "They spoke of Rome."

    as_person = find_mentions(text, gazetteer, [(0, 19, "PERSON")])
    as_place = find_mentions(text, gazetteer, [(14, 18, "GPE")])

    assert as_place[0].score > max((m.score for m in as_person), default=0.0)


PIECES = st.sampled_from(
    ["Kyiv", "New York", " in ", ", Texas", "Paris", "\n", "Şuşa", "S\u0327us\u0327a", "ǰ", "ﬁ", "İstanbul", "ß", "\x00",
     "\u202eBaku", "😀", "Mr. ", "北京", "القاهرة", "U.S.", "'s", "Harry Washington", " — ", "KHARTOUM", "\u200b", "Δ", "ŉ"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=14).map("".join))
def test_offsets_are_those_of_the_unchanged_text(gazetteer: Gazetteer, text: str) -> None:
    mentions = find_mentions(text, gazetteer, ())

    reached = 0
    for m in mentions:
        assert text[m.start : m.end] == m.text != ""
        assert m.start >= reached
        reached = m.end


@settings(max_examples=25, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_same_text_gives_the_same_answer(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.geoparse(text) == gazetteer.geoparse(text)


def test_the_answer_does_not_hang_on_the_hash_seed() -> None:
    program = (
        "from gazetteer import Gazetteer\n"
        "text = 'Baku and Yerevan spoke of Shusha, Martuni and Springfield, Ill. Shells hit Paris, Texas.'\n"
        "print(Gazetteer.open().geoparse(text))"
    )

    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(answers) == 1


def test_many_repetitions_stay_quick_and_exact(gazetteer: Gazetteer) -> None:
    text = "Kyiv " * 20_000

    mentions: tuple[Mention, ...] = find_mentions(text, gazetteer, ())

    assert len(mentions) in (0, 20_000)
    assert all(m.text == "Kyiv" for m in mentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He lives in Washington, DC. It is hot.", "DC"),
        ("He lives in Lexington, Ky. It is hot.", "Ky."),
        ("I’ll go to London, and she'll stay.", "London"),
        ("She saw the Gaza Strip.", "Gaza Strip"),
    ],
)
def test_full_stops_contractions_and_articles(gazetteer: Gazetteer, text: str, expected: str) -> None:
    assert names(gazetteer, text)[-1] == expected
