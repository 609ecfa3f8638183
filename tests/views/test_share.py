from html.parser import HTMLParser

import pytest

from mapapp.views.share import snippet, whole_address


@pytest.mark.parametrize(("page", "parameters", "address"), [
    ("https://m.example/?embed=true&from=2020-10-01#x", {"from": "2020-10-01"}, "https://m.example/?from=2020-10-01"),
    ("https://m.example/base/", {"words": "a b&c", "embed": "true", "embed_options": "light_theme"}, "https://m.example/base/?words=a+b%26c"),
    (None, {}, "/"),
])  # fmt: skip
def test_the_whole_map_has_the_same_selection(
    page: str | None, parameters: dict[str, str], address: str
) -> None:
    assert whole_address(page, parameters) == address


def test_a_snippet_is_one_frame_and_its_texts_stay_in_their_attributes() -> None:
    frames = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            frames.append((tag, dict(attributes)))

    Reader().feed(snippet("https://m.example/", {"words": '"><script>alert(1)</script>', "types": "battles"}))

    [(tag, attributes)] = frames
    assert tag == "iframe"
    address = attributes["src"] or ""
    assert address.startswith("https://m.example/?words=%22%3E%3Cscript%3E")
    assert address.endswith("&types=battles&embed=true")
