"""Places that stand before a line as its label: "Goma: two people were killed"."""

import re
from collections import Counter
from collections.abc import Sequence

from gazetteer.place import Mention
from mapapp.extraction.lines import Line
from mapapp.extraction.where import Places

_LABEL = re.compile(
    r"[-–—•*·\s]*(?:\d{1,2}[.:]\d{2}\s+)?"
    r"(?P<name>[A-Z][\w'’.-]*(?:[ -][A-Z][\w'’.-]*){0,2})(?:,[^:.;]{1,40})?:\s"
)
_SURE = 0.4


def labelled(
    text: str, lines: Sequence[Line], mentions: Sequence[Mention], gazetteer: Places
) -> tuple[Mention, ...]:
    """Return the mentions with those that are labels of lines added, in order.

    A label counts where the rest of the text names the same place, or the gazetteer is sure of it in a
    country the text speaks of; other labels ("Update:", a speaker's name) are left alone.
    """
    known = {m.text: m for m in mentions if m.role == "place" and m.place is not None}
    countries = Counter(m.place.country for m in mentions if m.place is not None and m.place.country)
    found = list(mentions)
    for line in lines:
        match = _LABEL.match(text, line.start, line.end)
        if match is None:
            continue
        start, end = match.span("name")
        if any(m.start < end and start < m.end for m in mentions):
            continue
        name = match["name"]
        if name in known:
            same = known[name]
            found.append(Mention(start, end, name, "place", same.place, same.score, same.candidates))
            continue
        for country, _ in countries.most_common(2):
            candidates = gazetteer.lookup(name, country, 3)
            if candidates and candidates[0].score >= _SURE and candidates[0].match != "fuzzy":
                found.append(
                    Mention(start, end, name, "place", candidates[0].place, candidates[0].score, candidates)
                )
                break
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))
