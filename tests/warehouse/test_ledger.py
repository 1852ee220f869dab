from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from warehouse.durable import StorageError
from warehouse.entry_schema import EntrySchemas
from warehouse.home import Home
from warehouse.ledger import Appended, InvalidEntryError, Ledger, NewEntry, StaleSubjectError
from warehouse.segment import (
    ENTRY_COLUMNS,
    DamagedLedgerError,
    Head,
    content_digest,
    read_segment,
    segment_bytes,
    segment_paths,
)


def cleared(name: str, **fields: Any) -> NewEntry:
    """The plainest entry there is."""
    return NewEntry(
        **{"key": name, "kind": "refusal_cleared", "subject": "document:x", "payload": {"uri": f"file:///{name}"}}
        | fields
    )


def filled(home: Home, batch_count: int = 4) -> list[Path]:
    """A ledger with two entries in each of its segments, and the segments."""
    ledger = Ledger(home)
    for number in range(batch_count):
        ledger.append([cleared(f"{number}a"), cleared(f"{number}b")])
    return segment_paths(home.ledger)


def flip(path: Path, offset: int) -> None:
    data = bytearray(path.read_bytes())
    data[offset] ^= 0x10
    path.write_bytes(data)


def test_an_empty_ledger_can_be_read_and_makes_nothing(home: Home) -> None:
    ledger = Ledger(home)
    assert ledger.read().is_empty()
    assert dict(ledger.read().schema) == ENTRY_COLUMNS
    assert ledger.head() == Head(0, "0" * 64)
    assert ledger.verify() == []
    assert not home.root.exists()


def test_entries_come_back_as_they_were_appended(home: Home) -> None:
    now = datetime(2024, 5, 1, 12, 30, 0, 123456, tzinfo=UTC)
    ledger = Ledger(home, clock=lambda: now, code_version="1.2.3")
    entry = NewEntry(
        key="k",
        kind="event_rejected",
        subject="event:e",
        payload={"event_id": "Überfall – 攻撃"},
        author="an analyst",
        reason="never happened",
        run_id="run-1",
        valid_from=datetime(2020, 1, 1, 9, tzinfo=timezone(timedelta(hours=9))),
        expected_seq=0,
        blob_sha256="a" * 64,
    )
    assert ledger.append([entry]) == Appended(1, 1, 1, 0)
    row = Ledger(home).read().row(0, named=True)
    assert json.loads(row.pop("payload")) == {"event_id": "Überfall – 攻撃"}
    assert row == {
        "seq": 1,
        "entry_id": "8254c329a92850f6d539dd376f4816ee",
        "key": "k",
        "kind": "event_rejected",
        "subject": "event:e",
        "schema_version": 1,
        "recorded_at": now,
        "valid_from": datetime(2020, 1, 1, tzinfo=UTC),
        "valid_to": None,
        "author": "an analyst",
        "run_id": "run-1",
        "code_version": "1.2.3",
        "expected_seq": 0,
        "reason": "never happened",
        "blob_sha256": "a" * 64,
    }


def test_numbers_are_dense_over_batches(home: Home) -> None:
    ledger = Ledger(home)
    assert ledger.append([cleared("a"), cleared("b")]) == Appended(1, 2, 2, 0)
    assert ledger.append([cleared("c")]) == Appended(3, 3, 1, 0)
    assert [path.name for path in segment_paths(home.ledger)] == ["000000000001.parquet", "000000000003.parquet"]
    assert ledger.read()["seq"].to_list() == [1, 2, 3]


def test_a_key_on_record_is_skipped_and_the_first_stands(home: Home) -> None:
    ledger = Ledger(home)
    ledger.append([cleared("a"), cleared("b")])
    assert ledger.append([cleared("b"), cleared("a")]) == Appended(None, None, 0, 2)
    assert ledger.append([cleared("a"), cleared("c", author="one"), cleared("c", author="two")]) == Appended(3, 3, 1, 2)
    assert Ledger(home).append([cleared("c")]) == Appended(None, None, 0, 1)
    assert ledger.read().select("key", "author").rows()[-1] == ("c", "one")


