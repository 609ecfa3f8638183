"""Words in a look-up that say what kind of thing is meant: "Kherson oblast", "Mosul dam", "Lake Van"."""

from gazetteer.names import fold
from gazetteer.place import KINDS, Kind

_WORDS_BY_KINDS: dict[str, str] = {
    "region district disputed": "oblast oblasti province provinces governorate state region krai kray okrug "
    "republic prefecture canton department departement muhafazah wilayat vilayet voivodeship "
    "division territory emirate district county rayon raion uezd tehsil subdistrict woreda parish borough "
    "autonomous_republic",
    "city town village": "city town village municipality settlement",
    "neighbourhood": "neighbourhood neighborhood suburb quarter",
    "dam facility": "dam",
    "airport base": "airport airfield aerodrome international_airport",
    "base airport": "airbase base barracks air_base",
    "river": "river stream",
    "water": "lake sea gulf bay strait reservoir",
    "mountain": "mountain mount mountains range pass peak",
    "island": "island islands isle",
    "camp": "camp refugee_camp",
    "crossing": "crossing checkpoint border_crossing",
    "corridor road": "corridor",
}
"""Kinds that a word allows; an underscore joins two words."""

_KINDS: dict[str, frozenset[Kind]] = {
    word.replace("_", " "): frozenset(k for k in KINDS if k in kinds.split())
    for kinds, words in _WORDS_BY_KINDS.items()
    for word in words.split()
}


def split_kind(query: str) -> tuple[str, frozenset[Kind]] | None:
    """Return a query's bare key and the kinds that its generic word allows, or None without such a word.

    >>> split_kind("Kherson oblast") == ('kherson', {'region', 'district', 'disputed'})
    True
    >>> split_kind("Province of Idlib")[0], split_kind("Lake Van")[0], split_kind("Baku")
    ('idlib', 'van', None)
    """
    words = fold(query).split()
    for size in (2, 1):
        if len(words) <= size:
            continue
        tail, head, rest = " ".join(words[-size:]), " ".join(words[:size]), words[size:]
        if tail in _KINDS:
            return " ".join(words[:-size]), _KINDS[tail]
        if head in _KINDS:
            return " ".join(rest[1:] if rest[0] == "of" and len(rest) > 1 else rest), _KINDS[head]
    return None
