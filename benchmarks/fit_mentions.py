"""Draw the weights of [mention] in gazetteer/lexicon/weights.toml towards two corpora of English news.

    MAPAPP_EVAL_DATA=... .venv/bin/python benchmarks/fit_mentions.py

The corpora are LGL (Lieberman et al. 2010) and TR-News (Kamalloo and Rafiei 2018), as
geoparse-dev/data/{lgl,trnews}.jsonl.gz below MAPAPP_EVAL_DATA; they are no part of this repository.
A ridge logistic regression whose centre is the weights as they are: each candidate span is a row, the
corpora's names are the positives. Printed are the F1 over candidate spans of the weights as they are, of
weights fitted on the other corpus alone (a fair figure), and the weights fitted on both.
"""

import gzip
import json
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gazetteer import Gazetteer
from gazetteer.entities import find_entities
from gazetteer.lexicon import lexicon
from gazetteer.mentions import MentionFinder
from gazetteer.reading import Reading
from gazetteer.roles import dateline_starts

CORPORA = ("lgl", "trnews")
RIDGE = 20.0
NAMES = tuple(lexicon().mention_weights)
Rows = tuple[NDArray[np.float64], NDArray[np.float64]]


def rows(folder: Path, corpus: str) -> Rows:
    """The candidate spans of a corpus and whether each is a marked name; partly marked ones are left out."""
    index = Gazetteer.open().index
    features, marked = [], []
    with gzip.open(folder / "geoparse-dev" / "data" / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for document in map(json.loads, lines):
            text = document["text"]
            names = [(t["start"], t["end"]) for t in document["toponyms"]]
            finder = MentionFinder(Reading(text, find_entities(text), dateline_starts(text)), index)
            known, reached = finder.known_from_first_pass(), 0
            for start, spans in finder.at.items():
                if start < reached:
                    continue
                exact = [s for s in spans if any(a == s.start and abs(b - s.end) <= 1 for a, b in names)]
                span = (exact or spans)[0]
                if not exact and any(a < span.end and span.start < b for a, b in names):
                    continue
                reached = span.end
                found = finder.features(span, known)
                features.append([found.get(name, 0.0) for name in NAMES])
                marked.append(float(bool(exact)))
    return np.array(features), np.array(marked)


def fitted(data: Rows, centre: NDArray[np.float64]) -> NDArray[np.float64]:
    """Newton's method on the ridge logistic loss around `centre`."""
    x, y = data
    weights = centre.copy()
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (p - y) + RIDGE * (weights - centre)
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(centre)), slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def f1(data: Rows, weights: NDArray[np.float64]) -> float:
    """F1 over the candidate spans."""
    x, y = data
    chosen = x @ weights > 0
    return float(2 * (chosen * y).sum() / (chosen.sum() + y.sum()))


def main() -> None:
    folder = Path(os.environ["MAPAPP_EVAL_DATA"])
    centre = np.array([lexicon().mention_weights[name] for name in NAMES])
    data = {corpus: rows(folder, corpus) for corpus in CORPORA}
    for corpus, other in (CORPORA, CORPORA[::-1]):
        crossed = fitted(data[other], centre)
        now, then = f1(data[corpus], centre), f1(data[corpus], crossed)
        print(f"{corpus}: as they are {now:.4f}, fitted on {other} {then:.4f}")
    both: Rows = (np.vstack([data[c][0] for c in CORPORA]), np.concatenate([data[c][1] for c in CORPORA]))
    for name, weight in zip(NAMES, fitted(both, centre), strict=True):
        print(f"{name} = {weight:.1f}")


if __name__ == "__main__":
    main()
