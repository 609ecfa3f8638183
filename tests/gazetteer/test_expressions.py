from collections.abc import Sequence

import pytest

from gazetteer import Candidate, Gazetteer, Place, answers
from gazetteer.distance import great_circle_km
from gazetteer.expressions import Spot, spots
from gazetteer.measures import direction

ANNO = Place(1, "Anno", "town", 10.0, 20.0, "NG", radius_km=3.0, label="Anno / Onna")
BEK = Place(2, "Bek-Sur", "village", 10.0, 21.0, "NG", radius_km=1.0)
FAR = Place(3, "Anno", "town", -30.0, -60.0, "AR", radius_km=3.0)
LAND = Place(4, "Landia", "region", 9.0, 20.0, "NG", radius_km=100.0)
STATE = Place(5, "Statia", "country", 9.0, 20.0, "NG", radius_km=500.0)
KNOWN = {
    "anno": [(FAR, 0.7), (ANNO, 0.6)],
    "bek-sur": [(BEK, 0.5)],
    "landia": [(LAND, 0.8)],
    "statia": [(STATE, 0.9)],
    "east": [(BEK, 0.5)],
    "sur": [(FAR, 0.4)],
}


def lookup(name: str) -> Sequence[Candidate]:
    return [Candidate(place, place.name, score) for place, score in KNOWN.get(name.lower(), ())]


def of_anno(phrase: str) -> Spot:
    return next(s for s in spots(phrase, lookup) if s.places[0] == ANNO)


@pytest.mark.parametrize(("phrase", "km", "north", "east"), [
    ("12 km north of Anno", 12, 1, 0),
    ("12km N of Anno", 12, 1, 0),
    ("about 12 kilometres (7 miles) to the north of the town of Anno", 12, 1, 0),
    ("twelve kilometers due south of Anno", 12, -1, 0),
    ("a village 10 miles west of Anno", 16.09, 0, -1),
    ("in a field some 10-14 km east of Anno", 12, 0, 1),
    ("1,500 metres east of Anno", 1.5, 0, 1),
    ("half a mile north of Anno", 0.805, 1, 0),
    ("20 nautical miles south of Anno", 37.04, -1, 0),
    ("a dozen km north from Anno", 12, 1, 0),
])  # fmt: skip
def test_a_distance_and_a_direction_move_the_point(phrase: str, km: float, north: int, east: int) -> None:
    spot = of_anno(phrase)

    assert great_circle_km(ANNO.lat, ANNO.lon, spot.lat, spot.lon) == pytest.approx(km, rel=0.01)
    assert (spot.lat > ANNO.lat + 1e-3) - (spot.lat < ANNO.lat - 1e-3) == north
    assert (spot.lon > ANNO.lon + 1e-3) - (spot.lon < ANNO.lon - 1e-3) == east
    assert spot.radius_km >= 5


def test_directions_between_go_both_ways() -> None:
    for phrase in ("10 km south-west of Anno", "10 km southwest of Anno", "10 km SW of Anno"):
        spot = of_anno(phrase)
        assert spot.lat < ANNO.lat and spot.lon < ANNO.lon
        assert spot.label == "10 km southwest of Anno / Onna"
    assert direction("NNE") == (22.5, "north-north-east") == direction("north north-east")
    assert direction("upwards") is None


@pytest.mark.parametrize(("phrase", "radius"), [
    ("near Anno", 15.0), ("close to Anno", 15.0), ("not far from Anno", 15.0), ("outside Anno", 15.0),
    ("off the coast of Anno", 15.0), ("12 km from Anno", 17.0), ("the outskirts of Anno", 4.5),
])  # fmt: skip
def test_without_a_direction_it_is_a_circle_around_the_place(phrase: str, radius: float) -> None:
    spot = of_anno(phrase)

    assert (spot.lat, spot.lon, spot.radius_km) == (ANNO.lat, ANNO.lon, radius)


def test_one_side_of_a_place_is_a_circle_on_that_side_that_touches_it() -> None:
    west, edge = of_anno("just west of Anno"), of_anno("a market on the western outskirts of Anno")

    assert west.lon < ANNO.lon
    assert great_circle_km(ANNO.lat, ANNO.lon, west.lat, west.lon) == pytest.approx(west.radius_km, abs=0.1)
    assert great_circle_km(ANNO.lat, ANNO.lon, edge.lat, edge.lon) == pytest.approx(3.0, abs=0.01)
    assert edge.label == "western outskirts of Anno / Onna"


