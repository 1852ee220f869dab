from __future__ import annotations

from frames import World, actor, land


def test_an_entity_is_called_as_the_reference_data_call_it() -> None:
    world = World()
    world.mention(world.observe("a"), actor("Anna Moer", "AAA"))
    (row,) = world.table("entity").iter_rows(named=True)
    assert (row["name"], row["aliases"], row["country"]) == ("Ana Mör", ["Anna Moer"], "AAA")


def test_an_unknown_entity_is_called_by_its_fullest_form() -> None:
    world = World()
    document_id = world.observe("a")
    for name in ("Bo Min Li", "Bo-Min Lí", "LI Bo Min"):
        world.mention(document_id, actor(name, "BBB"))
    (row,) = world.table("entity").iter_rows(named=True)
    assert row["name"] == "Bo Min Li"
    assert row["aliases"] == ["Bo-Min Lí", "LI Bo Min"]


def test_words_that_name_nobody_are_no_alias() -> None:
    world = World()
    document_id = world.observe("a")
    for start, words in enumerate(("Li", "He", "the chief")):
        world.mention(document_id, actor("Bo Li", "BBB") | {"text": words}, start=start * 10)
    (row,) = world.table("entity").iter_rows(named=True)
    assert row["aliases"] == ["Li"]
    assert row["mention_count"] == 3


def test_copies_of_an_article_are_not_counted() -> None:
    world = World()
    for uri, text in (("a", "Bo came."), ("b", "Bo  came."), ("c", "Bo left.")):
        world.mention(world.observe(uri, text), land("BBB"))
    (row,) = world.table("entity").iter_rows(named=True)
    assert (row["mention_count"], row["article_count"]) == (2, 2)


def test_an_entity_has_no_wikidata_item_unless_the_reference_data_give_it() -> None:
    world = World()
    world.mention(world.observe("a"), actor("Ana Mör", "AAA"))
    assert world.table("entity")["wikidata_id"].to_list() == [None]


def test_an_organization_has_its_sector_of_the_reference_data() -> None:
    world = World()
    document_id = world.observe("a")
    for name, kind in (("LoL", "organization"), ("Union of Lands", "organization"), ("League of Lands", "person")):
        world.mention(document_id, actor(name, None, kind))
    found = {(row["kind"], row["name"]): row["sector"] for row in world.table("entity").iter_rows(named=True)}
    assert found == {
        ("organization", "League of Lands"): "IGO",
        ("organization", "Union of Lands"): None,
        ("person", "League of Lands"): None,
    }
