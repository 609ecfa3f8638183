"""The address that the search box of the Places page asks while one types."""

from typing import Any, Final

from starlette.requests import Request

from mapapp.server import state
from mapapp.server.place_fields import suggestion_fields

SUGGEST_PATH: Final = "/mapapp/api/places"
MOST_SUGGESTED: Final = 8
LONGEST_QUERY: Final = 300


def get_suggestions(request: Request) -> dict[str, Any]:
    """Return the places whose names begin as `q`; where none does, those it may mean otherwise."""
    typed = request.query_params.get("q", "")[:LONGEST_QUERY]
    gazetteer = state.maps().shared.gazetteer()
    found = gazetteer.suggest(typed, MOST_SUGGESTED)
    if not found and len(typed.strip()) > 2:
        found = gazetteer.lookup(typed, limit=MOST_SUGGESTED)
    places = [c for c in found if c.name_type not in {"demonym", "metonym", "expression"}]
    return {"query": typed, "places": [suggestion_fields(gazetteer, c) for c in places]}
