import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.area import MOST_CORNERS, Area


def inside(area: Area, lat: float, lon: float) -> bool:
    return bool(area.holds(np.array([lat]), np.array([lon]))[0])


@pytest.mark.parametrize("text", [
    "", "1,2,3", "1,2,3,4,5", "44,42,48,38", "nan,38,48,42", "44,38,inf,42", "44,38;48,38", "a,b;c,d;e,f",
    "44,99;48,38;46,42", "900,1,901,2", "-300,0;300,0;0,50", "1,2;3,4;5,6,7", ";".join(["1,1"] * (MOST_CORNERS + 1)),
])  # fmt: skip
def test_what_is_no_area_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Area.parse(text)


@pytest.mark.parametrize(("text", "lat", "lon", "held"), [
    ("44,38,48,42", 38, 44, True), ("44,38,48,42", 42, 48, True), ("44,38,48,42", 42.01, 48, False),
    ("170,-10,-170,10", 0, 180, True), ("170,-10,-170,10", 0, -180, True), ("170,-10,-170,10", 0, 0, False),
    ("170,-10,190,10", 0, -175, True), ("-190,-10,-170,10", 0, 175, True), ("-180,-90,180,90", 90, 180, True),
    ("0,0;10,0;10,10;0,10", 5, 5, True), ("0,0;10,0;0,10", 8, 8, False), ("0,0;10,0;0,10", 2, 2, True),
    ("170,0;190,0;180,20", 5, -179, True), ("0,0;10,10;10,0;0,10", 5, 2, True), ("0,0;10,10;10,0;0,10", 9, 5, False),
    ("0,80;90,80;180,80;270,80", 85, 10, False),
])  # fmt: skip
def test_points_inside_are_held(text: str, lat: float, lon: float, held: bool) -> None:
    assert inside(Area.parse(text), lat, lon) is held


def test_what_is_unplaced_is_nowhere() -> None:
    assert not inside(Area.box(-180, -90, 180, 90), np.nan, np.nan)


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=3, max_size=9))
def test_an_area_survives_its_link(corners: list[tuple[float, float]]) -> None:
    area = Area(tuple(corners))

    assert Area.parse(str(area)) == area
