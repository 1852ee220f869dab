"""Merging on a planted corpus, from the text on: what the reader reads and what the tables make of it."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from itertools import combinations

import planted
import polars as pl
import pytest
from frames import FIRST_TIME, build

from transforms.reading.read import READING_TABLES, Reader, rows_of
from transforms.tables import TABLES
from warehouse.reference import load_reference

PRECISION_BAR, RECALL_BAR = 0.98, 0.95
# How many articles the reader must find their event in; merging is held to those.
READ_BAR = 0.93
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made() -> tuple[dict[str, pl.DataFrame], list[planted.Telling]]:
    _, tellings = planted.corpus()
    assert len(tellings) >= 300
    reference = load_reference()
    reader = Reader(reference)
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in READING_TABLES}
    entries = []
    for seq, telling in enumerate(tellings, start=1):
        data = telling.text.encode()
        blob = hashlib.sha256(data).hexdigest()
        document_id = hashlib.sha256(f"{telling.uri}\n{blob}".encode()).hexdigest()[:32]
        payload = {"uri": telling.uri, "media_type": "text/plain", "byte_count": len(data), "blob_sha256": blob}
        entries.append(
            {"seq": seq, "kind": "document_observed", "recorded_at": FIRST_TIME, "payload": json.dumps(payload)}
        )
        reading, encoding = reader.read_document(data, "text/plain", telling.uri, {})
        for name, found in rows_of(document_id, "text/plain", encoding, reading).items():
            rows[name].extend(found)
    entry = pl.LazyFrame(entries, infer_schema_length=None).with_columns(
        pl.col("recorded_at").cast(pl.Datetime("us", "UTC")),
        pl.col("payload").str.json_path_match("$.blob_sha256").alias("blob_sha256"),
        pl.lit("run").alias("run_id"),
        pl.lit(None, pl.String).alias("reason"),
    )
    frames = {name: pl.LazyFrame(found, schema=READING_TABLES[name]) for name, found in rows.items()}
    frames |= {f"reference_{name}": frame.lazy() for name, frame in reference.items()}
    return build({"entry": entry, **frames}, TABLES), tellings


def pairs_of(groups: dict[object, set[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def test_what_is_the_same_is_merged_and_what_only_looks_it_is_not(
    made: tuple[dict[str, pl.DataFrame], list[planted.Telling]],
) -> None:
    tables, tellings = made
    uri = tables["article"].select("article_id", "uri")
    told = tables["citation"].join(uri, on="article_id").select("event_id", "uri").unique()
    by_event: dict[object, set[str]] = defaultdict(set)
    for event_id, address in told.iter_rows():
        by_event[event_id].add(address)
    read = set(told["uri"])
    assert len(read) / len(tellings) >= READ_BAR
    by_truth: dict[object, set[str]] = defaultdict(set)
    for telling in tellings:
        if telling.uri in read:
            by_truth[telling.event_number].add(telling.uri)
    found, true = pairs_of(by_event), pairs_of(by_truth)
    assert len(found & true) / len(found) >= PRECISION_BAR
    assert len(found & true) / len(true) >= RECALL_BAR


def test_no_article_tells_two_events(made: tuple[dict[str, pl.DataFrame], list[planted.Telling]]) -> None:
    tables, _ = made
    told = tables["citation"].group_by("article_id").agg(pl.col("event_id").n_unique())
    assert told.filter(pl.col("event_id") > 1).height <= 0.02 * told.height
