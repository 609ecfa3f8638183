"""The committed basemap, read by a decoder of the test's own."""

import json
import math
from collections.abc import Iterator
from typing import Any

import pytest

from mapapp.maps.assets import STATIC_FOLDER

FOLDER = STATIC_FOLDER / "basemap"
INDEX: dict[str, Any] = json.loads((FOLDER / "index.json").read_text("utf-8"))
Shape = list[tuple[int, int]]


def numbers(content: bytes) -> Iterator[int]:
    value, shift = 0, 0
    for byte in content:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value
            value, shift = 0, 0
    assert shift == 0


def decode(content: bytes) -> tuple[int, int, dict[tuple[int, int], dict[str, list[Shape]]]]:
    """Bits, zoom, and square -> layer -> shapes in units of the whole world."""
    assert content[:3] == b"MB2"
    stream = numbers(content[3:])
    bits, zoom, count = next(stream), next(stream), next(stream)
    squares: dict[tuple[int, int], dict[str, list[Shape]]] = {}
    for _ in range(count):
        x, y, layers = next(stream), next(stream), next(stream)
        square = squares[x, y] = {}
        for _ in range(layers):
            shapes = square[INDEX["layers"][next(stream)]] = []
            for _ in range(next(stream)):
                shape = []
                px, py = x << (bits - zoom), y << (bits - zoom)
                for _ in range(next(stream)):
                    dx, dy = next(stream), next(stream)
                    px += (dx >> 1) ^ -(dx & 1)
                    py += (dy >> 1) ^ -(dy & 1)
                    shape.append((px, py))
                shapes.append(shape)
    assert next(stream, None) is None
    return bits, zoom, squares


def position(lat: float, lon: float) -> tuple[float, float]:
    """Parts of the world's width, as the map is projected."""
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return (lon + 180) / 360, y


def shapes_at(level: dict[str, Any], lat: float, lon: float) -> tuple[dict[str, list[Shape]], float, float]:
    """The square that holds a point, and the point in its units."""
    x, y = position(lat, lon)
    pack = 2 ** level["pack_zoom"]
    name = f"{int(x * pack)}-{int(y * pack)}"
    if name not in level["packs"]:
        return {}, 0, 0
    bits, zoom, squares = decode((FOLDER / f"{level['name']}-{name}.bin").read_bytes())
    square = squares.get((int(x * 2**zoom), int(y * 2**zoom)), {})
    return square, x * 2**bits, y * 2**bits


def inside(shapes: list[Shape], x: float, y: float) -> bool:
    """Even-odd rule, as the map fills."""
    hits = 0
    for shape in shapes:
        for (ax, ay), (bx, by) in zip(shape, shape[1:] + shape[:1], strict=True):
            hits += (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax)
    return hits % 2 == 1


LAND = {
    "Ganja": (40.68, 46.36), "Kyiv": (50.45, 30.52), "the Sahara": (23.0, 5.0), "Chicago": (41.6, -88.2), "Perth": (-31.9, 116.2),
    "the South Pole's coast": (-80.0, 0.0), "Chukotka before 180": (67.0, 179.5), "Chukotka beyond 180": (67.0, -179.0),
    "Fiji": (-17.8, 178.0), "Greenland": (72.0, -40.0), "Tierra del Fuego": (-54.2, -68.5), "Ceylon": (7.5, 80.7),
}  # fmt: skip
SEA = {
    "the Caspian": (41.0, 50.9), "the Black Sea": (43.0, 34.0), "mid-Atlantic": (30.0, -40.0), "the Pacific": (0.0, -150.0),
    "the Arctic": (84.0, 10.0), "the Gulf": (26.5, 52.0), "off Fiji, beyond 180": (-19.0, -175.5),
}  # fmt: skip


@pytest.mark.parametrize("level", INDEX["levels"], ids=lambda level: level["name"])
@pytest.mark.parametrize("place", LAND)
def test_there_is_land_where_land_is(level: dict[str, Any], place: str) -> None:
    square, x, y = shapes_at(level, *LAND[place])

    assert inside(square.get("land", []), x, y)


@pytest.mark.parametrize("level", INDEX["levels"], ids=lambda level: level["name"])
@pytest.mark.parametrize("place", SEA)
def test_there_is_sea_where_sea_is(level: dict[str, Any], place: str) -> None:
    square, x, y = shapes_at(level, *SEA[place])
    water = inside(square.get("lakes", []), x, y)

    assert water or not inside(square.get("land", []), x, y)


