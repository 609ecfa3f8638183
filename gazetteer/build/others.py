"""Airports, country names in many languages, and demonyms."""

import csv
import json
import re
from pathlib import Path

from gazetteer.build.draft import Draft
from gazetteer.identity import own_id

_BASE = re.compile(r"\b(air ?base|air force|afb|military|naval|army|air station|raf|nas)\b", re.I)
_FIELD = re.compile(
    r"\b(air ?port|air ?field|aerodrome|aeropuerto|airstrip|aeroporto|intl|international)\b", re.I
)
_ALTERNATE = re.compile(r"-alt-(short|long|variant|biot|chagos)$")


def airports(table: Path) -> dict[int, Draft]:
    """Return airports with an IATA code and air bases; heliports and strips are left out."""
    drafts: dict[int, Draft] = {}
    if not table.exists():
        return drafts
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name, base = " ".join(row["name"].split()), bool(_BASE.search(row["name"]))
            if not (row["iata"] or base) or not name or "heli" in name.lower():
                continue
            if not base and not _FIELD.search(name):
                name = f"{name} Airport"
            draft = drafts[own_id("airportsdata", row["icao"])] = Draft(
                own_id("airportsdata", row["icao"]),
                "base" if base else "airport",
                name,
                float(row["lat"]),
                float(row["lon"]),
                country=row["country"],
                radius_km=3.0,
                feature="AIRB" if base else "AIRP",
                source="airportsdata",
                coord_source="airportsdata",
            )
            if row["city"] and not base and row["iata"]:
                draft.add(f"{row['city']} Airport", "en")
            short = re.sub(r"\s+(International|Intl|Regional|Municipal|Domestic)(?= Airport)", "", name)
            draft.add(short, "en")
            draft.add(re.sub(r"\bIntl\b", "International", name), "en")
            draft.add(row["iata"], "", "code")
    return drafts


def territory_names(folder: Path) -> dict[str, list[tuple[str, str, str]]]:
    """Return CLDR's (name, language, type) of each territory by its code, English first, then by language."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    files = sorted(
        folder.glob("main/*/territories.json"), key=lambda f: (f.parent.name != "en", f.parent.name)
    )
    for file in files:
        language = file.parent.name
        names = json.loads(file.read_text(encoding="utf-8"))["main"][language]["localeDisplayNames"][
            "territories"
        ]
        for code, name in names.items():
            plain = _ALTERNATE.sub("", code)
            if re.fullmatch("[A-Z]{2}", plain) and name != plain:
                found.setdefault(plain, []).append((name, language, "common" if plain == code else "variant"))
    return found


def demonyms(folder: Path) -> dict[str, list[str]]:
    """Return countryinfo's English demonyms by country code."""
    found: dict[str, list[str]] = {}
    for file in sorted(folder.glob("countryinfo/data/*.json")):
        row = json.loads(file.read_text(encoding="utf-8"))
        code, text = row.get("ISO", {}).get("alpha2", ""), row.get("demonym", "")
        if code and text:
            found[code] = [d.strip() for d in re.split(r",|/|\bor\b", text) if d.strip()]
    return found
