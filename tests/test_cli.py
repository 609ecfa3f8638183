"""The commands as other programs and people use them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from typer.testing import CliRunner

from gazetteer import Gazetteer
from mapapp.cli import app

FIRST = "Artillery shells hit Stepanakert in Nagorno-Karabakh on 1 October 2020, wounding three people, the mayor said."
SECOND = "Two soldiers were killed in clashes near Ganja in Azerbaijan on 4 October 2020, the defence ministry said."
EVENT_KEYS = [
    *("event_type", "sub_event_type", "date_start", "date_end", "date_precision", "places", "killed"),
    *("injured", "actors", "claimed_by", "excerpt", "start", "end", "mentions", "background", "denied"),
    "confidence",
]
Run = Callable[..., Any]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Path:
    """A data folder for all tests of the commands, with the gazetteer that is unpacked already."""
    folder = tmp_path_factory.mktemp("données") / "of mapapp"
    folder.mkdir()
    unpacked = platformdirs.user_data_path("mapapp", appauthor=False) / "gazetteer"
    (folder / "gazetteer").symlink_to(unpacked, target_is_directory=True)
    return folder


@pytest.fixture
def run(data: Path) -> Run:
    def invoke(*arguments: str, text: str | bytes = "") -> Any:
        environment = {"MAPAPP_DATA_DIR": str(data), "MAPAPP_DATABASE_URL": ""}
        return CliRunner().invoke(app, arguments, input=text, env=environment)

    return invoke


def start(data: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "mapapp", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "MAPAPP_DATA_DIR": str(data), **environment},
    )


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.split("\n") if line]


def article(**fields: Any) -> str:
    return json.dumps(fields) + "\n"


def test_extract_answers_each_line_and_goes_on_after_a_bad_one(run: Run) -> None:
    given = article(id="a", text=FIRST, published=None) + "{broken\n\n"
    given += article(id=7, text="") + article(id="b", title="Clashes", text=SECOND, published="2020-10-05")

    result = run("extract", "--jsonl", text=given)

    answers = lines(result.stdout)
    assert result.exit_code == 1
    assert [answer["id"] for answer in answers] == ["a", None, 7, "b"]
    assert list(answers[1]) == list(answers[2]) == ["id", "error"]
    assert "line 2: is not JSON" in answers[1]["error"] and "line 4: has no text" in answers[2]["error"]
    for answer, text in ((answers[0], FIRST), (answers[3], SECOND)):
        assert list(answer) == ["id", "published", "published_evidence", "events", "refused", "notes"]
        [event] = answer["events"]
        assert list(event) == EVENT_KEYS
        assert text[event["start"] : event["end"]] == event["excerpt"] != ""
        assert list(event["places"][0]) == ["name", "lat", "lon", "country", "precision", "role"]
    assert answers[0]["events"][0]["injured"] == {"best": 3, "low": 3, "high": 3}
    assert answers[0]["events"][0]["date_start"] == "2020-10-01"
    assert answers[3]["published"] == "2020-10-05"


def test_extract_answers_a_line_before_the_next_is_there(data: Path) -> None:
    with start(data, "extract", "--jsonl", LC_ALL="C", PYTHONIOENCODING="ascii") as process:
        assert process.stdin and process.stdout and process.stderr
        for id in ("a", "ж"):
            process.stdin.write(json.dumps({"id": id, "text": FIRST}, ensure_ascii=False).encode() + b"\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert answer["id"] == id and answer["events"]
        process.stdin.close()

        assert process.wait(60) == 0
        assert process.stderr.read() == b""


def test_extract_tells_a_person_what_it_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST + " \x1b[31mRed\u202e.")

    result = run("extract", str(tmp_path / "a.txt"))

    assert result.exit_code == 0
    assert "Stepanakert" in result.stdout and "2020-10-01 (day)" in result.stdout
    assert "\x1b" not in result.stdout and "\u202e" not in result.stdout


def test_ingest_then_export(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST)
    (tmp_path / "b.jsonl").write_text(
        article(id="line-1", title="{{7*7}}", text=SECOND, url="https://example.org/b")
        + article(id="line-2", text=["no"])
    )

    first = run("ingest", str(tmp_path), "--map", "ingest then export")
    again = run("ingest", str(tmp_path / "a.txt"), "--map", "ingest then export")
    exported = run("export", "--map", "ingest then export")
    geojson = run("export", "--format", "geojson", "--map", "ingest then export")

    assert first.exit_code == 1 and "2 articles stored, 0 known already, 1 failed" in first.stdout
    assert "b.jsonl, line 2: text is" in first.stderr
    assert again.exit_code == 0 and "0 articles stored, 1 known already" in again.stdout
    events = lines(exported.stdout)
    assert exported.exit_code == 0 and len(events) == 2
    assert [list(event) for event in events] == [["id", "status", *EVENT_KEYS, "reports"]] * 2
    assert events[0]["excerpt"] in FIRST and events[1]["excerpt"] in SECOND
    assert [e["reports"][0]["article_id"] for e in events][1] == "line-1"
    assert events[1]["reports"][0]["title"] == "{{7*7}}"
    assert events[1]["reports"][0]["url"] == "https://example.org/b"
    features = json.loads(geojson.stdout)["features"]
    assert [f["id"] for f in features] == [e["id"] for e in events]
    [longitude, latitude] = features[0]["geometry"]["coordinates"]
    assert abs(longitude - 46.75) < 0.1 and abs(latitude - 39.82) < 0.1


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ((), 2),
        (("--from", "2020-10-02"), 1),
        (("--to", "2020-10-03"), 1),
        (("--from", "2020-10-01", "--to", "2020-10-04"), 2),
        (("--from", "2021-01-01", "--background"), 0),
        (("--type", "riots", "--type", "protests"), 0),
        (("--type", "battles", "--type", "Explosions/Remote violence"), 2),
        (("--country", "az"), 2),
        (("--country", "am", "--place", "nowhere at all"), 0),
        (("--area", "44,38,48,42"), 2),
        (("--area", "0,0;1,0;0,1"), 0),
        (("--confidence", "0.1"), 2),
        (("--precision", "town"), 1),
        (("--status", "reviewed"), 0),
        (("--status", "machine", "--disputed", "shown"), 2),
        (("--disputed", "only", "--no-low-confidence"), 0),
        (("--confidence", "0.99"), 0),
        (("--language", "fr"), 0),
        (("--words", "no such word"), 0),
        (("--actor", "Nobody, at all"), 0),
        (("--killed", "100000"), 0),
    ],
)
def test_export_obeys_the_selection(run: Run, options: tuple[str, ...], count: int) -> None:
    run("ingest", "-", "--map", "selection", text=article(text=FIRST) + article(text=SECOND))

    result = run("export", "--map", "selection", *options)

    assert result.exit_code == 0 and len(lines(result.stdout)) == count


def test_export_writes_a_file_whole(run: Run, tmp_path: Path) -> None:
    run("ingest", "-", "--map", "whole", text=article(text=FIRST))
    path = tmp_path / "events ж.geojson"

    result = run("export", "--format", "geojson", "--output", str(path), "--map", "whole")

    assert (result.exit_code, result.stdout) == (0, "")
    assert len(json.loads(path.read_text(encoding="utf-8"))["features"]) == 1
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ingest", "https://example.org/news"), "example.org was not found"),
        (("ingest", "nowhere.txt"), "there is no such file or folder"),
        (("extract", "--jsonl", "nowhere.jsonl"), "nowhere.jsonl: cannot be read"),
        (("extract", "nowhere.txt"), "there is no such file or folder"),
        (("export", "--from", "yesterday"), "--from is 'yesterday', expected a day as YYYY-MM-DD"),
        (("export", "--to", "2020-02-30"), "--to is '2020-02-30'"),
        (("export", "--from", "2020-02-02", "--to", "2020-02-01"), "--from 2020-02-02 is later"),
        (("export", "--type", "war"), "--type is 'war', expected one of battles,"),
        (("export", "--sub-type", "ufo"), "--sub-type is 'ufo', expected one of armed-clash,"),
        (("export", "--country", "Narnia"), "--country is 'Narnia', expected a code of two letters"),
        (("export", "--area", "1,2,3"), "--area is '1,2,3', expected west,south,east,north"),
        (("export", "--killed", "-1"), "--killed is '-1', expected a whole number"),
        (("export", "--confidence", "NaN"), "--confidence is 'NaN', expected a number from 0 to 1"),
        (("export", "--precision", "galaxy"), "--precision is 'galaxy', expected one of exact, town"),
        (("export", "--status", "rejected"), "--status is 'rejected', expected one of machine, reviewed"),
        (("export", "--disputed", "perhaps"), "--disputed is 'perhaps', expected shown, hidden or only"),
        (("export", "--actor", "a{{7*7}}"), "--actor is 'a{{7*7}}', expected a name"),
        (("export", "--map", "never made"), "There is no map 'never made'"),
        (("export", "--map", "../../etc/passwd"), "expected letters, digits"),
        (("export", "--map", "..%2f"), "expected letters, digits"),
        (("serve", "--map", "a/b"), "expected letters, digits"),
        (("ingest", "-", "--map", "demo"), "The demo is read-only. Start a map of your own."),
        (("ingest", "-", "--map", "Demo"), "The demo is read-only. Start a map of your own."),
        (("db", "upgrade", "--map", "demo"), "There is no map 'demo'"),
        (("export", "--output", "/"), "is a folder"),
        (("db", "info", "--map", "never made"), "There is no map 'never made' yet"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(run: Run, arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 1
    assert words in result.stderr and "Traceback" not in result.stderr
    assert len([line for line in result.stderr.splitlines() if "Unpacking" not in line]) == 1


def test_a_damaged_map_is_named(run: Run, data: Path) -> None:
    path = data / "maps" / "damaged.sqlite"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"not a database")

    result = run("export", "--map", "damaged")

    assert result.exit_code == 1 and f"{path}: is not a database" in result.stderr
    assert path.read_bytes() == b"not a database"


def test_a_map_is_looked_after(run: Run) -> None:
    upgraded = run("db", "upgrade", "--map", "looked after")
    told = run("db", "info", "--map", "looked after")

    assert upgraded.exit_code == told.exit_code == 0
    assert "up to date" in upgraded.stdout
    assert "articles    0" in told.stdout and "checked     whole" in told.stdout


def test_one_database_has_no_maps(tmp_path: Path) -> None:
    environment = {"MAPAPP_DATABASE_URL": f"sqlite:///{tmp_path / 'one.sqlite'}"}

    one = CliRunner().invoke(app, ["db", "upgrade"], env=environment)
    other = CliRunner().invoke(app, ["db", "upgrade", "--map", "other"], env=environment)

    assert one.exit_code == 0 and (tmp_path / "one.sqlite").exists()
    assert other.exit_code == 1 and "--map cannot choose another" in other.stderr


def test_the_commands_start_quickly_and_load_nothing_heavy(tmp_path: Path) -> None:
    script = (
        "import sys; from mapapp.cli import app\n"
        "try: app(['extract', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'sqlalchemy', 'streamlit', 'folium', 'rich.console'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "Example" in result.stdout
    assert result.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_has_seen_enough_is_no_error(data: Path, tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text(article(text=FIRST) * 50)

    with start(data, "extract", "--jsonl", str(tmp_path / "many.jsonl")) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()

        assert process.wait(60) == 1
        assert process.stderr.read() == b""


def test_an_output_that_takes_no_more_is_named(data: Path, run: Run) -> None:
    run("ingest", "-", "--map", "full", text=article(text=FIRST))
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "mapapp", "export", "--map", "full"]
        environment = {**os.environ, "MAPAPP_DATA_DIR": str(data)}
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment)

    assert result.returncode == 1
    assert result.stderr == b"Reading or writing failed: No space left on device.\n"


def test_two_processes_fill_one_map(data: Path, run: Run, tmp_path: Path) -> None:
    texts = [f"{FIRST} It was strike number {n} of the week." for n in range(6)]
    (tmp_path / "a.jsonl").write_text("".join(article(text=text) for text in texts[:4]))
    (tmp_path / "b.jsonl").write_text("".join(article(text=text) for text in texts[2:]))

    workers = [start(data, "ingest", str(tmp_path / name), "--map", "two") for name in ("a.jsonl", "b.jsonl")]
    said = [worker.communicate(timeout=120) for worker in workers]

    assert [worker.returncode for worker in workers] == [0, 0], said
    assert "articles    6" in run("db", "info", "--map", "two").stdout
    stored = sum(int(out.split()[0]) for out, _ in said)
    assert stored == 6