def test_nothing_appended_changes_nothing(home: Home) -> None:
    ledger = Ledger(home)
    assert ledger.append([]) == Appended(None, None, 0, 0)
    assert ledger.head().seq == 0


def test_a_part_of_the_ledger_can_be_read(home: Home) -> None:
    filled(home)
    ledger = Ledger(home)
    assert ledger.read(after_seq=3, until_seq=6)["seq"].to_list() == [4, 5, 6]
    assert ledger.read(after_seq=8).is_empty()
    assert ledger.read(until_seq=0).is_empty()
    assert ledger.read(until_seq=99).height == 8


def test_what_another_ledger_object_appends_is_seen(home: Home) -> None:
    one, two = Ledger(home), Ledger(home)
    assert one.head().seq == two.head().seq == 0
    one.append([cleared("a")])
    two.append([cleared("b")])
    assert one.append([cleared("b"), cleared("c")]) == Appended(3, 3, 1, 1)
    assert one.head() == two.head()
    assert two.read()["key"].to_list() == ["a", "b", "c"]


def test_a_home_with_wildcards_in_its_name_is_a_home(tmp_path: Path) -> None:
    home = Home(tmp_path / "data [1] *")
    filled(home)
    assert Ledger(home).read().height == 8


def test_threads_append_every_entry_once(home: Home) -> None:
    ledger = Ledger(home)

    def work(name: str) -> None:
        own = Ledger(home) if name < "c" else ledger
        for number in range(10):
            own.append([cleared(f"{name}{number}"), cleared(f"shared {number}")])

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    entries = Ledger(home).read()
    assert entries["seq"].to_list() == list(range(1, 51))
    assert entries["key"].n_unique() == 50
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (cleared("a", payload={"uri": 7}), r"payload\.uri: 7 is not of type 'string'"),
        (cleared("a", payload={"uri": "x", "note": 1}), "'note' was unexpected"),
        (cleared("a", kind="rumour_heard"), "the kind 'rumour_heard' is unknown; known are article_corrected"),
        (cleared("a", kind="event_rejected", payload={"event_id": "e"}), "reason and expected_seq must be given"),
        (cleared("", author=""), "key and author must be given"),
        (cleared("a", payload={"uri": "\ud800"}), "surrogates not allowed"),
        (cleared("a", valid_from=datetime(2024, 1, 1)), "need a time zone"),
        (
            cleared(
                "a", kind="snapshot_refused", payload={"ledger_seq": 1, "failed_rules": ["r"], "share": float("nan")}
            ),
            "not JSON compliant",
        ),
    ],
    ids=["type", "unknown field", "unknown kind", "no reason", "no key", "half a character", "naive time", "no number"],
)
def test_an_invalid_entry_refuses_its_whole_batch(home: Home, entry: NewEntry, message: str) -> None:
    ledger = Ledger(home)
    with pytest.raises(InvalidEntryError, match=message):
        ledger.append([cleared("good"), entry])
    assert ledger.head().seq == 0


def test_a_subject_that_changed_since_its_author_looked_refuses_the_batch(home: Home) -> None:
    ledger = Ledger(home)
    ledger.append([cleared("a", subject="event:e"), cleared("b", subject="event:f")])
    with pytest.raises(StaleSubjectError, match="event:e was last changed by entry 1, not 0"):
        ledger.append([cleared("d"), cleared("c", subject="event:e", expected_seq=0)])
    assert ledger.head().seq == 2
    assert ledger.append([cleared("c", subject="event:e", expected_seq=1)]) == Appended(3, 3, 1, 0)
    assert [ledger.last_seq_of(subject) for subject in ("event:e", "event:f", "event:g")] == [3, 2, 0]


