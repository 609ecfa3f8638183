"""The table of a selection: sorted and paged in the browser, by a route of ours."""

from collections.abc import Callable

from mapapp.core.map_name import token
from mapapp.core.selection import Selection
from mapapp.core.snapshot import Snapshot
from mapapp.server import state
from mapapp.views import choice, filters, text


def show(chosen: Selection, snapshot: Snapshot, take_choice: Callable[[], None]) -> None:
    """Draw the table; `take_choice` is called before the next run where a row was chosen."""
    text.show(
        "table",
        {
            "api": filters.api(),
            "s": chosen.to_token(),
            "map": token(state.current().map_name),
            "version": snapshot.version,
            "selected": choice.selected(),
        },
        "event-table",
        on_select_change=take_choice,
    )
