from datetime import date
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from gazetteer.own_places import OwnPlace
from mapapp.config import Settings
from mapapp.server import state
from mapapp.server.own_layer import OwnLayer
from mapapp.sources.text import take_text

POST = OwnPlace("Qurbanlar", 39.7, 46.9, "village", "AZ")


@pytest.fixture
def own(tmp_path: Path) -> OwnLayer:
    return OwnLayer(tmp_path)


def test_the_layer_is_read_again_when_its_file_changes(own: OwnLayer, gazetteer: Gazetteer) -> None:
    assert own.over(gazetteer) is gazetteer

    version = own.file.keep([POST], "")
    laid = own.over(gazetteer)
    assert laid.lookup("Qurbanlar")[0].place.source == "own"
    assert own.over(gazetteer) is laid

    own.file.undo(version)
    assert own.over(gazetteer).lookup("Qurbanlar") == ()


def test_a_wrong_file_leaves_the_places_read_last_in_use_and_says_so(
    own: OwnLayer, gazetteer: Gazetteer
) -> None:
    own.file.keep([POST], "")
    own.over(gazetteer)
    own.file.path.write_text("name,lat,lon\nQurbanlar,north,46.9\n", encoding="utf-8")

    assert own.over(gazetteer).lookup("Qurbanlar")[0].place.lat == 39.7
    assert own.fault == "own-places.csv, line 2: lat is 'north', expected a number from -90 to 90"

    own.file.path.write_text("name,lat,lon\nQurbanlar,39.9,46.9\n", encoding="utf-8")
    assert own.over(gazetteer).lookup("Qurbanlar")[0].place.lat == 39.9
    assert own.fault == ""


def test_an_article_is_read_with_the_places_of_its_moment(tmp_path: Path, gazetteer: Gazetteer) -> None:
    maps = state.start(Settings(data_dir=tmp_path, database_url=""), gazetteer=gazetteer)
    now = maps.state(maps.start_name())
    sentence = "Two people were killed on Monday when shells hit the village of Qurbanlar, officials said."
    taken = take_text(sentence, today=date(2026, 1, 1), title="", published="2020-10-02")

    def points() -> list[tuple[float | None, float | None]]:
        return [(p.lat, p.lon) for e in now.ingest().preview(taken.article).events for p in e.places]

    assert (39.7, 46.9) not in points()
    maps.shared.own.file.keep([POST], "")
    assert points() == [(39.7, 46.9)]
    maps.close()
