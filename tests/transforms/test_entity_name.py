from __future__ import annotations

from typing import Any

from frames import World, actor, land


def resolved(*who: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of the actors, in their order."""
    world = World()
    document_id = world.observe("a", "A text.")
    for each in who:
        world.mention(document_id, each)
    rows = {(r["kind"], r["name"], r["country"]): r for r in world.table("entity_name").iter_rows(named=True)}
    return [rows[each["kind"], each["name"], each["country"]] for each in who]


def are_one(one: dict[str, Any], other: dict[str, Any]) -> bool:
    first, second = resolved(one, other)
    return bool(first["entity_id"] == second["entity_id"])


def test_spellings_of_a_name_in_one_country_are_one_entity() -> None:
    assert are_one(actor("Bo-min Lí", "BBB"), actor("LI Bo Min", "BBB"))


def test_namesakes_of_two_countries_are_two_entities() -> None:
    assert not are_one(actor("Bo Li", "BBB"), actor("Bo Li", "CCC"))


def test_a_person_and_an_organization_of_one_name_are_two_entities() -> None:
    assert not are_one(actor("Bo Li", "BBB"), actor("Bo Li", "BBB", "organization"))


def test_people_of_one_family_name_are_not_one_entity() -> None:
    assert not are_one(actor("Dov Ban", "BBB"), actor("Dov Bel", "BBB"))


def test_a_name_without_country_is_the_only_person_of_that_name() -> None:
    first, second = resolved(actor("Bo Li", "BBB"), actor("Li Bo"))
    assert first["entity_id"] == second["entity_id"]
    assert second["entity_country"] == "BBB"
    assert "only person" in second["reason"]


def test_a_name_without_country_is_nobody_of_two_namesakes() -> None:
    first, second, unknown = resolved(actor("Bo Li", "BBB"), actor("Bo Li", "CCC"), actor("Li Bo"))
    assert unknown["entity_id"] not in (first["entity_id"], second["entity_id"])


def test_a_single_word_is_not_enough_to_find_a_country() -> None:
    assert not are_one(actor("Li", "BBB"), actor("Li"))


def test_another_spelling_of_a_known_name_is_that_person_whatever_it_was_taken_for() -> None:
    (row,) = resolved(actor("Mor Ana", None, "organization"))
    assert (row["entity_kind"], row["reference_name"]) == ("person", "Ana Mör")


def test_reference_aliases_lead_to_the_reference_name() -> None:
    (row,) = resolved(actor("Anna Moer"))
    assert (row["reference_name"], row["entity_country"]) == ("Ana Mör", "AAA")
    assert "Ana Mör" in row["reason"]


def test_an_alias_in_another_country_is_somebody_else() -> None:
    (row,) = resolved(actor("Anna Moer", "CCC"))
    assert row["reference_name"] is None


def test_an_organization_is_known_by_its_short_name() -> None:
    assert are_one(actor("LoL", None, "organization"), actor("the League of Lands", None, "organization"))


def test_a_country_is_known_by_its_code() -> None:
    assert are_one(land("AAA"), actor("Kingdom of Aland", "AAA", "country"))
    assert resolved(land("AAA"))[0]["reference_name"] == "Aland"


def test_an_organization_called_as_a_country_is_that_country() -> None:
    assert are_one(land("AAA"), actor("Aland", None, "organization"))
    assert not are_one(land("AAA"), actor("Aland", None, "person"))


def test_an_entity_keeps_its_id_when_other_names_turn_up() -> None:
    (alone,) = resolved(actor("Bo Li", "BBB"))
    first, *_ = resolved(actor("Bo Li", "BBB"), actor("Li Bo", "BBB"), actor("Bo Li", "CCC"))
    assert alone["entity_id"] == first["entity_id"]


def test_names_of_documents_that_are_gone_are_gone() -> None:
    world = World()
    world.mention(world.observe("a", "One."), actor("Bo Li", "BBB"))
    world.observe("a", "Two.")
    assert world.table("entity_name").is_empty()
