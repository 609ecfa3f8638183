"""How many people were killed or injured, and by whose count."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Toll:
    """People killed or injured in one event: best, low, high (UCDP's words; None: not stated).

    "At least 20" is best 20, low 20, high None; "dozens" is best None, low 12; "no casualties" is 0.
    """

    best: int | None = None
    low: int | None = None
    high: int | None = None
    words: str = ""

    @classmethod
    def exactly(cls, number: int, words: str = "") -> "Toll":
        """Return a toll stated as one number."""
        return cls(number, number, number, words)

    @property
    def stated(self) -> bool:
        """Whether any number is known."""
        return self.best is not None or self.low is not None or self.high is not None
