from __future__ import annotations

from datetime import date

import pytest
from frames import World, actor

ANA, BO = actor("Ana Mör", "AAA"), actor("Bo Li", "BBB")


def abouts(world: World) -> list[str]:
    return world.table("conflict")["about"].to_list()


@pytest.fixture
def world() -> World:
    world = World()
    world.tell("a", "Ana met Bo on 3 May 2021.", "meet", [ANA], [BO])
    return world


def test_one_article_contradicts_nobody(world: World) -> None:
    assert abouts(world) == []


def test_a_denial_is_shown_beside_the_assertion(world: World) -> None:
    world.tell("b", "Ana did not meet Bo on 3 May 2021.", "meet", [ANA], [BO], is_negated=True)
    (row,) = world.table("conflict").iter_rows(named=True)
    assert row["about"] == "polarity"
    assert (row["statement"], row["other_statement"]) == (
        "Ana met Bo on 3 May 2021.",
        "Ana did not meet Bo on 3 May 2021.",
    )
    assert row["article_id"] != row["other_article_id"]


def test_dates_that_differ_are_shown_with_both_days(world: World) -> None:
    world.tell("b", "Ana met Bo on 4 May 2021.", "meet", [ANA], [BO])
    (row,) = world.table("conflict").iter_rows(named=True)
    assert row["about"] == "event_date"
    assert "3 May 2021" in row["explanation"]
    assert "4 May 2021" in row["explanation"]


def test_a_sharper_date_contradicts_nothing(world: World) -> None:
    world.tell("b", "Ana met Bo in May 2021.", "meet", [ANA], [BO])
    assert abouts(world) == []


def test_numbers_that_differ_are_shown(world: World) -> None:
    world.tell("b", "Ana met Bo twice in May 2021.", "meet", [ANA], [BO], count=2)
    world.tell("c", "Ana met Bo thrice in May 2021.", "meet", [ANA], [BO], count=3)
    (row,) = world.table("conflict").iter_rows(named=True)
    assert row["about"] == "act_count"


def test_a_claim_that_could_mean_two_events_is_shown_beside_both(world: World) -> None:
    world.tell("b", "Ana met Bo on 20 May 2021.", "meet", [ANA], [BO])
    world.tell("c", "Ana met Bo in May 2021.", "meet", [ANA], [BO])
    rows = world.table("conflict")
    assert rows["about"].to_list() == ["event", "event"]
    assert set(rows["statement"]) == {"Ana met Bo in May 2021."}


def test_a_copy_contradicts_nobody(world: World) -> None:
    world.tell("b", "Ana  met Bo on 3 May 2021.", "meet", [ANA], [BO], is_negated=True)
    assert abouts(world) == []


def test_dates_that_a_page_states_apart_are_a_conflict_of_that_article() -> None:
    world = World()
    article_id = world.observe("a", "Ana came here.", published=date(2021, 5, 3))
    (stated,) = world.rows["read_page"][0]["stated_dates"]
    other = {"first_date": date(2022, 6, 1), "last_date": date(2022, 6, 1), "basis": "metadata", "text": "2022-06-01"}
    world.rows["read_page"][0]["stated_dates"] = [stated, stated | other]
    (row,) = world.table("conflict").iter_rows(named=True)
    assert (row["about"], row["subject_id"]) == ("publication_date", article_id)
    assert (row["article_id"], row["other_article_id"]) == (article_id, article_id)


def test_one_stated_date_is_no_conflict() -> None:
    world = World()
    world.observe("a", "Ana came on Monday.", published=date(2021, 5, 3))
    assert abouts(world) == []
