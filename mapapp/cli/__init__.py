"""The `mapapp` command line; what it reads and writes is described in docs/COMMANDS.md."""

from mapapp.cli.app import app

__all__ = ["app"]
