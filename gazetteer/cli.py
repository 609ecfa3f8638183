"""`gazetteer`: look up names, find the places of a text, build the data file, say what it holds."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from gazetteer.errors import BadData, GazetteerError

if TYPE_CHECKING:
    from gazetteer.answers import Answer
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.place import Candidate

DataDir = Annotated[
    Path | None,
    typer.Option(
        envvar="MAPAPP_DATA_DIR",
        metavar="FOLDER",
        help='The data folder; the gazetteer unpacks into its subfolder "gazetteer".',
    ),
]
JsonLines = Annotated[bool, typer.Option("--jsonl", help="JSON lines in and out.")]


class CleanGroup(TyperGroup):
    """Commands whose errors are one line for a person, and whose output is UTF-8."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error of ours becomes its text and the exit status 1."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        try:
            return super().invoke(ctx)
        except GazetteerError as error:
            _tell(str(error))
            raise typer.Exit(1) from None
        except BrokenPipeError:
            sys.stdout = None  # whoever read it has gone: nothing left to flush
            raise typer.Exit(1) from None


app = typer.Typer(
    cls=CleanGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Names to places, offline. Example: gazetteer lookup Stepanakert",
)


@app.command()
def lookup(
    words: Annotated[list[str] | None, typer.Argument(metavar="NAME...", help="The name to look up.")] = None,
    country: Annotated[
        str | None, typer.Option("--country", "-c", metavar="ISO", help="Only places of this country.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many candidates at most.")] = 10,
    jsonl: JsonLines = False,
    data_dir: DataDir = None,
) -> None:
    """Print the places that a name may mean, best first.

    With --jsonl each line of standard input is an object with "query" and, if known, "country" or the
    "context" the name stands in with its "start" and "end"; each gives one line of "candidates".

    Phrases are read as well: "12 km north of Goris", "between Sumy and Kharkiv", "the Goris-Lachin road".

    Example: gazetteer lookup "Kherson oblast" --country UA
    """
    if jsonl:
        from gazetteer import answers

        gazetteer = _opened(data_dir)
        _answer_lines(lambda asked: answers.lookup(gazetteer, asked, limit), "query")
        return
    if not words:
        raise typer.BadParameter("expected a name, or --jsonl and lines of JSON on standard input")
    from gazetteer.expressions import meant

    found = meant(_opened(data_dir), " ".join(words), country, limit)
    for candidate in found:
        place = candidate.place
        where = f"{place.lat:9.4f} {place.lon:9.4f}"
        name = place.label or place.name
        said = "" if candidate.name == place.name else f" ({candidate.name}{_in_use(candidate)})"
        typer.echo(f"{candidate.score:.2f}  {where}  {place.country or '--'}  {place.kind:<13} {name}{said}")
    if not found:
        _tell(f"No place is called {' '.join(words)!r}.")


@app.command()
def geoparse(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A text in UTF-8; standard input without one.")
    ] = None,
    jsonl: JsonLines = False,
    no_demonyms: Annotated[
        bool, typer.Option("--no-demonyms", help='Leave out names of peoples ("Azeri").')
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why: candidates, their reasons, the margin.")
    ] = False,
    countries: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="CODE", help="What the text is about; may be repeated."),
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Print the places that a text names.

    With --jsonl each line is an object with "id" and "text" and, if they are known, the "mentions" to
    resolve ("start" and "end" of each), the text's "source" and the "countries" it is about; each gives one
    line with "id" and "mentions".

    Example: gazetteer geoparse report.txt
    """
    from gazetteer import answers

    gazetteer = _opened(data_dir)
    if jsonl:
        _answer_lines(lambda asked: answers.geoparse(gazetteer, asked, not no_demonyms, explain), "id", file)
        return
    try:
        text = (file.read_bytes() if file else _standard_input().read()).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadData(f"{file or 'standard input'}: not UTF-8 at byte {error.start}, expected text") from None
    except OSError as error:
        raise BadData(f"{file}: {error.strerror}, expected a text file") from None
    asked = {"text": text, "countries": countries or []}
    answer = answers.geoparse(gazetteer, asked, not no_demonyms, explain)
    if "note" in answer:
        _tell(f"Note: {answer['note']}.")
    for mention in answer["mentions"]:
        place = mention["place"] or {"lat": None, "lon": None, "country": None, "kind": "", "name": "?"}
        where = f"{place['lat']:9.4f} {place['lon']:9.4f}" if mention["place"] else " " * 19
        span = f"{mention['start']}-{mention['end']}"
        written = " ".join(mention["text"].split())
        typer.echo(
            f"{span:>11}  {where}  {place['country'] or '--'}  {mention['role']:<8} {written}"
            f" = {place['name']}"
        )
        for line in _why(mention) if explain else ():
            typer.echo(line)


@app.command()
def build(
    packages: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Where the packages of packages.toml lie unpacked, one subfolder each."
        ),
    ] = None,
    geonames: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where GeoNames' files lie, zipped or not: allCountries or AZ, UA, ...; alternateNamesV2.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "--out",
            metavar="FILE",
            help="The file to write; else this installation's own, or, of GeoNames, the data folder's.",
        ),
    ] = None,
    check: Annotated[bool, typer.Option(help="Compare what is read with packages.toml's hashes.")] = True,
    download: Annotated[
        bool, typer.Option("--download", help="Fetch GeoNames' files into the folder first.")
    ] = False,
    countries: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="ISO", help="Download only this country; may be repeated."),
    ] = None,
    server: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Download from here; else GeoNames' own server.")
    ] = None,
    base: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What GeoNames is laid over; else the embedded data file."),
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Build a data file: of unpacked packages, or of GeoNames' own files; the same files give the same bytes.

    A build of GeoNames' files is used from then on; until it is complete, what was there before.

    Example: gazetteer build --geonames ~/geonames --download --country AZ
    """
    if (packages is None) == (geonames is None):
        raise typer.BadParameter("expected --packages FOLDER or --geonames FOLDER, one of them")
    if geonames is not None:
        from gazetteer.build.geonames.command import run

        root = data_dir / "gazetteer" if data_dir else None
        run(geonames, out, root, base, download, countries or [], server, typer.echo)
    elif packages is not None:
        _build_of_packages(packages, out, check)


