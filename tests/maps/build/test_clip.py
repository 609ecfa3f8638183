import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.maps.build.clip import Points, clip_line, clip_ring

LOW, HIGH = (0.0, 0.0), (10.0, 10.0)


def area(ring: Points) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def rectangle(west: float, south: float, east: float, north: float) -> Points:
    return np.array([[west, south], [east, south], [east, north], [west, north]], dtype=float)


@pytest.mark.parametrize(("ring", "expected"), [
    (rectangle(2, 2, 5, 5), 9), (rectangle(-5, -5, 15, 15), 100), (rectangle(8, 8, 20, 20), 4), (rectangle(-9, 3, 30, 4), 10),
    (rectangle(20, 20, 30, 30), 0),
])  # fmt: skip
def test_a_ring_keeps_the_area_it_has_inside(ring: Points, expected: float) -> None:
    assert area(clip_ring(ring, LOW, HIGH)) == pytest.approx(expected)


def test_a_ring_that_comes_back_keeps_both_its_parts() -> None:
    comb = np.array(
        [[-5, 1], [5, 1], [5, 3], [-5, 3], [-5, 5], [5, 5], [5, 7], [-5, 7], [-8, 7], [-8, 1]], dtype=float
    )

    assert area(clip_ring(comb, LOW, HIGH)) == pytest.approx(20)


@given(st.lists(st.tuples(st.floats(-20, 30), st.floats(-20, 30)), min_size=3, max_size=12))
def test_a_cut_ring_never_leaves_the_rectangle(points: list[tuple[float, float]]) -> None:
    cut = clip_ring(np.array(points), LOW, HIGH)

    assert ((cut >= -1e-9) & (cut <= 10 + 1e-9)).all()


def test_a_line_that_leaves_and_returns_is_two_pieces() -> None:
    line = np.array([[1, 1], [12, 1], [12, 5], [1, 5], [-4, 5], [-4, 8], [2, 8]], dtype=float)
    pieces = [piece.tolist() for piece in clip_line(line, LOW, HIGH)]

    assert pieces == [[[1, 1], [10, 1]], [[10, 5], [1, 5], [0, 5]], [[0, 8], [2, 8]]]


def test_a_line_straight_through_is_cut_at_both_sides() -> None:
    (piece,) = clip_line(np.array([[-5.0, 5.0], [15.0, 5.0]]), LOW, HIGH)

    assert piece.tolist() == [[0, 5], [10, 5]]


def test_a_line_outside_leaves_nothing() -> None:
    assert clip_line(np.array([[20.0, 20.0], [30.0, 5.0]]), LOW, HIGH) == []


@given(st.lists(st.tuples(st.floats(-20, 30), st.floats(-20, 30)), min_size=2, max_size=12))
def test_a_cut_line_never_leaves_the_rectangle(points: list[tuple[float, float]]) -> None:
    for piece in clip_line(np.array(points), LOW, HIGH):
        assert len(piece) >= 1
        assert ((piece >= -1e-9) & (piece <= 10 + 1e-9)).all()
