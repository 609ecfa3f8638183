"""Which sentences assert an incident: triggers in, drafts and refusals out."""

import re
from collections.abc import Sequence
from datetime import timedelta

from mapapp.core.report import Refused
from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.extraction.assertion import DENIAL, MENTION, Assertions, Judgement
from mapapp.extraction.counter import CounterLexicon, is_strong
from mapapp.extraction.drafts import Draft
from mapapp.extraction.frames import Frames, Unit
from mapapp.extraction.lexicon import Lexicon
from mapapp.extraction.page import Page
from mapapp.extraction.sentences import Sentence
from mapapp.extraction.syntax import Tree, Word
from mapapp.extraction.toll import find_tolls
from mapapp.extraction.when import find_times
from mapapp.extraction.where import Locator
from mapapp.extraction.wordlists import words_of

NO_NUMBER = "speaks of victims and gives no number of its own"
STANDING = "a standing state of things, with no place, day or toll of its own"
VAGUE = "too vague: no place, day, toll or weapon of its own"
PEACEFUL = "no weapon, no armed side and no victims: the words have peaceful senses"
HEADLINE = "a headline: the text below tells it"
CAPTION = "a picture's caption"
FOREIGN = "the caption of a picture that is not of this story"
_UPDATE = re.compile(
    r"\b(?:toll|number\s+of\s+(?:dead|victims|casualties))\b.{0,40}?\b(?:rose|risen|rises|climb\w*|increas\w*|reach\w*|stands?|stood|revised|put|puts)\b",
    re.IGNORECASE,
)
_FOREIGN_DAYS = timedelta(days=30)
_REFERS = words_of("grammar", "refers")
_REFERRED = words_of("grammar", "referred")
_DOERS = words_of("grammar", "doers")
_POLICE = words_of("grammar", "police")
_PROTESTERS = words_of("grammar", "protesters")


