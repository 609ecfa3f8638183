"""What is history in an article, against what is its news."""

import re
from datetime import date, timedelta

from mapapp.core.when import When
from mapapp.extraction.wordlists import words_of

OLD = timedelta(days=7)
"""An incident that ended this long before publication is background (the guideline's rule)."""

_WARS = words_of("grammar", "wars")
_WHOLE = re.compile(
    r"\b(?:ensued|erupted|broke\s+out|began|started|ended|has\s+killed|have\s+killed|has\s+been\s+(?:ongoing|raging)|lasted|since\s+independence|years?[\s-]long|decade|claimed\s+the\s+lives)\b"
)
_TOTAL = re.compile(r"\b(?:has|have)\b[^.]{0,40}\b(?:killed|died|claimed|injured|wounded)\b[^.]*\bsince\b")
_OF_A_WAR = re.compile(
    r"\b(?:died|killed|perished|lost\s+their\s+lives|dead)\b[^.]{0,30}\b(?:in|during)\s+(?:the|that|this|its|a)\s+"
    r"(?:[\w-]+\s+){0,3}(?:war|conflict|insurgency|uprising)\b"
)
_LONG_AGO = re.compile(
    r"\b(?:years?\s+ago|decades?\s+ago|in\s+the\s+(?:early\s+|late\s+|mid-)?(?:19|20)\d0s|last\s+century|World\s+War|Soviet|months?\s+ago|once\s+held|formerly)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


def is_background(
    when: When, published: date | None, sentence: str, phrase: str, newest_year: int | None
) -> str:
    """Return why an incident is background, "" where it is news.

    `phrase` is the words that named the incident; `newest_year` the latest year the article writes out, which
    stands in for a publication date where there is none.
    """
    if when.last_day is not None and published is not None and published - when.last_day >= OLD:
        return f"it ended on {when.last_day}, a week or more before publication"
    if (
        when.last_day is not None
        and published is None
        and newest_year is not None
        and when.last_day.year < newest_year - 1
    ):
        return f"it ended in {when.last_day.year}, long before the newest date of the article"
    recent = when.first_day is not None and published is not None and published - when.first_day < OLD
    if _TOTAL.search(sentence) and not recent:
        return "a running total of a whole war or campaign"
    if not when.dated and _OF_A_WAR.search(sentence):
        return "the toll of a whole war or campaign"
    if phrase in _WARS and _WHOLE.search(sentence):
        return "a whole war or campaign told as history"
    if not when.dated and _LONG_AGO.search(sentence):
        return "told as long past"
    return ""


def newest_year(text: str) -> int | None:
    """Return the latest plausible year a text writes out, or None."""
    years = [int(y) for y in _YEAR.findall(text)]
    return max(years, default=None)
