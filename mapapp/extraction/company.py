"""Places in no company: a small town of a country that nothing else in the article speaks of."""

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.parties import parties_in
from gazetteer.place import SETTLEMENTS, Mention
from mapapp.extraction.areas import distance_km

_KNOWN_ALONE = 750_000
"""So many people make a town known without a word about its country."""

_KNOWN_HERE = 40_000
"""So many do where the article names no other country either."""

_KNOWN_UNIQUE = 5_000
"""So many do where, besides, no town of that name in another country comes into question."""

_KEPT = frozenset({"supplement", "own"})
"""Sources of places that a person has put there: ours, and the user's own."""

_RIVAL = 0.05
_NEAR_KM = 80.0
_DOUBT = 0.15


def in_company(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions, those of doubtful company with a score too low to be pinned.

    A town keeps its score where its country, a place near by, or a group at home there is named as well.
    The gazetteer does not know every village: its only place of a name may be the wrong one.
    """
    located = [m for m in mentions if m.place is not None and m.role != "part"]
    parties = {code for codes in parties_in(text).values() for code in codes}
    return tuple(
        m if _is_known(m, located, parties) else replace(m, score=m.score * _DOUBT) for m in mentions
    )


def _is_known(mention: Mention, located: Sequence[Mention], parties: set[str]) -> bool:
    place = mention.place
    if place is None or place.kind not in SETTLEMENTS or place.contested or place.feature == "PPLC":
        return True
    if place.population >= _KNOWN_ALONE or place.country in parties or place.source in _KEPT:
        return True
    others = [
        o.place for o in located if o.text != mention.text and o.place is not None and o.place.id != place.id
    ]
    others = [o for o in others if o.country]
    if any(o.country == place.country for o in others):
        return True
    if any(
        distance_km(o.lat, o.lon, place.lat, place.lon) <= _NEAR_KM for o in others if o.kind != "country"
    ):
        return True
    if others:
        return False
    rivals = {c.place.country for c in mention.candidates if c.score >= _RIVAL} - {place.country}
    return place.population >= (_KNOWN_HERE if rivals else _KNOWN_UNIQUE)
