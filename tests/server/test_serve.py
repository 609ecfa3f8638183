import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from mapapp.server.serve import DEFAULT_PORT, CannotServe, address_of, bind, is_loopback

PRINT_OPTIONS = """
import json
from mapapp.server.streamlit_settings import apply_settings
apply_settings(server__port=8777)
from streamlit import config
names = ("browser.gatherUsageStats", "client.showErrorDetails", "server.port", "theme.light.primaryColor")
print(json.dumps([config.get_option(name) for name in names]))
"""


def start(folder: Path, gazetteer: Gazetteer, *options: str) -> "subprocess.Popen[str]":
    data = folder / "data"
    data.mkdir()
    (data / "gazetteer").symlink_to(gazetteer.index.folder.parent, target_is_directory=True)
    return subprocess.Popen(
        [sys.executable, "-m", "mapapp", "serve", *options],
        cwd=folder,
        env={**os.environ, "MAPAPP_DATA_DIR": str(data), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_streamlits_settings_are_ours_wherever_it_is_started(tmp_path: Path) -> None:
    other = tmp_path / ".streamlit" / "config.toml"
    other.parent.mkdir()
    other.write_text('[browser]\ngatherUsageStats = true\n[client]\nshowErrorDetails = "full"\n')

    done = subprocess.run(
        [sys.executable, "-c", PRINT_OPTIONS], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    usage, details, port, colour = json.loads(done.stdout)
    assert (usage, details, port) == (False, "none", 8777)
    assert colour.startswith("#")


def test_it_prints_one_line_answers_and_ends_when_asked(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with start(tmp_path, gazetteer, "--port", "0") as process:
        assert process.stdout is not None
        address = process.stdout.readline().removeprefix("mapapp is open at ").strip()
        with urllib.request.urlopen(f"{address}/health", timeout=10) as answer:
            health = json.load(answer)
        with urllib.request.urlopen(f"{address}/_stcore/host-config", timeout=10) as answer:
            host_config = json.load(answer)
            policy = answer.headers["content-security-policy"]
        process.send_signal(signal.SIGTERM)
        out, errors = process.communicate(timeout=20)

    assert health["status"] == "ok"
    assert host_config["allowedOrigins"] == []
    assert "frame-ancestors 'none'" in policy
    assert out == ""
    assert "Traceback" not in errors
    assert process.returncode in {0, -signal.SIGTERM}


def test_a_taken_port_that_was_asked_for_is_a_clear_error(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as other,
        start(tmp_path, gazetteer, "--port", str(other.getsockname()[1])) as process,
    ):
        out, errors = process.communicate(timeout=30)

    assert process.returncode == 1
    assert out == ""
    assert "is taken" in errors
    assert "Traceback" not in errors


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with bind("127.0.0.1", None) as first, bind("127.0.0.1", None) as second:
        assert DEFAULT_PORT <= first.getsockname()[1] < second.getsockname()[1]


def test_an_address_of_another_machine_is_a_clear_error() -> None:
    with pytest.raises(CannotServe, match="address of this machine"):
        bind("192.0.2.1", 0)


@pytest.mark.parametrize(("host", "alone"), [
    ("127.0.0.1", True), ("127.0.0.2", True), ("::1", True), ("[::1]", True), ("localhost", True),
    ("0.0.0.0", False), ("::", False), ("192.168.1.2", False), ("desk.example", False),
])  # fmt: skip
def test_who_can_reach_a_host(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone


@pytest.mark.parametrize(("host", "address"), [
    ("127.0.0.1", "http://127.0.0.1:1"), ("::", "http://[::1]:1"), ("0.0.0.0", "http://127.0.0.1:1"),
])  # fmt: skip
def test_the_address_is_one_that_a_browser_here_can_open(host: str, address: str) -> None:
    assert address_of(host, 1) == address