def test_a_part_of_an_area_lies_half_way_to_its_edge_and_beside_it_outside() -> None:
    (part,) = spots("northern Landia", lookup)
    (centre,) = spots("central Landia", lookup)
    (beside,) = spots("12 km north of Landia", lookup)
    (side,) = spots("north of Landia", lookup)

    assert great_circle_km(LAND.lat, LAND.lon, part.lat, part.lon) == pytest.approx(50, abs=0.1)
    assert (centre.lat, centre.lon, centre.radius_km) == (LAND.lat, LAND.lon, 50.0)
    assert beside.lat < side.lat
    assert great_circle_km(LAND.lat, LAND.lon, side.lat, side.lon) == pytest.approx(150, abs=0.1)
    assert spots("northern Statia", lookup)[0].label == "northern Statia"


def test_between_chooses_the_namesakes_that_lie_near_each_other() -> None:
    (spot,) = spots("half way between Anno and Bek-Sur", lookup)

    assert spot.places == (ANNO, BEK)
    assert spot.lon == pytest.approx(20.5, abs=0.001) and spot.line == ()
    assert spot.radius_km == pytest.approx(great_circle_km(10, 20, 10, 21) / 2, abs=0.1)


@pytest.mark.parametrize(
    "phrase",
    ["the Anno-Bek-Sur road", "on the Anno–Bek-Sur highway", "the road from Anno to Bek-Sur",
     "the main road linking Anno with Bek-Sur", "highway between Anno and Bek-Sur", "the Anno to Bek-Sur road"],
)  # fmt: skip
def test_a_road_named_by_its_ends_has_a_line(phrase: str) -> None:
    (spot,) = spots(phrase, lookup)

    assert spot.places == (ANNO, BEK) and spot.kind == "road"
    assert (spot.line[0], spot.line[-1]) == ((10.0, 20.0), (10.0, 21.0))


@pytest.mark.parametrize("phrase", [
    "", "Anno", "near", "near East", "12 km north of", "12 km north of Nowhere", "999 km north of Anno",
    "0 km north of Anno", "between Anno and Nowhere", "between Anno and Anno", "near Statia", "west of town",
    "the Anno road", "road", "12 parsecs north of Anno", "between and", "near " + "Anno " * 100, "- road",
])  # fmt: skip
def test_what_is_no_such_phrase_or_names_nothing_gives_nothing(phrase: str) -> None:
    assert spots(phrase, lookup) == ()


def test_a_spot_is_a_place_with_a_stable_id_and_its_first_place_s_parents() -> None:
    one, same = (of_anno(p).place for p in ("12 km north of Anno", "12 kilometres N of Anno"))

    assert one == same and one.id < 0 and one.country == "NG" and one.source == "expression"
    assert spots("between Anno and Bek-Sur", lookup)[0].place.country == "NG"


def test_phrases_are_read_over_the_real_gazetteer(gazetteer: Gazetteer) -> None:
    (first, *_) = spots("12 km north of Stepanakert", gazetteer.lookup)
    (road, *_) = spots("the Maiduguri-Damaturu road", gazetteer.lookup)

    assert first.label == "12 km north of Khankendi / Stepanakert"
    assert (round(first.lat, 2), round(first.lon, 2)) == (39.93, 46.75)
    assert {p.country for p in road.places} == {"NG"} and 11 < road.lat < 12.5 and 11.9 < road.lon < 13.2


def test_a_look_up_reads_a_phrase_only_where_nothing_is_called_so(gazetteer: Gazetteer) -> None:
    answer = answers.lookup(gazetteer, {"query": "12 km north of Stepanakert"})
    (first, *_) = answer["candidates"]
    assert (first["name"], first["kind"], first["radius_km"]) == (
        "12 km north of Khankendi / Stepanakert",
        "district",
        5.0,
    )

    named = answers.lookup(gazetteer, {"query": "Northern Ireland"})["candidates"][0]
    assert named["country"] == "GB" and "radius_km" not in named
    assert answers.lookup(gazetteer, {"query": "12 km north of Xqzyplokh"})["candidates"] == []
    assert answers.lookup(gazetteer, {"query": "near Goris", "country": "UA"})["candidates"] == []
