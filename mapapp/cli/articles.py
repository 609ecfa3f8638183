"""`mapapp ingest` and `mapapp extract`: articles in."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mapapp.cli.terminal import complain, load_settings, open_gazetteer, open_map, plain, standard_input

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapapp.core.article import Article
    from mapapp.core.event import Event
    from mapapp.core.report import Reading
    from mapapp.extraction.reader import Reader


def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Text files, JSON Lines files, folders of such, links to fetch; - is standard input.",
        ),
    ],
    map_name: Annotated[str, typer.Option("--map", metavar="NAME", help="The map to add to.")] = "default",
) -> None:
    """Read articles into a map.

    An article that is there already is left alone; one that fails never stops the others, and makes the
    exit status 1.

    Example: mapapp ingest articles/ report.txt wire.jsonl --map work
    """
    from mapapp.core.map_name import is_demo
    from mapapp.ingest import Ingest
    from mapapp.store.sealed import ReadOnly

    settings = load_settings()
    if is_demo(map_name):
        raise ReadOnly
    stored = known = failed = 0
    events: set[str] = set()
    with open_map(settings, map_name) as store, _progress() as show:
        work = Ingest(store, open_gazetteer(settings))
        try:
            stream = standard_input() if "-" in paths else None
            for outcome in work.read_paths(paths, today=_today(), standard_input=stream):
                if outcome.saved is None:
                    failed += 1
                    complain(outcome.error)
                else:
                    stored, known = stored + outcome.saved.stored, known + (not outcome.saved.stored)
                    events.update(outcome.saved.event_ids)
                for note in outcome.notes:
                    complain(f"{outcome.origin}: {note}")
                show(stored + known + failed)
        finally:
            typer.echo(
                f"{stored} articles stored, {known} known already, {failed} failed; "
                f"they report {len(events)} events"
            )
    if failed:
        raise typer.Exit(1)


def extract(
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="A text or JSON Lines file; - is standard input.")
    ] = "-",
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read and write JSON Lines, an article a line, as each is read.")
    ] = False,
) -> None:
    """Print what is read in articles; nothing is stored.

    A line that fails is answered with its id and the error, and makes the exit status 1.

    Example: mapapp extract report.txt

    Example: mapapp extract --jsonl < articles.jsonl > events.jsonl
    """
    from mapapp.extraction.reader import Reader

    settings = load_settings()
    loaded: list[Reader] = []

    def reader() -> "Reader":
        if not loaded:
            loaded.append(Reader(open_gazetteer(settings)))
        return loaded[0]

    failed = _extract_lines(file, reader) if jsonl else _extract_text(file, reader)
    if failed:
        raise typer.Exit(1)


def _extract_lines(file: str, reader: "Callable[[], Reader]") -> int:
    """Answer JSON Lines with JSON Lines; return how many failed."""
    from pathlib import Path

    from mapapp.core.errors import BadArticle, MapappError
    from mapapp.exports.records import json_line
    from mapapp.ingest import understand, unread
    from mapapp.sources.files import Failed, read_lines
    from mapapp.sources.text import take_record

    failed = 0
    output = typer.get_text_stream("stdout", encoding="utf-8")
    try:
        stream = standard_input() if file == "-" else Path(file).open("rb")  # noqa: SIM115 - ends with us
    except OSError as error:
        raise MapappError(f"{file}: cannot be read: {error.strerror or error}.") from error
    name = "standard input" if file == "-" else file
    for number, record in read_lines(stream, name):
        origin = f"{name}, line {number}"
        id = record.id if isinstance(record, Failed) else record.get("id")
        answer: dict[str, Any]
        if not isinstance(record, Failed):
            reader()  # what keeps it from loading is wrong with all articles, not with this one
        try:
            if isinstance(record, Failed):
                raise BadArticle(record.error)
            article = take_record(record, today=_today(), origin=origin).article
            answer = {"id": id, **_answer(article, *understand(reader(), article))}
        except BadArticle as error:
            answer = {"id": id, "error": str(error)}
            failed += 1
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others go on
            answer = {"id": id, "error": unread(origin, error)}
            failed += 1
        output.write(json_line(answer) + "\n")
        output.flush()
    return failed


def _answer(article: "Article", reading: "Reading", events: "tuple[Event, ...]") -> dict[str, Any]:
    from mapapp.exports.records import event_record, refused_record

    day = reading.published.day
    return {
        "published": day.isoformat() if day else None,
        "published_evidence": reading.published.evidence,
        "events": [event_record(event, article.text) for event in events],
        "refused": [refused_record(refused) for refused in reading.refused],
        "notes": list(reading.notes),
    }


def _extract_text(file: str, reader: "Callable[[], Reader]") -> int:
    """Print what is read in articles, for a person; return how many failed."""
    from mapapp.ingest import understand, unread
    from mapapp.sources.files import Failed, read_path, read_stream

    failed = 0
    today = _today()
    items = read_path(file, today=today) if file != "-" else read_stream(standard_input(), "-", today=today)
    for item in items:
        if isinstance(item, Failed):
            failed += 1
            complain(item.error)
            continue
        loaded = reader()
        try:
            reading, events = understand(loaded, item.article)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others go on
            failed += 1
            complain(unread(item.origin, error))
            continue
        for line in _described(item.article, reading, events):
            typer.echo(plain(line))
    return failed


def _described(article: "Article", reading: "Reading", events: "tuple[Event, ...]") -> Iterator[str]:
    from mapapp.sources.text import first_line

    published = reading.published
    yield article.title or first_line(article.text)
    yield f"published {published.day or 'on a day not known'}" + (
        f" ({published.evidence})" if published.evidence else ""
    )
    yield from (f"note: {note}" for note in reading.notes)
    for event in events:
        report = event.reports[0]
        flags = [w for w, on in (("background", event.background), ("denied", event.denied)) if on]
        yield f"\n{event.event_type}: {event.sub_event_type}" + "".join(f", {flag}" for flag in flags)
        yield f"  when     {_when(event)}"
        for place in event.places:
            where = "not sure" if place.lat is None else f"{place.lat:.4f}, {place.lon:.4f}"
            kind = f"{place.country or '-'}, {place.precision}"
            yield f"  where    {place.label or place.name} ({where}; {kind})"
        if not event.places:
            yield "  where    not known"
        for name, toll in (("killed", event.killed), ("injured", event.injured)):
            if toll is not None and toll.stated:
                yield f"  {name:<8} {_number(toll.best)} (low {_number(toll.low)}, high {_number(toll.high)})"
        if event.claimed_by:
            yield f"  says     {event.claimed_by}"
        yield f"  excerpt  {' '.join(article.text[report.start : report.end].split())}"
    if reading.refused:
        yield "\nrefused"
    for refused in reading.refused:
        yield f"  {refused.reason}: {' '.join(article.text[refused.start : refused.end].split())}"


def _when(event: "Event") -> str:
    when = event.when
    if when.first_day is None:
        return "not known"
    days = f"{when.first_day}" if when.first_day == when.last_day else f"{when.first_day} to {when.last_day}"
    return f"{days} ({when.precision})"


def _number(number: int | None) -> str:
    return "-" if number is None else str(number)


def _today() -> Any:
    return datetime.now(UTC).date()


@contextmanager
def _progress() -> "Iterator[Callable[[int], None]]":
    """Give what shows, on a terminal's standard error, how many articles have been read."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("articles read"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda done: progress.update(task, completed=done)
