from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from mapapp.server import state

KARABAKH = "bbox=46.5,39.6,47,40&z=9"
NEAR = {
    "Gaza": ("bbox=34,31,35,32&z=9", "Gaza Strip"),
    "the Donbas": ("bbox=37,47.5,39,49&z=8", "Siverskyi Donets"),
    "Khartoum": ("bbox=31.5,14.8,33.5,16.5&z=8", "Omdurman"),
    "Kivu": ("bbox=28,-3,30,-1&z=8", "Lake Kivu"),
    "Rakhine": ("bbox=92,19,95,22&z=8", "Rakhine"),
}


def texts(client: TestClient, query: str) -> list[str]:
    return [label["text"] for label in client.get(f"/mapapp/api/labels?{query}").json()["labels"]]


@pytest.mark.parametrize("region", NEAR)
def test_regions_rivers_and_lakes_have_names_from_near(client: TestClient, region: str) -> None:
    query, wanted = NEAR[region]

    assert wanted in texts(client, query)


def test_a_name_is_written_once_and_none_of_half_a_continent(client: TestClient) -> None:
    found = client.get("/mapapp/api/labels?bbox=33,31,37,35&z=8").json()["labels"]
    regions = {label["text"] for label in found if label["kind"] == "region"}
    towns = {label["text"] for label in found if label["kind"] in {"city", "town"}}

    assert {"Beirut", "Haifa"} <= towns
    assert not regions & towns
    assert "Middle East" not in regions


def test_a_contested_place_has_both_names_whatever_the_set(client: TestClient) -> None:
    sets = ("", "international", "government", "local-authority", "reader-language:ru", "nonsense:{{7*7}}")
    found = {names: texts(client, f"{KARABAKH}&names={names}") for names in sets}

    for names, labels in found.items():
        town = next(text for text in labels if "Stepanakert" in text or "Степанакерт" in text)
        assert " / " in town, names
    assert found[""] == found["international"] == found["nonsense:{{7*7}}"]
    assert len({tuple(labels) for labels in found.values()}) >= 3


def test_without_tiles_set_up_none_are_offered(client: TestClient) -> None:
    assert client.get("/mapapp/api/basemap").json() == {"tiles": None}


def test_tiles_are_offered_with_whose_they_are_and_who_learns(
    client: TestClient, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = state.maps().shared.settings
    changed = {"tiles_url": "https://tiles.example.org/{z}/{x}/{y}.png", "tiles_attribution": "© Makers"}
    monkeypatch.setattr(state.maps().shared, "settings", settings.model_copy(update=changed))

    tiles = client.get("/mapapp/api/basemap").json()["tiles"]
    assert tiles == {
        "url": changed["tiles_url"], "attribution": "© Makers", "host": "tiles.example.org"
    }  # fmt: skip


def test_a_suggestion_says_where_to_go(client: TestClient, put: Callable[..., str]) -> None:
    [first, *_] = client.get("/mapapp/api/places?q=Stepanakert").json()["places"]

    assert (round(first["lat"], 1), round(first["lon"], 1)) == (39.8, 46.8)
    assert first["radius_km"] >= 0
