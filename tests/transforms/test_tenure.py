from __future__ import annotations

from datetime import date

from frames import World, actor


def test_who_occurs_has_the_tenures_of_the_reference_data() -> None:
    world = World()
    world.mention(world.observe("a"), actor("Anna Moer", "AAA"))
    (row,) = world.table("tenure").iter_rows(named=True)
    assert (row["office"], row["start_date"], row["end_date"], row["basis"]) == (
        "president",
        date(2019, 2, 1),
        None,
        "reference",
    )


def test_who_does_not_occur_has_none() -> None:
    world = World()
    world.mention(world.observe("a"), actor("Bo Li", "BBB"))
    assert world.table("tenure").is_empty()


def test_a_cited_title_is_a_tenure_without_dates() -> None:
    world = World()
    for uri in ("a", "b"):
        world.mention(world.observe(uri, f"{uri}."), actor("Bo Li", "BBB"), title="Foreign Minister")
    (row,) = world.table("tenure").iter_rows(named=True)
    assert (row["office"], row["basis"], row["start_date"], row["article_count"]) == (
        "Foreign Minister",
        "cited",
        None,
        2,
    )


def test_a_title_of_a_country_is_no_tenure() -> None:
    world = World()
    world.mention(world.observe("a"), actor("Bland", "BBB", "country"), title="Kingdom")
    assert world.table("tenure").is_empty()
