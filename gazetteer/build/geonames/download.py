"""GeoNames' files fetched from its server into a folder: each complete or not there, resumed where cut."""

import http.client
import json
import os
import re
import ssl
from collections.abc import Callable, Iterable
from contextlib import closing
from email.utils import formatdate, mktime_tz, parsedate_tz
from pathlib import Path
from urllib.parse import urlsplit

from gazetteer.errors import BadData, GazetteerError

SERVER = "https://download.geonames.org/export/dump/"
"""GeoNames' own server, the home of these data."""

MAX_BYTES = 3_000_000_000
"""Of one file; the largest has about 400 MB."""

_TABLES = ("countryInfo.txt", "admin1CodesASCII.txt", "admin2Codes.txt", "hierarchy.zip")
_WHOLE = ("allCountries.zip", "alternateNamesV2.zip")
_TIMEOUT_SECONDS = 60
_BLOCK = 1 << 16
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes that are there and the bytes of the whole file (0: not known)."""


def wanted(countries: Iterable[str]) -> tuple[str, ...]:
    """Return the files that a build needs: of some countries (ISO 3166-1 alpha-2), of all if none is named.

    >>> wanted(["az"])[:3]
    ('AZ.zip', 'alternatenames/AZ.zip', 'countryInfo.txt')
    """
    codes = sorted({code.strip().upper() for code in countries})
    for code in codes:
        if not re.fullmatch("[A-Z]{2}", code):
            raise BadData(f"country is {code!r}, expected ISO 3166-1 alpha-2, such as AZ")
    files = [name for code in codes for name in (f"{code}.zip", f"alternatenames/{code}.zip")]
    return (*(files or _WHOLE), *_TABLES)


def download(
    folder: Path, names: Iterable[str], server: str = SERVER, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Fetch files of a server into a folder, over those that are there, and return their paths.

    What is cut goes on where it stopped, if the server still has the same file; a file is there under its
    name only when it is complete, and is not fetched again while the server has no newer one. GazetteerError
    says what could not be fetched. Only https, except to this machine; redirects are not followed.
    """
    parts = urlsplit(server)
    local = parts.hostname in _LOOPBACK
    if parts.scheme not in ({"https", "http"} if local else {"https"}) or not parts.hostname:
        raise GazetteerError(f"{server}: expected the address of a server with https://")
    fetched = []
    for name in names:
        target = folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _fetch(f"{server.rstrip('/')}/{name}", target, progress or (lambda _name, _there, _all: None))
        except (OSError, http.client.HTTPException) as error:
            said = str(error) or type(error).__name__
            raise GazetteerError(f"{server}, {name}: {said}; run it again to go on from here") from error
        fetched.append(target)
    return tuple(fetched)


def _fetch(address: str, target: Path, progress: Progress) -> None:
    part, note = target.with_name(target.name + ".part"), target.with_name(target.name + ".part.json")
    there, mark = _begun(part, note)
    headers = {"User-Agent": "gazetteer", "Accept-Encoding": "identity"}
    if there:
        headers |= {"Range": f"bytes={there}-", "If-Range": mark}
    elif target.is_file():
        headers["If-Modified-Since"] = formatdate(target.stat().st_mtime, usegmt=True)
    with closing(_connection(address)) as connection:
        connection.request("GET", urlsplit(address).path, headers=headers)
        answer = connection.getresponse()
        if answer.status == 304 and not there:
            return  # what is there is the newest
        if answer.status == 416:
            part.unlink(missing_ok=True)  # longer than the server's: not the same file
        there = _start(address, answer, there)
        if not there:
            note.write_text(json.dumps(_mark(answer)), encoding="utf-8")
        length = answer.headers.get("Content-Length") or ""
        whole = there + int(length) if length.isdigit() else 0
        if whole > MAX_BYTES:
            raise GazetteerError(f"{address}: {whole} bytes, expected {MAX_BYTES} at most")
        with part.open("r+b" if there else "wb") as stream:
            stream.seek(there)
            while block := answer.read(_BLOCK):
                there += len(block)
                if there > MAX_BYTES:
                    raise GazetteerError(f"{address}: more than {MAX_BYTES} bytes")
                stream.write(block)
                progress(target.name, there, whole)
            stream.truncate()
            stream.flush()
            os.fsync(stream.fileno())
    if whole and there != whole:
        raise GazetteerError(f"{address}: {there} of {whole} bytes came; run it again to go on from here")
    changed = parsedate_tz(answer.headers.get("Last-Modified") or "")
    if changed:
        os.utime(part, (mktime_tz(changed), mktime_tz(changed)))
    part.replace(target)
    note.unlink(missing_ok=True)


def _start(address: str, answer: http.client.HTTPResponse, there: int) -> int:
    """Return the byte that the answer starts at; GazetteerError where it is no answer to what was asked."""
    if answer.status == 200:
        return 0
    if answer.status != 206:
        raise GazetteerError(f"{address}: the server says {answer.status} {answer.reason}, expected 200")
    if not there or not re.match(rf"bytes {there}-", answer.headers.get("Content-Range") or ""):
        raise GazetteerError(f"{address}: the server sent another part than was asked for")
    return there


def _begun(part: Path, note: Path) -> tuple[int, str]:
    """Return the bytes that are there of a file and what tells whether it is still the same; 0 for anew."""
    try:
        mark = json.loads(note.read_text(encoding="utf-8"))
        return (part.stat().st_size, mark) if isinstance(mark, str) and mark else (0, "")
    except (OSError, ValueError):
        return 0, ""


def _mark(answer: http.client.HTTPResponse) -> str:
    etag = answer.headers.get("ETag") or ""
    return etag if etag.startswith('"') else answer.headers.get("Last-Modified") or ""


def _connection(address: str) -> http.client.HTTPConnection:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme == "https":
        secure = ssl.create_default_context()
        return http.client.HTTPSConnection(host, parts.port, timeout=_TIMEOUT_SECONDS, context=secure)
    return http.client.HTTPConnection(host, parts.port, timeout=_TIMEOUT_SECONDS)
