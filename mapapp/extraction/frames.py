"""What happened: the units of a sentence (one incident each) and the sub-type that means and sides give them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.extraction.lexicon import Cue, Lexicon
from mapapp.extraction.sides import People, Sides, sides_of, weapon_among
from mapapp.extraction.syntax import Tree, Word
from mapapp.extraction.wordlists import words_of

SAYING = words_of("grammar", "saying")
_SPLITTING = words_of("grammar", "splitting")
_SPLITTING_MARKS = words_of("grammar", "splitting_marks")
_HOURS = words_of("grammar", "hours")
_ANSWERS = words_of("grammar", "answers")
_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})


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


@dataclass(frozen=True, slots=True)
class Unit:
    """One incident of a sentence: its anchors, the words that belong to it, and what it is.

    `sub_type` is "" where nothing in the sentence says: the article's context has to. `needs_war` is set where
    the words are violent only in an article about violence. `apart` are words of the sentence that tell of
    something else: other incidents, and what came before or after.
    """

    root: int
    anchors: tuple[Anchor, ...]
    words: frozenset[int]
    means: tuple[Cue, ...]
    sub_type: str
    rank: int
    needs_war: bool
    why: str = ""
    apart: frozenset[int] = frozenset()
    cues: tuple[Cue, ...] = field(default=(), repr=False)

    @property
    def main(self) -> Anchor:
        """The anchor that decided: the highest in rank, the first of equals."""
        return max(self.anchors, key=lambda a: (a.rank, -a.word.i))

    @property
    def event_type(self) -> str:
        """The ACLED type of its sub-type, "" where that is open."""
        return EVENT_TYPE_OF.get(self.sub_type, "")


class Frames:
    """Finds the units of sentences, by the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._people = People(lexicon)

    @property
    def people(self) -> People:
        """The tests on nouns that the frames use."""
        return self._people

    def units(self, tree: Tree) -> tuple[Unit, ...]:
        """Return the incidents a sentence may tell, in order; whether it asserts them is not asked here."""
        cues = self._lexicon.cues(tree)
        anchors = [a for cue in cues if (a := self._anchor(tree, cue, cues)) is not None]
        anchors = _without_doubles(anchors)
        if not anchors:
            return ()
        groups: dict[int, list[Anchor]] = {}
        for anchor in anchors:
            groups.setdefault(_root(tree, anchor.word), []).append(anchor)
        groups = _join_harm(tree, groups)
        units = []
        for root, group in groups.items():
            words = _core(tree, root) | {w for a in group for w in _core(tree, a.word.i)}
            for other in groups:
                if (
                    other != root
                    and other in words
                    and not any(a.word.i in tree.subtree(other) for a in group)
                ):
                    words -= set(tree.subtree(other))
            means = tuple(
                c
                for c in cues
                if c.entry.kind == "means" and c.head in words and self._is_used(tree, c, group)
            )
            units.append(self._typed(tree, root, tuple(group), frozenset(words), means, cues))
        units = [
            replace(
                u,
                apart=frozenset(
                    (set(tree.subtree(u.root)) | {w for o in units if o is not u for w in o.words}) - u.words
                ),
            )
            for u in units
        ]
        return tuple(sorted(units, key=lambda u: min(a.word.i for a in u.anchors)))

    def _anchor(self, tree: Tree, cue: Cue, cues: tuple[Cue, ...]) -> Anchor | None:
        word, entry = tree.words[cue.head], cue.entry
        if entry.kind in {"means", "other"}:
            return None
        if entry.kind in {"happening", "toll"}:
            if word.relation == "npadvmod" and word.lower not in {"today"}:
                return None  # "a war-damaged house"
            if word.relation in {"compound", "amod", "nmod"} and tree.words[word.head].part != "VERB":
                if not any(c.head == word.head and c.entry.kind == "happening" for c in cues):
                    return None  # "the crash site"
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
        people, entry = self._people, anchor.cue.entry
        if entry.kind == "harm":
            touched = (*anchor.sides.objects, *anchor.sides.subjects)
            ok = any(
                people.people(tree, w) or w.part in {"PRON", "NUM"} or w.entity for w in touched
            ) or bool(anchor.cue.first != anchor.cue.last)
            return anchor if ok else None
        if entry.id == "bomb" and any(people.rebel(tree, s) for s in anchor.sides.subjects):
            if weapon_among(tree, anchor.sides.subjects, cues) is None:
                return replace(anchor, sub_type="Remote explosive/landmine/IED")
        return anchor

    def _weapon(self, tree: Tree, anchor: Anchor, cues: tuple[Cue, ...]) -> Anchor | None:
        people, sides = self._people, anchor.sides
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
        people = self._people
        return (
            people.thing(tree, word)
            or people.ground(tree, word)
            or people.people(tree, word)
            or word.entity in {"GPE", "LOC", "FAC"}
            or word.part == "PROPN"
        )

    def _victim(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        people = self._people
        return (
            anchor
            if any(people.people(tree, o) or people.thing(tree, o) for o in anchor.sides.objects)
            else None
        )

    def _armed(self, tree: Tree, anchor: Anchor, cues: tuple[Cue, ...]) -> Anchor | None:
        people, sides = self._people, anchor.sides
        entry = anchor.cue.entry
        touched = (*sides.subjects, *sides.objects)
        if entry.sub_type == "Armed clash" and any(people.crowd(tree, s) for s in sides.subjects):
            if any(people.state(tree, o) or o.lower == "police" for o in touched):
                return replace(anchor, sub_type="Violent demonstration")
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
        if entry.sub_type == "Armed clash" and anchor.cue.phrase in {"fight", "battle", "clash"}:
            if any(s.entity in {"GPE", "NORP", "ORG"} for s in sides.subjects):
                return replace(anchor, needs_war=True)
        if any(people.maybe_armed(tree, s) for s in sides.subjects) and (
            any(self._touchable(tree, o) for o in sides.objects) or entry.sub_type == "Other"
        ):
            return replace(anchor, needs_war=True)
        return None

    def _flyer(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        people = self._people
        if any(people.crewed(tree, o) for o in anchor.sides.objects):
            return replace(anchor, sub_type="Shelling/artillery/missile attack")
        return anchor if any(people.uncrewed(tree, o) for o in anchor.sides.objects) else None

    def _explosive(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        people, sides = self._people, anchor.sides
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
        people, sides = self._people, anchor.sides
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
            people.ground(tree, o) or o.entity == "GPE" for o in direct if o.relation != "pobj"
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
        people, sides = self._people, anchor.sides
        ground = any(people.ground(tree, o) or o.entity in {"GPE", "LOC", "FAC"} for o in sides.objects)
        armed = any(people.armed(tree, s) for s in sides.subjects)
        state = anchor.cue.phrase in {"annex", "cede", "hand over"} and any(
            people.maybe_armed(tree, s) for s in sides.subjects
        )
        return replace(anchor, needs_war=True) if ground and (armed or state) else None

    def _thing(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        people, sides = self._people, anchor.sides
        owned = bool(sides.subjects) or sides.passive
        if not owned or not any(people.thing(tree, o) for o in sides.objects):
            return None
        return (
            anchor
            if any(people.armed(tree, s) or people.crowd(tree, s) for s in sides.subjects)
            else replace(anchor, needs_war=True)
        )

    def _crowd(self, tree: Tree, anchor: Anchor, _cues: tuple[Cue, ...]) -> Anchor | None:
        return anchor if any(self._people.crowd(tree, s) for s in anchor.sides.subjects) else None

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

    # --- the sub-type ---

    def _is_used(self, tree: Tree, cue: Cue, group: Iterable[Anchor]) -> bool:
        """Whether a weapon is used in the unit, and not the name of a place or its victim."""
        word = tree.words[cue.head]
        above = tree.words[word.head]
        if word.relation in {"compound", "nmod", "amod"} and (
            self._people.ground(tree, above) or self._people.thing(tree, above)
        ):
            return False
        victims = {
            o.i
            for a in group
            if a.kind == "harm"
            for o in a.sides.objects
            if o.relation in {"dobj", "nsubjpass"}
        }
        return cue.head not in victims

    def _typed(
        self,
        tree: Tree,
        root: int,
        anchors: tuple[Anchor, ...],
        words: frozenset[int],
        means: tuple[Cue, ...],
        cues: tuple[Cue, ...],
    ) -> Unit:
        people = self._people
        named = [a for a in anchors if a.sub_type]
        best = max(named, key=lambda a: (a.rank, -a.word.i), default=None)
        sub_type, rank, why = (best.sub_type, best.rank, best.cue.phrase) if best else ("", 0, "")
        weapon = max((m for m in means if m.entry.means != "arms"), key=lambda c: c.entry.rank, default=None)
        open_to_means = best is None or EVENT_TYPE_OF[best.sub_type] in _VIOLENT
        if weapon is not None and open_to_means and weapon.entry.rank > rank:
            sub_type, rank, why = weapon.entry.sub_type, weapon.entry.rank, weapon.phrase
        if rank <= 45 and weapon is None and (best is None or best.sub_type == "Attack"):
            sub_type, rank, why = self._by_sides(tree, anchors, sub_type, rank, why)
        if (
            best is not None
            and best.cue.phrase == "ambush"
            and any(people.unarmed(tree, o) for o in best.sides.objects)
        ):
            sub_type = "Attack"
        mob = any(
            {s.lower, s.lemma} & {"mob", "mobs", "rioter", "rioters"}
            for a in anchors
            for s in a.sides.subjects
        )
        if mob and sub_type in {"Attack", "Looting/property destruction"}:
            sub_type = "Mob violence"
        needs_war = all(a.needs_war for a in anchors)
        return Unit(root, anchors, words, means, sub_type, rank, needs_war, why, cues=cues)

    def _by_sides(
        self, tree: Tree, anchors: tuple[Anchor, ...], sub_type: str, rank: int, why: str
    ) -> tuple[str, int, str]:
        people = self._people
        doers = [s for a in anchors for s in a.sides.subjects]
        victims = [
            o
            for a in anchors
            if a.kind in {"harm", "deed"}
            for o in a.sides.objects
            if o.relation in {"dobj", "nsubjpass", "conj", "nsubj"}
        ]
        armed_doer = any(people.armed(tree, s) for s in doers)
        armed_victim = any(people.armed(tree, o) for o in victims) and not any(
            people.unarmed(tree, o) for o in victims
        )
        if armed_doer and armed_victim:
            return "Armed clash", max(rank, 28), "armed sides"
        if armed_doer and victims:
            return "Attack", max(rank, 28), "armed against unarmed"
        return sub_type, rank, why


_TAKEN_BACK = words_of("grammar", "taken_back")
_NEEDS = {
    "weapon": Frames._weapon,
    "load": Frames._weapon,
    "victim": Frames._victim,
    "armed": Frames._armed,
    "flyer": Frames._flyer,
    "explosive": Frames._explosive,
    "place": Frames._place,
    "forces": Frames._forces,
    "thing": Frames._thing,
    "crowd": Frames._crowd,
    "truce": Frames._truce,
}


def _core(tree: Tree, root: int) -> set[int]:
    """Return a clause's words without what it says came before or after ("after ...", "since ...")."""
    found, waiting = set[int](), [root]
    while waiting:
        at = waiting.pop()
        found.add(at)
        for child in tree.below(at):
            splits = child.relation == "advcl" and any(
                m.lower in _SPLITTING_MARKS for m in tree.below(child.i, "mark", "advmod", "prep")
            )
            if (
                child.relation == "prep"
                and child.lower in _SPLITTING
                and not any(
                    w.entity in {"DATE", "TIME"} or w.lower in _HOURS for w in tree.below(child.i, "pobj")
                )
            ):
                splits = True
            if not splits:
                waiting.append(child.i)
    return found


def _without_doubles(anchors: list[Anchor]) -> list[Anchor]:
    """Keep one anchor a word: the highest in rank."""
    best: dict[int, Anchor] = {}
    for anchor in anchors:
        kept = best.get(anchor.word.i)
        if kept is None or anchor.rank > kept.rank:
            best[anchor.word.i] = anchor
    return [best[i] for i in sorted(best)]


def _root(tree: Tree, word: Word) -> int:
    """Return the word that an incident's clause hangs on: what climbs to it belongs to the same incident."""
    at = word
    while at.head != at.i:
        above = tree.words[at.head]
        if at.relation in {"pobj", "pcomp"}:
            if above.lower in _SPLITTING and tree.words[above.head].part in {"VERB", "AUX", "NOUN"}:
                break
            if tree.words[above.head].lower in _ANSWERS:
                break
        if at.part in {"VERB", "AUX"}:
            if at.relation in {"ccomp", "parataxis"}:
                break
            if at.relation == "advcl" and any(
                c.lower in _SPLITTING_MARKS for c in tree.below(at.i, "mark", "advmod", "prep")
            ):
                break
            if at.relation == "conj" and _stands_alone(tree, at, above):
                break
        if above.lemma in SAYING and above.part == "VERB" and at.relation != "prep":
            break
        at = above
    return at.i


def _stands_alone(tree: Tree, verb: Word, above: Word) -> bool:
    """Whether a verb joined by "and" tells an incident of its own: it has its own subject, and more than a toll."""
    subjects = tree.below(verb.i, "nsubj", "nsubjpass")
    if not subjects or above.lemma in SAYING:
        return above.lemma in SAYING
    short = {
        "third",
        "another",
        "other",
        "others",
        "more",
        "second",
        "fourth",
        "dozen",
        "dozens",
        "many",
        "several",
        "hundreds",
        "scores",
    }
    elsewhere = any(
        p.lower in {"in", "at", "near", "outside", "elsewhere"} and p.i < subjects[0].i
        for p in tree.below(verb.i, "prep", "advmod")
    )
    if elsewhere:
        return True  # "and in B two soldiers were shot dead"
    elliptical = any({s.lower, *(c.lower for c in tree.below(s.i))} & short for s in subjects)
    return not elliptical and verb.lemma == above.lemma


def _join_harm(tree: Tree, groups: dict[int, list[Anchor]]) -> dict[int, list[Anchor]]:
    """Give victims without an incident of their own to the incident in the same sentence they hang on."""
    joined = {root: list(group) for root, group in groups.items()}
    for root in sorted(groups):
        group = joined.get(root)
        if group is None or any(a.sub_type for a in group):
            continue
        near = [
            r
            for r in joined
            if r != root and any(a.sub_type for a in joined[r]) and _hangs_together(tree, root, r)
        ]
        if near:
            target = min(near, key=lambda r: (abs(r - root), r))
            keep, gone = (
                (target, root) if target in tree.subtree(root) or root not in joined else (root, target)
            )
            merged = [*joined.pop(gone), *joined.pop(keep)]
            joined[root if tree.depth(root) <= tree.depth(target) else target] = sorted(
                merged, key=lambda a: a.word.i
            )
    return joined


def _hangs_together(tree: Tree, one: int, other: int) -> bool:
    """Whether one of two clauses lies below the other with no verb of saying and no answer between them."""
    for low, high in ((one, other), (other, one)):
        path = [tree.words[low]]
        for word in tree.above(low):
            path.append(word)
            if word.i == high:
                return not any(
                    w.lower in _ANSWERS or (w.lemma in SAYING and w.i not in {low, high}) for w in path
                )
    return False
