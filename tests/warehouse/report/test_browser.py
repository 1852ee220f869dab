"""The page in a real browser: what opens, what is marked, what is found, and that nothing runs or is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from small_world import HOSTILE_TITLE

from warehouse import database
from warehouse.evidence import evidence
from warehouse.home import Home

pytestmark = pytest.mark.xdist_group("browser")

ROLE_TAGS = {"source": "b", "target": "u", "date": "em", "trigger": "i"}
OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true })"
Look = Callable[..., Any]


@pytest.fixture
def look(browser: Any, everything: Home) -> Iterator[Look]:
    """Open the page: `look(color_scheme="dark", ...)`. What it asked for is in `look.requests`."""
    contexts = []

    def open_page(**options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(everything.report.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


def event_of(page: Any, words: str) -> Any:
    """The event whose line holds these words."""
    return page.locator(".events > li", has=page.locator("summary", has_text=words)).first


def shown_count(page: Any) -> int:
    return sum(item.is_visible() for item in page.locator(".events > li").all())


def test_the_page_asks_nobody_for_anything(browser: Any, everything: Home) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(everything.report.as_uri(), wait_until="networkidle")
    page.evaluate(OPEN_ALL)
    page.wait_for_timeout(100)
    page.close()
    assert [url for url in asked if not url.startswith("data:")] == [everything.report.as_uri()]


def test_every_event_opens_with_exactly_the_quoted_words_marked(look: Look, everything: Home) -> None:
    page = look()
    page.evaluate(OPEN_ALL)
    with database.connect(everything) as connection:
        told = [each for each in evidence(connection) if each.event.kind in ("meet", "send message", "visit", "attack")]
    assert len(told) == 5
    for each in told:
        citation = each.citations[0]
        body = page.locator(f"[id='{each.event.event_id[:10]}']")
        assert body.locator("> blockquote > mark").text_content() == citation.quote
        for mark in citation.marks:
            found = body.locator(f"> blockquote {ROLE_TAGS[mark.role]}").all_text_contents()
            assert mark.text in found, (mark, found)
        assert body.locator(".cite").text_content() == citation.line


def test_the_whole_article_unfolds_around_the_sentence(look: Look, everything: Home) -> None:
    page = look()
    page.evaluate(OPEN_ALL)
    with database.connect(everything) as connection:
        (text,) = connection.execute("select text from article_text where starts_with(text, 'The weather')").fetchone()
    article = event_of(page, "Ana Mör (Norway) meet Bo Li (China)").locator("blockquote").first
    shown = article.evaluate(
        """(block) => { const copy = block.cloneNode(true);
        copy.querySelectorAll("summary").forEach((each) => each.remove()); return copy.textContent; }"""
    )
    assert shown == text


def test_an_event_says_why_its_date_who_else_tells_it_and_what_contradicts_it(look: Look) -> None:
    page = look()
    event = event_of(page, "meet Bo Li (China)")
    event.locator("summary").first.click()
    facts = event.locator(".facts").text_content()
    for words in ("“April”", "published 20 May 2021", "Again", "never met", "the other that it did not", "CAMEO"):
        assert words in facts, words


def test_without_scripts_everything_opens_and_no_form_is_shown(look: Look) -> None:
    page = look(java_script_enabled=False)
    assert not page.locator("form").is_visible()
    event = event_of(page, "visit")
    assert not event.locator("mark").is_visible()
    event.locator("summary").first.click()
    assert event.locator("mark").is_visible()


def test_an_event_opens_by_keyboard(look: Look) -> None:
    page = look()
    event = event_of(page, "visit")
    event.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert event.locator("mark").is_visible()


def test_a_message_leads_to_its_event(look: Look) -> None:
    page = look()
    page.locator(".pair summary").first.click()
    page.locator(".pair li a").first.click()
    assert event_of(page, "send message").locator("mark").is_visible()


@pytest.mark.parametrize(
    ("words", "count"),
    [("mor", 3), ("wrote", 2), ("cyd june", 1), ("weather", 0), ("norway peru 1905", 1), ("nobody", 0)],
)
def test_a_search_shows_the_events_that_hold_all_words(words: str, count: int, look: Look) -> None:
    page = look()
    page.get_by_label("Search").fill(words)
    page.locator("#found", has_text="events fit").wait_for()
    assert page.locator("#found").inner_text() == f"{count} of 6 events fit."
    assert shown_count(page) == count


def test_filters_narrow_the_events_and_clear_brings_them_back(look: Look) -> None:
    page = look()
    page.get_by_label("Country").select_option("CHN")
    page.locator("#found", has_text="3 of 6").wait_for()
    page.get_by_label("Standing").select_option("planned")
    page.locator("#found", has_text="1 of 6").wait_for()
    assert event_of(page, "visit").is_visible()
    page.get_by_role("button", name="Clear").click()
    page.locator("#found:empty").wait_for(state="attached")
    assert page.locator(".events > li[hidden]").count() == 0


def test_light_and_dark_have_their_own_paper_and_ink(look: Look) -> None:
    style = "(name) => getComputedStyle(document.body)[name]"
    colours = {
        scheme: [look(color_scheme=scheme).evaluate(style, name) for name in ("backgroundColor", "color")]
        for scheme in ("light", "dark")
    }
    assert not set(colours["light"]) & set(colours["dark"])


def test_charts_take_their_colours_from_the_scheme(look: Look) -> None:
    fills = {
        look(color_scheme=scheme)
        .locator("#matrix .wide svg text")
        .first.evaluate("(text) => getComputedStyle(text).fill")
        for scheme in ("light", "dark")
    }
    assert len(fills) == 2


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 390)])
def test_no_finding_of_axe_is_serious(scheme: str, width: int, look: Look) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = look(color_scheme=scheme, viewport={"width": width, "height": 900})
    # One table of the dictionary stands for all: they are alike, and axe looks at each word for seconds.
    page.evaluate(
        f"{OPEN_ALL}; document.querySelectorAll('.table ~ .table').forEach((each) => {{ each.open = false }})"
    )
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    serious = [
        (each["id"], [node["html"][:120] for node in each["nodes"][:3]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_on_a_phone_nothing_is_wider_than_the_screen(look: Look) -> None:
    page = look(viewport={"width": 390, "height": 800})
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_what_a_hostile_article_says_is_text_and_nothing_else(look: Look) -> None:
    said: list[str] = []
    page = look()
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.evaluate(OPEN_ALL)
    page.wait_for_timeout(100)
    assert said == []
    assert page.title() == "Communiqué: release 1"
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe, object, embed, svg[onload], [onerror]").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    event = event_of(page, "svg onload")
    told = event.text_content()
    assert HOSTILE_TITLE in told
    assert "Аna ⟦U+202E⟧rM⟦U+200B⟧ör <img src=x onerror=alert(1)>" in told
    assert event.locator("[title='mixes Cyrillic and Latin letters']").first.text_content() == "Аna"
