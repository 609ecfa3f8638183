"""A dump laid over the embedded data file, and written beside the old one until it is complete."""

import json
import lzma
import os
import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from gazetteer.build.assemble import FORMAT
from gazetteer.build.geonames import files
from gazetteer.build.geonames.base import Base
from gazetteer.build.geonames.gathered import Gathered
from gazetteer.build.geonames.merged import Merged
from gazetteer.errors import GazetteerError
from gazetteer.unpack import Progress, data_file, unpacked

_WORK = ".building-"
_ABANDONED_SECONDS = 3600
_READING, _WRITING = 0.6, 1.0
"""How much is done when all is read, and when all is written."""

_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 1}]
"""Ten times as fast as what the embedded file is packed with, and a third larger."""


@dataclass(frozen=True, slots=True)
class Laid:
    """What a build wrote: places of the dump and of the base, names, and rows left out by feature code."""

    file: Path
    places: int
    from_base: int
    names: int
    bytes: int
    by_kind: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, int], ...]


def build_geonames(
    folder: Path,
    out: Path,
    base: Traversable | None = None,
    progress: Progress | None = None,
    unpack_in: Path | None = None,
) -> Laid:
    """Build a data file of the GeoNames files in a folder, laid over `base` (else the embedded data file).

    What lies at `out` stays as it is until the new file is complete and on disk, whatever ends the build.
    With `unpack_in` the new file is unpacked there first, so that one that cannot be used never replaces one
    that can. BadData names file, line and the form expected. Needs about 5 GB beside `out` for all countries.
    """
    say = progress or (lambda _share, _step: None)
    dump = files.find(folder)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=_WORK, dir=out.parent))
    except OSError as error:
        raise GazetteerError(f"{out.parent}: {error.strerror}, expected a folder to build in") from error
    try:
        _remove_abandoned(out.parent, work)
        laid = _build(dump, base or data_file(), work, out, say)
        if unpack_in is not None:
            unpacked(unpack_in, lambda share, step: say(share, f"unpacking: {step}"), work / out.name)
        (work / out.name).replace(out)
        _sync_folder(out.parent)
    except OSError as error:
        raise GazetteerError(f"{out.parent}: {error}; building needs up to 5 GB there") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return laid


def _remove_abandoned(folder: Path, work: Path) -> None:
    """Remove what killed builds have left: working folders in which nothing was written for an hour."""
    now = work.stat().st_mtime
    for other in folder.glob(f"{_WORK}*"):
        with suppress(OSError):  # its own build has just removed it
            newest = max(p.stat().st_mtime for p in (other, *other.iterdir()))
            if other != work and newest < now - _ABANDONED_SECONDS:
                shutil.rmtree(other, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _build(dump: files.Dump, source: Traversable, work: Path, out: Path, say: Progress) -> Laid:
    say(0.0, "reading the embedded data")
    known = Base(source)
    total, done = max(1, dump.size()), 0

    def read(count: int, step: str) -> None:
        nonlocal done
        done += count
        say(_READING * min(1.0, done / total), step)

    gathered = Gathered(dump, known, work, read)
    merged = Merged(gathered)
    head = {
        "format": FORMAT,
        "geonames": gathered.counts,
        "packages": known.packages,
        "places": merged.places,
    }
    kinds: Counter[str] = Counter()
    from_base = names = 0
    file = work / out.name
    waiting = [json.dumps(head, sort_keys=True).encode() + b"\n"]
    with file.open("wb") as stream:
        with lzma.open(
            stream, "wb", format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, filters=_FILTERS
        ) as packed:
            for number, place in enumerate(merged, start=1):
                waiting.append(place.lines)
                kinds[place.kind] += 1
                from_base += place.from_base
                names += place.names
                if not number % 5000:
                    packed.write(b"".join(waiting))
                    waiting.clear()
                    share = number / merged.places
                    say(_READING + (_WRITING - _READING) * share, "putting places and names together")
            packed.write(b"".join(waiting))
        stream.flush()
        os.fsync(stream.fileno())
    if kinds.total() != merged.places:
        raise GazetteerError(f"{kinds.total()} places written of {merged.places}: not complete")
    say(1.0, "written")
    size = file.stat().st_size
    left_out = gathered.left_out.most_common()
    return Laid(out, merged.places, from_base, names, size, tuple(kinds.most_common()), tuple(left_out))
