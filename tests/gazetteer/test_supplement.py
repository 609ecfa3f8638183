from pathlib import Path

import pytest

from gazetteer import Gazetteer
from gazetteer.errors import BadData
from gazetteer.overlay import Overlay
from gazetteer.place import Name
from gazetteer.supplement import DATED_NAMES, NAMES, PLACES, VETOES, Supplement, read, supplement_files

GOOD = 'talish,Talish,village,40.38,46.75,5,AZ,country:AZ,,,estimate,"Talış{az,official,gov:AZ}|Թալիշ{hy}"'


def rows(tmp_path: Path, *lines: str, header: tuple[str, ...] = PLACES, name: str = "ours.csv") -> Supplement:
    file = tmp_path / name
    file.write_text("\n".join([",".join(header), *lines]) + "\n", encoding="utf-8")
    return read([file])


def test_a_row_gives_a_place_with_its_names(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "# a remark", GOOD).places

    assert (row.key, row.kind, row.lat, row.radius_km) == ("talish", "village", 40.38, 5.0)
    assert row.names[0] == Name("Talış", "az", "official", "gov:AZ", preferred=True)
    assert row.names[1] == Name("Թալիշ", "hy", "variant")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (GOOD.replace("talish,", "Talish!,"), "key is 'Talish!', expected small letters"),
        (GOOD.replace(",Talish,", ",,"), "name is '', expected the place's name"),
        (GOOD.replace("village", "hamlet"), "kind is 'hamlet', expected one of country"),
        (GOOD.replace("40.38", "140.38"), "lat is '140.38', expected a number from -90 to 90"),
        (GOOD.replace("46.75", "east"), "lon is 'east', expected a number"),
        (GOOD.replace("40.38", "nan"), "lat is 'nan'"),
        (GOOD.replace(",5,", ",1,"), "radius_km is '1', expected a number from 5"),
        (GOOD.replace(",AZ,", ",Azerbaijan,"), "country is 'Azerbaijan'"),
        (GOOD.replace("country:AZ", "country:Azerbaijan"), "parents is"),
        (GOOD.replace("estimate", "a map"), "coord_source is 'a map', expected estimate"),
        (GOOD.replace("estimate", "page:example"), "coord_source is 'page:example', expected estimate"),
        (GOOD.replace("{az,", "{aserbaidschanisch,"), "a language in BCP 47"),
        (GOOD.replace("official", "nice"), "a type out of"),
        (GOOD.replace("gov:AZ", "AZ"), "an authority such as"),
        (GOOD.replace("{hy}", "{hy"), r"Name{language,type,authority}"),
        (GOOD + ",more", "13 cells, expected 12"),
        (GOOD + "\n" + GOOD, "line 3: key is 'talish', expected a key of its own"),
        ('talish,"Talish', "unexpected end of data"),
    ],
)
def test_a_malformed_row_names_file_line_and_form(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(BadData, match=r"ours\.csv, line [23]") as failure:
        rows(tmp_path, line)

    assert said in str(failure.value)


def test_a_wrong_header_says_what_columns_may_be(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"ours\.csv, line 1: columns are 'a,b', expected 'key,name"):
        rows(tmp_path, header=("a", "b"))


def test_a_name_row_refers_to_a_place(tmp_path: Path) -> None:
    found = rows(tmp_path, "country:AZ,Azeri,en,demonym,", header=NAMES)

    assert found.names == (("country:AZ", Name("Azeri", "en", "demonym", searchable_only=True)),)
    with pytest.raises(BadData, match="place is 'Azerbaijan', expected a reference"):
        rows(tmp_path, "Azerbaijan,Azeri,en,demonym,", header=NAMES)


def test_a_reference_to_no_row_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="'atlantis' is the key of no row"):
        Overlay(rows(tmp_path, "atlantis,Atlantean,en,demonym,", header=NAMES))
    with pytest.raises(BadData, match="'atlantis' is the key of no row"):
        Overlay(rows(tmp_path, GOOD.replace("country:AZ", "atlantis")))


def test_every_reference_of_ours_leads_to_a_place(gazetteer: Gazetteer) -> None:
    ours = read(supplement_files())
    known = {f"id:{r[0]}" for r in gazetteer.index.query("SELECT id FROM places")}
    known |= {
        f"country:{r[0]}" for r in gazetteer.index.query("SELECT country FROM places WHERE feature='PCL'")
    }
    known |= {
        f"admin1:{r[0]}" for r in gazetteer.index.query("SELECT admin1 FROM places WHERE feature='ADM1'")
    }
    known |= {row.key for row in ours.places}
    asked = [r for r, _ in (*ours.names, *ours.vetoes)] + [p for row in ours.places for p in row.parents]
    asked += [f"id:{row.geonameid}" for row in ours.places if row.geonameid]

    assert [r for r in asked if r.replace("geonames:", "id:") not in known] == []


def test_every_contested_place_shows_both_names(gazetteer: Gazetteer) -> None:
    for row in read(supplement_files()).places:
        if row.label:
            first, _, second = row.label.partition(" / ")
            assert second, row.key
            texts = {row.name, *(n.text for n in row.names)}
            for side in (first, second):
                assert any(side in t or t in side for t in texts), (row.key, side)


def test_vetoes_have_a_form_of_their_own(tmp_path: Path) -> None:
    assert rows(tmp_path, "geonames:1,Susa,why", header=VETOES).vetoes == (("geonames:1", "Susa"),)


def test_a_page_that_was_opened_may_give_the_point(tmp_path: Path) -> None:
    line = GOOD.replace("estimate", "page:https://example.org/talish?a=1").replace(",5,AZ", ",,AZ")
    (row,) = rows(tmp_path, line).places

    assert (row.coord_source, row.radius_km) == ("page:https://example.org/talish?a=1", 0.0)


def test_a_name_may_say_from_when_until_when_it_was_used(tmp_path: Path) -> None:
    (found,) = rows(tmp_path, "country:AZ,Elder,en,historic,,1918,1920-04-28", header=DATED_NAMES).names

    assert (found[1].since, found[1].until) == ("1918", "1920-04-28")
    with pytest.raises(BadData, match="to is 'long ago', expected a date such as 2016"):
        rows(tmp_path, "country:AZ,Elder,en,historic,,1918,long ago", header=DATED_NAMES)
