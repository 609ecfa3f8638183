from gazetteer.gazetteer import Gazetteer
from gazetteer.parties import parties_in


def test_names_the_countries_of_groups_in_the_order_of_the_text() -> None:
    found = parties_in("Fighters of al-Shabaab fled; M23 and anti-Balaka men did not.")
    assert list(found) == ["al Shabaab", "M23", "anti Balaka"]
    assert found["M23"] == ("CD",)


def test_a_part_of_a_word_names_no_group() -> None:
    assert parties_in("The BLAST and the KIANG did not matter.") == {}


def test_a_group_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    text = "{} attacked a village in Beni territory on Monday."
    congo = gazetteer.geoparse(text.format("ADF rebels"))[0]
    assert congo.place is not None
    assert congo.place.country == "CD"
    reasons = [r for c in congo.candidates if c.place.id == congo.place.id for r, _ in c.reasons]
    assert "at home there: ADF" in reasons
