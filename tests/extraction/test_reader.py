from datetime import date
from typing import TYPE_CHECKING

import pytest

from mapapp.core.article import Article, Published
from mapapp.core.report import Reading
from mapapp.extraction.reader import Reader
from mapapp.extraction.sifting import FOREIGN, HEADLINE
from mapapp.merging.events import make_events

if TYPE_CHECKING:
    from gazetteer import Gazetteer

STORY = """Shells hit two towns in the north

KHARKIV, May 14 - Artillery shells hit a market in Kupiansk on Monday, killing four people and wounding nine, the governor said.

The attack also damaged a school. Two of the wounded are children.

The army said a drone had struck a fuel depot near Izium on Sunday. Russia denied the claim.

If shells hit the dam, three villages would be flooded, an engineer warned.

In 2014 rebels seized the town hall of Sloviansk.
"""


@pytest.fixture(scope="module")
def reader(gazetteer: "Gazetteer") -> Reader:
    return Reader(gazetteer)


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    return reader.read(Article("a", "", STORY, published=Published(date(2024, 5, 14), "day", given=True)))


def test_reports_carry_what_where_when_how_many_and_who_says_so(reading: Reading) -> None:
    report = reading.reports[0]

    assert report.sub_event_type == "Shelling/artillery/missile attack"
    assert [p.name for p in report.places] == ["Kupiansk"]
    assert report.when.first_day == report.when.last_day == date(2024, 5, 13)
    assert report.killed is not None and report.killed.best == 4
    assert report.injured is not None and report.injured.best == 9
    assert "governor" in report.claimed_by
    assert not report.background


def test_excerpts_are_sentences_of_the_text_and_triggers_lie_in_them(reading: Reading) -> None:
    for report in reading.reports:
        assert STORY[report.start : report.end].strip() == STORY[report.start : report.end]
        assert report.trigger is not None
        assert report.start <= report.trigger[0] < report.trigger[1] <= report.end


def test_a_denied_report_is_kept_and_flagged(reading: Reading) -> None:
    (drone,) = [r for r in reading.reports if r.sub_event_type == "Air/drone strike"]

    assert drone.denied
    assert drone.assertion == "denied"
    assert [p.name for p in drone.places] == ["Izium"]


def test_history_is_background(reading: Reading) -> None:
    (seizure,) = [r for r in reading.reports if r.background]

    assert seizure.when.first_day == date(2014, 1, 1)


def test_the_dateline_is_no_place_of_events(reading: Reading) -> None:
    assert "KHARKIV" not in {p.name for r in reading.reports for p in r.places}


def test_what_gave_no_event_is_refused_with_a_reason(reading: Reading) -> None:
    reasons = {STORY[r.start : r.end][:9]: r.reason for r in reading.refused}

    assert reasons["Shells hi"] == HEADLINE
    assert "hypothetical" in reasons["If shells"]
    assert not {(r.start, r.end) for r in reading.refused} & {(r.start, r.end) for r in reading.reports}


def test_a_caption_of_another_story_is_quarantined(reader: Reader) -> None:
    text = (
        "Soldiers march at a rally in Lisbon on June 3, 2011. (AP photo)\n\n"
        "A roadside bomb killed three soldiers near Gao on Tuesday, the army said.\n"
    )
    reading = reader.read(Article("a", "", text, published=Published(date(2021, 3, 4), "day", given=True)))

    assert [p.name for r in reading.reports for p in r.places] == ["Gao"]
    assert [r.reason for r in reading.refused] == [FOREIGN]


def test_reading_twice_gives_the_same(reader: Reader, reading: Reading) -> None:
    again = reader.read(Article("a", "", STORY, published=Published(date(2024, 5, 14), "day", given=True)))

    assert again == reading


