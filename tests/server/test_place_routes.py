import pytest
from starlette.testclient import TestClient

from gazetteer.own_file import OwnFile
from gazetteer.own_places import OwnPlace
from mapapp.server.state import State


def suggested(client: TestClient, typed: str) -> list[dict[str, object]]:
    answer = client.get("/mapapp/api/places", params={"q": typed})
    assert answer.status_code == 200
    places: list[dict[str, object]] = answer.json()["places"]
    return places


def test_names_are_suggested_by_their_beginning_in_any_script(client: TestClient) -> None:
    stepan, cyrillic = suggested(client, "stepanak"), suggested(client, "Ханкен")

    assert stepan[0]["name"] == "Stepanakert" and stepan[0]["label"] == "Khankendi / Stepanakert"
    assert cyrillic[0]["id"] == stepan[0]["id"]
    assert len(suggested(client, "s")) <= 8


def test_no_country_stands_beside_a_contested_place(client: TestClient) -> None:
    (first, *_) = suggested(client, "Stepanakert")

    assert first["where"] == "Nagorno-Karabakh"
    assert str(suggested(client, "Goris")[0]["where"]).endswith("Armenia")


def test_a_misspelling_is_suggested_where_nothing_begins_so(client: TestClient) -> None:
    assert any("Stepanakert" in str(p["name"]) for p in suggested(client, "Stepanakkert"))


@pytest.mark.parametrize(
    "typed", ["", " ", "\x00", "{{7*7}}", "<script>", "%", "\u202e", "x" * 5000, "12 km north of"]
)
def test_what_is_no_name_gives_no_place(client: TestClient, typed: str) -> None:
    assert suggested(client, typed) == []


def test_own_places_are_suggested_first_once_they_are_kept(client: TestClient, now: State) -> None:
    assert suggested(client, "Stepanyurt") == []

    OwnFile(now.settings.data_dir).keep([OwnPlace("Stepanyurt {{7*7}}", 39.7, 46.9)], "")

    (first, *_) = suggested(client, "Stepan")
    assert (first["name"], first["own"], first["where"]) == ("Stepanyurt {{7*7}}", True, "")
