import json

from gazetteer import Gazetteer
from gazetteer.expressions import spots
from gazetteer.own_places import OwnPlace, layer
from mapapp.server.place_fields import card_fields, spot_fields, suggestion_fields


def test_a_contested_place_shows_both_names_and_whose_they_are(gazetteer: Gazetteer) -> None:
    fields = card_fields(gazetteer, gazetteer.lookup("Stepanakert")[0].place)

    assert fields["label"] == "Khankendi / Stepanakert" and fields["contested"]
    assert "no statement of opinion" in fields["disclaimer"]
    whose = {n["text"]: n["whose"] for n in fields["names"]}
    assert whose["Xankəndi"] == "Azerbaijan" and whose["Ստեփանակերտ"] == "Artsakh (de facto)"
    assert "country" not in {p["kind"] for p in fields["parents"]}
    assert "Nagorno-Karabakh" in [p["label"] for p in fields["parents"]]


def test_a_plain_place_says_what_it_lies_in_and_where_it_is_from(gazetteer: Gazetteer) -> None:
    fields = card_fields(gazetteer, gazetteer.lookup("Goris")[0].place)

    assert fields["parents"][-1] == {**fields["parents"][-1], "label": "Armenia", "kind": "country"}
    assert fields["disclaimer"] == "" and fields["status"] == []
    assert "CC BY 4.0" in fields["source"]
    far = [row["far"] for row in fields["near"]]
    assert far and all(" km " in f or f == "at this point" for f in far)
    assert fields["children"] == []


def test_an_area_lists_what_it_holds(gazetteer: Gazetteer) -> None:
    fields = card_fields(gazetteer, gazetteer.lookup("Nagorno-Karabakh")[0].place)

    assert any("Shusha" in row["label"] for row in fields["children"])


def test_an_own_place_is_said_to_be_one_and_fits_in_json(gazetteer: Gazetteer) -> None:
    places = gazetteer.with_layer(layer([OwnPlace("<b>قرية {{7*7}}", 39.7, 46.9, country="AZ")]))
    found = places.lookup("<b>قرية {{7*7}}")[0]
    fields = card_fields(places, found.place)

    assert fields["own"] and fields["source"] == "One of your own places"
    assert fields["parents"][0]["label"] == "Azerbaijan"
    assert json.loads(json.dumps(fields, allow_nan=False)) == fields
    assert suggestion_fields(places, found)["own"]


def test_a_phrase_names_its_places(gazetteer: Gazetteer) -> None:
    spot = spots("between Goris and Lachin", gazetteer.lookup)[0]
    fields = spot_fields(gazetteer, spot)

    assert fields["label"].startswith("Between Goris and Lachin")
    assert fields["parents"][0]["label"] == "Goris" and fields["id"] == ""
