"""Erasing documents for good: their bytes, what was read in them, and every snapshot that holds their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flows.lookup import documents
from warehouse import database, reading_cache
from warehouse.blob import BlobStore
from warehouse.home import Home
from warehouse.ledger import Ledger, NewEntry
from warehouse.ledger_database import LedgerDatabase


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is to be erased: every document of the same bytes, and the addresses of published copies that stay."""

    documents: Sequence[dict[str, Any]]
    copies: Sequence[str]


def plan_erasure(home: Home, given: str) -> Erasure:
    """What goes with an address or a document's id. Raises CommandError where nothing was observed there."""
    on_record = LedgerDatabase(home)
    digests = [document["blob_sha256"] for document in documents(on_record, given)]
    same_bytes = on_record.query(
        "select distinct uri, document_id, blob_sha256 from document where list_contains(?, blob_sha256) order by uri",
        [digests],
    ).to_dicts()
    return Erasure(same_bytes, _copies(home, [document["document_id"] for document in same_bytes]))


def erase_documents(home: Home, erasure: Erasure, reason: str, author: str) -> None:
    """Record the erasure, then delete bytes and readings; what a killed process left undone, the same call does.

    Snapshots go with the next release: see flows.build.
    """
    Ledger(home).append(
        NewEntry(
            key=f"document_erased {document['document_id']}",
            kind="document_erased",
            subject=document["uri"],
            payload=document,
            author=author,
            reason=reason,
            blob_sha256=document["blob_sha256"],
        )
        for document in erasure.documents
    )
    blobs = BlobStore(home)
    for document in erasure.documents:
        blobs.erase(document["blob_sha256"])
    blobs.remove_stale_temporaries()
    reading_cache.erase(home, [document["document_id"] for document in erasure.documents])


def _copies(home: Home, document_ids: Sequence[str]) -> list[str]:
    """Addresses of published articles with much the same text as these documents, these left out."""
    if not home.warehouse_database.exists():
        return []
    found = database.query(
        home,
        """
        with named as (select coalesce(duplicate_of, article_id) as original from article
                       where list_contains($ids, article_id))
        select uri from article
        where coalesce(duplicate_of, article_id) in (from named) and not list_contains($ids, article_id)
        order by uri
        """,
        {"ids": list(document_ids)},
    )
    return found["uri"].to_list()
