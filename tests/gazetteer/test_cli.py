import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gazetteer import Gazetteer
from gazetteer.cli import app

RUN = CliRunner()
COMMAND = [sys.executable, "-c", "from gazetteer.cli import app; app()"]


def answers(printed: str) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in printed.splitlines()]


@pytest.fixture(autouse=True)
def _unpacked(gazetteer: Gazetteer) -> None:
    """The data is unpacked before a command is timed or its standard error read."""


def test_a_name_gives_its_places() -> None:
    result = RUN.invoke(app, ["lookup", "Xankəndi"])

    assert result.exit_code == 0
    assert "39.8177" in result.stdout.splitlines()[0]
    assert "Khankendi / Stepanakert (Xankəndi)" in result.stdout.splitlines()[0]


def test_several_words_are_one_name() -> None:
    result = RUN.invoke(app, ["lookup", "Kherson", "oblast", "--country", "UA"])

    assert "region" in result.stdout.splitlines()[0]


def test_lookup_answers_lines_and_goes_on_after_a_bad_one() -> None:
    lines = [
        '{"query": "Martuni", "country": "AZ", "other": 1}',
        '{"query": "Martuni", "context": "Shells fell on Martuni and Askeran.", "start": 15, "end": 22}',
        "not json",
        '{"query": 5}',
        '{"query": "Baku", "country": "Azerbaijan"}',
        "",
        '{"query": "xqzzvwkj qq"}',
    ]
    result = RUN.invoke(app, ["lookup", "--jsonl"], input="\n".join(lines))

    found = answers(result.stdout)
    assert result.exit_code == 1
    assert [c["lat"] for c in found[0]["candidates"]][:1] == [39.79496]
    assert set(found[0]["candidates"][0]) >= {"name", "lat", "lon", "country", "kind", "score"}
    assert found[1]["candidates"][0]["country"] == "AZ"
    assert found[2]["query"] is None
    assert found[2]["error"].startswith("not JSON")
    assert found[3] == {"query": 5, "error": "query is 5, expected a text"}
    assert "expected ISO 3166-1 alpha-2" in found[4]["error"]
    assert found[5] == {"query": "xqzzvwkj qq", "candidates": []}


def test_geoparse_finds_places_and_demonyms_can_be_left_out() -> None:
    line = json.dumps({"id": "a", "text": "Azeri troops entered Shusha."})
    with_demonyms = answers(RUN.invoke(app, ["geoparse", "--jsonl"], input=line).stdout)[0]
    without = answers(RUN.invoke(app, ["geoparse", "--jsonl", "--no-demonyms"], input=line).stdout)[0]

    assert [(m["text"], m["role"]) for m in with_demonyms["mentions"]] == [
        ("Azeri", "demonym"),
        ("Shusha", "place"),
    ]
    assert with_demonyms["mentions"][0]["place"]["country"] == "AZ"
    assert [m["text"] for m in without["mentions"]] == ["Shusha"]
    assert set(without["mentions"][0]["place"]) == {"name", "lat", "lon", "country", "kind", "geonameid"}


