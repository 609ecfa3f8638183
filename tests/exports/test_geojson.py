"""GeoJSON as RFC 7946 has it."""

import json
from dataclasses import replace

from mapapp.core.event import Event
from mapapp.exports.geojson import geojson
from mapapp.exports.records import FindArticle


def test_geojson_puts_longitude_first_and_unplaced_events_nowhere(
    event: Event, text: str, find_article: FindArticle
) -> None:
    unplaced = replace(
        event, id="ev-20", places=(replace(event.places[0], lat=None, lon=None), event.places[0])
    )

    collection = json.loads("".join(geojson([event, unplaced], find_article)))

    assert list(collection) == ["type", "features"] and collection["type"] == "FeatureCollection"
    placed, nowhere = collection["features"]
    assert placed["geometry"] == {"type": "Point", "coordinates": [46.74989, 39.7600612]}
    assert (placed["id"], placed["properties"]["radius_km"]) == ("ev-1f", 2.25)
    assert nowhere["geometry"] is None and nowhere["type"] == "Feature"
    assert nowhere["properties"]["excerpt"] == text[0:57]


def test_geojson_of_no_event_is_an_empty_collection(find_article: FindArticle) -> None:
    assert json.loads("".join(geojson([], find_article))) == {"type": "FeatureCollection", "features": []}
