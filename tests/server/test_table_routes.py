"""The table of a selection page by page, and the selection as a file, on a real store."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date

import pytest
from starlette.testclient import TestClient

from mapapp.core.selection import Selection

Put = Callable[..., str]
API = "/mapapp/api"


def test_a_page_of_the_table_has_cells_in_words(client: TestClient, put: Put) -> None:
    id = put(1)

    told = client.get(f"{API}/table").json()

    assert (told["total"], told["offset"]) == (1, 0)
    (row,) = told["rows"]
    assert (row["id"], row["day"], row["place"], row["country"]) == (
        id,
        "1 Oct 2020",
        "Khojavend / Martuni",
        "Azerbaijan",
    )
    assert (row["killed"], row["injured"], row["by"], row["sure"], row["source"]) == (
        "",
        "2",
        "officials",
        "80%",
        "The Gazette",
    )


def test_it_is_sorted_and_paged(client: TestClient, put: Put) -> None:
    ids = [put(n, day=date(2020, 10, n)) for n in range(1, 6)]

    newest = client.get(f"{API}/table?limit=2&offset=2").json()
    oldest = client.get(f"{API}/table?sort=date&limit=2").json()

    assert [row["id"] for row in newest["rows"]] == [ids[2], ids[1]]
    assert [row["id"] for row in oldest["rows"]] == ids[:2]


@pytest.mark.parametrize("query", ["sort=colour", "sort=--date", "offset=-1", "limit=many", "from=later"])
def test_what_cannot_be_read_is_named(client: TestClient, put: Put, query: str) -> None:
    put(1)

    answer = client.get(f"{API}/table?{query}")

    assert answer.status_code == 400 and answer.json()["error"]


def test_the_selection_comes_as_a_file(client: TestClient, put: Put) -> None:
    put(1)
    put(2, event_type="Battles", point=None)
    token = Selection(event_types=("Battles",)).to_token()

    answer = client.get(f"{API}/export?format=csv&s={token}")
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))

    assert answer.headers["content-disposition"] == 'attachment; filename="mapapp-events.csv"'
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert [(row["event_type"], row["latitude"]) for row in rows] == [("Battles", "")]
    features = client.get(f"{API}/export?format=geojson").json()["features"]
    assert len(features) == 2
    lines = client.get(f"{API}/export?format=jsonl&types=battles").text.splitlines()
    assert [json.loads(line)["event_type"] for line in lines] == ["Battles"]


def test_a_file_of_many_events_is_whole_and_in_order(client: TestClient, put: Put) -> None:
    ids = [put(n) for n in range(1, 430)]  # more than are read at once

    lines = client.get(f"{API}/export?format=jsonl").text.splitlines()

    assert [json.loads(line)["id"] for line in lines] == sorted(ids)


@pytest.mark.parametrize("query", ["", "format=exe", "format=csv&types=rockets"])
def test_a_file_of_nothing_known_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"{API}/export?{query}").status_code == 400
