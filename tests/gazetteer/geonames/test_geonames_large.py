"""Over 100,000 rows in GeoNames' own format, written from our own data; builds ended by kill -9."""

import json
import lzma
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from gazetteer.build.geonames import build_geonames

COMMAND = [sys.executable, "-c", "from gazetteer.cli import app; app()", "build", "--geonames"]


def test_every_row_is_read_and_the_same_bytes_come_twice(large: Path, base: Path, tmp_path: Path) -> None:
    shares: list[float] = []
    first = build_geonames(large, tmp_path / "a.xz", base, lambda share, step: shares.append(share))
    second = build_geonames(large, tmp_path / "b.xz", base)

    with lzma.open(first.file, "rt", encoding="utf-8") as lines:
        head, *rest = lines
    ids = [int(line.split("\t", 2)[1]) for line in rest if line.startswith("P\t")]
    assert json.loads(head)["geonames"]["allCountries.txt"] >= 100_000
    assert json.loads(head)["places"] == len(ids) == first.places >= 100_000
    assert ids == sorted(set(ids))
    assert first.names == len(ids) + sum(line.count("\t") - 3 for line in rest if line.startswith("N\t"))
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert first.file.read_bytes() == second.file.read_bytes()


Reached = Callable[[Path], bool]


def _begun(folder: Path) -> list[Path]:
    return list(folder.glob(".building-*"))


def _working(folder: Path) -> bool:
    return bool(_begun(folder))


def _writing(folder: Path) -> bool:
    return any(file.stat().st_size > 0 for file in folder.glob(".building-*/places.txt.xz"))


def test_killed_builds_leave_the_old_file_and_the_next_one_completes(
    large: Path, base: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    out = folder / "places.txt.xz"
    folder.mkdir()
    out.write_bytes(b"the old file")
    command = [*COMMAND, str(large), "--base", str(base), "--output", str(out)]
    for number, (reached, least) in enumerate([(_working, 0.0), (_working, 1.0), (_writing, 0.0)], start=1):
        ended = _killed(command, folder, number, reached, least)
        assert ended == -signal.SIGKILL
        assert out.read_bytes() == b"the old file"

    again = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert again.returncode == 0, again.stderr
    with lzma.open(out) as lines:
        assert lines.readline().startswith(b'{"format": 1')
    assert len(_begun(folder)) == 3  # of the killed ones: removed by a build an hour later


def _killed(command: list[str], folder: Path, number: int, reached: Reached, more_seconds: float) -> int:
    """Start a build, kill it once it has come so far, and return how it ended."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as process:
        deadline = time.monotonic() + 300
        while process.poll() is None and time.monotonic() < deadline:
            if len(_begun(folder)) == number and reached(folder):
                break
            time.sleep(0.005)
        time.sleep(more_seconds)
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait()
