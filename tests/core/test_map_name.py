import pytest

from mapapp.core.map_name import BadMapName, is_demo, map_name, token


@pytest.mark.parametrize("name", ["work", "South Caucasus 2020", "Карта 1", "a.b-c", "ä", "x" * 100])
def test_a_name_is_kept_as_it_is(name: str) -> None:
    assert map_name(name) == name


@pytest.mark.parametrize(("raw", "name"), [("DEMO", "demo"), ("Default", "default"), ("a\u0308", "ä")])
def test_one_name_has_one_form(raw: str, name: str) -> None:
    assert map_name(raw) == name


@pytest.mark.parametrize(
    "raw",
    ["", " ", ".", "..", "a/b", "a\\b", "../a", "a ", "_a", "-a", "a:b", "a\nb", "a\0", "x" * 101, "{{1}}"],
)
def test_what_can_be_no_file_is_no_name(raw: str) -> None:
    with pytest.raises(BadMapName, match="expected letters, digits"):
        map_name(raw)


def test_the_demo_is_known_however_it_is_written() -> None:
    assert is_demo("Demo") and is_demo("demo") and not is_demo("demo-2")


def test_a_token_holds_no_words_and_no_two_names_share_one() -> None:
    names = ["work", "my map", "my_map", "Карта", "a.b", "-c35055e74df32976"[1:]]

    tokens = [token(name) for name in names]

    assert len(set(tokens)) == len(names)
    assert all(set(t) <= set("-0123456789abcdefghijklmnopqrstuvwxyz") for t in tokens)
