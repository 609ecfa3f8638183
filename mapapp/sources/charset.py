"""Bytes of a text file, made into text."""

import codecs
from typing import Final

from mapapp.core.errors import BadArticle

MAX_BYTES: Final = 10 * 1024 * 1024
"""The longest text that is taken in."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS: Final = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP file (or an office document)"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROLS: Final = bytes(n for n in range(32) if n not in b"\t\n\v\f\r\x1b") + b"\x7f"


def decode(data: bytes, name: str = "The text", declared: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the text of some bytes, and notes for the reader where its encoding had to be guessed.

    A byte order mark decides, then UTF-8, then the encoding that was declared, then what fits best. Raises
    BadArticle, which begins with `name`, for what is too long or is no text.
    """
    if len(data) > MAX_BYTES:
        raise BadArticle(f"{name}: is longer than {MAX_BYTES >> 20} MB. Take in its parts one by one.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name), ()
    for mark, what in _FORMATS:
        if data.startswith(mark):
            raise BadArticle(f"{name}: is {what}, expected plain text. Save its text to a file first.")
    if encoding := _unmarked_utf16(data):
        return _strict(data, encoding, name), (f"Read as {encoding.upper()}, which it does not say.",)
    if len(data) - len(data.translate(None, _CONTROLS)) > max(8, len(data) / 50):
        raise BadArticle(f"{name}: is a binary file, expected plain text. Save its text to a file first.")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return data.decode(declared), ()
        except (UnicodeDecodeError, LookupError):
            pass
    return _guess(data)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadArticle(
            f"{name}: begins like {encoding.upper()} and is not ({error.reason} at byte {error.start}). "
            "Save it as UTF-8."
        ) from error


def _unmarked_utf16(data: bytes) -> str:
    """Return the byte order of UTF-16 without a mark, seen by the zero bytes of its spaces, or ""."""
    start = data[:4096]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if (
        len(start) < 4
        or len(data) % 2
        or max(even, odd) < len(start) / 24
        or min(even, odd) > len(start) / 50
    ):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return text that is not wholly UTF-8 by the likeliest reading."""
    repaired = data.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    beyond = sum(character > "\x7f" for character in repaired) - broken
    if beyond > 4 * broken:
        return repaired, (f"{broken} bytes are not UTF-8; each is shown as \ufffd.",)
    letters = sum(byte > 0x7F or chr(byte).isalpha() for byte in data)
    high = sum(byte >= 0xC0 for byte in data)
    if high > letters * 0.5:
        return data.decode("cp1251", "replace"), ("Not UTF-8: read as Windows-1251 (Cyrillic).",)
    return data.decode("cp1252", "replace"), ("Not UTF-8: read as Windows-1252 (Western European).",)
