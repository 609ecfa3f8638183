"""Attacks that failed: what armed men tried to take was fought for, and is no plan."""

from mapapp.core.taxonomy import EVENT_TYPE_OF
from mapapp.extraction.frames import Unit
from mapapp.extraction.syntax import Tree


def is_attempt(tree: Tree, unit: Unit) -> bool:
    """Whether armed force was used and only its aim is open: "tried to storm the base"."""
    for anchor in unit.anchors:
        verb = anchor.word
        above = tree.words[verb.head]
        if (
            anchor.kind == "deed"
            and verb.tag == "VB"
            and verb.relation == "xcomp"
            and above.lemma in {"try", "attempt"}
            and above.tag in {"VBD", "VBN"}
            and EVENT_TYPE_OF.get(unit.sub_type) == "Battles"
            and not tree.below(above.i, "neg")
        ):
            modal = {w.lower for w in tree.below(above.i, "aux")}
            return not modal - {"had", "has", "have"}
    return False