class Sifter:
    """Finds the incidents that an article asserts."""

    def __init__(self, lexicon: Lexicon, locator: Locator) -> None:
        self._locator = locator
        self._frames = Frames(lexicon)
        self._assertions = Assertions(lexicon)
        self._counter = CounterLexicon(lexicon)

    def sift(self, page: Page) -> tuple[list[Draft], list[Refused]]:
        """Return drafts of the incidents that are asserted, in order, and the sentences with a trigger that are not."""
        units = [self._frames.units(tree) for tree in page.trees]
        strong = sum(
            1
            for tree, sentence, found in zip(page.trees, page.sentences, units, strict=True)
            if any(
                is_strong(u)
                and self._warlike(tree, u)
                and self._assertions.judge(tree, u, page.text).asserted
                for u in found
            )
            and sentence.line_kind in {"body", "quote"}
        )
        fields = self._counter.fields_of(page.text, strong)
        drafts: list[Draft] = []
        refused: list[Refused] = []
        body = any(u and s.line_kind in {"body", "quote"} for u, s in zip(units, page.sentences, strict=True))
        for sentence, tree, found in zip(page.sentences, page.trees, units, strict=True):
            reason = self._line(page, sentence, body)
            denial = self._assertions.denial(tree) if sentence.line_kind in {"body", "quote"} else None
            told = False
            if denial is not None:
                told = self._deny(page, sentence, tree, denial, found, drafts)
            kept = 0
            for unit in found:
                why = reason or self._unit(page, sentence, tree, unit, drafts, strong, fields, denial)
                if why:
                    refused.append(Refused(sentence.start, sentence.end, why))
                else:
                    kept += 1
            if denial is not None and not kept and (found or told):
                refused.append(Refused(sentence.start, sentence.end, DENIAL))
        return drafts, refused

    # --- one line, one unit ---

    def _line(self, page: Page, sentence: Sentence, body: bool) -> str:
        if sentence.line_kind == "caption":
            return FOREIGN if _is_foreign(page, sentence) else CAPTION if body else ""
        if sentence.line_kind in {"headline", "subhead"}:
            return HEADLINE if body else ""
        return "not part of the story" if sentence.line_kind in {"boilerplate", "dateline"} else ""

    def _unit(
        self, page: Page, sentence: Sentence, tree: Tree, unit: Unit, drafts: list[Draft], strong: int,
        fields: frozenset[str], denial: tuple[Word, str] | None,
    ) -> str:  # fmt: skip
        """Add a draft for a unit, or return why there is none."""
        words = page.words(sentence)
        judgement = self._assertions.judge(tree, unit, page.text)
        denied = denial is not None and _under(tree, unit, denial[0])
        if denied and denial is not None:
            if not self._has_place(page, sentence, tree, unit) and not self._dated(page, sentence):
                return DENIAL
            judgement = Judgement("denied")
        if not judgement.asserted and not judgement.mention_only:
            return judgement.reason
        if all(a.kind == "toll" for a in unit.anchors) and not self._counted(page, sentence):
            return NO_NUMBER
        if judgement.asserted and self._is_standing(page, sentence, tree, unit):
            return STANDING
        why = self._counter.refuses(words, unit, fields)
        if why:
            return why
        if (
            unit.needs_war
            and not strong
            and not any(
                c.entry.kind == "happening" and EVENT_TYPE_OF[c.entry.sub_type] == "Battles"
                for c in unit.cues
            )
        ):
            return PEACEFUL
        if not strong and not self._warlike(tree, unit):
            return PEACEFUL
        definite = _is_definite(tree, unit)
        previous = next((d for d in reversed(drafts) if not d.background), None)
        sub_type = self._sub_type(page, tree, unit, previous, definite)
        protest = previous is not None and EVENT_TYPE_OF[previous.sub_type] in {"Protests", "Riots"}
        if (
            sub_type == "Attack"
            and protest
            and previous is not None
            and not self._has_place(page, sentence, tree, unit)
        ):
            sub_type = previous.sub_type  # what police and crowd do to each other is part of the protest
        if not sub_type:
            return PEACEFUL
        if judgement.mention_only and not self._tells(page, sentence, tree, unit):
            return MENTION
        if (
            _is_weak(unit)
            and not self._has_own(page, sentence, tree, unit)
            and not (definite and previous is not None)
        ):
            return VAGUE
        draft = Draft(
            sentence,
            tree,
            unit,
            sub_type,
            page.paragraph(sentence),
            judgement.assertion,
            is_strong(unit),
            definite,
        )
        draft.denied = denied
        draft.another = self._assertions.another(
            [w.lower for w in tree.words if w.i in unit.words or w.i < 4]
        )
        if _UPDATE.search(words) and unit.rank < 50:
            draft.cues |= {"update", "no type"}
        if unit.rank <= 20 and unit.sub_type == "Attack":
            draft.cues.add("generic")
        if definite:
            draft.cues.add("definite")
        if unit.main.cue.entry.id == "shoot-down":
            draft.cues.add("downing")
        if draft.another:
            draft.cues.add("another")
        if not unit.sub_type or (
            sub_type != unit.sub_type and previous is not None and sub_type == previous.sub_type
        ):
            draft.cues.add("no type")
        drafts.append(draft)
        return ""

    def _warlike(self, tree: Tree, unit: Unit) -> bool:
        """Whether a unit is of war or politics by itself: a weapon, an armed side, a crowd, a word without a second sense."""
        people = self._frames.people
        if EVENT_TYPE_OF.get(unit.sub_type, "") in {"Protests", "Riots", "Strategic developments"}:
            return True
        if any(m.entry.means in {"weapon", "explosive"} for m in unit.means):
            return True
        if any(people.armed(tree, w) for w in tree.words if w.part in {"NOUN", "PROPN"}):
            return True
        sure = [
            a
            for a in unit.anchors
            if a.kind in {"happening", "deed"} and a.sub_type != "Attack" and not a.needs_war
        ]
        return any(not a.cue.entry.weak or a.cue.phrase in {"explosion", "blast"} for a in sure)

    def _sub_type(self, page: Page, tree: Tree, unit: Unit, previous: Draft | None, definite: bool) -> str:
        """Return a unit's sub-type, taken from the draft before where its own words leave it open."""
        own = unit.sub_type
        if (
            own == "Armed clash"
            and unit.why == "violence"
            and previous is not None
            and EVENT_TYPE_OF[previous.sub_type] in {"Protests", "Riots"}
        ):
            return previous.sub_type
        police = any(s.lower in _POLICE for a in unit.anchors for s in a.sides.subjects)
        protesters = any(tree.words[i].lower in _PROTESTERS for i in unit.words)
        if (
            own in {"Attack", "", "Armed clash"}
            and police
            and protesters
            and any(a.kind in {"deed", "harm"} for a in unit.anchors)
        ):
            shot = any(m.entry.means in {"arms", "weapon"} for m in unit.means) or any(
                a.cue.phrase.startswith("shoot") or a.kind == "harm" for a in unit.anchors
            )
            return "Excessive force against protesters" if shot else "Protest with intervention"
        if own == "Attack" and unit.rank <= 20 and previous is not None and definite:
            return previous.sub_type if EVENT_TYPE_OF[previous.sub_type] != "Strategic developments" else own
        if (
            own == "Remote explosive/landmine/IED"
            and unit.main.word.lower in {"bombing", "bombings"}
            and unit.rank <= 41
            and _from_the_air(page)
        ):
            return "Air/drone strike"
        if (
            own == "Shelling/artillery/missile attack"
            and unit.why in {"strike", "hit"}
            and unit.main.needs_war
            and previous is not None
        ):
            return (
                previous.sub_type if EVENT_TYPE_OF[previous.sub_type] == "Explosions/Remote violence" else own
            )
        if own:
            return own
        if previous is not None and EVENT_TYPE_OF[previous.sub_type] not in {"Strategic developments"}:
            return previous.sub_type
        people = self._frames.people
        touched = [w for a in unit.anchors for w in (*a.sides.objects, *a.sides.subjects)]
        if any(people.armed(tree, w) for w in touched) or any(
            tree.words[i].lower in {"military", "combat"} for i in unit.words
        ):
            return "Armed clash"
        return ""

    # --- what a unit tells by itself ---

    def _has_own(self, page: Page, sentence: Sentence, tree: Tree, unit: Unit) -> bool:
        """Whether a unit names a place, a day or a number of its own, a weapon, or a side."""
        if self._has_place(page, sentence, tree, unit):
            return True
        if any(m.entry.means in {"weapon", "explosive"} for m in unit.means):
            return True
        return self._dated(page, sentence) or any(a.kind == "harm" for a in unit.anchors)

    def _has_place(self, page: Page, sentence: Sentence, tree: Tree, unit: Unit) -> bool:
        named = self._locator.named_in(page.text, tree, unit, page.mentions_in(sentence), ())
        return any(n.fit >= 1.0 and n.mention.place is not None for n in named)

    def _counted(self, page: Page, sentence: Sentence) -> bool:
        return any(
            not t.cumulative and t.toll.stated for t in find_tolls(page.text, sentence.start, sentence.end)
        )

    def _is_standing(self, page: Page, sentence: Sentence, tree: Tree, unit: Unit) -> bool:
        """Whether a unit tells in the present tense what goes on somewhere, and nothing that could be checked."""
        finite = [
            w for a in unit.anchors for w in (a.word, *tree.above(a.word.i)) if w.part in {"VERB", "AUX"}
        ]
        first = next(
            (w for w in finite if w.tag in {"VBZ", "VBP", "VBD"} or tree.below(w.i, "aux", "auxpass")), None
        )
        if first is None:
            return False
        tags = {first.tag} | {w.tag for w in tree.below(first.i, "aux", "auxpass")}
        if (
            "VBD" in tags
            or not tags & {"VBZ", "VBP"}
            or (
                tags & {"VBZ", "VBP"}
                and "VBN" in tags
                and not any(w.lower == "being" for w in tree.words)
                and "have" in {w.lemma for w in tree.below(first.i, "aux")}
            )
        ):
            return False
        return (
            not self._dated(page, sentence)
            and not self._counted(page, sentence)
            and not self._has_place(page, sentence, tree, unit)
        )

    def _dated(self, page: Page, sentence: Sentence) -> bool:
        return any(
            t.when.dated and t.note in {"", "since", "possessive", "period"}
            for t in find_times(page.text, sentence.start, sentence.end, page.published)
        )

    def _tells(self, page: Page, sentence: Sentence, tree: Tree, unit: Unit) -> bool:
        """Whether a unit that is only mentioned is told after all: a place with a day, or victims."""
        if unit.main.cue.entry.id == "truce":
            return False
        place = self._has_place(page, sentence, tree, unit)
        if any(a.kind == "harm" for a in unit.anchors) or (place and self._dated(page, sentence)):
            return True
        followed = any(
            w.lower in {"after", "following", "during", "in"}
            for a in unit.anchors
            for w in list(tree.above(a.word.i))[:1]
        )
        return is_strong(unit) and place and followed

    def _deny(
        self,
        page: Page,
        sentence: Sentence,
        tree: Tree,
        denial: tuple[Word, str],
        units: Sequence[Unit],
        drafts: list[Draft],
    ) -> bool:
        """Mark the incident before as denied where a sentence denies it; return whether one was marked."""
        verb, what = denial
        if any(
            _under(tree, u, verb)
            and (self._has_place(page, sentence, tree, u) or self._dated(page, sentence))
            for u in units
        ):
            return False
        recent = [d for d in drafts if page.paragraph(sentence) - d.paragraph <= 1 and not d.background]
        if not recent:
            return False
        last = recent[-1]
        if what == "deed":
            denier = {
                w.lower
                for s in tree.below(verb.i, "nsubj")
                for w in (tree.words[i] for i in tree.subtree(s.i))
                if len(w.text) > 2 and w.text[0].isupper()
            }
            actors = {
                w.lower
                for s in (x for a in last.unit.anchors for x in a.sides.subjects)
                for w in (last.tree.words[i] for i in last.tree.subtree(s.i))
            }
            if not denier & actors:
                return False
        last.denied = True
        return True


