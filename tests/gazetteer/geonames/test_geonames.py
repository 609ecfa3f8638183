import lzma
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gazetteer import Gazetteer
from gazetteer.build.geonames import build_geonames
from gazetteer.build.geonames.features import kind_of
from gazetteer.build.geonames.runs import SortedLines
from gazetteer.cli import app
from gazetteer.errors import BadData, GazetteerError
from gazetteer.place import KINDS

RUN = CliRunner()
WriteTable = Callable[[Path, list[list[str]]], None]


def text_of(file: Path) -> str:
    return lzma.decompress(file.read_bytes()).decode("utf-8")


def places_of(text: str) -> dict[str, tuple[list[str], list[str]]]:
    """The cells of each place by id, and the lines below it."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for line in text.splitlines()[1:]:
        if line.startswith("P\t"):
            current = found[line.split("\t")[1]] = (line.split("\t"), [])
        else:
            current[1].append(line)
    return found


def built(written, base: Path, tmp_path: Path) -> dict[str, tuple[list[str], list[str]]]:  # type: ignore[no-untyped-def]
    folder = written.write(tmp_path / "dump")
    return places_of(text_of(build_geonames(folder, tmp_path / "out.xz", base).file))


@pytest.mark.parametrize(
    ("code", "population", "kind"),
    [
        ("P.PPL", 150_000, "city"), ("P.PPL", 6_000, "town"), ("P.PPL", 0, "village"), ("P.PPLX", 9, "neighbourhood"),
        ("P.PPLC", 3, "city"), ("A.ADM1", 0, "region"), ("A.ADM2", 0, "district"), ("A.ADM4", 0, "district"),
        ("H.STM", 0, "river"), ("H.WAD", 0, "river"), ("H.LK", 0, "water"), ("H.STRT", 0, "water"),
        ("T.PASS", 0, "mountain"), ("T.MTS", 0, "mountain"), ("T.ISL", 0, "island"), ("S.AIRP", 0, "airport"),
        ("S.AIRB", 0, "base"), ("L.MILB", 0, "base"), ("S.DAM", 0, "dam"), ("S.CMPRF", 0, "camp"),
        ("S.PSTB", 0, "crossing"), ("S.BDG", 0, "crossing"), ("R.RD", 0, "road"), ("V.FRST", 0, "park"),
        ("S.PSN", 0, "facility"), ("L.PRT", 0, "facility"), ("L.RGN", 0, "region"), ("A.ZNB", 0, "line"),
        ("T.CRDR", 0, "corridor"),
    ],
)  # fmt: skip
def test_a_feature_is_one_of_our_kinds(code: str, population: int, kind: str) -> None:
    found = kind_of(*code.split("."), population)

    assert found is not None
    assert found[0] == kind
    assert found[0] in KINDS


@pytest.mark.parametrize("code", ["S.FRM", "S.SCH", "S.HTL", "S.CH", "U.SMU", "H.WLL", "R.RR", ".", "S."])
def test_other_features_are_left_out(code: str) -> None:
    assert kind_of(*code.split("."), 0) is None


def test_names_keep_language_rank_and_dates(written, base: Path, tmp_path: Path) -> None:
    written.place(11, "Yenikənd", population=800)
    for text, language, flags in [
        ("Enikend", "ru", {}),
        ("Новый Аул", "ru", {"preferred": "1"}),
        ("Leninabad", "ru", {"historic": "1", "start": "1936", "end": "1991-12-26"}),
        ("Newtown", "en", {"short": "1"}),
        ("The Kend", "en", {"colloquial": "1"}),
        ("Ville-Neuve", "fr_1793", {}),
        ("https://example.org/Yenikend", "link", {}),
        ("AZ1234", "post", {}),
        ("Q123", "wkdt", {}),
        ("YNK", "iata", {}),
        ("yenikend romanised", "", {}),
        ("Kend Old", "", {"historic": "1", "start": "middle ages", "end": "3 May 1920"}),
    ]:
        written.name(11, text, language, **flags)

    assert built(written, base, tmp_path)["11"][1] == [
        "N\t\tcode\t\tYNK",
        "N\t\thistoric\t\tKend Old",
        "N\ten\tvariant;colloquial\t\tThe Kend",
        "N\ten\tvariant;short\t\tNewtown",
        "N\tfr\thistoric\t\tVille-Neuve",
        "N\tru\t\t\tEnikend",
        "N\tru\tcommon\t\tНовый Аул",
        "N\tru\thistoric;from=1936;to=1991-12-26\t\tLeninabad",
    ]


def test_a_name_in_use_wins_over_the_same_one_as_historic(written, base: Path, tmp_path: Path) -> None:
    written.place(11, "Yenikənd").name(11, "Kiend", "en", historic="1", end="1991").name(11, "Kiend", "fr")

    assert built(written, base, tmp_path)["11"][1] == ["N\tfr\t\t\tKiend"]


def test_the_column_of_names_is_read_only_without_a_file_of_names(
    written, base: Path, tmp_path: Path
) -> None:
    written.place(11, "Yenikənd", others="Enikend,ZZE,yenikend,Ենիքենդ")
    without = built(written, base, tmp_path)["11"][1]
    written.name(11, "Novy Aul", "ru")
    beside = built(written, base, tmp_path)["11"][1]

    assert without == ["N\t\t\t\tEnikend\tԵնիքենդ", "N\t\tcode\t\tZZE"]
    assert beside == ["N\tru\t\t\tNovy Aul"]


def test_countries_have_files_of_their_own_zipped_or_not(
    written, base: Path, tmp_path: Path, zip_all: Callable[[Path], None]
) -> None:
    folder = tmp_path / "dump"
    written.place(11, "Yenikənd", others="Enikend").name(11, "Novy Aul", "ru")
    written.write(folder, "AZ", "alternatenames/AZ")
    other = type(written)().place(21, "Nowhere", country="GE", others="Arsad")
    other.write(folder, "GE")
    plain = build_geonames(folder, tmp_path / "plain.xz", base).file
    zip_all(folder)
    zipped = build_geonames(folder, tmp_path / "zipped.xz", base).file

    found = places_of(text_of(plain))
    assert found["11"][1] == ["N\tru\t\t\tNovy Aul"]
    assert found["21"][1] == ["N\t\t\t\tArsad"]  # no file of names covers it
    assert zipped.read_bytes() == plain.read_bytes()


def test_order_of_rows_does_not_matter(written, base: Path, tmp_path: Path) -> None:
    for id in range(11, 211):
        written.place(id, f"Kənd {id}").name(id, f"Аул {id}", "ru").name(id, f"Village {id}", "en")
    first = build_geonames(written.write(tmp_path / "dump"), tmp_path / "a.xz", base)
    random.Random(5).shuffle(written.places)
    random.Random(6).shuffle(written.names)
    second = build_geonames(written.write(tmp_path / "dump"), tmp_path / "b.xz", base)

    assert first.file.read_bytes() == second.file.read_bytes()
    assert (first.places, first.from_base) == (207, 7)


def test_places_and_names_of_the_base_stay(written, base: Path, tmp_path: Path) -> None:
    written.place(901, "Small Base", lat=40.11, population=0).name(901, "Petite Base", "fr")
    written.place(587116, "Republic of Azerbaijan", "A.PCLI", admin1="00", population=10_000_000)
    written.name(587116, "Azərbaycan", "az", preferred="1").name(587116, "AZ", "").name(903, "Anderswo", "de")
    found = built(written, base, tmp_path)

    assert found["901"][0][2:] == [
        *(
            "town" if False else "village",
            "Small Base",
            "40.11",
            "46.5",
            "AZ",
            "AZ.65",
            "900",
            "2000",
            "",
            "PPL",
        ),
        *("geonames", "geonames"),
    ]
    assert found["901"][1] == ["N\tfr\t\t\tPetite Base"]  # GeoNames' own older names give way
    assert found["903"][1] == ["N\tde\t\t\tAnderswo"]
    assert found["587116"][0][2:4] == ["country", "Azerbaijan"]
    assert found["587116"][0][9:12] == ["10000000", "166", "PCL"]
    assert found["587116"][1] == [
        "N\taz\tcommon\t\tAzərbaycan",
        "N\tde\tcommon\tcldr\tAserbaidschan",
        "N\ten\tdemonym\tcountryinfo\tAzerbaijani",
    ]


def test_airports_and_lakes_of_the_base_are_not_doubled(written, base: Path, tmp_path: Path) -> None:
    written.place(31, "Ganja International Airport", "S.AIRP", 40.74, 46.32).name(
        31, "Gəncə hava limanı", "az"
    )
    written.place(32, "Lake Goygol", "H.LK", 40.41, 46.33).name(32, "Гёйгёль", "ru")
    written.place(33, "Lake Goygol", "H.LK", 40.50, 46.40)  # another of the name, farther off
    written.place(34, "Distant Airfield", "S.AIRF", 41.9, 47.9)
    found = built(written, base, tmp_path)

    assert not {"31", "32"} & set(found)
    assert {"33", "34"} <= set(found)
    assert found["-7"][1] == [
        "N\t\t\tgeonames\tGanja International Airport",
        "N\t\tcode\t\tKVD",
        "N\taz\t\tgeonames\tGəncə hava limanı",
    ]
    assert found["-5"][1] == ["N\tde\tcommon\t\tGöygöl-See", "N\tru\t\tgeonames\tГёйгёль"]


def test_tables_give_divisions_countries_and_parents(
    written, base: Path, tmp_path: Path, write_table: WriteTable
) -> None:
    folder = tmp_path / "dump"
    written.place(41, "Yeni Vilayət", "A.ADM1").place(42, "Yeni Rayon", "A.ADM2", admin2="7")
    written.place(43, "Yenikənd", admin2="7", population=10).place(44, "Dağlar", "T.MTS").place(
        45, "Aran", "L.RGN"
    )
    written.place(46, "Ölkə", "A.PCLI", country="QQ", admin1="00").write(folder)
    write_table(folder / "admin1CodesASCII.txt", [["AZ.65", "Yeni Vilayət", "Yeni", "41"]])
    write_table(folder / "admin2Codes.txt", [["AZ.65.7", "Yeni Rayon", "Yeni", "42"]])
    write_table(
        folder / "hierarchy.txt", [["45", "43", ""], ["44", "43"], ["42", "43", "ADM"], ["99", "43", ""]]
    )
    row = ["QQ", "QQQ", "1", "QQ", "The Land", "Ölkə", "31416", "12", *[""] * 8, "46", "", ""]
    (folder / "countryInfo.txt").write_text("#ISO\tISO3\n" + "\t".join(row) + "\n", encoding="utf-8")
    found = places_of(text_of(build_geonames(folder, tmp_path / "out.xz", base).file))

    assert found["43"][0][7:9] == ["AZ.65", "42"]
    assert found["43"][1] == ["A\tparents\t44 45\t"]  # its district is known by its code, 99 is no place
    assert found["44"][1] == ["A\tweight\t0.03\t"]
    assert "902" not in found  # its code is another division's now
    assert found["46"][0][2:12] == ["country", "The Land", "40.5", "46.5", "QQ", "", "", "12", "100", "PCL"]
    assert found["46"][1] == ["N\t\tofficial\t\tÖlkə"]


def test_more_languages_more_weight(written, base: Path, tmp_path: Path) -> None:
    written.place(44, "Qara Dağ", "T.MT")
    for number in range(30):
        written.name(44, f"Black Mount {number}", f"{chr(97 + number % 26)}x")
    written.name(44, "Kara Dagh", "ax")

    assert built(written, base, tmp_path)["44"][1][-1] == "A\tweight\t0.4\t"


def test_numbers_and_single_letters_are_no_names(written, base: Path, tmp_path: Path) -> None:
    written.place(51, "18").place(52, "Y").place(53, "Å").place(54, "'t Zand\u0007\u2028 x")
    found = built(written, base, tmp_path)

    assert not {"51", "52"} & set(found)
    assert found["53"][0][3] == "Å"
    assert found["54"][0][3] == "'t Zand x"


def test_runs_on_disk_give_what_memory_gives(tmp_path: Path) -> None:
    lines = [(random.Random(n).randrange(-50, 50), f"text {n % 7}\tə") for n in range(2000)]
    found = []
    for size in (300, 10**9):
        runs = SortedLines(tmp_path, f"runs{size}", size)
        for id, line in lines:
            runs.add(id, line)
        found.append(list(runs.groups()))

    assert found[0] == found[1]
    assert [id for id, _ in found[0]] == sorted({id for id, _ in lines})
    assert all(texts == sorted(set(texts)) for _, texts in found[0])
    assert list(tmp_path.iterdir()) == []


def test_the_command_builds_for_the_data_folder_and_look_ups_use_it(
    written, base: Path, tmp_path: Path
) -> None:
    written.place(11, "Zzyenikənd", population=800).name(11, "Zznovy Aul", "ru").write(tmp_path / "dump")
    data = tmp_path / "data é"
    options = ["--geonames", str(tmp_path / "dump"), "--base", str(base), "--data-dir", str(data)]
    result = RUN.invoke(app, ["build", *options])
    found = RUN.invoke(app, ["lookup", "Zznovy", "Aul", "--data-dir", str(data)])
    opened = Gazetteer.open(data / "gazetteer")

    assert result.exit_code == 0, result.stderr
    assert "8 places (1 of GeoNames' files, 7 of the embedded data)" in result.stdout
    assert "Zzyenikənd (Zznovy Aul)" in found.stdout
    assert [p.id for p in opened.named("Zzyenikənd")] == [11]
    assert opened.lookup("Hadrut")[0].place.source == "supplement"  # our own rows lie over it
    assert [p.name for p in (data / "gazetteer").iterdir() if p.name.startswith(".")] == []


def test_a_build_that_fails_leaves_the_old_file(written, base: Path, tmp_path: Path) -> None:
    folder = written.place(11, "Yenikənd").write(tmp_path / "dump")
    root = tmp_path / "gazetteer"
    out = build_geonames(folder, root / "places.txt.xz", base, unpack_in=root).file
    before = out.read_bytes()
    with (folder / "allCountries.txt").open("a") as stream:
        stream.write("12\tcut")

    with pytest.raises(BadData, match=r"allCountries\.txt, line 2: the file ends within a line"):
        build_geonames(folder, out, base, unpack_in=root)
    assert out.read_bytes() == before
    assert list(root.glob(".*")) == []
    assert Gazetteer.open(root).named("Yenikənd")


def test_what_killed_builds_left_is_removed(written, base: Path, tmp_path: Path) -> None:
    import os

    for name, age in ((".building-old", 7200), (".building-now", 0)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "places-0000").write_bytes(b"x")
        time = tmp_path.stat().st_mtime - age
        os.utime(tmp_path / name / "places-0000", (time, time))
        os.utime(tmp_path / name, (time, time))
    built(written.place(11, "Yenikənd"), base, tmp_path)

    assert [p.name for p in tmp_path.glob(".building-*")] == [".building-now"]


def test_a_folder_that_cannot_be_is_named(written, base: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(GazetteerError, match="expected a folder to build in"):
        build_geonames(
            written.place(11, "Yenikənd").write(tmp_path / "dump"), tmp_path / "file" / "sub" / "out.xz", base
        )
