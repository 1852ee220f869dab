"""What became of events from one release to the next, and why."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
from frames import World, actor
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.event_change import CHANGES, COMPARED, Between, Change, event_changes
from transforms.tables import TABLES

ANA, BO, CY = actor("Ana Mör", "AAA"), actor("Bo Li", "BBB"), actor("Cy Dov", "CCC")
VERSIONS = {"code": "1", "reader": "1", "model": "1", "reference": "1"}
SAME = Between({}, VERSIONS, VERSIONS)
MAY = "Ana Mör met Bo Li on 3 May 2021."
JUNE = "Ana Mör met Cy Dov on 9 June 2021."


def compared(before: World | None, after: World, between: Between = SAME) -> list[Change]:
    return event_changes(before.tables() if before else {}, after.tables(), between)


def told(*texts: str) -> World:
    """A world in which each text is an article that says that Ana met Bo or Cy."""
    world = World()
    for number, text in enumerate(texts):
        world.tell_in_words(f"uri {number}", text, "meet", ANA, CY if "Cy" in text else BO)
    return world


def only(changes: Sequence[Change]) -> Change:
    (change,) = changes
    return change


def test_nothing_changes_between_equal_releases() -> None:
    assert compared(told(MAY, JUNE), told(MAY, JUNE)) == []


def test_all_is_new_in_the_first_release() -> None:
    changes = compared(None, told(MAY, JUNE))
    assert [(change.change, change.cause.name) for change in changes] == [("new", "new source")] * 2
    assert changes[0].cause.says == "uri 0"


def test_an_event_of_a_new_document_is_new_and_names_it() -> None:
    change = only(compared(told(MAY), told(MAY, JUNE)))
    assert (change.change, change.before, change.cause.name) == ("new", (), "new source")
    assert change.after[0]["start_date"] == date(2021, 6, 9)
    assert len(change.cause.document_ids) == 1


def test_an_event_of_a_retracted_document_is_gone_and_the_reason_is_said() -> None:
    after = told(MAY, JUNE)
    after.enter("document_retracted", {"uri": "uri 1"}, reason="a hoax")
    change = only(compared(told(MAY, JUNE), after, Between({"uri 1": "ed: a hoax"}, VERSIONS, VERSIONS)))
    assert (change.change, change.after) == ("gone", ())
    assert (change.cause.name, change.cause.says) == ("retraction", "uri 1; ed: a hoax")


def test_compared_with_an_earlier_release_a_document_is_not_seen_yet() -> None:
    change = only(compared(told(MAY, JUNE), told(MAY)))
    assert (change.change, change.cause.name, change.cause.says) == ("gone", "source not seen yet", "uri 1")


def test_a_page_that_was_edited_elsewhere_changes_nothing() -> None:
    after = told(MAY)
    after.tell_in_words("uri 0", f"An added line.\n{MAY}", "meet", ANA, BO, sentence=MAY)
    assert compared(told(MAY), after) == []


def test_an_event_whose_sentence_was_edited_away_is_gone_by_the_edit() -> None:
    after = told(MAY)
    after.observe("uri 0", "Nothing is told any more.")
    change = only(compared(told(MAY), after))
    assert (change.change, change.cause.name, change.cause.says) == ("gone", "edited source", "uri 0")


def test_a_sentence_that_is_read_otherwise_is_recoded_by_the_new_reader() -> None:
    after = told(MAY)
    after.rows["read_claim"][0] |= {"kind": "accuse", "root": "ACCUSE"}
    change = only(compared(told(MAY), after, Between({}, VERSIONS, VERSIONS | {"reader": "2", "code": "2"})))
    assert (change.change, change.cause.name, change.cause.says) == ("recoded", "new version", "new reader")
    assert (change.before[0]["kind"], change.after[0]["kind"]) == ("meet", "accuse")
    assert change.before[0]["event_id"] == change.after[0]["event_id"]


def test_other_actors_of_the_same_sentence_are_a_recoding_under_another_id() -> None:
    after = told(MAY)
    after.rows["read_claim"][0]["sources"] = [CY]
    change = only(compared(told(MAY), after, Between({}, VERSIONS, VERSIONS | {"reference": "2", "reader": "2"})))
    assert (change.change, change.cause.says) == ("recoded", "new reference data")
    assert change.before[0]["event_id"] != change.after[0]["event_id"]


def test_a_corrected_date_is_a_redating_by_the_correction() -> None:
    after = told(MAY)
    (event_id,) = after.table("event")["event_id"]
    changes = {"start_date": "2021-05-04", "end_date": "2021-05-04"}
    after.enter("event_corrected", {"event_id": event_id, "changes": changes}, reason="the minutes")
    change = only(compared(told(MAY), after, Between({event_id: "ed: the minutes"}, VERSIONS, VERSIONS)))
    assert (change.change, change.cause.name, change.cause.says) == ("redated", "correction", "ed: the minutes")


def test_a_rejected_event_is_gone_by_the_correction_and_new_when_it_is_restored() -> None:
    after = told(MAY, JUNE)
    event_id = after.table("event")["event_id"][0]
    after.enter("event_rejected", {"event_id": event_id}, reason="a rehearsal")
    between = Between({event_id: "ed: a rehearsal"}, VERSIONS, VERSIONS)
    gone = only(compared(told(MAY, JUNE), after, between))
    assert (gone.change, gone.cause.name, gone.cause.says) == ("gone", "correction", "ed: a rehearsal")
    back = only(compared(after, told(MAY, JUNE), between))
    assert (back.change, back.cause.name) == ("new", "correction")


def test_events_made_one_are_merged_and_made_two_again_are_split() -> None:
    apart, joined = told(MAY, JUNE), told(MAY, JUNE)
    first, second = apart.table("event")["event_id"].to_list()
    joined.enter("events_merged", {"event_id": first, "merged_ids": [second]}, reason="one meeting")
    merged = [change for change in compared(apart, joined) if change.change == "merged"]
    assert [event["event_id"] for event in only(merged).before] == sorted([first, second])
    assert [event["event_id"] for event in only(merged).after] == [first]
    split = [change for change in compared(joined, apart) if change.change == "split"]
    assert [event["event_id"] for event in only(split).after] == sorted([first, second])


def test_what_nothing_was_done_to_is_laid_to_the_other_sources() -> None:
    before, after = told(MAY), told(MAY)
    after.observe("uri 9", "Another text.")
    altered = copy.deepcopy(after.tables())
    altered["event"] = altered["event"].with_columns(pl.lit(date(2021, 5, 1)).alias("start_date"))
    change = only(event_changes(before.tables(), altered, SAME))
    assert (change.change, change.cause.name, change.cause.says) == ("redated", "other sources", "uri 9")


EVENT_IDS, CLAIMS = [f"e{number}" for number in range(5)], range(6)
TOLD = st.dictionaries(
    st.sampled_from(CLAIMS), st.tuples(st.sampled_from(EVENT_IDS), st.booleans()), max_size=len(CLAIMS)
)


def tables(told: dict[int, tuple[str, bool]]) -> dict[str, pl.DataFrame]:
    """Tables in which each numbered sentence tells an event, perhaps as a claim read anew."""
    declared = {table.name: {name: column.dtype for name, column in table.columns.items()} for table in TABLES}
    claims = [
        {
            "claim_id": f"c{number}{'x' if is_new else ''}",
            "event_id": event_id,
            "article_id": "a",
            "sentence_start": number,
            "sentence_end": number + 1,
            "trigger_start": number,
            "quote_start": number,
            "quote_end": number + 1,
            "quote": f"words {number}",
        }
        for number, (event_id, is_new) in told.items()
    ]
    rows: dict[str, list[dict[str, Any]]] = {
        "event": [
            {"event_id": event_id, "source_ids": [], "target_ids": []} for event_id in {e for e, _ in told.values()}
        ],
        "article": [{"article_id": "a", "uri": "u"}],
        "document": [{"document_id": "a", "uri": "u", "version_no": 1, "status": "current"}],
    }
    return {
        name: pl.DataFrame(
            [{column: row.get(column) for column in columns} for row in rows.get(name, claims)],
            schema={column: declared[name][column] for column in columns},
        )
        for name, columns in COMPARED.items()
    }


@settings(deadline=None, max_examples=60)
@given(TOLD, TOLD)
def test_every_event_that_only_one_release_has_is_accounted_for(
    before: dict[int, tuple[str, bool]], after: dict[int, tuple[str, bool]]
) -> None:
    changes = event_changes(tables(before), tables(after), SAME)
    old, new = {event_id for event_id, _ in before.values()}, {event_id for event_id, _ in after.values()}
    left = [event["event_id"] for change in changes for event in change.before]
    come = [event["event_id"] for change in changes for event in change.after]
    assert old - new <= set(left) <= old
    assert new - old <= set(come) <= new
    for change in changes:
        counts = {"new": (0, 1), "gone": (1, 0), "merged": (2, 1), "split": (1, 2)}.get(change.change, (1, 1))
        assert (min(len(change.before), 2), min(len(change.after), 2)) == counts
    assert changes == event_changes(tables(before), tables(after), SAME)


@settings(deadline=None, max_examples=60)
@given(TOLD)
def test_the_other_way_round_what_was_new_is_gone_and_what_was_merged_is_split(
    told: dict[int, tuple[str, bool]],
) -> None:
    other = {number: (EVENT_IDS[number % 2], is_new) for number, (_, is_new) in told.items()}
    there = event_changes(tables(told), tables(other), SAME)
    back = event_changes(tables(other), tables(told), SAME)
    opposite = {"new": "gone", "gone": "new", "merged": "split", "split": "merged"}
    assert {name: sum(change.change == name for change in there) for name in CHANGES} == {
        name: sum(opposite.get(change.change, change.change) == name for change in back) for name in CHANGES
    }
