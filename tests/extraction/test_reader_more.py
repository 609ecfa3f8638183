"""What a clause borrows from those about it: the day and place of its heading, the town meant, the toll of them."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mapapp.core.article import Article, Published
from mapapp.core.event import Event
from mapapp.extraction.reader import Reader
from mapapp.merging.events import make_events

if TYPE_CHECKING:
    from gazetteer import Gazetteer

PUBLISHED = date(2024, 5, 14)  # a Tuesday


@pytest.fixture(scope="module")
def reader(gazetteer: "Gazetteer") -> Reader:
    return Reader(gazetteer)


def events(reader: Reader, text: str) -> tuple[Event, ...]:
    return make_events(reader.read(Article("a", "", text, published=Published(PUBLISHED, "day", given=True))))


def place(event: Event) -> str:
    return event.places[0].name if event.places else ""


def test_the_heading_of_a_bulletins_line_gives_the_day(reader: Reader) -> None:
    text = (
        "10 May - Ituri: Gunmen killed 18 civilians in Djugu territory.\n"
        "11 May - South Kivu: two people were injured by a grenade in Uvira.\n"
    )

    assert [(e.when.first_day, place(e)) for e in events(reader, text)] == [
        (date(2024, 5, 10), "Djugu territory"),
        (date(2024, 5, 11), "Uvira"),
    ]


def test_one_line_with_a_heading_is_a_dateline(reader: Reader) -> None:
    (event,) = events(reader, "KYIV, 12 May - A missile hit a school in Kharkiv on Monday, killing two.")

    assert (event.when.first_day, place(event)) == (date(2024, 5, 13), "Kharkiv")


def test_a_denial_of_something_else_leaves_the_attack(reader: Reader) -> None:
    text = "Gunmen attacked the town of Jos on Sunday, killing 40 people. The police denied that anyone was abducted."

    (event,) = events(reader, text)

    assert not event.denied


def test_what_is_referred_to_by_its_kind_is_that_and_not_the_last_one(reader: Reader) -> None:
    text = (
        "Paramilitaries shelled a camp in El Fasher on Friday, and the army said it had repelled an attack on "
        "the city. The shelling killed 31 people, medics said."
    )

    killed = {e.sub_event_type: e.killed and e.killed.best for e in events(reader, text)}

    assert killed == {"Shelling/artillery/missile attack": 31}


def test_the_town_is_the_one_where_something_happened(reader: Reader) -> None:
    text = (
        "BAKU, May 13 — Troops captured the town of Shusha on Sunday, and crowds in Baku waved flags. "
        "Officials said that heavy fighting for the town went on."
    )

    assert {place(e) for e in events(reader, text)} == {"Shusha"}


@pytest.mark.parametrize(("text", "name", "precision"), [
    ("An air strike hit the village of Kuzhbala, Damboa district, on Sunday, killing five.", "Kuzhbala", "district"),
    ("Bandits killed 27 people in Unguwan Zulatu, Malumfashi LGA, Katsina State, on Sunday.", "Unguwan Zulatu", "district"),
])  # fmt: skip
def test_an_unknown_village_is_somewhere_in_its_district(
    reader: Reader, text: str, name: str, precision: str
) -> None:
    (event,) = events(reader, text)
    found = event.places[0]

    assert (found.name, found.precision) == (name, precision)
    assert found.lat is not None
    assert found.radius_km >= 5
    assert any("where the text puts it" in reason for reason in found.reasons)


def test_a_list_of_towns_is_no_address(reader: Reader) -> None:
    (event,) = events(reader, "Shelling in Nikopol, Kherson and Kramatorsk killed eight people on Monday.")

    assert sorted(p.name for p in event.places) == ["Kherson", "Kramatorsk", "Nikopol"]


@pytest.mark.parametrize("text", [
    "Rebels tried to storm the army base at Kidal on Monday but were repelled, leaving nine dead.",
    "Militants attempted to seize the town of Menaka on Monday.",
])  # fmt: skip
def test_ground_that_was_fought_for_is_a_clash(reader: Reader, text: str) -> None:
    assert [e.sub_event_type for e in events(reader, text)] == ["Armed clash"]


@pytest.mark.parametrize("text", [
    "Rebels want to storm the army base at Kidal.",
    "Rebels will try to storm the army base at Kidal on Friday.",
    "The rebels did not try to storm the base at Kidal on Monday.",
])  # fmt: skip
def test_what_may_be_tried_is_none(reader: Reader, text: str) -> None:
    assert events(reader, text) == ()


@pytest.mark.parametrize(("text", "killed"), [
    ("Six villagers were on Saturday evening killed by bandits in Katsina State.", (6, 6)),
    ("No fewer than 16 vigilantes were killed in Zamfara on Monday.", (16, 16)),
    ("Armed men stopped a bus near Zhob on Monday, forced nine people off it and shot them dead.", (9, 9)),
    ("No soldier was killed when rockets hit the base at Ain al-Asad on Monday.", (0, 0)),
])  # fmt: skip
def test_tolls_in_the_turns_of_news(reader: Reader, text: str, killed: tuple[int, int]) -> None:
    (event,) = events(reader, text)

    assert event.killed is not None
    assert (event.killed.low, event.killed.best) == killed


def test_who_dies_of_wounds_later_is_of_the_same_incident(reader: Reader) -> None:
    text = "A bomb hit a flat in Kharkiv on Monday, killing six people. Three more died in hospital, bringing the toll to nine."

    (event,) = events(reader, text)

    assert event.killed is not None
    assert event.killed.best == 6


def test_a_whole_war_has_no_place_of_the_sentence_before(reader: Reader) -> None:
    text = (
        "Artillery fire hit a bus in Omdurman on Monday, killing all 22 people on board. "
        "Since April 2023 the war has killed tens of thousands."
    )

    war = [e for e in events(reader, text) if e.background]

    assert [place(e) for e in war] == [""]


def test_raiders_who_kill_people_attack_civilians(reader: Reader) -> None:
    text = "Gang members stormed the town of Pont-Sonde on Monday, killing at least 70 people, among them three infants."

    assert [e.sub_event_type for e in events(reader, text)] == ["Attack"]


def test_the_day_before_counts_from_the_night_told_of(reader: Reader) -> None:
    text = (
        "Warplanes bombed the port of Hodeidah overnight into Monday, killing nine. "
        "A day before, air strikes hit Sanaa."
    )

    assert [e.when.first_day for e in events(reader, text)][-1] == date(2024, 5, 12)


def test_a_clause_without_a_place_is_where_the_clause_before_was(reader: Reader) -> None:
    text = (
        "A woman was killed by shelling in Snovsk on Monday. Drones struck a plant in Cheboksary, and two "
        "drones fell on the site, officials said."
    )

    assert {place(e) for e in events(reader, text)} == {"Snovsk", "Cheboksary"}
