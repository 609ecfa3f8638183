"""The whole way from text to stored events, with the real reader, gazetteer and store."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from mapapp.core.article import Article
from mapapp.extraction.reader import Reader
from mapapp.ingest import Ingest
from mapapp.sources.text import take_text
from mapapp.store import IdTaken, Store
from tests.sources.test_fetch import Server, page
from tests.sources.test_web import BODY, fetcher

TODAY = date(2026, 11, 24)
TEXT = (
    "Artillery shells hit Stepanakert in Nagorno-Karabakh on Thursday, wounding three people, the mayor said.\n\n"
    "The foreign ministry in Paris called for talks. Officials warned that the town might be shelled again."
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'map.sqlite'}") as opened:
        yield opened


@pytest.fixture(scope="module")
def reader(gazetteer: Gazetteer) -> Reader:
    return Reader(gazetteer)


@pytest.fixture
def ingest(store: Store, gazetteer: Gazetteer, reader: Reader) -> Ingest:
    return Ingest(store, gazetteer, reader)


def article(text: str = TEXT, id: str = "", published: str = "2020-10-02") -> Article:
    return take_text(text, id=id, published=published, today=TODAY).article


def test_a_preview_stores_nothing(ingest: Ingest, store: Store) -> None:
    preview = ingest.preview(article())

    assert preview.events and preview.duplicate is None
    assert store.counts().articles == 0 and store.version() == 0


def test_what_was_previewed_is_what_is_kept(ingest: Ingest, store: Store) -> None:
    preview = ingest.preview(article())
    saved = ingest.save(preview)

    assert saved.stored and saved.duplicate_of is None
    assert [store.event(id) for id in saved.event_ids] == list(preview.events)
    assert store.reading(saved.article_id) is not None


def test_the_event_stands_where_and_when_the_text_says(ingest: Ingest, store: Store) -> None:
    saved = ingest.save(article())

    [event] = [e for id in saved.event_ids if (e := store.event(id))]
    assert event.place is not None and event.place.lat is not None and event.place.lon is not None
    assert abs(event.place.lat - 39.82) < 0.1 and abs(event.place.lon - 46.75) < 0.1
    assert event.when.first_day == event.when.last_day == date(2020, 10, 1)
    report = event.reports[0]
    assert TEXT[report.start : report.end].startswith("Artillery shells hit Stepanakert")


def test_the_same_text_is_kept_once(ingest: Ingest, store: Store) -> None:
    first = ingest.save(article())
    preview = ingest.preview(article(TEXT.replace(" ", "  "), id="another"))
    again = ingest.save(preview)

    assert preview.duplicate == first.article_id
    assert (again.stored, again.duplicate_of, again.event_ids) == (False, first.article_id, first.event_ids)
    assert store.counts().articles == 1


def test_another_text_under_the_same_id_is_a_new_version(ingest: Ingest, store: Store) -> None:
    ingest.save(article(id="w-1"))
    second = ingest.save(article(TEXT.replace("three", "four"), id="w-1"))
    third = ingest.save(article(TEXT.replace("three", "five"), id="w-1"))

    assert (second.article_id, third.article_id) == ("w-1-v2", "w-1-v3")
    kept = store.article("w-1")
    assert kept is not None and "three" in kept.text
    assert all(event.reports for event in store.events())


def test_an_id_taken_since_the_preview_is_no_obstacle(ingest: Ingest, store: Store) -> None:
    preview = ingest.preview(article(id="w-1"))
    ingest.save(article(TEXT.replace("three", "four"), id="w-1"))
    with pytest.raises(IdTaken):
        store.add(preview.article, preview.reading, preview.events)

    assert ingest.save(preview).article_id == "w-1-v2"


def test_one_incident_of_two_articles_is_one_event(ingest: Ingest, store: Store) -> None:
    first = ingest.save(article(id="a"))
    other = "Three people were wounded when artillery shells hit Stepanakert on Thursday, the governor of Nagorno-Karabakh said."
    second = ingest.save(article(other, id="b"))

    assert second.event_ids == first.event_ids
    event = store.event(first.event_ids[0])
    assert event is not None and [r.article_id for r in event.reports] == ["a", "b"]
    assert event.merged_because


def test_incidents_of_different_towns_stay_apart(ingest: Ingest, store: Store) -> None:
    first = ingest.save(article())
    second = ingest.save(
        article("Artillery shells hit Ganja in Azerbaijan on Thursday, wounding three people, police said.")
    )

    assert not set(first.event_ids) & set(second.event_ids)


def test_writers_at_once_keep_one_article_once(gazetteer: Gazetteer, reader: Reader, store: Store) -> None:
    results = []
    ready = threading.Barrier(4)

    def save() -> None:
        preview = (work := Ingest(store, gazetteer, reader)).preview(article())
        ready.wait()
        results.append(work.save(preview))

    threads = [threading.Thread(target=save) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(r.stored for r in results) == [False, False, False, True]
    assert len({r.event_ids for r in results}) == 1
    assert store.counts().articles == 1


def test_files_are_read_and_the_bad_ones_named(ingest: Ingest, store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.jsonl").write_text('{"id": "x", "text": 5}\n{"id": "y", "text": "Nothing happened."}\n')

    outcomes = list(ingest.read_paths([str(folder), "https://example.org/"], today=TODAY))

    assert [o.origin.removeprefix(str(folder)) for o in outcomes] == [
        *("/a.txt", "/b.jsonl, line 1", "/b.jsonl, line 2", "https://example.org/")
    ]
    assert [o.saved is not None for o in outcomes] == [True, False, True, False]
    assert "line 1: text is 5" in outcomes[1].error and "was not found" in outcomes[3].error
    assert store.article("y") is not None


def test_a_fault_of_ours_with_one_article_never_stops_the_others(
    ingest: Ingest, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Ingest.save

    def faulty(self: Ingest, given: Article) -> object:
        if "fault" in given.text:
            raise KeyError("no such key")
        return save(self, given)

    monkeypatch.setattr(Ingest, "save", faulty)
    (tmp_path / "a.jsonl").write_text('{"text": "a fault"}\n{"text": "Nothing happened."}\n')

    bad, good = ingest.read_paths([str(tmp_path / "a.jsonl")], today=TODAY)

    assert "a.jsonl, line 1: could not be read" in bad.error and "KeyError" in bad.error
    assert good.saved is not None and good.saved.stored


@pytest.mark.parametrize("text", [
    "{{7*7}} <script>alert(1)</script> `x` shelled Stepanakert on Thursday.", "Shells hit \u202eStepanakert\u202c.",
    "Shells\x00 hit Stepanakert\ud800 on Thursday.", "a" * 20_000, "Stepanakert. " * 500, "(" * 2_000 + "x",
])  # fmt: skip
def test_a_hostile_text_is_kept_and_its_offsets_hold(ingest: Ingest, store: Store, text: str) -> None:
    given = article(text)
    saved = ingest.save(replace(given, title=text[:500]))

    kept = store.article(saved.article_id)
    assert kept is not None and kept.text == given.text
    for event in store.events():
        for report in event.reports:
            assert 0 <= report.start < report.end <= len(text)


def test_a_link_is_fetched_and_kept(store: Store, gazetteer: Gazetteer, ingest: Ingest) -> None:
    site = Server()
    site.answers["/a"] = page(BODY.format(charset="utf-8").encode())
    fetching = Ingest(store, gazetteer, ingest.reader, fetcher(site))

    fetched, refused = fetching.read_paths(["http://news.example/a", "http://news.example:22/"], today=TODAY)
    site.listener.close()

    assert fetched.saved is not None and fetched.saved.stored
    kept = store.article(fetched.saved.article_id)
    assert kept is not None and (kept.url, kept.title) == (
        "http://news.example/a",
        "Shells hit the market of Örebin",
    )
    assert "port 22" in refused.error
