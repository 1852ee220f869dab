from __future__ import annotations

from frames import World, actor


def test_a_mention_stands_where_it_was_read() -> None:
    world = World()
    article_id = world.observe("a", "President Bo Li came.")
    world.mention(article_id, actor("Bo Li", "BBB"), start=10, title="President")
    (row,) = world.table("mention").iter_rows(named=True)
    assert (row["article_id"], row["start"], row["end"], row["title"]) == (article_id, 10, 15, "President")


def test_two_names_at_one_place_are_two_mentions() -> None:
    world = World()
    article_id = world.observe("a", "They came.")
    for name in ("Bo Li", "Cy Dov"):
        world.mention(article_id, actor(name, "BBB") | {"text": "They"})
    assert world.table("mention").height == 2


def test_the_same_mention_twice_is_one() -> None:
    world = World()
    article_id = world.observe("a", "Bo Li came.")
    for title in (None, "President"):
        world.mention(article_id, actor("Bo Li", "BBB"), title=title)
    assert world.table("mention")["title"].to_list() == ["President"]


def test_superseded_documents_mention_nobody() -> None:
    world = World()
    world.mention(world.observe("a", "One."), actor("Bo Li", "BBB"))
    world.observe("a", "Two.")
    assert world.table("mention").is_empty()
