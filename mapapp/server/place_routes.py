"""The address that the search box of the Places page asks while one types."""

from typing import Any, Final

from starlette.requests import Request

from gazetteer.own_places import SOURCE as OWN
from mapapp.server import state
from mapapp.server.place_fields import suggestion_fields

SUGGEST_PATH: Final = "/mapapp/api/places"
MOST_SUGGESTED: Final = 8
MOST_CALLED: Final = 3
WELL_KNOWN: Final = 0.63
"""Score, about that of a town of 10,000, from which on a place called as typed comes before all others."""
UNSEEN: Final = frozenset({"demonym", "metonym"})
LONGEST_QUERY: Final = 300


def get_suggestions(request: Request) -> dict[str, Any]:
    """Return the places for what is typed (`q`), each once.

    First those that are called so, then those whose names begin so; where none does, what may be meant.
    """
    typed = request.query_params.get("q", "")[:LONGEST_QUERY]
    gazetteer = state.maps().shared.gazetteer()
    meant = gazetteer.lookup(typed, limit=MOST_SUGGESTED) if len(typed.strip()) > 1 else ()
    begun = gazetteer.suggest(typed, MOST_SUGGESTED)
    called = [c for c in meant if c.match in {"name", "alias", "folded"}]
    own = [c for c in begun if c.place.source == OWN]
    found = (*own, *[c for c in called if c.score >= WELL_KNOWN][:MOST_CALLED], *begun) if begun else meant
    once = {c.place.id: c for c in reversed(found) if c.name_type not in UNSEEN}
    places = sorted(once.values(), key=found.index)[:MOST_SUGGESTED]
    return {"query": typed, "places": [suggestion_fields(gazetteer, c) for c in places]}
