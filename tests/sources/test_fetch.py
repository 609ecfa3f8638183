"""The guarded fetch against a real server on loopback; the resolver and the dialler are handed in."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from mapapp.sources.address import BadLink
from mapapp.sources.fetch import Fetcher

PUBLIC = "93.184.216.34"
Answer = Callable[[socket.socket, str], None]


class Server:
    """Answers each request with what a test says for its path, then closes."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=[connection], daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            request = connection.recv(65_536).decode()
            path = request.split()[1]
            self.asked.append(request)
            try:
                self.answers[path](connection, request)
            except OSError:  # the fetcher has had enough
                return


def page(body: bytes, *headers: str, status: str = "200 OK") -> Answer:
    head = ["HTTP/1.1 " + status, "Content-Type: text/html", *headers, "Connection: close", "", ""]
    return lambda connection, _: connection.sendall("\r\n".join(head).encode() + body)


def leads_to(address: str) -> Answer:
    return page(b"", f"Location: {address}", status="302 Found")


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.listener.close()


def fetcher(server: Server, seconds: float = 5.0, **answers: list[str]) -> Fetcher:
    """A fetcher for which every host is public, unless said otherwise, and every public address this server."""

    def resolve(host: str, port: int) -> list[str]:
        return answers.get(host.replace(".", "_"), [PUBLIC])

    def dial(address: str, port: int, timeout: float) -> socket.socket:
        assert address == PUBLIC, f"dialled {address}"
        return socket.create_connection(("127.0.0.1", server.port), timeout)

    return Fetcher(resolve=resolve, dial=dial, seconds=seconds, max_bytes=200_000)


def test_a_page_is_fetched_and_no_cookie_or_referer_sent(server: Server) -> None:
    server.answers["/a"] = page(b"<p>Two shells fell.</p>", "Content-Length: 23")

    found = fetcher(server).fetch("http://news.example/a")

    assert found.body == b"<p>Two shells fell.</p>"
    assert "Host: news.example" in server.asked[0]
    assert not any(name in server.asked[0].lower() for name in ("cookie", "referer", "authorization"))


def test_a_gzipped_page_is_unpacked(server: Server) -> None:
    server.answers["/a"] = page(gzip.compress(b"<p>Two shells fell.</p>"), "Content-Encoding: gzip")

    assert fetcher(server).fetch("http://news.example/a").body == b"<p>Two shells fell.</p>"


@pytest.mark.parametrize("address", [
    "http://127.0.0.1/", "http://localhost/", "http://10.0.0.5/", "http://[::1]/", "http://169.254.169.254/latest",
    "http://inner.example/", "file:///etc/passwd", "http://news.example:6379/", "gopher://news.example/",
])  # fmt: skip
def test_a_redirect_inward_is_refused(server: Server, address: str) -> None:
    server.answers["/a"] = leads_to(address)
    inner = {"127_0_0_1": ["127.0.0.1"], "localhost": ["127.0.0.1"], "10_0_0_5": ["10.0.0.5"], "::1": ["::1"],
             "169_254_169_254": ["169.254.169.254"], "inner_example": ["192.168.0.9"]}  # fmt: skip

    with pytest.raises(BadLink):
        fetcher(server, **inner).fetch("http://news.example/a")

    assert len(server.asked) == 1


def test_a_name_that_turns_inward_between_hops_is_refused(server: Server) -> None:
    server.answers["/a"] = leads_to("/b")
    server.answers["/b"] = page(b"<p>inside</p>")
    looked_up: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return [PUBLIC] if len(looked_up) == 1 else ["127.0.0.1"]

    guarded = Fetcher(resolve=rebinding, dial=fetcher(server).dial, seconds=5)
    with pytest.raises(BadLink, match="not on the public internet"):
        guarded.fetch("http://news.example/a")

    assert len(server.asked) == 1


def test_redirects_end(server: Server) -> None:
    server.answers["/a"] = leads_to("/a")

    with pytest.raises(BadLink, match="more than 5 times"):
        fetcher(server).fetch("http://news.example/a")


def test_an_endless_body_is_cut_off(server: Server) -> None:
    def endless(connection: socket.socket, _: str) -> None:
        page(b"<p>")(connection, _)
        for _n in range(10_000):
            connection.sendall(b"x" * 10_000)

    server.answers["/a"] = endless

    with pytest.raises(BadLink, match="larger than"):
        fetcher(server).fetch("http://news.example/a")


def test_a_bomb_is_not_unpacked(server: Server) -> None:
    server.answers["/a"] = page(gzip.compress(b"\0" * 50_000_000), "Content-Encoding: gzip")

    with pytest.raises(BadLink, match="larger than"):
        fetcher(server).fetch("http://news.example/a")


@pytest.mark.parametrize(
    "before", [b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"]
)
def test_a_dribbling_server_meets_the_deadline(server: Server, before: bytes) -> None:
    def dribble(connection: socket.socket, _: str) -> None:
        connection.sendall(before)
        for _n in range(100):
            connection.sendall(b"x")
            time.sleep(0.1)

    server.answers["/a"] = dribble
    begun = time.monotonic()

    with pytest.raises(BadLink, match="too long"):
        fetcher(server, seconds=1.0).fetch("http://news.example/a")

    assert time.monotonic() - begun < 5


def test_a_name_that_never_resolves_meets_the_deadline(server: Server) -> None:
    def stuck(host: str, port: int) -> list[str]:
        time.sleep(3)
        return [PUBLIC]

    with pytest.raises(BadLink, match="not found"):
        Fetcher(resolve=stuck, dial=fetcher(server).dial, seconds=0.5).fetch("http://news.example/a")


@pytest.mark.parametrize(("answer", "said"), [
    (page(b"", status="404 Not Found"), "status 404"),
    (page(b"x", "Content-Encoding: br"), "form that is not read"),
    (page(gzip.compress(b"long text " * 999)[:40], "Content-Encoding: gzip"), "damaged"),
    (page(b"abc", "Content-Length: 400"), "damaged"),
    (lambda connection, _: connection.sendall(b"nonsense\r\n\r\n"), "could not be read"),
    (lambda connection, _: connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"), "video/mp4"),
])  # fmt: skip
def test_what_cannot_be_read_says_why(server: Server, answer: Answer, said: str) -> None:
    server.answers["/a"] = answer

    with pytest.raises(BadLink, match=said):
        fetcher(server).fetch("http://news.example/a")
