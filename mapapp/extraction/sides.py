"""Who does and who suffers in a clause: subjects, objects, and what kind of people or things they are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mapapp.extraction.lexicon import Cue, Lexicon
from mapapp.extraction.syntax import Tree, Word
from mapapp.extraction.wordlists import words_of

_NAMED = frozenset({"GPE", "NORP", "ORG"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_STRIKE_PREPOSITIONS = words_of("grammar", "strike_prepositions")
_BODIES = words_of("grammar", "bodies")
_AIRCRAFT = re.compile(r"(?:su|mig|f|a|mi|ka|c|an|il|tu|uh|ah|ch|jf|j|oh)-?\d{1,3}[a-z]*", re.IGNORECASE)
_NOT_ACTORS = words_of("grammar", "not_actors")


@dataclass(frozen=True, slots=True)
class Sides:
    """The heads of a verb's subject and objects (the agent of a passive is its subject)."""

    subjects: tuple[Word, ...]
    objects: tuple[Word, ...]
    passive: bool


def with_conjuncts(tree: Tree, word: Word) -> tuple[Word, ...]:
    """Return a word and those joined to it by "and" or a comma."""
    found = [word]
    for child in tree.below(word.i, "conj"):
        if child.part in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}:
            found += with_conjuncts(tree, child)
    return tuple(found)


def _expand(tree: Tree, words: Iterable[Word]) -> tuple[Word, ...]:
    return tuple(w for word in words for w in with_conjuncts(tree, word))


def sides_of(tree: Tree, verb: Word) -> Sides:
    """Return who does what to whom, borrowed from the verb above where a clause has no subject of its own."""
    passive = bool(tree.below(verb.i, "nsubjpass", "auxpass")) or (
        verb.tag == "VBN" and verb.relation in {"acl", "amod"} and not tree.below(verb.i, "aux")
    )
    joined = verb.relation == "conj" and verb.tag == "VBN" and not tree.below(verb.i, *_SUBJECTS, "aux")
    passive = passive or (joined and bool(tree.below(verb.head, "auxpass")))  # "was found and made safe"
    subjects = list(tree.below(verb.i, *_SUBJECTS))
    being = tree.words[verb.head]
    if (
        verb.tag == "VBN"
        and verb.relation in {"advcl", "acomp", "ccomp"}
        and not subjects
        and being.lemma == "be"
    ):
        passive, subjects = (
            True,
            list(tree.below(being.i, *_SUBJECTS)),
        )  # "were on Saturday evening killed by"
    objects = list(tree.below(verb.i, "dobj", "dative", "attr", "oprd"))
    if not objects:  # a name the parser takes for a word of time: "attacked Djibo"
        loose = tree.below(verb.i, "npadvmod")
        objects += [
            w for w in loose if w.part == "PROPN" and w.i > verb.i and w.entity not in {"DATE", "TIME"}
        ]
    if not objects:  # "fired and landed a round": the round
        objects += [
            o
            for v in tree.below(verb.i, "conj")
            if v.part == "VERB" and not tree.below(v.i, *_SUBJECTS)
            for o in tree.below(v.i, "dobj")
        ]
    for preposition in tree.below(verb.i, "prep"):
        if preposition.lower in _STRIKE_PREPOSITIONS:
            objects += tree.below(preposition.i, "pobj")
    agents = [o for p in tree.below(verb.i, "agent") for o in tree.below(p.i, "pobj")]
    if passive:
        objects = [*subjects, *objects]
        subjects = agents
    if verb.relation == "ccomp" and any(s.lower in {"it", "they", "he", "she"} for s in subjects):
        speaker = tree.words[verb.head]
        subjects = [s for s in subjects if s.lower not in {"it", "they", "he", "she"}] + [
            s for s in tree.below(speaker.i, "nsubj") if s.part != "PRON"
        ]  # "the army said it had taken": the army
    relative = [s for s in subjects if s.lower in {"which", "who", "that"}]
    if verb.relation in {"relcl", "acl"} and (relative or not subjects):
        noun = tree.words[verb.head]
        if (passive and not relative) or (
            passive and any(o.lower in {"which", "who", "that"} for o in objects)
        ):
            objects.insert(0, noun)
        else:
            subjects.append(noun)
    elif not subjects and verb.relation in {"advcl", "conj", "xcomp", "ccomp", "pcomp"}:
        above = next((w for w in tree.above(verb.i) if w.part in {"VERB", "AUX"}), None)
        if above is not None:
            outer = sides_of(tree, above)
            if not passive:
                subjects += list(
                    outer.objects
                    if outer.passive and not outer.subjects and verb.tag != "VBG"
                    else outer.subjects
                )
            elif verb.relation == "conj":
                objects = [*(outer.objects if outer.passive else outer.subjects), *objects]
    return Sides(_expand(tree, subjects), _expand(tree, objects), passive)


def phrase_words(tree: Tree, head: Word) -> set[str]:
    """Return a noun and the phrases it makes with the words before it ("police officer")."""
    found = {head.lower, head.lemma}
    phrase = head.lower
    position = head.i - 1
    while position >= 0 and tree.words[position].relation in {"compound", "amod", "nmod", "punct", "poss"}:
        word = tree.words[position]
        if word.text not in {"-", "‑"}:
            found.add(word.lower) if word.relation == "compound" else None
            phrase = f"{word.lower} {phrase}"
            found.add(phrase)
        position -= 1
    for preposition in tree.below(head.i, "prep"):
        if preposition.lower == "of" and head.lower in _MEASURES:
            for inner in tree.below(preposition.i, "pobj"):
                found |= phrase_words(tree, inner)
    return found


