"""`mapapp` and its commands; `mapapp` alone opens the app with the demo."""

from typing import Annotated

import typer

from gazetteer.cli import app as gazetteer_app
from mapapp.cli import articles, events, maps
from mapapp.cli.terminal import CleanGroup, load_settings, map_url

HOST = "127.0.0.1"

app = typer.Typer(
    cls=CleanGroup,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"mapapp {version('mapapp')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Articles in, a map of events out, every pin with its source sentence.

    Without a command the app opens with its demo.

    Example: mapapp
    """
    if context.invoked_subcommand is None:
        serve()


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="The address to listen on; others reach only 0.0.0.0 or ::.")
    ] = HOST,
    port: Annotated[
        int | None, typer.Option(min=0, max=65_535, help="The port; else the first free one from 8501 on.")
    ] = None,
    map_name: Annotated[
        str | None,
        typer.Option(
            "--map", metavar="NAME", help="The map to open; else yours, or the demo while it is empty."
        ),
    ] = None,
    no_demo: Annotated[bool, typer.Option("--no-demo", help="Never show the demo.")] = False,
) -> None:
    """Open the app and print its address.

    Example: mapapp serve --port 8600 --map work --no-demo
    """
    settings = load_settings()
    if map_name is not None:
        map_url(settings, map_name)
    from mapapp.server.serve import serve as serve_app

    serve_app(settings, host, port, map_name, not no_demo)


app.command()(articles.ingest)
app.command()(articles.extract)
app.command()(events.export)
app.add_typer(maps.app, name="db")
app.add_typer(
    gazetteer_app, name="gazetteer", help="Names and places. Example: mapapp gazetteer lookup Stepanakert"
)
