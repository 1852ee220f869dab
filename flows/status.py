"""Where a home stands: what is published, what waits, what was refused."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from flows.build import ABOUT_BUILDS
from flows.versions import reader_digest, versions
from transforms.document import document, to_read
from transforms.quarantine import quarantine
from transforms.reading.read import READING_TABLES
from warehouse import reading_cache
from warehouse.home import Home
from warehouse.ledger import Ledger
from warehouse.snapshot import Release, latest_release


@dataclass(frozen=True, slots=True)
class LastRefusal:
    """The last build that the gate refused after the last release."""

    refused_at: datetime
    failed_rules: list[str]


@dataclass(frozen=True, slots=True)
class Status:
    """Where a home stands now."""

    home: str
    entry_count: int
    document_count: int
    release: Release | None
    is_published: bool
    unread_count: int
    is_older_code: bool
    last_refusal: LastRefusal | None
    refused: list[dict[str, Any]]


def status_of(home: Home) -> Status:
    """Look at ledger, readings and releases of a home. Changes nothing."""
    entry = Ledger(home).read()
    last = latest_release(home)
    digest = reader_digest()
    done = reading_cache.done(home, digest)
    current = to_read(entry.lazy()).collect()["document_id"].to_list()
    unread = [document_id for document_id in current if document_id not in done]
    since = entry.filter(pl.col("seq") > (last.ledger_seq if last else 0))
    waiting = since.filter(~pl.col("kind").is_in(ABOUT_BUILDS))
    return Status(
        home=str(home.root),
        entry_count=entry.height,
        document_count=len(current),
        release=last,
        is_published=last is not None and waiting.is_empty(),
        unread_count=len(unread),
        is_older_code=last is not None and last.versions != versions(),
        last_refusal=_last_refusal(since),
        refused=_refused(home, digest, entry).filter(~pl.col("document_id").is_in(unread).fill_null(False)).to_dicts(),
    )


def _refused(home: Home, digest: str, entry: pl.DataFrame) -> pl.DataFrame:
    """The quarantine as it stands now, whether or not it is published."""
    page = reading_cache.scan(home, digest, "read_page", schema=READING_TABLES["read_page"])
    documents = document(entry=entry.lazy(), read_page=page)
    return quarantine(entry=entry.lazy(), document=documents.lazy())


def _last_refusal(since: pl.DataFrame) -> LastRefusal | None:
    refused = since.filter(pl.col("kind") == "snapshot_refused").tail(1)
    if refused.is_empty():
        return None
    payload = json.loads(refused["payload"][0])
    return LastRefusal(refused["recorded_at"][0], payload["failed_rules"])
