"""What a place is called: one choice for a reader, one published rule for every place.

The rule, the same for all conflicts. Text that was quoted keeps the name its source used. A place that is not
contested is shown by the first of its names that the reader's set allows. A contested place is shown by two
names, `Khankendi / Stepanakert`: on a map first the name that the authority in control uses, then the
other side's; on the card of a report first the name in the quote. Who is in control is a dated fact with a
source (gazetteer.status), and says nothing about whose the place is. A name that is `searchable_only` is
never shown, nor a historic one, except at a date when it was in use.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from gazetteer.names import fold
from gazetteer.place import Name, Place
from gazetteer.status import Fact, authorities, facts_at

Kind = Literal["as-in-source", "international", "government", "local-authority", "reader-language"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_TYPES = ("official", "common", "endonym", "exonym", "variant")
_NEVER = frozenset({"demonym", "metonym", "misspelling", "abbreviation", "code"})


@dataclass(frozen=True, slots=True)
class NameSet:
    """A reader's choice of names; `language` (BCP 47) is for "reader-language", and breaks ties elsewhere.

    `as-in-source`: what the source wrote, where it is known. `international`: the usual English name.
    `government`: the one of the state that most states hold the place to be part of. `local-authority`: the
    one of whoever controls it at the date. `reader-language`: the one in the reader's language.
    """

    kind: Kind = "international"
    language: str = "en"

    @classmethod
    def parse(cls, text: str) -> "NameSet":
        """Return the set that a link or a setting names ("reader-language:ru"), else the default.

        >>> NameSet.parse("reader-language:ru"), NameSet.parse("nonsense")
        (NameSet(kind='reader-language', language='ru'), NameSet(kind='international', language='en'))
        """
        name, _, language = text.partition(":")
        kind = next((k for k in KINDS if k == name), None)
        plain = language.replace("-", "").isalnum() and language.isascii() and len(language) <= 35
        return cls(kind, language if plain else "en") if kind else cls()


def label(
    place: Place,
    name_set: NameSet = NameSet(),
    names: Iterable[Name] = (),
    facts: Iterable[Fact] = (),
    at: str = "",
    as_written: str = "",
) -> str:
    """Return what a place is called for a reader, by the rule at the top of this module.

    `names` and `facts` are the place's; `at` (ISO 8601, a year will do) asks for the names of a date;
    `as_written` is the name in a quote, which then comes first. A contested place keeps its second name,
    whatever the set.
    """
    usable = [n for n in names if not n.searchable_only and n.type not in _NEVER]
    now = [n for n in usable if n.used_at(at)] if at else [n for n in usable if n.used_at()]
    facts = tuple(facts)
    first = _chosen(place, name_set, now, facts, at, as_written)
    if at and not as_written and name_set.kind in {"international", "as-in-source"}:
        first = _of_date(usable, at) or first
    if not place.contested:
        claimed = len({f.actor for f in facts_at(facts, at)}) > 1
        apart = claimed and not as_written and fold(first) != fold(place.name)
        return as_written or (f"{first} / {place.name}" if apart else first)
    sides = _sides(place, now, facts, at)
    if as_written:
        first = as_written
    elif name_set.kind in {"international", "as-in-source"}:
        first = sides[0]
    others = [s for s in sides if fold(s) != fold(first)]
    theirs = {n.authority for n in now if fold(n.text) == fold(first)}
    others.sort(key=lambda side: not _is_of_another(side, now, theirs))
    if as_written and len(others) > 1 and not any(fold(s) == fold(as_written) for s in sides):
        return " / ".join([first, *others[:2]])
    return " / ".join([first, *others[:1]])


def _is_of_another(side: str, names: Iterable[Name], theirs: set[str]) -> bool:
    """Return whether a side's name is used by an authority that is not among `theirs`."""
    users = {n.authority for n in names if fold(n.text) == fold(side)} - {"", "int"}
    return bool(users - theirs)


def _of_date(names: Sequence[Name], at: str) -> str:
    """Return the name that was in use at a date and is no longer, "" where none is known."""
    then = [n for n in names if n.until and n.used_at(at)]
    then.sort(key=lambda n: (n.language[:2] not in {"en", ""}, "-Latn" not in n.language, n.text))
    latin = [n for n in then if n.script == "Latn"]
    return latin[0].text if latin else ""


def _chosen(
    place: Place, name_set: NameSet, names: Sequence[Name], facts: Sequence[Fact], at: str, as_written: str
) -> str:
    if as_written and name_set.kind == "as-in-source":
        return as_written
    if name_set.kind == "government":
        own = [f"gov:{f.actor}" for f in facts_at(facts, at) if f.relation == "de_jure"]
        return _by_authority(names, own or [f"gov:{place.country}"], name_set.language) or place.name
    if name_set.kind == "local-authority":
        held = list(authorities(facts, at)) or [f"gov:{place.country}"]
        return _by_authority(names, held[:1], name_set.language) or place.name
    if name_set.kind == "reader-language":
        return _by_language(names, name_set.language) or place.name
    return place.name


def _by_authority(names: Sequence[Name], holders: Sequence[str], language: str) -> str:
    """Return the name of the first authority that has one: in the reader's script before its own."""
    for holder in holders:
        own = [n for n in names if n.authority == holder]
        if own:
            own.sort(key=lambda n: (n.script != "Latn", n.language[:2] != language[:2], *_rank(n)))
            return own[0].text
    return ""


def _by_language(names: Sequence[Name], language: str) -> str:
    wanted = language.lower()
    for tag in dict.fromkeys((wanted, wanted.partition("-")[0])):
        own = [n for n in names if n.language.lower() == tag]
        if own:
            return min(own, key=_rank).text
    return ""


def _rank(name: Name) -> tuple[bool, int, int, str]:
    kind = _TYPES.index(name.type) if name.type in _TYPES else len(_TYPES)
    return (not name.preferred, kind, len(name.text), name.text)


def _sides(place: Place, names: Sequence[Name], facts: Sequence[Fact], at: str) -> tuple[str, ...]:
    """Return a contested place's two names, that of the authority in control first.

    `place.label` holds them in the order of today; facts of another date turn them round.
    """
    sides = tuple(s.strip() for s in (place.label or place.name).split(" / "))
    holder = next(iter(authorities(facts, at)), "")
    theirs = {fold(n.text) for n in names if holder and n.authority == holder}
    held = [s for s in sides if fold(s) in theirs]
    if len(held) == 1:
        return (held[0], *(s for s in sides if s != held[0]))
    return sides
