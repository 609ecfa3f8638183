"""`mapapp db`: the file of a map."""

from typing import Annotated

import typer

from mapapp.cli.terminal import load_settings, map_url, open_map, plain

app = typer.Typer(
    help="Look after a map's database. Example: mapapp db info --map work",
    rich_markup_mode=None,
    no_args_is_help=True,
)
MapName = Annotated[str, typer.Option("--map", metavar="NAME", help="The map.")]


@app.command()
def upgrade(map_name: MapName = "default") -> None:
    """Bring a map's database up to date; a copy of an older one is left beside it.

    Opening a map does the same.

    Example: mapapp db upgrade --map work
    """
    with open_map(load_settings(), map_name) as store:
        typer.echo(f"{plain(str(store.database.path))}: schema {store.database.revision()}, up to date")


@app.command()
def info(map_name: MapName = "default") -> None:
    """Print where a map is kept, how much it holds, and whether its file is whole.

    Example: mapapp db info --map work
    """
    from mapapp.core.errors import MapappError
    from mapapp.store.database import file_of

    settings = load_settings()
    path = file_of(map_url(settings, map_name))
    if not path.exists():
        raise MapappError(f"There is no map {map_name!r} yet (looked for {path}).")
    with open_map(settings, map_name) as store:
        counts, faults = store.counts(), store.database.check()
        typer.echo(f"file        {plain(str(path))} ({path.stat().st_size / 1e6:.1f} MB)")
        typer.echo(f"schema      {store.database.revision()}")
        typer.echo(f"articles    {counts.articles}")
        typer.echo(
            f"events      {counts.events} ({counts.background} background, {counts.unplaced} unplaced, "
            f"{counts.undated} undated)"
        )
        typer.echo(f"reports     {counts.reports}, {counts.refused} sentences refused")
        typer.echo(f"checked     {'whole' if not faults else '; '.join(faults)}")
    if faults:
        raise typer.Exit(1)
