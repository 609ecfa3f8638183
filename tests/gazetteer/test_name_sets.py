import pytest

from gazetteer import Fact, Gazetteer, Name, NameSet, Place
from gazetteer.name_sets import label

TOWN = Place(1, "Khankendi", "city", 39.8, 46.7, "AZ", contested=True, label="Khankendi / Stepanakert")
NAMES = (
    Name("Khankendi", "", "common", "", True),
    Name("Xankəndi", "az", "official", "gov:AZ", True),
    Name("Khankendi", "en", "official", "gov:AZ", True),
    Name("Stepanakert", "hy-Latn", "endonym", "defacto:artsakh"),
    Name("Степанакерт", "ru", "exonym"),
    Name("Stepanakart", "en", "misspelling", searchable_only=True),
)
FACTS = (
    Fact("de_jure", "AZ"),
    Fact("controls", "defacto:artsakh", "1992", "2023-09-20"),
    Fact("controls", "AZ", "2023-09-20"),
)
BAKHMUT = Place(2, "Bakhmut", "town", 48.6, 38.0, "UA")
BAKHMUT_NAMES = (
    Name("Bakhmut", "", "common", "", True),
    Name("Бахмут", "uk", "official", "gov:UA", True),
    Name("Artemivsk", "uk-Latn", "historic", since="1924", until="2016"),
)


@pytest.mark.parametrize(
    ("name_set", "at", "as_written", "shown"),
    [
        (NameSet(), "", "", "Khankendi / Stepanakert"),
        (NameSet(), "2010", "", "Stepanakert / Khankendi"),
        (NameSet(), "2024", "", "Khankendi / Stepanakert"),
        (NameSet("government"), "", "", "Khankendi / Stepanakert"),
        (NameSet("local-authority"), "", "", "Khankendi / Stepanakert"),
        (NameSet("local-authority"), "2010", "", "Stepanakert / Khankendi"),
        (NameSet("reader-language", "ru"), "", "", "Степанакерт / Khankendi"),
        (NameSet("reader-language", "az"), "", "", "Xankəndi / Stepanakert"),
        (NameSet("as-in-source"), "", "Stepanakert", "Stepanakert / Khankendi"),
        (NameSet(), "", "Stepanakert", "Stepanakert / Khankendi"),
        (NameSet(), "", "Khankendi", "Khankendi / Stepanakert"),
    ],
)
def test_a_contested_place_shows_both_names_by_one_rule(
    name_set: NameSet, at: str, as_written: str, shown: str
) -> None:
    assert label(TOWN, name_set, NAMES, FACTS, at, as_written) == shown


@pytest.mark.parametrize(
    ("name_set", "at", "as_written", "shown"),
    [
        (NameSet(), "", "", "Bakhmut"),
        (NameSet(), "1990", "", "Artemivsk"),
        (NameSet(), "2015", "", "Artemivsk"),
        (NameSet(), "2017", "", "Bakhmut"),
        (NameSet("government"), "", "", "Бахмут"),
        (NameSet("reader-language", "uk"), "", "", "Бахмут"),
        (NameSet("reader-language", "xx"), "", "", "Bakhmut"),
        (NameSet("as-in-source"), "", "Artemovsk", "Artemovsk"),
    ],
)
def test_a_place_nobody_contests_shows_one(name_set: NameSet, at: str, as_written: str, shown: str) -> None:
    assert label(BAKHMUT, name_set, BAKHMUT_NAMES, (), at, as_written) == shown


def test_a_name_that_is_only_for_search_is_never_shown() -> None:
    only = (Name("Stepanakart", "ru", "misspelling", searchable_only=True),)

    assert label(BAKHMUT, NameSet("reader-language", "ru"), only) == "Bakhmut"


@pytest.mark.parametrize(
    "text", ["", "governments", "{{7*7}}", "reader-language:<b>", "reader-language:" + "x" * 99]
)
def test_a_set_nobody_knows_is_the_default(text: str) -> None:
    assert NameSet.parse(text) in (NameSet(), NameSet("reader-language", "en"))


def test_the_gazetteer_answers_for_its_places(gazetteer: Gazetteer) -> None:
    town = gazetteer.lookup("Stepanakert")[0].place
    germany = gazetteer.lookup("Germany")[0].place

    assert gazetteer.label(town) == "Khankendi / Stepanakert"
    assert gazetteer.label(town, at="2010") == "Stepanakert / Khankendi"
    assert gazetteer.label(germany) == "Germany"
    assert gazetteer.label(germany, NameSet("reader-language", "uk")) == "Німеччина"
