from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import polars as pl
import pytest
from frames import World, actor, land

ANA, BO, CY = actor("Ana Mör", "AAA"), actor("Bo Li", "BBB"), actor("Cy Dov", "BBB")
A, B, C = land("AAA"), land("BBB"), land("CCC")
Telling = tuple[str, str, list[Any], list[Any], dict[str, Any]]


def told(text: str, kind: str, sources: Any, targets: Any = (), **changes: Any) -> Telling:
    def listed(who: Any) -> list[Any]:
        return [who] if isinstance(who, dict) else list(who)

    return text, kind, listed(sources), listed(targets), changes


def world_of(*tellings: Telling) -> World:
    world = World()
    for number, (text, kind, sources, targets, changes) in enumerate(tellings):
        world.tell(f"uri {number}", f"{text} [{number}]", kind, sources, targets, **changes)
    return world


def events_of(*tellings: Telling) -> list[list[int]]:
    """The tellings by event, each by its number."""
    tables = world_of(*tellings).tables("event_claim")
    claim = tables["claim"].join(tables["article"].select("article_id", "uri"), on="article_id")
    rows = tables["event_claim"].join(claim, on="claim_id").select("event_id", "uri").unique()
    by_event: dict[str, list[int]] = {}
    for event_id, uri in rows.iter_rows():
        by_event.setdefault(event_id, []).append(int(uri.removeprefix("uri ")))
    return sorted(sorted(numbers) for numbers in by_event.values())


def are_one(first: Telling, second: Telling) -> bool:
    return len(events_of(first, second)) == 1


def test_the_same_act_on_the_same_day_is_one_event() -> None:
    first = told("Ana met Bo on 3 May 2021.", "meet", ANA, BO)
    assert are_one(first, told("On May 3, 2021, Ana Mor met Bo.", "meet", ANA, BO))


def test_another_day_is_another_event() -> None:
    first = told("Ana visited Bland on 3 May 2021.", "visit", ANA, B)
    assert not are_one(first, told("Ana visited Bland on 17 May 2021.", "visit", ANA, B))


def test_another_person_is_another_event() -> None:
    first = told("Ana met Bo on 3 May 2021.", "meet", ANA, BO)
    assert not are_one(first, told("Ana met Cy on 3 May 2021.", "meet", ANA, CY))


def test_another_kind_of_act_is_another_event() -> None:
    first = told("Ana visited Bo on 3 May 2021.", "visit", ANA, BO)
    assert not are_one(first, told("Ana accused Bo on 3 May 2021.", "accuse", ANA, BO))


def test_a_month_holds_the_day() -> None:
    first = told("Ana met Bo in February 2021.", "meet", ANA, BO)
    assert are_one(first, told("Ana met Bo on February 14, 2021.", "meet", ANA, BO))


def test_a_month_that_holds_two_events_joins_neither() -> None:
    day, other = (told(f"Ana met Bo on February {day}, 2021.", "meet", ANA, BO) for day in (4, 20))
    assert events_of(day, other, told("Ana met Bo in February 2021.", "meet", ANA, BO)) == [[0], [1], [2]]


def test_a_claim_that_fits_two_events_names_both() -> None:
    days = [told(f"Ana met Bo on February {day}, 2021.", "meet", ANA, BO) for day in (4, 20)]
    table = world_of(*days, told("Ana met Bo in February 2021.", "meet", ANA, BO)).table("event_claim")
    loose = table.filter(pl.col("alternative_event_ids").list.len() > 0)
    assert loose["alternative_event_ids"].list.len().to_list() == [2]


def test_a_year_holds_the_day_of_a_rare_act() -> None:
    first = told("Aland and Bland established relations in 1960.", "establish diplomatic relations", A, B)
    assert are_one(
        first, told("On August 29, 1960 Bland and Aland set up ties.", "establish diplomatic relations", B, A)
    )


def test_what_is_said_often_is_not_recognised_by_its_year() -> None:
    first = told("Aland accused Bland in 2019.", "accuse", A, B)
    assert not are_one(first, told("Aland accused Bland on 5 May 2019.", "accuse", A, B))


def test_who_is_named_first_plays_no_part_in_mutual_acts() -> None:
    first = told("Ana met Bo on 3 May 2021.", "meet", ANA, BO)
    assert are_one(first, told("Bo met Ana on 3 May 2021.", "hold talks", BO, ANA))
    assert are_one(first, told("Ana and Bo met on 3 May 2021.", "meet", [ANA, BO]))


