"""Dump and base as one stream of places by id, each with its names: what the data file holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from gazetteer.build.assemble import place_lines
from gazetteer.build.divisions import KEPT_CODES
from gazetteer.build.draft import Draft, is_code
from gazetteer.build.geonames.base import Base, kind_named
from gazetteer.build.geonames.gathered import Gathered
from gazetteer.place import SETTLEMENTS, Kind

_LEAST_WEIGHT, _LANGUAGE_WEIGHT, _MOST_WEIGHT = 0.03, 0.03, 0.4
"""Of a river, a hill or a building of the dump: the more languages name it, the likelier it is meant."""

_RANKED: frozenset[Kind] = SETTLEMENTS | {"country", "district"}
"""Kinds whose weight comes from their population alone."""


@dataclass(frozen=True, slots=True)
class Made:
    """A place as it stands in the data file."""

    kind: Kind
    from_base: bool
    names: int
    lines: bytes


class _Groups:
    """Groups by id, asked for in the order of ids."""

    def __init__(self, groups: Iterator[tuple[int, list[str]]]) -> None:
        self._groups = groups
        self._next = next(groups, None)

    def of(self, id: int) -> list[str]:
        """Return the lines of an id, [] where it has none; ids must rise from call to call."""
        while self._next is not None and self._next[0] < id:
            self._next = next(self._groups, None)
        return self._next[1] if self._next is not None and self._next[0] == id else []


class Merged:
    """The places of a gathered dump and of its base, by id. A place of both is the dump's."""

    def __init__(self, gathered: Gathered) -> None:
        self._said = gathered
        self._base: Base = gathered.base
        self._stay = [id for id in self._base.ids if id not in gathered.kept and not self._superseded(id)]
        self.places = gathered.kept.count + len(self._stay)

    def _superseded(self, id: int) -> bool:
        """Return whether a division of the base has given its code to another of the dump."""
        code = self._base.division_codes.get(id)
        return code is not None and self._said.division(code) != id

    def __iter__(self) -> Iterator[Made]:
        names, parents = _Groups(self._said.names.groups()), _Groups(self._said.parents.groups())
        stay = iter(self._stay)
        waiting = next(stay, None)
        for id, lines in self._said.places.groups():
            while waiting is not None and waiting < id:
                yield self._from_base(waiting, names.of(waiting))
                waiting = next(stay, None)
            yield self._from_dump(id, lines[0], names.of(id), parents.of(id))
        while waiting is not None:
            yield self._from_base(waiting, names.of(waiting))
            waiting = next(stay, None)

    def _from_base(self, id: int, named: list[str]) -> Made:
        lines = self._base.lines(id)
        kind = kind_named(lines[0].split(b"\t", 3)[2].decode())
        if not named:
            count = 1 + sum(line.count(b"\t") - 3 for line in lines[1:] if line.startswith(b"N\t"))
            return Made(kind, True, count, b"".join(lines))
        draft = self._base.draft(id)
        known, draft.names = draft.names, {}
        _name(draft, named, known)
        more = [line.decode() for line in lines if line.startswith(b"A\t")]
        return Made(kind, True, 1 + len(draft.names), "".join([*place_lines(draft), *more]).encode())

    def _from_dump(self, id: int, line: str, named: list[str], parents: list[str]) -> Made:
        kind, feature, name, lat, lon, country, admin1, admin2, population, radius = line.split("\t")
        draft = Draft(
            *(id, kind_named(kind), name, float(lat), float(lon), country, admin1),
            *(self._said.division(admin2) if admin2 else 0, int(population), float(radius)),
            *(feature, "geonames", "geonames"),
        )
        before = self._base.draft(id) if id in self._base else None
        self._as_division(draft)
        known: dict[str, tuple[str, str, str]] = {}
        if before:
            known = (
                before.names if not named else {t: n for t, n in before.names.items() if n[2] != "geonames"}
            )
            known.setdefault(before.name, ("", "variant", "geonames"))
            _complete(draft, before)
            if not draft.admin2 and (before.admin2 in self._said.kept or before.admin2 in self._base):
                draft.admin2 = before.admin2
        self._as_country(draft, known)
        _name(draft, named, known)
        more = self._more(draft, named, parents, before is not None)
        text = "".join([*place_lines(draft), *(f"A\t{what}\t{value}\t\n" for what, value in more)])
        return Made(draft.kind, False, 1 + len(draft.names), text.encode())

    def _as_division(self, draft: Draft) -> None:
        if draft.feature == "ADM1" and self._said.division(draft.admin1) != draft.id:
            draft.feature = "ADMD"  # another place is the division of this code
        if draft.admin2 == draft.id:
            draft.admin2 = 0

    def _as_country(self, draft: Draft, known: dict[str, tuple[str, str, str]]) -> None:
        row = self._said.countries.get(draft.id)
        if not self._said.is_country(draft.id, draft.country):
            if draft.kind == "country":
                draft.kind, draft.radius_km = "region", 60.0
            return
        draft.kind, draft.feature, draft.admin1, draft.admin2 = "country", "PCL", "", 0
        if row:
            known.setdefault(draft.name, ("", "official", "geonames"))
            draft.name = row.name
            draft.population = draft.population or row.population
            draft.radius_km = round((row.area_km2 / 3.141592653589793) ** 0.5, 1) or draft.radius_km

    def _more(
        self, draft: Draft, named: list[str], parents: list[str], known: bool
    ) -> Iterator[tuple[str, str]]:
        if not known and draft.kind not in _RANKED and draft.feature not in {"ADM1", "CONT"}:
            languages = {line.split("\t", 2)[1] for line in named} - {""}
            weight = min(_MOST_WEIGHT, _LEAST_WEIGHT + _LANGUAGE_WEIGHT * len(languages))
            yield "weight", f"{weight:g}"
        own = {draft.id, draft.admin2, self._said.division(draft.admin1) if draft.admin1 else 0}
        ids = [int(line.split("\t")[1]) for line in parents]
        further = [id for id in ids if id not in own and (id in self._said.kept or id in self._base)]
        country = self._said.country_id(draft.country)
        if further := [id for id in dict.fromkeys(further) if id != country]:
            yield "parents", " ".join(map(str, further))


def _complete(draft: Draft, before: Draft) -> None:
    """Take from the base's record what the dump does not know."""
    draft.population = draft.population or before.population
    if before.radius_km and before.kind == draft.kind:
        draft.radius_km = before.radius_km
    if before.feature == "PCL":
        draft.name = before.name


def _name(draft: Draft, named: list[str], known: dict[str, tuple[str, str, str]]) -> None:
    """Give a place its names: demonyms of the base, the dump's, best first, then others of the base."""
    names = draft.names
    for text, (language, type_, source) in known.items():
        if type_ == "demonym":
            names[text] = (language, type_, source)
    division = draft.feature in {"PCL", "ADM1", "ADM2"}
    for line in named:
        _, language, type_, text = line.split("\t")
        if division and is_code(text):
            if draft.feature != "PCL" or text not in KEPT_CODES:
                continue  # "IN", "IT" and "AND" are words
            language, type_ = "en", "abbreviation"
        names.setdefault(text, (language, type_, "geonames"))
    for text, value in known.items():
        names.setdefault(text, value)
    names.pop(draft.name, None)
