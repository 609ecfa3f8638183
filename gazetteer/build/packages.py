"""The packages that the data file is built from: names, versions, hashes (packages.toml); no addresses."""

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from gazetteer.errors import BadData


@cache
def listed() -> list[dict[str, Any]]:
    """Return the packages of packages.toml in its order."""
    text = files("gazetteer.build").joinpath("packages.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["package"])


def versions() -> dict[str, str]:
    """Return the version of each package by name."""
    return {str(p["name"]): str(p["version"]) for p in listed()}


def check(folder: Path) -> None:
    """Raise BadData unless each package lies unpacked in the folder and what is read of it has its hash."""
    for package in listed():
        home = folder / package["name"]
        if not home.is_dir():
            raise BadData(
                f"{home}: no such folder, expected {package['registry']} package {package['name']} "
                f"{package['version']} unpacked there"
            )
        for name, expected in package["files"].items():
            found = digest(home, name)
            if found != expected:
                raise BadData(f"{home / name}: SHA-256 is {found}, expected {expected}")


def digest(home: Path, pattern: str) -> str:
    """Return the SHA-256 of a file, or of all files that a pattern names, in order of their paths."""
    matched = sorted(home.glob(pattern))
    if not matched:
        raise BadData(f"{home / pattern}: no such file")
    sha = hashlib.sha256()
    for file in matched:
        sha.update(file.read_bytes())
    return sha.hexdigest()
