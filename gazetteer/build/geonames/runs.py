"""Lines sorted on disk, more of them than fit into memory: sorted runs, merged as they are read."""

import heapq
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

RUN_BYTES = 48_000_000
"""Bytes of lines kept in memory before they are sorted and written; about three times that is used."""

_OFFSET = 10**13
"""Added to an id: ids of other sources than GeoNames are negative, down to -2**40."""


class SortedLines:
    """Lines of bytes, each under the id of a place; read back by id, lines of one id in byte order."""

    def __init__(self, folder: Path, name: str, run_bytes: int = RUN_BYTES) -> None:
        self._folder, self._name, self._most = folder, name, run_bytes
        self._lines: list[bytes] = []
        self._bytes = 0
        self._runs: list[Path] = []

    def add(self, id: int, line: str) -> None:
        """Keep a line, which must have no line feed in it."""
        kept = b"%014d\t%s\n" % (id + _OFFSET, line.encode())
        self._lines.append(kept)
        self._bytes += len(kept)
        if self._bytes >= self._most:
            self._write()

    def _write(self) -> None:
        run = self._folder / f"{self._name}-{len(self._runs):04d}"
        self._lines.sort()
        with run.open("wb") as stream:
            stream.writelines(self._lines)
        self._runs.append(run)
        self._lines, self._bytes = [], 0

    def groups(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each id with its lines, by id, the same line once; to be read once, after the last `add`."""
        self._lines.sort()
        with ExitStack() as stack:
            runs = [stack.enter_context(run.open("rb", buffering=1 << 18)) for run in self._runs]
            merged: Iterator[bytes] = heapq.merge(*runs, iter(self._lines))
            now: bytes | None = None
            last = b""
            texts: list[str] = []
            for line in merged:
                if line == last:
                    continue
                last = line
                key = line[:14]
                if key != now:
                    if now is not None:
                        yield int(now) - _OFFSET, texts
                    now, texts = key, []
                texts.append(line[15:-1].decode())
            if now is not None:
                yield int(now) - _OFFSET, texts
        for run in self._runs:
            run.unlink()
        self._lines = []
