"""Tolls told place by place: "one was killed in X, two in Y and five in Z" is three incidents."""

import copy
import re
from collections.abc import Sequence

from gazetteer.place import Mention
from mapapp.core.toll import Toll
from mapapp.extraction.drafts import Draft
from mapapp.extraction.numbers import find_quantities
from mapapp.extraction.where import Locator, Named

_BETWEEN = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:,|;|and|while|,\s*and|as\s+well\s+as)\s+(?:another\s+)?(?P<number>[\w\s-]{1,24}?)\s*"
    r"(?:(?:more|others?|people|civilians?|persons?|soldiers?|residents?)\s+)?"
    r"(?:(?:was|were)\s+)?(?:(?:also\s+)?(?:killed|dead|died|wounded|injured|hurt)\s+)?"
    r"(?:in|at|near|outside)\s+(?:the\s+)?(?:(?:towns?|city|village|nearby|neighbouring|district|of)\s+){0,3}"
)


def spread(text: str, draft: Draft, mentions: Sequence[Mention], locator: Locator) -> list[Draft]:
    """Return a draft, and one more for each further place that its sentence gives a number of its own."""
    toll = draft.killed or draft.injured
    if toll is None or not draft.places or draft.places[0].span is None:
        return [draft]
    drafts = [draft]
    end = draft.places[0].span[1]
    for mention in sorted(mentions, key=lambda m: m.start):
        if mention.start < end or mention.role != "place":
            continue
        between = _BETWEEN.fullmatch(text, end, mention.start)
        if between is None:
            break
        numbers = find_quantities(text, *between.span("number"))
        if len(numbers) != 1:
            break
        more = copy.copy(draft)
        more.cues = set(draft.cues)
        count = Toll(numbers[0].best, numbers[0].low, numbers[0].high, text[slice(*between.span("number"))])
        more.killed, more.injured = (count, None) if draft.killed is not None else (None, count)
        more.places = (
            locator.place_of(text, Named(mention, 3.0, f"{mention.text}: with a number of its own")),
        )
        drafts.append(more)
        end = mention.end
    if len(drafts) > 1:
        draft.places = draft.places[:1]
    return drafts
