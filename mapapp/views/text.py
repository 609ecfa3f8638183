"""Text from outside on a page: our own component, which knows no markup (DECISIONS.md, 3)."""

from collections.abc import Callable
from functools import cache
from typing import Any, Literal

import streamlit as st

from mapapp.maps.legend import LEGEND

View = Literal[
    "event", "list", "bar", "sheet", "reading", "notes", "articles", "article", "changes", "correction",
    "search", "place", "places", "own", "filters", "side", "table",
]  # fmt: skip

LOOKS = {look.key: {"light": look.light, "dark": look.dark, "shape": look.shape} for look in LEGEND}


@cache
def _component() -> Any:
    return st.components.v2.component("mapapp.text", js="main.js", css="style.css")


def is_dark() -> bool:
    """Whether the reader sees the dark theme."""
    return st.context.theme.type == "dark"


def show(view: View, data: dict[str, Any], key: str, **on_change: Callable[[], None]) -> Any:
    """Draw one of the component's views; `on_select_change` and the like are called before the next run."""
    data = {"view": view, "looks": LOOKS, "dark": is_dark(), **data}
    return _component()(key=key, data=data, **on_change)


def show_notes(notes: list[str], key: str, kind: Literal["", "good", "bad"] = "") -> None:
    """Draw sentences that may hold words from outside."""
    show("notes", {"notes": notes, "kind": kind}, key)