@pytest.mark.parametrize("text", [
    "", " \n\n ", "...", "\x00\x01", "{{7*7}} <script>alert(1)</script> `x`", "a" * 5000, "(" * 3000, "\u202eabc\u202c " * 50,
])  # fmt: skip
def test_odd_texts_give_no_event_and_no_error(reader: Reader, text: str) -> None:
    assert reader.read(Article("a", "", text)).reports == ()


def test_without_any_date_an_event_is_undated_never_today(reader: Reader) -> None:
    reading = reader.read(Article("a", "", "A car bomb exploded in Mogadishu, killing eight people."))

    (report,) = reading.reports
    assert not report.when.dated
    assert reading.published.day is None


def test_a_text_in_another_language_says_so(reader: Reader) -> None:
    text = (
        "Une frappe aérienne a tué douze personnes lundi dans la ville de Mossoul, ont annoncé les autorités. "
        "Les secours cherchent encore des survivants sous les décombres de trois maisons détruites."
    )
    reading = reader.read(Article("a", "", text, published=Published(date(2021, 3, 4), "day", given=True)))

    assert reading.reports == ()
    assert reading.notes == ("The text is not in English (French): names are found, events are not read.",)


def test_a_very_long_text_is_read_up_to_the_limit_with_a_note(gazetteer: "Gazetteer") -> None:
    told = "A car bomb killed eight people in Mogadishu on 3 May 2021.\n\n"
    text = told + "The council met again and spoke of roads.\n\n" * 100 + told

    reading = Reader(gazetteer, longest=2_000).read(Article("a", "", text))

    assert [r.start for r in reading.reports] == [0]
    assert reading.notes == ("The text is very long: its first 2,000 characters were read.",)


def test_a_bulletin_s_labels_place_its_lines(reader: Reader) -> None:
    text = (
        "Security bulletin for North Kivu\n\n"
        "- Goma: Gunmen killed three traders on 14 February.\n"
        "- Beni: A bomb wounded five people on 15 February.\n"
    )
    reading = reader.read(Article("a", "", text, published=Published(date(2024, 2, 16), "day", given=True)))

    assert [r.places[0].name for r in reading.reports] == ["Goma", "Beni"]


@pytest.mark.parametrize("text", [
    "The striker fired a shot into the net and Rovers won the match 3-2 in Leeds on Saturday.",
    "A flood killed eleven people in Kerala on Friday.",
    "Twelve passengers died when a bus crashed near Cusco on Monday.",
    "The court in Paris sentenced two men on Monday for an attack in 2015.",
    "The senator launched a blistering attack on the president in Washington on Tuesday.",
    "Bus drivers began a three-day strike in Lagos on Wednesday.",
    "The film shows an air strike on a village; it opens in Berlin on Friday.",
    "NATO will hold artillery drills in Estonia next month.",
])  # fmt: skip
def test_other_fields_that_borrow_the_words_of_war_give_no_event(reader: Reader, text: str) -> None:
    reading = reader.read(Article("a", "", text, published=Published(date(2024, 6, 14), "day", given=True)))

    assert reading.reports == ()


def told(reader: Reader, text: str) -> list[tuple[str, str]]:
    read = reader.read(Article("b", "", text, published=Published(date(2024, 5, 14), "day", given=True)))
    return [(e.sub_event_type, e.places[0].name if e.places else "") for e in make_events(read)]


