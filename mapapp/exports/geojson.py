"""Events as GeoJSON (RFC 7946): one feature an event, longitude before latitude here and nowhere else."""

from collections.abc import Iterable, Iterator

from mapapp.core.event import Event
from mapapp.exports.records import FindArticle, Record, coordinate, json_line, stored_record


def geojson(events: Iterable[Event], find_article: FindArticle) -> Iterator[str]:
    """Give the pieces of one feature collection, a feature a line, each as soon as its event is there."""
    yield '{"type": "FeatureCollection", "features": ['
    separator = "\n"
    for event in events:
        yield separator + json_line(feature(event, find_article))
        separator = ",\n"
    yield "\n]}\n"


def feature(event: Event, find_article: FindArticle) -> Record:
    """Return an event's feature; an unplaced event has no geometry."""
    properties = stored_record(event, find_article)
    pin = event.place
    geometry = None
    if pin is not None and pin.lat is not None and pin.lon is not None:
        geometry = {"type": "Point", "coordinates": [coordinate(pin.lon), coordinate(pin.lat)]}
        properties["radius_km"] = round(pin.radius_km, 3)
    return {"type": "Feature", "id": properties["id"], "geometry": geometry, "properties": properties}
