import pytest

from gazetteer import Gazetteer
from gazetteer.distance import great_circle_km
from gazetteer.mentions import find_mentions
from gazetteer.place import Mention
from gazetteer.resolver import resolve_mentions

KARABAKH, ARMENIA = (39.79, 47.11), (40.14, 45.30)


def resolved(gazetteer: Gazetteer, text: str, name: str, nth: int = 0) -> Mention:
    """The nth mention that begins with a word, looked for and resolved with all others of the text."""
    mentions = resolve_mentions(text, find_mentions(text, gazetteer), gazetteer)
    return [m for m in mentions if m.text.split()[0] == name and m.role != "part"][nth]


def km_from(mention: Mention, point: tuple[float, float]) -> float:
    assert mention.place is not None
    return great_circle_km(mention.place.lat, mention.place.lon, *point)


@pytest.mark.parametrize(
    ("text", "name", "point"),
    [
        ("Two people were hurt in Martuni, the Karabakh emergency service said.", "Martuni", KARABAKH),
        ("Rockets fell on Martuni and on Stepanakert.", "Martuni", KARABAKH),
        ("The road to Martuni, south of Lake Sevan in Armenia, is closed.", "Martuni", ARMENIA),
        ("A fire burned in Martuni, in Gegharkunik province.", "Martuni", ARMENIA),
        ("He moved to Paris, Texas, last year.", "Paris", (33.66, -95.56)),
        ("He moved to Paris, France, last year.", "Paris", (48.85, 2.35)),
        ("The mayor of Springfield, Ill., resigned.", "Springfield", (39.80, -89.64)),
        ("Police in London, Ontario, met others from Toronto.", "London", (42.98, -81.23)),
        ("The storm crossed Athens and Atlanta in Georgia.", "Athens", (33.96, -83.38)),
        ("The ferry left Athens for other ports of Greece.", "Athens", (37.98, 23.72)),
        ("Shelling went on in Tbilisi, the capital of Georgia.", "Georgia", (42.0, 43.5)),
        ("Voters in Atlanta and in all of Georgia queued, Alabama followed.", "Georgia", (32.75, -83.5)),
        ("A strike hit Aleppo overnight.", "Aleppo", (36.2, 37.16)),
        ("A strike hit a farm in Kherson oblast.", "Kherson", (46.64, 32.61)),
        ("President Biden left Washington for Europe.", "Washington", (38.9, -77.04)),
        ("U.S. troops left Tripoli, the Libyan capital.", "Tripoli", (32.89, 13.19)),
        ("The army shelled Tripoli in northern Lebanon, near Beirut.", "Tripoli", (34.43, 35.84)),
    ],
)
def test_context_decides(gazetteer: Gazetteer, text: str, name: str, point: tuple[float, float]) -> None:
    assert km_from(resolved(gazetteer, text, name), point) < 60


def test_without_context_both_are_shown_and_neither_is_sure(gazetteer: Gazetteer) -> None:
    mention = resolved(gazetteer, "Shelling hit Martuni.", "Martuni")

    countries = {c.place.country for c in mention.candidates}
    assert countries >= {"AM", "AZ"}
    assert mention.score < 0.75


def test_one_text_may_tell_two_places_of_one_name_apart(gazetteer: Gazetteer) -> None:
    text = "She flew from Paris, Texas, to Paris, France."

    assert km_from(resolved(gazetteer, text, "Paris", 0), (33.66, -95.56)) < 30
    assert km_from(resolved(gazetteer, text, "Paris", 1), (48.85, 2.35)) < 30


def test_otherwise_a_name_means_one_place_throughout(gazetteer: Gazetteer) -> None:
    text = "A storm hit Paris, Texas. The mayor of Paris spoke. Paris is small."

    places = {resolved(gazetteer, text, "Paris", nth).place for nth in range(3)}

    assert len(places) == 1


def test_a_type_word_chooses_the_region(gazetteer: Gazetteer) -> None:
    town = resolved(gazetteer, "Strikes hit Idlib in Syria.", "Idlib")
    region = resolved(gazetteer, "Strikes hit Idlib province in Syria.", "Idlib")

    assert town.place is not None and town.place.kind in ("city", "town")
    assert region.place is not None and region.place.kind == "region"


def test_the_reasons_name_the_words_that_decided(gazetteer: Gazetteer) -> None:
    mention = resolved(gazetteer, "Rockets fell on Martuni, said Karabakh officials.", "Martuni")

    reasons = dict(mention.candidates[0].reasons)
    assert any("Karabakh" in reason and weight > 0 for reason, weight in reasons.items())


def test_candidates_are_best_first_and_hold_the_place(gazetteer: Gazetteer) -> None:
    mention = resolved(gazetteer, "The mayor of Springfield spoke in Chicago.", "Springfield")

    scores = [c.score for c in mention.candidates]
    assert scores == sorted(scores, reverse=True)
    assert mention.candidates[0].place == mention.place
    assert 0 < mention.score <= 1


def test_the_countries_of_a_text_can_be_given(gazetteer: Gazetteer) -> None:
    text = "The council of Richmond met."
    mentions = [Mention(15, 23, "Richmond")]

    (british,) = resolve_mentions(text, mentions, gazetteer, countries=["GB"])
    (american,) = resolve_mentions(text, mentions, gazetteer, countries=["US"])

    assert british.place is not None and british.place.country == "GB"
    assert american.place is not None and american.place.country == "US"


def test_given_mentions_come_back_in_their_order_with_their_roles(gazetteer: Gazetteer) -> None:
    text = "From Kyiv to Lviv."
    mentions = [Mention(13, 17, "Lviv", role="dateline"), Mention(5, 9, "Kyiv")]

    back = resolve_mentions(text, mentions, gazetteer)

    assert [(m.text, m.role) for m in back] == [("Lviv", "dateline"), ("Kyiv", "place")]
    assert all(m.place is not None and m.place.country == "UA" for m in back)


def test_what_nobody_knows_has_no_place(gazetteer: Gazetteer) -> None:
    (mention,) = resolve_mentions("In Qwxzzyk it rained.", [Mention(3, 10, "Qwxzzyk")], gazetteer)

    assert mention.place is None
    assert mention.candidates == ()
    assert mention.score == 0


def test_demonyms_are_given_their_country(gazetteer: Gazetteer) -> None:
    mention = resolved(gazetteer, "Armenian guns fired, and Russians looked on.", "Armenian")

    assert mention.role == "demonym"
    assert mention.place is not None and mention.place.country == "AM"