@pytest.mark.parametrize(("text", "sub_type", "place"), [
    ("Armed men kidnapped 40 schoolchildren in Kaduna state on Thursday.", "Abduction/forced disappearance", "Kaduna state"),
    ("A rocket slammed into a school in Khan Younis; medics said 27 people were killed.",
     "Shelling/artillery/missile attack", "Khan Younis"),
    ("A church in Shusha was struck twice on Thursday, wounding three journalists.", "Shelling/artillery/missile attack", "Shusha"),
    ("Fighting raged on the outskirts of Kupiansk on Tuesday.", "Armed clash", "Kupiansk"),
    ("Unidentified men shot dead a local councillor in Popayan on Sunday night.", "Attack", "Popayan"),
    ("Troops withdrew from the village of Lyptsi on Thursday, the general staff said.", "Non-violent transfer of territory", "Lyptsi"),
    ("Security forces dispersed a sit-in in Khartoum with live ammunition, killing seven protesters.",
     "Excessive force against protesters", "Khartoum"),
    ("Armenian forces fired at Azerbaijani positions in Kalbajar district overnight, Baku said.", "Armed clash", "Kalbajar district"),
    ("A blast outside a court in Islamabad killed 12 people on Tuesday.", "Remote explosive/landmine/IED", "Islamabad"),
    ("Fighters ambushed a patrol on the Maiduguri-Damaturu road on Friday.", "Armed clash", "Maiduguri-Damaturu"),
    ("A bus hit a mine near Djibo on Sunday, killing nine people.", "Remote explosive/landmine/IED", "Djibo"),
    ("Six fishermen were seized by gunmen from their boat off Pemba on Sunday.", "Abduction/forced disappearance", "Pemba"),
    ("The village of Kozacha in the Kharkiv region came under mortar fire on Wednesday.", "Shelling/artillery/missile attack",
     "Kozacha"),
    ("A car bomb went off by the bus station of Azaz on Sunday, wounding five.", "Remote explosive/landmine/IED", "Azaz"),
    ("Militants armed with grenades stormed a police station in Quetta on Sunday.", "Armed clash", "Quetta"),
])  # fmt: skip
def test_reads_incidents_in_the_words_of_news(reader: Reader, text: str, sub_type: str, place: str) -> None:
    assert told(reader, text) == [(sub_type, place)]


@pytest.mark.parametrize("text", [
    "A cyclist was struck by a train in Leeds on Thursday, injuring two passengers.",
    "The strike by nurses in Nairobi entered its second week on Monday.",
    "A court in Nairobi heard on Tuesday how the accused killed his wife.",
])  # fmt: skip
def test_reads_no_incident_where_the_words_are_peaceful(reader: Reader, text: str) -> None:
    assert told(reader, text) == []


def test_what_is_said_in_a_place_did_not_happen_there(reader: Reader) -> None:
    assert told(reader, "The two sides agreed to a ceasefire on Saturday, the mediator said in Doha.") == [
        ("Agreement", "")
    ]


def test_the_victims_are_counted_before_their_attackers(reader: Reader) -> None:
    text = (
        "Two gunmen killed four people at a cafe in Tel Aviv on Wednesday before being shot dead by police."
    )
    (report,) = reader.read(
        Article("b", "", text, published=Published(date(2024, 5, 14), "day", given=True))
    ).reports
    assert report.killed is not None
    assert report.killed.best == 4


def test_a_bulletins_label_gives_day_and_place(reader: Reader) -> None:
    text = (
        "SECURITY ADVISORY\nIssued Wednesday 8 March 2023.\n\n"
        "a. 06 MAR, Baghdad. Unidentified men lobbed a hand grenade at a house; no casualties.\n\n"
        "b. 05 MAR, Kirkuk. A roadside bomb hit a police patrol, injuring two officers."
    )
    read = reader.read(Article("b", "", text, published=Published(date(2023, 3, 8), "day", given=True)))
    first = [(r.when.first_day, r.places[0].name) for r in read.reports if r.places]
    assert first == [(date(2023, 3, 6), "Baghdad"), (date(2023, 3, 5), "Kirkuk")]


@pytest.mark.parametrize("denial", [
    "The army denied that it had fired any missile.",
    "The military called the report a fairy tale.",
    "The army said that no missile had been fired at the town.",
])  # fmt: skip
def test_a_denial_in_the_next_sentence_is_put_to_the_incident(reader: Reader, denial: str) -> None:
    text = f"The army fired a missile at the town of Kupiansk on Monday, killing two people. {denial}"
    read = reader.read(Article("b", "", text, published=Published(date(2024, 5, 14), "day", given=True)))
    (event,) = make_events(read)
    assert event.denied
