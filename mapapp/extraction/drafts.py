"""A report while it is being read: one incident of one sentence, filled in step by step."""

from dataclasses import dataclass, field

from mapapp.core.report import Assertion, ReportPlace, Span
from mapapp.core.toll import Toll
from mapapp.core.when import When
from mapapp.extraction.frames import Unit
from mapapp.extraction.sentences import Sentence
from mapapp.extraction.syntax import Tree
from mapapp.extraction.where import Named


@dataclass(slots=True)
class Draft:
    """What is known so far of an incident. Fields fill up; `cues` are those of core.Report."""

    sentence: Sentence
    tree: Tree
    unit: Unit
    sub_type: str
    paragraph: int
    assertion: Assertion = "asserted"
    strong: bool = False
    definite: bool = False
    another: str = ""
    named: tuple[Named, ...] = ()
    places: tuple[ReportPlace, ...] = ()
    when: When = field(default_factory=When.undated)
    killed: Toll | None = None
    injured: Toll | None = None
    actors: tuple[str, ...] = ()
    claimed_by: str = ""
    denied: bool = False
    background: str = ""
    confidence: float = 0.5
    cues: set[str] = field(default_factory=set)

    @property
    def span(self) -> Span:
        """The sentence's offsets."""
        return (self.sentence.start, self.sentence.end)

    @property
    def trigger(self) -> Span:
        """The words that gave the type."""
        words = self.tree.words
        cue = self.unit.main.cue
        return (words[cue.first].start, words[cue.last].end)

    @property
    def own_place(self) -> bool:
        """Whether the sentence itself names the place."""
        return bool(self.places) and "no place" not in self.cues

    @property
    def own_day(self) -> bool:
        """Whether the sentence itself names the day."""
        return self.when.dated and "no day" not in self.cues
