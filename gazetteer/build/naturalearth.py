"""Names and points out of Natural Earth: countries, states, lakes and rivers."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gazetteer.build.draft import Draft
from gazetteer.build.shapefile import Points, box_centre, middle, read_attributes, read_shapes
from gazetteer.distance import great_circle_km
from gazetteer.identity import own_id

_LANGUAGES = {"zht": "zh-Hant"}
_GENERIC = re.compile(r"\b(lake|lago|lac|reservoir|sea|river|rio|oued|wadi|canal|lagoon|see)\b", re.I)


@dataclass(slots=True)
class Known:
    """What Natural Earth says of a country or state: where its label stands and its names by language."""

    lat: float
    lon: float
    names: list[tuple[str, str]] = field(default_factory=list)


def _names(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (text, language) of the columns name_xx; English first."""
    columns = sorted(
        (c for c in row if re.fullmatch(r"NAME_[A-Z]{2,3}", c)), key=lambda c: (c != "NAME_EN", c)
    )
    for column in columns:
        language = column[5:].lower()
        if row[column] and language not in {"len", "alt", "abb"}:
            yield row[column], _LANGUAGES.get(language, language)


def countries(table: Path) -> dict[str, Known]:
    """Return what is known of each country by its ISO 3166-1 alpha-2 code."""
    found: dict[str, Known] = {}
    for row in read_attributes(table) if table.exists() else ():
        if re.fullmatch("[A-Z]{2}", row["ISO_A2_EH"]) and row["ISO_A2_EH"] not in found:
            known = Known(float(row["LABEL_Y"]), float(row["LABEL_X"]), list(_names(row)))
            known.names += [(row[c], "en") for c in ("NAME_LONG", "FORMAL_EN") if row[c]]
            found[row["ISO_A2_EH"]] = known
    return found


def states(file: Path) -> dict[int, Known]:
    """Return what is known of admin-1 divisions by geonameid; its `iso_a2` is not read (de facto views)."""
    found: dict[int, Known] = {}
    if not file.exists():
        return found
    for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
        row = {k.upper(): str(v) for k, v in feature["properties"].items() if v is not None}
        geonameid = int(float(row.get("GN_ID") or 0))
        if geonameid > 0 and geonameid not in found:
            found[geonameid] = Known(float(row["LATITUDE"]), float(row["LONGITUDE"]), list(_names(row)))
    return found


def lakes(table: Path) -> dict[int, Draft]:
    """Return lakes and reservoirs at the centre of their box; a bare name is given its "Lake" too."""
    drafts: dict[int, Draft] = {}
    if not table.exists():
        return drafts
    for row, parts in zip(read_attributes(table), read_shapes(table.with_suffix(".shp")), strict=True):
        name = row["NAME_EN"] or row["NAME"]
        if not name or not parts:
            continue
        lat, lon = box_centre(parts[0])
        reach = max(great_circle_km(lat, lon, y, x) for x, y in parts[0])
        draft = _water("water", name, lat, lon, reach, "lake", row["NE_ID"])
        draft.add(row["NAME"])
        draft.add(row["NAME_ALT"])
        for text, language in _names(row):
            draft.add(text, language)
        if not _GENERIC.search(name) and not name.startswith("Lake"):
            kind = "Reservoir" if row["FEATURECLA"] == "Reservoir" else "Lake"
            draft.name = f"{name} Reservoir" if kind == "Reservoir" else f"Lake {name}"
            draft.add(name, "en")
            draft.add(f"{name} {kind}", "en")
        drafts[draft.id] = draft
    return drafts


def rivers(table: Path) -> dict[int, Draft]:
    """Return rivers at the middle of their longest stretch, one place for each name and neighbourhood."""
    longest: dict[tuple[str, str], Points] = {}
    if not table.exists():
        return {}
    for row, parts in zip(read_attributes(table), read_shapes(table.with_suffix(".shp")), strict=True):
        if row["NAME"] and parts and "delta" not in row["NAME"].lower():
            key = (row["NAME"], row["NAME_ALT"])
            best = max([*parts, longest.get(key, [])], key=len)
            longest[key] = best
    drafts: dict[int, Draft] = {}
    for (name, alternate), part in sorted(longest.items()):
        lat, lon = middle(part)
        reach = max(great_circle_km(lat, lon, y, x) for x, y in (part[0], part[-1]))
        draft = _water("river", name, lat, lon, reach, "river", f"{name}/{alternate}")
        draft.add(alternate)
        if not _GENERIC.search(name):
            draft.name = f"{name} River"
            draft.add(name, "en")
            draft.add(f"River {name}", "en")
        drafts[draft.id] = draft
    return drafts


def _water(kind: str, name: str, lat: float, lon: float, reach: float, table: str, key: str) -> Draft:
    return Draft(
        own_id(f"naturalearth/{table}", key),
        "river" if kind == "river" else "water",
        name,
        round(lat, 4),
        round(lon, 4),
        radius_km=round(max(reach, 2.0), 1),
        feature="STM" if kind == "river" else "LK",
        source="naturalearth",
        coord_source="naturalearth",
    )
