"""A page of our own, served on loopback, made into an article."""

import socket
from datetime import date

import pytest

from mapapp.core.errors import BadArticle
from mapapp.sources.fetch import Fetcher
from mapapp.sources.web import find_article
from tests.sources.test_fetch import PUBLIC, Server, page

BODY = """
<!doctype html><html lang="en"><head><meta charset="{charset}"><title>Shells hit the market of Örebin</title>
<meta property="article:published_time" content="2020-10-05T10:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Shells hit the market of Örebin</h1>
<p>Mortar shells fell on the market of Örebin on Sunday and killed three traders, the mayor said at noon.</p>
<p>The shells came from the hills on the other bank of the river, people in the town told a reporter there.</p>
<p>Rescuers brought eleven injured people to the hospital of the district and closed the road to the north.</p>
</article><footer>About us. Contact.</footer></body></html>
"""


@pytest.fixture
def server() -> Server:
    return Server()


def fetcher(server: Server) -> Fetcher:
    return Fetcher(
        resolve=lambda host, port: [PUBLIC],
        dial=lambda address, port, timeout: socket.create_connection(("127.0.0.1", server.port), timeout),
        seconds=5,
    )


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("iso-8859-1", "iso-8859-1")])
def test_title_text_and_date_are_found(server: Server, charset: str, encoding: str) -> None:
    server.answers["/a"] = page(BODY.format(charset=charset).encode(encoding))

    found = find_article("http://news.example/a", fetcher(server))

    assert found.title == "Shells hit the market of Örebin"
    assert "killed three traders" in found.text
    assert "About us" not in found.text
    assert (found.published, found.url) == ("2020-10-05", "http://news.example/a")
    assert found.take(date(2026, 1, 1)).article.published.day == date(2020, 10, 5)


def test_a_wrong_charset_still_gives_text(server: Server) -> None:
    server.answers["/a"] = page(BODY.format(charset="utf-16").encode("utf-8"))

    assert "Örebin" in find_article("http://news.example/a", fetcher(server)).text


@pytest.mark.parametrize("markup", ["", "<html></html>", "<p>Menu</p>", "<div>" * 20_000, "<!--" * 20_000])
def test_a_page_without_an_article_says_so(server: Server, markup: str) -> None:
    server.answers["/a"] = page(markup.encode())

    with pytest.raises(BadArticle, match=r"paste|no text"):
        find_article("http://news.example/a", fetcher(server))


def test_entities_of_a_document_type_are_not_read(server: Server) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    bomb += ' <!ENTITY s SYSTEM "file:///etc/passwd">]>'
    server.answers["/a"] = page(
        (bomb + BODY.format(charset="utf-8").replace("mayor", "mayor &s;&b;")).encode()
    )

    text = find_article("http://news.example/a", fetcher(server)).text

    assert "root:" not in text
    assert "aaaaaaaaaa" not in text
