from pathlib import Path

import pytest

from gazetteer import BadData, Fact, Gazetteer
from gazetteer.status import UNSOURCED, authorities, facts_at
from gazetteer.supplement import STATUS, read, supplement_files

FACTS = (
    Fact("controls", "defacto:artsakh", "1992", "2023-09-20"),
    Fact("controls", "AZ", "2023-09-20"),
    Fact("de_jure", "AZ"),
)


def test_facts_hold_from_one_day_to_another() -> None:
    assert facts_at(FACTS) == (FACTS[2], FACTS[1])
    assert facts_at(FACTS, "2000-05") == (FACTS[2], FACTS[0])
    assert facts_at(FACTS, "1980") == (FACTS[2],)
    assert authorities(FACTS) == ("gov:AZ",)
    assert authorities(FACTS, "2000") == ("defacto:artsakh", "gov:AZ")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("geonames:1,owns,AZ,,,general", "relation is 'owns', expected one of de_jure"),
        ("geonames:1,claims,Azerbaijan,,,general", "expected an ISO 3166-1 alpha-2 code or defacto:NAME"),
        (
            "geonames:1,claims,AZ,last year,,page:https://example.org/a",
            "from is 'last year', expected a date",
        ),
        ("geonames:1,claims,AZ,,,a book", "source is 'a book', expected page:https://"),
    ],
)
def test_a_malformed_fact_names_line_and_form(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "status.csv"
    file.write_text(",".join(STATUS) + "\n" + line + "\n")
    good = "page:https://example.org/a"
    file.write_text(file.read_text().replace("general", good))

    with pytest.raises(BadData, match=r"status\.csv, line 2") as failure:
        read([file])
    assert said in str(failure.value)


def test_most_facts_of_ours_have_a_page_that_was_read() -> None:
    facts = [fact for _, fact in read(supplement_files()).facts]
    sourced = [f for f in facts if f.source != UNSOURCED]

    assert len({ref for ref, _ in read(supplement_files()).facts}) >= 60
    assert len(sourced) >= 0.8 * len(facts)


@pytest.mark.parametrize(
    ("query", "countries"),
    [
        ("Crimea", ["UA", "RU"]),
        ("Golan Heights", ["SY", "IL"]),
        ("Kosovo", ["XK", "RS"]),
        ("Western Sahara", ["EH", "MA"]),
        ("Kashmir", ["IN", "PK"]),
        ("Aksai Chin", ["CN", "IN"]),
        ("Taiwan", ["TW", "CN"]),
        ("Falkland Islands", ["FK", "GB", "AR"]),
        ("Essequibo", ["GY", "VE"]),
        ("Simferopol", ["UA", "RU"]),
    ],
)
def test_a_country_finds_what_it_holds_claims_or_controls(
    gazetteer: Gazetteer, query: str, countries: list[str]
) -> None:
    found = {gazetteer.lookup(query, country)[0].place.id for country in countries}

    assert found == {gazetteer.lookup(query)[0].place.id}


def test_a_place_has_the_status_of_what_it_lies_in(gazetteer: Gazetteer) -> None:
    simferopol = gazetteer.lookup("Simferopol", "UA")[0].place
    stepanakert = gazetteer.lookup("Stepanakert")[0].place
    paris = gazetteer.lookup("Paris")[0].place

    assert simferopol.country == "UA"
    assert {f.actor for f in gazetteer.status(simferopol.id) if f.relation == "controls"} == {"RU"}
    assert {f.actor for f in gazetteer.status(stepanakert.id, "2010") if f.relation == "controls"} == {
        "defacto:artsakh"
    }
    assert gazetteer.status(paris.id) == ()
    assert all(
        f.source.startswith("page:https://") or f.source == UNSOURCED
        for f in gazetteer.history(simferopol.id)
    )
