"""The settings: the only reader of the environment."""

from pathlib import Path

import platformdirs
from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set from outside, each as MAPAPP_ and its name in capitals.

    `database_url` is any SQLAlchemy address of SQLite (or, later, PostgreSQL); empty: a file a map in
    `data_dir`. `embed_origins` are the sites that may frame the map, separated by spaces; nobody by default.
    """

    model_config = SettingsConfigDict(env_prefix="MAPAPP_", extra="ignore")

    data_dir: Path = Field(default_factory=lambda: platformdirs.user_data_path("mapapp", appauthor=False))
    database_url: str = ""
    embed_origins: str = ""

    @field_validator("data_dir")
    @classmethod
    def _whole_path(cls, folder: Path) -> Path:
        return folder.expanduser().absolute()

    @property
    def gazetteer_dir(self) -> Path:
        """Where the gazetteer is unpacked."""
        return self.data_dir / "gazetteer"

    def map_url(self, name: str = "default") -> str:
        """Return the database address of one named map."""
        return self.database_url or f"sqlite:///{self.data_dir / 'maps' / (name + '.sqlite')}"
