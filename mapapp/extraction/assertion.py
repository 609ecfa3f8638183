"""Whether a sentence asserts an incident, or only denies, fears, plans, supposes or mentions it."""

from dataclasses import dataclass

from mapapp.core.report import Assertion
from mapapp.extraction.frames import SAYING, Anchor, Unit
from mapapp.extraction.habits import habit_word
from mapapp.extraction.lexicon import Lexicon
from mapapp.extraction.syntax import Tree, Word
from mapapp.extraction.wordlists import words_of

MENTION = "mentioned only: the sentence does not say that it happened"
NEGATED = "negated: the sentence says that it did not happen"
PLANNED = "a plan, a threat or a wish, not something that happened"
SUPPOSED = "hypothetical: the sentence only supposes it"
FUTURE = "still to come: the sentence speaks of the future"
MODAL = "only possible: the sentence says that it may happen"
QUESTION = "a question"
DENIAL = "a denial: nothing here says that it happened"

_FUTURE = frozenset({"will", "'ll", "shall", "wo"})
_MODAL = words_of("grammar", "modal")
_BEGUN = words_of("grammar", "begun")
_OCCURRING = words_of("grammar", "occurring")
_CONDUCTING = words_of("grammar", "conducting")
_TIED = words_of("grammar", "tied")
_UNREAL = words_of("grammar", "unreal")
_NO = words_of("grammar", "no")
_STATAL = words_of("grammar", "statal")
_MEASURES = words_of("grammar", "measures")
_CASUAL = words_of("grammar", "casual")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a sentence does with an incident; `reason` is for the reader, "" where it is asserted."""

    assertion: Assertion
    reason: str = ""
    mention_only: bool = False

    @property
    def asserted(self) -> bool:
        """Whether it may become a report."""
        return not self.reason


_ASSERTED = Judgement("asserted")


class Assertions:
    """Judges units by the lexicon's cues."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = lexicon.assertion["cue"]
        self._verbs = _table(cues, "verbs", lexicon)
        self._nouns = _table(cues, "nouns", lexicon)
        self._scenes = _table(cues, "scenes", lexicon)
        self._adverbs = _table(cues, "adverbs", lexicon)

    def judge(self, tree: Tree, unit: Unit, text: str) -> Judgement:
        """Return what the sentence does with an incident; of its anchors the one that asserts decides."""
        if text[tree.start : tree.end].rstrip("\"'”’ \n").endswith("?"):
            return Judgement("hypothetical", QUESTION)
        if _supposing(tree):
            return Judgement("hypothetical", SUPPOSED)
        judgements = [self._anchor(tree, a) for a in sorted(unit.anchors, key=lambda a: (-a.rank, a.word.i))]
        root = tree.words[unit.root]
        marks = {w.lower for w in tree.below(unit.root, "mark")}
        if (
            root.relation == "advcl"
            and marks & {"since", "before", "until"}
            and all(a.cue.entry.weak for a in unit.anchors)
        ):
            return Judgement("asserted", MENTION, mention_only=True)  # "since the violence broke out"
        if all(_told_aside(tree, a) for a in unit.anchors):
            return Judgement("asserted", MENTION)
        for judgement in judgements:
            if judgement.asserted:
                often = habit_word(tree, unit, self._adverbs)
                return self._adverbs[often] if often else judgement
        return judgements[0]

    def _anchor(self, tree: Tree, anchor: Anchor) -> Judgement:
        noun = anchor.kind in {"happening", "toll"}
        if anchor.cue.entry.id == "agree" and anchor.word.relation in {"acl", "relcl", "amod"}:
            return Judgement("asserted", MENTION, mention_only=True)  # "the ceasefire brokered in ..."
        if anchor.cue.entry.id == "truce":
            judged = self._noun(tree, anchor.word)
            if (
                judged.asserted
                and anchor.word.relation in {"nsubj", "nsubjpass"}
                and tree.below(anchor.word.head, "neg")
            ):
                return Judgement("denied", NEGATED)
            return judged if not judged.asserted else Judgement("asserted", MENTION)  # its verb is an anchor
        return self._noun(tree, anchor.word) if noun else self._verb(tree, anchor.word)

    # --- verbs ---

    def _verb(self, tree: Tree, verb: Word) -> Judgement:
        at = verb
        first, beside = True, False
        while True:
            judgement = None if beside else self._clause(tree, at, first)
            if judgement is not None:
                return judgement
            if at.head == at.i:
                return _ASSERTED
            above = tree.words[at.head]
            if at.relation in {"relcl", "advcl"} and not _is_conditional(tree, at) and at.relation == "relcl":
                return _ASSERTED  # "who killed": told as a fact whatever the sentence does with it
            if above.part in {"NOUN", "PROPN"} and at.relation in {"acl", "relcl"}:
                if above.lower in self._nouns and at.tag in {"VB", "VBG"}:
                    return self._nouns[above.lower]
                if at.tag == "VBG" and at.lemma in {"fight", "battle", "operate"}:
                    return Judgement("asserted", MENTION, mention_only=True)  # "those fighting in X"
                if at.tag in {"VBD", "VBN", "VBG"}:
                    return _ASSERTED
            if at.relation == "advcl" and verb.tag in {"VBD", "VBN"} and first:
                return _ASSERTED
            beside = at.relation == "conj" and at.tag == "VBD"  # "stopped a bus and shot them": both done
            at, first = above, False

    def _clause(self, tree: Tree, verb: Word, own: bool) -> Judgement | None:
        if verb.part not in {"VERB", "AUX"}:
            return None
        saying = verb.lemma in SAYING and not own
        aux = {w.lower for w in tree.below(verb.i, "aux", "auxpass")}
        if not saying:
            if any(w.lower in _NO for w in tree.below(verb.i, "neg")) or _has_no_subject(tree, verb, own):
                return Judgement("denied", NEGATED)
            if aux & _FUTURE:
                return Judgement("planned", FUTURE)
            if aux & _MODAL and not _perceived(verb):
                return Judgement("hypothetical", MODAL)
        if _is_conditional(tree, verb):
            return Judgement("hypothetical", SUPPOSED)
        if (not own and verb.lower in self._verbs and verb.tag != "VBN") or (
            not own and verb.lemma == "be" and _about(tree, verb)
        ):
            found = self._verbs.get(verb.lower)
            if found is not None and verb.lemma not in {"expect", "fear"}:
                return found
        if own:
            scenes = [o for p in tree.below(verb.i, "prep") for o in tree.below(p.i, "pobj")]
            staged = next((self._scenes[o.lower] for o in scenes if o.lower in self._scenes), None)
            if staged is not None:
                return staged  # "fired at a target in a drill"
        if own and "to" in aux and verb.tag == "VB":
            above = tree.words[verb.head]
            if above.lower in self._verbs:
                return self._verbs[above.lower]
            if verb.relation == "xcomp" and (above.lemma in _BEGUN or above.lemma in SAYING):
                return None
            return Judgement("planned", PLANNED)
        return None

    # --- nouns ---

    def _noun(self, tree: Tree, noun: Word) -> Judgement:
        beside = {w.lower for w in tree.below(noun.i, "det", "amod", "compound", "nmod", "neg", "preconj")}
        before = [w.lower for w in tree.words[max(0, noun.i - 3) : noun.i]]
        if beside & _NO or before[-2:] in (["not", "a"], ["not", "an"]) or before[-1:] == ["not"]:
            return Judgement("denied", NEGATED)
        if beside & _UNREAL:
            return Judgement("planned", PLANNED)
        for word in beside:
            if word in self._nouns:
                return self._nouns[word]
        at, tied, through = noun, False, False
        while at.head != at.i:
            above = tree.words[at.head]
            if above.part in {"VERB", "AUX"}:
                return self._noun_of_verb(tree, noun, at, above, tied, through)
            if above.part in {"NOUN", "PROPN"}:
                if above.lower in self._nouns and at.relation != "conj":
                    return self._nouns[above.lower]
                tied = tied and above.lower in {"people", "person"}
                if (
                    at.relation not in {"conj", "appos", "compound", "amod", "nmod"}
                    and above.lower not in _MEASURES
                ):
                    through = True
            if at.relation == "pobj" or above.part in {"ADP", "SCONJ"}:
                if above.lower in {"without"}:
                    return Judgement("denied", NEGATED)
                if above.lower in {"after", "since", "before"} and _is_long_after(tree, above):
                    return Judgement("asserted", MENTION)
                tied = above.lower in _TIED
            at = above
        children = {w.relation for w in tree.below(noun.i)}
        if "relcl" in children or "acl" in children:
            return Judgement("asserted", "", mention_only=False)
        return Judgement("asserted", MENTION, mention_only=True)  # a headline, or no sentence

    def _noun_of_verb(
        self, tree: Tree, noun: Word, at: Word, verb: Word, tied: bool, through: bool
    ) -> Judgement:
        if verb.lemma in SAYING and tree.below(verb.i, "neg"):
            return Judgement("denied", NEGATED)
        judged = self._verb(tree, verb) if verb.lemma not in SAYING else None
        if (
            verb.lower in self._verbs
            and at.relation in {"dobj", "nsubjpass", "prep", "xcomp"}
            and verb.lemma not in {"report", "fear"}
        ):
            return self._verbs[verb.lower]
        if judged is not None and not judged.asserted:
            return judged
        if through and not any(w.relation == "relcl" for w in tree.below(noun.i)):
            return Judgement("asserted", MENTION, mention_only=True)  # "the handling of the attack"
        subject = at.relation in {"nsubj", "nsubjpass"}
        known = any(d.lower in {"the", "this", "these", "that", "those"} for d in tree.below(noun.i, "det"))
        if subject and (
            verb.lemma in _OCCURRING
            or (not known and verb.part == "VERB" and verb.lemma not in SAYING and not _statal(verb))
        ):
            return _ASSERTED
        if at.relation in {"dobj", "attr", "ccomp", "oprd"} and (
            verb.lemma in _CONDUCTING or (verb.lemma == "be" and _there(tree, verb))
        ):
            return _ASSERTED
        if subject and at.relation == "nsubjpass" and verb.lemma in _CONDUCTING:
            return _ASSERTED
        if (
            at.relation == "prep"
            and tied
            and (
                verb.lemma in _CASUAL
                or (verb.part == "VERB" and verb.tag in {"VBN", "VBD"} and verb.lemma in _OCCURRING)
            )
        ):
            return _ASSERTED
        if any(w.relation in {"relcl"} for w in tree.below(noun.i)):
            return _ASSERTED
        return Judgement("asserted", MENTION, mention_only=True)


