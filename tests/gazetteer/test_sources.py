from importlib.resources import files

from gazetteer import Gazetteer
from gazetteer.build.packages import listed
from gazetteer.sources import SOURCES

TEXT = files("gazetteer").joinpath("data", "SOURCES.md").read_text(encoding="utf-8")


def test_every_row_has_a_source_we_can_name(gazetteer: Gazetteer) -> None:
    places = {r[0] for r in gazetteer.index.query("SELECT DISTINCT source FROM places")}
    names = {r[0] for r in gazetteer.index.query("SELECT DISTINCT source FROM details")}

    assert places | names <= set(SOURCES)


def test_every_source_and_package_stands_in_the_attributions() -> None:
    for source in SOURCES.values():
        assert source.title in TEXT
        assert source.licence in TEXT
    for package in listed():
        assert f"{package['name']} {package['version']}" in TEXT


def test_the_attributions_hold_no_address() -> None:
    assert "://" not in TEXT
