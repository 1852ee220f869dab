from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl
import pytest
from frames import World, actor, land

TEASER = "Subscribe to our newsletter: Aland attacked Bland."
PAIRS = (("Cy Dov", "Di Ems"), ("Ed Fox", "Flo Gee"), ("Gil Hay", "Ida Joy"), ("Kay Low", "Max Nye"))


def page(
    world: World,
    number: int,
    line: str,
    *,
    host: str = "https://www.news.example/a",
    days: int = 0,
    own: str = "{} met {} in a town by the sea, where both spoke of trade.",
    names: Sequence[str] = (),
    is_dated: bool = True,
    line_end: str = "\n",
) -> str:
    """An article of one sentence of its own and the line."""
    pair = names or PAIRS[number % len(PAIRS)]
    sentence = own.format(*pair)
    text = f"{sentence}{line_end}{line_end}  {line}{line_end}"
    published = date(2021, 5, 3) + timedelta(days=days) if is_dated else None
    article_id = world.observe(f"{host}/{number}", text, published=published)
    world.claim(article_id, "meet", [actor(pair[0])], [actor(pair[1])], sentence=sentence)
    world.claim(article_id, "attack", [land("AAA")], [land("BBB")], sentence=line)
    # The builder sets all mentions at the start; here the line's stand in the line.
    for row in world.rows["read_mention"]:
        if row["document_id"] == article_id and row["kind"] == "country":
            row["start"] = text.index(line) + line.index(row["text"]) if row["text"] in line else row["start"]
            row["end"] = row["start"] + 1
    return article_id


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("is_dated", [True, False])
def test_a_teaser_on_pages_about_others_is_clutter(line_end: str, is_dated: bool) -> None:
    world = World()
    for number in range(3):
        page(world, number, TEASER, days=number, line_end=line_end, is_dated=is_dated)
    tables = world.tables("event", "article_zone")
    line = tables["repeated_line"]
    assert line["text"].to_list() == [TEASER] * 3
    assert (line["host"][0], line["article_count"][0]) == ("news.example", 3)
    assert tables["claim"]["kind"].unique().to_list() == ["meet"]
    assert tables["event"].height == 3


@pytest.mark.parametrize("words", ["sides", "They"])
def test_what_points_back_into_a_teaser_does_not_make_it_the_articles(words: str) -> None:
    world = World()
    for number in range(3):
        world.mention(page(world, number, TEASER), land("BBB") | {"text": words})
    assert world.table("repeated_line").height == 3


def test_the_dates_of_a_teaser_date_no_article() -> None:
    teaser = "Ten years ago today, on 3 May 2001, Aland attacked Bland."
    world = World()
    for number in range(2):
        page(world, number, teaser, is_dated=False)
    assert set(world.table("article")["published_start"]) == {date(2011, 5, 3)}
    page(world, 2, teaser, is_dated=False)
    assert set(world.table("article")["published_start"]) == {None}


def test_the_same_line_on_two_pages_is_none() -> None:
    world = World()
    for number in range(2):
        page(world, number, TEASER)
    assert world.table("repeated_line").is_empty()


def test_the_same_line_on_three_hosts_is_none() -> None:
    world = World()
    for number in range(3):
        page(world, number, TEASER, host=f"https://{number}.example")
    assert world.table("repeated_line").is_empty()


def test_folders_of_files_are_hosts() -> None:
    world = World()
    for number in range(3):
        page(world, number, TEASER, host="file:///dump/one")
    assert world.table("repeated_line")["host"].unique().to_list() == ["file:///dump/one"]


def test_copies_of_one_article_repeat_nothing() -> None:
    world = World()
    for number in range(4):
        page(world, number, TEASER, names=PAIRS[0])
    assert world.table("repeated_line").is_empty()


def reports(world: World, line: str, *, step: int) -> None:
    """Three reports of one event that share a sentence."""
    for number, scene in enumerate(("at the border for hours", "behind closed doors", "before a crowd of voters")):
        own = "Aland and Bland stood against each other " + scene + " as the day went on {0:.0}{1:.0}."
        article_id = page(world, number, line, own=own, days=number * step)
        for who in (land("AAA"), land("BBB")):
            world.mention(article_id, who)


def test_a_sentence_that_reports_of_one_event_share_is_theirs() -> None:
    world = World()
    reports(world, "On Monday Aland attacked Bland with drones.", step=1)
    tables = world.tables("claim")
    assert tables["repeated_line"].is_empty()
    assert "attack" in tables["claim"]["kind"].to_list()


def test_a_sentence_that_stands_on_for_longer_than_a_story_is_clutter() -> None:
    world = World()
    reports(world, "On Monday Aland attacked Bland with drones.", step=20)
    assert world.table("repeated_line").height == 3


def test_a_standing_explanation_that_names_its_year_is_kept() -> None:
    world = World()
    reports(world, "The war began when Aland attacked Bland in 2019.", step=20)
    assert world.table("repeated_line").is_empty()


def test_a_copyright_line_with_a_year_is_clutter_all_the_same() -> None:
    world = World()
    reports(world, "© 2019 Aland attacked Bland Press, all rights reserved.", step=20)
    assert world.table("repeated_line").height == 3


def test_a_story_taken_up_again_keeps_its_lines() -> None:
    world = World()
    shared = "Aland attacked Bland at dawn.\nIt was the first time that Aland attacked Bland with ships."
    for number in range(3):
        text = f"Update {number + 1} of the day's story.\n{shared}\nMore on this story {'soon ' * (number + 1)}follows."
        article_id = world.observe(f"https://news.example/{number}", text, published=date(2021, 5, 3))
        world.claim(article_id, "attack", [land("AAA")], [land("BBB")], sentence=shared.split("\n")[0])
        for line in shared.split("\n"):
            world.mention(article_id, land("AAA"), start=text.index(line))
    assert world.table("repeated_line").is_empty()


def test_lines_stand_where_the_table_says() -> None:
    world = World()
    for number in range(3):
        page(world, number, "Ünsubscribe 🙂 now: Aland attacked Bland.", own="🙂 Ärger: {} met {}.\u2028Then tea.")
    tables = world.tables("repeated_line", "article_text")
    placed = tables["repeated_line"].join(tables["article_text"], on="article_id", suffix="_of_article")
    assert placed.height == 3
    for row in placed.iter_rows(named=True):
        assert row["text_of_article"][row["start"] : row["end"]] == row["text"]
    assert placed.select(pl.col("end") - pl.col("start") == pl.col("text").str.len_chars()).to_series().all()
