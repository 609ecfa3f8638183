"""Hostile text in title, text, place and link is shown as it is, and page and map go on working."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAYLOADS = (
    "{{7*7}} {% raw %} {# x",
    "<script>window.pwned=1</script><img src=x onerror='window.pwned=1'>",
    "`);window.pwned=1;// ${window.pwned=1} \\`",
    "![x](http://198.51.100.7/x.gif) **bold** $a$ :red[x] # heading",
    "\u202egnirts tfel-ot-thgir\u202c \u05e2\u05d1\u05e8\u05d9\u05ea",
    "</textarea></iframe><svg onload=window.pwned=1>",
)


def article(payload: str, number: int) -> dict[str, str]:
    return {
        "title": f"{payload} number {number}",
        "text": f"Rockets hit the town of Martuni {payload} in Nagorno-Karabakh on Thursday, wounding {number} people, "
        "local officials said.",
        "published": "2020-10-02",
        "url": "javascript:window.pwned=1" if number % 2 else "https://news.example/{{7*7}}",
    }


def test_hostile_articles_are_text_on_map_list_and_card(
    app: Any, reader: Page, look: Callable[[Page], Any]
) -> None:
    app.ingest(*(article(payload, number + 2) for number, payload in enumerate(PAYLOADS)))
    reader.goto(app.start())
    shown = look(reader)
    shown.wait("window.mapapp.symbols().length > 0")
    card = reader.get_by_role("article", name="The chosen event")
    rows = reader.get_by_role("option")
    expect(rows.first).to_be_visible()
    seen = ""

    for number in range(rows.count()):
        id = rows.nth(number).get_attribute("data-id")
        rows.nth(number).click()
        shown.wait(f"window.mapapp.opened === '{id}'")
        expect(rows.nth(number)).to_have_attribute("aria-selected", "true")
        seen += shown.popup() + card.inner_text()
        assert card.locator("script, img, iframe, svg[onload]").count() == 0
        for link in card.get_by_role("link").all():
            assert (link.get_attribute("href") or "").startswith("https://")

    for payload in PAYLOADS:
        assert payload.split()[0] in seen
        assert payload.split()[-1] in seen
    assert reader.evaluate("window.pwned") is None
    assert shown.ask("window.pwned") is None
    assert reader.get_by_text("could not be drawn").count() == 0


def test_a_hostile_article_is_text_in_the_preview(app: Any, reader: Page) -> None:
    reader.goto(f"{app.start()}/add")
    reader.get_by_role("textbox", name="Title").fill(" ".join(PAYLOADS))
    reader.get_by_role("textbox", name="Text", exact=True).fill(article(" ".join(PAYLOADS), 3)["text"])
    reader.get_by_role("textbox", name="Link", exact=True).fill("javascript:alert(1)")
    reader.get_by_text("Not known").click()

    reader.get_by_role("button", name="Read the article").click()

    preview = reader.locator(".reading")
    expect(preview.locator("h2")).to_contain_text("{{7*7}} {% raw %}")
    expect(preview).to_contain_text("The link was left out")
    assert preview.locator("script, img, iframe").count() == 0
    assert reader.evaluate("window.pwned") is None
