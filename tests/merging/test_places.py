import pytest

from mapapp.core.report import ReportPlace
from mapapp.merging.places import agree, finer, holds, same_place

TOWN = ReportPlace("Shusha", 39.76, 46.75, "AZ", "town", place_id=1)
OTHER_NAME = ReportPlace("Shushi", 39.76, 46.75, "AZ", "town", place_id=1)
NEAR = ReportPlace("near Shusha", 39.80, 46.75, "AZ", "district", radius_km=15)
REGION = ReportPlace("Karabakh", 39.82, 46.75, "AZ", "region", place_id=9, radius_km=80)
UNKNOWN = ReportPlace("Upper Village", None, None)


def test_two_names_of_one_place_are_the_same() -> None:
    assert same_place(TOWN, OTHER_NAME)


def test_near_a_town_is_the_same_place_a_region_around_it_is_not() -> None:
    assert same_place(TOWN, NEAR)
    assert not same_place(TOWN, REGION)
    assert holds(REGION, TOWN)
    assert not holds(TOWN, REGION)


@pytest.mark.parametrize(("one", "other", "expected"), [
    ((TOWN,), (OTHER_NAME,), "same"), ((TOWN,), (REGION,), "holds"), ((TOWN,), (UNKNOWN,), ""), ((REGION,), (UNKNOWN,), "holds"), ((TOWN,), (), ""),
])  # fmt: skip
def test_places_agree(one: tuple[ReportPlace, ...], other: tuple[ReportPlace, ...], expected: str) -> None:
    assert agree(one, other) == expected


def test_a_pinned_place_is_finer_than_one_without_coordinates() -> None:
    assert finer(TOWN, REGION)
    assert finer(REGION, UNKNOWN)
    assert not finer(UNKNOWN, REGION)
