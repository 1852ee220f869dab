"""Corrections by hand: what each changes in the tables, what it leaves alone, and what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl
import pytest
from frames import World, actor, land
from hypothesis import given, settings
from hypothesis import strategies as st

A, B, C = land("AAA"), land("BBB"), land("CCC")
ANA, BO, CY, DI = (
    actor("Ana Mör", "AAA"),
    actor("Bo Li", "BBB"),
    actor("Cy Dov", "CCC"),
    actor("Di Fox", "AAA"),
)
Tables = dict[str, pl.DataFrame]
Change = tuple[str, dict[str, Any]]
# Tables that say what was corrected; all others must be as they were once a correction is withdrawn.
ABOUT_CORRECTIONS = ("correction",)


def world() -> World:
    """Two articles tell of one meeting, others of a visit and an accusation."""
    made = World()
    made.tell("uri 0", "Ana Mör met Bo Li on 3 May 2021.", "meet", [ANA], [BO], place="Paris")
    made.tell("uri 1", "Bo Li met Ana Mör on 3 May 2021 again.", "meet", [ANA], [BO])
    made.tell("uri 2", "Cy Dov visited Bland on 5 June 2021.", "visit", [CY], [B])
    made.tell("uri 3", "Di Fox accused Cland on 7 July 2021.", "accuse", [DI], [C], published=date(2021, 7, 9))
    made.tell("uri 4", "Di Fox accused Cland on Monday.", "accuse", [DI], [C], published=date(2021, 8, 4))
    return made


def only(table: pl.DataFrame, *conditions: pl.Expr | bool, **constraints: Any) -> dict[str, Any]:
    return table.filter(*conditions, **constraints).row(0, named=True)


def corrected(changes: Iterable[Change], made: World | None = None) -> Tables:
    made = made or world()
    for kind, payload in changes:
        made.enter(kind, payload, reason="it was so")
    return made.tables()


def same(first: Tables, second: Tables, *, but: Iterable[str] = ABOUT_CORRECTIONS) -> bool:
    return all(frame.equals(second[name]) for name, frame in first.items() if name not in but)


BEFORE = world().tables()
EVENT = {row["kind"]: row["event_id"] for row in BEFORE["event"].sort("start_date", descending=True).to_dicts()}
ENTITY = dict(BEFORE["entity"].select("name", "entity_id").iter_rows())
ARTICLE = dict(BEFORE["article"].select("uri", "article_id").iter_rows())
NAMES = dict(BEFORE["entity_name"].select("name", "entity_name_id").iter_rows())


def event_change(of_kind: str, **changes: Any) -> Change:
    return "event_corrected", {"event_id": EVENT[of_kind], "changes": changes}


def status_of_all(made: Tables) -> list[str]:
    return made["correction"].sort("seq")["status"].to_list()


def status(made: Tables) -> list[str]:
    return made["correction"].filter(pl.col("kind") != "document_retracted").sort("seq")["status"].to_list()


# ------------------------------------------------------------------------------------------------------------ events


def test_corrected_dates_are_the_events_window_and_say_who_and_why() -> None:
    made = corrected([event_change("meet", start_date="2021-05-04", end_date="2021-05-06")])
    event = only(made["event"], event_id=EVENT["meet"])
    assert (event["start_date"], event["end_date"]) == (date(2021, 5, 4), date(2021, 5, 6))
    assert (event["date_precision"], event["date_basis"]) == ("range", "corrected")
    assert event["date_rule"] == "corrected by test: it was so"
    assert event["date_claim_id"] is None
    assert event["status"] == "corrected"
    assert same(BEFORE, made, but=("event", "correction"))
    others = pl.col("event_id") != EVENT["meet"]
    assert made["event"].filter(others).equals(BEFORE["event"].filter(others))


def test_dates_corrected_to_none_leave_the_event_undated() -> None:
    made = corrected([event_change("meet", start_date=None, end_date=None)])
    event = only(made["event"], event_id=EVENT["meet"])
    assert (event["start_date"], event["date_precision"], event["date_basis"]) == (None, "unknown", "unknown")


def test_class_and_intensity_follow_a_corrected_root_and_kind() -> None:
    made = corrected([event_change("meet", root="COOPERATE", kind="establish diplomatic relations")])
    event = only(made["event"], event_id=EVENT["meet"])
    assert (event["quad_class"], event["intensity"]) == ("material cooperation", 6.0)


def test_names_and_countries_follow_corrected_actors() -> None:
    made = corrected([event_change("meet", source_ids=[ENTITY["Cy Dov"]], place=None)])
    event = only(made["event"], event_id=EVENT["meet"])
    assert (event["source_names"], event["source_countries"]) == (["Cy Dov"], ["CCC"])
    assert event["place"] is None
    assert only(BEFORE["event"], event_id=EVENT["meet"])["place"] == "Paris"


def test_a_corrected_actor_that_was_merged_is_the_one_it_was_merged_into() -> None:
    merge = ("entity_merged", {"entity_id": ENTITY["Di Fox"], "merged_ids": [ENTITY["Cy Dov"]]})
    made = corrected([event_change("meet", source_ids=[ENTITY["Cy Dov"]]), merge])
    assert only(made["event"], event_id=EVENT["meet"])["source_names"] == ["Di Fox"]
    assert status(made) == ["applied", "applied"]


def test_a_corrected_actor_that_is_gone_leaves_the_actors_as_read_and_the_correction_an_orphan() -> None:
    made = world()
    made.enter(*event_change("meet", source_ids=[ENTITY["Cy Dov"]]), reason="it was he")
    made.enter("document_retracted", {"uri": "uri 2"})
    tables = made.tables()
    assert only(tables["event"], event_id=EVENT["meet"])["source_names"] == ["Ana Mör"]
    assert status(tables) == ["orphaned"]


def test_a_rejected_event_leaves_events_and_citations_and_stays_in_the_corrections() -> None:
    made = corrected([("event_rejected", {"event_id": EVENT["visit"]})])
    for name in ("event", "citation"):
        assert EVENT["visit"] not in made[name]["event_id"].to_list()
    told = only(made["event_claim"], read_event_id=EVENT["visit"])
    assert (told["event_id"], told["reason"]) == (None, "rejected by test: it was so")
    assert only(made["correction"])["corrected_ids"] == [EVENT["visit"]]
    assert status(made) == ["applied"]


def test_a_restored_event_is_back_as_it_was() -> None:
    made = corrected(
        [("event_rejected", {"event_id": EVENT["visit"]}), ("event_restored", {"event_id": EVENT["visit"]})]
    )
    assert same(BEFORE, made)
    assert status(made) == ["superseded", "applied"]


def test_merged_events_are_the_one_that_stays_and_leave_all_other_ids() -> None:
    made = corrected([("events_merged", {"event_id": EVENT["visit"], "merged_ids": [EVENT["meet"]]})])
    assert set(made["event"]["event_id"]) == set(BEFORE["event"]["event_id"]) - {EVENT["meet"]}
    told = made["event_claim"].filter(event_id=EVENT["visit"])
    assert told.height == 3
    assert told["is_founder"].sum() == 1
    assert only(told, pl.col("is_founder"))["read_event_id"] == EVENT["visit"]
    assert set(told.filter(read_event_id=EVENT["meet"])["reason"]) == {"corrected by test: it was so"}
    assert only(made["event"], event_id=EVENT["visit"])["claim_count"] == 3


def test_merges_in_a_circle_keep_what_the_last_one_names() -> None:
    visit, meet = EVENT["visit"], EVENT["meet"]
    first = ("events_merged", {"event_id": visit, "merged_ids": [meet]})
    made = corrected([first, ("events_merged", {"event_id": meet, "merged_ids": [visit]})])
    assert set(made["event"]["event_id"]) == set(BEFORE["event"]["event_id"]) - {visit}


def test_a_split_event_keeps_its_id_and_its_part_gets_one_from_its_claims() -> None:
    claims = BEFORE["event_claim"].filter(event_id=EVENT["meet"]).sort("is_founder")["claim_id"].to_list()
    for part in claims:
        made = corrected([("events_split", {"event_id": EVENT["meet"], "parts": [[part]]})])
        told = made["event_claim"].filter(read_event_id=EVENT["meet"])
        assert told["event_id"].n_unique() == 2
        assert told["is_founder"].all()
        assert EVENT["meet"] in told["event_id"].to_list()
        new_ids = set(made["event"]["event_id"]) - set(BEFORE["event"]["event_id"])
        assert new_ids == {only(told, claim_id=part)["event_id"]}


def test_a_part_can_be_merged_back() -> None:
    part = BEFORE["event_claim"].filter(event_id=EVENT["meet"])["claim_id"].to_list()[:1]
    made = world()
    made.enter("events_split", {"event_id": EVENT["meet"], "parts": [part]}, reason="two meetings")
    part_id = only(made.table("event_claim"), claim_id=part[0])["event_id"]
    made.enter("events_merged", {"event_id": EVENT["meet"], "merged_ids": [part_id]}, reason="one after all")
    tables = made.tables()
    assert same(BEFORE, tables)
    assert status(tables) == ["applied", "applied"]


# ---------------------------------------------------------------------------------------------------------- entities


def test_merged_entities_are_one_everywhere_and_change_no_id_of_claims_and_events() -> None:
    made = corrected([("entity_merged", {"entity_id": ENTITY["Di Fox"], "merged_ids": [ENTITY["Cy Dov"]]})])
    assert ENTITY["Cy Dov"] not in made["entity"]["entity_id"].to_list()
    merged = only(made["entity"], entity_id=ENTITY["Di Fox"])
    assert (merged["name"], merged["aliases"], merged["country"]) == ("Di Fox", ["Cy Dov"], "AAA")
    for name in ("claim", "event"):
        key = f"{name}_id"
        assert made[name][key].to_list() == BEFORE[name][key].to_list()
    assert only(made["event"], event_id=EVENT["visit"])["source_names"] == ["Di Fox"]
    assert only(made["entity_name"], name="Cy Dov")["reason"] == "corrected by test: it was so"
    assert ENTITY["Cy Dov"] not in made["mention"]["entity_id"].to_list()


def test_who_is_merged_with_whom_they_acted_upon_is_not_on_both_sides() -> None:
    made = corrected([("entity_merged", {"entity_id": ENTITY["Ana Mör"], "merged_ids": [ENTITY["Bo Li"]]})])
    event = only(made["event"], event_id=EVENT["meet"])
    assert (event["source_names"], event["target_names"]) == (["Ana Mör"], [])


def test_a_split_entity_gives_names_to_its_part() -> None:
    made = world()
    # A transcription of the same name, so the same entity until somebody knows better.
    made.tell("uri 5", "Anna Moer met Bo Li on 9 May 2021.", "meet", [actor("Anna Moer", "AAA")], [BO])
    before = made.tables()
    names = dict(before["entity_name"].select("name", "entity_name_id").iter_rows())
    assert before["entity"].filter(name="Ana Mör").height == 1
    part = {"name": "Anna Moer", "entity_name_ids": [names["Anna Moer"]]}
    made.enter("entity_split", {"entity_id": ENTITY["Ana Mör"], "parts": [part]}, reason="another person")
    after = made.tables()
    parted = only(after["entity"], name="Anna Moer")
    assert parted["entity_id"] not in before["entity"]["entity_id"].to_list()
    assert (parted["kind"], parted["country"]) == ("person", "AAA")
    assert only(after["entity"], name="Ana Mör")["entity_id"] == ENTITY["Ana Mör"]
    assert before["event"]["event_id"].to_list() == after["event"]["event_id"].to_list()
    assert "Anna Moer" in after["event"]["source_names"].explode().to_list()


def test_a_corrected_entity_is_described_anew_and_its_events_follow() -> None:
    described = {"name": "Kai Dov", "country": "BBB", "wikidata_id": "Q7", "aliases": ["Kay", "Cy Dov"]}
    made = corrected([("entity_corrected", {"entity_id": ENTITY["Cy Dov"], "changes": described})])
    entity = only(made["entity"], entity_id=ENTITY["Cy Dov"])
    assert {name: entity[name] for name in described} == described | {"aliases": ["Cy Dov", "Kay"]}
    event = only(made["event"], event_id=EVENT["visit"])
    assert (event["source_names"], event["source_countries"]) == (["Kai Dov"], ["BBB"])


# ---------------------------------------------------------------------------------------------------------- articles


def test_a_corrected_publication_window_dates_the_articles_expressions_and_claims() -> None:
    window = {"published_start": "2021-09-01", "published_end": "2021-09-01"}
    change = ("article_corrected", {"article_id": ARTICLE["uri 4"], "changes": {**window, "outlet": "The Bland"}})
    made = corrected([change])
    article = only(made["article"], article_id=ARTICLE["uri 4"])
    assert (article["published_precision"], article["published_basis"]) == ("day", "corrected")
    assert [piece["says"] for piece in article["published_evidence"]] == ["corrected by test: it was so"]
    assert article["outlet"] == "The Bland"
    expression = only(made["expression"], article_id=ARTICLE["uri 4"])
    assert expression["start_date"] == date(2021, 8, 30)
    claim = only(made["claim"], article_id=ARTICLE["uri 4"])
    assert claim["start_date"] == date(2021, 8, 30)
    assert claim["claim_id"] == only(BEFORE["claim"], article_id=ARTICLE["uri 4"])["claim_id"]


def test_a_corrected_window_dates_another_article_that_tells_the_same() -> None:
    def made(*, is_corrected: bool) -> pl.DataFrame:
        told = World()
        for number, when in enumerate(("on Thursday", "on Thursday, officials said")):
            text = f"President Ana Mör received minister Bo Li for border treaty talks {when}."
            told.tell(f"uri {number}", text, "visit", [BO], [ANA])
        first = told.table("article")["article_id"].to_list()
        uri = dict(told.table("article").select("uri", "article_id").iter_rows())
        assert len(first) == 2
        if is_corrected:
            window = {"published_start": "2021-05-07", "published_end": "2021-05-07"}
            told.enter("article_corrected", {"article_id": uri["uri 0"], "changes": window}, reason="seen in print")
        return told.table("article").filter(uri="uri 1")

    assert only(made(is_corrected=False))["published_start"] is None
    assert only(made(is_corrected=True))["published_start"] == date(2021, 5, 6)


def test_a_window_corrected_to_none_is_unknown() -> None:
    window = {"published_start": None, "published_end": None}
    made = corrected([("article_corrected", {"article_id": ARTICLE["uri 3"], "changes": window})])
    article = only(made["article"], article_id=ARTICLE["uri 3"])
    assert (article["published_start"], article["published_basis"]) == (None, "unknown")


# ----------------------------------------------------------------------------------------- order, withdrawal, orphans

PARTS = BEFORE["event_claim"].filter(event_id=EVENT["meet"])["claim_id"].to_list()[:1]
INDEPENDENT: tuple[Change, ...] = (
    event_change("meet", place="Lima"),
    event_change("meet", root="SUPPORT", kind="praise"),
    event_change("visit", start_date="2021-06-06", end_date="2021-06-06"),
    ("events_split", {"event_id": EVENT["meet"], "parts": [PARTS]}),
    ("event_rejected", {"event_id": EVENT["accuse"]}),
    ("entity_merged", {"entity_id": ENTITY["Bo Li"], "merged_ids": [ENTITY["Cy Dov"]]}),
    ("entity_corrected", {"entity_id": ENTITY["Di Fox"], "changes": {"name": "Dido Fox"}}),
    ("article_corrected", {"article_id": ARTICLE["uri 0"], "changes": {"title": "Talks"}}),
    (
        "article_corrected",
        {"article_id": ARTICLE["uri 1"], "changes": {"published_start": "2021-05-04", "published_end": "2021-05-04"}},
    ),
)


@settings(deadline=None, max_examples=10)
@given(st.permutations(INDEPENDENT))
def test_the_order_of_independent_corrections_changes_no_table(changes: list[Change]) -> None:
    assert same(corrected(INDEPENDENT), corrected(changes))


@pytest.mark.parametrize(
    "change", INDEPENDENT, ids=lambda change: f"{change[0]}-{sorted(change[1].get('changes', ''))}"
)
def test_a_correction_changes_something_and_its_withdrawal_restores_every_table(change: Change) -> None:
    made = world()
    seq = made.enter(*change, reason="it was so")
    changed = made.tables()
    assert not same(BEFORE, changed)
    assert status(changed) == ["applied"]
    made.enter("correction_withdrawn", {"seq": seq}, reason="a mistake")
    withdrawn = made.tables()
    assert same(BEFORE, withdrawn)
    assert status(withdrawn) == ["withdrawn", "applied"]


def test_a_withdrawal_can_be_withdrawn() -> None:
    made = world()
    seq = made.enter(*event_change("meet", place="Lima"), reason="the dateline")
    corrected_tables = made.tables()
    again = made.enter("correction_withdrawn", {"seq": seq}, reason="a mistake")
    made.enter("correction_withdrawn", {"seq": again}, reason="no mistake")
    assert same(corrected_tables, made.tables())
    assert status(made.tables()) == ["applied", "withdrawn", "applied"]


def test_the_last_correction_of_a_field_counts_and_the_one_before_says_so() -> None:
    made = corrected([event_change("meet", place="Lima", kind="praise"), event_change("meet", place="Rome")])
    event = only(made["event"], event_id=EVENT["meet"])
    assert (event["place"], event["kind"]) == ("Rome", "praise")
    first = only(made["correction"].sort("seq"))
    assert first["status"] == "applied"
    assert f"gives place of {EVENT['meet']} anew" in first["explanation"]
    made = corrected([event_change("meet", place="Lima"), event_change("meet", place="Rome")])
    assert status(made) == ["superseded", "applied"]


def test_corrections_survive_another_article_that_joins_the_event() -> None:
    made = world()
    made.enter(*event_change("meet", place="Lima"), reason="the dateline")
    made.tell("uri 9", "On 3 May 2021, Ana Mör and Bo Li met.", "meet", [ANA], [BO], run="run 2", place="Oslo")
    tables = made.tables()
    event = only(tables["event"], event_id=EVENT["meet"])
    assert (event["place"], event["article_count"]) == ("Lima", 3)
    assert status(tables) == ["applied"]


@pytest.mark.parametrize(
    ("change", "uri"),
    [
        (event_change("visit", place="Lima"), "uri 2"),
        (("event_rejected", {"event_id": EVENT["visit"]}), "uri 2"),
        (("events_merged", {"event_id": EVENT["visit"], "merged_ids": [EVENT["meet"]]}), "uri 2"),
        (("events_merged", {"event_id": EVENT["meet"], "merged_ids": [EVENT["visit"]]}), "uri 2"),
        (("entity_corrected", {"entity_id": ENTITY["Cy Dov"], "changes": {"country": None}}), "uri 2"),
        (("entity_merged", {"entity_id": ENTITY["Cy Dov"], "merged_ids": [ENTITY["Bo Li"]]}), "uri 2"),
        (("article_corrected", {"article_id": ARTICLE["uri 2"], "changes": {"author": None}}), "uri 2"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_correction_whose_target_is_gone_is_an_orphan_and_changes_nothing(change: Change, uri: str) -> None:
    without = world()
    without.enter("document_retracted", {"uri": uri})
    made = world()
    made.enter("document_retracted", {"uri": uri})
    made.enter(*change, reason="it was so")
    tables = made.tables()
    assert same(without.tables(), tables)
    assert status(tables) == ["orphaned"]
    assert "communique correct withdraw 7" in only(tables["correction"], seq=7)["explanation"]


def test_what_was_corrected_before_a_merge_is_superseded_not_an_orphan() -> None:
    merge = ("events_merged", {"event_id": EVENT["visit"], "merged_ids": [EVENT["meet"]]})
    made = corrected([event_change("meet", place="Lima"), merge])
    assert status(made) == ["superseded", "applied"]
    made = corrected([event_change("meet", place="Lima"), ("event_rejected", {"event_id": EVENT["meet"]})])
    assert status(made) == ["superseded", "applied"]


def test_a_correction_tells_what_it_changes_and_who_did_it() -> None:
    row = only(corrected([event_change("meet", place="Lima")])["correction"])
    assert json.loads(row["changes"]) == {"place": "Lima"}
    assert (row["author"], row["reason"], row["kind"]) == ("test", "it was so", "event_corrected")


def test_a_retraction_is_a_correction_and_can_be_withdrawn() -> None:
    made = world()
    seq = made.enter("document_retracted", {"uri": "uri 2"}, reason="withdrawn by its agency")
    retracted = made.tables()
    assert only(retracted["correction"])["corrected_ids"] == ["uri 2"]
    assert status_of_all(retracted) == ["applied"]
    made.enter("correction_withdrawn", {"seq": seq}, reason="it was another agency")
    assert same(BEFORE, made.tables())
    assert status_of_all(made.tables()) == ["withdrawn", "applied"]
