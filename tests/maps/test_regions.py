"""First-level divisions: the files of their outlines, and which of them points lie in."""

import json

import numpy as np
import pytest

from mapapp.maps.build.regions import encode, regions_of
from mapapp.maps.build.simplify import simplified
from mapapp.maps.regions import FOLDER, NO_REGION, Regions, decode, open_regions

WEST = [[40.0, 40.0], [41.0, 40.0], [41.2, 40.5], [41.0, 41.0], [40.0, 41.0], [40.0, 40.0]]
EAST = [[41.0, 40.0], [42.0, 40.0], [42.0, 41.0], [41.0, 41.0], [41.2, 40.5], [41.0, 40.0]]
HOLE = [[40.4, 40.4], [40.6, 40.4], [40.6, 40.6], [40.4, 40.6], [40.4, 40.4]]


def feature(rings: list, **row: object) -> dict:
    known = {"gn_id": 1, "gn_a1_code": "AZ.01", "iso_a2": "AZ", "adm1_code": "AZE-1"}
    return {"properties": known | row, "geometry": {"type": "Polygon", "coordinates": rings}}


def packed(*features: dict) -> bytes:
    text = json.dumps({"features": list(features)}).encode()
    return encode(regions_of(text), 20, 1.0)


@pytest.fixture
def two() -> Regions:
    return Regions([packed(feature([WEST, HOLE]), feature([EAST], gn_id=2, gn_a1_code="AZ.02"))])


def at(regions: Regions, *points: tuple[float, float]) -> list[str]:
    found = regions.of_points(*(np.array([p[i] for p in points], dtype=np.float64) for i in (0, 1)))
    return ["" if i == NO_REGION else regions.heads[i].key for i in found.tolist()]


def test_a_point_lies_in_the_region_whose_outline_is_about_it(two: Regions) -> None:
    assert at(two, (40.5, 40.2), (40.5, 41.1), (40.5, 41.3), (45.0, 41.0)) == ["1", "1", "2", ""]


def test_a_hole_is_not_part_of_its_region(two: Regions) -> None:
    assert at(two, (40.5, 40.5)) == [""]


def test_a_pier_belongs_to_the_nearest_shore(two: Regions) -> None:
    assert at(two, (40.5, 39.985), (40.5, 39.5)) == ["1", ""]


def test_what_is_nowhere_lies_in_no_region(two: Regions) -> None:
    assert at(two, (float("nan"), 40.0), (90.0, 0.0), (-90.0, 180.0), (40.5, 400.2)) == ["", "", "", "1"]


def test_regions_are_keyed_by_geonameid_and_else_by_natural_earths_code() -> None:
    content = packed(feature([WEST]), feature([EAST], gn_id=-99, adm1_code="AZE-9"))

    assert [head.key for head, _ in decode(content)] == ["1", "AZE-9"]


def test_a_region_belongs_to_the_country_of_its_geonames_code() -> None:
    content = packed(
        feature([WEST], gn_a1_code="UA.11", iso_a2="RU"), feature([EAST], gn_id=2, gn_a1_code=None)
    )

    assert [head.country for head, _ in decode(content)] == ["UA", "AZ"]


def test_parts_of_one_division_are_one_region() -> None:
    (head, rings), *others = decode(packed(feature([WEST]), feature([EAST])))

    assert (head.key, len(rings), others) == ("1", 2, [])


def test_neighbours_still_meet_when_their_border_is_thinned() -> None:
    border = [(100, y) for y in range(0, 101, 5)]
    wavy = [(x + (y % 10 == 5), y) for x, y in border]
    west = np.array([(0, 0), *wavy, (0, 100)])
    east = np.array([*reversed(wavy), (200, 0), (200, 100)])

    thin = simplified({"w": [west], "e": [east]}, 3.0)
    shared = {tuple(p) for p in thin["w"][0].tolist()} & {tuple(p) for p in thin["e"][0].tolist()}

    assert shared == {(100, 0), (100, 100)}
    assert len(thin["w"][0]) == len(thin["e"][0]) == 4


@pytest.mark.parametrize("content", [b"", b"MB2\x00", b"<html>"])
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="MR1"):
        decode(content)


def test_the_files_hold_every_region_once_coarsely_and_once_finely() -> None:
    world = {head.key: head.country for head, _ in decode((FOLDER / "world.bin").read_bytes())}
    fine = {head.key: head.country for head in open_regions().heads}

    assert world == fine and len(fine) > 4000
    assert sum(file.stat().st_size for file in FOLDER.glob("*.bin")) < 4_000_000


@pytest.mark.parametrize(
    ("lat", "lon", "place_id", "country"),
    [
        (46.64, 32.61, 706442, "UA"),  # Kherson
        (44.95, 34.10, 703883, "UA"),  # Crimea
        (36.20, 37.16, 170062, "SY"),  # Aleppo
        (46.50, 30.75, 698738, "UA"),  # the port of Odesa
        (64.73, 177.50, 2126099, "RU"),  # Chukotka, which the date line cuts
        (65.50, -175.0, 2126099, "RU"),
    ],
)
def test_towns_lie_in_their_regions(lat: float, lon: float, place_id: int, country: str) -> None:
    regions = open_regions()
    (number,) = regions.of_points(np.array([lat]), np.array([lon])).tolist()

    assert number == regions.number(place_id)
    assert regions.heads[number].country == country
