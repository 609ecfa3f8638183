"""JSON Lines: an event a line, as it is read."""

import json
from collections.abc import Iterator
from dataclasses import replace

from mapapp.core.event import Event
from mapapp.exports.jsonl import jsonl
from mapapp.exports.records import FindArticle


def test_json_lines_hold_one_event_a_line(event: Event, find_article: FindArticle) -> None:
    lines = list(jsonl([event, replace(event, id="ev-20")], find_article))

    assert [json.loads(line)["id"] for line in lines] == ["ev-1f", "ev-20"]
    assert all(line.endswith("}\n") and len(line.splitlines()) == 1 for line in lines)


def test_an_export_is_made_as_it_is_read(event: Event, find_article: FindArticle) -> None:
    asked = []

    def events() -> Iterator[Event]:
        for n in range(3):
            asked.append(n)
            yield replace(event, id=f"ev-{n}")

    stream = jsonl(events(), find_article)
    next(stream)

    assert asked == [0]
