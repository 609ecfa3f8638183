# ruff: noqa: E501 - prose is kept in one line a paragraph
"""Time of finding and resolving names against spaCy's own time on the same text, in one run.

    .venv/bin/python benchmarks/geoparse.py

Aims: at most 1.6 times spaCy; an article of 500 words under 120 ms, warm.
"""

import statistics
import time
from collections.abc import Callable

from gazetteer import Gazetteer
from gazetteer.entities import find_entities
from gazetteer.mentions import find_mentions
from gazetteer.resolver import resolve_mentions

PARAGRAPHS = (
    "STEPANAKERT (Hill Wire) — Rockets fell on Martuni in Karabakh before dawn on Thursday, and two people were hurt, "
    "the emergency service said. Armenia accused Azerbaijan of firing from the direction of Fuzuli, which Baku denied.",
    "In the north, villages near Talish and the road from Shusha to Lachin were quiet for a second day. A drone was seen "
    "over Hadrut, residents told a reporter, while buses left for Goris and Yerevan with some two hundred people.",
    "Russia and France called for a ceasefire. Officials in Moscow said that talks in Geneva would go on, and the Turkish "
    "foreign ministry in Ankara answered that it stood by its partner. The United Nations asked both to stop.",
    "Elsewhere, a court in Kharkiv, Ukraine, heard the case of a soldier from Dnipro, and the mayor of Springfield, Ill., "
    "spoke with Paris Hilton about a charity for schools in Aleppo and Idlib province in Syria.",
)
ARTICLES = ["\n\n".join((*PARAGRAPHS[i:], *PARAGRAPHS[:i]) * 4)[:3000] for i in range(4)]


def milliseconds(work: Callable[[str], object], rounds: int = 5) -> float:
    """The median over rounds of the time for all articles."""
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        for article in ARTICLES:
            work(article)
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


def main() -> None:
    started = time.perf_counter()
    index = Gazetteer.open().index

    def geoparse(text: str) -> object:
        return resolve_mentions(text, find_mentions(text, index), index)

    geoparse(ARTICLES[0])
    print(f"start and first article: {time.perf_counter() - started:.2f} s")
    words = sum(len(article.split()) for article in ARTICLES)
    spacy, whole = milliseconds(find_entities), milliseconds(geoparse)
    print(
        f"spaCy {500 * spacy / words:.0f} ms, all {500 * whole / words:.0f} ms for 500 words; ratio {whole / spacy:.2f}"
    )
    for size in (100_000, 200_000, 400_000):
        text = ("\n\n".join(ARTICLES) * (size // 10_000))[:size]
        started = time.perf_counter()
        found = resolve_mentions(text, find_mentions(text, index, ()), index)
        print(
            f"{size:,} characters, {len(found):,} names, without spaCy: {time.perf_counter() - started:.2f} s"
        )


if __name__ == "__main__":
    main()
