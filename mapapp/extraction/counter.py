"""Other fields that speak in words of war: sport, business, film, illness, weather, accidents, courts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.extraction.frames import Unit
from mapapp.extraction.lexicon import Lexicon, forms

_WHOLE_ARTICLE = 4
"""So many different words of a field (a sure one counts twice) make an article one of that field."""

_LIKE = "like "
"""Before a field's name: an article with words enough of it, whatever else it tells."""

_ACCIDENT_FREE = frozenset({"accident", "illness", "weather"})


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    reason: str
    sure: "_Terms"
    words: "_Terms"


class CounterLexicon:
    """Tells whether weak triggers stand in the company of another field."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._fields = tuple(
            _Field(f["name"], f["reason"], _Terms(f["sure"], lexicon), _Terms(f["words"], lexicon))
            for f in lexicon.counter
        )

    def fields_of(self, text: str, strong: int) -> frozenset[str]:
        """Return the fields an article is of as a whole; `strong` counts its surely violent sentences."""
        found = set()
        tokens = _tokens(text)
        for field in self._fields:
            sure = field.sure.among(tokens)
            words = field.words.among(tokens)
            if 2 * len(sure) + len(words) >= _WHOLE_ARTICLE + 3 * strong and (
                sure or len(words) >= _WHOLE_ARTICLE + 2
            ):
                found.add(field.name)
            if sure and 2 * len(sure) + len(words) >= _WHOLE_ARTICLE:
                found.add(_LIKE + field.name)
        return frozenset(found)

    def refuses(self, sentence: str, unit: Unit, fields: frozenset[str], war: bool = False) -> str:
        """Return why a unit is of another field, "" where it is an incident of ours.

        `war`: the article tells of violence for sure, so that "his wife" alone makes no private crime.
        """
        strong = is_strong(unit)
        tokens = _tokens(sentence)
        for field in self._fields:
            sure = field.sure.among(tokens)
            words = field.words.among(tokens)
            if field.name in _ACCIDENT_FREE:
                if _CRASH.search(sentence) and all(a.kind in {"harm", "toll"} for a in unit.anchors):
                    return field.reason
                if (sure or len(words) >= 2) and not unit.sub_type:
                    return field.reason
                if sure and not strong and unit.rank < 50:
                    return field.reason
                continue
            if field.name == "film" and _FICTION.search(sentence):
                return field.reason
            if field.name == "courts":
                harmed = any(a.kind == "harm" for a in unit.anchors)
                if (sure - {"court", "courts"} if harmed else sure) and not strong:
                    return field.reason  # people killed outside a court are no case before it
                continue
            if field.name == "crime" and (sure - _FAMILY if war else sure) and _is_private(unit):
                return field.reason
            plain = unit.rank <= 45 and len(words) >= 2 and field.name in {"sport", "film", "business"}
            weight = 2 * len(sure) + len(words) + (2 if field.name in fields else 0)
            if not strong and weight >= 2 and (sure or plain or field.name in fields):
                return field.reason
            if strong and field.name in fields and field.name in {"film", "sport"}:
                return field.reason
            if _LIKE + field.name in fields and field.name == "sport" and words and _is_unarmed(unit):
                return field.reason
        return ""


_FAMILY = frozenset({"his wife", "her husband"})
_CRASH = re.compile(
    r"\b(?:crash(?:ed|es)?|plunged|overturned|veered|derailed)\b(?!\s+into\s+(?:a|the)\s+(?:building|house|crowd))",
    re.IGNORECASE,
)


_FICTION = re.compile(
    r"\b(?:films?|movies?|novels?|series|video\s+games?|documentar(?:y|ies)|exhibition|painting|plays?|drama)\b"
    r"[^.]{0,60}\b(?:shows?|depicts?|depicting|tells?|portrays?|recreates?|features?|about|set\s+in)\b",
    re.IGNORECASE,
)


def _is_unarmed(unit: Unit) -> bool:
    """Whether a unit names no weapon and nobody hurt: a goal is "bombarded" in a match as well."""
    return not any(m.entry.means in {"weapon", "explosive"} for m in unit.means) and all(
        a.kind not in {"harm", "toll"} for a in unit.anchors
    )


def _is_private(unit: Unit) -> bool:
    """Whether a unit is violence by hand or gun, without weapons of war."""
    return unit.sub_type in {"Attack", "Armed clash", ""} and not any(
        m.entry.means in {"weapon", "explosive"} for m in unit.means
    )


def is_strong(unit: Unit) -> bool:
    """Whether a unit's own words leave no doubt: a weapon, or a word that has no peaceful sense."""
    weapon = any(m.entry.means in {"weapon", "explosive"} for m in unit.means)
    named = any(
        not a.cue.entry.weak and a.rank >= 45 and not a.needs_war for a in unit.anchors if a.kind != "harm"
    )
    return (weapon or named) and EVENT_TYPE_OF.get(unit.sub_type) is not None


_SPLIT = re.compile(r"(-?)(\w+(?:['’]\w+)*)")

Tokens = tuple[tuple[str, bool], ...]
"""The words of a text in lower case, each with whether a hyphen joins it to the one before."""


@lru_cache(maxsize=64)
def _tokens(text: str) -> Tokens:
    return tuple((m[2].lower().replace("’", "'"), bool(m[1])) for m in _SPLIT.finditer(text))


class _Terms:
    """Words and phrases, found by their first word."""

    def __init__(self, words: Sequence[str], lexicon: Lexicon) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        found = set[str]()
        for word in words:
            *before, last = word.split(" ")
            found.update(" ".join([*before, form]) for form in forms(last, lexicon.irregular))
        for term in sorted(found, key=lambda t: (-len(t), t)):
            first, *rest = term.split(" ")
            self._by_first.setdefault(first, []).append(tuple(rest))

    def among(self, tokens: Tokens) -> set[str]:
        """Return those that stand in a text, the longest at each word; a hyphen counts as a space."""
        found = set()
        for at, (word, joined) in enumerate(tokens):
            if joined or word not in self._by_first:
                continue
            for rest in self._by_first[word]:
                if all(
                    at + n < len(tokens) and tokens[at + n][0] == part for n, part in enumerate(rest, start=1)
                ):
                    found.add(" ".join((word, *rest)))
                    break
        return found
