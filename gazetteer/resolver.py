"""Deciding which place each mention of a text means, all mentions together."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from gazetteer.distance import great_circle_km
from gazetteer.lexicon import lexicon
from gazetteer.names import fold
from gazetteer.parties import parties_in
from gazetteer.place import Candidate, Mention
from gazetteer.reading import Reading
from gazetteer.scoring import Group, Scored, Scores, contains
from gazetteer.senses import HasIndex, Index, Sense, senses

_BLOCK = 150
"""Surfaces resolved together; a text with more is resolved a stretch at a time."""

_MOST_SENSES = 40
_MOST_SHOWN = 8
_BETWEEN_TOWN_AND_STATE = re.compile(
    r"[,’']?s?[.,]?\s*[(,]\s*|,?\s+in\s+(?:the\s+)?(?:\w+\s+){0,2}?|\s+(?=[A-Z])"
)
_OWNER = re.compile(r"(?:['’]s?)?\s+(?:[a-z-]+\s+){0,3}(?:of\s+)?")
_NEAR_ENOUGH = 40
_SPOT_KM = 15.0
_NAMED_BEFORE_BODIES = frozenset({"district", "region"})


def resolve_mentions(
    text: str, mentions: Sequence[Mention], gazetteer: Index | HasIndex, *, countries: Collection[str] = ()
) -> tuple[Mention, ...]:
    """Return the mentions with their places, candidates and reasons, in the order given.

    One linear score, decided jointly: people and kind, how well the name fits, the countries and regions
    of the other names, what lies near, "X, State", type words ("County"). A surface means one place
    throughout, unless the text tells two apart ("Paris, Texas" and "Paris, France"). `countries` (ISO
    3166-1 alpha-2) are where the text is likely to be about. A mention's score is how likely it means its
    place or one at the same spot; a mention with role "part", or with nothing good enough, has none.
    """
    index = gazetteer.index if isinstance(gazetteer, HasIndex) else gazetteer
    resolved = list(mentions)
    order = sorted(
        (i for i, m in enumerate(mentions) if m.role != "part"),
        key=lambda i: (mentions[i].start, mentions[i].end),
    )
    reading = Reading(text, ())
    known: dict[str, tuple[Sense, ...]] = {}
    hints = frozenset(code.upper() for code in countries)
    parties = parties_in(text)
    for block in _blocks(order, mentions):
        _resolve_block(reading, block, resolved, index, known, hints, parties)
    return tuple(resolved)


def _blocks(order: Sequence[int], mentions: Sequence[Mention]) -> list[list[int]]:
    """Cut the mentions where a stretch has gathered as many surfaces as are resolved together."""
    blocks: list[list[int]] = [[]]
    seen: set[str] = set()
    for i in order:
        seen.add(mentions[i].text)
        if len(seen) > _BLOCK or len(blocks[-1]) > 20 * _BLOCK:
            blocks.append([])
            seen = {mentions[i].text}
        blocks[-1].append(i)
    return blocks


def _resolve_block(
    reading: Reading,
    block: Sequence[int],
    resolved: list[Mention],
    index: Index,
    known: dict[str, tuple[Sense, ...]],
    hints: frozenset[str],
    parties: Mapping[str, Sequence[str]],
) -> None:
    found: list[tuple[int, tuple[Sense, ...]]] = []
    for i in block:
        surface = resolved[i].text
        if surface not in known:
            known[surface] = _readings(index, surface)
        if known[surface]:
            found.append((i, known[surface]))
    groups, of_mention = _grouped(reading, found, resolved)
    if not groups:
        return
    scores = Scores(groups, hints, parties)
    answers: dict[int, tuple[tuple[Candidate, ...], Scored]] = {}
    for i, _ in found:
        number = of_mention[i]
        if number not in answers:
            scored = scores.scored(number, _MOST_SHOWN)
            answers[number] = _candidates(groups[number], scored), scored
        candidates, _scored = answers[number]
        best = candidates[0]
        sure = resolved[i].score or 1.0
        good = best.score >= 0.05
        resolved[i] = replace(
            resolved[i],
            place=best.place if good else None,
            score=round(sure * min(1.0, sum(_same_spot(best, candidates))), 4),
            candidates=candidates,
        )


def _same_spot(best: Candidate, candidates: Sequence[Candidate]) -> list[float]:
    """Return the scores of all candidates at the best one's spot: a town and the district around it."""
    lat, lon = best.place.lat, best.place.lon
    spot = (c for c in candidates if great_circle_km(lat, lon, c.place.lat, c.place.lon) <= _SPOT_KM)
    return [c.score for c in spot]


def _readings(index: Index, surface: str) -> tuple[Sense, ...]:
    """Return what a surface may mean; without "the" or a type word where the whole is not known."""
    found = senses(index, surface)
    words = surface.split()
    if not found and surface[-1:] in "sS":
        found = senses(index, surface, fold(surface)[:-1])
    if not found and len(words) > 1:
        lex = lexicon()
        if words[0].lower() in ("the", "greater", "downtown", "mainland", *lex.locative):
            found = tuple(s for s in senses(index, " ".join(words[1:])) if s.same_letters)
        for kinds, rest in (
            (lex.kinds_after.get(words[-1].lower()), words[:-1]),
            (lex.kinds_before.get(words[0].lower()), words[1:]),
        ):
            if not found and kinds:
                found = tuple(s for s in senses(index, " ".join(rest)) if s.place.kind in kinds)
    if len(found) > _MOST_SENSES:
        found = tuple(
            sorted(found, key=lambda s: (s.match == "folded", s.match == "alias", -s.place.population))[
                :_MOST_SENSES
            ]
        )
    return found


