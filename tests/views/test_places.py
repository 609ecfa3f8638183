from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from gazetteer.own_file import OwnFile
from gazetteer.own_places import OwnPlace
from mapapp.server.state import State

MILL = OwnPlace("Old mill", 39.7, 46.9, "facility", "AZ", note="by the river")


def places_page() -> None:
    from mapapp.views import places

    places.show(False, None)


@pytest.fixture
def page(now: State) -> AppTest:
    return AppTest.from_function(places_page, default_timeout=60)


@pytest.fixture
def own(now: State) -> OwnFile:
    return OwnFile(now.settings.data_dir)


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click()
    page.run()
    assert not page.exception


def fill(page: AppTest, **fields: str) -> None:
    for field, value in fields.items():
        widget: Any = page.text_area if field == "names" else page.text_input
        widget(key=f"own_{field}").input(value)


def said(page: AppTest) -> str:
    return " ".join(page.session_state["places_said"][0])


def test_an_empty_page_says_what_to_do(page: AppTest) -> None:
    page.run()

    assert not page.exception
    assert "Type a name" in page.markdown[0].value
    assert "Add a place" in [button.label for button in page.button]


def test_a_link_opens_its_place_and_what_is_opened_is_in_the_link(page: AppTest, now: State) -> None:
    goris = now.gazetteer().lookup("Goris")[0].place
    page.query_params["place"] = str(goris.id)
    page.run()

    assert not page.exception and page.session_state["places_id"] == goris.id
    assert page.query_params["place"] == str(goris.id)
    page.query_params.clear()
    page.query_params["q"] = "Stepanakert"
    page.run()
    assert page.session_state["places_query"] == "Stepanakert" and not page.exception


@pytest.mark.parametrize("link", [
    {"place": "x"}, {"place": "99999999999999999999999"}, {"place": "-1"}, {"place": "<script>"},
    {"q": "x" * 5000}, {"q": "{{7*7}}"}, {"q": "\u202e"}, {"place": ""}, {"place": "١٢"},
])  # fmt: skip
def test_a_link_that_makes_no_sense_shows_a_page_all_the_same(page: AppTest, link: dict[str, str]) -> None:
    for key, value in link.items():
        page.query_params[key] = value
    page.run()

    assert not page.exception
    assert page.session_state["places_id"] is None


def test_a_name_nobody_knows_can_be_added_edited_deleted_and_brought_back(
    page: AppTest, own: OwnFile, now: State
) -> None:
    page.query_params["q"] = "Xqzyplokh"
    page.run()
    press(page, "Add it as a place of your own")
    assert page.text_input(key="own_name").value == "Xqzyplokh"
    fill(page, point="39.8177, 46.7528", names="Plokh\nPlokhabad", note="told by a resident")
    press(page, "Save")
    assert own.places() == (
        OwnPlace("Xqzyplokh", 39.8177, 46.7528, names=("Plokh", "Plokhabad"), note="told by a resident"),
    ) or own.places()[0].country in {"AZ", "AM"}
    assert now.gazetteer().lookup("Plokhabad")[0].place.id == page.session_state["places_id"]

    press(page, "Edit")
    fill(page, point="39.9, 46.8")
    press(page, "Save")
    assert (own.places()[0].lat, len(own.places())) == (39.9, 1)
    press(page, "Undo")
    assert own.places()[0].lat == 39.8177

    press(page, "Delete")
    assert own.places() == () and page.session_state["places_id"] is None
    press(page, "Undo")
    assert [p.name for p in own.places()] == ["Xqzyplokh"]


@pytest.mark.parametrize(("fields", "fault"), [
    ({"name": "", "point": "1, 2"}, "name is '', expected a name with a letter"),
    ({"name": "Mill", "point": ""}, "Coordinates are '', expected latitude and longitude"),
    ({"name": "Mill", "point": "north of here"}, "expected latitude and longitude such as"),
    ({"name": "Mill", "point": "1, 2", "country": "Nigeria"}, "country is 'Nigeria', expected two letters"),
    ({"name": "Mill", "point": "1, 2", "radius": "wide"}, "radius_km is 'wide', expected a number"),
    ({"name": "x" * 5000, "point": "1, 2"}, "name has 5,000 characters, expected at most 120"),
    ({"name": "Mill", "point": "1, 2", "note": "=cmd()"}, "note begins with ="),
])  # fmt: skip
def test_what_is_wrong_in_the_form_is_said_and_what_was_typed_stays(
    page: AppTest, own: OwnFile, fields: dict[str, str], fault: str
) -> None:
    page.run()
    press(page, "Add a place")
    fill(page, **fields)
    press(page, "Save")

    assert fault in said(page) and own.places() == ()
    assert page.text_input(key="own_name").value == fields["name"]


