"""What was read: an article, its text unchanged, its publication date with the evidence for it."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return a text with NUL and lone surrogates replaced one for one by U+FFFD, so that offsets hold."""
    return _UNSTORABLE.sub("�", text)


def content_hash(text: str) -> str:
    """Return the SHA-256 (hex) of a text's normalised form: NFKC, case folded, white space as one space.

    Two copies of an article that differ in spacing only have one hash.
    """
    normal = " ".join(unicodedata.normalize("NFKC", storable(text)).casefold().split())
    return hashlib.sha256(normal.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Published:
    """The day an article was published: given with it, inferred from its text, or unknown (day is None).

    `evidence` says in words where an inferred date comes from, for the reader to check.
    """

    day: date | None
    precision: Literal["day", "month", "year", "unknown"] = "unknown"
    evidence: str = ""
    given: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read. `text` is never altered after `storable`; offsets point into it."""

    id: str
    title: str
    text: str
    url: str = ""
    source: str = ""
    language: str = ""
    published: Published = Published(None)

    @property
    def hash(self) -> str:
        """The hash that finds doubles."""
        return content_hash(self.text)
