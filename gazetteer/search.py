"""A name looked up in layers: as written, folded, then transliterated and misspelt, each scored."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf

from rapidfuzz.distance import DamerauLevenshtein

from gazetteer.distance import great_circle_km
from gazetteer.fuzzy import near_keys
from gazetteer.index import MATCH_WEIGHT, NameIndex
from gazetteer.names import fold
from gazetteer.place import SETTLEMENTS, Candidate, Place
from gazetteer.ranking import PEOPLE_TYPES, is_latin
from gazetteer.status import countries
from gazetteer.transliteration import consonant_keys, likeness
from gazetteer.wording import Wording, ways_to_say, worded

FUZZY_LETTERS = 5
"""Letters below which nothing is guessed."""

_LEAST_SOUND = 0.78
"""Likeness, once romanised alike, that two names of the same consonants must have."""

_SAME_SOUND = 1.25
"""Worth of a misspelling whose consonants are the name's, against one whose are not."""

_ALIKE, _BARE, _INSTEAD = 0.9, 0.85, 0.3
"""Worth of a name with another word for the same sort, of the bare name, and of what may stand for it."""

_INSIDE = SETTLEMENTS | {"region", "district"}
"""Kinds that lie in what is claimed rather than being what the claim is about."""

_TRUST = {
    False: (-2.05, -0.51, 1.41, 1.79, 0.68, 1.26, -2.09, -0.83, 1.69),
    True: (-2.73, -0.39, 0.65, 4.88, 0.92, 1.08, -2.68, -0.26, 1.31),
}
"""Without and with a country: constant, slips over letters, letters, the place's weight, same consonants,
same first letter, the rival's score over the first one's, a misspelling and no sound, one slip only."""

_LEAST_TRUST = 0.5
_LEAST_WORD = 0.7
"""Likeness of each word to the other name's, where both have as many."""
_RIVAL_KM = 60.0
_NAMESAKES, _NAMES_TRIED, _NAMESAKE_KM = 3, 60, 60.0
"""Places that a bare name may mean, names of each, and how far from it a thing named after it may lie."""

_TWO_NAMES = re.compile(r"^([^()/]+?)\s*(?:\(([^()]+)\)|/\s*([^()/]+))$")