def _candidates(group: Group, scored: Scored) -> tuple[Candidate, ...]:
    rows = sorted(
        zip(group.senses, scored.totals, scored.probabilities, scored.parts, strict=True),
        key=lambda row: (-round(row[1], 6), -row[0].place.population, row[0].place.id),
    )
    return tuple(
        Candidate(sense.place, sense.name, round(probability, 4), sense.match, parts, name_type=sense.type)
        for sense, _, probability, parts in rows[:_MOST_SHOWN]
    )


def _grouped(
    reading: Reading, found: Sequence[tuple[int, tuple[Sense, ...]]], mentions: Sequence[Mention]
) -> tuple[list[Group], dict[int, int]]:
    """Put mentions of one surface into one group, or one for each state that is named behind them."""
    follower: dict[int, int] = {}
    near: dict[int, int] = {}
    for (i, mine), (j, theirs) in pairwise(found):
        gap = reading.text[mentions[i].end : mentions[j].start]
        if len(gap) > _NEAR_ENOUGH or "\n\n" in gap:
            continue
        if "(" in gap and {s.place.id for s in mine} & {s.place.id for s in theirs}:
            continue  # "Khankendi (Stepanakert)": two names of one place
        if _BETWEEN_TOWN_AND_STATE.fullmatch(gap) and _some_contains(theirs, mine):
            follower[i] = j
        elif _OWNER.fullmatch(gap) and _some_contains(mine, theirs):
            near[j] = i
    surfaces: dict[str, list[int]] = defaultdict(list)
    for i, _ in found:
        surfaces[fold(mentions[i].text)].append(i)
    number_of: dict[int, int] = {}
    groups: list[Group] = []
    lists = dict(found)
    for key in surfaces:
        for members in _split(surfaces[key], follower, mentions):
            first = members[0]
            explicit = all(s.place.kind == "country" for s in lists[first])
            group = Group(mentions[first].text, lists[first], weight=1.3 if explicit else 1.0)
            for i in members:
                number_of[i] = len(groups)
                group.offsets.append(mentions[i].start)
                if not group.kinds:
                    group.kinds, group.type_word = _type_word(reading, mentions[i], lists[first])
            del group.offsets[40:]
            groups.append(group)
    for links, name in ((follower, "followers"), (near, "near")):
        for inner, outer in links.items():
            if number_of[inner] != number_of[outer]:
                getattr(groups[number_of[inner]], name).add(number_of[outer])
    return groups, number_of


def _split(members: Sequence[int], follower: dict[int, int], mentions: Sequence[Mention]) -> list[list[int]]:
    """Split the mentions of a surface by the states behind them; a bare one goes with the last before it."""
    told = {fold(mentions[follower[i]].text) for i in members if i in follower}
    if len(told) < 2:
        return [list(members)]
    parts: dict[str, list[int]] = {}
    current = next(fold(mentions[follower[i]].text) for i in members if i in follower)
    for i in members:
        if i in follower:
            current = fold(mentions[follower[i]].text)
        parts.setdefault(current, []).append(i)
    return list(parts.values())


def _some_contains(outer: Sequence[Sense], inner: Sequence[Sense]) -> bool:
    return any(contains(o.place, i.place) for o in outer for i in inner)


def _type_word(reading: Reading, mention: Mention, found: Sequence[Sense]) -> tuple[frozenset[str], str]:
    """Return what a type word beside a mention allows: "X County", "city of X"; no kind of X, no say."""
    lex = lexicon()
    after, before = reading.after(mention.end), reading.before(mention.start)
    kinds: frozenset[str] = frozenset()
    word = ""
    if after is not None and reading.text[mention.end : after.start] == " ":
        word, kinds = after.lower, lex.kinds_after.get(after.lower, frozenset())
        body = reading.after(after.end)
        if (
            body is not None
            and body.capitalised
            and after.capitalised
            and reading.gap_after(after.end) == " "
        ):
            kinds = (
                kinds & _NAMED_BEFORE_BODIES
            )  # "Dublin City Council" is of Dublin, "Ada County Court" of a county
    if not kinds and before is not None:
        gap = reading.text[before.end : mention.start]
        if gap == " " and before.lower == "of":
            before = reading.before(before.start)
            gap = " "
        quarter = before is not None and before.lower in _QUARTERS and _is_named(reading, before.start)
        if gap == " " and before is not None and not quarter:
            word, kinds = before.lower, lex.kinds_before.get(before.lower, frozenset())
    if kinds and any(s.place.kind in kinds for s in found):
        return kinds, word
    return frozenset(), ""


_QUARTERS = frozenset({"district", "quarter", "suburb", "township"})


def _is_named(reading: Reading, start: int) -> bool:
    """Return whether a name stands before a word: "the Saltivka district of X" is no district X."""
    word = reading.before(start)
    return word is not None and word.capitalised and reading.text[word.end : start] == " "
