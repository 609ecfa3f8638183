"""How well place names are found: names as conflict news spells them, and names that only the context decides.

aliases.csv and ambiguous.csv are ours (CC0), written without sight of the gazetteer. Each row has a point and a
tolerance in km; `coord_source` says where the point is from (`knowledge`: none was opened, so the tolerance is wide).
"""

import csv
import json
import math
import subprocess
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

FLOOR_HIT = 0.90
FLOOR_WRONG = 0.015
FLOOR_HIT_AMBIGUOUS = 0.83
FLOOR_WRONG_AMBIGUOUS = 0.17
FLOOR_ANY_WHERE_NONE = 0.04

ALIASES = Path(__file__).with_name("aliases.csv")
AMBIGUOUS = Path(__file__).with_name("ambiguous.csv")
LOOKUP = [sys.executable, "-c", "from gazetteer.cli import app; app()", "lookup", "--jsonl"]
SCRIPTS = {
    "Arab": "ARABIC",
    "Armn": "ARMENIAN",
    "Beng": "BENGALI",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Ethi": "ETHIOPIC",
    "Geor": "GEORGIAN",
    "Hang": "HANGUL",
    "Hans": "CJK",
    "Hebr": "HEBREW",
    "Latn": "LATIN",
    "Mymr": "MYANMAR",
    "Thaa": "THAANA",
}

Row = dict[str, str]
Answer = dict[str, Any]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    p = math.pi / 180
    a = math.sin((lat2 - lat1) * p / 2) ** 2
    a += math.cos(lat1 * p) * math.cos(lat2 * p) * math.sin((lon2 - lon1) * p / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(a)))


def looked_up(questions: Iterable[dict[str, Any]]) -> list[Answer]:
    lines = "".join(json.dumps(question, ensure_ascii=False) + "\n" for question in questions)
    done = subprocess.run(LOOKUP, input=lines.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def right(row: Row, answer: Answer) -> bool | None:
    """Whether the first candidate lies where the row says; None without any candidate."""
    if not answer["candidates"]:
        return None
    first = answer["candidates"][0]
    away = km(float(row["lat"]), float(row["lon"]), first["lat"], first["lon"])
    return away <= float(row["tolerance_km"])


def shares(verdicts: list[bool | None]) -> tuple[float, float]:
    """hit@1 and wrong@1; the rest had no answer."""
    return verdicts.count(True) / len(verdicts), verdicts.count(False) / len(verdicts)


def mean_over(
    groups: str, judged: list[tuple[Row, bool | None]], key: Callable[[Row], str]
) -> tuple[float, float]:
    """Print hit@1 and wrong@1 of each group; return their means, each group counting the same."""
    verdicts: dict[str, list[bool | None]] = defaultdict(list)
    for row, verdict in judged:
        verdicts[key(row)].append(verdict)
    print(f"\n{groups:<16}{'n':>5}  hit@1  wrong@1")
    found = {name: shares(verdicts[name]) for name in sorted(verdicts)}
    for name, (hit, wrong) in found.items():
        print(f"{name:<16}{len(verdicts[name]):>5}  {hit:.3f}  {wrong:.3f}")
    hit, wrong = (sum(share[i] for share in found.values()) / len(found) for i in (0, 1))
    print(f"{'mean over them':<16}{len(judged):>5}  {hit:.3f}  {wrong:.3f}")
    return hit, wrong


def test_aliases_are_found() -> None:
    asked = rows(ALIASES)
    answers = looked_up(
        {"query": row["query"]} | ({"country": row["country_hint"]} if row["country_hint"] else {})
        for row in asked
    )
    assert len(answers) == len(asked)
    pairs = list(zip(asked, answers, strict=True))

    none = [bool(answer["candidates"]) for row, answer in pairs if row["kind"] == "none"]
    judged = [(row, right(row, answer)) for row, answer in pairs if row["kind"] != "none"]
    hit, wrong = mean_over("kind", judged, lambda row: row["kind"])
    mean_over("script", judged, lambda row: row["script"])
    mean_over("country hint", judged, lambda row: "with" if row["country_hint"] else "without")
    answered = sum(none) / len(none)
    print(f"\nany answer where none is due: {sum(none)} of {len(none)} ({answered:.3f})")

    assert hit >= FLOOR_HIT
    assert wrong <= FLOOR_WRONG
    assert answered <= FLOOR_ANY_WHERE_NONE


def test_the_context_decides_ambiguous_names() -> None:
    asked = rows(AMBIGUOUS)
    answers = looked_up(
        {
            "query": row["query"],
            "context": row["context"],
            "start": int(row["start"]),
            "end": int(row["end"]),
        }
        for row in asked
    )
    assert len(answers) == len(asked)
    judged = [(row, right(row, answer)) for row, answer in zip(asked, answers, strict=True)]

    hit, wrong = shares([verdict for _, verdict in judged])
    print(f"\nambiguous names in context: {len(judged)}, hit@1 {hit:.3f}, wrong@1 {wrong:.3f}")

    assert hit >= FLOOR_HIT_AMBIGUOUS
    assert wrong <= FLOOR_WRONG_AMBIGUOUS


def point_is_sound(row: Row) -> bool:
    return (
        -90 <= float(row["lat"]) <= 90
        and -180 <= float(row["lon"]) <= 180
        and float(row["tolerance_km"]) > 0
        and row["coord_source"].split(":")[0]
        in {"page", "geonames", "naturalearth", "airportsdata", "knowledge"}
    )


@pytest.mark.parametrize("path", [ALIASES, AMBIGUOUS], ids=lambda path: path.stem)
def test_rows_are_sound(path: Path) -> None:
    asked = rows(path)
    keys = [(row["query"], row.get("country_hint"), row.get("context")) for row in asked]

    assert len(keys) == len(set(keys))
    for row in asked:
        assert row["query"] == row["query"].strip() == unicodedata.normalize("NFC", row["query"])
        if row.get("kind") == "none":
            assert not any(row[name] for name in ("lat", "lon", "tolerance_km", "coord_source"))
        else:
            assert point_is_sound(row), row


def test_scripts_are_those_of_the_queries() -> None:
    for row in rows(ALIASES):
        letters = [unicodedata.name(c) for c in row["query"] if c.isalpha()]
        own = sum(name.startswith(SCRIPTS[row["script"]]) for name in letters)
        assert 2 * own > len(letters), row


def test_offsets_are_code_points_of_the_context() -> None:
    for row in rows(AMBIGUOUS):
        assert row["context"][int(row["start"]) : int(row["end"])] == row["query"]
