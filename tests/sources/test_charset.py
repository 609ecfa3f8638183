"""Bytes become the text their writer meant, or a message."""

import pytest

from mapapp.core.errors import BadArticle
from mapapp.sources.charset import MAX_BYTES, decode

ENGLISH = "Shelling near Donets’k killed two people, the mayor said – “at dawn”. Cafés were hit.\n"
RUSSIAN = "Обстрел Донецка: погибли два человека, сообщил мэр города. Разрушены дома и школа.\n"
UKRAINIAN = "Обстріл Донецька: загинули двоє людей, повідомив міський голова. Їх поховали.\n"


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, UKRAINIAN])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_in_all_its_forms(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("text", "encoding", "note"),
    [(ENGLISH, "cp1252", "Western"), (RUSSIAN, "cp1251", "Cyrillic"), (UKRAINIAN, "cp1251", "Cyrillic")],
)
def test_older_encodings_are_guessed_with_a_note(text: str, encoding: str, note: str) -> None:
    read, notes = decode(text.encode(encoding))

    assert read == text
    assert len(notes) == 1 and note in notes[0]


def test_a_declared_encoding_is_used_where_it_fits() -> None:
    assert decode(RUSSIAN.encode("koi8-r"), declared="koi8-r") == (RUSSIAN, ())
    assert decode(ENGLISH.encode(), declared="koi8-r") == (ENGLISH, ())
    assert decode(RUSSIAN.encode("cp1251"), declared="no-such-encoding")[0] == RUSSIAN


def test_a_broken_byte_does_not_spoil_the_rest() -> None:
    read, notes = decode(RUSSIAN.encode() + b"\xff" + RUSSIAN.encode())

    assert read == f"{RUSSIAN}\ufffd{RUSSIAN}"
    assert "1 bytes are not UTF-8" in notes[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n...", "a PDF file"),
        (b"PK\x03\x04....", "a ZIP file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x1f\x8b\x08", "gzip"),
        (bytes(range(256)) * 4, "binary"),
        (b"\xff\xfea\x00b", "begins like UTF-16-LE"),
        (b"x" * (MAX_BYTES + 1), "longer than 10 MB"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(BadArticle, match=rf"^notes\.txt: .*{words}"):
        decode(data, "notes.txt")


def test_a_few_control_characters_are_no_reason_to_refuse() -> None:
    assert decode(b"Shells\x00 fell\x07 on the town.")[0] == "Shells\x00 fell\x07 on the town."
