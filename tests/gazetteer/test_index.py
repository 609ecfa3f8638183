import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError

import pytest

from gazetteer import Gazetteer, NameIndex
from gazetteer.names import fold


def test_keys_of_one_spelling_lead_to_one_place(gazetteer: Gazetteer) -> None:
    for spelling in ("Xankəndi", "XANKƏNDI", "Xankendi", "Khankendi", "Степанакерт", "Ստեփանակերտ"):
        assert 146970 in {c.place.id for c in gazetteer.index.candidates(fold(spelling))}, spelling


def test_running_text_gets_every_form_but_no_codes(gazetteer: Gazetteer) -> None:
    forms = [c for c in gazetteer.index.candidates("susa") if c.place.id == 147105]

    assert {"Şuşa", "Susa"} <= {c.name for c in forms}
    assert gazetteer.index.candidates("jfk") == ()
    assert gazetteer.index.candidates_of("JFK")[0].place.kind == "airport"


def test_a_demonym_says_that_it_is_one(gazetteer: Gazetteer) -> None:
    (azeri,) = [c for c in gazetteer.index.candidates("azeri") if c.place.id == 587116]

    assert (azeri.name, azeri.name_type, azeri.language) == ("Azeri", "demonym", "en")


def test_an_unknown_key_has_no_candidates(gazetteer: Gazetteer) -> None:
    assert gazetteer.index.candidates("") == ()
    assert gazetteer.index.candidates("zzzzqqqq") == ()
    assert gazetteer.index.candidates_of("") == ()
    assert gazetteer.index.place(0) is None
    assert gazetteer.index.names(0) == ()


def test_machine_romanisations_are_not_there(gazetteer: Gazetteer) -> None:
    assert gazetteer.index.candidates("khankndy") == ()
    assert {c.name for c in gazetteer.index.candidates("shwshy")} == {"شوشی"}
    assert gazetteer.index.candidates_of("shwshy") == ()  # Latin letters never mean bare consonants
    assert gazetteer.index.candidates_of("شوشی")[0].place.id == 147105


def test_parents_go_from_near_to_far(gazetteer: Gazetteer) -> None:
    goris = gazetteer.lookup("Goris", "AM")[0].place

    assert [p.kind for p in map(gazetteer.place, goris.parents) if p][-2:] == ["region", "country"]


def test_many_threads_share_one_index(gazetteer: Gazetteer) -> None:
    index = NameIndex(gazetteer.index.folder)
    names = ["Baku", "Yerevan", "Tbilisi", "Goris", "Shusha"] * 40
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: index.candidates_of(n)[0].place.name, names))

    assert found == names


def test_another_process_reads_the_same(gazetteer: Gazetteer) -> None:
    code = f"from pathlib import Path; from gazetteer import NameIndex; folder = Path({str(gazetteer.index.folder)!r})\n"
    code += "print(NameIndex(folder).candidates_of('Baku')[0].place.id)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert printed.stdout.strip() == str(gazetteer.lookup("Baku")[0].place.id)


def test_places_cannot_be_changed(gazetteer: Gazetteer) -> None:
    place = gazetteer.lookup("Baku")[0].place

    with pytest.raises(FrozenInstanceError):
        place.name = "Other"  # type: ignore[misc]


def test_importing_the_package_loads_no_model() -> None:
    code = (
        "import sys, gazetteer; print([m for m in ('spacy', 'typer', 'rich', 'numpy') if m in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert printed.stdout.strip() == "[]"
