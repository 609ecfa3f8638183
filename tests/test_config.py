from pathlib import Path

import pytest
from pydantic import ValidationError

from mapapp.cli.terminal import load_settings
from mapapp.config import Settings
from mapapp.core.errors import MapappError

ONLINE = "https://tiles.example.org/{z}/{x}/{y}.png"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("EMBED_ORIGINS", "TILES_URL", "TILES_ATTRIBUTION"):
        monkeypatch.delenv(f"MAPAPP_{name}", raising=False)
    monkeypatch.setenv("MAPAPP_DATA_DIR", str(tmp_path))


def test_by_default_there_are_no_tiles_and_nobody_frames_the_map() -> None:
    settings = Settings()

    assert (settings.tiles_url, settings.tiles_origin, settings.tiles_host, settings.embed_origins) == (
        "",
    ) * 4


@pytest.mark.parametrize(("url", "origin", "host"), [
    (ONLINE, "https://tiles.example.org", "tiles.example.org"),
    ("http://10.0.0.7:8080/t/{z}/{y}/{x}?key=a-1&s=2", "http://10.0.0.7:8080", "10.0.0.7:8080"),
    ("http://localhost:8080/{z}/{x}/{y}.png", "http://localhost:8080", ""),
    ("http://[::1]:8080/{z}/{x}/{y}.png", "http://[::1]:8080", ""),
    ("/tiles/{z}/{x}/{y}.png", "", ""),
])  # fmt: skip
def test_tiles_come_from_one_place_and_their_host_is_known(url: str, origin: str, host: str) -> None:
    settings = Settings(tiles_url=url, tiles_attribution="© Their  makers ")

    assert (settings.tiles_url, settings.tiles_origin, settings.tiles_host) == (url, origin, host)
    assert settings.tiles_attribution == "© Their makers"


@pytest.mark.parametrize("url", [
    "tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org/", "https://tiles.example.org/{z}/{x}.png",
    "https://{s}.example.org/{z}/{x}/{y}.png", "https://{x}.example.org/{z}/{y}.png", "//evil.example/{z}/{x}/{y}",
    "https://a.example/{z}/{x}/{y}; script-src *", "https://a.example 'unsafe-inline'/{z}/{x}/{y}", "javascript:{z}/{x}/{y}",
    "https://user:secret@a.example/{z}/{x}/{y}", "https://*.example.org/{z}/{x}/{y}", "https://a.example:99999/{z}/{x}/{y}",
    "https://a.example/{z}/{x}/{y}{r}.png", "file:///{z}/{x}/{y}", "https://a.example/{z}/{x}/{y}/{y}", "https:///{z}/{x}/{y}",
])  # fmt: skip
def test_an_address_that_is_no_tile_server_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="expected an address with"):
        Settings(tiles_url=url, tiles_attribution="© Makers")


def test_tiles_say_whose_they_are() -> None:
    with pytest.raises(ValidationError, match="expected whose the tiles are"):
        Settings(tiles_url=ONLINE)
    with pytest.raises(ValidationError, match="at most 200"):
        Settings(tiles_url=ONLINE, tiles_attribution="x" * 201)


@pytest.mark.parametrize(("name", "value", "said"), [
    ("MAPAPP_TILES_URL", "https://a.example/", "MAPAPP_TILES_URL: .*'https://a.example/', expected an address"),
    ("MAPAPP_TILES_URL", ONLINE, "MAPAPP_TILES_ATTRIBUTION: .*expected whose the tiles are"),
    ("MAPAPP_EMBED_ORIGINS", "https://ok.example news.example", "names 'news.example'; expected origins"),
])  # fmt: skip
def test_a_bad_setting_ends_the_start_with_its_name_and_what_was_expected(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(MapappError, match=said):
        load_settings()
