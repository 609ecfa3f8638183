"""The scripts that others wrote -> mapapp/maps/static/vendor, byte for byte, with a file of their hashes.

python -m mapapp.maps.build.vendor FOLDER      FOLDER holds the files that packages.toml names
"""

import hashlib
import json
import sys
import tomllib
from pathlib import Path

from mapapp.maps.assets import STATIC_FOLDER
from mapapp.maps.build.basemap import members, read_package

TAKEN = {
    "leaflet": {"dist/leaflet.js": "leaflet.js", "dist/leaflet.css": "leaflet.css", "LICENSE": "LICENSE"}
}
"""Package -> path in it -> name here. Leaflet's images are for markers and controls that we do not use."""


def vendor(folder: Path, into: Path) -> dict[str, str]:
    """Copy what is taken of each package; return the SHA-256 of each file by its path."""
    plan = tomllib.loads((Path(__file__).parent / "packages.toml").read_text("utf-8"))
    hashes = {}
    for name, files in TAKEN.items():
        package = plan["package"][name]
        found = members(read_package(folder, package), package["below"])
        home = into / f"{name}-{package['version']}"
        home.mkdir(parents=True, exist_ok=True)
        for path, here in files.items():
            (home / here).write_bytes(found[path])
            hashes[f"{home.name}/{here}"] = hashlib.sha256(found[path]).hexdigest()
    (into / "hashes.json").write_text(json.dumps(hashes, indent=1, sort_keys=True) + "\n", "utf-8")
    return hashes


if __name__ == "__main__":
    for name, digest in vendor(Path(sys.argv[1]), STATIC_FOLDER / "vendor").items():
        print(digest, name)
