from typing import Any

from mapapp.views.correction import compare, summary


def row(place: str, words: str, **more: Any) -> dict[str, Any]:
    known = {"type": "Attack", "day": "1 Oct 2020", "toll": "", "denied": False, "background": False}
    return known | {"place": place, "words": words} | more


def test_rows_are_matched_by_what_they_say_then_by_sentence_then_by_place() -> None:
    before = [row("Barda", "a"), row("Ganja", "b"), row("Tartar", "c"), row("Shusha", "d")]
    after = [row("Barda", "a"), row("Goris", "b"), row("Tartar", "other"), row("Lachin", "e")]

    compare(before, after)

    assert [one["change"] for one in before] == ["kept", "changed", "changed", "gone"]
    assert [one["change"] for one in after] == ["kept", "changed", "changed", "added"]
    assert summary(before, after) == "Events: 2 changed, 1 new, 1 gone, 1 unchanged. Nothing is kept yet."


def test_two_rows_alike_are_matched_one_to_one() -> None:
    before, after = [row("Barda", "a")], [row("Barda", "a"), row("Barda", "a")]

    compare(before, after)

    assert [one["change"] for one in after] == ["kept", "added"]


def test_another_toll_is_a_change() -> None:
    before, after = [row("Barda", "a", toll="2 killed")], [row("Barda", "a", toll="5 killed")]

    compare(before, after)

    assert before[0]["change"] == after[0]["change"] == "changed"


def test_nothing_before_and_after_is_said() -> None:
    assert summary([], []) == "Events: none before, none after. Nothing is kept yet."
