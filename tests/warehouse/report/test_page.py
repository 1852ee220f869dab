"""What is on the page, whatever the warehouse holds."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from frames import World
from small_world import ANA, BO, publish, tell, world_of_everything

from warehouse import database
from warehouse.durable import StorageError
from warehouse.home import Home
from warehouse.report import content, events, page

VOID = {"meta", "link", "input", "br"}
# What HTML lets a page leave out.
OPTIONAL = {"li", "p", "dt", "dd", "option"}


class Nesting(HTMLParser):
    """Finds end tags that close something else than what is open, and attributes that are given twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)) or any(name == "style" or name.startswith("on") for name in names):
            self.faults.append(f"{tag} {attrs}")
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1] != tag and self.open[-1] in OPTIONAL:
            self.open.pop()
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)


def html_of(home: Home) -> str:
    with database.connect(home) as connection:
        return page.page(connection)[0]


def well_formed(html: str) -> Nesting:
    found = Nesting()
    found.feed(html)
    assert found.faults == []
    assert len(found.ids) == len(set(found.ids))
    return found


def test_the_page_is_well_formed_and_every_link_within_it_leads_somewhere(everything: Home) -> None:
    html = everything.report.read_text()
    found = well_formed(html)
    inner = set(re.findall(r'href="?#([\w-]+)', html))
    assert len(inner) > 30
    assert inner <= set(found.ids)


def test_the_policy_lets_in_only_the_style_and_the_script_of_the_page(everything: Home) -> None:
    html = everything.report.read_text()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert html.count("<script>") == html.count("<style>") == 1


@pytest.mark.parametrize("event_count", [0, 1])
def test_a_warehouse_with_next_to_nothing_has_a_page(event_count: int, tmp_path: Path) -> None:
    world = World()
    if event_count:
        tell(world, "https://news.example/a", "Ana Mör met Bo Li.", "Ana Mör met Bo Li.", "met", ANA, BO)
    html = html_of(publish(world.tables(), tmp_path, rules=[]))
    well_formed(html)
    assert ("No event is on record yet." in html) == (event_count == 0)
    assert "communique check" in html


def test_rules_that_are_not_met_are_named(everything: Home) -> None:
    html = everything.report.read_text()
    assert "1 rule is not met, none of them critical" in html
    assert re.search(r"not met</span> No source is silent <small>1 row of source", html)


def test_a_page_is_current_until_another_release_is_published(tmp_path: Path) -> None:
    home = publish(world_of_everything().tables(), tmp_path)
    assert not page.is_current(home)
    page.write_page(home)
    assert page.is_current(home)
    home.report.write_text(home.report.read_text().replace('name="communique-release" content="1', 'content="0'))
    assert not page.is_current(home)


def test_without_a_release_there_is_no_page_and_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="communique run"):
        page.write_page(Home(tmp_path))


def test_a_warehouse_of_another_version_is_to_be_published_anew(tmp_path: Path) -> None:
    home = publish(World().tables(), tmp_path)
    with duckdb.connect(str(home.warehouse_database)) as connection:
        connection.execute("drop table rule_outcome")
    with pytest.raises(StorageError, match="communique build"):
        page.write_page(home)


def test_beyond_its_limit_the_page_shows_the_newest_events_and_says_so(everything: Home) -> None:
    with database.connect(everything) as connection:
        made = events.event_list(connection, content.Content(connection), page.environment(), most_events=2)
    assert (made.event_count, made.shown_count) == (6, 2)
    assert [span.name for span in made.spans] == ["2021"]
    assert "visit" in made.spans[0].events
    assert made.says.startswith("The newest 2 of 6 events")


def test_where_room_is_short_older_events_have_their_sentence_and_source_alone(everything: Home) -> None:
    with database.connect(everything) as connection:
        whole = events.event_list(connection, content.Content(connection), page.environment())
        size = sum(len(span.events.encode()) for span in whole.spans)
        room = size * 3 // 4
        made = events.event_list(connection, content.Content(connection), page.environment(), byte_count=room)
    assert whole.whole_count == whole.shown_count == made.shown_count == 6
    assert 0 < made.whole_count < 6
    assert sum(len(span.events.encode()) for span in made.spans) + sum(map(len, made.articles)) <= room
    assert "Norway</b> <i>attacked</i> <u>Peru</u> in <em>March 1905</em>.</mark>" in made.spans[-1].events
    assert any("https://news.example/old" in article for article in made.articles)
    assert f"the newest {made.whole_count}" in made.says


def test_where_there_is_no_room_at_all_fewer_events_are_shown(everything: Home) -> None:
    with database.connect(everything) as connection:
        made = events.event_list(connection, content.Content(connection), page.environment(), byte_count=1500)
    assert 0 < made.shown_count == len(made.anchors) < 6
    assert made.says.startswith(f"The newest {made.shown_count} of 6 events")
