import pytest

from mapapp.extraction.actors import actors_of
from mapapp.extraction.frames import Frames
from mapapp.extraction.lexicon import lexicon
from mapapp.extraction.syntax import parse

FRAMES = Frames(lexicon())


@pytest.mark.parametrize(("text", "actors"), [
    ("Azerbaijani forces shelled a village.", ("Azerbaijani forces",)),
    ("Rebel fighters clashed with government troops.", ("Rebel fighters", "government troops")),
    ("Six people died in clashes between rebels and soldiers.", ("rebels", "soldiers")),
    ("TERTER - Suspected insurgents killed four farmers.", ("insurgents",)),
    ("A car bomb killed four farmers.", ()),
])  # fmt: skip
def test_sides_come_in_the_text_s_own_words(text: str, actors: tuple[str, ...]) -> None:
    (tree,), _ = parse(text, [(0, len(text))])
    (unit,) = FRAMES.units(tree)

    assert actors_of(text, tree, unit, FRAMES.people) == actors
