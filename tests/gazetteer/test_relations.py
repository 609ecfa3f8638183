from dataclasses import replace
from itertools import pairwise

import pytest

from gazetteer import Gazetteer, Name, Place
from gazetteer.distance import great_circle_km
from gazetteer.layer import Layer
from gazetteer.relations import bearing, children, lies_in, line, midpoint, moved, parents


@pytest.mark.parametrize("lat", [-80.0, -33.3, 0.0, 39.8, 71.0])
@pytest.mark.parametrize("lon", [-179.9, -60.0, 0.0, 46.75, 179.9])
@pytest.mark.parametrize("course", [0.0, 45.0, 133.0, 270.0])
def test_a_point_moved_lies_as_far_and_in_that_direction(lat: float, lon: float, course: float) -> None:
    there = moved(lat, lon, 120.0, course)

    assert great_circle_km(lat, lon, *there) == pytest.approx(120.0, abs=0.01)
    assert bearing(lat, lon, *there) == pytest.approx(course, abs=0.01)
    assert -180 < there[1] <= 180


def test_a_point_moved_over_the_pole_comes_down_on_the_other_side() -> None:
    assert moved(89.0, 10.0, great_circle_km(89, 10, 90, 10) * 2, 0.0) == (89.0, -170.0)


def test_half_way_is_as_far_from_both_ends_also_over_the_date_line() -> None:
    for ends in ((39.8, 46.7, 40.4, 49.9), (-16.5, 179.0, -17.0, -179.2), (70.0, -170.0, 65.0, 175.0)):
        middle = midpoint(*ends)
        assert middle is not None
        one, other = great_circle_km(*ends[:2], *middle), great_circle_km(*ends[2:], *middle)

        assert one == pytest.approx(other, abs=0.01)
    assert midpoint(10.0, 20.0, -10.0, -160.0) is None


def test_a_line_has_both_ends_and_steps_of_at_most_25_km() -> None:
    drawn = line(39.5, 46.3, 39.8, 46.75)

    assert (drawn[0], drawn[-1]) == ((39.5, 46.3), (39.8, 46.75))
    assert all(great_circle_km(*a, *b) <= 25.01 for a, b in pairwise(drawn))
    assert line(1.0, 2.0, 1.0, 2.0) == ((1.0, 2.0), (1.0, 2.0))


def test_parents_run_from_the_nearest_to_the_country(gazetteer: Gazetteer) -> None:
    town = gazetteer.lookup("Stepanakert")[0].place
    held = parents(gazetteer.index, town)

    assert held[-1].kind == "country"
    assert "Nagorno-Karabakh" in [p.name for p in held]
    assert [lies_in(town, p) for p in held] == ["parent"] * len(held)
    assert [lies_in(p, town) for p in held] == [""] * len(held)


def test_children_are_what_names_the_area_as_a_parent(gazetteer: Gazetteer) -> None:
    karabakh = gazetteer.lookup("Nagorno-Karabakh")[0].place
    texas = gazetteer.lookup("Texas")[0].place
    france = gazetteer.lookup("France")[0].place

    assert {"Shusha", "Khankendi"} <= {p.name for p in children(gazetteer.index, karabakh)}
    towns = children(gazetteer.index, texas, ["city", "town"], limit=5)
    assert "Houston" in [p.name for p in towns] and all(texas.id in p.parents for p in towns)
    assert {p.kind for p in children(gazetteer.index, france)} <= {"region", "disputed"}
    assert len(children(gazetteer.index, france, limit=3)) == 3


def test_a_layer_s_places_are_children_too(gazetteer: Gazetteer) -> None:
    karabakh = gazetteer.lookup("Nagorno-Karabakh")[0].place
    post = Place(-7, "Qurbanlar", "facility", 39.7, 46.9, "AZ", parents=(karabakh.id,), weight=1.0)
    places = gazetteer.with_layer(Layer([(post, [Name("Bağ postu", "az")])]))

    assert children(places.index, karabakh, limit=5)[0] == post


def test_nothing_lies_in_itself_in_what_is_smaller_or_in_its_equal(gazetteer: Gazetteer) -> None:
    town = Place(1, "A", "town", 10.0, 10.0, "NG", radius_km=3.0)
    suburb = Place(2, "B", "neighbourhood", 10.01, 10.01, "NG")
    far = replace(suburb, id=3, lat=11.0)
    sea = Place(4, "C", "water", 10.0, 10.0, radius_km=500.0)

    assert lies_in(town, town) == "" == lies_in(town, suburb) == lies_in(far, town)
    assert lies_in(suburb, town) == "distance"
    assert lies_in(town, sea) == ""
    assert lies_in(town, Place(5, "D", "country", 9.0, 8.0, "NG", radius_km=600.0)) == "country"
    assert lies_in(town, Place(6, "E", "country", 10.0, 10.0, "CM", radius_km=600.0)) == ""
