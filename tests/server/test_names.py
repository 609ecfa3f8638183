"""What a selection's codes and ids are called, and which of them are none."""

import pytest

from mapapp.core.selection import Selection
from mapapp.server import names
from mapapp.server.state import State


def test_countries_and_places_have_names(now: State) -> None:
    (place,) = [p for p in now.gazetteer().named("Stepanakert") if p.country == "AZ" and p.kind == "city"][:1]

    assert names.country_name(now, "AZ") == "Azerbaijan"
    assert names.country_name(now, "QQ") == "QQ"
    assert "Stepanakert" in names.place_name(now, str(place.id))
    assert names.place_name(now, "Mill Hill") == "Mill Hill"


@pytest.mark.parametrize(("selection", "kept", "unread"), [
    (Selection(countries=("AZ",), places=("Mill",)), ("AZ",), ()),
    (Selection(countries=("AZ", "QQ")), (), ("country",)),
    (Selection(places=("999999999999",)), (), ("place",)),
    (Selection(countries=("QQ",), places=("-999999999999",), killed=3), (), ("country", "place")),
])  # fmt: skip
def test_what_does_not_exist_is_left_out(
    now: State, selection: Selection, kept: tuple[str, ...], unread: tuple[str, ...]
) -> None:
    left, told = names.unknown_parts(now, selection)

    assert (left.countries, told, left.killed) == (kept, unread, selection.killed)


def test_the_sentence_names_countries(now: State) -> None:
    assert names.told(now, Selection(countries=("AZ",), killed=2), 3) == (
        "3 events: in Azerbaijan or claimed by it, at least 2 killed"
    )
