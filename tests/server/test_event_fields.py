import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.report import ReportPlace
from mapapp.server.event_fields import marks_within, web_link


@pytest.mark.parametrize("url", ["https://news.example/a?b=1", "http://127.0.0.1/x", "HTTPS://NEWS.EXAMPLE/"])
def test_web_addresses_are_links(url: str) -> None:
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "java\nscript:x", "ftp://a/b", "https:///x", "http://[1"]
)
def test_anything_else_is_none(url: str) -> None:
    assert web_link(url) == ""


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))


@given(spans, spans, st.lists(spans, max_size=3))
def test_marks_lie_in_the_excerpt_in_order_and_apart(
    excerpt: tuple[int, int], trigger: tuple[int, int], places: list[tuple[int, int]]
) -> None:
    named = tuple(ReportPlace("X", None, None, span=span) for span in places)

    marks = marks_within(*excerpt, trigger, named)

    edges = [side for start, end, _ in marks for side in (start, end)]
    assert edges == sorted(edges)
    assert all(start < end for start, end, _ in marks)
    assert not edges or (edges[0] >= 0 and edges[-1] <= excerpt[1] - excerpt[0])
