"""One sentence that says what a selection shows."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from mapapp.core.selection import LOW_CONFIDENCE, Selection

NameOf = Callable[[str], str]
MOST_NAMED: Final = 3
"""Of more names than these, how many there are is said instead."""

_TYPE_WORDS: Final = {
    "Battles": "battles",
    "Explosions/Remote violence": "strikes",
    "Violence against civilians": "violence against civilians",
    "Protests": "protests",
    "Riots": "riots",
    "Strategic developments": "strategic developments",
}
_PRECISION_WORDS: Final = {
    "exact": "exactly placed",
    "town": "placed to a town",
    "district": "placed to a district",
    "region": "placed to a region",
    "country": "placed to a country",
}
_STATUS_WORDS: Final = {"machine": "not reviewed", "reviewed": "reviewed"}


def sentence(
    selection: Selection, total: int, country_name: NameOf | None = None, place_name: NameOf | None = None
) -> str:
    """Return what is shown, in one sentence; `country_name` and `place_name` give names for codes and ids.

    >>> first, last = date(2020, 10, 1), date(2020, 10, 14)
    >>> sentence(Selection(first, last, ("Battles",), countries=("AZ",), killed=5), 142)
    '142 events: battles, 1–14 Oct 2020, in AZ or claimed by it, at least 5 killed'
    >>> sentence(Selection(), 1)
    '1 event'
    """
    parts = [part for part in _parts(selection, country_name or str, place_name or str) if part]
    counted = "1 event" if total == 1 else f"{total:,} events" if total else "No events"
    return f"{counted}: {', '.join(parts)}" if parts else counted


def _parts(selection: Selection, country_name: NameOf, place_name: NameOf) -> list[str]:
    kinds = [_TYPE_WORDS.get(k, k.lower()) for k in selection.event_types]
    kinds += [f"“{sub}”" for sub in selection.sub_event_types]
    countries = [country_name(code) for code in selection.countries]
    it = "it" if len(countries) == 1 else "them"
    return [
        _listed(kinds, "and", "types"),
        days_words(selection.first_day, selection.last_day),
        f"in {_listed(countries, 'or', 'countries')} or claimed by {it}" if countries else "",
        _said("at", [place_name(p) if _is_id(p) else p for p in selection.places], "or", "places"),
        "inside the drawn area" if selection.area else "",
        _said("by", selection.actors, "or", "actors"),
        _said("as told by", selection.claimants, "or", "claimants"),
        f"at least {selection.killed:,} killed" if selection.killed is not None else "",
        f"confidence at least {selection.confidence:.0%}" if selection.confidence is not None else "",
        _listed([_PRECISION_WORDS[p] for p in selection.precisions], "or", "precisions"),
        _said("from", selection.sources, "or", "sources"),
        _said("in", [f"“{code}”" for code in selection.languages], "or", "languages"),
        _listed([_STATUS_WORDS[s] for s in selection.statuses], "or", ""),
        f"with the words “{selection.words}”" if selection.words else "",
        "background included" if selection.background else "",
        {"only": "disputed only", "hidden": "without disputed ones", "shown": ""}[selection.disputed],
        "" if selection.low_confidence else f"without those less sure than {LOW_CONFIDENCE:.0%}",
    ]


def _is_id(text: str) -> bool:
    return text.lstrip("-").isdecimal()


def _said(before: str, names: Sequence[str], word: str, many: str) -> str:
    return f"{before} {_listed(names, word, many)}" if names else ""


def _listed(names: Sequence[str], word: str, many: str) -> str:
    """Return names as one speaks them.

    >>> _listed(["a", "b", "c"], "or", "letters"), _listed(["a"] * 7, "or", "letters")
    ('a, b or c', '7 letters')
    """
    if len(names) > MOST_NAMED and many:
        return f"{len(names)} {many}"
    return f" {word} ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def days_words(first: date | None, last: date | None) -> str:
    """Return a span of days in as few words as it takes; "" where there is none.

    >>> days_words(date(2020, 9, 27), date(2020, 11, 10)), days_words(None, date(2020, 10, 1))
    ('27 Sep – 10 Nov 2020', 'until 1 Oct 2020')
    """
    if first is None or last is None:
        return f"since {_day(first)}" if first else f"until {_day(last)}" if last else ""
    if first == last:
        return f"on {_day(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    begin = _day(first) if first.year != last.year else f"{first.day} {_MONTHS[first.month - 1]}"
    return f"{begin} – {_day(last)}"


_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
