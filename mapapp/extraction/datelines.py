"""The place and day a wire report starts with ("BAKU, Oct 2 (Agency) — ..."), or a line that is a date."""

import re
from typing import TYPE_CHECKING, Final

from mapapp.extraction.dates import WEEKDAYS, DateMention, find_dates
from mapapp.extraction.wordlists import any_of, words_of

if TYPE_CHECKING:
    from mapapp.extraction.lines import Line

LONGEST = 140
"""Characters within which a dateline must end."""

_AGENCIES: Final = words_of("lines", "agencies")
_DATE_WORDS: Final = words_of("lines", "date_words")
_DASH = re.compile(r"(?<=[\s.)/\]])(?:--|[—–-])(?=\s)|(?<=\w)\s?(?:—|--)\s?(?=[\"“A-Z])")
_AGENCY = re.compile(
    rf"[(/\[](?:{any_of(sorted(_AGENCIES))}|[A-Z][A-Za-z .&-]{{1,24}})[)/\]]\.?$", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:[(/\[])?(?:" + any_of(sorted(_AGENCIES)) + r")(?:\.[a-z]{2,3})?(?:[)/\]])?$", re.IGNORECASE
)
_STOPPED = re.compile(
    r"(?:/[A-Z][\w .-]{1,24}/\.|\([A-Z][\w .-]{1,24}\)\.?:?|(?<=[A-Z][A-Z]):|(?<=[a-z]):)\s"
)
_PLACE_WORD = re.compile(r"^(?:[A-Z][\w.'’ʻ-]*|de|del|la|al|el|el-\w+|al-\w+|and|of|the|of)$")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\b|\b\d{1,2}\s?(?:am|pm|a\.m\.|p\.m\.|hrs)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_][\w.'’-]*")


def _dates_removed(head: str) -> tuple[str, DateMention | None]:
    dates = find_dates(head)
    if not dates:
        return head, None
    first = dates[0]
    return head[: first.start] + " " + head[first.end :], first


def _is_place(words: str) -> bool:
    """Whether some text is the name of a place, or two or three of them, as datelines write it."""
    if not words or len(words) > 60 or words.count(",") > 3 or any(c in words for c in '"“”;?!'):
        return False
    parts = words.replace(",", " ").replace(".", ". ").split()
    if not 1 <= len(parts) <= 8 or not all(_PLACE_WORD.match(part) for part in parts):
        return False
    return words.casefold() not in WEEKDAYS


def _prefix(head: str, end: int, sure: bool) -> tuple[str, str | None] | None:
    """Return (place, day) of text that may be a dateline up to `end`; `sure`: its mark allows no doubt."""
    inner = head[:end].strip().rstrip(":—–-").strip()
    agency = _AGENCY.search(inner)
    if agency:
        inner = inner[: agency.start()].strip(" ,.")
    rest, found = _dates_removed(inner)
    day = inner[found.start : found.end] if found else None
    parts = [part.strip(" ,.()/") for part in re.split(r"[,/]|\.\s", rest)]
    parts = [p for p in parts if p and not _LABEL.match(p) and p.casefold() not in WEEKDAYS]
    place = ", ".join(parts)
    if not place:
        return ("", day) if agency or day else None
    if not _is_place(place):
        return None
    shouted = parts[0].upper() == parts[0] and any(c.isalpha() for c in parts[0])
    if not (agency or day or sure or shouted):
        return None
    return place, day


def _dashed(head: str) -> tuple[int, int, str, str | None] | None:
    for mark in list(_DASH.finditer(head))[:3]:
        if not head[: mark.start()].strip():
            continue
        after = head[mark.end() :].lstrip()
        spaced = mark.group().strip() in "—–" or mark.group().strip() == "--"
        sure = spaced and after[:1].isupper() and not re.search(r"\s[—–]|\s--\s", after)
        found = _prefix(head, mark.start(), sure and len(head[: mark.start()].split()) <= 3)
        if found:
            return 0, mark.end(), *found
    return None


def _unmarked(head: str) -> tuple[int, int, str, str | None] | None:
    """A dateline that ends with an agency in slashes or brackets, or in a colon after a shouted place."""
    mark = _STOPPED.search(head)
    if not mark or not head[mark.end() :].lstrip()[:1].isupper():
        return None
    colon = mark.group().strip() == ":"
    inside = head[: mark.start() if colon else mark.end()]
    found = _prefix(inside, len(inside), sure=False)
    if not found or not found[0]:
        return None
    if colon and found[0].upper() != found[0] and not found[1]:
        return None
    return 0, mark.end(), *found


def is_date_line(line: str) -> bool:
    """Whether a whole line only says when (where, by whom) an article was published.

    >>> is_date_line("Wednesday, October 2, 2019"), is_date_line("The attack of 11 September 2001")
    (True, False)
    """
    if len(line) > LONGEST or not any(c.isdigit() for c in line):
        return False
    rest, found = _dates_removed(line)
    if not found or (found.day is None and found.year is None):
        return False
    while True:  # "Published ... Updated ...": several dates in one line
        rest, other = _dates_removed(rest)
        if not other:
            break
    rest = _CLOCK.sub(" ", rest)
    words = _WORD.findall(rest)
    by = next((i for i, word in enumerate(words) if word.casefold() == "by"), None)
    if by is not None and all(word[:1].isupper() for word in words[by + 1 : by + 5]):
        words = words[:by] + words[by + 5 :]
    known = [w for w in words if w.casefold().strip(".") in _DATE_WORDS | _AGENCIES | {*WEEKDAYS}]
    unknown = [word for word in words if word not in known and not word.isdigit()]
    if not unknown:
        return True
    before = line[: line.find(unknown[-1]) + len(unknown[-1])]
    place_first = line.startswith(unknown[0]) and re.match(r"\s?[,.:—–-]", line[len(before) :]) is not None
    return place_first and len(unknown) <= 4 and all(word[:1].isupper() for word in unknown)


def dateline_of(text: str, line: "Line") -> tuple[int, int, str, str | None] | None:
    """Return (start, end, place, day) of the dateline a line starts with or is; None without one.

    `place` is "" and `day` None where the dateline names none; both are the words of the text.
    """
    whole = text[line.start : min(line.end, line.start + LONGEST)]
    if line.kind == "dateline" or is_date_line(text[line.start : line.end][: LONGEST + 1]):
        rest, found = _dates_removed(whole)
        place = rest.strip(" ,.—–-\n")
        day = whole[found.start : found.end] if found else None
        return line.start, line.end, place if _is_place(place) and not _LABEL.match(place) else "", day
    if line.kind not in ("body", "caption"):
        return None
    found_at = _dashed(whole) or _unmarked(whole)
    if not found_at:
        return None
    start, end, place, day = found_at
    while end < len(whole) and whole[end].isspace():
        end += 1
    return line.start + start, line.start + end, place, day