@pytest.mark.parametrize("name", [
    "{{7*7}} mill", "<script>alert(1)</script>", "قرية البستان", "![x](https://a.example/b.png)", "`a` **b** $c$",
])  # fmt: skip
def test_names_that_look_like_markup_are_kept_as_they_are(page: AppTest, own: OwnFile, name: str) -> None:
    page.run()
    press(page, "Add a place")
    fill(page, name=name, point="1.5, 2.5", country="NG")
    press(page, "Save")

    assert [p.name for p in own.places()] == [name]
    shown = [
        e.value
        for kind in (page.markdown, page.text, page.caption, page.header, page.subheader)
        for e in kind
    ]
    assert not any(name in str(text) for text in shown)


def test_two_readers_never_write_over_each_other(page: AppTest, own: OwnFile) -> None:
    page.run()
    press(page, "Add a place")
    fill(page, name="Mine", point="1, 2")
    own.keep([MILL], "")
    press(page, "Save")

    assert "changed elsewhere meanwhile" in said(page) and own.places() == (MILL,)
    assert page.text_input(key="own_name").value == "Mine"


def test_a_known_place_is_corrected_by_an_own_one_that_wins(page: AppTest, own: OwnFile, now: State) -> None:
    goris = now.gazetteer().lookup("Goris")[0].place
    page.query_params["place"] = str(goris.id)
    page.run()
    press(page, "Correct it for yourself")
    assert page.text_input(key="own_country").value == "AM"
    fill(page, point="39.6, 46.4")
    press(page, "Save")

    assert now.gazetteer().lookup("Goris")[0].place.lat == 39.6


class Upload:
    """A file as Streamlit's uploader gives it."""

    name = "mine.csv"

    def __init__(self, data: bytes) -> None:
        self._data = data

    def getvalue(self) -> bytes:
        return self._data


def import_page() -> None:
    import streamlit as st

    from mapapp.views import places, places_own

    if "import" in st.session_state:
        st.session_state["places_upload_9"] = st.session_state.pop("import")
        places_own.bring_in(9)
    places.show(False, None)


@pytest.fixture
def importing(now: State) -> AppTest:
    return AppTest.from_function(import_page, default_timeout=60)


def bring(page: AppTest, data: bytes) -> None:
    page.session_state["import"] = Upload(data)
    page.run()
    assert not page.exception


def test_an_import_adds_all_or_nothing_and_is_undone(importing: AppTest, own: OwnFile) -> None:
    own.keep([MILL], "")
    bring(importing, b"name,lat,lon\nNew farm,1,2\nBad farm,x,2\nWorse,1,y\n")
    assert "mine.csv, line 3: lat is 'x'" in said(importing) and "line 4: lon is 'y'" in said(importing)
    assert own.places() == (MILL,)

    bring(importing, b"name;lat;lon;country\nNew farm;1,5;2;NG\nOld mill;39,9;46,9;az\n")
    assert "Imported 2: 1 new, 1 in the stead" in said(importing)
    assert [(p.name, p.lat) for p in own.places()] == [("Old mill", 39.9), ("New farm", 1.5)]
    press(importing, "Undo")
    assert own.places() == (MILL,)


def test_a_file_that_a_person_broke_is_named_and_left_alone(page: AppTest, own: OwnFile) -> None:
    own.keep([MILL], "")
    own.path.write_text("name,lat,lon\nOld mill,north,46.9\n", encoding="utf-8")
    page.run()

    assert not page.exception
    assert "Add a place" not in [button.label for button in page.button]
    assert "north" in own.path.read_text("utf-8")
