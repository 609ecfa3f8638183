# ruff: noqa: E501 - prose is kept in one line a paragraph
"""Time of reading articles against spaCy's full pipeline on the same texts in one run, and memory over many.

    .venv/bin/python benchmarks/reading.py [--articles 20000]

The texts are the project's own test articles. Aims: at most 1.6 times spaCy; an article of 400 words under 0.2 s, warm; memory flat over 20,000 articles.
Each round reads every article by both, one after the other, in turn; the figures are medians of rounds. Memory is the process's resident size after each tenth of the articles, once warm; each article is read with another number in it, so that no cache answers for it.
"""

import argparse
import gc
import json
import resource
import statistics
import sys
import time
from datetime import date
from pathlib import Path

import spacy

from gazetteer import Gazetteer
from gazetteer.entities import MODELS
from mapapp.core.article import Article, Published
from mapapp.extraction.reader import Reader
from mapapp.merging.events import make_events

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "quality"
SETS = ("articles.jsonl", "blind-a.jsonl", "blind-b.jsonl", "blind-c.jsonl")


def articles() -> list[Article]:
    found = []
    for name in SETS:
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            published = Published(date.fromisoformat(record["published"]), "day", given=True)
            found.append(Article(record["id"], record["title"], record["text"], published=published))
    return found


def model() -> spacy.language.Language:
    name = next(name for name in MODELS if spacy.util.is_package(name))
    return spacy.load(name)


def resident_mb() -> float:
    """The resident size now, from /proc where there is one, else the peak."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--articles", type=int, default=0, help="read so many for the memory figure")
    arguments.add_argument("--rounds", type=int, default=5)
    asked = arguments.parse_args()

    texts, nlp, reader = articles(), model(), Reader(Gazetteer.open())
    words = sum(len(article.text.split()) for article in texts)
    rounds: list[tuple[float, float]] = []
    for number in range(asked.rounds + 1):
        started = time.perf_counter()
        for article in texts:
            with nlp.memory_zone():
                nlp(article.text)
        between = time.perf_counter()
        for article in texts:
            make_events(reader.read(article))
        if number:  # the first is the warm-up
            rounds.append((between - started, time.perf_counter() - between))
    theirs = statistics.median(r[0] for r in rounds)
    ours = statistics.median(r[1] for r in rounds)
    ratio = statistics.median(r[1] / r[0] for r in rounds)
    print(
        f"{len(texts)} articles, {words} words: spaCy {400 * theirs / words:.3f} s, reading and merging "
        f"{400 * ours / words:.3f} s for 400 words; ratio {ratio:.2f} (medians of {len(rounds)})"
    )
    if asked.articles:
        step = max(1, asked.articles // 10)
        for number in range(1, asked.articles + 1):
            article = texts[number % len(texts)]
            text = f"{article.text}\n\nBulletin {number}."
            make_events(
                reader.read(
                    Article(f"{article.id}-{number}", article.title, text, published=article.published)
                )
            )
            if number % step == 0:
                gc.collect()
                print(f"{number:>7,} articles: {resident_mb():,.0f} MB", flush=True)


if __name__ == "__main__":
    main()
