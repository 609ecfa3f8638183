"""A place as a reader sees it: the fields that the Places page and its suggestions are drawn from."""

from collections.abc import Iterable
from typing import Any, Final

from gazetteer import Gazetteer
from gazetteer.expressions import Spot
from gazetteer.name_sets import Kind as SetKind
from gazetteer.name_sets import NameSet
from gazetteer.own_places import SOURCE as OWN
from gazetteer.place import AREAS, KINDS, Candidate, Name, Place
from gazetteer.relations import apart_km, bearing, children, country, parents
from gazetteer.sources import SOURCES
from gazetteer.status import UNSOURCED, Fact
from mapapp.extraction.language import language_name
from mapapp.server.event_fields import web_link
from mapapp.server.words import MONTHS

NEARBY_KM: Final = 40.0
MOST_NEARBY: Final = 12
MOST_NAMES: Final = 400
NO_AREAS: Final = frozenset(KINDS) - AREAS - {"demonym"}
WIDELY_READ: Final = ("en", "ar", "zh", "fr", "ru", "es")
"""The languages of the United Nations: their names of a place are shown before others."""
COMPASS: Final = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
KIND_WORDS: Final = {"disputed": "disputed region", "base": "military base", "line": "line of contact"}
RELATION_WORDS: Final = {
    "de_jure": "Most states hold it to be part of",
    "claims": "Claimed by",
    "controls": "Controlled by",
    "administers": "Administered by",
}
SIDES: Final = {"int": "international use", "un": "United Nations"}
UNSEEN: Final = frozenset({"code", "demonym", "metonym", "misspelling"})
SET_WORDS: Final[dict[SetKind, str]] = {
    "international": "In international use",
    "government": "By the government",
    "local-authority": "By who controls it",
}
DISCLAIMER: Final = (
    "Its name, and whose it is, are disputed. Names of all sides are shown; their order and this page are no "
    "statement of opinion on any claim."
)


def kind_words(place: Place) -> str:
    """Return what kind of place it is, in words."""
    return KIND_WORDS.get(place.kind, place.kind)


def where_words(gazetteer: Gazetteer, place: Place) -> str:
    """Return what a place lies in, nearest first; of a contested place without any country."""
    held = held_by(gazetteer, place)
    kept = [*held[:1], *(p for p in held[1:] if p.kind == "country")]
    return ", ".join(dict.fromkeys(p.label or p.name for p in kept))


def held_by(gazetteer: Gazetteer, place: Place) -> list[Place]:
    """Return what a place lies in, nearest first; no country of a contested one: that is for its facts."""
    held = list(parents(gazetteer.index, place))
    if not held and place.country and place.kind != "country":
        state = country(gazetteer.index, place.country)
        held = [state] if state is not None else []
    return [p for p in held if not (place.contested and p.kind == "country")]


def set_fields(gazetteer: Gazetteer, place: Place) -> list[dict[str, str]]:
    """Return what a place is called in each set of names, where they differ; [] where they do not."""
    found = [
        {"set": words, "label": gazetteer.label(place, NameSet(kind))} for kind, words in SET_WORDS.items()
    ]
    return found if len({row["label"] for row in found}) > 1 or place.contested else []


def suggestion_fields(gazetteer: Gazetteer, candidate: Candidate) -> dict[str, Any]:
    """Return one line below a search box: the name that was met, the place's label, what and where it is."""
    place = candidate.place
    label = place.label or place.name
    return {
        "id": str(place.id),
        "name": candidate.name,
        "label": label if label != candidate.name else "",
        "kind": kind_words(place),
        "where": where_words(gazetteer, place),
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "historic": candidate.name_type == "historic" or bool(candidate.until),
        "own": place.source == OWN,
    }


def card_fields(gazetteer: Gazetteer, place: Place) -> dict[str, Any]:
    """Return all that is known of a place, for its card."""
    names = [n for n in gazetteer.names(place.id) if not n.searchable_only and n.type not in UNSEEN]
    names.sort(key=lambda n: (n.text != place.name, not n.authority, _rank(n.language), n.text))
    facts = gazetteer.history(place.id)
    return {
        "id": str(place.id),
        "label": place.label or place.name,
        "kind": kind_words(place),
        "contested": place.contested,
        "own": place.source == OWN,
        "lat": place.lat,
        "lon": place.lon,
        "radius": kilometres(place.radius_km),
        "people": f"{place.population:,}" if place.population else "",
        "parents": [
            {"id": str(p.id), "label": p.label or p.name, "kind": kind_words(p)}
            for p in held_by(gazetteer, place)
        ],
        "sets": set_fields(gazetteer, place),
        "names": [name_fields(gazetteer, n) for n in names[:MOST_NAMES]],
        "status": [fact_fields(gazetteer, fact) for fact in facts],
        "disclaimer": DISCLAIMER if place.contested or facts or place.kind == "disputed" else "",
        "source": source_words(place),
        "point": point_words(place),
        "geonames": place.geonameid or 0,
        "near": [] if place.kind in {"country", "region"} else near_fields(gazetteer, place),
        "children": [
            {"id": str(p.id), "label": p.label or p.name, "kind": kind_words(p), "far": ""}
            for p in (children(gazetteer.index, place, limit=MOST_NEARBY) if place.kind in AREAS else ())
        ],
    }


