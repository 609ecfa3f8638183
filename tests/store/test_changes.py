"""Articles are deleted, corrected and brought back with their events, exactly, and nothing is lost."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from mapapp.core.article import Article
from mapapp.core.event import Event
from mapapp.core.report import Reading, Report
from mapapp.core.selection import Selection
from mapapp.merging import merge_reports
from mapapp.store import ChangeRefused, Store, database
from mapapp.store.database import file_of

Made = tuple[Article, Reading, tuple[Event, ...]]
Make = Callable[..., Made]


def derive(reports: Sequence[Report], id: str, because: str) -> Event:
    return merge_reports(reports, id, because)


def merge(new: Event, candidates: Sequence[Event]) -> Event | None:
    """The stored event near a new one, with its reports in: the rule is not what is tested here."""
    if not candidates:
        return None
    stored = candidates[0]
    return replace(
        derive((*stored.reports, *new.reports), stored.id, "same town and day"), status=stored.status
    )


def all_of(store: Store) -> list[Any]:
    """Everything that a map, a list or an export is made of."""
    snapshot = store.snapshot()
    columns = [
        np.nan_to_num(getattr(snapshot, name), nan=-999).tolist() for name in ("lat", "first_day", "flags")
    ]
    return [list(store.events()), snapshot.ids, columns, store.counts(), store.article_lines()]


def two_of_one(store: Store, made: Make) -> None:
    """Two articles that tell of one event, and a third that tells of another."""
    store.add(*made("a-1", event_id="ev-1"), merge)
    store.add(*made("a-2", "Martuni was shelled on Thursday, they said.", event_id="ev-2"), merge)
    store.add(*made("a-3", "Far away, shells fell too.", lat=50.0, lon=36.2, event_id="ev-3"), merge)


def test_a_deleted_article_is_gone_everywhere_and_undo_brings_it_back(store: Store, made: Make) -> None:
    two_of_one(store, made)
    before, version = all_of(store), store.version()

    change = store.delete_article("a-3", derive, "me", "a hoax")

    assert store.snapshot().ids == ("ev-1",) and [e.id for e in store.events(Selection())] == ["ev-1"]
    assert store.event("ev-3") is None and store.events_of("a-3") == ()
    assert (store.counts().articles, store.counts().events) == (2, 1)
    assert [line.id for line in store.article_lines()] == [a.id for a in store.articles()] == ["a-2", "a-1"]
    assert store.version() == version + 1
    assert (change.edit.target, change.edit.who, change.edit.why) == ("a-3", "me", "a hoax")

    store.undo(change.id, derive)

    assert all_of(store) == before
    assert store.version() == version + 2


@pytest.mark.parametrize("gone", ["a-1", "a-2"])
def test_an_event_of_two_articles_keeps_the_report_of_the_other(store: Store, made: Make, gone: str) -> None:
    two_of_one(store, made)
    before = all_of(store)
    left = {"a-1": "a-2", "a-2": "a-1"}[gone]

    change = store.delete_article(gone, derive)

    event = store.event("ev-1")
    assert event is not None and [r.article_id for r in event.reports] == [left]
    assert event.merged_because == ""
    assert event == replace(derive(event.reports, "ev-1", ""), status="machine")
    store.undo(change.id, derive)
    assert all_of(store) == before


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_both_deleted_come_back_in_any_order(store: Store, made: Make, order: tuple[int, int]) -> None:
    two_of_one(store, made)
    before = store.event("ev-1")
    changes = [store.delete_article(id, derive) for id in ("a-1", "a-2")]
    assert store.snapshot().ids == ("ev-3",)

    for number in order:
        store.undo(changes[number].id, derive)

    event = store.event("ev-1")
    assert before is not None and event is not None
    assert [r.article_id for r in event.reports] == ["a-1", "a-2"]
    assert (event.when, event.places, event.injured) == (before.when, before.places, before.injured)
    assert event.merged_because


def test_a_deleted_text_may_be_added_again_and_then_not_restored(store: Store, made: Make) -> None:
    store.add(*made("a-1", event_id="ev-1"))
    change = store.delete_article("a-1", derive)

    again = store.add(*made("a-9", event_id="ev-1"))

    assert again.stored and again.event_ids == ("ev-1",)
    held = all_of(store)
    with pytest.raises(ChangeRefused, match="added again"):
        store.undo(change.id, derive)
    assert all_of(store) == held
    store.delete_article("a-9", derive)
    store.restore_article("a-1", derive)
    assert [line.id for line in store.article_lines()] == ["a-1"]


def test_a_text_added_again_joins_the_event_that_still_has_its_id(store: Store, made: Make) -> None:
    two_of_one(store, made)
    store.delete_article("a-1", derive)

    again = store.add(*made("a-9", event_id="ev-1"), merge)

    event = store.event("ev-1")
    assert again.event_ids == ("ev-1",)
    assert event is not None and [r.article_id for r in event.reports] == ["a-2", "a-9"]
    assert store.add(*made("a-8", "Other words.", lat=10.0, event_id="ev-1")).event_ids == ("ev-1-2",)


def test_a_correction_takes_the_place_of_the_first_and_is_undone(store: Store, made: Make) -> None:
    two_of_one(store, made)
    before = all_of(store)
    article, reading, events = made("a-1-v2", "Shells fell on Martuni on Friday.", lat=41.0, event_id="ev-9")

    added, change = store.correct_article("a-1", article, reading, events, derive, merge, "me")

    assert added.event_ids == ("ev-9",) and store.snapshot().ids == ("ev-1", "ev-3", "ev-9")
    assert [line.id for line in store.article_lines()] == ["a-1-v2", "a-3", "a-2"]
    first = store.article("a-1")
    assert first is not None and "Thursday" in first.text
    store.undo(change.id, derive)
    assert all_of(store) == before


def test_a_corrected_title_keeps_the_ids_of_the_events(store: Store, made: Make) -> None:
    store.add(*made("a-1", event_id="ev-1"))
    article, reading, events = made("a-1-v2", event_id="ev-1")

    added, change = store.correct_article("a-1", replace(article, title="New"), reading, events, derive)

    assert added.event_ids == ("ev-1",) and store.article_lines()[0].title == "New"
    store.undo(change.id, derive)
    assert store.article_lines()[0].title == "Shelling"
    assert store.snapshot().ids == ("ev-1",)


def test_a_correction_into_anothers_text_changes_nothing(store: Store, made: Make) -> None:
    two_of_one(store, made)
    before, version = all_of(store), store.version()

    with pytest.raises(ChangeRefused, match="this very text"):
        store.correct_article("a-1", *made("a-1-v2", "Far away, shells fell too."), derive)

    assert (all_of(store), store.version(), store.changes()) == (before, version, ())


def test_what_fails_midway_changes_nothing(store: Store, made: Make) -> None:
    two_of_one(store, made)
    before, version = all_of(store), store.version()

    def failing(reports: Sequence[Report], id: str, because: str) -> Event:
        raise KeyError(id)

    with pytest.raises(KeyError):
        store.delete_article("a-1", failing)

    assert (all_of(store), store.version(), store.changes()) == (before, version, ())


def test_a_change_is_undone_once_and_in_order(store: Store, made: Make) -> None:
    store.add(*made("a-1", event_id="ev-1"))
    _, corrected = store.correct_article("a-1", *made("a-1-v2", "Another text.", event_id="ev-2"), derive)
    deleted = store.delete_article("a-1-v2", derive)

    with pytest.raises(ChangeRefused, match="later change first"):
        store.undo(corrected.id, derive)
    with pytest.raises(ChangeRefused, match="deleted or corrected already"):
        store.delete_article("a-1", derive)
    with pytest.raises(ChangeRefused, match="not on this map"):
        store.delete_article("a-none", derive)
    with pytest.raises(ChangeRefused, match="was not deleted"):
        store.restore_article("a-1", derive)
    undone = store.undo(deleted.id, derive)
    for again in (deleted.id, undone.id, 99):
        with pytest.raises(ChangeRefused, match="undone"):
            store.undo(again, derive)

    assert [(c.id, c.undone) for c in store.changes()] == [(3, False), (2, True), (1, False)]
    store.undo(corrected.id, derive)
    assert store.snapshot().ids == ("ev-1",)


def test_another_readers_map_loses_and_regains_the_event(url: str, made: Make) -> None:
    with Store(url) as one, Store(url) as other:
        two_of_one(one, made)
        assert other.snapshot().ids == ("ev-1", "ev-3")

        change = one.delete_article("a-3", derive)
        assert other.snapshot().ids == ("ev-1",)

        one.undo(change.id, derive)
        assert other.snapshot().ids == ("ev-1", "ev-3")


def test_a_map_of_the_first_schema_is_copied_and_brought_up_to_date(url: str, made: Make) -> None:
    path = file_of(url)
    path.parent.mkdir(parents=True)
    configuration = Config()
    configuration.set_main_option("script_location", str(database._MIGRATIONS))
    configuration.set_main_option("path_separator", "os")
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "0001")
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO articles (id, hash, title, url, source, language, published_precision, "
            "published_evidence, published_given, notes, created_at, text) "
            "VALUES ('a-0', 'h', 'Old', '', '', 'en', 'unknown', '', 0, '[]', '', 'An old text.')"
        )

    with Store(url) as store:
        store.add(*made("a-1"))
        assert [line.title for line in store.article_lines()] == ["Shelling", "Old"]
        store.undo(store.delete_article("a-0", derive).id, derive)
        assert store.counts().articles == 2

    assert path.with_name("map.schema-0001.backup.sqlite").is_file()
