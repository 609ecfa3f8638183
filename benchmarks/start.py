"""How long a start takes until the address is printed: the second start of an installed checkout.

    .venv/bin/python benchmarks/start.py [--times 10]

Peer in the same run: Streamlit's own empty page, started by its own command, until its health route answers.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def ours(environment: dict[str, str]) -> float:
    """Return the seconds until run.py has printed the address."""
    begun = time.perf_counter()
    command = [sys.executable, str(ROOT / "run.py"), "serve", "--port", "0", "--no-demo"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    took = time.perf_counter() - begun
    process.terminate()
    process.wait(timeout=30)
    if "http://" not in line:
        raise SystemExit(f"no address was printed, but {line!r}")
    return took


def peer(folder: Path, environment: dict[str, str], port: int) -> float:
    """Return the seconds until an empty Streamlit page answers."""
    page = folder / "empty.py"
    page.write_text("import streamlit as st\nst.text('empty')\n")
    begun = time.perf_counter()
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                break
        except OSError:
            time.sleep(0.02)
    took = time.perf_counter() - begun
    process.terminate()
    process.wait(timeout=30)
    return took


def main() -> None:
    """Print both medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "MAPAPP_DATA_DIR": folder}
        first = ours(environment)  # unpacks the gazetteer
        rows = [(ours(environment), peer(Path(folder), environment, 8790 + n)) for n in range(times)]
    own, other = (statistics.median(column) for column in zip(*rows, strict=True))
    print(f"first start, gazetteer unpacked: {first:.1f} s")
    print(f"median of {times} further starts: mapapp {own:.2f} s, empty Streamlit page {other:.2f} s")
    print(f"slowest of mapapp {max(row[0] for row in rows):.2f} s")


if __name__ == "__main__":
    main()
