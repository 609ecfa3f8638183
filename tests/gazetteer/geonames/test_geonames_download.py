"""Files fetched from a server of our own on this machine, which can break off, change and refuse."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gazetteer.build.geonames import download as module
from gazetteer.build.geonames.download import SERVER, download, wanted
from gazetteer.cli import app
from gazetteer.errors import BadData, GazetteerError

DATE = "Thu, 29 Feb 2024 03:00:00 GMT"
LATER = "Fri, 01 Mar 2024 03:00:00 GMT"


class Server(ThreadingHTTPServer):
    """Serves `files`; after `breaks_after` bytes of an answer it breaks off, once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.date = DATE
        self.breaks_after: int | None = None
        self.status: int | None = None
        self.ranges: list[str | None] = []
        self.with_length = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/export/dump/"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        server, body = self.server, self.server.files.get(self.path.removeprefix("/export/dump/"))
        asked = self.headers["Range"]
        server.ranges.append(asked)
        if server.status or body is None:
            self.send_response(server.status or 404)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.headers["If-Modified-Since"] == server.date:
            self.send_response(304)
            self.end_headers()
            return
        start = int(asked[6:-1]) if asked and self.headers["If-Range"] == server.date else 0
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.send_header("Last-Modified", server.date)
        if server.with_length:
            self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        sent = body[start:]
        if server.breaks_after is not None:
            sent, server.breaks_after = sent[: server.breaks_after], None
        self.wfile.write(sent)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


BODY = bytes(range(256)) * 2000


def test_files_are_fetched_with_progress(server: Server, tmp_path: Path) -> None:
    server.files = {"AZ.zip": BODY, "alternatenames/AZ.zip": b"names"}
    seen: list[tuple[str, int, int]] = []
    fetched = download(tmp_path, server.files, server.address, lambda *told: seen.append(told))

    assert [f.relative_to(tmp_path).as_posix() for f in fetched] == ["AZ.zip", "alternatenames/AZ.zip"]
    assert [f.read_bytes() for f in fetched] == [BODY, b"names"]
    assert ("AZ.zip", len(BODY), len(BODY)) in seen
    assert {p.name for p in tmp_path.rglob("*")} == {"AZ.zip", "alternatenames"}


def test_what_was_cut_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    server.files, server.breaks_after = {"AZ.zip": BODY}, 100_000
    with pytest.raises(GazetteerError, match="100000 of 512000 bytes came; run it again"):
        download(tmp_path, ["AZ.zip"], server.address)
    assert not (tmp_path / "AZ.zip").exists()
    download(tmp_path, ["AZ.zip"], server.address)

    assert server.ranges == [None, "bytes=100000-"]
    assert (tmp_path / "AZ.zip").read_bytes() == BODY
    assert [p.name for p in tmp_path.iterdir()] == ["AZ.zip"]


def test_a_file_that_changed_meanwhile_is_fetched_anew(server: Server, tmp_path: Path) -> None:
    server.files, server.breaks_after = {"AZ.zip": BODY}, 100_000
    with pytest.raises(GazetteerError):
        download(tmp_path, ["AZ.zip"], server.address)
    server.files, server.date = {"AZ.zip": b"newer"}, LATER
    download(tmp_path, ["AZ.zip"], server.address)

    assert (tmp_path / "AZ.zip").read_bytes() == b"newer"


def test_the_newest_is_not_fetched_twice(server: Server, tmp_path: Path) -> None:
    server.files = {"AZ.zip": BODY}
    seen: list[int] = []
    for _ in range(2):
        download(tmp_path, ["AZ.zip"], server.address, lambda _name, there, _all: seen.append(there))
    fetched = len(seen)
    server.files, server.date = {"AZ.zip": b"newer"}, LATER
    download(tmp_path, ["AZ.zip"], server.address)

    assert seen.count(len(BODY)) == 1
    assert fetched == len(seen)
    assert (tmp_path / "AZ.zip").read_bytes() == b"newer"


@pytest.mark.parametrize(("status", "said"), [(404, "404"), (503, "503"), (302, "302"), (416, "416")])
def test_a_refusal_leaves_what_is_there(status: int, said: str, server: Server, tmp_path: Path) -> None:
    (tmp_path / "AZ.zip").write_bytes(b"old")
    server.status = status

    with pytest.raises(GazetteerError, match=rf"the server says {said}"):
        download(tmp_path, ["AZ.zip"], server.address)
    assert (tmp_path / "AZ.zip").read_bytes() == b"old"


@pytest.mark.parametrize("with_length", [True, False])
def test_sizes_are_capped(
    with_length: bool, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.files, server.with_length = {"AZ.zip": BODY}, with_length
    monkeypatch.setattr(module, "MAX_BYTES", 1000)

    with pytest.raises(GazetteerError, match="1000"):
        download(tmp_path, ["AZ.zip"], server.address)
    assert not (tmp_path / "AZ.zip").exists()


def test_a_file_without_a_length_is_taken_as_it_comes(server: Server, tmp_path: Path) -> None:
    server.files, server.with_length = {"AZ.zip": BODY}, False

    assert download(tmp_path, ["AZ.zip"], server.address)[0].read_bytes() == BODY


@pytest.mark.parametrize(
    "address", ["http://example.org/dump/", "ftp://127.0.0.1/", "file:///etc/", "https://", "127.0.0.1"]
)
def test_only_https_but_for_this_machine(address: str, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="expected the address of a server with https://"):
        download(tmp_path, ["AZ.zip"], address)


def test_nobody_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"127\.0\.0\.1:1/, AZ\.zip: .*run it again"):
        download(tmp_path, ["AZ.zip"], "http://127.0.0.1:1/")


def test_a_build_needs_places_names_and_tables() -> None:
    assert wanted([])[:2] == ("allCountries.zip", "alternateNamesV2.zip")
    assert wanted(["ua", "AZ", "az"])[:4] == (
        *("AZ.zip", "alternatenames/AZ.zip"),
        *("UA.zip", "alternatenames/UA.zip"),
    )
    assert SERVER.startswith("https://")
    with pytest.raises(BadData, match="country is 'AZE', expected ISO 3166-1 alpha-2"):
        wanted(["AZE"])


def test_the_command_fetches_and_builds(  # type: ignore[no-untyped-def]
    written, zip_all, base: Path, server: Server, tmp_path: Path
) -> None:
    served = tmp_path / "served"
    written.place(11, "Yenikənd").name(11, "Novy Aul", "ru").write(served, "AZ", "alternatenames/AZ")
    (served / "hierarchy.txt").write_text("587116\t11\tADM\n")
    zip_all(served)
    for name in ("countryInfo", "admin1CodesASCII", "admin2Codes"):
        text = {"countryInfo": "AZ" + "\t" * 18, "admin1CodesASCII": "AZ.65\tX\tX\t902"}.get(
            name, "AZ.65.7\tX\tX\t7"
        )
        (served / f"{name}.txt").write_text(text + "\n")
    server.files = {f.relative_to(served).as_posix(): f.read_bytes() for f in served.rglob("*.*")}
    options = ["--geonames", str(tmp_path / "dump"), "--download", "--server", server.address]
    options += ["--country", "AZ", "--base", str(base), "--output", str(tmp_path / "out.xz")]
    result = CliRunner().invoke(app, ["build", *options])

    assert result.exit_code == 0, result.stderr
    assert "8 places (1 of GeoNames' files" in result.stdout
    assert (tmp_path / "dump/alternatenames/AZ.zip").is_file()
    assert len(server.ranges) == 6
