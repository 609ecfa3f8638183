"""Starting and stopping the server: a free port, one line with the address, a clean end."""

import errno
import ipaddress
import logging
import signal
import socket
import sys
import threading
import time
import webbrowser
from typing import TYPE_CHECKING, Final

from mapapp.config import Settings
from mapapp.core.errors import MapappError
from mapapp.core.map_name import DEFAULT, DEMO

DEFAULT_PORT: Final = 8501
PORTS_TRIED: Final = 50
WARM_UP_SECONDS: Final = 5.0
"""How long the first page has the machine for itself before what reads articles is loaded."""

if TYPE_CHECKING:
    from mapapp.server.state import Maps

_LOG = logging.getLogger(__name__)


class CannotServe(MapappError):
    """The server could not be started; the text says why and what to do."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host name or address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def bind(host: str, port: int | None) -> socket.socket:
    """Return a listening socket on a port, or (None) on the first free one from DEFAULT_PORT on.

    Port 0 takes any. Raises CannotServe where the port is taken or the host is none of this machine's.
    """
    ports = range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED) if port is None else (port,)
    for number in ports:
        try:
            return _listen(host.strip("[]"), number)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            raise CannotServe(
                f"Cannot listen on {host}, port {number}: {error.strerror or error}. "
                "Expected an address of this machine (127.0.0.1: reached from it alone) and a free port."
            ) from None
    if port is None:
        raise CannotServe(f"Ports {ports[0]} to {ports[-1]} are all taken. Name a free one with --port.")
    raise CannotServe(
        f"Port {port} is taken by another program. Leave --port out for the next free one, or name another."
    )


def _listen(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":  # there it would take a port that another program is using
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def address_of(host: str, port: int) -> str:
    """Return the address to open in a browser on this machine.

    >>> address_of("0.0.0.0", 8501)
    'http://127.0.0.1:8501'
    """
    name = host.strip("[]")
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(name, name)  # noqa: S104 - read, not bound
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def serve(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int | None = None,
    map_name: str | None = None,
    demo: bool = True,
    open_browser: bool = True,
) -> None:
    """Serve the maps of this user until stopped; print one line with the address once it answers.

    `port` None: the first free one from 8501. `map_name` is the map to open first; without one that is the
    reader's own, or, while that is empty and `demo` allows it, the demo. The gazetteer is unpacked before,
    its progress on standard error; what reads articles loads a little later. Raises CannotServe, or
    StoreError where the map's file cannot be opened.
    """
    if not is_loopback(host):
        _say(f"Warning: {host} is not this machine alone. Anyone who reaches it can read and add articles.")
    listener = bind(host, port)
    with listener:
        taken = int(listener.getsockname()[1])
        _run(settings, listener, host, taken, map_name, demo, open_browser and sys.stdout.isatty())


def _run(
    settings: Settings,
    listener: socket.socket,
    host: str,
    port: int,
    map_name: str | None,
    demo: bool,
    open_browser: bool,
) -> None:
    # Streamlit takes a second to import: not before the port is known to be free.
    import uvicorn

    from mapapp.server import state
    from mapapp.server.headers import allowed_hosts
    from mapapp.server.streamlit_settings import apply_settings

    apply_settings(
        server__address=host.strip("[]"),
        server__port=port,
        server__allowedHosts=list(allowed_hosts(host)),
        browser__serverAddress=host.strip("[]"),
        browser__serverPort=port,
    )
    from mapapp.server.app import app

    opened = state.start(settings, map_name, demo=demo)
    opened.shared.gazetteer(_Progress())
    address = address_of(host, port)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                print(f"mapapp is open at {address}", flush=True)
                threading.Thread(target=_warm_up, args=(opened,), name="warm-up", daemon=True).start()
                if open_browser:
                    webbrowser.open(address)

    options = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
        ws_max_size=64 * 1024 * 1024,
        ws="websockets-sansio",
        use_colors=False,
    )
    signal.signal(signal.SIGTERM, _end)  # uvicorn raises it once more when all is stopped
    try:
        Server(options).run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        opened.close()


def _end(_signal: int, _frame: object) -> None:
    raise SystemExit(0)


def _warm_up(opened: "Maps") -> None:
    """Load what the pages need, then what reads articles, so that the first reader waits for neither.

    Where the demo is what the first reader sees, and is not there yet, it is read at once.
    """
    import mapapp.maps.frame  # noqa: F401 - but not the views: streamlit_folium must be imported by a page's run

    try:
        if opened.demo is not None and opened.start_name() == DEMO:
            opened.demo.begin()
        time.sleep(WARM_UP_SECONDS)
        opened.state(DEFAULT if opened.first in {None, DEMO} else str(opened.first)).ingest()
    except Exception:  # noqa: BLE001 - said again, to the reader, when an article is pasted
        _LOG.exception("The reader of articles could not be loaded")


class _Progress:
    """Says on standard error how far the gazetteer is unpacked, every tenth of the way."""

    def __init__(self) -> None:
        self.said = -1

    def __call__(self, share: float, step: str) -> None:
        part = int(10 * share)
        if part != self.said:
            self.said = part
            _say(f"Unpacking the gazetteer (first time only): {10 * part} %, {step}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
