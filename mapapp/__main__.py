"""`python -m mapapp` is `mapapp`."""

from mapapp.cli import app

if __name__ == "__main__":
    app(prog_name="mapapp")
