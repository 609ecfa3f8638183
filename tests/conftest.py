"""What all tests share: no network, a real gazetteer, a real browser."""

import os
import sys
from collections.abc import Iterator
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


@pytest.fixture(scope="session")
def eval_data() -> Iterator[Path | None]:
    """The folder of outside evaluation data, or None: then say so and measure what is our own."""
    named = os.environ.get("MAPAPP_EVAL_DATA")
    yield Path(named) if named else None


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
