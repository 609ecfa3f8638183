"""How well a place that a sentence names fits as the place of an incident: by the grammar around its name."""

import re
from dataclasses import dataclass

from gazetteer.place import Mention
from mapapp.extraction.frames import SAYING, Unit
from mapapp.extraction.lexicon import Lexicon
from mapapp.extraction.sides import People, phrase_words
from mapapp.extraction.syntax import Tree, Word
from mapapp.extraction.wordlists import words_of

_INSIDE = words_of("grammar", "inside")
_ORIGIN = words_of("grammar", "origin")
_ACTORS = words_of("grammar", "actors")
_GROUND = words_of("grammar", "ground_words")
_PARTS = words_of("grammar", "part_words")
_MOVERS = words_of("grammar", "movers")
_HOLDING = words_of("grammar", "holding")
_MEETINGS = words_of("grammar", "meetings")
_QUALIFIES = frozenset({"compound", "nmod", "amod", "npadvmod", "poss"})
_LABEL = re.compile(r"[-–—•*·\s]*(?P<name>[A-Z][\w'’.-]*(?:[ -][A-Z][\w'’.-]*){0,3}(?:,[^:.;]{1,40})?):\s")


@dataclass(frozen=True, slots=True)
class Named:
    """A place a sentence names, and how well it fits as the place of an incident (0: it does not)."""

    mention: Mention
    fit: float
    reason: str


