import pytest

from gazetteer import Gazetteer, Layer, Place


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("s", "South Africa"), ("Kyi", "Kyiv"), ("stepanak", "Stepanakert"), ("Степанак", "Степанакерт"),
        ("北", "北京"), ("دمش", "دمشق"), ("Mos", "Moscow"), ("new y", "New York City"),
    ],
)  # fmt: skip
def test_the_best_known_name_that_begins_so_is_offered(gazetteer: Gazetteer, typed: str, name: str) -> None:
    assert name in [c.name for c in gazetteer.suggest(typed, 8)]


def test_a_place_is_offered_once_and_best_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.suggest("ma", 10)

    assert len({c.place.id for c in found}) == len(found) == 10
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_a_country_narrows_what_is_offered(gazetteer: Gazetteer) -> None:
    found = gazetteer.suggest("go", 5, "am")

    assert "Goris" in [c.name for c in found]
    assert {c.place.country for c in found} == {"AM"}


@pytest.mark.parametrize("typed", ["", "   ", "?!", "zzzzzzzzz", "{{7*7}}", "%", "a" * 5000])
def test_what_nothing_begins_with_offers_nothing(gazetteer: Gazetteer, typed: str) -> None:
    assert gazetteer.suggest(typed) == ()


def test_a_layer_s_places_are_offered_first(gazetteer: Gazetteer) -> None:
    own = Place(-7, "Kyimurun", "village", 39.7, 46.9, "AZ")

    assert gazetteer.with_layer(Layer([(own, [])])).suggest("kyi")[0].place == own
