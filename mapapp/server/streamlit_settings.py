"""Streamlit's settings, from one file, wherever the app is started from.

Streamlit itself looks for config.toml in the working folder and the home folder only. The file is
.streamlit/config.toml of the checkout; an installed package carries the same file beside this module.
"""

import tomllib
from pathlib import Path
from typing import Any, Final

from streamlit import config

_PLACES: Final = (
    Path(__file__).parents[2] / ".streamlit" / "config.toml",
    Path(__file__).with_name("config.toml"),
)


def flat(table: dict[str, Any], above: str = "") -> dict[str, Any]:
    """Return nested tables as one, with dotted keys.

    >>> flat({"theme": {"light": {"font": "serif"}}})
    {'theme.light.font': 'serif'}
    """
    options: dict[str, Any] = {}
    for key, value in table.items():
        options |= flat(value, f"{above}{key}.") if isinstance(value, dict) else {f"{above}{key}": value}
    return options


def settings_file() -> Path:
    """Return where the settings are; FileNotFoundError where the installation has lost them."""
    for place in _PLACES:
        if place.is_file():
            return place
    raise FileNotFoundError(f"Streamlit's settings are missing: expected {_PLACES[0]} or {_PLACES[1]}")


def apply_settings(**more: Any) -> None:
    """Give Streamlit our settings, and further ones as section__option; they win over any other file."""
    options = flat(tomllib.loads(settings_file().read_text(encoding="utf-8")))
    options |= {key.replace("__", "."): value for key, value in more.items()}
    config.get_config_options(force_reparse=True, options_from_flags=options)