def head_words(tree: Tree, head: Word) -> set[str]:
    """Return a noun and the phrases that end in it: what the thing is, not what it is for."""
    own = {head.lower, head.lemma}
    if head.lower in _MEASURES:
        return phrase_words(tree, head)
    return {p for p in phrase_words(tree, head) if p in own or (" " in p and p.endswith(head.lower))}


_MEASURES = words_of("grammar", "sides_measures")


def _joined(tree: Tree, word: Word) -> tuple[str, ...]:
    """Return a word alone and with what hyphens or spaces join to it in front ("Su-25")."""
    before = tree.words[max(0, word.i - 2) : word.i + 1]
    return (word.text, "".join(w.text for w in before), "".join(w.text for w in before[-2:]))


class People:
    """What kind of people or things the nouns of a sentence are, by the lexicon's lists."""

    def __init__(self, lexicon: Lexicon) -> None:
        lists = lexicon.actors
        self._rebels = lists["armed"]["rebel"] | lists["armed"]["named"]
        self._armed = lists["armed"]["state"] | self._rebels
        self._state = lists["armed"]["state"]
        self._unarmed = lists["unarmed"]["words"]
        self._crowd = lists["crowd"]["words"]
        self._crewed = lists["flyer"]["crewed"]
        self._uncrewed = lists["flyer"]["uncrewed"]
        self._explosive = lists["explosive"]["words"]
        self._sure_explosive = lists["explosive"]["sure"]
        self._thing = lists["thing"]["words"]
        self._ground = lists["ground"]["words"]
        self._politics = lists["politics"]["words"]
        self._government = lists["government"]["words"]
        self._military = lists["military"]["words"]
        self._public = lists["public"]["words"]

    def armed(self, tree: Tree, word: Word) -> bool:
        """Whether a noun names an armed side."""
        return bool(phrase_words(tree, word) & self._armed)

    def rebel(self, tree: Tree, word: Word) -> bool:
        """Whether a noun names an armed side that is not a state's."""
        return bool(phrase_words(tree, word) & self._rebels)

    def state(self, tree: Tree, word: Word) -> bool:
        """Whether a noun names a state's forces."""
        return bool(phrase_words(tree, word) & self._state) and not self.rebel(tree, word)

    def government(self, tree: Tree, word: Word) -> bool:
        """Whether a noun names a government or its forces."""
        return bool(phrase_words(tree, word) & self._government) and not self.rebel(tree, word)

    def maybe_armed(self, tree: Tree, word: Word) -> bool:
        """Whether a noun may name an armed side: it does, or is the name of a country, people or body."""
        if word.lower in _BODIES:
            return True
        return (
            self.armed(tree, word)
            or word.entity in _NAMED
            or (word.part == "PROPN" and word.lower not in _NOT_ACTORS)
        )

    def military(self, tree: Tree, word: Word) -> bool:
        """Whether a noun names a thing that only an armed side has: a position, a patrol."""
        return bool(head_words(tree, word) & self._military)

    def public(self, tree: Tree, word: Word) -> bool:
        """Whether a noun names people whose killing is political, or who are victims of a conflict."""
        return bool(phrase_words(tree, word) & self._public)

    def people(self, tree: Tree, word: Word) -> bool:
        """Whether a noun names people."""
        words = phrase_words(tree, word)
        return (
            bool(words & (self._unarmed | self._armed))
            or word.entity in {"PERSON", "NORP", "CARDINAL"}
            or word.part == "NUM"
        )

    def unarmed(self, tree: Tree, word: Word) -> bool:
        """Whether a noun names people who do not fight."""
        words = phrase_words(tree, word)
        return bool(words & self._unarmed) and not words & self._armed

    def crowd(self, tree: Tree, word: Word) -> bool:
        """Whether a noun names people who may protest."""
        return bool(phrase_words(tree, word) & self._crowd)

    def crewed(self, tree: Tree, word: Word) -> bool:
        """Whether a noun names an aircraft with people in it."""
        named = any(_AIRCRAFT.fullmatch(w) for w in _joined(tree, word))
        return (named or bool(phrase_words(tree, word) & self._crewed)) and not self.uncrewed(tree, word)

    def uncrewed(self, tree: Tree, word: Word) -> bool:
        """Whether a noun names a drone or a missile."""
        return bool(phrase_words(tree, word) & self._uncrewed)

    def explosive(self, tree: Tree, word: Word, sure: bool = False) -> bool:
        """Whether a noun names something that may (or, `sure`, is made to) explode."""
        return bool(phrase_words(tree, word) & (self._sure_explosive if sure else self._explosive))

    def thing(self, tree: Tree, word: Word) -> bool:
        """Whether a noun names a building, a vehicle or goods."""
        return bool(head_words(tree, word) & self._thing)

    def ground(self, tree: Tree, word: Word) -> bool:
        """Whether a noun names ground that may be taken."""
        return bool(head_words(tree, word) & self._ground)

    def politics(self, tree: Tree, word: Word) -> bool:
        """Whether a noun is taken in another sense than ground is ("power", "the lead")."""
        return bool({word.lower, word.lemma} & self._politics)


def weapon_among(tree: Tree, words: Iterable[Word], cues: tuple[Cue, ...]) -> Cue | None:
    """Return the weapon that one of some nouns names, or that qualifies it; None where none does."""
    places: set[int] = set()
    for word in words:
        places.add(word.i)
        for child in tree.below(word.i, "compound", "amod", "nmod", "prep", "conj"):
            places.add(child.i)
            if child.lower in {"of", "from", "by", "with"}:
                places |= {w.i for w in tree.below(child.i, "pobj")}
    found = [
        c
        for c in cues
        if c.entry.kind in {"means", "happening"} and c.entry.means != "arms" and c.head in places
    ]
    return max(found, key=lambda c: c.entry.rank, default=None)