def _build_of_packages(packages: Path, out: Path | None, check: bool) -> None:
    from gazetteer.build import build as build_file
    from gazetteer.unpack import data_file

    if not packages.is_dir():
        raise BadData(f"{packages}: no such folder, expected one with a subfolder for each package")
    built = build_file(packages, out or Path(str(data_file())), check, _tell)
    for source, kind, count in built.by_source:
        typer.echo(f"{count:>8}  {source:<14} {kind}")
    typer.echo(f"{built.places} places, {built.names} names, {built.bytes / 1e6:.1f} MB in {built.file}")


@app.command()
def info(data_dir: DataDir = None) -> None:
    """Print what the data holds: places by kind and by source, names, and whose they are.

    Example: gazetteer info
    """
    from gazetteer.sources import described

    gazetteer = _opened(data_dir)
    for line in described(gazetteer.contents()):
        typer.echo(line)
    typer.echo(f"unpacked in {gazetteer.index.folder}")


def _in_use(candidate: "Candidate") -> str:
    """Return when a historic name was in use, as it stands behind the name; "" for a name of today."""
    if candidate.name_type != "historic" and not candidate.until:
        return ""
    days = f" {candidate.since or '…'}–{candidate.until or '…'}" if candidate.since or candidate.until else ""
    return f", historic{days}"


def _why(mention: dict[str, Any]) -> Iterator[str]:
    """Yield the lines that say why a mention is put where it is."""
    if mention["margin"] is not None:
        yield f"             margin to the runner-up: {mention['margin']:+.2f}"
    for candidate in mention["candidates"][:5]:
        yield (
            f"             {candidate['score']:.2f}  {candidate['name']} ({candidate['kind']}, "
            f"{candidate['country'] or '--'}), as “{candidate['matched']}”"
        )
        for reason in candidate["reasons"]:
            yield f"                   {reason['weight']:+.2f}  {reason['what']}"


def _opened(data_dir: Path | None) -> "Gazetteer":
    """Return the gazetteer with the user's own places; unpacking, the first time, shows how far it is."""
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.own_file import OwnFile

    shown = -1

    def progress(done: float, step: str) -> None:
        nonlocal shown
        if int(done * 10) > shown:
            shown = int(done * 10)
            _tell(f"Unpacking the gazetteer, the first time only: {shown * 10} %, {step}")

    opened = Gazetteer.open(data_dir / "gazetteer" if data_dir else None, progress)
    return opened.with_layer(OwnFile.beside(opened.index.folder).layer())


def _answer_lines(answer: "Answer", key: str, file: Path | None = None) -> None:
    """Answer each line as soon as it is there; exit with 1 at the end if one could not be answered."""
    from gazetteer.answers import answered

    write: Callable[[str], int] = sys.stdout.write
    failed = False
    try:
        lines = file.open("rb") if file else _standard_input()
    except OSError as error:
        raise BadData(f"{file}: {error.strerror}, expected lines of JSON") from None
    with lines:
        for result, fine in answered(iter(lines.readline, b""), answer, key):
            failed = failed or not fine
            write(json.dumps(result, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    if failed:
        raise typer.Exit(1)


def _standard_input() -> IO[bytes]:
    stream: IO[bytes] = typer.get_binary_stream("stdin")
    return stream


def _tell(text: str) -> None:
    typer.echo(" ".join(text.split()), err=True)
