from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from gazetteer import Gazetteer
from mapapp.config import Settings
from mapapp.core.map_name import token
from mapapp.server import state
from mapapp.server.state import State

WORLD = "bbox=-180,-85,180,85&z=2"
QUERY = (("bbox", "-180,-85,180,85"), ("z", "2"))
CAUCASUS = "bbox=44,38,49,42&z=7"
Put = Callable[..., str]


def test_health_answers_with_json(client: TestClient) -> None:
    answer = client.get("/health")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


def test_symbols_stand_where_events_are(client: TestClient, put: Put) -> None:
    id = put()

    answer = client.get(f"/mapapp/api/symbols?{CAUCASUS}").json()

    assert (answer["total"], answer["placed"], answer["in_view"]) == (1, 1, 1)
    assert [(s["lat"], s["lon"], s["ids"]) for s in answer["symbols"]] == [(39.79, 47.11, [id])]


def test_symbols_follow_the_selection(client: TestClient, put: Put) -> None:
    put(1, day=date(2020, 10, 1))
    wanted = put(2, day=date(2020, 10, 5), event_type="Battles")
    put(3, day=date(2020, 10, 5), background=True)

    answer = client.get(f"/mapapp/api/symbols?{WORLD}&from=2020-10-02&to=2020-10-09&types=battles").json()

    assert [i for s in answer["symbols"] for i in s["ids"]] == [wanted]


@pytest.mark.parametrize("query", [
    "", "bbox=1,2,3&z=4", "bbox=a,b,c,d&z=4", "bbox=44,38,49,42", "bbox=nan,0,1,1&z=3", "bbox=0,5,1,4&z=3",
    f"{WORLD}&from=yesterday", f"{WORLD}&to=2020-13-01", f"{WORLD}&from=2020-10-09&to=2020-10-02",
    f"{WORLD}&types=rockets", "bbox=-180,-85,180,85&z=1e99", "bbox=" + "9" * 5000 + ",0,1,1&z=3",
])  # fmt: skip
def test_a_question_that_makes_no_sense_is_answered_with_what_was_expected(
    client: TestClient, query: str
) -> None:
    answer = client.get(f"/mapapp/api/symbols?{query}")

    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/json")
    assert len(answer.json()["error"]) > 10
    assert "Traceback" not in answer.text


def test_labels_are_names_with_points_best_first(client: TestClient) -> None:
    labels = client.get(f"/mapapp/api/labels?{CAUCASUS}").json()["labels"]

    assert "Yerevan" in [label["text"] for label in labels]
    assert [label["rank"] for label in labels] == sorted(label["rank"] for label in labels)
    assert all(38 <= label["lat"] <= 42 and 44 <= label["lon"] <= 49 for label in labels)


def test_labels_of_a_view_over_the_date_line_come_from_both_sides(client: TestClient) -> None:
    labels = client.get("/mapapp/api/labels?bbox=170,-50,200,-10&z=6").json()["labels"]

    assert min(label["lon"] for label in labels) < 0 < max(label["lon"] for label in labels)


def test_labels_of_a_view_of_more_than_the_world_are_answered(client: TestClient) -> None:
    assert client.get("/mapapp/api/labels?bbox=-500,-85,500,85&z=1").json()["labels"]


def test_an_event_tells_all_that_its_card_shows(client: TestClient, put: Put) -> None:
    event = client.get(f"/mapapp/api/events/{put()}").json()

    assert event["type_key"] == "explosions"
    assert event["when"]["text"] == "1 October 2020"
    assert event["place"]["label"] == "Khojavend / Martuni"
    assert event["place"]["names"] == ["Xocavənd"]
    assert event["injured"] == {"best": 2, "low": 2, "high": 2, "text": "2", "accounts": []}
    assert event["killed"] is None
    assert event["reports"][0]["title"] == "Rockets on Martuni"
    assert event["reports"][0]["published"] == "2020-10-01"