def test_lakes_rivers_borders_and_regions_are_drawn_from_near() -> None:
    near = INDEX["levels"][-1]
    sevan, x, y = shapes_at(near, 40.35, 45.35)
    caucasus, _, _ = shapes_at(near, 40.2, 46.9)

    assert inside(sevan["lakes"] + sevan.get("small lakes", []), x, y)
    assert {"land", "borders", "regions", "rivers"} & set(caucasus) >= {"land", "borders"}
    assert any(layer.endswith("rivers") for layer in caucasus)
    assert any(layer.endswith("regions") for layer in caucasus)


@pytest.mark.parametrize(("place", "lat", "lon"), [
    ("the Line of Control", 34.0, 74.0), ("the Korean line of demarcation", 38.3, 127.5),
    ("Western Sahara's north", 27.67, -10.5), ("Cyprus", 35.1, 33.5), ("the Golan", 33.1, 35.8), ("Kosovo", 42.9, 21.1),
])  # fmt: skip
def test_a_line_that_is_not_agreed_on_is_a_layer_of_its_own(place: str, lat: float, lon: float) -> None:
    for level in INDEX["levels"][1:]:
        assert any(layer.startswith("border d") for layer in shapes_at(level, lat, lon)[0])


def test_an_agreed_border_is_not_dashed() -> None:
    square, _, _ = shapes_at(INDEX["levels"][-1], 52.5, 14.6)  # Germany and Poland

    assert "borders" in square
    assert not any(layer.startswith("border ") for layer in square)


@pytest.mark.parametrize(("view", "place", "lat", "lon", "style"), [
    ("in", "the Line of Control", 34.0, 74.0, "n"), ("pk", "the Line of Control", 34.0, 74.0, "r"),
    ("il", "the Golan's ceasefire line", 33.1, 35.8, "s"), ("ps", "the Golan's ceasefire line", 33.1, 35.8, "n"),
    ("ma", "Western Sahara's north", 27.67, -10.5, "n"), ("tr", "Cyprus", 35.1, 33.5, "s"), ("gr", "Cyprus", 35.1, 33.5, "n"),
    ("ru", "Kosovo", 42.9, 21.1, "r"), ("de", "Kosovo", 42.9, 21.1, "s"), ("cn", "Arunachal Pradesh", 28.0, 94.5, "n"),
    ("in", "Arunachal Pradesh", 28.0, 94.5, "s"),
])  # fmt: skip
def test_a_viewpoint_draws_lines_in_its_own_way(
    view: str, place: str, lat: float, lon: float, style: str
) -> None:
    layers = shapes_at(INDEX["levels"][-1], lat, lon)[0]
    styles = {
        dict(part.split("=") for part in layer.split()[2:]).get(view, layer.split()[1])
        for layer in layers
        if layer.startswith("border ")
    }

    assert style in styles


def test_viewpoints_differ_from_each_other() -> None:
    contested = [layer.split() for layer in INDEX["layers"] if layer.startswith("border ")]
    drawn = {
        view: tuple(dict(p.split("=") for p in parts[2:]).get(view, parts[1]) for parts in contested)
        for view in INDEX["views"]
    }

    assert len(set(drawn.values())) >= 20


def test_no_outline_runs_along_the_antimeridian() -> None:
    for level in INDEX["levels"]:
        square, _, _ = shapes_at(level, 67.0, 179.9)
        content = (FOLDER / f"{level['name']}-0-0.bin") if level["pack_zoom"] == 0 else None
        bits = decode(content.read_bytes())[0] if content else 20
        edge = 2**bits
        along = [
            1
            for shape in square["land"]
            for (ax, ay), (bx, by) in zip(shape, shape[1:] + shape[:1], strict=True)
            if ax == bx == edge and ay != by
        ]
        assert along == []


def test_the_index_names_just_the_files_there_are() -> None:
    named = {f"{level['name']}-{pack}.bin" for level in INDEX["levels"] for pack in level["packs"]}

    assert named == {path.name for path in FOLDER.glob("*.bin")}
    assert [level["from_zoom"] for level in INDEX["levels"]] == [0, 3, 6]


def test_the_basemap_stays_small() -> None:
    sizes = {path.name: path.stat().st_size for path in FOLDER.iterdir()}

    assert sum(sizes.values()) < 6_000_000
    assert sizes["far-0-0.bin"] + sizes["middle-0-0.bin"] < 500_000
    assert max(sizes.values()) < 400_000


@pytest.mark.parametrize("path", sorted(FOLDER.glob("near-1[0-3]-*.bin")), ids=lambda path: path.name)
def test_every_point_lies_in_its_square_or_its_margin(path: Any) -> None:
    bits, zoom, squares = decode(path.read_bytes())
    side = 1 << (bits - zoom)
    margin = side // 32 + 1
    for (x, y), layers in squares.items():
        for shapes in layers.values():
            for shape in shapes:
                for px, py in shape:
                    assert x * side - margin <= px <= (x + 1) * side + margin
                    assert y * side - margin <= py <= (y + 1) * side + margin
