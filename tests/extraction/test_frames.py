import pytest

from mapapp.extraction.frames import Frames
from mapapp.extraction.lexicon import lexicon
from mapapp.extraction.syntax import parse


@pytest.fixture(scope="module")
def frames() -> Frames:
    return Frames(lexicon())


def sub_types(frames: Frames, text: str) -> list[str]:
    (tree,), _ = parse(text, [(0, len(text))])
    return [u.sub_type for u in frames.units(tree)]


@pytest.mark.parametrize(("text", "expected"), [
    ("Army warplanes bombed two villages on Monday.", "Air/drone strike"),
    ("A drone struck a fuel depot.", "Air/drone strike"),
    ("Artillery shells hit a market, killing four people.", "Shelling/artillery/missile attack"),
    ("The troops fired rockets at the port.", "Shelling/artillery/missile attack"),
    ("A car bomb exploded beside the tax office.", "Remote explosive/landmine/IED"),
    ("Three soldiers were killed when their truck struck a landmine.", "Remote explosive/landmine/IED"),
    ("A suicide bomber blew himself up in a mosque.", "Suicide bomb"),
    ("A grenade thrown into a bar wounded nine people.", "Grenade"),
    ("Rebels clashed with government forces near the river.", "Armed clash"),
    ("Five soldiers were killed in an ambush.", "Armed clash"),
    ("Gunmen shot dead three farmers.", "Attack"),
    ("Militants kidnapped two teachers.", "Abduction/forced disappearance"),
    ("Insurgents seized the town of Palma.", "Non-state actor overtakes territory"),
    ("Government troops recaptured the town.", "Government regains territory"),
    ("Air defences shot down six drones.", "Disrupted weapons use"),
    ("The rebels shot down a military helicopter.", "Shelling/artillery/missile attack"),
    ("Police defused a roadside bomb.", "Disrupted weapons use"),
    ("Soldiers torched forty houses.", "Looting/property destruction"),
    ("Hundreds of students marched through the city.", "Peaceful protest"),
    ("Police fired tear gas at the crowd.", "Protest with intervention"),
    ("Demonstrators clashed with police.", "Violent demonstration"),
    ("The two sides signed a ceasefire.", "Agreement"),
])  # fmt: skip
def test_means_and_sides_give_the_sub_type(frames: Frames, text: str, expected: str) -> None:
    assert sub_types(frames, text) == [expected]


def test_killing_and_its_cause_are_one_incident(frames: Frames) -> None:
    assert len(sub_types(frames, "At least 31 guests were killed as an air strike hit a hotel.")) == 1


def test_two_incidents_of_one_sentence_stay_two(frames: Frames) -> None:
    text = "The army launched missiles at a base in response to the drone strike that killed a general."

    assert sub_types(frames, text) == ["Shelling/artillery/missile attack", "Air/drone strike"]


@pytest.mark.parametrize("text", [
    "The firm launched a new phone in Seoul.", "The mayor opened a museum.",
    "The striker hit the post twice.", "He took part in the talks.",
])  # fmt: skip
def test_peaceful_sentences_have_no_strong_unit(frames: Frames, text: str) -> None:
    assert sub_types(frames, text) == []


def test_who_dies_is_the_victim_not_the_doer(frames: Frames) -> None:
    text = "Four soldiers died."
    (tree,), _ = parse(text, [(0, len(text))])

    (unit,) = frames.units(tree)

    assert unit.main.sides.subjects == ()
    assert [w.text for w in unit.main.sides.objects] == ["soldiers"]
