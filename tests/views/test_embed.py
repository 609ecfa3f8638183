from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from .conftest import SCRIPT


def test_an_embedded_page_is_the_map_alone(put: Callable[..., str]) -> None:
    put(1)
    test = AppTest.from_file(str(SCRIPT), default_timeout=30)
    test.context = {"is_embedded": True}
    test.query_params["types"] = "battles"
    test.run()

    assert not test.exception
    assert [len(found) for found in (test.date_input, test.multiselect, test.selectbox, test.caption)] == [
        0
    ] * 4
    assert test.query_params["types"] in ("battles", ["battles"])
