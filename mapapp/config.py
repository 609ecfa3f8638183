"""The settings: the only reader of the environment."""

import ipaddress
import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_HOST: Final = r"(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[0-9a-fA-F:.]+\])(?::[0-9]{1,5})?"
_EMBEDDER: Final = re.compile(rf"https?://(?:\*\.)?{_HOST}")
_TILES: Final = re.compile(rf"(?:https?://{_HOST})?/(?!/)(?:[A-Za-z0-9._~/@?=&%,:+-]|\{{[zxy]\}})+")
_PORT: Final = re.compile(r":([0-9]+)/")
LONGEST_ATTRIBUTION: Final = 200


class Settings(BaseSettings):
    """What can be set from outside, each as MAPAPP_ and its name in capitals.

    `database_url` is any SQLAlchemy address of SQLite (or, later, PostgreSQL); empty: a file a map in
    `data_dir`. `embed_origins` are the sites that may frame the map, separated by spaces; nobody by default.
    `tiles_url` is where readers may have map tiles from (https://tiles.example.org/{z}/{x}/{y}.png, or a path
    of this server's own address), off by default; `tiles_attribution` says whose they are.
    """

    model_config = SettingsConfigDict(env_prefix="MAPAPP_", extra="ignore")

    data_dir: Path = Field(default_factory=lambda: platformdirs.user_data_path("mapapp", appauthor=False))
    database_url: str = ""
    embed_origins: str = ""
    tiles_url: str = ""
    tiles_attribution: str = Field(default="", validate_default=True)

    @field_validator("data_dir")
    @classmethod
    def _whole_path(cls, folder: Path) -> Path:
        return folder.expanduser().absolute()

    @field_validator("embed_origins")
    @classmethod
    def _known_embedders(cls, named: str) -> str:
        return " ".join(embedders(named))

    @field_validator("tiles_url")
    @classmethod
    def _tiles_of_one_origin(cls, url: str) -> str:
        url = url.strip()
        holds = all(url.count(part) == 1 for part in ("{z}", "{x}", "{y}"))
        if url and not (holds and _TILES.fullmatch(url) and int(_PORT.findall(url + ":0/")[0]) < 65_536):
            raise ValueError(
                f"got {url!r}, expected an address with {{z}}, {{x}} and {{y}} "
                "like https://tiles.example.org/{z}/{x}/{y}.png"
            )
        return url

    @field_validator("tiles_attribution")
    @classmethod
    def _says_whose_the_tiles_are(cls, text: str, seen: ValidationInfo) -> str:
        text = " ".join(text.split())
        if seen.data.get("tiles_url") and not text:
            raise ValueError(
                "it is empty and MAPAPP_TILES_URL is set; expected whose the tiles are, "
                "like © OpenStreetMap contributors"
            )
        if len(text) > LONGEST_ATTRIBUTION or not text.isprintable():
            raise ValueError(f"expected a line of at most {LONGEST_ATTRIBUTION} characters")
        return text

    @property
    def gazetteer_dir(self) -> Path:
        """Where the gazetteer is unpacked."""
        return self.data_dir / "gazetteer"

    @property
    def tiles_origin(self) -> str:
        """The site that tiles come from (https://tiles.example.org), "" where it is this server or none."""
        parts = urlsplit(self.tiles_url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    @property
    def tiles_host(self) -> str:
        """The host beyond this machine that learns what is looked at where tiles are on, or ""."""
        host = urlsplit(self.tiles_url).hostname or ""
        return "" if not host or _is_this_machine(host) else urlsplit(self.tiles_url).netloc

    def map_url(self, name: str = "default") -> str:
        """Return the database address of one named map."""
        return self.database_url or f"sqlite:///{self.data_dir / 'maps' / (name + '.sqlite')}"


def embedders(named: str) -> tuple[str, ...]:
    """Return the sites that may frame us; ValueError where one is not written as an origin.

    >>> embedders("https://news.example https://*.example.org:8443")
    ('https://news.example', 'https://*.example.org:8443')
    """
    sites = tuple(named.split())
    wrong = [site for site in sites if not _EMBEDDER.fullmatch(site)]
    if wrong:
        raise ValueError(
            f"MAPAPP_EMBED_ORIGINS names {wrong[0]!r}; expected origins like https://news.example"
        )
    return sites


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
