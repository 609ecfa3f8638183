"""Lines of JSON in, lines of JSON out: what other programs ask of the gazetteer (DESIGN: stable)."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from gazetteer.entities import is_english
from gazetteer.errors import GazetteerError
from gazetteer.expressions import meant
from gazetteer.gazetteer import Gazetteer
from gazetteer.place import Candidate, Mention, Place

Answer = Callable[[Mapping[str, Any]], dict[str, Any]]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class BadLine(GazetteerError):
    """A line that cannot be answered; the text says what came and what was expected."""


def answered(lines: Iterable[bytes], answer: Answer, key: str) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield (answer, whether it went well) for each line, as soon as the line is read; blank ones skipped.

    A bad line, or one that our code fails on, gives `key` ("id" or "query") where it is known, and "error".
    """
    for line in lines:
        if not line.strip():
            continue
        asked: Any = None
        try:
            asked = parsed(line)
            yield answer(asked), True
        except GazetteerError as error:
            yield {key: _known(asked, key), "error": str(error)}, False
        except Exception as error:  # noqa: BLE001 - one line must not end the rest
            yield {key: _known(asked, key), "error": f"{type(error).__name__}: {error}"}, False


def _known(asked: Any, key: str) -> Any:
    return asked.get(key) if isinstance(asked, Mapping) else None


