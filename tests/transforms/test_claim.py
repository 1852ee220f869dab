from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from frames import World, actor, land

ANA, BO = actor("Ana Mör", "AAA"), actor("Bo Li", "BBB")


def test_a_claim_has_the_window_of_the_expression_that_dates_it() -> None:
    world = World()
    world.tell("a", "Ana met Bo in May 2021.", "meet", [ANA], [BO])
    (row,) = world.table("claim").iter_rows(named=True)
    assert (row["start_date"], row["end_date"]) == (date(2021, 5, 1), date(2021, 5, 31))
    assert (row["date_precision"], row["date_basis"]) == ("month", "stated")
    assert "May 2021" in row["date_rule"]


def test_undated_news_happened_shortly_before_publication() -> None:
    world = World()
    world.tell("a", "Ana met Bo.", "meet", [ANA], [BO], published=date(2021, 5, 3))
    (row,) = world.table("claim").iter_rows(named=True)
    assert (row["end_date"], row["date_basis"]) == (date(2021, 5, 3), "publication")
    assert row["start_date"] < row["end_date"]


def test_undated_claims_of_an_undated_article_have_no_window() -> None:
    world = World()
    world.tell("a", "Ana met Bo.", "meet", [ANA], [BO])
    (row,) = world.table("claim").iter_rows(named=True)
    assert (row["start_date"], row["end_date"], row["date_precision"], row["date_basis"]) == (
        None,
        None,
        "unknown",
        "unknown",
    )


def test_what_lies_behind_the_news_is_not_dated_by_publication() -> None:
    world = World()
    world.tell("a", "Ana had met Bo.", "meet", [ANA], [BO], published=date(2021, 5, 3), tense="background")
    assert world.table("claim")["start_date"].to_list() == [None]


def test_actors_are_entities_in_order_of_their_ids() -> None:
    world = World()
    world.tell("a", "They met.", "meet", [BO, land("CCC"), actor("Anna Moer"), ANA], [])
    (row,) = world.table("claim").iter_rows(named=True)
    assert row["source_ids"] == sorted(row["source_ids"])
    assert len(row["source_ids"]) == 3
    assert row["target_ids"] == []


def test_a_claim_read_by_two_rules_is_told_by_the_surer() -> None:
    world = World()
    article_id = world.observe("a", "Ana met Bo.")
    for confidence, rule in ((0.5, "a"), (0.9, "b")):
        world.claim(article_id, "meet", [ANA], [BO], confidence=confidence, rule=rule)
    assert world.table("claim")["rule"].to_list() == ["b"]


def test_claims_of_superseded_documents_are_gone() -> None:
    world = World()
    world.tell("a", "Ana met Bo.", "meet", [ANA], [BO])
    world.observe("a", "It was not so.")
    assert world.table("claim").is_empty()


def test_every_claim_keeps_its_own_date() -> None:
    world = World()
    days = range(1, 29)
    for day in days:
        world.tell(f"uri {day:02}", f"Ana met Bo on {day} May 2021.", "meet", [ANA], [BO])
    table = world.tables("claim")
    dated = table["claim"].join(table["article"].select("article_id", "uri"), on="article_id").sort("uri")
    assert dated["start_date"].to_list() == [date(2021, 5, day) for day in days]


def test_nobody_acts_upon_themselves() -> None:
    world = World()
    world.tell("a", "Ana Mör met Anna Moer and Bo.", "meet", [ANA], [actor("Anna Moer", "AAA"), BO])
    world.tell("b", "Ana Mör met Anna Moer.", "meet", [ANA], [actor("Anna Moer", "AAA")])
    table = world.table("claim")
    assert sorted(table["target_ids"].list.len()) == [0, 1]
    assert table.filter(pl.col("source_ids").list.set_intersection("target_ids").list.len() > 0).is_empty()


@pytest.mark.parametrize("when", ["in 1066", "on 1 May 2050", "on 3 May 1499", "from 1 May 1499 to 3 May 1501"])
def test_what_is_said_of_far_off_years_dates_no_act(when: str) -> None:
    world = World()
    world.tell("a", f"Ana met Bo {when}.", "meet", [ANA], [BO])
    (row,) = world.table("claim").iter_rows(named=True)
    assert (row["start_date"], row["end_date"]) == (None, None)
    assert (row["date_precision"], row["date_basis"]) == ("unknown", "unknown")
    assert row["date_rule"].endswith("five years after the article was seen")


@pytest.mark.parametrize("when", ["in 1500", "on 1 January 2031"])
def test_the_outermost_years_date_acts(when: str) -> None:
    world = World()
    world.tell("a", f"Ana met Bo {when}.", "meet", [ANA], [BO])
    assert world.table("claim")["start_date"].null_count() == 0


def test_a_claim_names_the_expression_that_gives_its_window() -> None:
    world = World()
    text = "Ana met Bo in May 2021."
    world.tell("a", text, "meet", [ANA], [BO])
    (row,) = world.table("claim").iter_rows(named=True)
    assert text[row["expression_start"] : row["expression_end"]] == "May 2021"


def test_a_claim_dated_by_publication_or_not_at_all_names_no_expression() -> None:
    world = World()
    world.tell("a", "Ana met Bo.", "meet", [ANA], [BO], published=date(2021, 5, 3))
    world.tell("b", "Ana met Bo in the year 1066.", "meet", [ANA], [BO])
    assert world.table("claim")["expression_start"].to_list() == [None, None]
    assert world.table("claim")["expression_end"].to_list() == [None, None]


def test_a_claim_keeps_the_words_that_name_its_actors() -> None:
    world = World()
    world.tell("a", "Ana met Bo.", "meet", [ANA], [BO | {"start": 8, "end": 10, "text": "Bo"}])
    (row,) = world.table("claim").iter_rows(named=True)
    assert row["target_mentions"] == [{"start": 8, "end": 10, "text": "Bo", "entity_id": row["target_ids"][0]}]
    assert [place["entity_id"] for place in row["source_mentions"]] == row["source_ids"]


def test_words_that_name_who_acts_are_not_kept_for_the_other_side() -> None:
    world = World()
    world.tell("a", "They met.", "meet", [ANA], [ANA, BO])
    (row,) = world.table("claim").iter_rows(named=True)
    assert [place["entity_id"] for place in row["target_mentions"]] == row["target_ids"]


def test_what_is_nobody_is_the_object_of_the_act_and_no_entity() -> None:
    world = World()
    offer = {**actor("the offer"), "text": "the offer", "kind": "thing"}
    world.tell("a", "Ana rejected the offer.", "reject", [ANA], [offer])
    assert world.table("claim").select("object", "target_ids").rows() == [("the offer", [])]
    assert world.table("event")["object"].to_list() == ["the offer"]
    assert world.table("entity")["name"].to_list() == ["Ana Mör"]
