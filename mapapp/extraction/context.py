"""What an article's context adds to its incidents: places, days, tolls, sides, who says so."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gazetteer.place import AREAS, Mention, Place
from mapapp.core.report import Refused, ReportPlace
from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.extraction.actors import actors_of
from mapapp.extraction.areas import contains
from mapapp.extraction.background import is_background, newest_year
from mapapp.extraction.drafts import Draft
from mapapp.extraction.lexicon import Lexicon
from mapapp.extraction.page import Page
from mapapp.extraction.references import is_later_death, known_ground
from mapapp.extraction.sides import People
from mapapp.extraction.speakers import claimed_by, reporting_spans
from mapapp.extraction.spread import spread
from mapapp.extraction.toll import TollMention
from mapapp.extraction.when import happening_day
from mapapp.extraction.where import Locator, Named
from mapapp.extraction.wordlists import words_of

_ATTACKING = words_of("grammar", "attacking")
UNTOLD = "nothing says where or when: mentioned only"
NOWHERE = "the article says of nothing where it happened: words of war, used for something else"
_MOST_PLACES = 200
"""So many of the places an article names, the most named ones, are weighed against each other."""

_MAIN_SHARE = 0.4
"""An area that holds less of what an article names is not what the article is about."""

_FIT = 1.0
"""A named place that fits less is not taken as the place of an incident."""


class Context:
    """Fills drafts in the order of the text, each with what the sentences before left known."""

    def __init__(self, locator: Locator, lexicon: Lexicon) -> None:
        self._locator = locator
        self._people = People(lexicon)

    def fill(self, page: Page, drafts: list[Draft]) -> tuple[list[Draft], list[Refused]]:
        """Return the drafts with everything known of them, and those that turned out to say nothing."""
        newest = newest_year(page.text)
        for number, draft in enumerate(drafts):
            self._name(page, draft, drafts[:number])
            self._count(page, draft, [d for d in drafts if d.sentence is draft.sentence])
            self._date(page, draft)
        drafts = [
            each
            for draft in drafts
            for each in spread(page.text, draft, page.mentions_in(draft.sentence), self._locator)
        ]
        main = self._main_place(page, drafts)
        kept: list[Draft] = []
        refused: list[Refused] = []
        for draft in drafts:
            sentence = page.words(draft.sentence)
            draft.background = is_background(
                draft.when, page.published, sentence, draft.unit.main.cue.phrase, newest
            )
            before = _before(kept, draft)
            beside = next((d for d in reversed(kept) if d.sentence is draft.sentence), None)
            if before is None and not draft.unit.sub_type and draft.killed is None and draft.injured is None:
                refused.append(Refused(*draft.span, UNTOLD))  # victims of what is told nowhere as news
                continue
            if (
                not self._place(page, draft, before, beside, main)
                and not draft.own_day
                and not draft.strong
                and draft.killed is None
            ):
                refused.append(Refused(*draft.span, UNTOLD))
                continue
            draft.sub_type = _taken_by(page, draft)
            self._default_day(page, draft, before)
            draft.background = draft.background or is_background(
                draft.when, page.published, sentence, draft.unit.main.cue.phrase, newest
            )
            draft.actors = actors_of(page.text, draft.tree, draft.unit, self._people)
            source = draft.claimed_by or claimed_by(page.text, draft.sentence) or ""
            trigger = page.text[slice(*draft.trigger)]
            draft.claimed_by = "" if trigger in source else source  # "clashes claimed two lives"
            draft.confidence = _confidence(draft)
            kept.append(draft)
        if not any(d.places for d in kept):  # in all the article nothing is said to have happened anywhere
            nowhere = [d for d in kept if d.killed is None and d.injured is None and not d.own_day]
            refused += [Refused(*d.span, NOWHERE) for d in nowhere]
            kept = [d for d in kept if d not in nowhere]
        return kept, refused

    # --- steps ---

    def _name(self, page: Page, draft: Draft, earlier: Sequence[Draft]) -> None:
        mentions = page.mentions_in(draft.sentence)
        draft.named = self._locator.named_in(page.text, draft.tree, draft.unit, mentions)
        fits = [n for n in draft.named if n.fit >= _FIT]
        linked = self._locator.linked(page.text, draft.tree, [m for m in mentions if m.role == "place"])
        best = max((n.fit for n in fits), default=0.0)
        if linked is not None and best < 5.0:
            draft.places = (linked,)
            return
        draft.places = self._locator.choose(page.text, fits, draft.named)
        there = next(
            (
                draft.tree.words[i]
                for i in sorted(draft.unit.words)
                if draft.tree.words[i].lower == "there" and draft.tree.words[i].relation == "advmod"
            ),
            None,
        )
        pointed = [
            m
            for m in mentions
            if there is not None
            and m.end <= there.start
            and m.place is not None
            and m.role in {"place", "metonym"}
        ]
        if pointed and (not draft.places or best < 3.0):
            draft.places = (
                self._locator.place_of(page.text, Named(pointed[-1], 3.0, f"{pointed[-1].text}: “there”")),
            )
        if not draft.places and (meant := known_ground(page, draft, earlier[-3:])) is not None:
            draft.places = (self._locator.place_of(page.text, meant),)

    def _count(self, page: Page, draft: Draft, same: Sequence[Draft]) -> None:
        tolls = [t for t in page.tolls(draft.sentence) if not t.cumulative]
        mine = [t for t in tolls if _nearest(draft, same, t)]
        draft.killed = _counted(t for t in mine if t.kind == "killed")
        draft.injured = _counted(t for t in mine if t.kind == "injured")
        if "update" in draft.cues and is_later_death(page.words(draft.sentence)):
            draft.killed = None

    def _date(self, page: Page, draft: Draft) -> None:
        times = page.times(draft.sentence)
        reporting = reporting_spans(page.text, draft.sentence)
        apart = [draft.tree.words[i] for i in draft.unit.apart]
        begin = page.story_start(draft.sentence)
        times = tuple(t for t in times if t.start >= begin)
        near = tuple(t for t in times if not any(w.start < t.end and t.start < w.end for w in apart))
        when = happening_day(page.text, draft.sentence, draft.trigger, near, reporting)
        if when is None and len(near) < len(times):
            when = happening_day(page.text, draft.sentence, draft.trigger, times, reporting)
        if when is None:
            when = _year_told(draft)
        if when is not None and "update" not in draft.cues:
            draft.when = when

    def _place(
        self,
        page: Page,
        draft: Draft,
        before: Draft | None,
        beside: Draft | None,
        main: ReportPlace | None,
    ) -> bool:
        """Give a draft without a place one that the context knows; return whether it has one now."""
        if draft.places:
            return True
        draft.cues.add("no place")
        if draft.background and _days(draft.when) > _CAMPAIGN_DAYS:
            return False  # "since the war began": not where the incident before was
        heading = [m for s in page.label(draft.sentence) for m in page.mentions_in(s)]
        led = [Named(m, 2.0, f"{m.text}: the line's label") for m in heading if m.place is not None]
        led = [n for n in led if n.mention.role in {"place", "dateline"}]
        if led:
            draft.places = self._locator.choose(page.text, led)
            return True
        if beside is not None and beside.places and not draft.another:
            draft.places = _taken_over(beside.places, "the place of the clause before")
            return True
        if (
            before is not None
            and before.places
            and (draft.definite or "no type" in draft.cues or not draft.another)
        ):
            near = draft.paragraph - before.paragraph <= 1
            if draft.definite or near:
                draft.places = _taken_over(before.places, "the place of the sentence before")
                return True
        aside = self._locator.choose(page.text, [n for n in draft.named if 0 < n.fit < _FIT])
        if aside:
            draft.places = _taken_over(aside, "named in the same sentence")
            return True
        if main is not None and main.precision != "country" and not draft.background:
            draft.places = _taken_over((main,), "the place the article is mostly about")
            return True
        return False

    def _default_day(self, page: Page, draft: Draft, before: Draft | None) -> None:
        if draft.when.dated or draft.background:
            return
        told = [t.when for s in page.label(draft.sentence) for t in page.times(s) if t.when.dated]
        if told:
            draft.when = told[0]
            return
        draft.cues.add("no day")
        later = self._told_next(page, draft)
        if later is not None:
            draft.when = later
            return
        follows = (
            before is not None
            and before.when.dated
            and (draft.definite or "no place" in draft.cues or "no type" in draft.cues)
        )
        if follows and before is not None and not before.background:
            draft.when = before.when
        elif page.published is not None:
            draft.when = When.day(page.published, "")

    def _told_next(self, page: Page, draft: Draft) -> When | None:
        """Return the day that the next sentence tells of the incident ("They came on Saturday")."""
        at = page.sentences.index(draft.sentence) + 1
        if at >= len(page.sentences) or page.sentences[at].line_kind not in {"body", "quote"}:
            return None
        following = page.sentences[at]
        first = page.words(following).split(maxsplit=1)[:1]
        if first not in [["The"], ["They"], ["It"], ["This"], ["He"], ["She"]]:
            return None
        reporting = reporting_spans(page.text, following)
        times = page.times(following)
        told = [
            t for t in times if t.when.dated and t.when.precision == "day" and t.note in {"", "time of day"}
        ]
        told = [
            t
            for t in told
            if not any(s <= t.start < e for s, e in reporting)
            and not _OF_ANOTHER.search(page.text, following.start, t.start)
        ]
        return told[0].when if told else None

    def _main_place(self, page: Page, drafts: Sequence[Draft]) -> ReportPlace | None:
        """Return the place an article is mostly about: the one most incidents and names lie in."""
        weights: Counter[int] = Counter()
        shown: dict[int, tuple[Mention, Place]] = {}
        for sentence, tree in zip(page.sentences, page.trees, strict=True):
            if sentence.line_kind in {"boilerplate", "caption"}:
                continue
            for named in self._locator.named_in(page.text, tree, None, page.mentions_in(sentence)):
                if named.mention.place is not None and named.fit >= 3.9:
                    weights[named.mention.place.id] += 1
                    shown.setdefault(named.mention.place.id, (named.mention, named.mention.place))
        for draft in drafts:
            for place in draft.places[:1]:
                if place.place_id is not None:
                    weights[place.place_id] += 3
        if not shown:
            return None
        # A town that only stands further down is where something else happened: it is no one's default.
        lead = page.lead
        shown = {id: found for id, found in shown.items() if found[1].kind in AREAS or found[0].start < lead}
        if not shown:
            return None
        kept = sorted(shown, key=lambda id: (-weights[id], shown[id][0].start))[:_MOST_PLACES]
        shown = {id: shown[id] for id in kept}
        total = Counter(
            {
                id: sum(weights[other] for other, (_, p) in shown.items() if contains(shown[id][1], p))
                for id in shown
            }
        )
        most = sum(weights[id] for id in shown)
        areas = [id for id in shown if shown[id][1].kind in AREAS and total[id] >= _MAIN_SHARE * most]
        ranked = sorted(areas or shown, key=lambda id: (-total[id], shown[id][0].start))
        main = ranked[0]
        while True:  # go down to the finest area that still holds about half of what is named
            inner = [
                id
                for id in ranked
                if id != main
                and contains(shown[main][1], shown[id][1])
                and not contains(shown[id][1], shown[main][1])
            ]
            finer = next((id for id in inner if total[id] >= 0.45 * total[main]), None)
            if finer is None:
                break
            main = finer
        mention, _ = shown[main]
        return self._locator.place_of(page.text, Named(mention, 1.0, f"{mention.text}: named most"))


_OF_ANOTHER = re.compile(r"\b(?:since|began|begun|started|broke\s+out|erupted)\b")
"""What a day belongs to that is another incident's: "the worst since the fighting began on ..."."""


