import base64
import hashlib
import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from mapapp.server.headers import Guard, allowed_hosts, content_policies, embedders, inline_script_hashes


def page(request: Request) -> PlainTextResponse:
    if request.url.path == "/broken":
        raise RuntimeError("a secret of the server")
    return PlainTextResponse(request.headers.get("origin", ""), headers={"Access-Control-Allow-Origin": "*"})


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("hello")
    await socket.close()


def client_of(host: str = "127.0.0.1", **options: object) -> TestClient:
    guard = Middleware(Guard, hosts=allowed_hosts(host), **options)  # type: ignore[arg-type]
    routes = [WebSocketRoute("/talk", talk), Route("/{path:path}", page)]
    return TestClient(Starlette(routes=routes, middleware=[guard]), "http://127.0.0.1:8501")


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


@pytest.mark.parametrize("path", ["/", "/mapapp/api/symbols", "/broken", "/component/x/index.html"])
def test_every_answer_carries_the_headers(path: str) -> None:
    headers = client_of().get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]
    assert "object-src 'none'" in headers["content-security-policy"]
    assert headers.get("access-control-allow-origin") != "*"


def test_a_page_runs_no_inline_script_but_the_one_of_the_installed_page() -> None:
    scripts = directives(client_of().get("/").headers["content-security-policy"])["script-src"].split()
    html = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    inline = re.findall(rb"<script>(.*?)</script>", html, re.DOTALL)

    hashes = [base64.b64encode(hashlib.sha256(script).digest()).decode() for script in inline]
    assert hashes
    assert scripts == ["'self'", *(f"'sha256-{digest}'" for digest in hashes)]
    assert len(inline_script_hashes()) == len(inline)


def test_the_map_frame_may_run_its_script_and_reach_only_us() -> None:
    policy = directives(client_of().get("/component/a.b/index.html").headers["content-security-policy"])

    assert policy["script-src"] == "'self' 'unsafe-inline' 'unsafe-eval'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"


def test_nobody_frames_a_page_by_default_and_named_sites_may() -> None:
    assert directives(content_policies()[0])["frame-ancestors"] == "'none'"
    named = embedders("https://news.example https://*.example.org")

    assert directives(content_policies(named)[0])["frame-ancestors"] == " ".join(named)
    # the frame of the map is then two levels below the site that embeds us
    assert directives(content_policies(named)[1])["frame-ancestors"] == "'self' " + " ".join(named)


def test_pictures_come_from_the_tile_server_alone_and_only_into_the_map() -> None:
    page, frame = content_policies(tiles_origin="https://tiles.example.org:8443")

    assert directives(page)["img-src"] == directives(content_policies()[1])["img-src"] == "'self' data: blob:"
    assert directives(frame)["img-src"] == "'self' data: blob: https://tiles.example.org:8443"
    assert directives(frame)["connect-src"] == "'self'"


@pytest.mark.parametrize("named", ["news.example", "https://a.example; script-src *", "javascript:x", "*"])
def test_a_site_that_is_no_origin_is_refused(named: str) -> None:
    with pytest.raises(ValueError, match="expected origins"):
        embedders(named)


@pytest.mark.parametrize("host", ["rebind.example", "rebind.example:8501", "127.0.0.1.evil.example", ""])
def test_an_unknown_host_is_refused(host: str) -> None:
    answer = client_of().get("/", headers={"host": host})

    assert answer.status_code == 400
    assert "host" in answer.json()["error"]
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:9", "[::1]:8501", "LOCALHOST"])
def test_this_machine_is_known_by_its_names(host: str) -> None:
    assert client_of().get("/", headers={"host": host}).status_code == 200


def test_a_server_for_all_addresses_answers_to_any_name() -> None:
    assert client_of("0.0.0.0").get("/", headers={"host": "desk.example"}).status_code == 200


def test_a_foreign_origin_never_reaches_streamlit() -> None:
    client = client_of()

    assert client.get("/", headers={"origin": "https://evil.example"}).text == ""
    assert client.get("/", headers={"origin": "http://127.0.0.1:8501"}).text == "http://127.0.0.1:8501"


def test_a_foreign_page_opens_no_connection() -> None:
    for origin in ("https://evil.example", "http://127.0.0.1:9999", "null"):
        with (
            pytest.raises(WebSocketDisconnect),
            client_of().websocket_connect("ws://127.0.0.1:8501/talk", headers={"origin": origin}),
        ):
            pass


def test_our_own_page_opens_a_connection() -> None:
    headers = {"origin": "http://127.0.0.1:8501"}
    with client_of().websocket_connect("ws://127.0.0.1:8501/talk", headers=headers) as socket:
        assert socket.receive_text() == "hello"


def test_a_fault_tells_the_reader_nothing_of_the_server() -> None:
    answer = client_of().get("/broken")

    assert answer.status_code == 500
    assert "secret" not in answer.text
