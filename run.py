#!/usr/bin/env python3
"""Set up and open mapapp, or set up and run its tests, with nothing but Python 3.11 or newer.

    python3 run.py [serve ARGS]     set up, then open the app on its demo
    python3 run.py test [ARGS]      set up, then run every gate and test (ARGS: only these, by pytest)
    python3 run.py soak [ARGS]      set up, then run the tests that take long (ARGS: only these, by pytest)
    python3 run.py setup            only set up

The environment is .venv/ beside this file, made from a lock file with hashes. Standard library only.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up.sha256"
APP_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def say(text: str, end: str = "\n") -> None:
    """Print to standard error: standard output is the program's own."""
    print(text, end=end, file=sys.stderr, flush=True)


def fail(text: str) -> NoReturn:
    """End with a message that says what to do."""
    say(text)
    raise SystemExit(1)


def fingerprint(lock: Path) -> str:
    """Return what an environment made from this lock depends on, as one hash."""
    parts = [
        lock.read_bytes(),
        Path(__file__).read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        str(ROOT).encode(),
        sys.version.encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_set_up(lock: Path) -> bool:
    """Whether the environment holds what a lock asks for; one made for the tests serves the app as well."""
    if not PYTHON.exists() or not STAMP.exists():
        return False
    return STAMP.read_text().strip() in {fingerprint(lock), fingerprint(TEST_LOCK)}


def pip(*arguments: str, packages: int = 0) -> None:
    """Run pip in the environment, showing how far it is; its output is shown whole only if it fails."""
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", *arguments]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    seen, lines, live = 0, [], sys.stderr.isatty()
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if packages and line.startswith(("Collecting ", "Requirement already satisfied")):
            seen += 1
            name = re.split(r"[=<>!~; ]", line.removeprefix("Collecting ").split(": ")[-1].strip())[0]
            text = f"  package {min(seen, packages)} of {packages}: {name[:40]}"
            if live:
                say(f"\r{text:<78}", end="")
            elif seen % 25 == 0:
                say(text)
        elif line.startswith("Installing collected packages"):
            say("\r" * live + f"{'  installing (this takes a minute) ...':<78}")
    if process.wait():
        say("\n" + "".join(lines[-25:]))
        fail(
            "Setting up failed; pip's last words are above.\n"
            "If they speak of connections: the first set-up needs the internet (or a package mirror set in\n"
            "pip's configuration). If they speak of 'no matching distribution': use Python 3.11 to 3.13 on\n"
            "Linux, macOS or Windows. Then run the same command again."
        )


def link_checkout() -> None:
    """Name the checkout by a relative path in the environment.

    Python 3.11 and 3.12 read that line in the locale's encoding: a folder with a letter beyond ASCII would be
    lost under LC_ALL=C.
    """
    for link in VENV.glob("[Ll]ib*/**/site-packages/*mapapp*.pth"):
        link.write_text(os.path.relpath(ROOT, link.parent) + "\n", encoding="ascii")


def set_up(lock: Path) -> None:
    """Make the environment from a lock file, unless it is there already."""
    if is_set_up(lock):
        return
    begun = time.monotonic()
    STAMP.unlink(missing_ok=True)
    say(f"Setting up mapapp in {VENV} (first time only) ...")
    usable = (
        PYTHON.exists()
        and not subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True).returncode
    )
    if not usable:
        if VENV.exists():
            shutil.rmtree(VENV)
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
        if made.returncode:
            fail(
                f"{made.stdout}{made.stderr}\nPython's venv module could not make an environment.\n"
                "On Debian and Ubuntu: apt-get install python3-venv. Then run the same command again."
            )
    packages = sum("==" in line and not line.startswith(" ") for line in lock.read_text().splitlines())
    pip("--require-hashes", "--only-binary", ":all:", "-r", str(lock), packages=packages)
    pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    link_checkout()
    STAMP.write_text(fingerprint(lock))
    say(f"Set up in {time.monotonic() - begun:.0f} s.")


def playwright_browser() -> str | None:
    """Return the browser that playwright itself has installed, if any."""
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    found = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True)
    path = found.stdout.strip()
    return path if path and Path(path).exists() else None


def installed_browser() -> str | None:
    """Return the path of a Chromium, Chrome or Edge on this machine."""
    named = os.environ.get("MAPAPP_TEST_BROWSER")
    if named and not shutil.which(named):
        fail(f"MAPAPP_TEST_BROWSER is {named!r}, which is no program; expected the path of a browser.")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None) or playwright_browser()


def find_browser() -> str:
    """Return the path of a Chromium, Chrome or Edge, installing one where there is none."""
    found = installed_browser()
    if found:
        return found
    say("No Chromium, Chrome or Edge found: installing one for the tests ...")
    subprocess.run([str(PYTHON), "-m", "playwright", "install", "chromium"], stdout=sys.stderr)
    if not (found := installed_browser()) and shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *words], stdout=sys.stderr, env=environment)
        found = installed_browser()
    if not found:
        fail(
            "The tests need a real browser and none could be installed.\n"
            "Install Chromium, Chrome or Edge (on Debian, as root: apt-get install chromium), or name one\n"
            "in MAPAPP_TEST_BROWSER. Then run the same command again."
        )
    return str(found)


def test(arguments: list[str]) -> int:
    """Run the gates and every test, or with arguments only what they name; return the exit status."""
    set_up(TEST_LOCK)
    environment = {**os.environ, "MAPAPP_TEST_BROWSER": find_browser(), "PYTHONUTF8": "1"}
    if not environment.get("MAPAPP_EVAL_DATA"):
        say("MAPAPP_EVAL_DATA is not set: the scores on outside evaluation data will not be measured.")
    gates: list[list[str]] = [
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        ["mypy"],
        ["deptry", "."],
    ]
    failed = []
    for gate in [] if arguments else gates:
        say(f"gate: {' '.join(gate)}")
        if subprocess.run([str(PYTHON), "-m", *gate], cwd=ROOT, env=environment).returncode:
            failed.append(gate[0])
    status = subprocess.run([str(PYTHON), "-m", "pytest", *arguments], cwd=ROOT, env=environment).returncode
    if failed:
        say(f"These gates failed, see above: {', '.join(failed)}")
    return status or len(failed)


def soak(arguments: list[str]) -> int:
    """Run the tests that take too long for every change; return the exit status."""
    set_up(TEST_LOCK)
    environment = {**os.environ, "MAPAPP_TEST_BROWSER": find_browser(), "PYTHONUTF8": "1"}
    command = [str(PYTHON), "-m", "pytest", "-m", "soak", "-o", "faulthandler_timeout=3600", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def main(arguments: list[str]) -> int:
    """Do what was asked and return the exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - run.py itself may meet an older Python
        fail(f"mapapp needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: python3.12 run.py")
    if arguments[:1] in (["-h"], ["--help"], ["help"]):
        print(__doc__)
        return 0
    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    if arguments[:1] == ["soak"]:
        return soak(arguments[1:])
    if arguments[:1] == ["setup"]:
        set_up(APP_LOCK)
        return 0
    if arguments and arguments[0] != "serve":
        known = "serve, test, soak or setup (python3 run.py --help)"
        fail(f"run.py does not know {arguments[0]!r}; expected {known}.")
    set_up(APP_LOCK)
    command = [str(PYTHON), "-m", "mapapp", *(arguments or ["serve"])]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if os.name != "nt":
        # One process: Ctrl-C and signals reach the app itself.
        os.execve(command[0], command, environment)  # noqa: S606
    return subprocess.run(command, env=environment).returncode


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
