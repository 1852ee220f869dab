"""The conventions that every table keeps, and what is true of all tables together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from frames import World, actor, build, land
from hypothesis import example, given, settings
from hypothesis import strategies as st

from transforms import tables
from transforms.table import Table, build_order
from transforms.tables import TABLES

FOLDER = Path(tables.__file__).parent
TESTS = Path(__file__).parent
SOURCES = re.compile(r"entry|read_(page|expression|mention|claim)|reference_\w+")
TYPES_BY_SUFFIX = {
    "_id": pl.String,
    "_ids": pl.List(pl.String),
    "_code": pl.String,
    "_name": pl.String,
    "_names": pl.List(pl.String),
    "_countries": pl.List(pl.String),
    "_date": pl.Date,
    "_at": pl.Datetime("us", "UTC"),
}
each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@each_table
def test_a_table_is_a_file_of_its_name_with_a_test(table: Table) -> None:
    assert table.function.__module__ == f"transforms.{table.name}"
    assert (FOLDER / f"{table.name}.py").is_file()
    assert (TESTS / f"test_{table.name}.py").is_file()


@each_table
def test_a_table_states_its_grain(table: Table) -> None:
    assert table.grain.startswith("One row per ")
    assert table.grain.endswith(".")


@each_table
def test_every_column_has_a_meaning(table: Table) -> None:
    for name, column in table.columns.items():
        assert column.meaning, name
        assert not column.meaning.endswith("."), name
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)


@each_table
def test_suffixes_carry_types(table: Table) -> None:
    for name, column in table.columns.items():
        for suffix, dtype in TYPES_BY_SUFFIX.items():
            if name.endswith(suffix) and not name.endswith("dateline_place"):
                assert column.dtype == dtype, name
        if name.endswith("_count"):
            assert column.dtype in (pl.UInt32, pl.UInt64), name
        assert (column.dtype == pl.Boolean) == name.startswith(("is_", "has_")), name
        if name in ("start", "end") or name.startswith(("quote_s", "quote_e", "sentence_", "trigger_", "body_")):
            assert column.dtype == pl.UInt32, name


@each_table
def test_a_table_is_made_from_tables_and_known_sources(table: Table) -> None:
    names = {other.name for other in TABLES}
    for name in table.inputs:
        assert name in names or SOURCES.fullmatch(name), name


def test_tables_can_be_built_in_an_order() -> None:
    assert {table.name for table in build_order(TABLES)} == {table.name for table in TABLES}


@each_table
def test_a_table_of_nothing_is_empty(table: Table) -> None:
    assert World().table(table.name).is_empty()


A, B, C = land("AAA"), land("BBB"), land("CCC")
ANA, BO, CY = actor("Ana Mör", "AAA"), actor("Bo Li", "BBB"), actor("Cy Dov", "CCC")
WHEN = ("on 3 May 2021", "on 4 May 2021", "in May 2021", "in 2021", "", "on 20 May 2021", "from 2 to 8 May 2021")
KINDS = ("meet", "visit", "accuse", "hold talks", "establish diplomatic relations")


@st.composite
def telling(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    kind = draw(st.sampled_from(KINDS))
    sources = draw(st.lists(st.sampled_from((A, ANA, C)), max_size=2))
    targets = draw(st.lists(st.sampled_from((B, BO, CY)), max_size=2))
    names = " and ".join(who["name"] for who in (*sources, *targets))
    changes = {
        "is_negated": draw(st.sampled_from((False, False, True))),
        "is_planned": draw(st.sampled_from((False, False, True))),
        "count": draw(st.sampled_from((None, None, 2, 3))),
        "published": draw(st.sampled_from((None, date(2021, 5, 4), date(2021, 5, 6)))),
    }
    text = f"{kind} {names} {draw(st.sampled_from(WHEN))}."
    return text, {"kind": kind, "sources": sources, "targets": targets, **changes}


MEETINGS: list[tuple[str, dict[str, Any]]] = [
    (f"meet Ana and Bo on {day} May 2021.", {"kind": "meet", "sources": [ANA], "targets": [BO]})
    for day in range(2, 27, 4)
]


def world_of(tellings: list[tuple[str, dict[str, Any]]], order: list[int], runs: Sequence[str] = ()) -> World:
    """The articles of that order, all in one run or each in the run of its place."""
    world = World()
    for place, number in enumerate(order):
        text, changes = tellings[number]
        world.tell(f"uri {number}", text, **changes, run=runs[place] if runs else "run 1")
    return world


def claims_of(made: dict[str, pl.DataFrame]) -> dict[str, frozenset[str]]:
    """The claims of each event."""
    grouped = made["event_claim"].drop_nulls("event_id").group_by("event_id").agg("claim_id")
    return {event_id: frozenset(claim_ids) for event_id, claim_ids in grouped.iter_rows()}


TIMES = ("observed_at", "first_article_at", "refused_at")


@settings(deadline=None, max_examples=15)
@given(st.lists(telling(), min_size=2, max_size=7), st.randoms(use_true_random=False))
@example(MEETINGS * 2, Random(0))
def test_the_order_in_which_a_run_reads_its_documents_changes_no_table(
    tellings: list[tuple[str, dict[str, Any]]], random: Any
) -> None:
    order = list(range(len(tellings)))
    random.shuffle(order)
    first, second = world_of(tellings, sorted(order)).tables(), world_of(tellings, order).tables()
    for name, table in first.items():
        assert table.drop(TIMES, strict=False).equals(second[name].drop(TIMES, strict=False)), name


@settings(deadline=None, max_examples=15)
@given(st.lists(telling(), min_size=2, max_size=7), st.data())
def test_the_runs_in_which_documents_come_do_not_change_what_is_one_event(
    tellings: list[tuple[str, dict[str, Any]]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(tellings))))
    runs = sorted(data.draw(st.lists(st.sampled_from(("run 1", "run 2", "run 3")), min_size=len(order), max_size=7)))
    at_once = world_of(tellings, list(range(len(tellings)))).tables("event_claim")
    in_runs = world_of(tellings, order, runs).tables("event_claim")
    assert set(claims_of(at_once).values()) == set(claims_of(in_runs).values())
    for name in ("claim", "entity_name", "expression"):
        assert at_once[name].equals(in_runs[name]), name


@settings(deadline=None, max_examples=15)
@given(st.lists(telling(), min_size=3, max_size=7))
@example(MEETINGS * 2)
def test_articles_that_come_later_give_no_event_on_record_another_id(
    tellings: list[tuple[str, dict[str, Any]]],
) -> None:
    # The last addresses of the alphabet come first: what founds an event is what was on record first.
    half = len(tellings) // 2
    later, first = list(range(half)), list(range(half, len(tellings)))
    runs = ["run 1"] * len(first) + ["run 2"] * len(later)
    before = claims_of(world_of(tellings, first).tables("event_claim"))
    after = claims_of(world_of(tellings, first + later, runs).tables("event_claim"))
    for event_id, claim_ids in before.items():
        for other_id, others in after.items():
            if claim_ids <= others:
                # Its own id or, where it turns out to be one with an older event, that one's.
                assert other_id in before
                assert other_id == event_id or others != claim_ids


@settings(deadline=None, max_examples=15)
@given(st.lists(telling(), min_size=2, max_size=7), st.integers(0, 1000))
def test_the_order_of_rows_changes_no_table(tellings: list[tuple[str, dict[str, Any]]], seed: int) -> None:
    world = world_of(tellings, list(range(len(tellings))))
    shuffled = {
        name: frame.collect().sample(fraction=1, shuffle=True, seed=seed).lazy()
        for name, frame in world.frames().items()
    }
    second = build(shuffled)
    for name, table in world.tables().items():
        assert table.equals(second[name]), name


@settings(deadline=None, max_examples=15)
@given(st.lists(telling(), min_size=3, max_size=7))
def test_a_removed_article_leaves_the_tables_as_they_were_before_it(
    tellings: list[tuple[str, dict[str, Any]]],
) -> None:
    before = world_of(tellings, list(range(len(tellings) - 1))).tables("conflict", "citation")
    world = world_of(tellings, list(range(len(tellings))))
    world.enter("document_retracted", {"uri": f"uri {len(tellings) - 1}"})
    after = world.tables("conflict", "citation")
    for name in ("event", "event_claim", "claim", "citation", "conflict", "entity_name"):
        assert before[name].equals(after[name]), name


@settings(deadline=None, max_examples=15)
@given(st.lists(telling(), min_size=2, max_size=7))
def test_every_reference_between_tables_is_kept(tellings: list[tuple[str, dict[str, Any]]]) -> None:
    made = world_of(tellings, list(range(len(tellings)))).tables()
    event_ids = set(made["event"]["event_id"])
    assert set(made["event_claim"]["event_id"]) == event_ids == set(made["citation"]["event_id"])
    assert set(made["event_claim"].filter("is_founder")["event_id"]) == event_ids
    assert made["event_claim"].filter("is_founder").height == len(event_ids)
    assert set(made["event_claim"]["alternative_event_ids"].explode().drop_nulls()) <= event_ids
    entity_ids = set(made["entity"]["entity_id"])
    for side in ("source_ids", "target_ids"):
        assert set(made["event"][side].explode().drop_nulls()) <= entity_ids
    assert (made["event"]["start_date"] <= made["event"]["end_date"]).fill_null(True).all()


@settings(deadline=None, max_examples=15)
@given(st.lists(telling(), min_size=2, max_size=7))
def test_another_article_parts_no_claims_unless_a_conflict_says_why(
    tellings: list[tuple[str, dict[str, Any]]],
) -> None:
    def together(made: dict[str, pl.DataFrame]) -> set[tuple[str, str]]:
        pair = made["event_claim"].select("claim_id", "event_id")
        return set(pair.join(pair, on="event_id").select("claim_id", "claim_id_right").iter_rows())

    before = world_of(tellings, list(range(len(tellings) - 1))).tables("conflict")
    after = world_of(tellings, list(range(len(tellings)))).tables("conflict")
    if together(before) - together(after):
        assert not after["conflict"].is_empty()
