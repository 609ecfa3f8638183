import pytest

from mapapp.extraction.assertion import MENTION, MODAL, NEGATED, PLANNED, SUPPOSED, Assertions
from mapapp.extraction.denials import Denials
from mapapp.extraction.frames import Frames
from mapapp.extraction.lexicon import lexicon
from mapapp.extraction.syntax import parse

FRAMES, ASSERTIONS, DENIALS = Frames(lexicon()), Assertions(lexicon()), Denials(lexicon())


def reasons(text: str) -> list[str]:
    (tree,), _ = parse(text, [(0, len(text))])
    return [ASSERTIONS.judge(tree, unit, text).reason for unit in FRAMES.units(tree)]


@pytest.mark.parametrize("text", [
    "Rockets struck the port on Monday.",
    "Officials said shelling had killed six people.",
    "Three people died in an air strike.",
    "Fighting broke out in the suburbs.",
    "Militants carried out a raid on the village.",
    "The mayor said troops had managed to seize the town of Bakhra.",
])  # fmt: skip
def test_what_happened_is_asserted(text: str) -> None:
    assert "" in reasons(text)


@pytest.mark.parametrize(("text", "reason"), [
    ("Rebels threatened to shell the city.", PLANNED),
    ("The general vowed that his troops would bomb the port.", MODAL),
    ("If rockets hit the dam, the valley would flood.", SUPPOSED),
    ("Rockets did not hit the town.", NEGATED),
    ("No soldiers were killed in the town.", NEGATED),
    ("The drone may have struck a school.", MODAL),
    ("The minister condemned the attack.", MENTION),
    ("Ministers discussed the fighting by telephone.", MENTION),
])  # fmt: skip
def test_what_did_not_happen_is_told_apart(text: str, reason: str) -> None:
    assert set(reasons(text)) == {reason}


@pytest.mark.parametrize("text", [
    "Gunmen often attack villages in the area.",
    "Did rockets hit the port?",
    "The army will bomb the rebel camps.",
    "Fears of an air strike drove families from the town.",
    "Troops fired artillery in a drill.",
])  # fmt: skip
def test_habits_questions_plans_fears_and_drills_are_refused(text: str) -> None:
    assert reasons(text)
    assert "" not in reasons(text)


@pytest.mark.parametrize(("text", "of"), [
    ("The army rejected the claim.", "claim"),
    ("The ministry called the report a fabrication.", "claim"),
    ("The group denied firing on the market.", "deed"),
    ("The army did not deny it.", None),
    ("The army welcomed the report.", None),
])  # fmt: skip
def test_denials_are_found_with_what_they_deny(text: str, of: str | None) -> None:
    (tree,), _ = parse(text, [(0, len(text))])

    denial = DENIALS.find(tree)

    assert (denial.of if denial else None) == of