def spot_fields(gazetteer: Gazetteer, spot: Spot) -> dict[str, Any]:
    """Return what a phrase such as "12 km north of X" means, for its card."""
    place = spot.place
    return {
        "id": "",
        "label": spot.label[:1].upper() + spot.label[1:],
        "kind": "road, as a straight line" if spot.line else "found from a phrase",
        "contested": False,
        "own": False,
        "lat": spot.lat,
        "lon": spot.lon,
        "radius": kilometres(spot.radius_km),
        "people": "",
        "parents": [
            {"id": str(p.id), "label": p.label or p.name, "kind": kind_words(p)} for p in spot.places
        ],
        "sets": [],
        "names": [],
        "status": [],
        "disclaimer": "",
        "source": "",
        "point": spot.reason,
        "geonames": 0,
        "near": near_fields(gazetteer, place),
        "children": [],
    }


def name_fields(gazetteer: Gazetteer, name: Name) -> dict[str, Any]:
    """Return one name: in which language and script, whose, of what type, and from when to when."""
    language = language_name(name.language.split("-")[0]) if name.language else ""
    return {
        "text": name.text,
        "lang": name.language,
        "language": {"mul": "several languages"}.get(name.language, language),
        "script": name.script,
        "type": name.type,
        "whose": whose_words(gazetteer, name.authority),
        "days": days_words(name.since, name.until),
        "preferred": name.preferred,
    }


def fact_fields(gazetteer: Gazetteer, fact: Fact) -> dict[str, Any]:
    """Return one fact about who holds or claims a place, with its days and where it was read."""
    address = web_link(fact.source.removeprefix("page:"))
    return {
        "relation": RELATION_WORDS[fact.relation],
        "actor": whose_words(gazetteer, fact.actor if ":" in fact.actor else f"gov:{fact.actor}"),
        "days": days_words(fact.since, fact.until),
        "over": bool(fact.until),
        "source": address,
        "unsourced": "" if address else (fact.source or UNSOURCED),
    }


def whose_words(gazetteer: Gazetteer, authority: str) -> str:
    """Return whose a name or a claim is, in words; "" where nobody's in particular."""
    kind, _, who = authority.partition(":")
    if kind in SIDES:
        return SIDES[kind]
    if kind == "gov":
        state = country(gazetteer.index, who) if len(who) == 2 else None
        return state.name if state is not None else who
    if kind == "defacto":
        return f"{who.replace('-', ' ').title()} (de facto)"
    return who.replace("-", " ") if kind == "source" else ""


def days_words(since: str, until: str) -> str:
    """Return from when to when, in words.

    >>> days_words("1923", "2023-09-20"), days_words("2016-02", ""), days_words("", "")
    ('1923 to 20 September 2023', 'since February 2016', '')
    """
    first, last = day_of(since), day_of(until)
    if first and last:
        return f"{first} to {last}"
    return f"since {first}" if first else f"until {last}" if last else ""


def day_of(date: str) -> str:
    """Return a date of ISO 8601 in words, with no more of it than is known."""
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    if not (month.isdigit() and 1 <= int(month) <= 12):
        return year
    return " ".join(filter(None, (day.lstrip("0"), MONTHS[int(month) - 1], year)))


def source_words(place: Place) -> str:
    """Return whose data a place is, and under which licence."""
    if place.source == OWN:
        return "One of your own places"
    known = SOURCES.get(place.source)
    return f"{known.title}, {known.licence}. {known.attribution}" if known is not None else place.source


def point_words(place: Place) -> str:
    """Return where a place's point is from; "" where from its source."""
    if place.coord_source == "estimate":
        return f"estimated, within about {place.radius_km:g} km"
    if place.coord_source.startswith("page:"):
        return place.coord_source.removeprefix("page:")
    return "" if place.coord_source in {"", place.source} else place.coord_source


def near_fields(gazetteer: Gazetteer, place: Place) -> list[dict[str, Any]]:
    """Return the places around one, nearest first, with distance and direction."""
    found = gazetteer.near(place.lat, place.lon, NEARBY_KM, NO_AREAS, limit=MOST_NEARBY * 3)
    return list(_near_lines(place, found))[:MOST_NEARBY]


def _near_lines(place: Place, found: Iterable[Place]) -> Iterable[dict[str, Any]]:
    for other in found:
        far = apart_km(place, other)
        if other.id == place.id or (far < 1 and other.name == place.name):
            continue
        side = COMPASS[round(bearing(place.lat, place.lon, other.lat, other.lon) / 45) % 8]
        yield {
            "id": str(other.id),
            "label": other.label or other.name,
            "kind": kind_words(other),
            "far": f"{kilometres(far)} {side}" if far >= 0.1 else "at this point",
        }


def _rank(language: str) -> tuple[int, str]:
    """Sort languages: those of WIDELY_READ, others by name, those without a name of ours last."""
    code = language.split("-")[0]
    if code in WIDELY_READ:
        return (WIDELY_READ.index(code), "")
    name = language_name(code)
    return (len(WIDELY_READ) + (name == code), name)


def kilometres(km: float) -> str:
    """Return a distance as a reader wants it: with a decimal below 10 km; "" for none."""
    return f"{km:,.0f} km" if km >= 10 else f"{km:.1f}".removesuffix(".0") + " km" if km else ""
