import hashlib
import json
import re
import tomllib
from pathlib import Path

from mapapp.maps import assets
from mapapp.maps.assets import STATIC_FOLDER

VENDOR = STATIC_FOLDER / "vendor"


def test_vendored_files_are_the_very_ones_that_were_checked() -> None:
    hashes = json.loads((VENDOR / "hashes.json").read_text("utf-8"))
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "hashes.json"
    }

    assert found == hashes
    assert any(path.endswith("LICENSE") for path in found)


def test_leaflet_is_the_version_that_folium_is_made_for() -> None:
    from folium.folium import _default_js

    (made_for,) = (re.search(r"leaflet@([0-9.]+)", url) for name, url in _default_js if name == "leaflet")
    assert made_for is not None
    assert f"leaflet-{made_for.group(1)}/leaflet.js" in {
        path.removeprefix("vendor/") for _, path in assets.SCRIPTS
    }


def test_every_package_is_named_with_its_hash_and_licence() -> None:
    plan = tomllib.loads((Path(assets.__file__).parent / "build" / "packages.toml").read_text("utf-8"))
    sources = (STATIC_FOLDER / "SOURCES.md").read_text("utf-8")

    for name, package in plan["package"].items():
        assert re.fullmatch(r"[0-9a-f]{64}", package["sha256"])
        assert package["licence"]
        assert f"{name} {package['version']}" in sources


def test_our_scripts_name_no_address() -> None:
    for path in [*STATIC_FOLDER.glob("*.js"), *STATIC_FOLDER.glob("*.css")]:
        assert not re.findall(r"https?://[a-z]", path.read_text("utf-8")), path.name
