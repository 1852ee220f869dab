"""The ledger's copy in DuckDB, `ledger.duckdb`: quick to ask, never the truth, and never given to readers.

It follows the ledger each time it is asked, and is made anew where it does not lie on the ledger's chain, is damaged or
was made for other schemas. Where another process has it open, or the disk will not have it, a copy in memory serves.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse.home import Home
from warehouse.ledger import Ledger
from warehouse.segment import EMPTY_HEAD, ENTRY_COLUMNS, TIME, Head

LAYOUT = "1"
IN_MEMORY = ":memory:"
NO_DOWNLOADS: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": False}
LOCKED = "Could not set lock"

VIEWS = """
-- document: one row per observation of bytes that were not those last seen at their URI.
create or replace view document as
select
    substr(sha256((payload ->> '$.uri') || chr(10) || blob_sha256), 1, 32) as document_id,
    payload ->> '$.uri' as uri,
    row_number() over (partition by payload ->> '$.uri' order by seq)::integer as version_no,
    seq,
    recorded_at as observed_at,
    payload ->> '$.media_type' as media_type,
    (payload ->> '$.byte_count')::bigint as byte_count,
    blob_sha256,
    payload ->> '$.source' as source,
    payload -> '$.metadata' as metadata
from entry
where kind = 'document_observed';

-- open_refusal: one row per URI whose last word is a refusal.
create or replace view open_refusal as
select
    last_word.payload ->> '$.uri' as uri,
    last_word.seq,
    last_word.recorded_at as refused_at,
    last_word.payload ->> '$.stage' as stage,
    last_word.payload ->> '$.message' as message,
    last_word.payload ->> '$.remedy' as remedy
from (
    select *
    from entry
    where kind in ('document_refused', 'refusal_cleared', 'document_observed', 'document_retracted', 'document_erased')
    qualify row_number() over (partition by payload ->> '$.uri' order by seq desc) = 1
) as last_word
where last_word.kind = 'document_refused';
"""


@dataclass(frozen=True, slots=True)
class OpenRefusal:
    """What was refused and is not known to be over; `seq` is the entry that says so."""

    uri: str
    seq: int
    refused_at: datetime
    stage: str
    message: str
    remedy: str


class LedgerDatabase:
    """What the flows ask of the ledger. Each answer is of the ledger as it stands when asked."""

    # Connections of one process share the file and would meet in each other's transactions.
    _one_at_a_time = threading.Lock()

    def __init__(self, home: Home, ledger: Ledger | None = None) -> None:
        self.path = home.ledger_database
        self.ledger = ledger or Ledger(home)

    def latest_by_uri(self) -> dict[str, tuple[str, int]]:
        """The SHA-256 of the bytes last seen at each URI, and the number of that version, from 1."""
        latest = self.query(
            "select uri, blob_sha256, version_no from document "
            "qualify row_number() over (partition by uri order by seq desc) = 1"
        )
        return {uri: (sha256, version_no) for uri, sha256, version_no in latest.iter_rows()}

    def open_refusals(self) -> dict[str, OpenRefusal]:
        """The refusals that no later entry about their URI has cleared, by URI."""
        refusals = self.query("select uri, seq, refused_at, stage, message, remedy from open_refusal order by uri")
        utc = refusals.with_columns(pl.col("refused_at").dt.replace_time_zone("UTC"))
        return {row["uri"]: OpenRefusal(**row) for row in utc.iter_rows(named=True)}

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pl.DataFrame:
        """The answer of an up-to-date copy with the table `entry` and the views `document` and `open_refusal`.

        Its times are UTC. Raises duckdb.Error where the SQL is wrong, and what Ledger.read raises.
        """
        if self.path.parent.is_dir():
            try:
                return self._answer(self.path, sql, parameters)
            except duckdb.Error as error:
                if LOCKED not in str(error):
                    self._remove()
                    try:
                        return self._answer(self.path, sql, parameters)
                    except duckdb.Error:
                        self._remove()
        return self._answer(IN_MEMORY, sql, parameters)

    def _answer(self, place: Path | str, sql: str, parameters: Sequence[Any]) -> pl.DataFrame:
        with self._one_at_a_time, duckdb.connect(str(place), config=NO_DOWNLOADS) as connection:
            self._follow(connection)
            return connection.execute(sql, list(parameters)).pl()

    def _follow(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Bring the copy to the ledger's head: by the entries it lacks, or by all of them."""
        copied, head = self._copied_head(connection), self.ledger.head()
        if copied == head:
            return
        connection.execute("begin")
        if copied is None or not self.ledger.is_on_record(copied):
            copied = EMPTY_HEAD
            connection.register("new_entry", without_zones(pl.DataFrame(schema=ENTRY_COLUMNS)).to_arrow())
            connection.execute("create or replace table entry as from new_entry")
            connection.execute(VIEWS)
        connection.register("new_entry", without_zones(self.ledger.read(copied.seq, head.seq)).to_arrow())
        connection.execute("insert into entry from new_entry")
        connection.execute(
            "create or replace table copied_head as select ?::bigint as seq, ? as hash, ? as made_for",
            [head.seq, head.hash, self._made_for()],
        )
        connection.execute("commit")
        connection.unregister("new_entry")

    def _copied_head(self, connection: duckdb.DuckDBPyConnection) -> Head | None:
        """How far the copy goes; None where it is empty, incomplete, or made for other schemas."""
        names = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
        if not {"entry", "copied_head"} <= names:
            return None
        seq, sha256, made_for = connection.execute("from copied_head").fetchall()[0]
        (last_seq, entry_count) = connection.execute("select coalesce(max(seq), 0), count(*) from entry").fetchall()[0]
        return Head(seq, sha256) if made_for == self._made_for() and last_seq == entry_count == seq else None

    def _made_for(self) -> str:
        return f"{LAYOUT} {self.ledger.schemas.digest}"

    def _remove(self) -> None:
        for path in (self.path, self.path.with_name(self.path.name + ".wal")):
            # What cannot be removed is in the way of a copy on disk, not of one in memory.
            with suppress(OSError):
                path.unlink()


def without_zones(entries: pl.DataFrame) -> pl.DataFrame:
    """The same times in UTC, without saying so: DuckDB's zoned type depends on the session's zone."""
    return entries.with_columns(pl.col(TIME).dt.replace_time_zone(None))
