"""What happened: the units of a sentence, one incident each, and the sub-type that means and sides give."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.extraction.anchors import Anchor, Anchors
from mapapp.extraction.clauses import SAYING, core_words, join_harm, root_of
from mapapp.extraction.lexicon import Cue, Lexicon
from mapapp.extraction.sides import People
from mapapp.extraction.syntax import Tree

__all__ = ["SAYING", "Anchor", "Frames", "Unit"]

_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One incident of a sentence: its anchors, the words that belong to it, and what it is.

    `sub_type` is "" where nothing in the sentence says: the article has to. `needs_war` is set where the
    words are violent only in an article about violence. `apart` are words of the sentence that tell of
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
        self._anchors = Anchors(lexicon)
        self._people = self._anchors.people

    @property
    def people(self) -> People:
        """The tests on nouns that the frames use."""
        return self._people

    def units(self, tree: Tree) -> tuple[Unit, ...]:
        """Return the incidents a sentence may tell, in order; whether it asserts them is not asked here."""
        cues = self._lexicon.cues(tree)
        anchors = self._anchors.find(tree, cues)
        if not anchors:
            return ()
        groups: dict[int, list[Anchor]] = {}
        for anchor in anchors:
            groups.setdefault(root_of(tree, anchor.word), []).append(anchor)
        groups = join_harm(tree, _with_twins(tree, groups))
        units = []
        for root, group in groups.items():
            words = core_words(tree, root) | {w for a in group for w in core_words(tree, a.word.i)}
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

    # --- the sub-type ---

    def _is_used(self, tree: Tree, cue: Cue, group: Iterable[Anchor]) -> bool:
        """Whether a weapon is used in the unit, and not the name of a place or its victim."""
        word = tree.words[cue.head]
        above = tree.words[word.head]
        if any(
            w.lower in {"armed", "equipped", "laden"} and w.relation != "ROOT"
            for w in list(tree.above(word.i))[:3]
        ):
            return False  # "militants armed with grenades stormed ..."
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
        named = [a for a in anchors if a.sub_type and not _is_aside(tree, a)] or [
            a for a in anchors if a.sub_type
        ]
        best = max(named, key=lambda a: (a.rank, -a.word.i), default=None)
        sub_type, rank, why = (best.sub_type, best.rank, best.cue.phrase) if best else ("", 0, "")
        weapon = max((m for m in means if m.entry.means != "arms"), key=lambda c: c.entry.rank, default=None)
        open_to_means = best is None or EVENT_TYPE_OF[best.sub_type] in _VIOLENT
        if weapon is not None and open_to_means and weapon.entry.rank > rank:
            sub_type, rank, why = weapon.entry.sub_type, weapon.entry.rank, weapon.phrase
        if rank <= 45 and weapon is None and (best is None or best.sub_type == "Attack"):
            sub_type, rank, why = self._by_sides(tree, anchors, words, sub_type, rank, why)
        if best is not None and best.cue.phrase in _ONE_SIDED and sub_type == "Armed clash":
            met = [o for a in anchors if a is best or a.kind == "harm" for o in a.sides.objects]
            fought = any(people.armed(tree, o) or people.military(tree, o) for o in met)
            if any(people.unarmed(tree, o) for o in met) and (best.cue.phrase == "ambush" or not fought):
                sub_type = "Attack"
        harmed = any(a.kind == "harm" and a.cue.phrase in _KILLING for a in anchors)
        if sub_type == "Abduction/forced disappearance" and harmed:
            sub_type = "Attack"  # abductions are a type of their own where nothing worse was done
        mob = any(
            {s.lower, s.lemma} & {"mob", "mobs", "rioter", "rioters"}
            for a in anchors
            for s in a.sides.subjects
        )
        crowd = any(
            s.lower == "crowd" for a in anchors if a.kind == "deed" and a.rank >= 45 for s in a.sides.subjects
        )
        mob = mob or (crowd and sub_type == "Attack")
        if mob and sub_type in {"Attack", "Looting/property destruction"}:
            sub_type = "Mob violence"
        needs_war = all(a.needs_war for a in anchors)
        return Unit(root, anchors, words, means, sub_type, rank, needs_war, why, cues=cues)

    def _by_sides(
        self,
        tree: Tree,
        anchors: tuple[Anchor, ...],
        words: frozenset[int],
        sub_type: str,
        rank: int,
        why: str,
    ) -> tuple[str, int, str]:
        people = self._people
        doers = [s for a in anchors for s in a.sides.subjects]
        victims = [
            o
            for a in anchors
            if a.kind in {"harm", "deed"}
            for o in a.sides.objects
            if o.relation in {"dobj", "nsubjpass", "conj", "nsubj"} or people.military(tree, o)
        ]
        armed_doer = any(people.armed(tree, s) for s in doers)
        armed_victim = any(people.armed(tree, o) or people.military(tree, o) for o in victims) and not any(
            people.unarmed(tree, o) for o in victims
        )
        posts = {"position", "positions", "posts", "outpost", "outposts", "trenches"}
        armed_victim = armed_victim or any(tree.words[i].lower in posts for i in words)
        each_other = any(
            (o.lower == "other" and any(d.lower == "each" for d in tree.below(o.i, "det")))
            or o.lower == "another"
            for a in anchors
            for o in a.sides.objects
        )
        if (armed_doer and armed_victim) or (each_other and sub_type):
            return "Armed clash", max(rank, 28), "armed sides"
        if armed_doer and victims:
            return "Attack", max(rank, 28), "armed against unarmed"
        return sub_type, rank, why


_KILLING = frozenset({"kill", "shoot dead", "massacre", "slaughter", "murder", "die"})
_ONE_SIDED = frozenset({"ambush", "storm", "invade"})
"""Deeds of war that are attacks on civilians where those are the victims."""


def _with_twins(tree: Tree, groups: dict[int, list[Anchor]]) -> dict[int, list[Anchor]]:
    """Return the groups with "two were killed" put to "and three were wounded when shells fell"."""
    order = sorted(groups, key=lambda root: min(a.word.i for a in groups[root]))
    joined = dict(groups)
    for one, other in pairwise(order):
        first, second = joined[one], joined[other]
        if any(a.kind != "harm" for a in first) or second[0].kind != "harm":
            continue
        between = tree.words[first[-1].word.i + 1 : second[0].word.i]
        if any(w.entity in {"GPE", "LOC", "FAC", "DATE", "TIME"} for w in between):
            continue  # each has a place or a day of its own
        if any(w.lower == "and" for w in between) and not any(w.text in ",;:" for w in between):
            joined[other] = [*first, *second]
            del joined[one]
    return joined


def _is_aside(tree: Tree, anchor: Anchor) -> bool:
    """Whether an anchor stands in a clause that only tells who someone is ("who had signed the deal")."""
    for word in (anchor.word, *tree.above(anchor.word.i)):
        if word.relation == "relcl":
            return any(w.lower == "had" for w in tree.below(word.i, "aux"))
    return False
