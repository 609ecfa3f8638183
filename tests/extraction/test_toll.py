import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.extraction.toll import find_tolls

Row = tuple[str, int | None, int | None, int | None]


def rows(text: str) -> list[Row]:
    return [(t.kind, t.toll.low, t.toll.best, t.toll.high) for t in find_tolls(text, 0, len(text))]


@pytest.mark.parametrize(("text", "expected"), [
    # numbers and bounds
    ("At least 31 villagers were killed as shells hit Dolna.", [("killed", 31, 31, None)]),
    ("More than 9 men were killed.", [("killed", 9, 9, None)]),
    ("Between 50 and 80 people were killed.", [("killed", 50, None, 80)]),
    ("The raid killed up to 10 militants.", [("killed", None, 10, 10)]),
    ("Forty-one villagers or more were injured.", [("injured", 41, 41, None)]),
    ("Dozens of people were wounded.", [("injured", 12, None, None)]),
    ("Hundreds died.", [("killed", 100, None, None)]),
    ("Many people were wounded.", [("injured", None, None, None)]),
    ("On May 5, 20 people were killed.", [("killed", 20, 20, 20)]),
    # who did what to whom
    ("A mine killed two men and wounded five.", [("killed", 2, 2, 2), ("injured", 5, 5, 5)]),
    ("Two soldiers killed a farmer.", [("killed", 1, 1, 1)]),
    ("Two soldiers killed in ambush", [("killed", 2, 2, 2)]),
    ("Four killed in clash, six hurt", [("killed", 4, 4, 4), ("injured", 6, 6, 6)]),
    ("Gunmen shot dead three men on the road.", [("killed", 3, 3, 3)]),
    ("Police shot and killed two protesters.", [("killed", 2, 2, 2)]),
    ("The floods of fire claimed the lives of 23 recruits.", [("killed", 23, 23, 23)]),
    ("The blast left 14 dead and 20 wounded.", [("killed", 14, 14, 14), ("injured", 20, 20, 20)]),
    ("It fell on a house, leaving at least five people dead.", [("killed", 5, 5, None)]),
    ("The 48 soldiers on board were all killed.", [("killed", 48, 48, 48)]),
    ("Six traders died and another 14 were wounded.", [("killed", 6, 6, 6), ("injured", 14, 14, 14)]),
    ("Two guards were killed, and a third one was wounded.", [("killed", 2, 2, 2), ("injured", 1, 1, 1)]),
    ("The raid killed two soldiers and a medic was wounded.", [("killed", 2, 2, 2), ("injured", 1, 1, 1)]),
    ("Two reporters working for a daily who were wounded left.", [("injured", 2, 2, 2)]),
    ("A man of 53 was killed.", [("killed", 1, 1, 1)]),
    ("The strike killed Dolnian general Ali Lee.", [("killed", 1, 1, 1)]),
    # lists and parts
    ("Two soldiers and a medic were killed.", [("killed", 3, 3, 3)]),
    ("The blast killed two soldiers, a medic and three men.", [("killed", 6, 6, 6)]),
    ("Reporter Ana Lee and driver Bo Kim were injured.", [("injured", 2, 2, 2)]),
    ("Three people, including a child, were killed.", [("killed", 3, 3, 3)]),
    ("It killed three villagers, including a child, and wounded six.", [("killed", 3, 3, 3), ("injured", 6, 6, 6)]),
    ("Twelve people, two of them children, were killed.", [("killed", 12, 12, 12)]),
    ("Two people, a father and his son, were killed.", [("killed", 2, 2, 2)]),
    ("A shell killed four members of one family.", [("killed", 4, 4, 4)]),
    ("A shell wounded 43 people, the mayor said.", [("injured", 43, 43, 43)]),
    ("The shelling killed an elderly couple.", [("killed", 2, 2, 2)]),
    ("A family of five was killed.", [("killed", 5, 5, 5)]),
    ("A reporter and his driver were among 11 people killed.", [("killed", 11, 11, 11)]),
    ("Fifteen men sustained injuries.", [("injured", 15, 15, 15)]),
    ("The rebels lost 20 fighters and the hill.", [("killed", 20, 20, 20)]),
    ("The raid took five lives.", [("killed", 5, 5, 5)]),
    # none
    ("No one was killed or injured.", [("injured", 0, 0, 0), ("killed", 0, 0, 0)]),
    ("There were no casualties.", [("injured", 0, 0, 0), ("killed", 0, 0, 0)]),
    ("Nobody was hurt.", [("injured", 0, 0, 0)]),
    ("No troops were killed.", [("killed", 0, 0, 0)]),
    ("There were no immediate reports of casualties.", []),
    # nouns and totals
    ("The ministry reported 17 deaths and 30 injuries.", [("killed", 17, 17, 17), ("injured", 30, 30, 30)]),
    ("Another outlet put the toll at between 55 and 80.", [("killed", 55, None, 80)]),
    ("It puts the number of dead bodies at 13.", [("killed", 13, 13, 13)]),
    ("The toll exceeded 100.", [("killed", 100, 100, None)]),
    ("A doctor saw 35 bodies.", [("killed", 35, 35, 35)]),
    ("The raid left many casualties.", [("killed", None, None, None)]),
    ("Dozens were killed and wounded.", [("injured", None, None, None), ("killed", None, None, None)]),
    # others
    ("Gunmen abducted 30 students.", [("captured", 30, 30, 30)]),
    ("More than 3,000 villagers have fled to Gorna.", [("displaced", 3000, 3000, None)]),
    # no tolls
    ("Rebels captured two villages.", []),
    ("Soldiers burned some 30 houses.", []),
    ("They killed 20 cattle.", []),
    ("He was killed in 2014.", []),
    ("Eleven rockets struck beside the base.", []),
])  # fmt: skip
def test_toll(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(("text", "cumulative"), [
    ("Two men were killed on Tuesday, bringing the death toll to 92.", [False, True]),
    ("The death toll rose to 12.", [True]),
    ("The death toll from the bombing has risen to 41.", [False]),
    ("The insurgency has claimed more than 400 lives since 2009.", [True]),
    ("The war has killed over 7,000 people.", [True]),
    ("Some 400 people have been killed since March.", [True]),
    ("Some 400 people were killed in the past year.", [True]),
    ("A raid in March killed 17 soldiers.", [False]),
])  # fmt: skip
def test_running_totals_are_told_apart(text: str, cumulative: list[bool]) -> None:
    assert [t.cumulative for t in find_tolls(text, 0, len(text))] == cumulative


@pytest.mark.parametrize(("text", "who"), [
    ("Two soldiers were killed.", ["soldiers"]),
    ("A child was wounded.", ["child"]),
    ("The bomber killed himself and two others.", ["others", "attackers"]),
    ("Two attackers were killed.", ["attackers"]),
    ("Five were killed.", [""]),
    ("Seven Dolnians were killed.", ["dolnians"]),
])  # fmt: skip
def test_who_is_counted(text: str, who: list[str]) -> None:
    assert [t.who for t in find_tolls(text, 0, len(text))] == who


def test_only_the_part_asked_for_is_read() -> None:
    text = "Two men died. Three men were hurt."

    assert [t.kind for t in find_tolls(text, 14, len(text))] == ["injured"]


WORDS = [
    "two",
    "three",
    "people",
    "soldiers",
    "a",
    "and",
    ",",
    "including",
    "were",
    "killed",
    "wounded",
    "died",
    "dead",
    "left",
    "no",
    "casualties",
    "toll",
    "to",
    "of",
    "them",
    "20",
]


@given(
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
    | st.text(st.characters(codec="utf-8"), max_size=200)
)
def test_tolls_lie_in_the_text_and_make_sense(text: str) -> None:
    for toll in find_tolls(text, 0, len(text)):
        low, high = toll.toll.low, toll.toll.high
        assert 0 <= toll.start < toll.end <= len(text)
        assert low is None or high is None or low <= high
        assert " ".join(text[toll.start : toll.end].split()) == toll.words