def _year_told(draft: Draft) -> When | None:
    """Return the year a clause hangs on ("2011, when rebels stormed ..."), or None."""
    tree, verb = draft.tree, draft.unit.main.word
    for word in (verb, *tree.above(verb.i)):
        above = tree.words[word.head].text
        if word.relation == "relcl" and re.fullmatch(r"(?:1[89]|20)\d\d", above):
            return When.year(int(above), above)
    return None


def _taken_by(page: Page, draft: Draft) -> str:
    """Return the sub-type of ground taken, by whether a state's own forces took it: theirs is "regained"."""
    capture = any(a.cue.entry.id == "capture" for a in draft.unit.anchors)
    if not capture or draft.sub_type != "Non-state actor overtakes territory" or not draft.places:
        return draft.sub_type
    doers = [
        draft.tree.words[i]
        for a in draft.unit.anchors
        for s in a.sides.subjects
        if s.lower in _STATE_FORCES
        for i in draft.tree.subtree(s.i)
    ]
    peoples = [m for m in page.mentions_in(draft.sentence) if m.role == "demonym" and m.place is not None]
    owners = {
        m.place.country
        for m in peoples
        if m.place and any(w.start < m.end and m.start < w.end for w in doers)
    }
    return "Government regains territory" if draft.places[0].country in owners else draft.sub_type


