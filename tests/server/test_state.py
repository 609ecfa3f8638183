from collections.abc import Callable

from mapapp.server import state
from mapapp.server.state import KEPT_ARTICLES, State


def test_articles_asked_for_last_are_at_hand_and_no_more_than_so_many(
    now: State, put: Callable[..., str]
) -> None:
    for number in range(KEPT_ARTICLES + 5):
        put(number)
        now.article(f"a-{number}")

    assert now.article("a-3") == now.store.article("a-3")
    assert len(now._articles) == KEPT_ARTICLES
    assert now.article("a-none") is None


def test_all_of_a_process_share_one_state(now: State) -> None:
    assert state.current() is now
