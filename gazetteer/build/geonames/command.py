"""`gazetteer build --geonames`: downloads where asked, builds, and shows on a terminal how far it is."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from gazetteer.build.geonames import build_geonames
from gazetteer.build.geonames.download import SERVER, download, wanted
from gazetteer.datafile import OWN_DATA, default_root
from gazetteer.errors import BadData


def run(
    folder: Path,
    out: Path | None,
    root: Path | None,
    base: Path | None,
    fetch: bool,
    countries: Sequence[str],
    server: str | None,
    say: Callable[[str], None],
) -> None:
    """Build a data file of GeoNames' files and say what it holds, line by line.

    Without `out` it becomes the data file of `root`, the folder that the gazetteer is unpacked in (else the
    user's own), and is unpacked there at once: look-ups use it from then on.
    """
    if countries and not fetch:
        raise BadData("--country names what to download: expected --download with it")
    own = out is None
    root = root or default_root()
    target = root / OWN_DATA if out is None else out
    with _bar() as show:
        if fetch:
            names = wanted(countries)
            download(folder, names, server or SERVER, lambda n, there, all: show(there / (all or there), n))
        laid = build_geonames(folder, target, base, show, root if own else None)
    for kind, count in laid.by_kind:
        say(f"{count:>9}  {kind}")
    for code, count in laid.left_out[:5]:
        what = "rows without a name" if code == "name" else f"rows of {code}, a kind that we do not have"
        say(f"{count:>9}  {what}: left out")
    of_these = f"{laid.places - laid.from_base} of GeoNames' files, {laid.from_base} of the embedded data"
    say(f"{laid.places} places ({of_these}), {laid.names} names, {laid.bytes / 1e6:.1f} MB in {laid.file}")
    if own:
        say(f"Look-ups use it from now on; remove {laid.file} to go back to the embedded data.")


@contextmanager
def _bar() -> Iterator[Callable[[float, str], None]]:
    """Give a function that is told how much is done, 0 to 1, and the step; nothing is drawn into a file."""
    console = Console(stderr=True)
    columns = (BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=1.0)

        def show(share: float, step: str) -> None:
            progress.update(task, completed=share, description=step.replace("[", "("))

        yield show
