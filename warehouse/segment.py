"""One segment of the ledger: the Parquet file that holds one appended batch, and what it says of itself.

Its key-value metadata name its first and last entry, the SHA-256 of the segment before it, and that of its own rows.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import polars as pl

from warehouse import durable
from warehouse.durable import StorageError

TIME = pl.Datetime("us", "UTC")
ENTRY_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "seq": pl.Int64,
    "entry_id": pl.String,
    "key": pl.String,
    "kind": pl.String,
    "subject": pl.String,
    "schema_version": pl.Int32,
    "recorded_at": TIME,
    "valid_from": TIME,
    "valid_to": TIME,
    "author": pl.String,
    "run_id": pl.String,
    "code_version": pl.String,
    "expected_seq": pl.Int64,
    "reason": pl.String,
    "payload": pl.String,
    "blob_sha256": pl.String,
}
SEGMENT_NAME = re.compile(r"[0-9]{12}\.parquet")
SEGMENT_FORMAT = "1"
CONTENT_CHANGED = "its rows are not those that were written"
NO_HASH = "0" * 64


class Head(NamedTuple):
    """How far the ledger goes: its last entry's number, and the SHA-256 of its last segment."""

    seq: int
    hash: str


EMPTY_HEAD = Head(0, NO_HASH)


class DamagedLedgerError(StorageError):
    """The ledger lost entries or was changed after it was written."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path, problem, "bring the ledger folder back from a backup; nothing was appended to it")


class Segment(NamedTuple):
    """One file of the ledger, as its own metadata describe it."""

    path: Path
    first_seq: int
    last_seq: int
    sha256: str
    previous_sha256: str
    content_sha256: str


def segment_bytes(entries: pl.DataFrame, before: Head) -> bytes:
    """The entries as the segment that follows a head."""
    notes = {
        "format": SEGMENT_FORMAT,
        "first_seq": str(entries["seq"][0]),
        "last_seq": str(entries["seq"][-1]),
        "previous_sha256": before.hash,
        "content_sha256": content_digest(entries),
    }
    buffer = io.BytesIO()
    entries.write_parquet(buffer, compression="zstd", metadata=notes)
    return buffer.getvalue()


def content_digest(entries: pl.DataFrame) -> str:
    """The SHA-256 of a segment's rows, however the Parquet library may have spelt them."""
    digest = hashlib.sha256()
    for row in entries.iter_rows():
        digest.update(json.dumps(row, default=datetime.isoformat).encode() + b"\n")
    return digest.hexdigest()


def segment_path(folder: Path, first_seq: int) -> Path:
    """Where the segment that starts with this entry lies."""
    return folder / f"{first_seq:012d}.parquet"


def segment_paths(folder: Path) -> list[Path]:
    """The ledger's segments in order; none where there is no ledger yet."""
    try:
        return sorted(path for path in folder.iterdir() if SEGMENT_NAME.fullmatch(path.name))
    except FileNotFoundError:
        return []
    except OSError as error:
        durable.fail(error, folder, "list the ledger's folder")


def read_segment(path: Path) -> Segment:
    """What a segment says of itself, and the digest of its bytes. Raises DamagedLedgerError where it cannot be read."""
    try:
        return segment_of(path, durable.read_file(path))
    except FileNotFoundError:
        raise DamagedLedgerError(path, "the segment is gone") from None


def segment_of(path: Path, data: bytes) -> Segment:
    """What the bytes of a segment say of it. Raises DamagedLedgerError where they are not a segment."""
    try:
        notes = pl.read_parquet_metadata(io.BytesIO(data))
        if notes["format"] != SEGMENT_FORMAT:
            raise DamagedLedgerError(path, f"its format {notes['format']} is not known here: upgrade this tool")
        return Segment(
            path=path,
            first_seq=int(notes["first_seq"]),
            last_seq=int(notes["last_seq"]),
            sha256=hashlib.sha256(data).hexdigest(),
            previous_sha256=notes["previous_sha256"],
            content_sha256=notes["content_sha256"],
        )
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, KeyError, ValueError) as error:
        raise DamagedLedgerError(path, f"it is not a readable segment ({error})") from error


def read_columns(paths: Sequence[Path], names: Sequence[str]) -> pl.DataFrame:
    """Columns of segments, one after the other. Raises DamagedLedgerError where they cannot be read."""
    try:
        # Without glob=False a home named "data[1]" would not be found.
        return pl.read_parquet(list(paths), columns=list(names), glob=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        where = paths[0] if len(paths) == 1 else paths[0].parent
        raise DamagedLedgerError(where, f"its columns cannot be read ({error})") from error


def chain_problem(before: Head, segment: Segment) -> str | None:
    """Why a segment cannot be the one that follows a head, or None."""
    if segment.path != segment_path(segment.path.parent, segment.first_seq):
        return f"its first entry is {segment.first_seq}, so it does not belong under this name"
    if segment.first_seq > before.seq + 1:
        return f"entries {before.seq + 1} to {segment.first_seq - 1} before it are missing"
    if segment.first_seq <= before.seq:
        return f"it starts with entry {segment.first_seq}, which the segment before it holds as well"
    if segment.previous_sha256 != before.hash:
        return "the segment before it is not the one it was written behind: that one was changed afterwards"
    return None
