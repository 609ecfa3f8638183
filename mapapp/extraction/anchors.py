"""The words of a sentence that may assert an incident, with what else must stand beside them."""

from dataclasses import dataclass, replace

from mapapp.extraction.lexicon import Cue, Lexicon
from mapapp.extraction.sides import People, Sides, sides_of, weapon_among
from mapapp.extraction.syntax import Tree, Word
from mapapp.extraction.wordlists import words_of


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that may assert an incident: the cue, the word it hangs on, and the sides of its clause."""

    cue: Cue
    word: Word
    sub_type: str
    rank: int
    sides: Sides
    needs_war: bool = False

    @property
    def kind(self) -> str:
        """What the cue is: happening, deed, harm or toll."""
        return self.cue.entry.kind


class Anchors:
    """Finds the anchors of sentences: the cues of the lexicon whose needs are met."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.people = People(lexicon)

    def find(self, tree: Tree, cues: tuple[Cue, ...]) -> list[Anchor]:
        """Return the anchors among the cues of a sentence, in order: at each word the one highest in rank."""
        best: dict[int, Anchor] = {}
        for cue in cues:
            anchor = self._anchor(tree, cue, cues)
            if anchor is not None and (anchor.word.i not in best or anchor.rank > best[anchor.word.i].rank):
                best[anchor.word.i] = anchor
        return [best[i] for i in sorted(best)]

    def _anchor(self, tree: Tree, cue: Cue, cues: tuple[Cue, ...]) -> Anchor | None:
        word, entry = tree.words[cue.head], cue.entry
        if entry.kind in {"means", "other"}:
            return None
        if entry.kind in {"happening", "toll"}:
            if word.relation == "npadvmod" and word.lower not in {"today"}:
                return None  # "a war-damaged house"
            qualifies = word.relation in {"compound", "amod", "nmod"} and tree.words[word.head].part != "VERB"
            if qualifies and not any(c.head == word.head and c.entry.kind == "happening" for c in cues):
                return None  # "the crash site"
            if word.lemma in {"body", "corpse"} and not _is_dead(tree, word):
                return None  # "the electoral body"
            return Anchor(cue, word, entry.sub_type, entry.rank, Sides((), (), False))
        sides = sides_of(tree, word)
        if entry.kind == "harm" and word.lemma in {"die", "perish", "lose"} and not sides.passive:
            sides = Sides((), sides.subjects, True)  # who dies is the victim
        last = tree.words[cue.last]
        if last.part == "ADP" and cue.last != cue.first:  # "set fire to", "take control of"
            sides = replace(sides, objects=(*sides.objects, *tree.below(last.i, "pobj")))
        anchor = Anchor(cue, word, entry.sub_type, entry.rank, sides)
        return (
            _NEEDS[entry.needs](self, tree, anchor, cues) if entry.needs else self._plain(tree, anchor, cues)
        )

    # --- what else must stand with a verb ---

    def _plain(self, tree: Tree, anchor: Anchor, cues: tuple[Cue, ...]) -> Anchor | None:
        people, entry = self.people, anchor.cue.entry
        if entry.kind == "harm":
            touched = (*anchor.sides.objects, *anchor.sides.subjects)
            ok = any(
                people.people(tree, w) or w.part in {"PRON", "NUM"} or w.entity for w in touched
            ) or bool(anchor.cue.first != anchor.cue.last)
            return anchor if ok else None
        rebels = any(people.rebel(tree, s) for s in anchor.sides.subjects)
        if entry.id == "bomb" and rebels and weapon_among(tree, anchor.sides.subjects, cues) is None:
            return replace(anchor, sub_type="Remote explosive/landmine/IED")
        return anchor

    def _weapon(self, tree: Tree, anchor: Anchor, cues: tuple[Cue, ...]) -> Anchor | None:
        people, sides = self.people, anchor.sides
        weapon = weapon_among(tree, sides.subjects, cues)
        if weapon is not None:
            weak = weapon.entry.weak and weapon.entry.rank < 30  # "the attack hit": an attack may be words
            rank = max(anchor.rank, weapon.entry.rank)
            return replace(anchor, sub_type=weapon.entry.sub_type, rank=rank, needs_war=weak)
        if anchor.cue.entry.needs == "load":
            arms = [
                c
                for c in cues
                if c.entry.means == "arms" and any(c.head == o.i for o in (*sides.objects, *sides.subjects))
            ]
            if arms and anchor.cue.phrase in {"fire", "unleash", "land"}:
                return replace(anchor, sub_type="Attack", rank=30)
            loaded = weapon_among(tree, sides.objects, cues)
            if loaded is None or loaded.entry.weak or people.crewed(tree, tree.words[loaded.head]):
                return None
            flies = {"drone", "uav", "quadcopter", "paraglider"}
            return (
                None
                if loaded.phrase in flies and anchor.cue.phrase in {"drop", "throw", "hurl", "lob"}
                else anchor
            )
        touchable = [o for o in sides.objects if self._touchable(tree, o)]
        if any(people.armed(tree, s) for s in sides.subjects) and touchable:
            return anchor
        if any(people.maybe_armed(tree, s) for s in sides.subjects) and touchable:
            return replace(anchor, needs_war=True)
        if sides.passive and not sides.subjects and touchable:
            return replace(anchor, needs_war=True)
        return None

    def _touchable(self, tree: Tree, word: Word) -> bool:
        people = self.people
        return (
            people.thing(tree, word)
            or people.ground(tree, word)
            or people.people(tree, word)
            or word.entity in {"GPE", "LOC", "FAC"}
            or word.part == "PROPN"
        )

    def _victim(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        people = self.people
        return (
            anchor
            if any(
                people.people(tree, o) or people.thing(tree, o) or people.military(tree, o)
                for o in anchor.sides.objects
            )
            else None
        )

    def _armed(self, tree: Tree, anchor: Anchor, cues: tuple[Cue, ...]) -> Anchor | None:
        people, sides = self.people, anchor.sides
        entry = anchor.cue.entry
        touched = (*sides.subjects, *sides.objects)
        clash = entry.sub_type == "Armed clash"
        forces = any(people.state(tree, o) or o.lower == "police" for o in touched)
        if clash and forces and any(people.crowd(tree, s) for s in sides.subjects):
            return replace(anchor, sub_type="Violent demonstration")
        storming = anchor.cue.phrase in {"storm", "attack", "raid", "fall upon", "set upon"}
        crowd = any(s.lower in _CROWD for s in sides.subjects)
        if storming and crowd and any(people.thing(tree, o) for o in sides.objects):
            return replace(anchor, sub_type="Violent demonstration", rank=max(anchor.rank, 47))
        if any(people.armed(tree, s) for s in sides.subjects):
            needs_object = entry.id == "attack"
            return (
                anchor if not needs_object or any(self._touchable(tree, o) for o in sides.objects) else None
            )
        if sides.passive and any(
            people.armed(tree, o) or people.thing(tree, o) or people.ground(tree, o) for o in sides.objects
        ):
            return replace(anchor, needs_war=True)
        if any(people.armed(tree, o) for o in sides.objects) and any(
            people.maybe_armed(tree, s) for s in sides.subjects
        ):
            return anchor
        named = any(s.entity in {"GPE", "NORP", "ORG"} for s in sides.subjects)
        if named and clash and anchor.cue.phrase in {"fight", "battle", "clash"}:
            return replace(anchor, needs_war=True)
        if any(people.maybe_armed(tree, s) for s in sides.subjects) and (
            any(self._touchable(tree, o) for o in sides.objects) or entry.sub_type == "Other"
        ):
            return replace(anchor, needs_war=True)
        return None

    def _captive(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        people, sides = self.people, anchor.sides
        captives = [o for o in sides.objects if o.relation in {"dobj", "nsubjpass", "conj"}]
        if not captives or not all(people.unarmed(tree, o) for o in captives[:1]):
            return None
        armed = any(people.armed(tree, s) for s in sides.subjects)
        if anchor.cue.phrase == "take" and not (armed and sides.passive):
            return None  # "took the children to school"
        return replace(anchor, needs_war=not armed)

    def _mine(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        """Read "a bus hit a mine": a vehicle or people do it, a mine is what they do it to."""
        people, sides = self.people, anchor.sides
        mines = [o for o in sides.objects if people.explosive(tree, o, sure=True)]
        doers = any(people.thing(tree, s) or people.people(tree, s) for s in sides.subjects)
        return anchor if mines and doers and not sides.passive else None

    def _flyer(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        people = self.people
        if any(people.crewed(tree, o) for o in anchor.sides.objects):
            return replace(anchor, sub_type="Shelling/artillery/missile attack")
        return anchor if any(people.uncrewed(tree, o) for o in anchor.sides.objects) else None

    def _explosive(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        people, sides = self.people, anchor.sides
        disrupted = anchor.sub_type == "Disrupted weapons use"
        if any(people.explosive(tree, o, sure=disrupted) for o in sides.objects):
            return anchor
        if disrupted:
            return None
        if any(people.explosive(tree, s) for s in sides.subjects):
            return anchor
        armed = any(people.armed(tree, s) for s in sides.subjects)
        return anchor if armed and any(people.thing(tree, o) for o in sides.objects) else None

    def _place(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        people, sides = self.people, anchor.sides
        taken = list(sides.objects if anchor.cue.entry.id == "capture" else sides.subjects)
        for word in tree.words[anchor.cue.first : anchor.cue.last + 1] + sides.objects:
            taken += [
                o for p in tree.below(word.i, "prep") if p.lower == "of" for o in tree.below(p.i, "pobj")
            ]
        ground = [
            o
            for o in taken
            if people.ground(tree, o) or o.entity in {"GPE", "LOC", "FAC"} or o.part == "PROPN"
        ]
        ground = [o for o in ground if not people.politics(tree, o) and o.entity not in {"PERSON", "DATE"}]
        direct = [o for o in ground if o.relation in {"dobj", "nsubjpass", "conj", "nsubj", "pobj", "appos"}]
        if not direct:
            return None
        if anchor.cue.phrase == "take" and not any(
            people.ground(tree, o)
            or o.entity == "GPE"
            or any(people.ground(tree, a) for a in tree.below(o.i, "appos"))
            for o in direct
            if o.relation != "pobj"
        ):
            return None
        by = sides.subjects if anchor.cue.entry.id == "capture" else sides.objects
        again = anchor.cue.phrase.split()[0] in _TAKEN_BACK
        if any(people.rebel(tree, s) for s in by):
            sub_type = "Non-state actor overtakes territory"
        elif (
            any(people.government(tree, s) for s in by)
            or (again and not by)
            or (again and any(people.maybe_armed(tree, s) for s in by))
        ):
            sub_type = "Government regains territory"
        else:
            sub_type = "Non-state actor overtakes territory"
        known = any(people.armed(tree, s) or people.maybe_armed(tree, s) for s in by) or sides.passive
        return (
            replace(anchor, sub_type=sub_type, needs_war=not any(people.armed(tree, s) for s in by))
            if known
            else None
        )

    def _forces(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        people, sides = self.people, anchor.sides
        ground = any(people.ground(tree, o) or o.entity in {"GPE", "LOC", "FAC"} for o in sides.objects)
        armed = any(people.armed(tree, s) for s in sides.subjects)
        state = anchor.cue.phrase in {"annex", "cede", "hand over"} and any(
            people.maybe_armed(tree, s) for s in sides.subjects
        )
        left = anchor.cue.phrase in _LEAVING and armed
        return replace(anchor, needs_war=not left) if ground and (armed or state) else None

    def _thing(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        people, sides = self.people, anchor.sides
        owned = bool(sides.subjects) or sides.passive
        if not owned or not any(people.thing(tree, o) for o in sides.objects):
            return None
        return (
            anchor
            if any(people.armed(tree, s) or people.crowd(tree, s) for s in sides.subjects)
            else replace(anchor, needs_war=True)
        )

    def _crowd(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        return anchor if any(self.people.crowd(tree, s) for s in anchor.sides.subjects) else None

    def _war(self, tree: Tree, anchor: Anchor, cues: tuple[Cue, ...]) -> Anchor | None:
        inner = [
            c
            for c in cues
            if anchor.cue.first < c.head <= anchor.cue.last and c.entry.kind in {"happening", "means"}
        ]
        named = max((c for c in inner if c.entry.sub_type), key=lambda c: c.entry.rank, default=None)
        if named is not None and named.entry.rank >= 60:  # "came under mortar fire"
            return replace(anchor, sub_type=named.entry.sub_type, rank=named.entry.rank)
        return replace(anchor, needs_war=not any(self.people.armed(tree, w) for w in tree.words))

    def _truce(self, tree: Tree, anchor: Anchor, cues: tuple[Cue, ...]) -> Anchor | None:
        places = {w.i for side in (anchor.sides.objects, anchor.sides.subjects) for w in side}
        places |= {o.i for p in tree.below(anchor.word.i, "prep") for o in tree.below(p.i, "pobj")}
        truces = [c for c in cues if c.entry.id == "truce" and c.head in places]
        if not truces:
            return None
        plain = all(c.phrase in {"agreement", "deal", "accord", "pact"} for c in truces)
        if not plain:
            return anchor
        return replace(anchor, needs_war=True)


def _is_dead(tree: Tree, word: Word) -> bool:
    """Whether a body is one that was found: counted, and recovered, pulled out, brought or buried."""
    counted = any(
        w.part == "NUM" or w.lower in {"dozens", "several"} for w in tree.below(word.i, "nummod", "amod")
    )
    verbs = {w.lemma for w in list(tree.above(word.i))[:2]}
    return counted and bool(verbs & _RECOVERING)


_RECOVERING = words_of("grammar", "recovering")
_CROWD = frozenset({"crowd", "protesters", "demonstrators", "students", "villagers", "residents", "youths"})
_LEAVING = frozenset({"withdraw from", "pull out of", "retreat from", "pull back from"})
_TAKEN_BACK = words_of("grammar", "taken_back")
_NEEDS = {
    "weapon": Anchors._weapon,
    "load": Anchors._weapon,
    "victim": Anchors._victim,
    "armed": Anchors._armed,
    "flyer": Anchors._flyer,
    "captive": Anchors._captive,
    "mine": Anchors._mine,
    "explosive": Anchors._explosive,
    "place": Anchors._place,
    "forces": Anchors._forces,
    "thing": Anchors._thing,
    "crowd": Anchors._crowd,
    "truce": Anchors._truce,
    "war": Anchors._war,
}
