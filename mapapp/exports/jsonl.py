"""Events as JSON Lines: one event a line, with every report of it."""

from collections.abc import Iterable, Iterator

from mapapp.core.event import Event
from mapapp.exports.records import FindArticle, json_line, stored_record


def jsonl(events: Iterable[Event], find_article: FindArticle) -> Iterator[str]:
    """Give one line an event, in the order of the events, each as soon as its event is there."""
    for event in events:
        yield json_line(stored_record(event, find_article)) + "\n"
