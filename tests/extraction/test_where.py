from typing import TYPE_CHECKING

import pytest

from mapapp.core.report import ReportPlace
from mapapp.extraction.areas import distance_km, moved
from mapapp.extraction.frames import Frames
from mapapp.extraction.lexicon import lexicon
from mapapp.extraction.reader import relabelled
from mapapp.extraction.syntax import parse
from mapapp.extraction.where import Locator

if TYPE_CHECKING:
    from gazetteer import Gazetteer


@pytest.fixture(scope="module")
def locate(gazetteer: "Gazetteer"):
    frames, locator = Frames(lexicon()), Locator(gazetteer, lexicon())

    def places(text: str) -> tuple[ReportPlace, ...]:
        trees, entities = parse(text, [(0, len(text))])
        mentions = gazetteer.geoparse(text, entities=[(e.start, e.end, e.label) for e in entities])
        (tree,) = relabelled(trees, mentions)
        unit = frames.units(tree)[0]
        linked = locator.linked(text, tree, mentions)
        named = locator.named_in(text, tree, unit, mentions)
        if linked and max(n.fit for n in named) < 5:
            return (linked,)
        return locator.choose(text, [n for n in named if n.fit >= 1.0])

    return places


@pytest.mark.parametrize(("text", "name"), [
    ("Shells hit a market in Kharkiv on Monday, the governor said in Kyiv.", "Kharkiv"),
    ("Officials in Ankara said Turkish jets bombed Sinjar on Tuesday.", "Sinjar"),
    ("Rockets struck the port of Odesa, according to officials in Moscow.", "Odesa"),
    ("Burkina Faso's army said militants attacked Djibo.", "Djibo"),
    ("A car bombing in Mogadishu killed eight people.", "Mogadishu"),
    ("A Mosul car bombing killed eight people.", "Mosul"),
])  # fmt: skip
def test_the_place_of_the_happening_is_taken_not_of_the_speaking(locate, text: str, name: str) -> None:
    assert [p.name for p in locate(text)] == [name]


def test_the_specific_place_beats_the_area_that_holds_it(locate) -> None:
    (place,) = locate("An air strike in Syria hit a school in Idlib on Friday.")

    assert (place.name, place.precision) == ("Idlib", "town")


def test_two_towns_with_one_toll_are_both_kept(locate) -> None:
    names = [p.name for p in locate("Shelling hit Kharkiv and Sumy on Monday.")]

    assert names == ["Kharkiv", "Sumy"]


def test_near_widens_the_pin(locate) -> None:
    (place,) = locate("A roadside bomb killed two men near Kandahar.")

    assert place.precision == "district"
    assert place.radius_km >= 15


def test_a_distance_and_a_direction_move_the_pin(locate) -> None:
    (at,) = locate("A roadside bomb killed two men in Kandahar.")
    (away,) = locate("A roadside bomb killed two men 30 km north of Kandahar.")

    assert at.lat is not None and at.lon is not None and away.lat is not None and away.lon is not None
    assert away.lat > at.lat
    assert distance_km(at.lat, at.lon, away.lat, away.lon) == pytest.approx(30, abs=0.2)
    assert away.name == "30 km north of Kandahar"


def test_between_two_towns_is_half_way(locate) -> None:
    (place,) = locate("Gunmen shot dead three men on the road between Kharkiv and Sumy.")

    assert place.precision == "district"
    assert place.lat is not None and 50.0 < place.lat < 50.9
    assert [(round(lat, 1), round(lon, 1)) for lat, lon in place.line] == [(50.0, 36.3), (50.9, 34.8)]


def test_part_of_a_country_is_a_region_on_that_side(locate) -> None:
    (place,) = locate("An air strike killed six people in eastern Syria.")

    assert place.precision == "region"
    assert place.lon is not None and place.lon > 38.5


def test_a_people_s_ground_is_their_country(locate) -> None:
    (place,) = locate("Rockets struck an Iraqi air base.")

    assert (place.country, place.precision) == ("IQ", "country")


def test_a_thing_that_links_two_places_lies_between_them(locate) -> None:
    (place,) = locate("Rebel forces destroyed a bridge linking Kharkiv to Sumy.")

    assert place.precision == "region"
    assert place.lat is not None and 49.9 < place.lat < 51.0


def test_every_place_says_why(locate) -> None:
    (place,) = locate("Shells hit a market in Kharkiv on Monday.")

    assert place.reasons
    assert place.span == (23, 30)


def test_moving_along_the_equator() -> None:
    assert moved(0.0, 179.9, 22.239, 90.0) == pytest.approx((0.0, -179.9), abs=0.001)
