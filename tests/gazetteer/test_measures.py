import pytest

from gazetteer.measures import coordinates


@pytest.mark.parametrize(("text", "found"), [
    ("39.8177, 46.7528", (39.8177, 46.7528)),
    (" -33.45 -70.66 ", (-33.45, -70.66)),
    ("39.8177° N, 46.7528° E", (39.8177, 46.7528)),
    ("33.4489 S, 70.6693 W", (-33.4489, -70.6693)),
    ("39°49'04\"N, 46°45'10\"E", (39.81778, 46.75278)),
    ("33°27′S 70°40′W", (-33.45, -70.66667)),
    ("91, 10", None), ("10, 181", None), ("", None), ("39.8", None), ("1, 2, 3", None), ("nan, 2", None),
])  # fmt: skip
def test_coordinates_are_read_as_people_paste_them(text: str, found: tuple[float, float] | None) -> None:
    assert coordinates(text) == found
