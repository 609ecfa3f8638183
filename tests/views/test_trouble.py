from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from mapapp.server.state import State


def test_a_database_that_went_bad_is_told_with_a_way_on(
    screen: AppTest, now: State, put: Callable[..., str]
) -> None:
    put(1)
    screen.run()
    path = now.settings.data_dir / "maps" / "default.sqlite"
    assert path.is_file()
    now.close()

    screen.run()
    assert not screen.exception
    assert [header.value for header in screen.header] == ["This map cannot be read now"]

    now.store.open()
    [again] = [button for button in screen.button if button.label == "Try again"]
    again.click().run()
    assert [header.value for header in screen.header] == []
    assert screen.text[0].value == "1 event · 1 on the map"
