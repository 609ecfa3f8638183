"""What all commands share: clean errors, UTF-8 whatever the locale, texts that cannot steer a terminal."""

import logging
import os
import re
import sys
from typing import IO, TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from mapapp.config import Settings
    from mapapp.store import Store

# Control characters move the cursor or worse; the bidirectional ones show a text as another.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class CleanGroup(TyperGroup):
    """Commands whose errors are one line for a person, without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error of ours becomes its text and the exit status 1."""
        from gazetteer.errors import GazetteerError
        from mapapp.core.errors import MapappError

        # A fault of ours is told in one line, too; its traceback is for the log of a server.
        logging.getLogger("mapapp").addHandler(logging.NullHandler())
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except (MapappError, GazetteerError) as error:
            complain(str(error))
            raise typer.Exit(1) from None
        except BrokenPipeError:
            # Whoever read our output has seen enough; Python would complain once more as it ends.
            _drop_output()
            raise typer.Exit(1) from None
        except OSError as error:
            _drop_output()
            complain(f"Reading or writing failed: {error.strerror or error}.")
            raise typer.Exit(1) from None


def _drop_output() -> None:
    """Let nothing that is still to be written to standard output fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def plain(text: str) -> str:
    """Return a text from outside as a terminal may show it.

    >>> plain("red\\x1b[31m alert")
    'red\\\\x1b[31m alert'
    """
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape", "backslashreplace").decode(), text)


def complain(text: str) -> None:
    """Print one line to standard error."""
    typer.echo(plain(" ".join(text.split())), err=True)


def standard_input() -> IO[bytes]:
    """Return standard input as bytes; whoever sits at a terminal is told that we wait."""
    if sys.stdin.isatty():
        complain("Reading from the terminal: end with Ctrl-D (Ctrl-Z and Enter on Windows).")
    stream: IO[bytes] = typer.get_binary_stream("stdin")
    return stream


def open_gazetteer(settings: "Settings") -> "Gazetteer":
    """Return the gazetteer with the user's own places; unpacking it, the first time, shows how far it is.

    Raises BadOwnPlaces where the file of own places is not right.
    """
    from gazetteer import Gazetteer
    from gazetteer.own_file import OwnFile

    shown = -1

    def progress(done: float, step: str) -> None:
        nonlocal shown
        tenth = int(done * 10)
        if tenth > shown:
            shown = tenth
            complain(f"Unpacking the gazetteer, the first time only: {tenth * 10} %, {step}")

    own = OwnFile(settings.data_dir).layer()
    return Gazetteer.open(settings.gazetteer_dir, progress, own)


def open_map(settings: "Settings", name: str, must_exist: bool = False) -> "Store":
    """Return the open store of a map; raises MapappError for a name that can be none.

    With `must_exist`, a map other than the default one has to be there already: a slip of the pen is not
    answered with an empty map.
    """
    from mapapp.core.errors import MapappError
    from mapapp.core.map_name import DEFAULT, DEMO, map_name
    from mapapp.store import Store
    from mapapp.store.database import file_of
    from mapapp.store.sealed import SealedStore

    url, name = map_url(settings, name), map_name(name)
    if (must_exist or name == DEMO) and name != DEFAULT and not file_of(url).exists():
        raise MapappError(f"There is no map {name!r} (looked for {file_of(url)}).")
    return (SealedStore(url) if name == DEMO else Store(url)).open()


def map_url(settings: "Settings", name: str) -> str:
    """Return the database address of a map; raises MapappError for a name that can be none."""
    from mapapp.core.errors import MapappError
    from mapapp.core.map_name import DEFAULT, map_name

    name = map_name(name)
    if settings.database_url and name != DEFAULT:
        raise MapappError(
            "MAPAPP_DATABASE_URL names one database: --map cannot choose another. Unset one of the two."
        )
    return settings.map_url(name)


def load_settings() -> "Settings":
    """Return the settings; raises MapappError where one cannot be read."""
    from pydantic import ValidationError

    from mapapp.config import Settings
    from mapapp.core.errors import MapappError

    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(f"MAPAPP_{e['loc'][0]!s}".upper() + f": {e['msg']}" for e in error.errors())
        raise MapappError(f"A setting cannot be read: {wrong}.") from error