def test_who_did_it_counts_in_one_sided_acts() -> None:
    first = told("Ana visited Bo on 3 May 2021.", "visit", ANA, BO)
    assert not are_one(first, told("Bo visited Ana on 3 May 2021.", "visit", BO, ANA))


def test_receiving_a_visitor_is_the_visit() -> None:
    first = told("Ana visited Bo on 3 May 2021.", "visit", ANA, BO)
    assert are_one(first, told("Bo received Ana on 3 May 2021.", "receive visitor", BO, ANA))


def test_a_country_joins_the_person_who_acted_for_it() -> None:
    first = told("Ana visited Bland on 3 May 2021.", "visit", ANA, B)
    assert are_one(first, told("Aland's leader was in Bland on 3 May 2021.", "visit", A, B))


def test_sides_may_be_vague_crosswise() -> None:
    first = told("Ana visited Bland on 3 May 2021.", "visit", ANA, B)
    assert are_one(first, told("Aland paid Bo a visit on 3 May 2021.", "visit", A, BO))


def test_a_country_that_fits_two_persons_joins_neither() -> None:
    persons = [told("Ana met them on 3 May 2021.", "meet", ANA, who) for who in (BO, CY)]
    assert events_of(*persons, told("Aland met Bland on 3 May 2021.", "meet", A, B)) == [[0], [1], [2]]


def test_another_country_does_not_fit() -> None:
    first = told("Ana visited Bland on 3 May 2021.", "visit", ANA, B)
    assert not are_one(first, told("Aland visited Cland on 3 May 2021.", "visit", A, C))


def test_a_group_does_not_stand_for_its_country() -> None:
    rebels = actor("Free Alanders", "AAA", "group")
    first = told("Rebels attacked Bland on 3 May 2021.", "attack", rebels, B)
    assert not are_one(first, told("Aland attacked Bland on 3 May 2021.", "attack", A, B))


def test_two_messages_are_not_one_message() -> None:
    first = told("Ana sent two messages in May 2021.", "send message", ANA, BO, count=2)
    assert not are_one(first, told("Ana sent a message on 3 May 2021.", "send message", ANA, BO))
    assert are_one(first, told("In May 2021 Ana sent two letters.", "send message", ANA, BO, count=2))


def test_a_number_of_people_is_no_number_of_acts() -> None:
    first = told("Aland expelled two envoys of Bland on 3 May 2021.", "expel", A, B, count=2)
    assert are_one(first, told("Aland expelled envoys of Bland on 3 May 2021.", "expel", A, B))


def test_undated_claims_of_two_articles_stay_apart() -> None:
    first = told("Ana met Bo.", "meet", ANA, BO)
    assert not are_one(first, told("Ana had met Bo.", "meet", ANA, BO))


def test_an_undated_claim_joins_the_only_event_of_exactly_these_actors() -> None:
    first = told("Ana met Bo on 3 May 2021.", "meet", ANA, BO)
    assert are_one(first, told("Ana had met Bo.", "meet", ANA, BO, tense="background"))


def test_an_undated_claim_of_vague_actors_joins_nothing_elsewhere() -> None:
    first = told("Aland met Bland on 3 May 2021.", "meet", A, B)
    assert not are_one(first, told("Aland had met Bland.", "meet", A, B, tense="background"))


def test_an_undated_claim_joins_what_its_own_article_tells() -> None:
    world = World()
    text = "Aland met Bland on 3 May 2021. The meeting of Aland and Bland was long."
    document_id = world.observe("a", text)
    for sentence in ("Aland met Bland on 3 May 2021.", "The meeting of Aland and Bland was long."):
        world.claim(document_id, "meet", [A], [B], sentence=sentence)
    tables = world.tables("event", "citation")
    assert tables["event"].height == 1
    assert tables["citation"].height == 2


def test_an_undated_plan_is_none_that_lies_long_behind() -> None:
    def are_alike(earlier: str, published: date) -> bool:
        world = World()
        sentences = [f"{earlier} Ana vowed to help Bland.", "Ana will help Bland."]
        document_id = world.observe("a", " ".join(sentences), published=published)
        for sentence in sentences:
            world.claim(document_id, "aid", [ANA], [B], sentence=sentence, is_planned=True)
        return world.tables("event")["event"].height == 1

    assert not are_alike("In May 2020", date(2021, 6, 4))
    assert are_alike("On 3 June 2021", date(2021, 6, 4))