_CAMPAIGN_DAYS = 60


def _days(when: When) -> int:
    return (when.last_day - when.first_day).days if when.first_day and when.last_day else 0


_STATE_FORCES = frozenset({"forces", "troops", "army", "soldiers", "military", "units", "marines"})


def _before(kept: Sequence[Draft], draft: Draft) -> Draft | None:
    return next((d for d in reversed(kept) if not d.background and d.sentence is not draft.sentence), None)


def _taken_over(places: tuple[ReportPlace, ...], reason: str) -> tuple[ReportPlace, ...]:
    return tuple(replace(p, reasons=(reason, *p.reasons)) for p in places)


def _nearest(draft: Draft, same: Sequence[Draft], toll: TollMention) -> bool:
    """Whether a toll belongs to this draft among those of its sentence: in its words, or nearest to them."""
    if len(same) == 1:
        return True

    def distance(d: Draft) -> tuple[int, int]:
        words = [d.tree.words[i] for i in d.unit.words]
        inside = any(w.start <= toll.start < w.end for w in words)
        return (
            0 if inside else 1,
            min((abs(d.tree.words[a.word.i].start - toll.start) for a in d.unit.anchors), default=10**6),
        )

    return min(same, key=distance) is draft


def _counted(tolls: Iterable[TollMention]) -> Toll | None:
    """Return the toll of an incident out of those of its sentence: of the victims before the attackers."""
    told = list(tolls)
    victims = [t for t in told if t.who not in _ATTACKING]
    return _first(t.toll for t in victims or told)


def _first(tolls: Iterable[Toll]) -> Toll | None:
    found = list(tolls)
    return next((t for t in found if t.best is not None), found[0] if found else None)


def _confidence(draft: Draft) -> float:
    """Return how sure a draft is: its own place, day, weapon and toll speak for it."""
    sure = (
        0.45
        + 0.15 * draft.own_place
        + 0.12 * draft.own_day
        + 0.15 * draft.strong
        + 0.05 * (draft.killed is not None)
    )
    sure -= 0.1 * ("no type" in draft.cues) + 0.1 * (draft.assertion == "alleged")
    if draft.places and draft.places[0].lat is None:
        sure -= 0.1
    if EVENT_TYPE_OF[draft.sub_type] == "Strategic developments":
        sure -= 0.05
    return max(0.1, min(0.95, sure))