def test_a_repeated_append_is_not_stale(home: Home) -> None:
    entry = cleared("a", subject="event:e", expected_seq=0)
    Ledger(home).append([entry])
    assert Ledger(home).append([entry]) == Appended(None, None, 0, 1)


def test_the_last_entry_by_a_moment_follows_the_order_not_the_clock(home: Home) -> None:
    start = datetime(2024, 5, 1, tzinfo=UTC)
    times: Iterator[datetime] = (start + timedelta(hours=hours) for hours in (1, 5, 3))
    ledger = Ledger(home, clock=lambda: next(times))
    for name in "abc":
        ledger.append([cleared(name)])
    assert [ledger.seq_at(start + timedelta(hours=hours)) for hours in (0, 1, 2, 3, 5)] == [0, 1, 1, 3, 3]
    assert Ledger(Home(home.root / "none")).seq_at(start) == 0


def test_old_versions_are_read_as_the_newest_and_stay_as_written(home: Home, tmp_path: Path) -> None:
    (tmp_path / "thing_seen.1.json").write_text('{"type": "object", "required": ["name"]}')
    before = Ledger(home, schemas=EntrySchemas(tmp_path, {}))
    before.append([cleared("a", kind="thing_seen", payload={"name": "n"})])
    written = segment_paths(home.ledger)[0].read_bytes()
    (tmp_path / "thing_seen.2.json").write_text('{"type": "object", "required": ["names"]}')
    upcasters = {("thing_seen", 1): lambda payload: {"names": [payload["name"]]}}
    after = Ledger(home, schemas=EntrySchemas(tmp_path, upcasters))
    after.append([cleared("b", kind="thing_seen", payload={"names": ["m", "o"]})])
    assert after.read().select("payload", "schema_version").rows() == [
        ('{"names":["n"]}', 2),
        ('{"names":["m","o"]}', 2),
    ]
    assert segment_paths(home.ledger)[0].read_bytes() == written
    with pytest.raises(ValueError, match="written by a newer version of this tool"):
        before.read()


@pytest.mark.parametrize("number", [0, 1, 2], ids=["first", "middle", "last but one"])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_changed_byte_is_found_on_open(home: Home, number: int, share: float) -> None:
    path = filled(home)[number]
    flip(path, int(share * path.stat().st_size))
    with pytest.raises(DamagedLedgerError, match=r"Remedy: bring the ledger folder back from a backup"):
        Ledger(home).append([cleared("z")])
    assert Ledger(home).verify() != []


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_any_changed_byte_of_the_last_segment_is_found_with_the_head_that_was_noted(home: Home, share: float) -> None:
    path = filled(home)[-1]
    noted = Ledger(home).head()
    flip(path, int(share * path.stat().st_size))
    with pytest.raises(DamagedLedgerError):
        Ledger(home, expected_head=noted).head()
    assert Ledger(home).verify(noted) != []


def test_changed_rows_of_the_last_segment_are_found_on_open(home: Home) -> None:
    path = filled(home)[-1]
    ledger = Ledger(home)
    before = Head(6, read_segment(path).previous_sha256)
    changed = ledger.read(after_seq=6).with_columns(author=pl.lit("somebody else"))
    new_digest, old_digest = content_digest(changed).encode(), read_segment(path).content_sha256.encode()
    path.write_bytes(segment_bytes(changed, before).replace(new_digest, old_digest))
    with pytest.raises(DamagedLedgerError, match="its rows are not those that were written"):
        Ledger(home).head()


@pytest.mark.parametrize("number", [0, 2], ids=["first", "middle"])
def test_a_lost_segment_is_found_on_open(home: Home, number: int) -> None:
    filled(home)[number].unlink()
    with pytest.raises(DamagedLedgerError, match=f"entries {number * 2 + 1} to {number * 2 + 2} before it are missing"):
        Ledger(home).head()
    assert any("are missing" in problem for problem in Ledger(home).verify())


def test_a_segment_cut_short_is_found_on_open(home: Home) -> None:
    path = filled(home)[-1]
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DamagedLedgerError, match="not a readable segment"):
        Ledger(home).head()


