import pytest

from gazetteer import Gazetteer, Place


def first(gazetteer: Gazetteer, query: str, country: str | None = None) -> Place:
    return gazetteer.lookup(query, country)[0].place


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("Khankendi", 146970),
        ("Stepanakert", 146970),
        ("Xankəndi", 146970),
        ("Ханкенди", 146970),
        ("Ստեփանակերտ", 146970),
        ("თბილისი", 611717),
        ("دمشق", 170654),
        ("ירושלים", 281184),
        ("北京", 1816670),
        ("दिल्ली", 1273294),
        ("Київ", 703448),
        ("Kiev", 703448),
        ("Artsakh", 409410),
        ("Нагорный Карабах", 409410),
        ("Nagorno Karabakh", 409410),
    ],
)
def test_every_script_and_side_finds_the_place(gazetteer: Gazetteer, query: str, id: int) -> None:
    assert first(gazetteer, query).id == id


@pytest.mark.parametrize(
    ("query", "kind", "country"),
    [
        ("Kherson", "town", "UA"),
        ("Kherson oblast", "region", "UA"),
        ("Kherson province", "region", "UA"),
        ("Aleppo", "city", "SY"),
        ("Aleppo Governorate", "region", "SY"),
        ("Idlib", "city", "SY"),
        ("province of Idlib", "region", "SY"),
        ("New York", "city", "US"),
        ("New York state", "region", "US"),
        ("Georgia", "country", "GE"),
        ("Texas", "region", "US"),
        ("Lake Van", "water", ""),
        ("Mosul dam", "dam", "IQ"),
        ("Tbilisi airport", "airport", "GE"),
        ("Black Sea", "water", ""),
        ("Lachin corridor", "corridor", "AZ"),
        ("Gaza Strip", "region", "PS"),
        ("Gaza", "city", "PS"),
        ("Crimea", "disputed", "UA"),
    ],
)
def test_the_kind_that_is_meant_comes_first(
    gazetteer: Gazetteer, query: str, kind: str, country: str
) -> None:
    place = first(gazetteer, query)

    assert (place.kind, place.country) == (kind, country)


@pytest.mark.parametrize("query", ["Kharkiv dam", "Paris dam", "Goris airport", "Yerevan checkpoint"])
def test_a_generic_word_never_gives_the_town(gazetteer: Gazetteer, query: str) -> None:
    kinds = {c.place.kind for c in gazetteer.lookup(query)}

    assert not kinds & {"city", "town", "village", "region"}


def test_a_region_of_a_town_s_name_follows_the_town(gazetteer: Gazetteer) -> None:
    kinds = [c.place.kind for c in gazetteer.lookup("Kherson", "UA")]

    assert kinds[:2] == ["town", "region"]


def test_exact_letters_beat_the_folded_form(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "Şuşa").id == 147105
    assert gazetteer.lookup("Susa")[0].place.country != "TN"
    assert gazetteer.lookup("Şuşa")[0].match == "alias"


def test_a_misspelling_is_looked_for_only_where_nothing_fits(gazetteer: Gazetteer) -> None:
    assert {c.match for c in gazetteer.lookup("Stepanakrt")} == {"fuzzy"}
    assert first(gazetteer, "Stepanakrt").id == 146970
    assert "fuzzy" not in {c.match for c in gazetteer.lookup("Baku")}
    assert gazetteer.lookup("Yrvn") == ()  # too short to guess
    assert gazetteer.lookup("xqzzvwkj qq") == ()


def test_a_country_narrows_the_answer(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "Martuni").country == "AM"
    assert first(gazetteer, "Martuni", "AZ").id == 146969
    assert {c.place.country for c in gazetteer.lookup("Paris", "us")} == {"US"}


def test_a_place_of_two_countries_is_found_with_either(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "Kashmir", "PK").name == "Kashmir"
    assert first(gazetteer, "Kashmir", "IN").name == "Kashmir"


def test_the_context_decides_between_namesakes(gazetteer: Gazetteer) -> None:
    karabakh = "Shells fell on Martuni and Askeran, in Karabakh."
    sevan = "Fishermen of Martuni on Lake Sevan, Armenia, stayed ashore."

    assert gazetteer.lookup_in(karabakh, 15, 22)[0].place.id == 146969
    assert gazetteer.lookup_in(sevan, 13, 20)[0].place.country == "AM"


def test_contested_places_show_both_names(gazetteer: Gazetteer) -> None:
    place = first(gazetteer, "Stepanakert")

    assert place.label == "Khankendi / Stepanakert"
    assert place.contested
    assert place.country == "AZ"
    assert "Stepanakert" in gazetteer.other_names(place)[:2]


def test_other_names_can_be_read_in_latin_script(gazetteer: Gazetteer) -> None:
    kyiv = first(gazetteer, "Kyiv")
    names = gazetteer.other_names(kyiv)

    assert 0 < len(names) <= 8
    assert all(ord(c) < 0x2020 for name in names for c in name)
    assert kyiv.name not in names


def test_named_wants_every_letter(gazetteer: Gazetteer) -> None:
    assert 616438 in {p.id for p in gazetteer.named("Martuni")}
    assert gazetteer.named("martuni") == ()
    assert gazetteer.named("Emirati") == ()
    assert gazetteer.named("") == ()


def test_countries_stand_at_geonames_own_points(gazetteer: Gazetteer) -> None:
    points = {"Canada": (60.1, -113.6), "Libya": (28.0, 17.0), "Australia": (-25.0, 135.0)}
    for name, (lat, lon) in points.items():
        place = first(gazetteer, name)
        assert (place.lat, place.lon) == pytest.approx((lat, lon), abs=1.0), name


def test_near_gives_the_nearest_first(gazetteer: Gazetteer) -> None:
    places = gazetteer.near(39.8177, 46.7528, 15, kinds=("city", "town"), limit=3)

    assert [p.id for p in places] == [146970, 147105, 147774]
    assert gazetteer.near(0.0, -30.0, 50) == ()


def test_near_reaches_over_the_date_line_and_the_pole(gazetteer: Gazetteer) -> None:
    places = gazetteer.near(-16.8, 179.99, 120, limit=50)

    assert {p.lon < 0 for p in places} == {True, False}
    assert gazetteer.near(89.9, 0.0, 200, kinds=("city",)) == ()


def test_labels_are_the_most_important_of_a_box(gazetteer: Gazetteer) -> None:
    names = [p.name for p in gazetteer.labels(38, 43, 42, 51, limit=6)]
    world = gazetteer.labels(-90, -180, 90, 180, limit=50)
    cities = gazetteer.labels(38, 43, 42, 51, limit=50, min_population=100_000, kinds=("city", "town"))

    assert {"Azerbaijan", "Armenia", "Baku"} <= set(names)
    assert len(world) == 50
    assert all(p.population >= 100_000 and 38 <= p.lat <= 42 and 43 <= p.lon <= 51 for p in cities)


def test_labels_over_the_date_line(gazetteer: Gazetteer) -> None:
    places = gazetteer.labels(-25, 170, -10, -170, limit=30)

    assert "Fiji" in {p.name for p in places}
    assert all(p.lon >= 170 or p.lon <= -170 for p in places)


@pytest.mark.parametrize(
    "query", ["{{7*7}}", "<script>", "'; DROP TABLE places", "\x00", "\ud800", "%", "a" * 5000]
)
def test_hostile_queries_are_just_names_nobody_has(gazetteer: Gazetteer, query: str) -> None:
    assert gazetteer.lookup(query) == ()
