"""The door for text: what is taken in, how, and what is refused with which words."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.article import Published, storable
from mapapp.core.errors import BadArticle
from mapapp.sources.charset import MAX_BYTES
from mapapp.sources.text import first_line, read_link, take_line, take_text

TODAY = date(2026, 11, 24)


def test_a_text_is_taken_in_as_it_is() -> None:
    text = "  Shells fell.\r\n\r\n\tTwo\u00a0people {{7*7}} <b>\u202e`$x`\ufeff "

    taken = take_text(text, title=" A  title\t", url=" https://example.org/a?b=1#c ", today=TODAY)

    assert taken.article.text == text
    assert (taken.article.title, taken.article.url) == (" A  title\t", "https://example.org/a?b=1#c")
    assert taken.article.published == Published(None)
    assert taken.notes == ()


@given(st.text(st.characters(codec=None), max_size=300))
def test_offsets_hold_for_any_text(text: str) -> None:
    try:
        taken = take_text(text, today=TODAY)
    except BadArticle as error:
        assert "no text" in str(error) and not any(c.isalnum() for c in text)
        return

    assert taken.article.text == storable(text)
    assert len(taken.article.text) == len(text)
    assert taken.article.text.encode().decode() == taken.article.text


def test_the_same_text_has_the_same_id() -> None:
    ids = {take_text(text, today=TODAY).article.id for text in ("Shells fell.", " shells\nFELL. ")}

    assert len(ids) == 1


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00", "\u200b\ufeff", "...", b"", b"\xef\xbb\xbf"])
def test_an_empty_text_is_refused(text: str | bytes) -> None:
    with pytest.raises(BadArticle, match="has no text"):
        take_text(text, today=TODAY)


@pytest.mark.parametrize("text", ["x" * (MAX_BYTES + 1), "я" * (MAX_BYTES // 2 + 1)])
def test_a_text_beyond_10_mb_is_refused(text: str) -> None:
    with pytest.raises(BadArticle, match="longer than 10 MB"):
        take_text(text, today=TODAY)


def test_a_text_of_10_mb_is_taken() -> None:
    assert len(take_text("x" * MAX_BYTES, today=TODAY).article.text) == MAX_BYTES


@pytest.mark.parametrize(
    "link",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", " \tjavascript:alert(1)", "java\nscript:alert(1)"),
        *(
            "data:text/html,<script>",
            "vbscript:x",
            "file:///etc/passwd",
            "//example.org",
            "example.org",
            "ftp://x.y",
        ),
        *("https://", "http:///path", "https://[::1", "https://example.org/a b", "https://example.org/\x00"),
        *(
            'https://example.org/"onclick=x',
            "https://example.org/<script>",
            "https://example.org\\@evil.example",
        ),
        *("https://user:word@example.org/", "https://example.org@evil.example/", "https://a.b/\u202egpj.exe"),
        *("https://example.org:99999/", "https://example.org/" + "x" * 2_000),
    ],
)
def test_a_link_that_is_none_is_left_out_with_a_note(link: str) -> None:
    taken = take_text("Shells fell.", url=link, today=TODAY)

    assert taken.article.url == ""
    assert len(taken.notes) == 1 and taken.notes[0].startswith("The link was left out")


@pytest.mark.parametrize("link", [
    "https://example.org", "HTTP://EXAMPLE.ORG:8080/a", "https://пример.example/новости?д=1", "http://[::1]/x",
    "https://example.org/it's(1)%20;a=b&c#d",
])  # fmt: skip
def test_a_link_is_kept_as_it_is(link: str) -> None:
    assert read_link(link) == (link, ())


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2020-13-01", "expected a day as YYYY-MM-DD"),
        ("2021-02-29", "expected a day"),
        ("2 October 2020", "expected a day"),
        ("20201002", "expected a day"),
        ("2020-W40-5", "expected a day"),
        ("2020-10-02T10:00:00Z", "expected a day"),
        ("２０２０-10-02", "expected a day"),
        ("2020-10-02\n{{7*7}}" + "x" * 500, "expected a day"),
        ("2026-11-26", "still to come"),
        ("9999-12-31", "still to come"),
    ],
)
def test_a_bad_day_is_refused_with_what_is_expected(published: str, words: str) -> None:
    with pytest.raises(BadArticle, match=words) as raised:
        take_text("Shells fell.", published=published, today=TODAY)

    assert len(str(raised.value)) < 200 and "\n" not in str(raised.value)


@pytest.mark.parametrize("published", ["2026-11-25", "2026-11-24", "1915-04-24", "0001-01-01"])
def test_a_day_that_was_given_is_kept_as_given(published: str) -> None:
    article = take_text("Shells fell.", published=published, today=TODAY).article

    assert article.published.day == date.fromisoformat(published)
    assert article.published.given and article.published.precision == "day"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "is not JSON"),
        ("", "is not JSON"),
        ("[1, 2]", "another kind"),
        ('"text"', "another kind"),
        ("null", "another kind"),
        ("{}", 'has no "text"'),
        ('{"text": null}', 'has no "text"'),
        ('{"text": ["a"]}', "text is .*expected a string"),
        ('{"text": "a", "title": 5}', "title is 5"),
        ('{"text": "a", "id": {}}', "id is"),
        ('{"text": "a", "id": true}', "id is True"),
        ('{"text": "a", "published": 2020}', "published is 2020"),
        ('{"text": "a", "id": "' + "x" * 201 + '"}', "id has 201"),
        ("[" * 100_000, "cannot be read"),
        ('{"text": "a", "n": ' + "9" * 5_000 + "}", "cannot be read"),
    ],
    ids=range(15),
)
def test_a_bad_line_is_refused_with_its_place(line: str, words: str) -> None:
    with pytest.raises(BadArticle, match=f"^wire.jsonl, line 3: .*{words}"):
        take_line(line, today=TODAY, origin="wire.jsonl, line 3")


def test_a_line_may_hold_more_than_we_know() -> None:
    line = json.dumps(
        {"id": 7, "title": None, "text": "Shells\ud800 fell.", "published": None, "tags": [1], "url": None}
    )

    article = take_line(line, today=TODAY, origin="").article

    assert (article.id, article.title, article.text) == ("7", "", "Shells� fell.")


def test_a_long_first_line_is_cut_between_words() -> None:
    assert first_line("word " * 100) == "word " * 31 + "word …"
    assert first_line("x" * 500) == "x" * 160 + "…"
