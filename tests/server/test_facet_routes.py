"""The routes of the filter panel, the histogram and play, on a real store."""

import gzip
import json
from collections.abc import Callable
from datetime import date

import pytest
from starlette.testclient import TestClient

from mapapp.core.selection import Selection

Put = Callable[..., str]
API = "/mapapp/api"
VIEW = "bbox=44,38,49,42&z=7"


def test_facets_count_less_their_own_limit(client: TestClient, put: Put) -> None:
    put(1)
    put(2, event_type="Battles")
    put(3, day=date(2020, 10, 9), event_type="Battles")

    told = client.get(f"{API}/facets?types=battles&to=2020-10-05").json()

    types = {value["key"]: value["n"] for value in told["facets"]["types"]["values"]}
    assert (types["battles"], types["explosions"], told["total"]) == (1, 1, 1)
    assert told["facets"]["countries"]["values"] == [{"key": "AZ", "name": "Azerbaijan", "n": 1}]
    assert told["facets"]["claimants"]["values"] == [{"key": "officials", "name": "officials", "n": 1}]
    assert told["facets"]["places"]["values"][0]["name"] == "Khojavend / Martuni"
    assert told["sentence"] == "1 event: battles, until 5 Oct 2020"
    assert told["limits"] == ["days", "types"]


def test_facets_follow_the_data(client: TestClient, put: Put) -> None:
    put(1)
    before = client.get(f"{API}/facets").json()
    put(2)
    after = client.get(f"{API}/facets").json()

    assert (before["total"], after["total"]) == (1, 2) and before["version"] < after["version"]


def test_a_token_says_the_same_as_the_parameters(client: TestClient, put: Put) -> None:
    put(1)
    put(2, event_type="Battles")
    selection = Selection(event_types=("Battles",), words="rockets martuni")

    view = {"bbox": "44,38,49,42", "z": "7"}
    by_token = client.get(f"{API}/symbols", params=view | {"s": selection.to_token()}).json()
    by_link = client.get(f"{API}/symbols", params=view | selection.to_link()).json()

    assert by_token == by_link
    assert by_token["in_view"] == 1


def test_words_of_the_excerpt_select(client: TestClient, put: Put) -> None:
    put(1)

    totals = [
        client.get(f"{API}/facets", params={"words": w}).json()["total"] for w in ("ROCKETS hit", "officials")
    ]

    assert totals == [1, 0]


def test_the_histogram_has_a_bar_a_day(client: TestClient, put: Put) -> None:
    put(1)
    put(2, day=date(2020, 10, 3), event_type="Battles")
    put(3, day=None)

    told = client.get(f"{API}/histogram?to=2020-10-01").json()

    assert (told["step"], told["starts"][0], told["last_day"], told["undated"]) == (
        "day",
        "2020-10-01",
        "2020-10-03",
        1,
    )
    assert told["types"] == {"battles": [0, 0, 1], "explosions": [1, 0, 0]}
    assert (
        client.get(f"{API}/histogram?step=month&first=2020-01-01&last=2020-12-31").json()["step"] == "month"
    )


def test_the_events_of_one_point_are_listed_newest_first(client: TestClient, put: Put) -> None:
    ids = [put(n, day=date(2020, 10, n)) for n in range(1, 6)]
    put(9, point=(40.0, 47.0))

    told = client.get(f"{API}/here?bbox=47.11,39.79,47.11,39.79&from=2020-10-02&limit=2&offset=1").json()

    assert (told["total"], [event["id"] for event in told["events"]]) == (4, [ids[3], ids[2]])
    assert told["events"][0]["key"] == "explosions"


@pytest.mark.parametrize("zipped", [True, False])
def test_play_sends_columns(client: TestClient, put: Put, zipped: bool) -> None:
    for number in range(60):
        put(number, point=(39.0 + number / 30, 45.0 + number / 20), day=date(2020, 10, 1 + number % 30))
    headers = {"accept-encoding": "gzip" if zipped else "identity"}

    with client.stream("GET", f"{API}/play?{VIEW}", headers=headers) as told:
        raw = b"".join(told.iter_raw())

    body = gzip.decompress(raw) if zipped else raw
    assert told.headers["content-type"] == "application/octet-stream"
    assert body[:4] == b"MPL1" and json.loads(body[8 : 8 + int.from_bytes(body[4:8], "little")])["rows"] == 60
    assert told.headers["vary"] == "Accept-Encoding" and int(told.headers["content-length"]) == len(raw)


@pytest.mark.parametrize("query", [
    "facets?types=rockets", "facets?s=!!", "facets?sure=NaN", "facets?area=1,2,3", "facets?actors={{7*7}}",
    "histogram?step=hour", "histogram?first=2020-01-01", "histogram?first=2020-02-01&last=2020-01-01",
    "histogram?first=x&last=y", "here", "here?bbox=1,2,3", "here?bbox=1,2,3,4&offset=-1",
    "here?bbox=1,2,3,4&limit=²", "play?bbox=1,2,3,4", f"play?{VIEW}&step=hour", "facets?map=../x",
])  # fmt: skip
def test_what_makes_no_sense_is_said(client: TestClient, query: str) -> None:
    answer = client.get(f"{API}/{query}")

    assert answer.status_code == 400 and len(answer.json()["error"]) > 10


def test_an_empty_map_is_answered(client: TestClient) -> None:
    for query in ("facets", "histogram", "here?bbox=1,2,3,4", f"play?{VIEW}", f"symbols?{VIEW}"):
        assert client.get(f"{API}/{query}").status_code == 200


@pytest.mark.parametrize(("part", "text", "names"), [
    ("countries", "azerb", ["Azerbaijan"]),
    ("places", "XOCAV", ["Khojavend / Martuni"]),
    ("places", "martúni", ["Khojavend / Martuni"]),
    ("claimants", "OFFICI", ["officials"]),
    ("actors", "army", []),
])  # fmt: skip
def test_values_are_found_by_a_part_of_their_name(
    client: TestClient, put: Put, part: str, text: str, names: list[str]
) -> None:
    put(1)

    told = client.get(f"{API}/values", params={"part": part, "q": text}).json()

    assert [value["name"] for value in told["values"]] == names
    assert all(value["n"] == 1 for value in told["values"])


@pytest.mark.parametrize(
    "query", ["part=colour&q=red", "part=actors", "part=actors&q=%7B%7B7*7%7D%7D", "q=a"]
)
def test_values_of_nothing_known_are_refused(client: TestClient, put: Put, query: str) -> None:
    put(1)

    assert client.get(f"{API}/values?{query}").status_code == 400


def test_a_sub_type_says_which_type_it_is_of(client: TestClient, put: Put) -> None:
    put(1)

    told = client.get(f"{API}/facets?sub=armed-clash").json()

    assert [(v["key"], v["of"]) for v in told["facets"]["sub_types"]["values"]] == [
        ("armed-clash", "battles")
    ]
