"""The ledger: an append-only log in numbered, immutable Parquet files, and the only source of truth.

A segment is the file of one appended batch, named by the `seq` of its first entry: `ledger/000000000042.parquet`. The
next writer links its segment to the number that follows; the file system lets exactly one of many do so, and the others
look again. Each segment carries the SHA-256 of the one before it, so loss or change in the middle shows when the ledger
is opened. A lost tail leaves no such trace: hold the head that was noted elsewhere against it (`expected_head`).
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

import polars as pl

from warehouse import durable
from warehouse.durable import StorageError
from warehouse.entry_schema import EntrySchemas
from warehouse.home import Home
from warehouse.segment import (
    CONTENT_CHANGED,
    EMPTY_HEAD,
    ENTRY_COLUMNS,
    DamagedLedgerError,
    Head,
    Segment,
    chain_problem,
    content_digest,
    read_columns,
    read_segment,
    segment_bytes,
    segment_of,
    segment_path,
    segment_paths,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """One entry as its author hands it in; `seq` and `recorded_at` are given when it is committed.

    key: names the effect; a key that is on record already is skipped, so a repeated append does nothing twice.
    subject: the stream the entry belongs to, e.g. "document:https://example.org/a" or "event:1f0c".
    expected_seq: the subject's last entry as the author saw it, 0 for none; None where it does not matter.
    valid_from, valid_to: when what it says holds in the world; both with a time zone.
    """

    key: str
    kind: str
    subject: str
    payload: Mapping[str, Any]
    author: str = "communique"
    reason: str | None = None
    run_id: str | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    expected_seq: int | None = None
    blob_sha256: str | None = None


class Appended(NamedTuple):
    """What an append did. The numbers are None where every key was on record already."""

    first_seq: int | None
    last_seq: int | None
    appended_count: int
    skipped_count: int


class InvalidEntryError(ValueError):
    """An entry does not hold to the schema of its kind. Nothing of its batch was appended."""


class StaleSubjectError(ValueError):
    """An author wrote about a subject that has changed since they looked. Nothing of the batch was appended."""

    def __init__(self, subject: str, expected_seq: int, actual_seq: int) -> None:
        super().__init__(
            f"{subject} was last changed by entry {actual_seq}, not {expected_seq} as its author saw: "
            "look at it again, then repeat the change"
        )
        self.subject = subject
        self.expected_seq = expected_seq
        self.actual_seq = actual_seq


@dataclass(slots=True)
class Index:
    """What a process remembers of the segments it has checked, so that an append need not read them again."""

    segments: list[Segment] = field(default_factory=list)
    hash_at: dict[int, str] = field(default_factory=lambda: {EMPTY_HEAD.seq: EMPTY_HEAD.hash})
    keys: set[str] = field(default_factory=set)
    last_seq_of: dict[str, int] = field(default_factory=dict)

    @property
    def head(self) -> Head:
        """How far the checked segments go."""
        return Head(self.segments[-1].last_seq, self.segments[-1].sha256) if self.segments else EMPTY_HEAD

    def add(self, segment: Segment) -> None:
        """Take in the next segment. Raises DamagedLedgerError where it does not follow the one before it."""
        if problem := chain_problem(self.head, segment):
            raise DamagedLedgerError(segment.path, problem)
        self.segments.append(segment)
        self.hash_at[segment.last_seq] = segment.sha256

    def add_entries(self, entries: pl.DataFrame) -> None:
        """Remember which keys and subjects the segments hold; needs the columns seq, key and subject."""
        self.keys.update(entries["key"])
        self.last_seq_of.update(zip(entries["subject"], entries["seq"], strict=True))


class Ledger:
    """The ledger of one home. Threads and processes may append and read at once.

    Nothing is read before the first use, which then checks the whole chain (100,000 entries in 1,000 segments: half a
    second). It raises DamagedLedgerError where the chain is broken, or `expected_head`, the head that the last release
    noted, is not on it.
    """

    def __init__(
        self,
        home: Home,
        *,
        expected_head: Head | None = None,
        schemas: EntrySchemas | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        code_version: str | None = None,
    ) -> None:
        self.folder = home.ledger
        self.schemas = schemas or EntrySchemas()
        self._expected_head = expected_head
        self._clock = clock
        self._code_version = code_version or installed_version()
        self._index: Index | None = None
        self._lock = threading.RLock()

    def append(self, entries: Iterable[NewEntry]) -> Appended:
        """Commit a batch: all of it or nothing, each key once. When this returns, the batch survives a power cut.

        Entries whose key is on record, or stands earlier in the batch, are skipped.
        Raises InvalidEntryError, StaleSubjectError, DamagedLedgerError, or StorageError where the disk fails. After a
        StorageError the batch may or may not be on record, and the same call can be repeated.
        """
        batch = [(entry, self._checked_payload(entry)) for entry in entries]
        with self._lock:
            durable.create_folder(self.folder)
            while True:
                index = self._refreshed()
                fresh: dict[str, tuple[NewEntry, str]] = {}
                for entry, payload in batch:
                    if entry.key not in index.keys:
                        fresh.setdefault(entry.key, (entry, payload))
                skipped_count = len(batch) - len(fresh)
                if not fresh:
                    # Whoever wrote these keys may have been killed before the folder was synced.
                    durable.sync_folder(self.folder)
                    return Appended(None, None, 0, skipped_count)
                committed = self._frame(fresh.values(), index)
                try:
                    self._commit(committed, index)
                except FileExistsError:
                    continue  # Another writer was faster: see what it wrote.
                return Appended(committed["seq"][0], committed["seq"][-1], committed.height, skipped_count)

    def read(self, after_seq: int = 0, until_seq: int | None = None) -> pl.DataFrame:
        """One row per entry with `after_seq < seq <= until_seq`, by seq, with the columns of ENTRY_COLUMNS.

        Payloads are JSON text in the newest version of their kind. Raises DamagedLedgerError, or ValueError where an
        entry was written by a newer version of this tool.
        """
        entries = self._columns(list(ENTRY_COLUMNS), after_seq, until_seq)
        newest = pl.col("kind").replace_strict(self.schemas.newest, default=0, return_dtype=pl.Int32)
        if entries.filter(pl.col("schema_version") != newest).is_empty():
            return entries
        lifted = [
            to_json(self.schemas.upcast(kind, schema_version, json.loads(payload)))
            for kind, schema_version, payload in entries.select("kind", "schema_version", "payload").iter_rows()
        ]
        return entries.with_columns(payload=pl.Series(lifted, dtype=pl.String), schema_version=newest)

    def head(self) -> Head:
        """How far the ledger goes now, other processes' appends included."""
        with self._lock:
            return self._refreshed().head

    def head_at(self, seq: int) -> Head:
        """How far the ledger went when an entry had just been committed, with the others of its batch.

        Raises ValueError where there is no such entry.
        """
        with self._lock:
            segments = self._refreshed().segments
        at = bisect_left(segments, seq, key=lambda segment: segment.last_seq)
        if seq < 1 or at == len(segments):
            raise ValueError(f"{self.folder}: there is no entry {seq}")
        return Head(segments[at].last_seq, segments[at].sha256)

    def is_on_record(self, head: Head) -> bool:
        """Whether a head noted earlier, by a release or a copy, lies on this ledger's chain."""
        with self._lock:
            return self._refreshed().hash_at.get(head.seq) == head.hash

    def last_seq_of(self, subject: str) -> int:
        """The number of a subject's last entry, 0 for none: what a correction of it gives as `expected_seq`."""
        with self._lock:
            return self._refreshed().last_seq_of.get(subject, 0)

    def seq_at(self, moment: datetime) -> int:
        """The number of the last entry recorded by a moment (with a time zone), 0 where there is none."""
        recorded = self._columns(["seq", "recorded_at"], 0, None).filter(pl.col("recorded_at") <= moment)
        return int(recorded["seq"].max() or 0)  # type: ignore[arg-type]

    def verify(self, expected_head: Head | None = None) -> list[str]:
        """Read every byte again and say, one sentence each, what is wrong; an empty list means all is well.

        Checks the chain, that numbers are dense and keys unique, that each segment holds the rows that were written and
        each payload can be read. With the head that the last release noted, also that the tail is not lost.
        """
        problems: list[str] = []
        before: Head | None = EMPTY_HEAD
        hash_at = {EMPTY_HEAD.seq: EMPTY_HEAD.hash}
        keys: set[str] = set()
        for path in segment_paths(self.folder):
            try:
                segment = read_segment(path)
                if before is not None and (problem := chain_problem(before, segment)):
                    problems.append(f"{path}: {problem}")
                before = Head(segment.last_seq, segment.sha256)
                hash_at[segment.last_seq] = segment.sha256
                entries = read_columns([path], list(ENTRY_COLUMNS))
                problems += [f"{path}: {problem}" for problem in self._content_problems(segment, entries, keys)]
            except StorageError as error:
                problems.append(f"{path}: {error.problem}")
                before = None
        if expected_head is not None and hash_at.get(expected_head.seq) != expected_head.hash:
            problems.append(f"{self.folder}: {tail_problem(max(hash_at), expected_head)}")
        return problems

    def _refreshed(self) -> Index:
        """The index with all that is on disk now."""
        if self._index is None:
            self._index = self._opened()
        index = self._index
        while os.path.lexists(path := segment_path(self.folder, index.head.seq + 1)):
            index.add(read_segment(path))
            index.add_entries(read_columns([path], ["seq", "key", "subject"]))
        return index

    def _opened(self) -> Index:
        index = Index()
        if self.folder.is_dir():
            durable.remove_stale_temporaries(self.folder)
        for path in segment_paths(self.folder):
            index.add(read_segment(path))
        if index.segments:
            index.add_entries(read_columns([segment.path for segment in index.segments], ["seq", "key", "subject"]))
            # No later segment vouches for the last one.
            last = index.segments[-1]
            if content_digest(read_columns([last.path], list(ENTRY_COLUMNS))) != last.content_sha256:
                raise DamagedLedgerError(last.path, CONTENT_CHANGED)
        expected = self._expected_head
        if expected is not None and index.hash_at.get(expected.seq) != expected.hash:
            raise DamagedLedgerError(self.folder, tail_problem(index.head.seq, expected))
        return index

    def _columns(self, names: Sequence[str], after_seq: int, until_seq: int | None) -> pl.DataFrame:
        with self._lock:
            segments = list(self._refreshed().segments)
        last = segments[-1].last_seq if until_seq is None and segments else until_seq or 0
        paths = [each.path for each in segments if each.last_seq > after_seq and each.first_seq <= last]
        if not paths:
            return pl.DataFrame(schema={name: ENTRY_COLUMNS[name] for name in names})
        return read_columns(paths, names).filter(pl.col("seq") > after_seq, pl.col("seq") <= last)

    def _checked_payload(self, entry: NewEntry) -> str:
        """The payload as JSON text. Raises InvalidEntryError where anything about the entry is not as it must be."""
        missing = [name for name in ("key", "subject", "author") if not getattr(entry, name)]
        if not (problem := self.schemas.problem(entry.kind, entry.payload)):
            missing += [name for name in self.schemas.requires(entry.kind) if getattr(entry, name) in (None, "")]
            if missing:
                problem = f"{' and '.join(missing)} must be given"
            elif any(time is not None and time.tzinfo is None for time in (entry.valid_from, entry.valid_to)):
                problem = "valid_from and valid_to need a time zone"
        if problem:
            raise InvalidEntryError(f"entry {entry.key!r} of kind {entry.kind}: {problem}")
        try:
            payload = to_json(entry.payload)
            "".join((payload, entry.key, entry.subject, entry.author, entry.reason or "")).encode()
        except ValueError as error:
            raise InvalidEntryError(f"entry {entry.key!r} of kind {entry.kind}: {error}") from error
        return payload

    def _frame(self, fresh: Iterable[tuple[NewEntry, str]], index: Index) -> pl.DataFrame:
        """The entries as they are to be committed behind what the index knows. Raises StaleSubjectError."""
        recorded_at = self._clock()
        rows = []
        for seq, (entry, payload) in enumerate(fresh, start=index.head.seq + 1):
            actual_seq = index.last_seq_of.get(entry.subject, 0)
            if entry.expected_seq is not None and entry.expected_seq != actual_seq:
                raise StaleSubjectError(entry.subject, entry.expected_seq, actual_seq)
            rows.append(
                {
                    "seq": seq,
                    "entry_id": entry_id(entry.key),
                    "key": entry.key,
                    "kind": entry.kind,
                    "subject": entry.subject,
                    "schema_version": self.schemas.newest[entry.kind],
                    "recorded_at": recorded_at,
                    "valid_from": entry.valid_from,
                    "valid_to": entry.valid_to,
                    "author": entry.author,
                    "run_id": entry.run_id,
                    "code_version": self._code_version,
                    "expected_seq": entry.expected_seq,
                    "reason": entry.reason,
                    "payload": payload,
                    "blob_sha256": entry.blob_sha256,
                }
            )
        return pl.DataFrame(rows, schema=ENTRY_COLUMNS)

    def _commit(self, entries: pl.DataFrame, index: Index) -> None:
        """Write the next segment. Raises FileExistsError where another writer took its number."""
        path = segment_path(self.folder, entries["seq"][0])
        data = segment_bytes(entries, index.head)
        durable.create_file(path, data)
        index.add(segment_of(path, data))
        index.add_entries(entries)

    def _content_problems(self, segment: Segment, entries: pl.DataFrame, keys: set[str]) -> list[str]:
        """What is wrong with the rows of one segment, beyond its place in the chain; `keys` collects those seen."""
        problems = []
        if content_digest(entries) != segment.content_sha256:
            problems.append(CONTENT_CHANGED)
        if entries["seq"].to_list() != list(range(segment.first_seq, segment.last_seq + 1)):
            problems.append(f"its rows are not numbered {segment.first_seq} to {segment.last_seq}")
        for seq, key, kind, schema_version, payload in entries.select(
            "seq", "key", "kind", "schema_version", "payload"
        ).iter_rows():
            if key in keys:
                problems.append(f"entry {seq} repeats the key {key!r}")
            keys.add(key)
            try:
                self.schemas.upcast(kind, schema_version, json.loads(payload))
            except ValueError as error:
                problems.append(f"entry {seq}: {error}")
        return problems


def entry_id(key: str) -> str:
    """An entry's id: the first 32 hex digits of its key's SHA-256."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def to_json(value: Any) -> str:
    """JSON in one fixed spelling. Raises ValueError where the value has none."""
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except TypeError as error:
        raise ValueError(str(error)) from error


def tail_problem(last_seq: int, expected: Head) -> str:
    """In what way a ledger that ends with an entry lacks a head that it must have."""
    if last_seq < expected.seq:
        return f"entries {last_seq + 1} to {expected.seq} at its end, which the last release was made from, are lost"
    return f"entry {expected.seq} is not the one that the last release was made from: this is another ledger"


def installed_version() -> str:
    """The version of this package, for the entries it writes."""
    try:
        return version("communique")
    except PackageNotFoundError:
        return "unknown"
