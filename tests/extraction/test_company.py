from typing import TYPE_CHECKING

import pytest

from mapapp.extraction.company import in_company
from mapapp.extraction.pinning import PIN_SCORE

if TYPE_CHECKING:
    from gazetteer import Gazetteer


def scores(gazetteer: "Gazetteer", text: str) -> dict[str, float]:
    return {m.text: m.score for m in in_company(text, gazetteer.geoparse(text))}


@pytest.mark.parametrize("text", [
    "BEIRUT - A drone hit a car on the Djelfa road on Friday, Hezbollah said; shells fell near Tyre.",
    "Bandits attacked the village of Kawara on Monday.",
])  # fmt: skip
def test_a_town_of_a_country_nothing_speaks_of_is_not_sure(gazetteer: "Gazetteer", text: str) -> None:
    found = scores(gazetteer, text)
    assert min(found.get("Djelfa", 1.0), found.get("Kawara", 1.0)) < PIN_SCORE


@pytest.mark.parametrize(("text", "name"), [
    ("Rockets hit a market in Kupiansk on Monday.", "Kupiansk"),
    ("Algeria's army said a bomb went off in Blida on Monday.", "Blida"),
    ("BEIRUT - Shells fell near Tyre on Friday; the talks are to go on in Paris.", "Paris"),
    ("Al-Shabab fighters attacked a base in Afgooye on Friday.", "Afgooye"),
])  # fmt: skip
def test_a_known_town_or_one_in_its_country_keeps_its_score(
    gazetteer: "Gazetteer", text: str, name: str
) -> None:
    assert scores(gazetteer, text)[name] >= PIN_SCORE
