"""What a request asks for, and how it is answered whatever happens."""

import gzip
import json
import logging
from collections.abc import Callable
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from mapapp.core.map_name import BadMapName
from mapapp.core.selection import Selection
from mapapp.maps.symbols import Viewport
from mapapp.server import state
from mapapp.server.demo import DemoNotReady
from mapapp.server.state import State

SHORT: Final = 1_000
"""Bytes below which an answer is not compressed."""
GZIP_LEVEL: Final = 1

_LOG = logging.getLogger(__name__)


class BadRequest(Exception):
    """A request that cannot be understood; the text says what was expected."""


def json_response(fields: Any, status: int = 200) -> Response:
    """Return values as JSON that nobody may keep; the headers for all responses come from the middleware."""
    body = fields if isinstance(fields, str) else json.dumps(fields, ensure_ascii=False, allow_nan=False)
    headers = {"Cache-Control": "no-store"}
    return Response(body, status, headers, "application/json; charset=utf-8")


def packed(request: Request, response: Response) -> Response:
    """Return a response compressed, where it is long and the browser can read it."""
    response.headers["Vary"] = "Accept-Encoding"
    if len(response.body) > SHORT and "gzip" in request.headers.get("accept-encoding", ""):
        response.body = gzip.compress(response.body, GZIP_LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.body))
    return response


def answer(work: Callable[[Request], Any]) -> Callable[[Request], Any]:
    """Return an endpoint that answers with what `work` gives, in a thread, and with JSON whatever happens."""

    async def endpoint(request: Request) -> Response:
        try:
            found = await run_in_threadpool(work, request)
            if isinstance(found, StreamingResponse):
                return found
            whole = found if isinstance(found, Response) else json_response(found)
            return await run_in_threadpool(packed, request, whole)
        except BadRequest as error:
            return json_response({"error": str(error)}, 400)
        except DemoNotReady as error:
            return json_response({"error": str(error)}, 503)
        except LookupError as error:
            return json_response({"error": str(error.args[0]) if error.args else "not found"}, 404)
        except Exception:  # noqa: BLE001 - the reader gets a sentence, the log the rest
            _LOG.exception("%s could not be answered", request.url.path)
            return json_response(
                {"error": "This could not be answered; the log of the server says why."}, 500
            )

    return endpoint


def read_viewport(request: Request) -> Viewport:
    """Return the viewport a request names, else raise BadRequest."""
    asked = request.query_params
    try:
        return Viewport.parse(asked.get("bbox", ""), asked.get("z", ""))
    except ValueError as error:
        raise BadRequest(str(error)) from None


def read_selection(request: Request) -> Selection:
    """Return the selection that a request's query asks for, else raise BadRequest."""
    selection, unread = Selection.from_query(request.query_params)
    if unread:
        raise BadRequest(
            f"could not read {', '.join(unread)}: expected from and to as YYYY-MM-DD, from before to, "
            "types as keys like battles,explosions, and the rest as a link of the map has it"
        )
    return selection


def read_map(request: Request) -> State:
    """Return the map a request names, else the one the server starts with; raise BadRequest for no name."""
    maps = state.maps()
    asked = request.query_params.get("map", "")
    try:
        return maps.state(maps.named(asked) if asked else maps.start_name())
    except BadMapName as error:
        raise BadRequest(str(error)) from None


def read_number(request: Request, key: str, plain: int, most: int) -> int:
    """Return a whole number of a request's query, at most `most`, else raise BadRequest."""
    asked = request.query_params.get(key, "")
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) <= 9):
        raise BadRequest(f"{key} is a whole number, 0 or more")
    return min(most, int(asked)) if asked else plain
