import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.extraction.language import detect_language, language_name


@pytest.mark.parametrize(("text", "code"), [
    ("Three people were killed when shells hit the market in the town.", "en"),
    ("Shelling kills two in border town", "en"),
    ("Trois personnes ont été tuées dans une attaque contre la ville.", "fr"),
    ("Bei einem Angriff auf die Stadt wurden drei Menschen getötet.", "de"),
    ("Tres personas murieron en un ataque contra la ciudad, según la policía.", "es"),
    ("Três pessoas foram mortas em um ataque à cidade, segundo a polícia.", "pt"),
    ("Tre persone sono state uccise in un attacco alla città.", "it"),
    ("Saldırıda üç kişi öldü ve iki kişi yaralandı.", "tr"),
    ("Hücum nəticəsində üç nəfər ölüb və iki nəfər yaralanıb.", "az"),
    ("Три человека погибли при обстреле города.", "ru"),
    ("Троє людей загинули під час обстрілу міста.", "uk"),
    ("قتل ثلاثة أشخاص في هجوم على المدينة", "ar"),
    ("سه نفر در حمله به شهر کشته شدند", "fa"),
    ("Երեք մարդ զոհվել է գնդակոծությունից", "hy"),
    ("სამი ადამიანი დაიღუპა", "ka"),
    ("שלושה בני אדם נהרגו", "he"),
    ("三人在袭击中死亡", "zh"),
    ("三人が攻撃で死亡した", "ja"),
    ("공격으로 세 명이 숨졌다", "ko"),
    ("12345 — 67", ""),
    ("", ""),
    ("Xqz vbrt", ""),
])  # fmt: skip
def test_language_of_a_text(text: str, code: str) -> None:
    assert detect_language(text) == code


def test_a_few_foreign_names_leave_a_text_english() -> None:
    assert (
        detect_language("The mayor of Нова Горна and the head of قرية said that two men were hurt.") == "en"
    )


def test_a_language_has_a_name() -> None:
    assert (language_name("uk"), language_name("xx")) == ("Ukrainian", "xx")


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_gets_a_short_code_or_none(text: str) -> None:
    assert len(detect_language(text)) <= 3
