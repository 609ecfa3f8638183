"""The counts by region, on a real store."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

Put = Callable[..., str]
REGIONS = "/mapapp/api/regions"


def test_counts_follow_the_selection_and_the_data(client: TestClient, put: Put) -> None:
    put(1)
    before = client.get(REGIONS).json()
    put(2, event_type="Battles")
    after = client.get(REGIONS).json()
    battles = client.get(REGIONS, params={"types": "battles"}).json()

    assert [sum(row[0] for row in told["by"].values()) for told in (before, after, battles)] == [1, 2, 1]
    assert before["version"] < after["version"]
    assert all(key.isdecimal() for key in after["by"])


def test_only_regions_in_the_box_are_told_and_classes_are_of_all(client: TestClient, put: Put) -> None:
    put(1)
    there = client.get(REGIONS, params={"bbox": "404,38,409,42"}).json()  # once around the Earth
    elsewhere = client.get(REGIONS, params={"bbox": "-80,-10,-70,0"}).json()

    assert len(there["by"]) == 1
    assert elsewhere["by"] == {}
    assert elsewhere["limits"] == there["limits"] == {"n": [1], "killed": there["limits"]["killed"]}


@pytest.mark.parametrize("bbox", ["1,2,3", "a,b,c,d", "0,50,1,40", "nan,0,1,1", "{{7*7}}"])
def test_a_box_that_is_none_is_refused(client: TestClient, bbox: str) -> None:
    answer = client.get(REGIONS, params={"bbox": bbox})

    assert answer.status_code == 400
