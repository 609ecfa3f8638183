"""Keys that a misspelt key may have been meant to be."""

from collections.abc import Iterator

import marisa_trie
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

_LETTERS = "abcdefghijklmnopqrstuvwxyz "
_PREFIX = 3
_MOST = 20
LEAST_LIKENESS = 0.84
"""Likeness (1 - distance over length) that a key far off must have at least."""


def near_keys(key: str, trie: marisa_trie.Trie) -> list[tuple[str, float]]:
    """Return the stored keys that differ from a key by little, with their likeness from 0 to 1, best first.

    First all keys one slip away: a letter left out, put in, changed, or two swapped. Only where there are
    none, those that begin alike and differ by at most a sixth.
    """
    found = {k: DamerauLevenshtein.normalized_similarity(key, k) for k in _one_slip(key) if k in trie}
    if not found and len(key) >= 2 * _PREFIX:
        begins = trie.keys(key[:_PREFIX])
        alike = process.extract(
            key,
            begins,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=LEAST_LIKENESS,
            limit=_MOST,
        )
        found = {k: likeness for k, likeness, _ in alike}
    ranked = sorted(found, key=lambda k: (-found[k], -JaroWinkler.similarity(key, k), k))
    return [(k, found[k]) for k in ranked[:_MOST]]


def _one_slip(key: str) -> Iterator[str]:
    splits = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    seen = {key}
    for left, right in splits:
        made = [left + c + right for c in _LETTERS]
        if right:
            made += [left + right[1:], *(left + c + right[1:] for c in _LETTERS)]
        if len(right) > 1:
            made.append(left + right[1] + right[0] + right[2:])
        for each in made:
            if each not in seen:
                seen.add(each)
                yield each
