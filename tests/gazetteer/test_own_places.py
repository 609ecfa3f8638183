import re

import pytest

from gazetteer import BadData, Gazetteer
from gazetteer.own_places import (
    COLUMNS,
    BadOwnPlaces,
    OwnPlace,
    checked,
    identified,
    layer,
    merged,
    read,
    written,
)

HEAD = "name,lat,lon,kind,country,radius_km,names,note\n"
MILL = OwnPlace(
    "Old mill", 39.7, 46.9, "facility", "AZ", 0.5, ("Köhnə dəyirman", "Старая мельница"), "by the river"
)


def test_what_is_written_is_read_again() -> None:
    hostile = [
        OwnPlace("{{7*7}} a", 1.0, 2.0),
        OwnPlace('<script>alert("x")</script>', 1.5, 2.0, note='a "note", with commas; and more'),
        OwnPlace("قرية البستان", 33.1, 44.2, "village", "IQ", names=("כפר", "O'Neil's", "100% [x](y) **b**")),
        OwnPlace("a $& `b`", 5.0, 6.0),
        MILL,
    ]

    assert read(written(hostile), "own-places.csv") == tuple(hostile)
    assert read(written([]), "own-places.csv") == ()


@pytest.mark.parametrize("text", [
    "name,lat,lon\nOld mill,39.7,46.9\n",
    "\ufeffLon;Name;LAT\r\n46,9;Old mill;39,7\r\n\r\n",
    "lat\tlon\tname\n39.7\t46.9\tOld   mill\n",
    'name,lat,lon,note,\n"Old\nmill",39.7,46.9,,\n',
])  # fmt: skip
def test_tables_as_spreadsheets_save_them_are_read(text: str) -> None:
    assert read(text.encode(), "x.csv") == (OwnPlace("Old mill", 39.7, 46.9),)


@pytest.mark.parametrize(("row", "fault"), [
    ("Mill,north,46.9,,,,,", "lat is 'north', expected a number from -90 to 90"),
    ("Mill,39.7,200,,,,,", "lon is '200', expected a number from -180 to 180"),
    ("Mill,nan,46.9,,,,,", "lat is 'nan', expected a number"),
    ("Mill,inf,46.9,,,,,", "lat is 'inf', expected a number"),
    ("Mill,,46.9,,,,,", "lat is '', expected a number"),
    ("Mill,0,0,,,,,", "expected the place's own"),
    ("Mill,39.7,46.9,castle,,,,", "kind is 'castle', expected one of country, region"),
    ("Mill,39.7,46.9,demonym,,,,", "kind is 'demonym'"),
    ("Mill,39.7,46.9,,Azerbaijan,,,", "country is 'Azerbaijan', expected two letters"),
    ("Mill,39.7,46.9,,,far,,", "radius_km is 'far', expected a number from 0 to 5000"),
    (",39.7,46.9,,,,,", "name is '', expected a name with a letter"),
    ("123,39.7,46.9,,,,,", "name is '123', expected a name with a letter"),
    (f"{'x' * 5000},39.7,46.9,,,,,", "name has 5,000 characters, expected at most 120"),
    (f"Mill,39.7,46.9,,,,A|{'x' * 200},", "names has 200 characters, expected at most 120"),
    (f"Mill,39.7,46.9,,,,,{'x' * 1001}", "note has 1,001 characters, expected at most 1,000"),
    ("Mill\u202egnp,39.7,46.9,,,,,", "name holds U+202E"),
    ("Mill\x00,39.7,46.9,,,,,", "name holds U+0000"),
    ("=HYPERLINK(a),39.7,46.9,,,,,", "name begins with =, expected another sign"),
    ("Mill,39.7,46.9,,,,,@SUM(A1)", "note begins with @"),
    ("A|B,39.7,46.9,,,,,", "expected no | in it"),
    ("Mill,39.7,46.9,,,,,,extra", "9 cells, expected 8"),
])  # fmt: skip
def test_a_wrong_row_is_named_with_its_line_and_what_was_expected(row: str, fault: str) -> None:
    with pytest.raises(BadOwnPlaces) as caught:
        read(f"{HEAD}Fine,1,2,,,,,\n{row}\n", "mine.csv")

    (said,) = caught.value.faults
    assert said.startswith("mine.csv, line 3: ") and fault in said
    assert isinstance(caught.value, BadData) and len(said) < 500