def test_given_mentions_are_resolved_not_searched_for() -> None:
    given = {"id": 1, "text": "From Paris, Texas, to Baku.", "mentions": [{"start": 5, "end": 10}]}
    result = RUN.invoke(app, ["geoparse", "--jsonl"], input=json.dumps(given))

    (mention,) = answers(result.stdout)[0]["mentions"]
    assert (mention["start"], mention["end"], mention["text"]) == (5, 10, "Paris")
    assert mention["place"]["kind"] in {"city", "town"}


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b'{"id": 7}', "text is None, expected a text"),
        (b'{"id": 7, "text": "x", "mentions": [{"start": 0, "end": 9}]}', "expected 0 <= start < end <= 1"),
        (b'{"id": 7, "text": "x", "mentions": [{"start": true, "end": 1}]}', "start and end are True"),
        (b'{"id": 7, "text": "x", "mentions": "all"}', "expected a list of objects"),
        (b'{"id": 7, "text": "x", "countries": ["AZE"]}', "expected ISO 3166-1 alpha-2 codes"),
        (b"[1]", "a JSON list, expected an object"),
        (b'{"id": 7, "text": "\xff"}', "not UTF-8 at byte 19"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_answered_with_its_error(line: bytes, error: str) -> None:
    result = RUN.invoke(app, ["geoparse", "--jsonl"], input=line)

    assert result.exit_code == 1
    assert error in answers(result.stdout)[0]["error"]


@pytest.mark.parametrize(
    "text", ["", "{{7*7}}", "<script>alert(1)</script>", "\u202eBaku\u202c", "a\x00b\ud800c"]
)
def test_any_text_is_answered(text: str) -> None:
    result = RUN.invoke(app, ["geoparse", "--jsonl"], input=json.dumps({"id": 1, "text": text}))

    assert result.exit_code == 0
    for mention in answers(result.stdout)[0]["mentions"]:
        assert len(mention["text"]) == mention["end"] - mention["start"]


def test_a_line_is_answered_before_the_next_is_sent() -> None:
    with subprocess.Popen(
        [*COMMAND, "lookup", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for query in ("Baku", "Ստեփանակերտ"):
            process.stdin.write(json.dumps({"query": query}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["query"] == query
        process.stdin.close()

        assert process.wait(timeout=60) == 0


def test_geoparse_reads_a_file(tmp_path: Path) -> None:
    file = tmp_path / "é report.txt"
    file.write_text("Rockets hit Khankendi.", encoding="utf-8")
    result = RUN.invoke(app, ["geoparse", str(file)])

    assert "Khankendi = Khankendi / Stepanakert" in result.stdout


def test_errors_are_one_line_for_a_person(tmp_path: Path) -> None:
    (tmp_path / "latin1.txt").write_bytes(b"caf\xe9")
    missing = RUN.invoke(app, ["geoparse", str(tmp_path / "none.txt")])
    charset = RUN.invoke(app, ["geoparse", str(tmp_path / "latin1.txt")])
    folder = RUN.invoke(app, ["build", "--packages", str(tmp_path / "none")])

    for result, said in (
        (missing, "expected a text file"),
        (charset, "not UTF-8 at byte 3"),
        (folder, "no such"),
    ):
        assert result.exit_code == 1
        assert said in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_build_writes_a_file_and_says_what_it_holds(packages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xz"
    result = RUN.invoke(app, ["build", "--packages", str(packages), "--out", str(out), "--no-check"])

    assert result.exit_code == 0, result.stderr
    assert "6 places" in result.stdout
    assert out.stat().st_size > 100


def test_info_names_every_source_and_its_licence(gazetteer: Gazetteer) -> None:
    result = RUN.invoke(app, ["info"])

    for said in ("GeoNames: CC BY 4.0", "Natural Earth: public domain", "Unicode-3.0", "MIT", "CC0"):
        assert said in result.stdout


@pytest.mark.parametrize("command", ["lookup", "geoparse", "build", "info"])
def test_every_help_has_an_example(command: str) -> None:
    assert f"Example: gazetteer {command}" in RUN.invoke(app, [command, "--help"]).stdout


def test_explain_tells_the_words_that_decided(tmp_path: Path) -> None:
    told = {}
    for name, text in {
        "karabakh": "Shells fell on Martuni on Thursday, officials in Stepanakert said, in Karabakh.",
        "armenia": "A pipe burst in Martuni on Thursday, officials in Gavar said, near Lake Sevan in Armenia.",
    }.items():
        file = tmp_path / f"{name}.txt"
        file.write_text(text, encoding="utf-8")
        told[name] = RUN.invoke(app, ["geoparse", "--explain", str(file)]).stdout
    assert "Martuni = Khojavend / Martuni" in told["karabakh"]
    assert "same country: Stepanakert, 34 characters after" in told["karabakh"]
    assert "Martuni = Martuni" in told["armenia"]
    assert "Gavar, 34 characters after" in told["armenia"]
    assert all("margin to the runner-up: +" in text for text in told.values())


def test_source_and_countries_say_what_a_text_is_about() -> None:
    text = "A house burned in Martuni."
    asked = [{"source": "AM"}, {"source": "A daily of Yerevan"}, {"countries": ["am"]}, {"source": "AZ"}]
    lines = "".join(json.dumps({"id": i, "text": text, **more}) + "\n" for i, more in enumerate(asked))
    found = answers(RUN.invoke(app, ["geoparse", "--jsonl"], input=lines).stdout)
    assert [a["mentions"][0]["place"]["country"] for a in found] == ["AM", "AM", "AM", "AZ"]


def test_text_in_another_language_is_looked_up_with_a_note() -> None:
    text = "Взрывы прогремели в городе Мартуни в субботу, сообщили местные власти."
    line = json.dumps({"id": 1, "text": text}) + "\n"
    answer = json.loads(RUN.invoke(app, ["geoparse", "--jsonl"], input=line).stdout)
    assert [m["text"] for m in answer["mentions"]] == ["Мартуни"]
    assert answer["note"].startswith("not English")
