"""run.py: what it does without being told, and what it says when something is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import run

RUN = Path(run.__file__)


def said(*arguments: str, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, str(RUN), *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_help_names_the_commands() -> None:
    status, out, _ = said("--help")

    assert status == 0
    assert "run.py test" in out
    assert "run.py setup" in out


def test_an_unknown_word_is_named() -> None:
    status, _, err = said("tset")

    assert status == 1
    assert "'tset'" in err


def test_a_browser_that_is_none_is_named() -> None:
    status, _, err = said("test", "--version", MAPAPP_TEST_BROWSER="/nowhere/browser")

    assert status == 1
    assert "/nowhere/browser" in err


def test_the_environment_follows_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text("one==1\n")
    before = run.fingerprint(lock)
    lock.write_text("one==2\n")

    assert run.fingerprint(lock) != before


def test_an_unfinished_set_up_is_not_taken_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "STAMP", tmp_path / "stamp")

    assert not run.is_set_up(run.APP_LOCK)

    (tmp_path / "stamp").write_text(run.fingerprint(run.APP_LOCK))
    assert run.is_set_up(run.APP_LOCK)
