"""What all tests share: no network, a real gazetteer, a real browser."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from gazetteer import Gazetteer

ROOT = Path(__file__).resolve().parent.parent
GUARD = Path(__file__).resolve().parent / "network_guard"
sys.path[:0] = [str(GUARD), str(ROOT)]
import sitecustomize  # noqa: E402, F401 - the guard; importing it is what it is for

os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(GUARD), os.environ.get("PYTHONPATH", "")]))

import run  # noqa: E402


@pytest.fixture(scope="session")
def gazetteer() -> "Gazetteer":
    """The gazetteer of the repository, unpacked in the user's folder as the app does."""
    from gazetteer import Gazetteer

    return Gazetteer.open()


NOT_MEASURED = "MAPAPP_EVAL_DATA is not set: scores on outside evaluation data are not measured in this run."


def pytest_report_header() -> str | None:
    """Say at the top which scores are missing from this run."""
    return None if os.environ.get("MAPAPP_EVAL_DATA") else NOT_MEASURED


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs outside evaluation data where there are none; the header says so."""
    if os.environ.get("MAPAPP_EVAL_DATA"):
        return
    outside = [item for item in items if item.get_closest_marker("outside")]
    items[:] = [item for item in items if item not in set(outside)]
    config.hook.pytest_deselected(items=outside)


@pytest.fixture(scope="session")
def eval_data() -> Path:
    """The folder of outside evaluation data; tests that ask for it bear the mark `outside`."""
    return Path(os.environ["MAPAPP_EVAL_DATA"])


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How the browser of the tests is started: the one of this machine, without its own errands."""
    arguments = [
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {"executable_path": run.find_browser(), "args": arguments}
