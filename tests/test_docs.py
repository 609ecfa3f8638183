"""Documents that cannot lie: commands, public names and links in them are the real ones."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer import Typer

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(
    p for p in [*ROOT.glob("*.md"), *ROOT.glob("mapapp/**/*.md"), *ROOT.glob("gazetteer/**/*.md")]
)


def commands(app: Typer, name: str) -> Iterator[tuple[str, Any]]:
    """Every command a person can type, with its full name."""

    def walk(command: Any, path: str) -> Iterator[tuple[str, Any]]:
        inner = getattr(command, "commands", None)  # typer brings a click of its own
        if inner is None:
            yield path, command
        for child in sorted(inner or {}):
            yield from walk(inner[child], f"{path} {child}")

    yield from walk(typer.main.get_command(app), name)


def all_commands() -> list[tuple[str, Any]]:
    from gazetteer.cli import app as gazetteer_app
    from mapapp.cli import app as mapapp_app

    return [*commands(mapapp_app, "mapapp"), *commands(gazetteer_app, "gazetteer")]


def test_the_walk_finds_the_commands() -> None:
    names = {name for name, _ in all_commands()}

    assert {"mapapp serve", "mapapp extract", "gazetteer lookup", "mapapp gazetteer geoparse"} <= names


def test_every_command_stands_in_the_documents() -> None:
    text = "\n".join(p.read_text(encoding="utf-8") for p in DOCUMENTS)

    assert [
        name for name, _ in all_commands() if name.replace("mapapp gazetteer", "gazetteer") not in text
    ] == []


def test_every_help_has_an_example() -> None:
    missing = [name for name, command in all_commands() if "example" not in (command.help or "").lower()]

    assert missing == []


def test_every_public_name_of_the_gazetteer_is_described() -> None:
    import gazetteer

    described = (ROOT / "gazetteer" / "README.md").read_text(encoding="utf-8")

    assert [name for name in gazetteer.__all__ if not re.search(rf"\b{name}\b", described)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_within_the_project_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


def test_lock_files_hold_names_versions_and_hashes_only() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        lines = [line.strip() for line in lock.read_text(encoding="utf-8").splitlines()]
        strange = [
            line for line in lines if not re.match(r"(--hash=sha256:[0-9a-f]{64}|[\w.\-\[\]]+==\S+)", line)
        ]

        assert strange == []
        assert not any("://" in line for line in lines)


def test_lock_files_agree() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[\w.\-]+==[\w.]+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert pins("requirements.lock") < pins("requirements-test.lock")


def test_nothing_large_or_generated_is_kept() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    files = [ROOT / name for name in listed.stdout.splitlines()]

    assert [p.name for p in files if p.exists() and p.stat().st_size > 25_000_000] == []
    assert [p.name for p in files if p.suffix == ".pyc"] == []