class Fitting:
    """Judges places by the words they hang on."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._people = People(lexicon)

    def fit(self, text: str, tree: Tree, unit: Unit | None, mention: Mention) -> Named:
        """Return a mention with its fit for an incident, or for any (unit None), and the reason.

        Places where it is said or that act in the sentence have none; what was hit has the most, then where
        it happened, then what only qualifies another word. Places told of another incident come last.
        """
        if mention.role == "demonym":
            return self._of_people(tree, unit, mention)
        if mention.role not in {"place", "metonym"}:
            return Named(mention, 0.0, f"{mention.text}: a {mention.role}, not a place of events")
        word = tree.head_of(mention.start, mention.end)
        if word is None:
            return Named(mention, 0.0, f"{mention.text}: not in the sentence")
        label = _LABEL.match(text, tree.start, min(tree.end, mention.end + 60))
        if label and label.start("name") <= mention.start < label.end("name"):
            return Named(mention, 8.0, f"{mention.text}: the line's label")
        if any(w.lower == "according" for w in tree.above(word.i)):
            return Named(mention, 0.0, f"{mention.text}: belongs to who says it")
        if _describes(tree, word):
            return Named(mention, 0.6, f"{mention.text}: only says where another place is")
        at, hops = self._climb(tree, word)
        score, reason = self._by_relation(text, tree, unit, mention, at)
        reason = f"{mention.text}: {reason}"
        if score <= 0:
            return Named(mention, 0.0, reason)
        if unit is not None and word.i in unit.apart:
            aside = f"{mention.text}: told of something else in the sentence"
            return Named(mention, 0.6 if score >= 2 else 0.0, aside)
        base = 3.0 if unit is None or word.i in unit.words else 0.5
        return Named(mention, base + score - 0.2 * hops, reason)

    def _of_people(self, tree: Tree, unit: Unit | None, mention: Mention) -> Named:
        """Return a country named by its people, where that says whose ground it is ("an Iraqi air base")."""
        word = tree.head_of(mention.start, mention.end)
        if word is not None and unit is not None and word.i in unit.words and word.relation in _QUALIFIES:
            governor = tree.words[word.head]
            site = self._people.ground(tree, governor) or self._people.thing(tree, governor)
            met = governor.relation in {"pobj", "dobj", "nsubjpass", "conj"}
            if site and met and governor.lemma not in _MOVERS:
                return Named(mention, 1.1, f"{mention.text} {governor.text}: in that country")
        return Named(mention, 0.0, f"{mention.text}: a people, not a place of events")

    def _climb(self, tree: Tree, word: Word) -> tuple[Word, float]:
        """Go from a name over the nouns it only qualifies ("the town of X") to the outermost."""
        at, hops = word, 0.0
        while at.head != at.i:
            above = tree.words[at.head]
            over = tree.words[above.head]
            hops += 1.5 if at.relation == "poss" else 0.0
            listed = at.relation == "conj" and above.part in {"NOUN", "PROPN"}
            qualifies = at.relation in _QUALIFIES and self._is_ground(tree, above)
            of_ground = at.relation == "pobj" and above.lower == "of" and self._is_ground(tree, over)
            held = over.relation in {"pobj", "dobj", "nsubjpass", "appos"} and above.lower in _INSIDE
            in_ground = (
                at.relation == "pobj" and above.relation == "prep" and held and self._is_ground(tree, over)
            )
            if at.relation == "appos" or listed or qualifies:
                at = above
            elif of_ground or in_ground:
                at = over
            else:
                break
            hops += 1
        return at, hops

    def _is_ground(self, tree: Tree, word: Word) -> bool:
        people = self._people
        named = word.entity in {"GPE", "LOC", "FAC"}
        return named or word.lower in _GROUND or people.ground(tree, word) or people.thing(tree, word)

    def _by_relation(
        self, text: str, tree: Tree, unit: Unit | None, mention: Mention, at: Word
    ) -> tuple[float, str]:
        governor = tree.words[at.head]
        anchors = {a.word.i for a in unit.anchors} if unit else set()
        if at.relation == "pobj":
            return self._by_preposition(text, tree, unit, mention, governor, at)
        loose = at.relation == "npadvmod" and governor.part == "VERB"  # a name taken for a word of time
        if at.relation in {"dobj", "nsubjpass"} or (loose and governor.i in anchors):
            if governor.i in anchors:
                return 4.0, "what was hit or taken"
            if governor.lemma in SAYING:
                return 0.0, "spoken of, not a place of events"
            told = unit is not None and governor.i in unit.words
            if governor.lemma in _HOLDING and governor.relation in {"acl", "relcl"}:
                return 1.0, f"held (“{governor.text}”)"
            return (1.2, f"object of “{governor.text}”") if told else (0.0, "not tied to the incident")
        if at.relation in {"nsubj", "csubj"}:
            return self._as_subject(unit, governor, governor.i in anchors)
        if at.relation in _QUALIFIES:
            return self._as_qualifier(text, tree, unit, mention, at, governor.i in anchors)
        free = at.relation in {"ROOT", "advmod", "dep", "attr", "appos", "conj"}
        return (1.0 if free else 0.8), "stands in the sentence"

    def _as_subject(self, unit: Unit | None, verb: Word, is_anchor: bool) -> tuple[float, str]:
        if unit is not None and is_anchor:
            if any(a.cue.entry.id in {"fall", "under"} for a in unit.anchors):
                return 4.0, "what fell or came under fire"
            if any(a.word.i == verb.i and a.sides.passive for a in unit.anchors):
                return 4.0, "what was hit or taken"
        if unit is not None and verb.lemma in {"see", "witness", "suffer", "face", "experience"}:
            return 2.5, "where it was seen"
        return 0.0, "acts or speaks in the sentence"

    def _as_qualifier(
        self, text: str, tree: Tree, unit: Unit | None, mention: Mention, at: Word, is_anchor: bool
    ) -> tuple[float, str]:
        people, governor = self._people, tree.words[at.head]
        if is_anchor and governor.part in {"NOUN", "PROPN"}:
            country = mention.place is not None and mention.place.kind == "country"
            if country and at.relation != "poss":
                return 0.0, "whose doing, not a place of events"
            return 3.0, f"names the incident (“{text[at.start : governor.end]}”)"
        shot = unit is not None and unit.main.cue.entry.id == "shoot-down"
        if shot and unit is not None and any(governor.i == s.i for s in unit.main.sides.subjects):
            return 1.5, "whose air defence shot"
        flies = people.crewed(tree, governor) or people.uncrewed(tree, governor)
        whose = bool(phrase_words(tree, governor) & _ACTORS) or people.people(tree, governor)
        if whose or flies or people.explosive(tree, governor, sure=True):
            return 0.0, "whose people, not a place of events"
        if governor.entity in {"ORG", "PERSON"}:
            return 0.0, "part of a name"
        return 1.0, f"qualifies “{governor.text}”"

    def _by_preposition(
        self,
        text: str,
        tree: Tree,
        unit: Unit | None,
        mention: Mention,
        preposition: Word,
        at: Word | None = None,
    ) -> tuple[float, str]:
        word, above = preposition.lower, tree.words[preposition.head]
        words = f"“{preposition.text} {mention.text}”"
        bodies = bool(phrase_words(tree, above) & _ACTORS)
        if word == "of":
            if above.lower in _PARTS:
                return 3.0, f"“{text[above.start : mention.end]}”"
            if unit is not None and any(a.word.i == above.i for a in unit.anchors):
                return 3.5, f"“{above.text} of {mention.text}”"
            named = bodies or above.entity in {"ORG", "PERSON", "GPE"}
            return (0.0, "part of a name or a body") if named else (0.7, f"“{above.text} of {mention.text}”")
        if word == "between":
            return 2.0, "“between”"
        beside = at is not None and at.part == "NOUN" and self._is_ground(tree, at)
        if word == "by" and beside and not tree.below(above.i, "auxpass"):
            return 2.5, words  # "by the bus station of Azaz"
        if word == "from" and preposition.i <= 1:
            return 1.0, words  # "From Taiz our correspondent reports that ..."
        if word == "by" or (
            word == "against" and mention.place is not None and mention.place.kind == "country"
        ):
            return 0.0, "a side, not a place"
        if word in _ORIGIN:
            if word == "to" and unit is not None and any(a.cue.entry.id == "fall" for a in unit.anchors):
                return 0.0, "to whom it fell"
            return (
                (0.6, "what is linked") if above.lemma in {"link", "connect", "lead", "run"} else (0.4, words)
            )
        if word in _INSIDE or preposition.part == "ADP":
            if above.lemma in _MEETINGS:
                return 0.0, "where they talk"
            says = above.relation == "nsubj" or (bodies and above.relation in {"pobj", "agent"})
            if (says and _speaks(tree, above)) or _says_there(tree, above, preposition, unit):
                return 0.0, "where who says it sits"
            return (3.0 if word in _INSIDE else 1.0), words
        return 0.8, "stands in the sentence"


def _describes(tree: Tree, word: Word) -> bool:
    """Whether a name stands in an aside on another place: "Vovchansk, a border town north of Kharkiv"."""
    for low in (word, *tree.above(word.i)):
        if low.part in {"VERB", "AUX"}:
            return False
        if low.relation == "appos" and low.i != word.i:
            if word.head == low.i and word.relation in _QUALIFIES and low.text[:1].isupper():
                return False  # "X, Y County" says what X lies in
            return tree.words[low.head].entity in {"GPE", "LOC", "FAC"} and low.i > low.head
    return False


def _says_there(tree: Tree, verb: Word, preposition: Word, unit: Unit | None) -> bool:
    """Whether a place follows a verb of saying and hangs on it: "the mediator said in Doha"."""
    if (
        preposition.i < verb.i
        or verb.part != "VERB"
        or verb.lemma not in SAYING
        or tree.below(verb.i, "auxpass", "nsubjpass")
    ):
        return False
    return unit is None or all(a.word.i != verb.i for a in unit.anchors)


def _speaks(tree: Tree, word: Word) -> bool:
    above = tree.words[word.head]
    if above.lemma in SAYING:
        return True
    return above.lower in {"to", "by"} and tree.words[above.head].lower in {"according", *SAYING}
