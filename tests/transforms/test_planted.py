"""Merging on a planted corpus, from the text on: what the reader reads and what the tables make of it."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import planted
import polars as pl
import pytest
from texts import tables_of

PRECISION_BAR, RECALL_BAR = 0.98, 0.95
pytestmark = pytest.mark.slow
Made = tuple[dict[str, pl.DataFrame], list[planted.Telling]]


@pytest.fixture(
    scope="module",
    params=[(planted.PLAIN, 1), (planted.PLAIN, 2), (planted.OTHER, 1)],
    ids=["plain 1", "plain 2", "other 1"],
)
def made(request: pytest.FixtureRequest) -> Made:
    _, tellings = planted.corpus(*request.param)
    assert len(tellings) >= 300
    return tables_of({telling.uri: telling.text for telling in tellings}), tellings


def pairs_of(groups: dict[object, set[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def test_what_is_the_same_is_merged_and_what_only_looks_it_is_not(made: Made) -> None:
    tables, tellings = made
    uri = tables["article"].select("article_id", "uri")
    told = tables["citation"].join(uri, on="article_id").select("event_id", "uri").unique()
    by_event: dict[object, set[str]] = defaultdict(set)
    for event_id, address in told.iter_rows():
        by_event[event_id].add(address)
    by_truth: dict[object, set[str]] = defaultdict(set)
    for telling in tellings:
        by_truth[telling.event_number].add(telling.uri)
    found, true = pairs_of(by_event), pairs_of(by_truth)
    assert len(found & true) / len(found) >= PRECISION_BAR
    assert len(found & true) / len(true) >= RECALL_BAR


def test_no_article_tells_two_events(made: Made) -> None:
    tables, _ = made
    told = tables["citation"].group_by("article_id").agg(pl.col("event_id").n_unique())
    assert told.filter(pl.col("event_id") > 1).height <= 0.02 * told.height