def test_an_exchanged_segment_is_found_on_open(home: Home, tmp_path: Path) -> None:
    paths = filled(home)
    other = filled(Home(tmp_path / "other"))
    paths[1].write_bytes(other[1].read_bytes())
    with pytest.raises(DamagedLedgerError, match="changed afterwards"):
        Ledger(home).head()
    paths[1].write_bytes(paths[2].read_bytes())
    with pytest.raises(DamagedLedgerError, match="does not belong under this name"):
        Ledger(home).head()


def test_a_lost_tail_is_found_with_the_head_that_was_noted(home: Home) -> None:
    paths = filled(home)
    noted = Ledger(home).head()
    assert Ledger(home, expected_head=noted).head() == noted
    assert Ledger(home).verify(noted) == []
    paths[-1].unlink()
    assert Ledger(home).verify() == []
    lost = "entries 7 to 8 at its end, which the last release was made from, are lost"
    assert Ledger(home).verify(noted) == [f"{home.ledger}: {lost}"]
    with pytest.raises(DamagedLedgerError, match=lost):
        Ledger(home, expected_head=noted).append([cleared("z")])


def test_another_ledger_in_its_place_is_found_with_the_head_that_was_noted(home: Home, tmp_path: Path) -> None:
    filled(home)
    noted = Ledger(home).head()
    Ledger(home).append([cleared("later")])
    assert Ledger(home).is_on_record(noted)
    assert Ledger(home, expected_head=noted).head().seq == 9
    other = Home(tmp_path / "other")
    filled(other)
    assert not Ledger(other).is_on_record(noted)
    with pytest.raises(DamagedLedgerError, match="this is another ledger"):
        Ledger(other, expected_head=noted).head()


def test_verify_names_every_damaged_segment(home: Home) -> None:
    paths = filled(home, 6)
    paths[1].write_bytes(b"PAR1 no more")
    paths[4].unlink()
    problems = Ledger(home).verify()
    assert len(problems) == 2
    assert problems[0].startswith(f"{paths[1]}: it is not a readable segment")
    assert problems[1] == f"{paths[5]}: entries 9 to 10 before it are missing"


def test_verify_finds_a_key_that_stands_twice(home: Home) -> None:
    filled(home, 1)
    ledger = Ledger(home)
    doubled = ledger.read().with_columns(seq=pl.col("seq") + 2)
    (home.ledger / "000000000003.parquet").write_bytes(segment_bytes(doubled, ledger.head()))
    assert [problem.rpartition(": ")[2] for problem in Ledger(home).verify()] == [
        "entry 3 repeats the key '0a'",
        "entry 4 repeats the key '0b'",
    ]


def test_other_files_in_the_folder_are_let_be(home: Home) -> None:
    filled(home)
    for name in ("notes.txt", "000000000099.parquet.bak", ".000000000009.parquet.ab.tmp"):
        (home.ledger / name).write_bytes(b"")
    assert Ledger(home).append([cleared("z")]).first_seq == 9


@pytest.mark.parametrize("fault", ["ENOSPC", "EIO"])
@pytest.mark.parametrize(("call", "at"), [("open", 1), ("write", 1), ("fsync", 1), ("link", 1), ("fsync", 2)])
def test_after_a_disk_fault_the_same_append_can_be_repeated(
    home: Home, fault: str, call: str, at: int, faulty_disk: Callable[..., Any]
) -> None:
    filled(home)
    ledger = Ledger(home)
    ledger.head()
    faulty_disk(fault, call, at=at)
    with pytest.raises(StorageError, match="Remedy: "):
        ledger.append([cleared("x"), cleared("y")])
    again = ledger.append([cleared("x"), cleared("y")])
    assert again.appended_count + again.skipped_count == 2
    assert Ledger(home).read()["key"].to_list()[-2:] == ["x", "y"]
    assert Ledger(home).head().seq == 10
    assert Ledger(home).verify() == []