def _under(tree: Tree, unit: Unit, verb: Word) -> bool:
    """Whether a unit is what a verb denies."""
    for anchor in unit.anchors:
        path = [anchor.word, *tree.above(anchor.word.i)]
        for low, high in zip(path, path[1:], strict=False):
            if high.i == verb.i:
                return low.relation in {"dobj", "ccomp", "xcomp", "pcomp", "nsubjpass", "prep"}
    return False


def _is_definite(tree: Tree, unit: Unit) -> bool:
    """Whether a unit speaks of an incident as known: "the attack", "the clashes"."""
    for anchor in unit.anchors:
        for subject in anchor.sides.subjects:
            if subject.lower in _DOERS and any(d.lower == "the" for d in tree.below(subject.i, "det")):
                return True  # "the attackers set fire to ..."
        if anchor.kind == "happening" and anchor.word.lower in _REFERRED:
            determiners = {w.lower for w in tree.below(anchor.word.i, "det", "predet")}
            narrowed = [*tree.below(anchor.word.i, "relcl", "acl")] + [
                o
                for p in tree.below(anchor.word.i, "prep")
                for o in tree.below(p.i, "pobj")
                if any(d.lower in {"a", "an"} for d in tree.below(o.i, "det"))
            ]
            dated = any(w.entity == "DATE" for w in tree.below(anchor.word.i, "poss"))  # "Monday's attack"
            if (determiners & _REFERS or dated) and not narrowed:
                return True
    return False


def _is_weak(unit: Unit) -> bool:
    return not is_strong(unit) and all(
        a.cue.entry.weak or a.kind in {"harm", "toll"} or a.needs_war or a.rank < 45 for a in unit.anchors
    )


def _from_the_air(page: Page) -> bool:
    return (
        re.search(
            r"\b(?:air\s?strikes?|warplanes?|air\s+raids?|jets?|bombers?|air\s+force|aerial)\b",
            page.text,
            re.IGNORECASE,
        )
        is not None
    )


def _is_foreign(page: Page, sentence: Sentence) -> bool:
    """Whether a caption is not of this story: its date is long before, or it shares no name with the text."""
    times = find_times(page.text, sentence.start, sentence.end, page.published)
    days = [t.when.last_day for t in times if t.anchor == "absolute" and t.when.last_day is not None]
    if page.published is not None and any(page.published - day > _FOREIGN_DAYS for day in days):
        return True
    names = {w for w in re.findall(r"\b[A-Z][\w’'-]{3,}", page.words(sentence))}
    body = " ".join(page.words(s) for s in page.sentences if s.line_kind in {"body", "quote"})
    return bool(names) and not any(name in body for name in names)
