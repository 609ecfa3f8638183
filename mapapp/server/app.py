"""The ASGI app: Streamlit's pages and our own routes in one process.

`mapapp serve` runs it; `streamlit run mapapp/server/app.py` does as well, from the checkout.
"""

import logging
from pathlib import Path
from typing import Final

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config
from streamlit.starlette import App

from mapapp.config import Settings
from mapapp.server.headers import Guard, allowed_hosts, embedders
from mapapp.server.preload import Preload
from mapapp.server.routes import own_routes
from mapapp.server.serve import serve

__all__ = ["SCRIPT", "app", "serve"]

SCRIPT: Final = Path(__file__).parents[1] / "views" / "main.py"

_BASE_PATH: Final = str(config.get_option("server.baseUrlPath"))
_HOST: Final = str(config.get_option("server.address") or "127.0.0.1")


def say_sorry(error: Exception) -> bool:
    """Log what went wrong on a page; the reader gets a sentence, never the error's own text."""
    logging.getLogger("mapapp").error("A page could not be drawn", exc_info=error)
    st.error(
        "This page could not be drawn, by a fault of mapapp; its log says which. Reload the page to go on."
    )
    return True


app = App(
    SCRIPT,
    routes=own_routes(_BASE_PATH),
    middleware=[
        Middleware(
            Guard,
            embed_origins=embedders(Settings().embed_origins),
            hosts=allowed_hosts(_HOST),
            base_path=_BASE_PATH,
            tiles_origin=Settings().tiles_origin,
        ),
        Middleware(Preload, base_path=_BASE_PATH),
    ],
    on_script_error=say_sorry,
)
