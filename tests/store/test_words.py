from collections.abc import Callable
from typing import Any

import pytest

from mapapp.core.selection import Selection
from mapapp.merging.derive import merge_reports
from mapapp.store import Store


def found(store: Store, words: str) -> list[str]:
    return [event.id for event in store.events(Selection(words=words))]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("shells", 1), ("SHELLS martuni", 1), ("Martuni on shells", 1), ("mártuni", 1), ("shel*", 1), ("shel", 0),
        ("hurt", 0), ("shells hurt", 0), ('shells OR "nothing', 0), ("martuni NEAR fell", 0), ("*", 0),
        ("fell-on", 1), ("{{shells", 1),
    ],
)  # fmt: skip
def test_events_are_found_by_all_words_of_their_excerpts(
    store: Store, made: Callable[..., Any], words: str, count: int
) -> None:
    store.add(*made())  # the excerpt: Shells fell on Martuni on Thursday.

    assert len(found(store, words)) == count


def test_the_words_follow_every_write(store: Store, made: Callable[..., Any]) -> None:
    store.add(*made("a-1", "Shells fell on Göygöl on Thursday."))
    assert found(store, "goygol") == ["ev-612d31"]

    store.add(*made("a-2", "Rockets hit Göygöl at dawn, they say.", day=None))
    assert found(store, "GÖYGÖL") == ["ev-612d32", "ev-612d31"]

    store.delete_article("a-1", merge_reports)
    assert found(store, "goygol") == ["ev-612d32"]


def test_words_of_two_scripts_are_found(store: Store, made: Callable[..., Any]) -> None:
    store.add(*made("a-1", "Обстрел села Мартуни продолжался ночь."))
    store.add(*made("a-2", "炮弹落在马尔图尼市，两人受伤，据官员说。"))

    assert found(store, "МАРТУНИ") == ["ev-612d31"]
    assert found(store, "马尔图尼") == ["ev-612d32"]