@pytest.mark.parametrize(("data", "fault"), [
    (b"", "mine.csv: empty, expected a first line name,lat,lon"),
    (b"name,lat\nA,1\n", "mine.csv, line 1: columns are 'name,lat', expected"),
    (b"name,lat,lon,colour\n", "line 1: columns are 'name,lat,lon,colour'"),
    (b"name,lat,lat,lon\n", "line 1: columns"),
    (b"name,lat,lon\nA,1,2\n\xff\xfe,1,2\n", "mine.csv, line 3: not UTF-8"),
    (b'name,lat,lon\n"A,1,2\n', "expected cells of a CSV"),
    (b"PK\x03\x04 a spreadsheet", "line 1: columns"),
    (b"x" * 5_000_001, "expected at most 5,000,000"),
])  # fmt: skip
def test_what_is_no_such_table_is_refused_as_a_whole(data: bytes, fault: str) -> None:
    with pytest.raises(BadOwnPlaces, match=re.escape(fault)):
        read(data, "mine.csv")


def test_all_wrong_lines_are_named_at_once() -> None:
    rows = "".join(f"P{n},x,2,,,,,\n" for n in range(2, 42))

    with pytest.raises(BadOwnPlaces) as caught:
        read(HEAD + rows, "mine.csv")

    assert [int(re.findall(r"line (\d+)", f)[0]) for f in caught.value.faults] == list(range(2, 42))
    assert str(caught.value).endswith("and 20 more") and len(str(caught.value).splitlines()) == 21


def test_namesakes_stand_apart_and_the_same_place_twice_is_refused() -> None:
    rows = "Novi,48,37,,UA,,,\nNovi,49,38,,UA,,,\nNovi,44,20,,RS,,,\n"

    ids = [place.id for _, place in identified(read(HEAD + rows, "x"))]
    assert len(set(ids)) == 3 and all(id < 0 for id in ids)
    with pytest.raises(BadOwnPlaces, match="line 5: name 'Novi' stands at the same point on line 2"):
        read(HEAD + rows + "Novi,48.001,37.001,,UA,,,\n", "x")


def test_an_id_stays_when_the_point_is_moved() -> None:
    (_, before), (_, after) = [*identified([MILL]), *identified([checked({**cells(MILL), "lat": "39.8"})])]

    assert before.id == after.id and after.lat == 39.8


def cells(place: OwnPlace) -> dict[str, str]:
    row = written([place]).splitlines()[1]
    return dict(zip(COLUMNS, row.split(","), strict=True))


def test_an_import_takes_the_stead_of_the_same_name_and_adds_the_rest() -> None:
    moved = OwnPlace("Old mill", 39.75, 46.95, "facility", "AZ")
    other = OwnPlace("Old mill", 10.0, 20.0, "facility", "NG")
    near, far = OwnPlace("Novi", 48.0, 37.0), OwnPlace("Novi", 49.0, 38.0)

    assert merged([MILL], [moved, other]) == (moved, other)
    assert merged([near, far], [OwnPlace("Novi", 49.001, 38.0, note="n")]) == (
        near,
        OwnPlace("Novi", 49.001, 38.0, note="n"),
    )
    assert len(merged([near, far], [OwnPlace("Novi", 50.0, 30.0)])) == 3


TEXT = "Shells fell on {} on Monday, killing two people, the ministry said."


@pytest.mark.parametrize("name", [
    "Qurbanlar", "Tall Zuhrat", "Checkpoint 51", "Abu Marwan farm", "Zyx-on-Lake", "Hill 172", "Kurd Dagh Post",
    "Old Mill", "قرية البستان",
])  # fmt: skip
def test_a_name_nobody_knows_is_found_in_text_once_it_is_an_own_place(
    gazetteer: Gazetteer, name: str
) -> None:
    places = gazetteer.with_layer(layer([OwnPlace(name, 36.2, 37.1, "facility", "SY")]))

    found = [(m.text, m.place.source) for m in places.geoparse(TEXT.format(name)) if m.place]
    assert (name, "own") in found
    assert places.lookup(name.upper())[0].place.source == "own"


def test_a_name_with_an_article_is_found_with_and_without_it(gazetteer: Gazetteer) -> None:
    places = gazetteer.with_layer(layer([OwnPlace("the Lower Sluice", 36.2, 37.1, "facility", "SY")]))

    found = [m.text for m in places.geoparse(TEXT.format("the Lower Sluice")) if m.place]
    assert found == ["Lower Sluice"] and places.lookup("the Lower Sluice") == places.lookup(
        "The lower sluice"
    )


def test_an_own_place_wins_over_the_data_in_look_up_and_text(gazetteer: Gazetteer) -> None:
    own = OwnPlace("Goris", 36.2, 37.1, "village", "SY", names=("Qorus Kuchuk",))
    places = gazetteer.with_layer(layer([own]))

    assert places.lookup("Goris")[0].place.lat == 36.2
    assert "AM" in {c.place.country for c in places.lookup("Goris")[1:]}
    for name in ("Goris", "Qorus Kuchuk"):
        (place,) = [m.place for m in places.geoparse(TEXT.format(name)) if m.place]
        assert (place.lat, place.source) == (36.2, "own")
