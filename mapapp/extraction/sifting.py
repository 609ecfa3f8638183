"""Which sentences assert an incident: triggers in, drafts and refusals out."""

import re
from collections.abc import Sequence

from mapapp.core.report import Refused
from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.extraction.assertion import DENIAL, MENTION, Assertions, Judgement
from mapapp.extraction.attempts import is_attempt
from mapapp.extraction.counter import CounterLexicon, is_strong
from mapapp.extraction.denials import Denial, Denials, is_denied
from mapapp.extraction.drafts import Draft
from mapapp.extraction.frames import Frames, Unit
from mapapp.extraction.lexicon import Lexicon
from mapapp.extraction.page import Page
from mapapp.extraction.references import is_definite, is_foreign, is_update
from mapapp.extraction.sentences import Sentence
from mapapp.extraction.subtypes import sub_type_of
from mapapp.extraction.syntax import Tree
from mapapp.extraction.telling import Telling
from mapapp.extraction.where import Locator
from mapapp.extraction.wordlists import words_of

NO_NUMBER = "speaks of victims and gives no number of its own"
STANDING = "a standing state of things, with no place, day or toll of its own"
VAGUE = "too vague: no place, day, toll or weapon of its own"
PEACEFUL = "no weapon, no armed side and no victims: the words have peaceful senses"
HEADLINE = "a headline: the text below tells it"
CAPTION = "a picture's caption"
FOREIGN = "the caption of a picture that is not of this story"
NOT_STORY = "not part of the story"

_BODY = frozenset({"body", "quote"})


