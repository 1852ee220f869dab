"""The tables as they stood: derived anew from the ledger, as far as one wants, into a folder of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from expectations.gate import Audit, audit
from flows import progress
from flows.build import MEANINGS, TABLE_RUNNER, Plan, derive_tables, outcomes, plan_build, read_documents
from flows.command import CommandError
from flows.settings import end_turn
from transforms.tables import TABLES
from warehouse import database, snapshot
from warehouse.home import Home
from warehouse.ledger import Ledger
from warehouse.segment import Head
from warehouse.snapshot import Release


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay made.

    ledger_seq: the last entry it was made from. release_no: the release it was held against, None for none;
    other_tables: the tables that differ from that release's. why: why they may differ, or why there is no comparison.
    """

    folder: str
    ledger_seq: int
    row_counts: Mapping[str, int]
    audit: Audit
    release_no: int | None = None
    other_tables: Sequence[str] = ()
    why: str = ""

    @property
    def is_identical(self) -> bool | None:
        """Whether every table is, byte for byte, that of the last release; None where that was not asked."""
        return None if self.release_no is None else not self.other_tables


@flow(name="replay", flow_run_name="replay {home} to {folder}", task_runner=TABLE_RUNNER)
def replay(home: str, folder: str, until_seq: int | None = None, worker_count: int | None = None) -> Replayed:
    """Derive all tables from the ledger up to an entry, as Parquet files and a warehouse.duckdb; publish nothing.

    Without an entry, from all of the ledger, and the tables are held against those of the last release. Documents that
    were erased since are erased at all times.
    """
    end_turn()
    place = Home(Path(home))
    plan = plan_build(home)
    if until_seq is not None:
        plan = replace(plan, head=Head(until_seq, ""))
    read_documents(home, plan, worker_count)
    row_counts = derive_tables(home, folder, plan)
    audited, digests = finish(home, folder, plan, row_counts)
    done = Replayed(folder, plan.head.seq, row_counts, audited)
    last = snapshot.latest_release(place)
    if until_seq is not None or last is None:
        return done
    others = [name for name in digests if digests[name] != last.digests.get(name)]
    return replace(done, release_no=last.release_no, other_tables=others, why=difference(plan, last))


@task(name="check and collect", cache_policy=NO_CACHE)
def finish(home: str, folder: str, plan: Plan, row_counts: dict[str, int]) -> tuple[Audit, dict[str, str]]:
    """Hold the tables to the rules and put them into a warehouse.duckdb; returns the outcome and the files' SHA-256."""
    place, target = Home(Path(home)), Path(folder)
    with progress.stage("check against the rules"):
        audited = audit(target, TABLES, today=datetime.now(UTC).date())
    digests = {table.name: snapshot.file_digest(target / f"{table.name}.parquet") for table in TABLES}
    history = [release for release in snapshot.releases(place) if release.ledger_seq <= plan.head.seq]
    made = Release(
        release_no=history[-1].release_no if history else 0,
        snapshot=target.name,
        ledger_seq=plan.head.seq,
        ledger_hash=plan.head.hash,
        versions=plan.versions,
        row_counts=row_counts,
        digests=digests,
        released_at=datetime.now(UTC),
        previous=None,
        rules=outcomes(audited),
    )
    database.write_database(target / "warehouse.duckdb", target, made, history, MEANINGS)
    return audited, digests


def difference(plan: Plan, last: Release) -> str:
    """Why a replay of the whole ledger may rightly differ from the last release; empty where it must not."""
    if plan.head.seq != last.ledger_seq:
        return f"the ledger goes on from entry {last.ledger_seq} to {plan.head.seq}"
    changed = sorted(name for name in plan.versions if plan.versions[name] != last.versions.get(name))
    return f"the release was made by other {', '.join(changed)}" if changed else ""


def last_entry(home: Home, as_of: str) -> int:
    """The last entry of a moment: an entry's number, a time in ISO 8601 (UTC unless told), or a day, to its end.

    Raises CommandError where it is none of these or lies outside the ledger.
    """
    ledger = Ledger(home)
    if as_of.isdecimal():
        seq = int(as_of)
        if not 1 <= seq <= ledger.head().seq:
            raise CommandError(f"there is no entry {seq}. Remedy: give a number from 1 to {ledger.head().seq}")
        return seq
    try:
        moment = datetime.fromisoformat(as_of)
    except ValueError as error:
        raise CommandError(
            f"{as_of!r} is neither an entry's number nor a time. Remedy: write 42, 2026-11-22 or 2026-11-22T14:30+01:00"
        ) from error
    if len(as_of) <= len("2026-11-22"):
        moment = datetime.combine(moment.date(), time.max)
    seq = ledger.seq_at(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    if not seq:
        raise CommandError(f"nothing was on record yet on {as_of}. Remedy: give a later time")
    return seq


def empty_folder(path: Path) -> Path:
    """The folder, made if need be. Raises CommandError where it holds something."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise CommandError(f"{path} is not empty. Remedy: give a new folder with --to")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}. Remedy: give a folder that can be made") from error
    return path.resolve()