class Lookup:
    """Look-ups over one index."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index

    def find(self, query: str, country: str | None, limit: int) -> tuple[Candidate, ...]:
        """Return the places that a query may mean, best first; () when nothing is good enough."""
        query = " ".join(query.split())
        code = country.upper() if country else None
        found = self._of_country(self._certain(query), code)
        if not found:
            found = self._of_country(self._of_two(query), code)
        if not found and sum(c.isalpha() for c in query) >= FUZZY_LETTERS:
            found = self._guessed(query, code)
        return tuple(found[:limit])

    def _certain(self, query: str) -> Sequence[Candidate]:
        """Return the places that bear the name, but for case, marks, an article and the generic word."""
        whole = self._index.candidates_of(query)
        if not whole and query[:4].lower() == "the ":
            whole = self._index.candidates_of(query[4:])
        wording = worded(query)
        return self._worded(query, wording, whole) if wording else whole

    def _worded(self, query: str, wording: Wording, whole: Sequence[Candidate]) -> Sequence[Candidate]:
        places = [c for c in whole if c.name_type not in PEOPLE_TYPES]
        of_kind = [c for c in places if c.place.kind in wording.kinds]
        rest = [c for c in whole if c not in of_kind]
        known = {c.place.id for c in whole}
        alike: list[Candidate] = []
        for key in wording.others:
            if key in self._index.trie:
                alike += self._named(self._by_key(key, query), wording, known, _ALIKE)
        bare = self._named(self._index.candidates_of(wording.surface), wording, known, _BARE)
        if not (of_kind or alike or bare):
            alike = self._by_namesake(wording, known)
        groups = [of_kind, rest, alike, bare] if wording.first else [of_kind, alike, bare, rest]
        found = list(_in_order(groups))
        if not found and wording.instead:
            towns = (c for c in self._index.candidates_of(wording.surface) if c.place.kind in wording.instead)
            reason = ("nothing of that kind: a place of its name", _INSTEAD)
            found = [
                replace(c, score=round(c.score * _INSTEAD, 4), match="alias", reasons=(reason,))
                for c in towns
                if c.match != "folded" and c.name_type not in PEOPLE_TYPES
            ]
        return found

    def _by_key(self, key: str, query: str) -> Sequence[Candidate]:
        """Return the places under a key; of names without vowels where the query is written without."""
        return self._index.candidates_of(key) if query.isascii() else [
            *self._index.candidates_of(key), *self._index.candidates_near(key, query)
        ]  # fmt: skip

    def _by_namesake(self, wording: Wording, known: set[int]) -> list[Candidate]:
        """Return what is named after the place that the bare name means, under any name of that place.

        "Zaporozhye NPP" is the plant near Zaporizhzhia, "مطار حلب" the airport near Aleppo.
        """
        found: list[Candidate] = []
        for town in self._index.candidates_of(wording.surface)[:_NAMESAKES]:
            if town.match == "folded" or town.name_type in PEOPLE_TYPES:
                continue
            names = {fold(n.text) for n in self._index.names(town.place.id) if is_latin(n.text)}
            for name in sorted(names)[:_NAMES_TRIED]:
                for key in ways_to_say(name, wording.sorts):
                    if key in self._index.trie:
                        here = (
                            c
                            for c in self._index.candidates_of(key)
                            if _km(c, town) <= _NAMESAKE_KM + town.place.radius_km
                        )
                        found += self._named(here, wording, known, _BARE)
            if found:
                return found
        return found

    def _named(
        self, candidates: Iterable[Candidate], wording: Wording, known: set[int], worth: float
    ) -> list[Candidate]:
        """Return those candidates that are of the wording's kinds; they are known from then on."""
        found = []
        for c in candidates:
            fits = _fits(wording, c.place) and c.name_type not in PEOPLE_TYPES
            if fits and c.place.id not in known:
                found.append(replace(c, match="alias", score=round(c.score * worth, 4)))
                known.add(c.place.id)
        return found

    def _of_two(self, query: str) -> Sequence[Candidate]:
        """Return the answer to a name with another one: "Kobani (Ayn al-Arab)", "Martuni, Azerbaijan"."""
        match = _TWO_NAMES.match(query)
        name, _, area = query.partition(",")
        if match:
            name, area = match[1], match[2] or match[3]
        if not area.strip():
            return ()
        first = self._certain(name.strip())
        second = self._certain(area.rpartition(",")[2].strip())
        ids = {c.place.id for c in second}
        return [c for c in first if c.place.id in ids] or [c for c in first if ids & set(c.place.parents)]

    def _guessed(self, query: str, code: str | None) -> Sequence[Candidate]:
        """Return the places whose name sounds like a query or may be misspelt as one.

        Without a country none that only sounds alike comes first; a first one that is not to be trusted
        (`trust`) is no answer, for a name unlike all we know is more often that of a place we do not know.
        """
        wording = worded(query)
        found: dict[int, Candidate] = {}
        for candidate in self._near(query, wording):
            before = found.get(candidate.place.id)
            if before is None or candidate.score > before.score:
                found[candidate.place.id] = candidate
        ranked = list(self._of_country(sorted(found.values(), key=lambda c: (-c.score, c.place.id)), code))
        if not code:
            ranked.sort(key=lambda c: c.match != "fuzzy")
        if not ranked or (ranked[0].match != "fuzzy" and not code):
            return ()
        key = wording.bare if wording else fold(query)
        if trust(key, ranked, hinted=bool(code)) < _LEAST_TRUST:
            return ()
        return _capped(ranked)

    def _near(self, query: str, wording: Wording | None) -> Iterator[Candidate]:
        key = fold(query)
        keys = [key] if wording is None else [key, wording.bare]
        for each in keys:
            if sum(c.isalpha() for c in each) < FUZZY_LETTERS:
                continue
            near = dict(near_keys(each, self._index.trie))
            sound = {
                k: likeness(each, k)
                for sounds in consonant_keys(each)
                for k in self._index.sounding_like(sounds)
                if k != each
            }
            for other in {**near, **sound}:
                alike = near.get(other, 0.0)
                if not alike and sound[other] < _LEAST_SOUND:
                    continue
                for c in self._index.candidates_near(other, query):
                    if c.name_type in PEOPLE_TYPES or not (wording is None or _fits(wording, c.place)):
                        continue
                    if alike:
                        worth = MATCH_WEIGHT["fuzzy"] * alike * (_SAME_SOUND if other in sound else 1.0)
                        yield replace(c, match="fuzzy", score=round(c.score * worth, 4))
                    else:
                        worth = MATCH_WEIGHT["transliterated"] * sound[other]
                        yield replace(c, match="transliterated", score=round(c.score * worth, 4))

    def _of_country(self, candidates: Sequence[Candidate], code: str | None) -> Sequence[Candidate]:
        """Return the candidates that a country holds, or has to do with by a fact or a parent, best first.

        A place that merely lies in an area which the country claims comes behind those that are its own.
        """
        if not code:
            return candidates
        own: list[Candidate] = []
        claimed: list[Candidate] = []
        for c in candidates:
            if c.place.country == code:
                own.append(c)
            elif code in self._of_place(c.place):
                (claimed if c.place.kind in _INSIDE else own).append(c)
        return [*own, *claimed]

    def _of_place(self, asked: Place) -> frozenset[str]:
        """Return the countries that have to do with a place or with what it lies in."""
        found = set(countries(self._index.facts(asked.id)))
        for parent in asked.parents:
            place = self._index.place(parent)
            if place is not None:
                found |= {place.country} | countries(self._index.facts(parent))
        return frozenset(found)