class Sifter:
    """Finds the incidents that an article asserts."""

    def __init__(self, lexicon: Lexicon, locator: Locator) -> None:
        self._locator = locator
        self._frames = Frames(lexicon)
        self._assertions = Assertions(lexicon)
        self._denials = Denials(lexicon)
        self._counter = CounterLexicon(lexicon)

    def sift(self, page: Page) -> tuple[list[Draft], list[Refused]]:
        """Return drafts of what is asserted, and the sentences with a trigger that assert nothing."""
        units = [self._frames.units(tree) for tree in page.trees]
        told = list(zip(page.sentences, page.trees, units, strict=True))
        strong = sum(s.line_kind in _BODY and self._is_sure(page, t, found) for s, t, found in told)
        fields = self._counter.fields_of(page.text, strong)
        body = any(found and s.line_kind in _BODY for s, _, found in told)
        drafts: list[Draft] = []
        refused: list[Refused] = []
        for sentence, tree, found in told:
            reason = self._line(page, sentence, body)
            denial = self._denials.find(tree) if sentence.line_kind in _BODY else None
            tellings = [Telling(page, sentence, tree, unit, self._locator) for unit in found]
            marked = denial is not None and _deny(page, sentence, tree, denial, tellings, drafts)
            kept = 0
            for telling in tellings:
                draft = reason or self._draft(telling, drafts, strong, fields, denial)
                if isinstance(draft, Draft):
                    drafts.append(draft)
                    kept += 1
                else:
                    refused.append(Refused(sentence.start, sentence.end, draft))
            if denial is not None and not kept and (found or marked):
                refused.append(Refused(sentence.start, sentence.end, DENIAL))
        return drafts, refused

    def _is_sure(self, page: Page, tree: Tree, units: Sequence[Unit]) -> bool:
        """Whether a sentence asserts violence that is no figure of speech."""
        sure = [u for u in units if is_strong(u) and self._is_warlike(tree, u)]
        return any(self._assertions.judge(tree, u, page.text).asserted for u in sure)

    def _line(self, page: Page, sentence: Sentence, body: bool) -> str:
        """Return why nothing of a line is read, "" where it is."""
        if sentence.line_kind == "caption":
            if is_foreign(page, sentence):
                return FOREIGN
            return CAPTION if body else ""
        if sentence.line_kind in {"headline", "subhead"}:
            return HEADLINE if body else ""
        return NOT_STORY if sentence.line_kind in {"boilerplate", "dateline"} else ""

    def _draft(
        self,
        telling: Telling,
        drafts: Sequence[Draft],
        strong: int,
        fields: frozenset[str],
        denial: Denial | None,
    ) -> Draft | str:
        """Return the draft of a unit, or why there is none."""
        tree, unit = telling.tree, telling.unit
        judgement = self._assertions.judge(tree, unit, telling.page.text)
        attempted = judgement.assertion == "planned" and is_attempt(tree, unit)
        if attempted:
            judgement = Judgement("asserted")
        denied = denial is not None and is_denied(tree, unit, denial.verb)
        if denied:
            if not telling.has_place() and not telling.has_day():
                return DENIAL
            judgement = Judgement("denied")
        if not judgement.asserted and not judgement.mention_only:
            return judgement.reason
        if all(a.kind == "toll" for a in unit.anchors) and not telling.has_number():
            return NO_NUMBER
        if judgement.asserted and telling.is_standing():
            return STANDING
        why = self._counter.refuses(telling.page.words(telling.sentence), unit, fields, strong >= 2)
        if why:
            return why
        previous = next((d for d in reversed(drafts) if not d.background), None)
        definite = is_definite(tree, unit)
        if (
            not (strong or (definite and previous is not None))
            and (not self._is_warlike(tree, unit) or (unit.needs_war and not _names_fighting(unit)))
            and not self._is_site_struck(telling)
        ):
            return PEACEFUL
        sub_type = sub_type_of(telling, previous, definite, self._frames.people)
        if not sub_type:
            return PEACEFUL
        if attempted and EVENT_TYPE_OF[sub_type] == "Battles":
            sub_type = "Armed clash"  # ground that was fought for, and not taken
        if judgement.mention_only and not telling.is_told():
            return MENTION
        known = previous is not None and (definite or _goes_on(unit))
        if _is_weak(unit) and not known and not telling.has_own():
            return VAGUE
        draft = Draft(
            telling.sentence,
            tree,
            unit,
            sub_type,
            telling.page.paragraph(telling.sentence),
            judgement.assertion,
            is_strong(unit),
            definite,
            denied=denied,
        )
        self._cue(telling, draft, previous)
        return draft

    def _is_site_struck(self, telling: Telling) -> bool:
        """Whether a building is said to have been struck somewhere, in an article that speaks of a war."""
        unit, tree = telling.unit, telling.tree
        struck = [a for a in unit.anchors if a.cue.entry.id == "hit" and a.sides.passive]
        site = any(self._frames.people.thing(tree, o) for a in struck for o in a.sides.objects)
        war = {w.lower() for w in _WAR.findall(telling.page.text)}
        return site and len(war) >= 2 and not _by_vehicle(tree, unit) and telling.has_place()

    def _cue(self, telling: Telling, draft: Draft, previous: Draft | None) -> None:
        """Note on a draft what merging needs to know of its sentence."""
        tree, unit = telling.tree, telling.unit
        near = [w.lower for w in tree.words if w.i in unit.words or w.i < 4]
        draft.another = self._denials.another(near)
        inherited = previous is not None and draft.sub_type == previous.sub_type != unit.sub_type
        update = is_update(telling.page.words(telling.sentence)) and unit.rank < 50
        told = {
            "definite": draft.definite,
            "another": bool(draft.another),
            "downing": unit.main.cue.entry.id == "shoot-down",
            "generic": unit.rank <= 20 and unit.sub_type == "Attack",
            "update": update,
            "no type": update or not unit.sub_type or inherited,
        }
        draft.cues |= {cue for cue, holds in told.items() if holds}

    def _is_warlike(self, tree: Tree, unit: Unit) -> bool:
        """Whether a unit is of war or politics by itself: a weapon, an armed side, a crowd, a plain word."""
        if EVENT_TYPE_OF.get(unit.sub_type, "") in {"Protests", "Riots", "Strategic developments"}:
            return True
        if any(m.entry.means in {"weapon", "explosive"} for m in unit.means):
            return True
        people = self._frames.people
        if any(people.armed(tree, w) for w in tree.words if w.part in {"NOUN", "PROPN"}):
            return True
        hurt = [o for a in unit.anchors for o in (*a.sides.objects, *a.sides.subjects)]
        harmed = any(a.kind in {"harm", "toll"} for a in unit.anchors)
        if harmed and any(a.cue.entry.id == "hit" for a in unit.anchors) and not _by_vehicle(tree, unit):
            return True  # "was struck, wounding three"
        if harmed and any(a.cue.entry.id == "strike" and a.cue.phrase == "strike" for a in unit.anchors):
            return True  # a labour dispute kills nobody
        plain = [a for a in unit.anchors if a.kind in {"happening", "deed"} and not a.needs_war]
        public = any(people.public(tree, w) for w in hurt)
        if public and any(a.rank >= 30 or a.kind == "harm" for a in unit.anchors if not a.needs_war):
            return True  # a councillor shot dead, civilians killed
        plain = [a for a in plain if a.sub_type != "Attack"]
        return any(not a.cue.entry.weak or a.cue.phrase in _WARLIKE for a in plain)


