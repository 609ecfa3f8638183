"""Cells of the map as ranges of one number."""

from hypothesis import example, given
from hypothesis import strategies as st

from mapapp.store.morton import ZOOM, around, morton

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


@given(latitudes, longitudes)
@example(90.0, 180.0)
@example(-90.0, -180.0)
def test_every_point_of_the_earth_has_a_code_of_40_bits(lat: float, lon: float) -> None:
    assert 0 <= morton(lat, lon) < 4**ZOOM


@given(latitudes, longitudes, st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
def test_what_is_near_lies_in_the_cells_around(lat: float, lon: float, up: float, right: float) -> None:
    """Half a degree is less than a cell at zoom 8 up to 65 degrees north or south."""
    if abs(lat) > 64:
        return
    other = (lon + right + 180) % 360 - 180

    assert sum(a <= morton(lat + up, other) <= b for a, b in around(lat, lon, 8)) == 1


def test_what_is_far_does_not() -> None:
    cells = around(39.82, 46.75, 8)

    assert len(cells) == 9 and cells == sorted(cells)
    assert not any(a <= morton(40.0, 50.5) <= b for a, b in cells)
    assert not any(a <= morton(-39.82, 46.75) <= b for a, b in cells)
