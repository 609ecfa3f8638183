from typing import TYPE_CHECKING

import pytest

from mapapp.extraction.capitals import capitals

if TYPE_CHECKING:
    from gazetteer import Gazetteer


@pytest.mark.parametrize(("text", "words", "name"), [
    ("Shells fell on the Sudanese capital on Monday.", "the Sudanese capital", "Khartoum"),
    ("Gunmen attacked a market in the capital of Borno state.", "the capital of Borno", "Maiduguri"),
    ("Haiti’s capital was quiet on Sunday.", "Haiti’s capital", "Port-au-Prince"),
    ("Mali’s junta said fighters attacked a camp in the capital.", "the capital", "Bamako"),
])  # fmt: skip
def test_finds_a_capital_that_is_not_named(gazetteer: "Gazetteer", text: str, words: str, name: str) -> None:
    found = capitals(text, gazetteer.geoparse(text), gazetteer.seat)
    (capital,) = [m for m in found if m.place is not None and m.place.name == name]
    assert text[capital.start : capital.end].startswith(words)


@pytest.mark.parametrize("text", [
    "In Haiti, gangs attacked a station in the capital, Port-au-Prince, on Sunday.",
    "Rebels in Congo seized Goma, the capital of North Kivu, on Monday.",
    "The bank needs more working capital, its head in Kenya said.",
    "Russia and Ukraine accused each other; nothing was said of the capital.",
])  # fmt: skip
def test_adds_nothing_where_a_name_stands_beside_it_or_no_country_is_meant(
    gazetteer: "Gazetteer", text: str
) -> None:
    mentions = gazetteer.geoparse(text)
    assert capitals(text, mentions, gazetteer.seat) == mentions
