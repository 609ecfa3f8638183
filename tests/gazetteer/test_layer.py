from dataclasses import replace

from gazetteer import Gazetteer, Name, Place
from gazetteer.layer import Layer

ORCHARD = Place(-7, "Qurbanlar", "facility", 39.7, 46.9, "AZ", radius_km=1.0, weight=0.9, source="own")


def test_a_layer_s_place_is_found_by_all_its_names_and_in_text(gazetteer: Gazetteer) -> None:
    places = gazetteer.with_layer(Layer([(ORCHARD, [Name("Bağ postu", "az")])]))

    assert [places.lookup(q)[0].place for q in ("Qurbanlar", "QURBANLAR", "Bag postu")] == [ORCHARD] * 3
    assert ORCHARD in places.near(39.7, 46.9, 2)
    assert places.place(-7) == ORCHARD
    found = places.geoparse("Shells fell near the village of Qurbanlar on Monday.")
    assert [(m.text, m.place) for m in found] == [("Qurbanlar", ORCHARD)]
    assert gazetteer.lookup("Qurbanlar") == ()


def test_a_layer_s_place_comes_before_namesakes_of_the_data(gazetteer: Gazetteer) -> None:
    own = replace(ORCHARD, name="Paris")
    places = gazetteer.with_layer(Layer([(own, [])]))

    found = [c.place for c in places.lookup("Paris")]
    assert found[0] == own
    assert "FR" in {p.country for p in found[1:]}


def test_a_layer_s_place_takes_the_stead_of_the_one_with_its_id(gazetteer: Gazetteer) -> None:
    town = gazetteer.lookup("Goris")[0].place
    moved = replace(town, lat=39.5, lon=46.4, source="own")
    places = gazetteer.with_layer(Layer([(moved, [Name("Our Goris", "en")])]))

    assert places.lookup("Goris")[0].place == moved == places.lookup("Our Goris")[0].place
    assert "Горис" in {n.text for n in places.names(town.id)}
    assert town.id in {p.id for p in places.near(39.5, 46.4, 1)}
    assert town.id not in {p.id for p in places.near(town.lat, town.lon, 0.5)}
