"""What is put in comes out, once, in order, and as it was."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import sqlalchemy as sa

from mapapp.core.article import Article, storable
from mapapp.core.event import Edit, Event
from mapapp.core.report import Reading
from mapapp.core.selection import Selection
from mapapp.core.snapshot import BACKGROUND, UNDATED, UNPLACED
from mapapp.store import IdTaken, Store

Made = tuple[Article, Reading, tuple[Event, ...]]
Make = Callable[..., Made]

HOSTILE = [
    "{{7*7}} {% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %} ${7*7} #{7*7}",
    "<script>alert(1)</script><img src=x onerror=alert(1)> `uname` $(id) '; DROP TABLE articles; --",
    "a\x00b\x00\x00c",
    "lone \ud800 and \udfff surrogates, a whole one: 😀",
    "\u202eright to left\u202c ا\u200fلشرق \u2066isolated\u2069 \ufeff",
    "line one\r\nline two\rline three\u2028four\u2029five\x85six\x0bseven",
    "e\u0301 is not é; ﬁ is not fi; İ ı ẞ",
    "%s %d {0} {name} ? :name @p1 \\' \\\" \\\\",
    "one line of a megabyte: " + "so it goes. " * 90_000,
]


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_comes_back_character_for_character(store: Store, made: Make, payload: str) -> None:
    article, reading, (event,) = made(text="Shells fell on Martuni on Thursday." + payload)
    place = replace(event.places[0], name=payload[:500], names=(payload[:500],))
    report = replace(event.reports[0], places=(place,), claimed_by=payload)
    article = replace(article, title=payload, source=payload)
    store.add(article, replace(reading, notes=(payload,)), (replace(event, reports=(report,)),))

    kept = store.article(article.id)
    kept_event = store.event(event.id)
    assert kept is not None and kept_event is not None
    assert kept.text == storable(article.text) and len(kept.text) == len(article.text)
    assert (kept.title, kept.source) == (storable(payload), storable(payload))
    assert kept_event.reports[0].claimed_by == storable(payload)
    assert kept_event.reports[0].places[0].name == storable(payload[:500])
    kept_reading = store.reading(article.id)
    assert kept_reading is not None and kept_reading.notes == (storable(payload),)


def test_article_reading_and_event_come_back_as_they_were(store: Store, made: Make) -> None:
    article, reading, events = made()

    added = store.add(article, reading, events)

    assert added.stored and added.event_ids == (events[0].id,)
    assert store.event(events[0].id) == events[0]
    assert store.reading(article.id) == reading
    assert store.article(article.id) == replace(article, published=reading.published, language="en")
    assert store.events_of(article.id) == events
    assert store.event("ev-none") is None and store.article("none") is None and store.reading("none") is None


def test_the_first_of_two_same_texts_wins(store: Store, made: Make) -> None:
    first = made("a-1")
    store.add(*first)
    version = store.version()

    again = store.add(*made("a-2", text="  " + first[0].text.upper().replace(" ", "\n")))

    assert (again.article_id, again.stored, again.event_ids) == ("a-1", False, (first[2][0].id,))
    assert store.version() == version
    assert [a.id for a in store.articles()] == ["a-1"]


def test_an_id_names_one_text(store: Store, made: Make) -> None:
    store.add(*made("a-1"))

    with pytest.raises(IdTaken, match="a-1"):
        store.add(*made("a-1", text="Shells fell on Martuni on Thursday, and more.", event_id="ev-2"))

    assert store.counts().events == 1


def test_an_article_is_stored_whole_or_not_at_all(store: Store, made: Make) -> None:
    article, reading, (event,) = made()
    impossible = replace(event, id="ev-ff", places=(replace(event.places[0], lat=95.0),))

    with pytest.raises(ValueError, match="nowhere"):
        store.add(article, reading, (event, impossible))

    assert store.counts() == store.counts().__class__(0, 0, 0, 0, 0, 0, 0)
    assert store.version() == 0


def test_a_correction_keeps_the_first_text(store: Store, made: Make) -> None:
    store.add(*made("a-1"))
    store.add(*made("a-1-v2", text="Shells fell on Martuni on Friday."), supersedes="a-1")

    kept = store.article("a-1")
    assert kept is not None and "Thursday" in kept.text
    with store.database.reading() as connection:
        rows = connection.execute(sa.text("SELECT id, version, supersedes FROM articles ORDER BY seq")).all()
    assert [tuple(row) for row in rows] == [("a-1", 1, None), ("a-1-v2", 2, "a-1")]


def test_articles_come_newest_first_in_pages(store: Store, made: Make) -> None:
    for n in range(5):
        store.add(*made(f"a-{n}", text=f"Report {n}: shells fell on Martuni on Thursday."))

    assert [a.id for a in store.articles(limit=2, offset=1)] == ["a-3", "a-2"]


def test_events_are_sorted_by_day_and_id(store: Store, made: Make) -> None:
    days = {"ev-c": date(2020, 10, 1), "ev-a": date(2020, 10, 1), "ev-b": date(2019, 1, 1), "ev-d": None}
    for n, (id, day) in enumerate(days.items()):
        store.add(*made(f"a-{n}", text=f"Shells fell, {n}", day=day, event_id=id))

    assert [e.id for e in store.events()] == ["ev-d", "ev-b", "ev-a", "ev-c"]
    assert [e.id for e in store.events(ids=["ev-c", "ev-x", "ev-b", "ev-c", "\ud800"])] == ["ev-b", "ev-c"]
    assert store.snapshot().ids == ("ev-d", "ev-b", "ev-a", "ev-c")


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        (Selection(), ["ev-0", "ev-1", "ev-2", "ev-4"]),
        (Selection(background=True), ["ev-0", "ev-1", "ev-2", "ev-3", "ev-4"]),
        (Selection(first_day=date(2020, 1, 2)), ["ev-2", "ev-4"]),
        (Selection(last_day=date(2020, 1, 2)), ["ev-1", "ev-2"]),
        (Selection(event_types=("Battles",)), ["ev-4"]),
    ],
)
def test_a_selection_asks_store_and_snapshot_alike(
    store: Store, made: Make, selection: Selection, ids: list[str]
) -> None:
    kinds = ["Explosions/Remote violence"] * 4 + ["Battles"]
    days = [None, *(date(2020, 1, d) for d in (1, 2, 3, 4))]
    for n, (kind, day) in enumerate(zip(kinds, days, strict=True)):
        text = f"Shells fell, {n}"
        store.add(*made(f"a-{n}", text, day, background=n == 3, event_type=kind, event_id=f"ev-{n}"))

    snapshot = store.snapshot()

    assert [e.id for e in store.events(selection)] == ids
    assert [snapshot.ids[row] for row in snapshot.rows(selection)] == ids


def test_the_snapshot_holds_what_the_map_needs(store: Store, made: Make) -> None:
    store.add(*made("a-1", event_id="ev-1"))
    store.add(*made("a-2", "Nowhere", None, None, None, background=True, event_id="ev-2"))

    snapshot = store.snapshot()

    assert snapshot.ids == ("ev-2", "ev-1")
    assert list(snapshot.flags) == [BACKGROUND | UNPLACED | UNDATED, 0]
    assert np.isnan(snapshot.lat[0]) and (snapshot.lat[1], snapshot.lon[1]) == (39.79, 47.11)
    assert snapshot.first_day[1] == snapshot.last_day[1] == date(2020, 10, 1).toordinal()
    assert snapshot.radius_km[1] == 3.5
    assert store.counts().unplaced == store.counts().undated == store.counts().background == 1


def test_the_snapshot_is_made_once_a_state(url: str, made: Make) -> None:
    with Store(url) as one, Store(url) as other:
        first = one.snapshot()
        assert one.snapshot() is first and len(first) == 0

        other.add(*made())

        assert one.snapshot().ids == (made()[2][0].id,)
        assert one.version() == one.snapshot().version == first.version + 1


def test_an_event_of_two_articles_is_one_event_with_two_reports(store: Store, made: Make) -> None:
    offered = []

    def merge(new: Event, candidates: Sequence[Event]) -> Event | None:
        offered.append([c.id for c in candidates])
        if not candidates:
            return None
        reports = candidates[0].reports + new.reports
        return replace(candidates[0], reports=reports, merged_because="same town and day", denied=True)

    store.add(*made("a-1", event_id="ev-1"), merge)
    store.add(*made("a-far", "Far away", lat=50.0, lon=36.2, event_id="ev-far"), merge)
    store.add(*made("a-old", "Long ago", day=date(2016, 4, 2), event_id="ev-old"), merge)
    added = store.add(*made("a-2", "Martuni was shelled on Thursday, they said.", event_id="ev-2"), merge)

    event = store.event("ev-1")
    assert offered == [[], [], [], ["ev-1"]]
    assert added.event_ids == ("ev-1",) and store.counts().events == 3
    assert event is not None and [r.article_id for r in event.reports] == ["a-1", "a-2"]
    assert event.merged_because == "same town and day" and event.denied
    assert store.events_of("a-2") == (event,)


def test_candidates_lie_near_in_space_and_time(store: Store, made: Make) -> None:
    store.add(*made("a-1", "One", date(2020, 10, 1), 52.0, 179.95, event_id="ev-1"))
    store.add(*made("a-2", "Two", date(2020, 10, 2), 52.1, -179.95, event_id="ev-2"))
    store.add(*made("a-3", "Three", date(2020, 10, 3), 52.1, -179.95, event_id="ev-3"))
    store.add(*made("a-4", "Four", date(2020, 10, 1), 52.0, 170.0, event_id="ev-4"))
    event = made("a-5", "Five", date(2020, 10, 1), 52.0, -179.99, event_id="ev-5")[2][0]
    unplaced = made("a-6", "Six", date(2020, 10, 1), None, None, event_id="ev-6")[2][0]

    assert [c.id for c in store.candidates(event)] == ["ev-1", "ev-2"]
    assert store.candidates(unplaced) == ()


def test_edits_are_kept_and_only_added(store: Store) -> None:
    edit = Edit("ev-1", "place", {"lat": 1.5}, None, "ana", "2026-11-24T10:00:00+00:00", "wrong \x00 town")
    store.add_edit(edit)
    store.add_edit(replace(edit, target="ev-2"))

    assert store.edits("ev-1") == (replace(edit, why="wrong � town"),)
    assert [e.target for e in store.edits()] == ["ev-1", "ev-2"]
    for statement in ("UPDATE edits SET who = 'x'", "DELETE FROM edits"):
        with pytest.raises(Exception, match="only ever added"), store.database.writing() as connection:
            connection.execute(sa.text(statement))
    assert len(store.edits()) == 2


def test_threads_write_and_read_at_once(store: Store, made: Make) -> None:
    failed: list[BaseException] = []

    def write(worker: int) -> None:
        try:
            for n in range(10):
                text = f"Report {n} of {worker if n % 2 else 'all'}"
                store.add(*made(f"a-{worker}-{n}", text, event_id=f"ev-{worker:x}{n:x}"))
                store.snapshot()
                list(store.events(Selection()))
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            failed.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert store.counts().articles == store.counts().events == 5 + 4 * 5


def test_a_stream_of_events_sees_one_state(store: Store, made: Make) -> None:
    for n in range(3):
        store.add(*made(f"a-{n}", f"Shells fell, {n}", event_id=f"ev-{n}"))
    stream = store.events()
    first = next(stream)

    store.add(*made("a-9", "Shells fell, 9", event_id="ev-9"))

    assert [first.id, *(e.id for e in stream)] == ["ev-0", "ev-1", "ev-2"]
