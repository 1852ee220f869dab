"""Reads documents in chunks, each kept as soon as it is read; what harms the reader is refused, not fatal."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from flows import progress
from flows.reader import load_reader
from flows.runner import Outcome, run_in_processes
from transforms.reading.read import (
    READ_TOGETHER_COUNT,
    READING_TABLES,
    REFUSED,
    DocumentRefusedError,
    Outline,
    Reader,
    Reading,
    Rows,
    refused_rows,
    rows_of,
)
from warehouse import reading_cache
from warehouse.blob import BlobStore
from warehouse.durable import StorageError
from warehouse.home import Home
from warehouse.reference import load_reference

CHUNK_DOCUMENT_COUNT = 100
SECONDS_TO_START = 60.0
SECONDS_PER_DOCUMENT = 10.0
REMEDY = "look at the document with `communique read FILE`; the run goes on without it"


@dataclass(frozen=True, slots=True)
class Document:
    """What a worker needs to know of a document to read it."""

    document_id: str
    uri: str
    media_type: str
    blob_sha256: str
    observed_at: datetime
    metadata: str

    @property
    def told(self) -> dict[str, str]:
        """What came with the document, and the day it was observed: no date on it can be later."""
        return {**json.loads(self.metadata), "observed": self.observed_at.date().isoformat()}


Chunk = tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class ReadCount:
    """How many documents were read, and how many of them were refused."""

    read_count: int = 0
    refused_count: int = 0

    def __add__(self, other: ReadCount) -> ReadCount:
        return ReadCount(self.read_count + other.read_count, self.refused_count + other.refused_count)


def read_all(home: Home, digest: str, documents: Sequence[Document], worker_count: int | None = None) -> ReadCount:
    """Read documents and keep their readings under the reader's digest."""
    chunks = [tuple(documents[i : i + CHUNK_DOCUMENT_COUNT]) for i in range(0, len(documents), CHUNK_DOCUMENT_COUNT)]
    total = ReadCount()
    with progress.stage("read documents", len(documents)) as advance:
        for outcome in _outcomes(home, digest, chunks, worker_count):
            if outcome.result is not None:
                total += outcome.result
                advance(outcome.result.read_count)
            elif len(outcome.item) > 1:
                # One of them is to blame: each is tried alone.
                alone = [(document,) for document in outcome.item]
                for single in _outcomes(home, digest, alone, worker_count=1):
                    total += single.result or _refuse(home, digest, single)
                    advance(1)
            else:
                total += _refuse(home, digest, outcome)
                advance(1)
    return total


def _outcomes(
    home: Home, digest: str, chunks: Sequence[Chunk], worker_count: int | None
) -> Iterator[Outcome[Chunk, ReadCount]]:
    most = max((len(chunk) for chunk in chunks), default=0)
    return run_in_processes(
        partial(start_reader, str(home.root), digest),
        chunks,
        worker_count=worker_count or os.cpu_count() or 1,
        seconds_per_item=SECONDS_TO_START + SECONDS_PER_DOCUMENT * most,
    )


def start_reader(home: str, digest: str) -> Callable[[Chunk], ReadCount]:
    """Load what reading needs, once a process, and return the function that reads a chunk."""
    place = Home(Path(home))
    return partial(_read_chunk, place, digest, load_reader(load_reference()), BlobStore(place))


def _read_chunk(home: Home, digest: str, reader: Reader, blobs: BlobStore, chunk: Chunk) -> ReadCount:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in READING_TABLES}
    refused_count = 0
    for at in range(0, len(chunk), READ_TOGETHER_COUNT):
        for read in _read_together(reader, blobs, chunk[at : at + READ_TOGETHER_COUNT]):
            refused_count += read["read_page"][0]["status"] == REFUSED
            for name, found in read.items():
                rows[name].extend(found)
    _keep(home, digest, chunk, rows)
    return ReadCount(len(chunk), refused_count)


def _read_together(reader: Reader, blobs: BlobStore, documents: Sequence[Document]) -> Iterator[Rows]:
    """The rows of each document; what fails costs that document alone, never the run."""
    outlined: list[tuple[Document, Outline, str]] = []
    for document in documents:
        try:
            data = blobs.get(document.blob_sha256)
            outline, encoding = reader.outline_document(data, document.media_type, document.uri, document.told)
            outlined.append((document, outline, encoding))
        except Exception as error:
            yield _failed_rows(document, error)
    readings: Sequence[Reading | None]
    try:
        readings = reader.complete([outline for _, outline, _ in outlined])
    except Exception:  # one of them is to blame: each is tried alone
        readings = [None] * len(outlined)
    for (document, outline, encoding), reading in zip(outlined, readings, strict=True):
        try:
            complete = reading or reader.complete([outline])[0]
            yield rows_of(document.document_id, document.media_type, encoding, complete)
        except Exception as error:
            yield _failed_rows(document, error)


def _failed_rows(document: Document, error: Exception) -> Rows:
    reason = (
        str(error)
        if isinstance(error, DocumentRefusedError | StorageError)
        else f"the reader failed: {type(error).__name__}: {error}; {REMEDY}"
    )
    return refused_rows(document.document_id, document.media_type, reason)


def _refuse(home: Home, digest: str, outcome: Outcome[Chunk, ReadCount]) -> ReadCount:
    (document,) = outcome.item
    rows = refused_rows(document.document_id, document.media_type, f"reading it {outcome.loss}; {REMEDY}")
    _keep(home, digest, outcome.item, rows)
    return ReadCount(1, 1)


def _keep(home: Home, digest: str, chunk: Chunk, rows: dict[str, list[dict[str, Any]]]) -> None:
    chunk_id = hashlib.sha256("\n".join(sorted(document.document_id for document in chunk)).encode()).hexdigest()[:32]
    frames = {
        name: pl.DataFrame(rows.get(name, []), schema=dict(schema), orient="row")
        for name, schema in READING_TABLES.items()
    }
    reading_cache.write_chunk(home, digest, chunk_id, frames)
