import re

import pytest

from mapapp.maps.place_map import place_map, zoom_for


def script(lat: float, lon: float, radius_km: float, line: tuple[tuple[float, float], ...] = ()) -> str:
    return str(place_map(lat, lon, radius_km, line, base_path="/maps").get_root().render())


def test_a_place_is_a_point_with_its_reach_and_a_road_a_line() -> None:
    town, road = script(39.8, 46.7, 6.0), script(39.8, 46.7, 60.0, ((39.5, 46.3), (40.1, 47.1)))

    assert (town.count("L.circle("), town.count("L.circleMarker("), town.count("L.polyline(")) == (1, 1, 0)
    assert road.count("L.polyline(") == 1 and '"radius": 60000' in road
    assert "L.circle(" not in script(39.8, 46.7, 1.0)


def test_it_loads_nothing_but_what_we_serve() -> None:
    links = re.findall(r'(?:src|href)="([^"]+)"', script(39.8, 46.7, 6.0, ((39.5, 46.3), (40.1, 47.1))))

    assert links and all(link.startswith("/maps/mapapp/static/") for link in links)


def test_the_wider_a_place_the_farther_the_view() -> None:
    zooms = [zoom_for(40.0, radius) for radius in (0.0, 5.0, 30.0, 200.0, 2000.0, 20000.0)]

    assert zooms == sorted(zooms, reverse=True) and zooms[0] <= 11 and zooms[-1] >= 2
    assert zoom_for(90.0, 10.0) >= 2


def test_a_point_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="latitude"):
        place_map(91.0, 0.0, 1.0)
