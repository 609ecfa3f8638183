import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.sources.address import BadLink, is_public, parse_link, public_addresses


@pytest.mark.parametrize("raw", [
    "", "news.example/a", "ftp://news.example/a", "file:///etc/passwd", "javascript:alert(1)", "//news.example/a",
    "http://", "http://user@news.example/", "http://user:word@news.example/", "http://news.example:8080/",
    "http://news.example:22/", "http://news.example:99999/", "http://news.example\\@127.0.0.1/", "http://a b/",
    "http://news.example/\r\nHost: x", "http://[::1", "http://-bad-.example/", "http://" + "a" * 3000,
    "http://exa\u2028mple/", "http://ex%61mple.com/", "http://127.0.0.1#@news.example:443.evil/\x00",
])  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(raw: str) -> None:
    with pytest.raises(BadLink):
        parse_link(raw)


@pytest.mark.parametrize(("raw", "text"), [
    ("https://news.example", "https://news.example/"),
    ("HTTPS://News.Example:443/a?b=1#part", "https://news.example/a?b=1"),
    ("http://news.example./é", "http://news.example/%C3%A9"),
    ("http://bücher.example/", "http://xn--bcher-kva.example/"),
])  # fmt: skip
def test_a_plain_web_address_is_taken_apart(raw: str, text: str) -> None:
    assert parse_link(raw).text == text


@given(st.text())
def test_no_text_breaks_the_parser(raw: str) -> None:
    try:
        link = parse_link(raw)
    except BadLink:
        return

    assert link.scheme in {"http", "https"}
    assert link.port in {80, 443}


@pytest.mark.parametrize("address", [
    "127.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "fe80::1",
    "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "2001:0:4136:e378:8000:63bf:80ff:fffe",
])  # fmt: skip
def test_no_inner_address_is_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_one_private_answer_refuses_the_host() -> None:
    with pytest.raises(BadLink, match="not on the public internet"):
        public_addresses(
            parse_link("http://news.example/"), lambda host, port: ["93.184.216.34", "127.0.0.1"]
        )


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_spellings_of_loopback_are_refused(host: str) -> None:
    import socket

    def resolve(name: str, port: int) -> list[str]:  # as the system reads such a spelling
        return [str(found[4][0]) for found in socket.getaddrinfo(name, port, flags=socket.AI_NUMERICHOST)]

    with pytest.raises(BadLink):
        public_addresses(parse_link(f"http://{host}/"), resolve)
