"""The sub-type of a unit in its article: the sentences before say what its own words leave open."""

import re

from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.extraction.drafts import Draft
from mapapp.extraction.frames import Unit
from mapapp.extraction.sides import People
from mapapp.extraction.syntax import Tree
from mapapp.extraction.telling import Telling
from mapapp.extraction.wordlists import words_of

_POLICE = words_of("grammar", "police")
_PROTESTERS = words_of("grammar", "protesters")
_OPEN = frozenset({"Attack", "", "Armed clash", "Peaceful protest", "Protest with intervention"})
_CROWDS = frozenset({"Protests", "Riots"})
_AIR = re.compile(
    r"\b(?:air\s?strikes?|warplanes?|air\s+raids?|jets?|(?<!suicide )bombers?|air\s+force|aerial)\b",
    re.IGNORECASE,
)


def sub_type_of(telling: Telling, previous: Draft | None, definite: bool, people: People) -> str:
    """Return a unit's sub-type, "" where neither its words nor the draft before say what it is.

    What is called "the attack", and victims without a cause, take the type of the incident before.
    """
    tree, unit = telling.tree, telling.unit
    own = unit.sub_type
    before = previous.sub_type if previous is not None else ""
    kind_before = EVENT_TYPE_OF.get(before, "")
    if own == "Armed clash" and unit.why == "violence" and kind_before in _CROWDS:
        return before
    intervention = _intervention(tree, unit)
    if intervention:
        return intervention
    if own == "Attack" and kind_before in _CROWDS and not telling.has_place():
        return before  # what police and crowd do to each other is part of the protest
    inherits = before if kind_before != "Strategic developments" else ""
    if own == "Attack" and unit.rank <= 20 and definite and inherits:
        return inherits
    if (
        own == "Remote explosive/landmine/IED"
        and unit.rank <= 41
        and unit.main.word.lower.startswith("bombing")
    ):
        near = telling.page.text[max(0, telling.sentence.start - 300) : telling.sentence.end]
        return "Air/drone strike" if _AIR.search(near) else own
    plain_strike = unit.why in {"strike", "hit"} and unit.main.needs_war
    if plain_strike and kind_before == "Explosions/Remote violence":
        return before
    if own or inherits:
        return own or inherits
    if any(a.kind == "harm" and people.public(tree, w) for a in unit.anchors for w in a.sides.objects):
        return "Attack"
    touched = [w for a in unit.anchors for w in (*a.sides.objects, *a.sides.subjects)]
    military = any(tree.words[i].lower in {"military", "combat"} for i in unit.words)
    return "Armed clash" if military or any(people.armed(tree, w) for w in touched) else ""


def _intervention(tree: Tree, unit: Unit) -> str:
    """Return the sub-type of what police do to protesters, "" where it is something else."""
    police = any(s.lower in _POLICE for a in unit.anchors for s in a.sides.subjects)
    protesters = any(tree.words[i].lower in _PROTESTERS for i in unit.words)
    done = any(a.kind in {"deed", "harm"} for a in unit.anchors)
    if unit.sub_type == "Peaceful protest":
        protesters = True
    if not (police and protesters and done) or unit.sub_type not in _OPEN:
        return ""
    armed = any(m.entry.means in {"arms", "weapon"} for m in unit.means)
    shot = armed or any(a.cue.phrase.startswith("shoot") or a.kind == "harm" for a in unit.anchors)
    return "Excessive force against protesters" if shot else "Protest with intervention"
