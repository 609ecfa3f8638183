"""The ASGI app: Streamlit's pages and our own routes in one process.

`mapapp serve` runs it; `streamlit run mapapp/server/app.py` does as well, from the checkout.
"""

from pathlib import Path
from typing import Final

from starlette.middleware import Middleware
from streamlit import config
from streamlit.starlette import App

from mapapp.config import Settings
from mapapp.server.headers import Guard, allowed_hosts, embedders
from mapapp.server.routes import own_routes
from mapapp.server.serve import serve

__all__ = ["SCRIPT", "app", "serve"]

SCRIPT: Final = Path(__file__).parents[1] / "views" / "main.py"

_BASE_PATH: Final = str(config.get_option("server.baseUrlPath"))
_HOST: Final = str(config.get_option("server.address") or "127.0.0.1")

app = App(
    SCRIPT,
    routes=own_routes(_BASE_PATH),
    middleware=[
        Middleware(
            Guard,
            embed_origins=embedders(Settings().embed_origins),
            hosts=allowed_hosts(_HOST),
            base_path=_BASE_PATH,
        )
    ],
)