_WAR = re.compile(
    r"\b(?:army|military|defen[cs]e\s+ministry|troops|soldiers|shell(?:s|ed|ing)|rockets?|missiles?|artillery|"
    r"drones?|warplanes?|front\s?line|militants?|rebels?|ceasefire|war|strikes?)\b",
    re.IGNORECASE,
)
_WARLIKE = frozenset({"explosion", "blast", "fighting", "ambush", "hostilities", "incursion"})
"""Words with a peaceful sense that mean violence unless the company says otherwise."""


def _by_vehicle(tree: Tree, unit: Unit) -> bool:
    """Whether what hit was a vehicle, or nature: "was struck by a train"."""
    agents = [o for a in unit.anchors for p in tree.below(a.word.i, "agent") for o in tree.below(p.i, "pobj")]
    return any(o.lemma in _ACCIDENTAL for o in agents)


_ACCIDENTAL = words_of("grammar", "accidental")


def _goes_on(unit: Unit) -> bool:
    """Whether those who act are the ones just spoken of: "they ransacked the market"."""
    return any(s.lower == "they" for a in unit.anchors for s in a.sides.subjects)


def _names_fighting(unit: Unit) -> bool:
    happenings = [c for c in unit.cues if c.entry.kind == "happening"]
    return any(EVENT_TYPE_OF[c.entry.sub_type] == "Battles" for c in happenings)


def _is_weak(unit: Unit) -> bool:
    if is_strong(unit):
        return False
    return all(
        a.cue.entry.weak or a.kind in {"harm", "toll"} or a.needs_war or a.rank < 45 for a in unit.anchors
    )


_OF_THEIR_OWN = frozenset(
    {
        "Abduction/forced disappearance",
        "Sexual violence",
        "Looting/property destruction",
        "Arrests",
        "Chemical weapon",
    }
)
"""Sub-types that a denial can be about apart from the attack they came with."""


def _deny(
    page: Page,
    sentence: Sentence,
    tree: Tree,
    denial: Denial,
    tellings: Sequence[Telling],
    drafts: Sequence[Draft],
) -> bool:
    """Mark the incident before as denied where a sentence denies it; return whether one was marked.

    A denied claim is the one just told; a denied deed only where the one who denies was said to have done it.
    """
    for telling in tellings:
        if is_denied(tree, telling.unit, denial.verb) and (telling.has_place() or telling.has_day()):
            return False  # the sentence denies an incident of its own
    recent = [d for d in drafts if page.paragraph(sentence) - d.paragraph <= 2]
    if not recent:
        return False
    last = recent[-1]
    others = {t.unit.sub_type for t in tellings if is_denied(tree, t.unit, denial.verb)} & _OF_THEIR_OWN
    if others:  # "denied that anyone was abducted" leaves the raid as it was told
        alike = [d for d in recent if d.sub_type in others]
        if not alike:
            return False
        last = alike[-1]
    if denial.of == "deed":
        subjects = [s for a in last.unit.anchors for s in a.sides.subjects]
        doers = {last.tree.words[i].lower for s in subjects for i in last.tree.subtree(s.i)}
        lemmas = {last.tree.words[i].lemma for s in subjects for i in last.tree.subtree(s.i)}
        if not denial.may_answer(tree, doers, doers | lemmas):
            return False
    last.denied = True
    return True
