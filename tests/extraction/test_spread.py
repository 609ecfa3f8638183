from datetime import date
from typing import TYPE_CHECKING

from mapapp.core.article import Article, Published
from mapapp.extraction.reader import Reader
from mapapp.merging.events import make_events

if TYPE_CHECKING:
    from gazetteer import Gazetteer


def test_a_list_of_towns_with_tolls_is_as_many_events(gazetteer: "Gazetteer") -> None:
    text = "One civilian was killed by shelling in Nikopol, two in Kherson and five in Kramatorsk on Monday."
    article = Article("a", "", text, published=Published(date(2024, 5, 14), "day", given=True))
    events = make_events(Reader(gazetteer).read(article))
    told = {e.places[0].name: e.killed.best for e in events if e.killed is not None}
    assert told == {"Nikopol": 1, "Kherson": 2, "Kramatorsk": 5}


def test_towns_that_share_a_toll_stay_one_event(gazetteer: "Gazetteer") -> None:
    text = "Shelling in Nikopol, Kherson and Kramatorsk killed eight civilians on Monday."
    article = Article("a", "", text, published=Published(date(2024, 5, 14), "day", given=True))
    (event,) = make_events(Reader(gazetteer).read(article))
    assert sorted(p.name for p in event.places) == ["Kherson", "Kramatorsk", "Nikopol"]
