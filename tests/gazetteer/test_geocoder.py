from typing import Any

import pytest
from geopy.distance import great_circle
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.location import Location
from geopy.point import Point

from gazetteer import Gazetteer, Geocoder


@pytest.fixture
def geocoder(gazetteer: Gazetteer) -> Geocoder:
    return Geocoder(gazetteer)


class Online:
    """Stands in for a geocoder of somebody else's; counts what reaches it."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def geocode(self, query: str, **_options: Any) -> Location:
        self.asked.append(query)
        return Location("Somewhere", (1.0, 2.0), {"from": "elsewhere"})

    def reverse(self, query: Any, **_options: Any) -> Location:
        self.asked.append(query)
        return Location("Somewhere", (1.0, 2.0), {"from": "elsewhere"})


def test_a_name_gives_a_location_with_its_raw_fields(geocoder: Geocoder) -> None:
    location = geocoder.geocode("Stepanakert")

    assert (location.latitude, location.longitude) == (39.8177, 46.7528)
    assert location.raw["geonameid"] == 146970
    assert location.raw["label"] == "Khankendi / Stepanakert"
    assert location.raw["matched"] == "Stepanakert"
    assert "Stepanakert" in location.raw["other_names"]
    assert location.point == Point(39.8177, 46.7528)


def test_no_country_stands_beside_a_contested_place(geocoder: Geocoder) -> None:
    assert geocoder.geocode("Stepanakert").address == "Khankendi / Stepanakert"
    assert geocoder.geocode("Goris").address == "Goris, Syunik, Armenia"


def test_nothing_found_is_none(geocoder: Geocoder) -> None:
    assert geocoder.geocode("xqzzvwkj qq") is None
    assert geocoder.geocode("xqzzvwkj qq", exactly_one=False) is None
    assert geocoder.reverse((0.0, -30.0)) is None


def test_several_answers_come_as_a_list(geocoder: Geocoder) -> None:
    found = geocoder.geocode("Paris", exactly_one=False, limit=3)

    assert len(found) == 3
    assert found[0].raw["country"] == "FR"


def test_countries_narrow_the_answer(geocoder: Geocoder) -> None:
    assert geocoder.geocode("Paris", country_codes="us").raw["country"] == "US"
    assert geocoder.geocode("Martuni", country_codes=["AZ", "TR"]).raw["id"] == 146969


def test_a_query_may_end_with_its_country_or_state(geocoder: Geocoder) -> None:
    assert geocoder.geocode("Martuni, Azerbaijan").raw["id"] == 146969
    assert geocoder.geocode("Paris, Texas, USA").raw["country"] == "US"
    assert geocoder.geocode("Paris, Texas").raw["country"] == "US"


@pytest.mark.parametrize("point", [Point(39.81, 46.75), "39.81, 46.75", (39.81, 46.75)])
def test_reverse_gives_the_nearest_settlement(geocoder: Geocoder, point: Any) -> None:
    location = geocoder.reverse(point)

    assert location.raw["id"] == 146970
    assert great_circle(location.point, (39.81, 46.75)).km < 2
    assert len(geocoder.reverse(point, exactly_one=False, limit=4)) == 4


def test_it_works_under_a_rate_limiter(geocoder: Geocoder) -> None:
    geocode = RateLimiter(geocoder.geocode, min_delay_seconds=0.001, swallow_exceptions=False)

    assert [geocode(q).raw["country"] for q in ("Baku", "Yerevan", "Tbilisi")] == ["AZ", "AM", "GE"]


def test_another_geocoder_is_asked_only_when_ours_knows_nothing(gazetteer: Gazetteer) -> None:
    online = Online()
    geocoder = Geocoder(gazetteer, fallback=online)

    assert geocoder.geocode("Baku").raw["country"] == "AZ"
    assert online.asked == []
    assert geocoder.geocode("xqzzvwkj qq").raw == {"from": "elsewhere"}
    assert geocoder.reverse((0.0, -30.0)).raw == {"from": "elsewhere"}
    assert online.asked == ["xqzzvwkj qq", (0.0, -30.0)]


def test_a_query_that_is_no_text_is_refused(geocoder: Geocoder) -> None:
    with pytest.raises(GeocoderQueryError, match="query is 5, expected a name"):
        geocoder.geocode(5)
