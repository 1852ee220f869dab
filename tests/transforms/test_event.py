from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from frames import World, actor, land

ANA, BO = actor("Ana Mör", "AAA"), actor("Bo Li", "BBB")
A, B = land("AAA"), land("BBB")


def only_event(world: World) -> dict[str, Any]:
    (row,) = world.table("event").iter_rows(named=True)
    return row


def test_an_event_says_who_did_what_to_whom() -> None:
    world = World()
    world.tell("a", "Ana visited Bland on 3 May 2021.", "visit", [ANA], [B], cameo_code="042")
    row = only_event(world)
    assert (row["root"], row["kind"], row["cameo_code"]) == ("CONSULT", "visit", "042")
    assert (row["quad_class"], row["intensity"]) == ("verbal cooperation", 2.0)
    assert (row["source_names"], row["source_countries"]) == (["Ana Mör"], ["AAA"])
    assert (row["target_names"], row["target_countries"]) == (["Bland"], ["BBB"])


def test_an_act_told_from_either_end_has_its_sides_one_way_round() -> None:
    world = World()
    world.tell("a", "Ana visited Bland on 3 May 2021.", "visit", [ANA], [B])
    world.tell("b", "Ana paid Bland a visit on 3 May 2021.", "visit", [ANA], [B])
    world.tell("c", "Bo received Ana on 3 May 2021.", "receive visitor", [BO], [ANA])
    row = only_event(world)
    assert (row["kind"], row["source_names"], row["target_names"]) == ("visit", ["Ana Mör"], ["Bo Li"])


def test_the_sharper_window_wins_and_says_which_claim_gives_it() -> None:
    world = World()
    world.tell("a", "Ana visited Bland in May 2021.", "visit", [ANA], [B])
    world.tell("b", "Ana visited Bland on 3 May 2021.", "visit", [ANA], [B])
    tables = world.tables("event")
    (row,) = tables["event"].iter_rows(named=True)
    assert (row["start_date"], row["end_date"], row["date_precision"]) == (date(2021, 5, 3), date(2021, 5, 3), "day")
    (rule,) = tables["claim"].filter(tables["claim"]["claim_id"] == row["date_claim_id"])["date_rule"]
    assert "3 May 2021" in rule


def test_windows_that_share_days_leave_those_days() -> None:
    world = World()
    world.tell("a", "Ana visited Bland from 3 to 9 May 2021.", "visit", [ANA], [B])
    world.tell("b", "Ana visited Bland from 8 to 20 May 2021.", "visit", [ANA], [B])
    row = only_event(world)
    assert (row["start_date"], row["end_date"], row["date_precision"]) == (date(2021, 5, 8), date(2021, 5, 9), "range")


def test_dates_that_contradict_each_other_are_both_held() -> None:
    world = World()
    for day in (3, 4):
        world.tell(f"uri {day}", f"Ana met Bo on {day} May 2021.", "meet", [ANA], [BO])
    row = only_event(world)
    assert (row["start_date"], row["end_date"], row["date_precision"]) == (date(2021, 5, 3), date(2021, 5, 4), "range")


def test_the_best_known_actors_are_the_events() -> None:
    world = World()
    world.tell("a", "Aland's leader visited Bland on 3 May 2021.", "visit", [A], [B])
    world.tell("b", "Ana visited Bland on 3 May 2021.", "visit", [ANA], [B])
    assert only_event(world)["source_names"] == ["Ana Mör"]


def test_each_side_is_known_as_well_as_any_claim_knows_it() -> None:
    world = World()
    world.tell("a", "Ana visited Bland on 3 May 2021.", "visit", [ANA], [B])
    world.tell("b", "Aland paid Bo a visit on 3 May 2021.", "visit", [A], [BO])
    row = only_event(world)
    assert (row["source_names"], row["target_names"]) == (["Ana Mör"], ["Bo Li"])


def test_an_undated_event_says_so() -> None:
    world = World()
    world.tell("a", "Ana had met Bo.", "meet", [ANA], [BO])
    row = only_event(world)
    assert (row["start_date"], row["date_precision"], row["date_basis"]) == (None, "unknown", "unknown")


