from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from warehouse import reading_cache
from warehouse.durable import StorageError
from warehouse.home import Home

READER = "reader1"
PAGE = {"document_id": pl.String, "title": pl.String}
CLAIM = {"document_id": pl.String, "start": pl.UInt32, "source": pl.List(pl.String)}


def chunk_of(*document_ids: str, claims: int = 2) -> dict[str, pl.DataFrame]:
    """Readings of documents: a page each, and `claims` claims in an order that no sort would give."""
    page = [(document_id, f"About {document_id}") for document_id in document_ids]
    claim = [(document_id, claims - at, ["CUB"]) for document_id in document_ids for at in range(claims)]
    return {
        "read_claim": pl.DataFrame(claim, schema=CLAIM, orient="row"),
        "read_page": pl.DataFrame(page, schema=PAGE, orient="row"),
    }


def claims(home: Home, *document_ids: str) -> list[tuple[object, ...]]:
    return reading_cache.scan(home, READER, "read_claim", document_ids or None, schema=CLAIM).collect().rows()


def make_old(folder: Path) -> None:
    moment = time.time() - reading_cache.GRACE_SECONDS - 60
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (moment, moment))


def test_written_readings_are_done_and_come_back(home: Home) -> None:
    reading_cache.write_chunk(home, READER, "one", chunk_of("b", "a"))
    assert reading_cache.done(home, READER) == {"a", "b"}
    assert claims(home) == [("a", 2, ["CUB"]), ("a", 1, ["CUB"]), ("b", 2, ["CUB"]), ("b", 1, ["CUB"])]
    assert claims(home, "b", "never read") == [("b", 2, ["CUB"]), ("b", 1, ["CUB"])]


def test_readings_of_another_reader_do_not_count(home: Home) -> None:
    reading_cache.write_chunk(home, "reader2", "one", chunk_of("a"))
    assert reading_cache.done(home, READER) == set()


def test_where_nothing_was_read_a_scan_has_the_columns_and_no_rows(home: Home) -> None:
    empty = reading_cache.scan(home, READER, "read_claim", ["a"], schema=CLAIM).collect()
    assert empty.schema == pl.Schema(CLAIM)
    assert empty.is_empty()


def test_the_rows_do_not_depend_on_how_the_chunks_were_cut(home: Home) -> None:
    reading_cache.write_chunk(home, READER, "z", chunk_of("a", "d"))
    reading_cache.write_chunk(home, READER, "y", chunk_of("c", "b"))
    reading_cache.write_chunk(home, "reader2", "x", chunk_of("d", "c", "b", "a"))
    frames = [reading_cache.scan(home, digest, "read_claim").collect() for digest in (READER, "reader2")]
    assert frames[0].equals(frames[1])


def test_a_document_read_by_two_runs_counts_once(home: Home) -> None:
    reading_cache.write_chunk(home, READER, "one", chunk_of("a", "b"))
    reading_cache.write_chunk(home, READER, "two", chunk_of("b", "c"))
    assert [row[0] for row in claims(home)] == ["a", "a", "b", "b", "c", "c"]
    assert [row[0] for row in claims(home, "b")] == ["b", "b"]


def test_a_chunk_without_its_record_is_as_if_it_were_not_there(home: Home) -> None:
    reading_cache.write_chunk(home, READER, "one", chunk_of("a"))
    reading_cache.write_chunk(home, READER, "two", chunk_of("b"))
    (home.readings / READER / "chunk" / "two.json").unlink()
    assert reading_cache.done(home, READER) == {"a"}
    assert [row[0] for row in claims(home)] == ["a", "a"]
    assert reading_cache.tidy(home, READER) == []
    assert (home.readings / READER / "read_claim" / "two.parquet").exists()
    make_old(home.readings)
    reading_cache.tidy(home, READER)
    assert not (home.readings / READER / "read_claim" / "two.parquet").exists()
    assert reading_cache.done(home, READER) == {"a"}


@pytest.mark.parametrize("name", ["read_page", "read_claim"])
def test_a_file_cut_short_makes_its_documents_undone_at_once(home: Home, name: str) -> None:
    reading_cache.write_chunk(home, READER, "one", chunk_of("a"))
    reading_cache.write_chunk(home, READER, "two", chunk_of("b"))
    path = home.readings / READER / name / "two.parquet"
    path.write_bytes(path.read_bytes()[:-5])
    assert reading_cache.done(home, READER) == {"a"}
    assert [row[0] for row in claims(home)] == ["a", "a"]


def test_a_changed_byte_is_found_named_and_read_again(home: Home) -> None:
    reading_cache.write_chunk(home, READER, "one", chunk_of("a"))
    reading_cache.write_chunk(home, READER, "two", chunk_of("b", "c"))
    path = home.readings / READER / "read_claim" / "two.parquet"
    data = bytearray(path.read_bytes())
    data[10] ^= 1
    path.write_bytes(data)
    (message,) = reading_cache.tidy(home, READER)
    assert message.startswith(str(path))
    assert "2 documents" in message
    assert reading_cache.done(home, READER) == {"a"}
    reading_cache.write_chunk(home, READER, "two", chunk_of("b", "c"))
    assert reading_cache.tidy(home, READER) == []
    assert reading_cache.done(home, READER) == {"a", "b", "c"}


