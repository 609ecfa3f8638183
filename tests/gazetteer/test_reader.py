import json
import lzma
from pathlib import Path

import pytest

from gazetteer import BadData, NameIndex
from gazetteer.reader import read_head, read_places
from gazetteer.unpack import unpacked

HEAD = json.dumps({"format": 1, "packages": {}, "places": 2}) + "\n"
LINES = (
    "P\t1\ttown\tAlagyaz\t40.5\t44.3\tAM\tAM.01\t\t900\t\tPPL\tgeonames\tgeonames\n"
    "N\thy\tofficial;authority=gov:AM\t\tԱլագյազ\n"
    "N\tru-Latn\thistoric;from=1935;to=1991-12-25\t\tStary Alagez\tAlagez\n"
    "N\ten\tvariant;colloquial\t\tAlagyazik\n"
    "A\tweight\t0.77\t\n"
    "A\tparents\t2\t\n"
    "A\tnews of tomorrow\t1\t\n"
    "P\t2\tdisputed\tOur Highland\t40.4\t44.4\tAM\t\t\t\t30\t\tgeonames\tgeonames\n"
)


def test_a_place_is_read_with_its_names_days_and_details() -> None:
    town, highland = read_places(LINES.splitlines(keepends=True))
    names = {n.name.text: n.name for n in town.names}

    assert (town.place.weight, town.parents, highland.place.radius_km) == (0.77, (2,), 30.0)
    assert names["Ալագյազ"].authority == "gov:AM"
    assert (names["Alagez"].type, names["Alagez"].since, names["Alagez"].until) == (
        "historic",
        "1935",
        "1991-12-25",
    )
    assert names["Alagyazik"].searchable_only


def test_what_is_read_comes_out_of_the_index(tmp_path: Path) -> None:
    source = tmp_path / "places.txt.xz"
    source.write_bytes(lzma.compress((HEAD + LINES).encode()))
    index = NameIndex(unpacked(tmp_path / "root", source=source))

    found = index.candidates_of("Alagez")[0]
    assert (found.name_type, found.since, found.until) == ("historic", "1935", "1991-12-25")
    assert found.place.parents == (2,)
    assert {n.text: n.script for n in index.names(1)}["Ալագյազ"] == "Armn"
    assert index.place(3) is None


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="format is None, expected 1"):
        read_head(tmp_path, "nothing\n")