def test_a_denied_event_is_disputed() -> None:
    world = World()
    world.tell("a", "Ana met Bo on 3 May 2021.", "meet", [ANA], [BO])
    world.tell("b", "Ana did not meet Bo on 3 May 2021.", "meet", [ANA], [BO], is_negated=True)
    row = only_event(world)
    assert (row["status"], row["is_negated"]) == ("disputed", False)


def test_what_is_only_denied_is_negated() -> None:
    world = World()
    world.tell("b", "Ana did not meet Bo on 3 May 2021.", "meet", [ANA], [BO], is_negated=True)
    row = only_event(world)
    assert (row["status"], row["is_negated"]) == ("reported", True)


def test_a_plan_that_is_told_as_done_is_no_plan_any_more() -> None:
    world = World()
    world.tell("a", "Ana will meet Bo in May 2021.", "meet", [ANA], [BO], is_planned=True)
    assert only_event(world)["is_planned"]
    world.tell("b", "Ana met Bo on 3 May 2021.", "meet", [ANA], [BO])
    row = only_event(world)
    assert not row["is_planned"]
    assert row["end_date"] == date(2021, 5, 3)


def test_two_articles_confirm_an_event_and_a_copy_does_not() -> None:
    world = World()
    text = "Ana met Bo on 3 May 2021."
    world.tell("a", text, "meet", [ANA], [BO])
    world.tell("b", text.replace(" ", "  "), "meet", [ANA], [BO])
    row = only_event(world)
    assert (row["status"], row["claim_count"], row["article_count"]) == ("reported", 1, 1)
    world.tell("c", "It is said that " + text, "meet", [ANA], [BO])
    row = only_event(world)
    assert (row["status"], row["claim_count"], row["article_count"]) == ("confirmed", 2, 2)


def test_the_number_of_acts_is_kept() -> None:
    world = World()
    world.tell("a", "Ana sent two messages in May 2021.", "send message", [ANA], [BO], count=2)
    assert only_event(world)["act_count"] == 2


def test_the_place_is_what_most_claims_write() -> None:
    world = World()
    for number, place in enumerate(("Bort", None, "Blim", "Blim")):
        world.tell(f"uri {number}", f"Ana met Bo on 3 May 2021. {number}", "meet", [ANA], [BO], place=place)
    assert only_event(world)["place"] == "Blim"


def test_the_first_publication_is_the_earliest_of_all_articles() -> None:
    world = World()
    for uri, day in (("a", 9), ("b", 5)):
        text = f"Ana met Bo on 3 May 2021, {uri}."
        world.tell(uri, text, "meet", [ANA], [BO], published=date(2021, 5, day))
    assert only_event(world)["first_published_date"] == date(2021, 5, 5)


def test_an_unknown_kind_is_graded_by_its_root() -> None:
    world = World()
    world.tell("a", "Ana hugged Bo on 3 May 2021.", "hug", [ANA], [BO])
    row = only_event(world)
    assert (row["quad_class"], row["intensity"]) == ("verbal cooperation", 2.0)


def test_an_unknown_root_has_no_grade() -> None:
    world = World()
    world.tell("a", "Ana hugged Bo on 3 May 2021.", "hug", [ANA], [BO], root="SUPPORT")
    row = only_event(world)
    assert (row["quad_class"], row["intensity"]) == (None, None)


def test_an_event_that_copies_alone_tell_counts_them_as_one_article() -> None:
    world = World()
    for uri, day in (("a", 1), ("b", 40), ("c", 40)):
        published = date(2021, 5, 1) + timedelta(days=day)
        world.tell(uri, "Ana met Bo.", "meet", [ANA], [BO], published=published)
    table = world.table("event").sort("start_date")
    assert table["article_count"].to_list() == [1, 1]
    assert table["claim_count"].to_list() == [1, 1]
    assert table["status"].unique().to_list() == ["reported"]


def test_nobody_is_on_both_sides_when_sides_come_from_two_claims() -> None:
    world = World()
    minister = actor("Ed Fox", "AAA")
    world.tell("a", "Aland's side met Ed Fox on 3 May 2021.", "accuse", [A], [minister])
    world.tell("b", "Ed Fox met Ana on 3 May 2021.", "accuse", [minister], [ANA])
    for row in world.table("event").iter_rows(named=True):
        assert row["source_ids"]
        assert not set(row["source_ids"]) & set(row["target_ids"])
