from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mapapp.core.event import Edit
from mapapp.core.selection import Selection
from mapapp.store import Store
from mapapp.store.sealed import ReadOnly, SealedStore


@pytest.fixture
def sealed(tmp_path: Path) -> SealedStore:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    Store(url).open().close()
    return SealedStore(url)


def test_a_sealed_map_is_read_as_any(sealed: SealedStore) -> None:
    with sealed:
        assert sealed.counts().events == 0


def test_every_write_is_refused_in_words(sealed: SealedStore) -> None:
    with sealed, pytest.raises(ReadOnly, match=r"The demo is read-only\. Start a map of your own\."):
        sealed.add_edit(Edit("ev-1", "type", None, None, "reader", "2020-10-01T00:00:00", ""))


def test_a_sealed_map_is_searched_by_words(url: str, made: Callable[..., Any]) -> None:
    with Store(url) as store:
        store.add(*made())

    with SealedStore(url) as sealed:
        assert [event.id for event in sealed.events(Selection(words="martuni"))] == ["ev-612d31"]