def parsed(line: bytes) -> dict[str, Any]:
    """Return the object of a line; BadLine for anything else."""
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine(f"not UTF-8 at byte {error.start}, expected a JSON object in UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise BadLine(f"not JSON ({error}), expected an object on one line") from None
    if not isinstance(value, dict):
        raise BadLine(f"a JSON {type(value).__name__}, expected an object")
    return value


def geoparse(
    gazetteer: Gazetteer, asked: Mapping[str, Any], demonyms: bool = True, explain: bool = False
) -> dict[str, Any]:
    """Return the answer to `{"id","text"[,"mentions"][,"source"][,"countries"]}`: the text's places.

    Parts of longer names are left out; demonyms are, too, unless asked for. Given mentions are resolved, not
    searched for, and all come back. `source` (an outlet's name, its place, or country codes) and `countries`
    (ISO 3166-1 alpha-2) say where the text is likely to be about. With `explain` every mention has its
    candidates with their reasons, and its margin to the runner-up.
    """
    text = _UNSTORABLE.sub("\ufffd", _text_of(asked, "text"))
    given = asked.get("mentions")
    hints = _hints(gazetteer, asked)
    if given is None:
        found = [m for m in gazetteer.geoparse(text, countries=hints) if m.role != "part"]
        found = [m for m in found if demonyms or m.role != "demonym"]
    else:
        found = list(gazetteer.resolve(text, list(_given(given, text)), hints))
    shown = explained_object if explain else mention_object
    answer: dict[str, Any] = {"id": asked.get("id"), "mentions": [shown(m) for m in found]}
    if not is_english(text):
        answer["note"] = NOT_ENGLISH
    return answer


NOT_ENGLISH = "not English: known names are looked up, the words around them are not read"


def _hints(gazetteer: Gazetteer, asked: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the countries that a line's `source` and `countries` point at."""
    countries = asked.get("countries") or []
    if not isinstance(countries, list) or not all(
        isinstance(c, str) and _CODE.fullmatch(c) for c in countries
    ):
        raise BadLine(f"countries is {_short(countries)}, expected ISO 3166-1 alpha-2 codes such as AZ")
    source = asked.get("source")
    codes = [c.upper() for c in countries]
    if isinstance(source, str) and source.strip():
        words = re.split(r"[\s,;]+", source.strip())
        if all(_UPPER_CODE.fullmatch(w) for w in words):
            codes += words
        else:
            codes += [m.place.country for m in gazetteer.geoparse(source[:200]) if m.place is not None]
    return tuple(dict.fromkeys(c for c in codes if c))


_CODE = re.compile("[A-Za-z]{2}")
_UPPER_CODE = re.compile("[A-Z]{2}")


def lookup(gazetteer: Gazetteer, asked: Mapping[str, Any], limit: int = 10) -> dict[str, Any]:
    """Return the answer to `{"query"[,"country"][,"context","start","end"]}`: candidates, best first."""
    query = _text_of(asked, "query")
    country = asked.get("country") or None
    if country is not None and not (isinstance(country, str) and re.fullmatch("[A-Za-z]{2}", country)):
        raise BadLine(f"country is {country!r}, expected ISO 3166-1 alpha-2 such as AZ")
    found = meant(gazetteer, query, country, limit)
    if asked.get("context"):
        context = _UNSTORABLE.sub("\ufffd", _text_of(asked, "context"))
        start, end = _span(asked, context)
        found = gazetteer.lookup_in(context, start, end, query, country, limit)
    return {"query": query, "candidates": [candidate_object(c) for c in found]}


def place_object(place: Place | None) -> dict[str, Any] | None:
    """Return a place as other programs get it."""
    if place is None:
        return None
    return {
        "name": place.label or place.name,
        "lat": round(place.lat, 5),
        "lon": round(place.lon, 5),
        "country": place.country or None,
        "kind": place.kind,
        "geonameid": place.geonameid,
    }


def candidate_object(candidate: Candidate) -> dict[str, Any]:
    """Return a candidate as other programs get it: its place, the form that matched, how and how well.

    `historic` says when the form was in use, where it is no longer.
    """
    place = place_object(candidate.place) or {}
    told = {**place, "score": candidate.score, "match": candidate.match, "matched": candidate.name}
    if candidate.place.source == "expression":  # "12 km north of X": how far around the point it may be
        told["radius_km"] = candidate.place.radius_km
    if candidate.name_type == "historic":
        told["historic"] = {"from": candidate.since or None, "to": candidate.until or None}
    return told


def mention_object(mention: Mention) -> dict[str, Any]:
    """Return a mention as other programs get it; `place` is null where nothing was good enough."""
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "role": mention.role,
        "score": mention.score,
        "place": place_object(mention.place),
    }


def explained_object(mention: Mention) -> dict[str, Any]:
    """Return a mention with why it is put where it is.

    `candidates` are best first, each with its probability and the reasons (what, weight in logits) that speak
    for and against it; `margin` is how much better the first is than the second, in logits.
    """
    candidates = [
        {
            **(place_object(c.place) or {}),
            "matched": c.name,
            "score": c.score,
            "reasons": [{"what": what, "weight": weight} for what, weight in c.reasons],
        }
        for c in mention.candidates
    ]
    return {**mention_object(mention), "margin": margin(mention), "candidates": candidates}


def margin(mention: Mention) -> float | None:
    """Return by how many logits the chosen candidate beats the next one; None where there is no next."""
    totals = [sum(weight for _, weight in c.reasons) for c in mention.candidates if c.reasons]
    return round(totals[0] - totals[1], 2) if len(totals) > 1 else None


def _text_of(asked: Mapping[str, Any], key: str) -> str:
    value = asked.get(key)
    if not isinstance(value, str):
        raise BadLine(f"{key} is {_short(value)}, expected a text")
    return value


def _given(given: Any, text: str) -> Iterator[Mention]:
    if not isinstance(given, list) or not all(isinstance(m, dict) for m in given):
        raise BadLine(f"mentions is {_short(given)}, expected a list of objects with start and end")
    for each in given:
        start, end = _span(each, text)
        yield Mention(start, end, text[start:end])


def _span(asked: Mapping[str, Any], text: str) -> tuple[int, int]:
    start, end = asked.get("start"), asked.get("end")
    whole = all(isinstance(n, int) and not isinstance(n, bool) for n in (start, end))
    if not whole or not 0 <= start < end <= len(text):  # type: ignore[operator]
        raise BadLine(
            f"start and end are {_short(start)} and {_short(end)}, expected 0 <= start < end <= {len(text)}, "
            "in code points of the text"
        )
    return int(start), int(end)  # type: ignore[arg-type]


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