def test_a_denial_and_an_assertion_are_one_event() -> None:
    first = told("Ana met Bo on 3 May 2021.", "meet", ANA, BO)
    assert are_one(first, told("Ana did not meet Bo on 3 May 2021.", "meet", ANA, BO, is_negated=True))


def test_a_plan_joins_the_report_that_it_happened() -> None:
    plan = told("Ana will meet Bo in May 2021.", "meet", ANA, BO, is_planned=True)
    assert are_one(plan, told("Ana met Bo on 3 May 2021.", "meet", ANA, BO))
    assert not are_one(plan, told("Ana met Bo on 3 June 2021.", "meet", ANA, BO))


def test_dates_a_day_apart_in_two_articles_are_one_event() -> None:
    first = told("Ana met Bo on 3 May 2021.", "meet", ANA, BO)
    assert are_one(first, told("Ana met Bo on 4 May 2021.", "meet", ANA, BO))


def test_a_daily_series_is_not_one_event() -> None:
    days = [told(f"Ana met Bo on {day} May 2021.", "meet", ANA, BO) for day in (3, 4, 5)]
    assert events_of(*days) == [[0], [1], [2]]


def test_news_of_two_days_is_one_event_and_news_of_two_weeks_is_not() -> None:
    first = told("Ana met Bo.", "meet", ANA, BO, published=date(2021, 5, 3))
    assert are_one(first, told("Ana met Bo.", "meet", ANA, BO, published=date(2021, 5, 4)))
    assert not are_one(first, told("Ana met Bo.", "meet", ANA, BO, published=date(2021, 5, 8)))


def test_suppositions_and_doubtful_claims_make_no_event() -> None:
    supposed = told("Ana may meet Bo on 3 May 2021.", "meet", ANA, BO, is_hypothetical=True)
    doubtful = told("Ana met Bo on 3 May 2021.", "meet", ANA, BO, confidence=0.1)
    assert events_of(supposed, doubtful, told("Nobody met on 3 May 2021.", "meet", [])) == []


def test_every_joined_claim_says_why() -> None:
    tellings = (
        told("Ana visited Bland on 3 May 2021.", "visit", ANA, B),
        told("Aland visited Bland on 3 May 2021.", "visit", A, B),
        told("Ana visited Bland in May 2021.", "visit", ANA, B),
    )
    reasons = world_of(*tellings).table("event_claim")["reason"]
    assert reasons.n_unique() == 3
    assert any("more vaguely" in reason for reason in reasons)


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_the_order_of_articles_plays_no_part(order: tuple[int, ...]) -> None:
    tellings = [
        told("Ana visited Bland on 3 May 2021.", "visit", ANA, B),
        told("Aland visited Bo in May 2021.", "visit", A, BO),
        told("Ana had visited Bo.", "visit", ANA, BO, tense="background"),
        told("Ana did not visit Bland on 3 May 2021.", "visit", ANA, B, is_negated=True),
    ]
    shuffled = [[order[number] for number in event] for event in events_of(*(tellings[number] for number in order))]
    assert sorted(sorted(event) for event in shuffled) == events_of(*tellings)


def test_an_event_keeps_its_id_when_other_articles_join() -> None:
    world = World()
    world.tell("b", "Ana met Bo in May 2021.", "meet", [ANA], [BO])
    (before,) = world.table("event")["event_id"]
    world.tell("a", "Ana met Bo on 3 May 2021.", "meet", [ANA], [BO], run="run 2")
    (after,) = world.table("event")["event_id"]
    assert before == after


def test_an_event_keeps_its_id_when_the_page_is_edited_elsewhere() -> None:
    world = World()
    for text in ("Ana met Bo in May 2021. It rained.", "Yesterday. Ana met Bo in May 2021. The sun shone."):
        world.claim(world.observe("a", text), "meet", [ANA], [BO], sentence="Ana met Bo in May 2021.")
        if "rained" in text:
            (before,) = world.table("event")["event_id"]
    (after,) = world.table("event")["event_id"]
    assert before == after


def test_one_sentence_can_found_several_events() -> None:
    world = World()
    document_id = world.observe("a", "Ana met Bo on 3 May 2021.")
    world.claim(document_id, "meet", [ANA], [BO])
    world.claim(document_id, "visit", [ANA], [BO])
    assert world.table("event").height == 2
