"""Sources to entries: what was seen where, kept once and in order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows import progress
from flows.settings import end_turn
from warehouse.blob import BlobStore
from warehouse.home import Home
from warehouse.ledger import Ledger, NewEntry
from warehouse.ledger_database import LedgerDatabase
from warehouse.source import Refusal, Sighting, covers, sightings

# A batch is kept or lost as a whole: small enough to do again, large enough that syncing costs little.
BATCH_COUNT = 500
BATCH_BYTES = 32 * 1024 * 1024
AUTHOR = "observe"


@dataclass(slots=True)
class Observed:
    """What one observation found, document by document."""

    new_count: int = 0
    changed_count: int = 0
    known_count: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def seen_count(self) -> int:
        """Documents that could be taken in, known or not."""
        return self.new_count + self.changed_count + self.known_count


@flow(name="observe", flow_run_name="observe into {home}")
def observe(sources: list[str], home: str = "data") -> Observed:
    """Look at files and folders and record in the ledger every document that is new or changed.

    The same bytes at the same address add nothing. What cannot be taken in is recorded as refused, with the reason.
    """
    end_turn()
    return record_sources(sources, home)


@task(name="record sources", cache_policy=NO_CACHE)
def record_sources(sources: list[str], home: str) -> Observed:
    """Record what the sources hold."""
    return record(Home(Path(home).resolve()), [Path(source) for source in sources], str(flow_run.id or ""))


def record(home: Home, sources: Sequence[Path], run_id: str) -> Observed:
    """Append to the ledger of a home what is new in the sources, batch by batch.

    Raises StorageError where the disk fails: what was appended before stays, and the same call goes on from there.
    """
    recorder = Recorder(home, run_id)
    with progress.stage("observe documents") as advance:
        for batch in _batches(sightings(sources)):
            recorder.record(batch)
            advance(len(batch))
        recorder.clear_refusals(sources)
    return recorder.observed


class Recorder:
    """Turns what is seen into entries, knowing what is on record."""

    def __init__(self, home: Home, run_id: str) -> None:
        self._ledger, self._blobs = Ledger(home), BlobStore(home)
        self._run_id = run_id or None
        database = LedgerDatabase(home, self._ledger)
        self._latest = database.latest_by_uri()
        self._refused = database.open_refusals()
        erased = database.query("select blob_sha256 from entry where kind = 'document_erased'")
        self._erased = set(erased["blob_sha256"].drop_nulls())
        self._refused_again: set[str] = set()
        self.observed = Observed()

    def record(self, batch: Iterable[Sighting | Refusal]) -> None:
        """Append the entries that a batch calls for, all or none."""
        entries: list[NewEntry] = []
        # The bytes come first: no entry on record may lack them.
        unkept: dict[str, bytes] = {}
        for sight in batch:
            if isinstance(sight, Refusal):
                entries.extend(self._refusal(sight))
                continue
            digest = hashlib.sha256(sight.data).hexdigest()
            entries.extend(self._sighting(sight, digest))
            if digest not in self._erased and not self._blobs.has(digest):
                unkept[digest] = sight.data
        self._blobs.put_many(unkept.values())
        if entries:
            self._ledger.append(entries)

    def clear_refusals(self, sources: Sequence[Path]) -> None:
        """Declare over what was refused in these sources before and is not any more."""
        gone = [uri for uri in self._refused if uri not in self._refused_again and covers(sources, uri)]
        if gone:
            self._ledger.append([self._clearance(uri) for uri in sorted(gone)])

    def _sighting(self, sight: Sighting, digest: str) -> Iterator[NewEntry]:
        known_digest, version_no = self._latest.get(sight.uri, (None, 0))
        if digest == known_digest:
            self.observed.known_count += 1
            return
        if version_no:
            self.observed.changed_count += 1
        else:
            self.observed.new_count += 1
        self._latest[sight.uri] = (digest, version_no + 1)
        yield NewEntry(
            key=f"document_observed {sight.uri} {version_no + 1} {digest}",
            kind="document_observed",
            subject=sight.uri,
            payload={
                "uri": sight.uri,
                "media_type": sight.media_type,
                "byte_count": len(sight.data),
                "blob_sha256": digest,
                "source": sight.source,
                "metadata": dict(sight.metadata),
            },
            author=AUTHOR,
            run_id=self._run_id,
            blob_sha256=digest,
        )

    def _refusal(self, refusal: Refusal) -> Iterator[NewEntry]:
        self.observed.refusals.append(refusal)
        self._refused_again.add(refusal.uri)
        known = self._refused.get(refusal.uri)
        if known is not None and known.message == refusal.message:
            return
        yield NewEntry(
            key=f"document_refused {refusal.uri} {self._ledger.last_seq_of(refusal.uri)} {refusal.message}",
            kind="document_refused",
            subject=refusal.uri,
            payload={
                "uri": refusal.uri,
                "stage": "observe",
                "message": refusal.message,
                "remedy": refusal.remedy,
            },
            author=AUTHOR,
            run_id=self._run_id,
        )

    def _clearance(self, uri: str) -> NewEntry:
        return NewEntry(
            key=f"refusal_cleared {uri} {self._refused[uri].seq}",
            kind="refusal_cleared",
            subject=uri,
            payload={"uri": uri},
            author=AUTHOR,
            run_id=self._run_id,
        )


def _batches(seen: Iterable[Sighting | Refusal]) -> Iterator[Sequence[Sighting | Refusal]]:
    batch: list[Sighting | Refusal] = []
    byte_count = 0
    for sight in seen:
        batch.append(sight)
        byte_count += len(sight.data) if isinstance(sight, Sighting) else 0
        if len(batch) >= BATCH_COUNT or byte_count >= BATCH_BYTES:
            yield batch
            batch, byte_count = [], 0
    if batch:
        yield batch