@pytest.mark.parametrize("text", ["", "{", "[]", json.dumps({"chunk_id": "one", "files": {}, "replaces": []})])
def test_a_record_that_makes_no_sense_is_named_and_dropped(home: Home, text: str) -> None:
    reading_cache.write_chunk(home, READER, "one", chunk_of("a"))
    record = home.readings / READER / "chunk" / "one.json"
    record.write_text(text)
    assert reading_cache.done(home, READER) == set()
    (message,) = reading_cache.tidy(home, READER)
    assert str(record) in message
    assert not record.exists()


def test_many_small_chunks_become_a_pack_with_the_same_rows(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_cache, "SMALL_CHUNK_LIMIT", 5)
    monkeypatch.setattr(reading_cache, "PACK_DOCUMENT_COUNT", 8)
    for number in range(6):
        reading_cache.write_chunk(home, READER, f"c{number}", chunk_of(f"d{number}", f"d{number + 1}", f"e{number}"))
    before = claims(home)
    scanned_before = reading_cache.scan(home, READER, "read_claim")
    assert reading_cache.tidy(home, READER) == []
    packs = [path.stem for path in (home.readings / READER / "chunk").glob("pack-*")]
    assert len(packs) == 2
    assert claims(home) == before
    assert scanned_before.collect().rows() == before, "a scan begun before is undisturbed"
    make_old(home.readings)
    reading_cache.tidy(home, READER)
    assert {path.stem for path in (home.readings / READER / "read_claim").iterdir()} == set(packs)
    assert claims(home) == before


def test_a_damaged_pack_gives_way_to_the_chunks_it_replaced(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_cache, "SMALL_CHUNK_LIMIT", 1)
    reading_cache.write_chunk(home, READER, "one", chunk_of("a"))
    reading_cache.write_chunk(home, READER, "two", chunk_of("b"))
    before = claims(home)
    reading_cache.tidy(home, READER)
    (pack,) = (home.readings / READER / "read_page").glob("pack-*")
    pack.write_bytes(b"")
    assert claims(home) == before


def test_the_readings_of_other_readers_are_dropped(home: Home) -> None:
    for digest in (READER, "reader2", "reader3"):
        reading_cache.write_chunk(home, digest, "one", chunk_of("a"))
    assert reading_cache.drop_other_digests(home, [READER, "reader3"]) == ["reader2"]
    assert sorted(path.name for path in home.readings.iterdir()) == [READER, "reader3"]
    assert reading_cache.drop_other_digests(Home(home.root / "none"), []) == []


@pytest.mark.parametrize("fault", ["EIO", "ENOSPC"])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_a_disk_that_fails_at_any_call_leaves_a_chunk_in_or_out(
    home: Home, faulty_disk: Callable[..., Any], fault: str, call: str
) -> None:
    for at in range(1, 100):
        faulty_disk(fault, call, at=at)
        try:
            reading_cache.write_chunk(home, READER, "one", chunk_of("a"))
            break
        except StorageError:
            is_in = reading_cache.done(home, READER) == {"a"}
            assert len(claims(home)) == (2 if is_in else 0)
    assert at > 1
    assert reading_cache.done(home, READER) == {"a"}
    assert reading_cache.tidy(home, READER) == []


def test_a_home_whose_name_looks_like_a_pattern_works(tmp_path: Path) -> None:
    home = Home(tmp_path / "a [1]* home?")
    reading_cache.write_chunk(home, READER, "one", chunk_of("a"))
    assert [row[0] for row in claims(home)] == ["a", "a"]


@pytest.mark.parametrize(
    ("chunk_id", "tables", "message"),
    [("one", ["read_claim"], "no read_page"), ("../one", ["read_claim", "read_page"], "cannot name a file")],
)
def test_a_chunk_that_could_not_be_found_again_is_refused(
    home: Home, chunk_id: str, tables: list[str], message: str
) -> None:
    frames = chunk_of("a")
    with pytest.raises(ValueError, match=message):
        reading_cache.write_chunk(home, READER, chunk_id, {name: frames[name] for name in tables})


def test_a_document_twice_in_one_chunk_is_refused(home: Home) -> None:
    with pytest.raises(ValueError, match="stands twice"):
        reading_cache.write_chunk(home, READER, "one", chunk_of("a", "a"))


def test_erased_readings_are_gone_from_every_reader_and_the_others_stay(home: Home) -> None:
    for digest in ("one", "two"):
        reading_cache.write_chunk(home, digest, "both", chunk_of("a", "b"))
        reading_cache.write_chunk(home, digest, "alone", chunk_of("a"))
        reading_cache.write_chunk(home, digest, "others", chunk_of("c"))
    # What somebody killed left behind names no document that could be asked for.
    left = home.readings / "one" / "read_page" / "left.parquet"
    left.write_bytes((home.readings / "one" / "read_page" / "both.parquet").read_bytes())
    reading_cache.erase(home, ["a"])
    for digest in ("one", "two"):
        assert reading_cache.done(home, digest) == {"b", "c"}
        for path in (home.readings / digest).rglob("*.parquet"):
            assert "a" not in pl.read_parquet(path)["document_id"].to_list(), path
    reading_cache.erase(home, ["a"])
    assert reading_cache.done(home, "one") == {"b", "c"}
