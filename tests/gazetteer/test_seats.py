import pytest

from gazetteer.gazetteer import Gazetteer


@pytest.mark.parametrize(("name", "country", "seat"), [
    ("Sudan", None, "Khartoum"), ("Borno", "NG", "Maiduguri"), ("North Kivu", "CD", "Goma"), ("Haiti", None, "Port-au-Prince"),
])  # fmt: skip
def test_gives_the_seat_of_a_country_or_a_region(
    gazetteer: Gazetteer, name: str, country: str | None, seat: str
) -> None:
    area = next(c.place for c in gazetteer.lookup(name, country) if c.place.kind in {"country", "region"})
    found = gazetteer.seat(area)
    assert found is not None
    assert found.name == seat


def test_a_river_has_no_seat(gazetteer: Gazetteer) -> None:
    river = next(c.place for c in gazetteer.lookup("Nile") if c.place.kind == "river")
    assert gazetteer.seat(river) is None