def _table(cues: list[dict[str, object]], key: str, lexicon: Lexicon) -> dict[str, Judgement]:
    table: dict[str, Judgement] = {}
    for cue in cues:
        words = cue.get(key, [])
        assert isinstance(words, list)
        judgement = Judgement(cue["assertion"], str(cue["reason"]))  # type: ignore[arg-type]
        for form in sorted(lexicon.all_forms(words)) if key != "adverbs" else words:
            table.setdefault(form, judgement)
    return table


def _supposing(tree: Tree) -> bool:
    """Whether a sentence begins with "if" and tells nothing as done: "If it falls, expect shelling"."""
    if not tree.words or tree.words[0].lower not in {"if", "unless"}:
        return False
    roots = [w for w in tree.words if w.head == w.i]
    return all(r.tag in {"VB", "VBP", "VBZ"} or tree.below(r.i, "aux") for r in roots)


def _told_aside(tree: Tree, anchor: Anchor) -> bool:
    """Whether a verb only tells who someone is: "troops who had fought in X"."""
    verb = anchor.word
    return (
        anchor.kind == "deed"
        and verb.relation == "relcl"
        and any(w.lower == "had" for w in tree.below(verb.i, "aux"))
    )


def _is_conditional(tree: Tree, verb: Word) -> bool:
    marks = {w.lower for w in tree.below(verb.i, "mark", "advmod")}
    return bool(marks & {"if", "unless", "whether"}) and not marks & {"even"}


def _has_no_subject(tree: Tree, verb: Word, own: bool) -> bool:
    subjects = tree.below(verb.i, "nsubj", "nsubjpass")
    for subject in subjects:
        if subject.lower in {"nobody", "none", "no-one"} or any(
            d.lower in {"no", "neither"} for d in tree.below(subject.i, "det")
        ):
            return True
    objects = tree.below(verb.i, "dobj") if own else ()
    return any(d.lower == "no" for o in objects for d in tree.below(o.i, "det"))


def _perceived(verb: Word) -> bool:
    return verb.lemma in {"hear", "see", "feel"}


def _about(tree: Tree, verb: Word) -> bool:
    return any(
        w.lower in {"about", "ready", "set", "poised"} and w.relation in {"acomp", "prep"}
        for w in tree.below(verb.i)
    )


def _statal(verb: Word) -> bool:
    return verb.lemma in _STATAL


def _is_long_after(tree: Tree, preposition: Word) -> bool:
    """Whether years or months are said to lie between: "two years after the battle"."""
    return any(w.lemma in {"year", "month", "decade"} for w in tree.below(preposition.i))


def _there(tree: Tree, verb: Word) -> bool:
    return bool(tree.below(verb.i, "expl"))
