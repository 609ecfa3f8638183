import re

import pytest

from mapapp.core.taxonomy import EVENT_TYPES
from mapapp.maps.assets import STATIC_FOLDER
from mapapp.maps.legend import LEGEND

SOURCE = (STATIC_FOLDER / "basemap.js").read_text("utf-8")


def ground(theme: str, name: str) -> str:
    """A colour of the basemap, as its script has it."""
    block = re.search(rf"{theme}: {{(.*?)}}", SOURCE, re.DOTALL)
    assert block is not None
    colour = re.search(rf'\b{name}: "(#[0-9a-f]{{6}})"', block.group(1))
    assert colour is not None
    return colour.group(1)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", LEGEND, ids=lambda look: look.key)
@pytest.mark.parametrize("surface", ["land", "water"])
def test_every_symbol_stands_out_from_the_ground(look: object, surface: str) -> None:
    for theme in ("light", "dark"):
        assert contrast(getattr(look, theme), ground(theme, surface)) >= 3, theme


def test_every_type_has_a_colour_and_a_shape_of_its_own() -> None:
    assert [look.name for look in LEGEND] == list(EVENT_TYPES)
    for part in ("key", "light", "dark", "shape"):
        assert len({getattr(look, part) for look in LEGEND}) == len(EVENT_TYPES)


def test_the_script_draws_every_shape() -> None:
    shapes = (STATIC_FOLDER / "shapes.js").read_text("utf-8")
    named = {look.shape for look in LEGEND} - {"circle"}  # the circle is what is drawn otherwise

    assert {shape for shape in named if f'shape === "{shape}"' in shapes} == named