def trust(key: str, guesses: Sequence[Candidate], *, hinted: bool) -> float:
    """Return in logits how likely the first of some guesses is what a folded key was meant to be.

    A generic word in the guess's name counts for nothing, as the key has none.
    Fitted on 1,500 names: other names of well-known places, names with a letter slipped, and names of places
    left out of the data, which have no right answer. A rival is the next guess over 60 km away.
    """
    first = guesses[0]
    split = worded(first.name)
    other = split.bare if split else fold(first.name)
    pairs = list(zip(key.split(), other.split(), strict=False))
    if len(pairs) > 1 and len(key.split()) == len(other.split()):
        least = min(DamerauLevenshtein.normalized_similarity(a, b) for a, b in pairs)
        if least < _LEAST_WORD:
            return -inf  # one word in common says little: many names begin with "Volodymyr"
    slips = DamerauLevenshtein.distance(key, other)
    far = (c for c in guesses[1:] if _km(c, first) > _RIVAL_KM)
    rival = max((c.score / first.score for c in far), default=0.0)
    told = (
        1.0,
        10 * slips / max(1, len(key)),
        min(len(key), 15) / 10,
        first.place.weight,
        float(bool(set(consonant_keys(key)) & set(consonant_keys(other)))),
        float(key[:1] == other[:1]),
        rival,
        float(first.match == "fuzzy"),
        float(slips == 1),
    )
    return sum(weight * value for weight, value in zip(_TRUST[hinted], told, strict=True))


def _km(one: Candidate, other: Candidate) -> float:
    return great_circle_km(one.place.lat, one.place.lon, other.place.lat, other.place.lon)


def _fits(wording: Wording, place: Place) -> bool:
    """Return whether a place is of the sort that is asked for; a province is no valley of its name."""
    division = place.feature.startswith(("ADM", "PCL"))
    return place.kind in wording.kinds and (wording.divisions or not division)


def _in_order(groups: Iterable[Iterable[Candidate]]) -> Iterator[Candidate]:
    """Yield the candidates of one group after another, no score above one before it."""
    least = 1.0
    for group in groups:
        for c in sorted(group, key=lambda c: (c.name_type in PEOPLE_TYPES, -c.score, c.place.id)):
            yield c if c.score <= least else replace(c, score=least)
            least = min(least, c.score)


def _capped(candidates: Iterable[Candidate]) -> list[Candidate]:
    return list(_in_order([[c] for c in candidates]))
