"""Finding the names of places in running text."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from math import exp

from gazetteer.entities import Entity, find_entities
from gazetteer.evidence import evidence
from gazetteer.lexicon import lexicon
from gazetteer.names import fold
from gazetteer.own_places import SOURCE as OWN
from gazetteer.place import Mention, Role
from gazetteer.reading import Reading
from gazetteer.roles import dateline_starts, speaks
from gazetteer.senses import HasIndex, Index, senses
from gazetteer.spans import Span, is_unspaced, scan
from gazetteer.surfaces import Known, Neighbours, Surface

_PART_FEATURES = (
    "part_head", "university", "street", "first_name_before", "title_before", "initial_before",
    "surname_follows", "ner_inside_person", "name_before", "person_elsewhere",
)  # fmt: skip

_KIND_OF = re.compile(
    r"\b(?:villages?|towns?|hamlets?|settlements?|suburbs?|neighbou?rhoods?|locality|outpost)\s+of\s+"
    r"([A-Z][\w'’-]+(?:[ -][A-Z][\w'’-]+){0,2})"
)


def find_mentions(
    text: str, gazetteer: Index | HasIndex, entities: Sequence[tuple[int, int, str]] | None = None
) -> tuple[Mention, ...]:
    """Return the mentions of places in a text, in order, not overlapping, not yet resolved.

    `entities` are (start, end, spaCy's label), where the caller has them already; None lets spaCy look.
    A mention's score is how likely it is the name of a place at all. A name inside a person's, a company's
    or a street's name has role "part". A place that only the entity recogniser knows is a mention too.
    """
    found = find_entities(text) if entities is None else sorted(Entity(*entity) for entity in entities)
    reading = Reading(text, found, dateline_starts(text))
    index = gazetteer.index if isinstance(gazetteer, HasIndex) else gazetteer
    return MentionFinder(reading, index).mentions()


class MentionFinder:
    """One text's spans, what the index knows of them, and the points for each."""

    def __init__(self, reading: Reading, index: Index) -> None:
        self.reading = reading
        self.index = index
        self.surfaces: dict[tuple[str, str], Surface] = {}
        self.at: dict[int, tuple[Span, ...]] = {}
        self.ends: dict[int, Span] = {}
        for spans in scan(reading.text, index.trie):
            known = tuple(self._extended(s) for s in spans if self.surface(s).senses and not self._article(s))
            if known:
                self.at[known[0].start] = known
                for span in known:
                    self.ends.setdefault(span.end, span)
        self.points: dict[Span, dict[str, float]] = {}

    def mentions(self) -> tuple[Mention, ...]:
        """Return the accepted spans and the parts, and what only the recogniser knows."""
        accepted, parts = self._choose(self.known_from_first_pass())
        taken = [(span.start, span.end) for span, _ in accepted]
        made = [self._mention(span, points) for span, points in accepted]
        made += [
            self._plain(span.start, span.end, "part", points)
            for span, points in parts
            if not _overlaps(taken, span.start, span.end)
        ]
        made += self._unknown(sorted((m.start, m.end) for m in made))
        return tuple(sorted(made, key=lambda m: (m.start, m.end)))

    def known_from_first_pass(self) -> Known:
        """Return the names and areas that hold without looking at the rest of the text."""
        first, _ = self._choose(Known())
        return Known.of({span.key: self.surface(span) for span, points in first if points >= 1.5})

    def surface(self, span: Span) -> Surface:
        """Return what the index knows of a span."""
        text = self.reading.text[span.start : span.end]
        key = (text, span.key)
        known = self.surfaces.get(key)
        if known is None:
            found = senses(self.index, text, span.key)
            if is_unspaced(text[0]):
                found = tuple(s for s in found if s.same_letters) if len(text) > 1 else ()
            if not _may_stand(text):
                found = tuple(s for s in found if s.place.source == OWN and s.name == text)
            known = self.surfaces[key] = Surface.of(found)
        return known

    def _extended(self, span: Span) -> Span:
        """Take the full stop of an abbreviation in: "S.C.", "Ky."."""
        text = self.reading.text
        if text[span.end : span.end + 1] != ".":
            return span
        surface = text[span.start : span.end]
        dotted = "." in surface and len(surface.split(".")[-1]) == 1
        if dotted or (self.surface(span).abbreviation and not surface.isupper()):
            return Span(span.start, span.end + 1, span.key)
        return span

    def _article(self, span: Span) -> bool:
        """Return whether a span begins with an article that is no part of the name ("The Gaza Strip")."""
        if not span.key.startswith("the "):
            return False
        return not any(s.place.name.startswith("The ") for s in self.surface(span).senses)

    def _choose(self, known: Known) -> tuple[list[tuple[Span, float]], list[tuple[Span, float]]]:
        """Go through the text once: at each start the longest span that holds; behind it go on."""
        accepted: list[tuple[Span, float]] = []
        parts: list[tuple[Span, float]] = []
        reached = 0
        for start, spans in self.at.items():
            if start < reached:
                continue
            for span in spans:
                points, whole = self._score(span, known)
                if points > 0:
                    accepted.append((span, points))
                    reached = span.end
                    break
                if whole > 0:
                    parts.append((span, points))
        return accepted, parts

    def features(self, span: Span, known: Known) -> dict[str, float]:
        """Return the evidence for a span, what the first pass found included."""
        found = self.points.get(span)
        if found is None:
            surface = self.surface(span)
            found = self.points[span] = evidence(self.reading, span, surface, self._neighbours(span))
        return found | known.evidence(span.key, self.surface(span))

    def _score(self, span: Span, known: Known) -> tuple[float, float]:
        """Return the points of a span, and what they were if it did not stand inside a longer name."""
        weights = lexicon().mention_weights
        found = self.features(span, known)
        total = sum(weights[name] * amount for name, amount in found.items())
        inside = sum(weights[name] for name in _PART_FEATURES if name in found)
        return total, total - inside if inside else 0.0

    def _neighbours(self, span: Span) -> Neighbours:
        after, before = self.reading.after(span.end), self.reading.before(span.start)
        follows = self.at.get(after.start) if after else None
        precedes = self.ends.get(before.end) if before else None
        if precedes is None and before and self.reading.text[before.end : before.end + 1] == ".":
            precedes = self.ends.get(before.end + 1)
        return Neighbours(
            self.surface(follows[0]) if follows else None, self.surface(precedes) if precedes else None
        )

    def _mention(self, span: Span, points: float) -> Mention:
        surface = self.surface(span)
        role: Role = "place"
        if surface.demonym and not (surface.country or surface.region):
            role = "demonym"
        elif span.start in self.reading.datelines:
            role = "dateline"
        elif self._governs(surface) and speaks(self.reading, span.start, span.end):
            role = "metonym"
        return self._plain(span.start, span.end, role, points)

    def _governs(self, surface: Surface) -> bool:
        """Return whether a surface may stand for a government: a country's name or its capital's."""
        return surface.country or any(s.place.feature == "PPLC" and s.same_letters for s in surface.senses)

    def _plain(self, start: int, end: int, role: Role, points: float) -> Mention:
        score = 1 / (1 + exp(-max(-30.0, min(30.0, points))))
        return Mention(start, end, self.reading.text[start:end], role, None, round(score, 4))

    def _unknown(self, taken: list[tuple[int, int]]) -> list[Mention]:
        """Return the places only the recogniser or a word of kind tells ("the village of X").

        They are capitalised, hold no number, and are not met by a found one.
        """
        made = []
        spans = [(e.start, e.end) for e in self.reading.entities if e.label in ("GPE", "LOC")]
        spans += [match.span(1) for match in _KIND_OF.finditer(self.reading.text)]
        for first, last in sorted(set(spans)):
            start, end = _trimmed(self.reading.text, first, last)
            text = self.reading.text[start:end]
            if len(text) < 3 or _overlaps(taken, start, end) or not text[0].isupper() or "\n" in text:
                continue
            if (
                any(c.isdigit() for c in text)
                or fold(text) in lexicon().common
                or text.lower() in lexicon().months_days
            ):
                continue
            made.append(Mention(start, end, text, "place", None, 0.3))
            taken = sorted([*taken, (start, end)])
        return made


def _may_stand(text: str) -> bool:
    """Return whether a name's later words are written as a name's are: "New houses" is not New Houses."""
    parts = [p for p in text.replace("-", " ").split() if p[0].isalpha()]
    if len(parts) < 2 or not parts[-1].islower():
        return True
    words = lexicon()
    last = parts[-1].strip(".'’")
    return "-" in text or last in words.kinds_after or last in words.kinds_before or not last.isascii()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave an article before and a possessive ending behind out."""
    for article in ("the ", "The ", "THE "):
        if text.startswith(article, start):
            start += len(article)
    for ending in ("'s", "’s", "'", "’", ".", ","):
        if end - start > len(ending) and text.endswith(ending, start, end):
            end -= len(ending)
            break
    return start, end


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether a span meets one of some sorted spans that do not meet each other."""
    at = bisect_left(spans, (end, -1)) - 1
    return at >= 0 and spans[at][1] > start
