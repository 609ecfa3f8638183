"""First-level divisions, as a package carries Natural Earth's -> mapapp/maps/static/regions: their outlines.

    python -m mapapp.maps.build.regions FOLDER      FOLDER holds the files that packages.toml names

mapapp.maps.regions says what a file holds. `world.bin` has every region, coarsely; a country's own file
(`AZ.bin`) has its regions finely. Regions are keyed by geonameid where Natural Earth knows it, and belong to
the country that GeoNames' code of the division names: the one that most states hold it to be part of.
"""

import json
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import numpy as np

from mapapp.maps.assets import STATIC_FOLDER
from mapapp.maps.build.basemap import Points, member, mercator, read_package, varint
from mapapp.maps.build.simplify import Units, in_units, simplified
from mapapp.maps.regions import MAGIC, Head

WORLD: Final = (15, 4.0)
COUNTRY: Final = (17, 1.0)
"""The world is 2**n units wide; so many of them an outline may stray: 5 km, and 300 m, at the equator."""

Region = tuple[str, list[Points]]


def regions_of(text: bytes) -> dict[str, Region]:
    """Return country and rings (in parts of the world's width) of each region by its key."""
    found: dict[str, Region] = {}
    for feature in json.loads(text)["features"]:
        row, shape = feature["properties"], feature["geometry"]
        country = _country(row)
        if not country or not shape:
            continue
        number = int(float(row.get("gn_id") or 0))
        key = str(number) if number > 0 else str(row["adm1_code"])
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = [
            mercator(np.array(ring, dtype=np.float64)[:, :2]) for polygon in polygons for ring in polygon
        ]
        held = found.get(key)
        found[key] = (held[0], held[1] + rings) if held else (country, rings)
    return found


def _country(row: dict[str, Any]) -> str:
    for code in (str(row.get("gn_a1_code") or "")[:3].rstrip("."), str(row.get("iso_a2") or "")):
        if re.fullmatch("[A-Z]{2}", code):
            return code
    return ""


def encode(regions: dict[str, Region], bits: int, tolerance: float) -> bytes:
    """Return regions as one file; `tolerance`, in its units, is how far an outline may stray."""
    out, heads = bytearray(), []
    last = np.zeros((1, 2), dtype=np.int64)
    thin = simplified({key: in_units(rings, bits) for key, (_, rings) in regions.items()}, tolerance)
    for key, (country, _) in sorted(regions.items()):
        thin[key] = _visible(thin[key], tolerance)
        heads.append(Head(key, country, tuple(len(units) for units in thin[key])).as_list())
        for units in thin[key]:
            steps = np.diff(units, axis=0, prepend=last)
            last = units[-1:]
            for step in ((steps << 1) ^ (steps >> 63)).ravel().tolist():
                varint(step, out)
    head = json.dumps({"bits": bits, "regions": heads}, ensure_ascii=False, separators=(",", ":")).encode()
    return MAGIC + len(head).to_bytes(4, "little") + head + bytes(out)


def _visible(rings: list[Units], tolerance: float) -> list[Units]:
    """Return the rings that are more than a speck, and the largest in any case."""
    areas = [abs(int(r[:, 0] @ np.roll(r[:, 1], -1) - r[:, 1] @ np.roll(r[:, 0], -1))) / 2 for r in rings]
    least = min(2 * tolerance**2, max(areas, default=0))
    return [ring for ring, area in zip(rings, areas, strict=True) if area >= least]


def build(folder: Path, into: Path) -> dict[str, int]:
    """Write the files; return their sizes in bytes by name."""
    plan = tomllib.loads((Path(__file__).parent / "packages.toml").read_text("utf-8"))
    package = next(p for p in plan["package"].values() if p["use"] == "regions")
    regions = regions_of(member(read_package(folder, package), package["below"] + package["member"]))
    into.mkdir(parents=True, exist_ok=True)
    for old in into.glob("*.bin"):
        old.unlink()
    countries: dict[str, dict[str, Region]] = defaultdict(dict)
    for key, region in regions.items():
        countries[region[0]][key] = region
    files = {"world.bin": encode(regions, *WORLD)}
    files |= {f"{code}.bin": encode(held, *COUNTRY) for code, held in sorted(countries.items())}
    for name, content in files.items():
        (into / name).write_bytes(content)
    return {name: len(content) for name, content in files.items()}


if __name__ == "__main__":
    written = build(Path(sys.argv[1]), STATIC_FOLDER / "regions")
    print(f"{len(written)} files, {sum(written.values()):,} bytes, the largest {max(written.values()):,}")