def test_highlights_count_code_points_of_the_excerpt(client: TestClient, put: Put) -> None:
    report = client.get(f"/mapapp/api/events/{put()}").json()["reports"][0]

    assert report["excerpt"] == "Rockets hit Martuni 🚑 on Thursday, and two people were hurt."
    marked = [(report["excerpt"][start:end], kind) for start, end, kind in report["marks"]]
    assert marked == [("Rockets hit", "trigger"), ("Martuni", "place")]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//news.example", "https://", "x"]
)
def test_only_web_links_are_passed_on(client: TestClient, put: Put, url: str) -> None:
    report = client.get(f"/mapapp/api/events/{put(url=url)}").json()["reports"][0]

    assert report["url"] == ""


def test_an_event_without_a_point_is_told_as_such(client: TestClient, put: Put) -> None:
    place = client.get(f"/mapapp/api/events/{put(point=None)}").json()["place"]

    assert place["lat"] is None
    assert place["name"] == "Martuni"


@pytest.mark.parametrize("id", ["ev-ffff", "ev-", "EV-0001", "%00", "ev-1%0a", "x" * 3000])
def test_an_unknown_event_is_not_found_in_words(client: TestClient, id: str) -> None:
    answer = client.get(f"/mapapp/api/events/{id}")

    assert answer.status_code == 404
    assert "no such event" in answer.json()["error"]


def test_a_fault_of_ours_is_a_sentence_to_the_reader_and_a_trace_in_the_log(
    client: TestClient, now: State, caplog: pytest.LogCaptureFixture
) -> None:
    now.close()
    now.store.database.path.unlink()
    now.store.database.path.mkdir()  # nothing can be read from it now

    answer = client.get("/health")

    assert answer.status_code == 500
    assert list(answer.json()) == ["error"]
    assert "Traceback" not in answer.text
    assert caplog.records[-1].exc_info


def test_the_maps_files_are_served_versioned_ones_for_good(client: TestClient) -> None:
    leaflet = client.get("/mapapp/static/vendor/leaflet-1.9.3/leaflet.js")
    script = client.get("/mapapp/static/map.js")

    assert "immutable" in leaflet.headers["cache-control"]
    assert script.headers["cache-control"] == "no-cache"
    assert script.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("path", ["../assets.py", "..%2fassets.py", "%2e%2e/assets.py", "nothing.js"])
def test_nothing_but_the_maps_files_is_served(client: TestClient, path: str) -> None:
    assert client.get(f"/mapapp/static/{path}").status_code == 404


def test_a_map_is_asked_for_by_name_or_token(client: TestClient, put: Put, put_in: Put) -> None:
    put(1)
    other = state.maps().create("Карта 1")
    id = put_in(state.maps().state(other), 2)

    for asked in (other, token(other)):
        symbols = client.get("/mapapp/api/symbols", params={"map": asked} | dict(QUERY)).json()
        assert [i for s in symbols["symbols"] for i in s["ids"]] == [id]
        assert client.get(f"/mapapp/api/events/{id}", params={"map": asked}).json()["demo"] is False
    assert client.get(f"/mapapp/api/events/{id}").status_code == 404


@pytest.mark.parametrize(
    ("name", "status"), [("never made", 404), ("../default", 400), ("{{7*7}}", 400), ("demo", 404)]
)
def test_a_map_that_is_none_is_told_in_words(client: TestClient, name: str, status: int) -> None:
    answer = client.get("/mapapp/api/symbols", params={"map": name} | dict(QUERY))

    assert answer.status_code == status
    assert "map" in answer.json()["error"]


def test_a_demo_that_is_being_read_answers_later(
    tmp_path: Path, gazetteer: Gazetteer, client: TestClient
) -> None:
    maps = state.start(Settings(data_dir=tmp_path / "new", database_url=""), None, gazetteer, demo=True)

    assert client.get("/health").json()["status"] == "ok"
    waiting = client.get("/mapapp/api/symbols", params={"map": "demo"} | dict(QUERY))
    assert maps.demo is not None and maps.demo.wait(240), maps.demo
    event = next(maps.state("demo").store.events())

    assert waiting.status_code == 503
    assert client.get(f"/mapapp/api/events/{event.id}", params={"map": "demo"}).json()["demo"] is True
    maps.close()
