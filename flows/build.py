"""Ledger to release: read what is new, derive the tables, check them, publish, make the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl
from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from expectations.gate import Audit, RuleOutcome, audit
from flows import progress
from flows.output import say
from flows.reading import Document, ReadCount, read_all
from flows.report import keep_report
from flows.settings import end_turn
from flows.versions import versions
from transforms.correcting import VALUES, WITHDRAWAL
from transforms.document import to_read
from transforms.reading.read import READING_TABLES
from transforms.table import build_order
from transforms.tables import TABLES
from warehouse import database, reading_cache, snapshot
from warehouse.database import Meaning
from warehouse.home import Home
from warehouse.ledger import Ledger, NewEntry
from warehouse.ledger_database import LedgerDatabase
from warehouse.reference import load_reference
from warehouse.segment import Head
from warehouse.snapshot import Release

# Entries that tell of builds do not call for a new one.
ABOUT_BUILDS = ("snapshot_released", "snapshot_refused")
# Entries that may leave fewer rows: what is retracted, erased, rejected, merged, or described anew and merged by that.
EXPLAIN_FEWER_ROWS = (*VALUES, WITHDRAWAL, "document_erased")
SNAPSHOTS_KEPT = 5
# The orchestrator waits more than it works: each table uses all cores by itself.
TABLES_AT_ONCE = 2
TABLE_RUNNER: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=TABLES_AT_ONCE)
TABLES_BY_NAME = {table.name: table for table in TABLES}
MEANINGS = [
    Meaning(
        table.name,
        table.grain,
        {name: column.meaning for name, column in table.columns.items()},
        key=table.key,
        inputs=table.inputs,
    )
    for table in TABLES
]


@dataclass(slots=True)
class Built:
    """What one build did, and what is published after it."""

    is_new: bool = False
    is_open: bool = True
    release_no: int | None = None
    read_count: int = 0
    refused_count: int = 0
    row_counts: dict[str, int] = field(default_factory=dict)
    rule_count: int = 0
    unmet_rules: list[RuleOutcome] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the build is made from: the ledger up to its last entry that is not about builds, and this code."""

    head: Head
    versions: dict[str, str]
    explaining_count: int
    is_published: bool


@flow(name="build", flow_run_name="build {home}", task_runner=TABLE_RUNNER)
def build(home: str = "data", worker_count: int | None = None) -> Built:
    """Bring the published release up to the ledger: read, derive, check, publish, and make its page.

    Publishes nothing where the last release already says all that the ledger holds, and nothing where a critical rule
    is not met: then the last release stays.
    """
    end_turn()
    return build_release(home, worker_count)


def build_release(home: str, worker_count: int | None) -> Built:
    """The steps of a build, each a task. Flows call it: a flow within a flow takes Prefect a second more."""
    plan = plan_build(home)
    if plan.is_published:
        built = show_last_release(home)
        keep_report(home)
        return built
    read = read_documents(home, plan, worker_count)
    staged = str(snapshot.stage(_place(home)))
    try:
        row_counts = derive_tables(home, staged, plan)
        audited = audit_tables(home, staged, plan.explaining_count)
    except BaseException:
        snapshot.discard(Path(staged))
        raise
    built = Built(
        is_open=audited.is_open,
        read_count=read.read_count,
        refused_count=read.refused_count,
        row_counts=row_counts,
        rule_count=len(audited.rules),
        unmet_rules=[outcome for outcome in audited.rules if not outcome.is_met],
    )
    if audited.is_open:
        built.is_new, built.release_no = publish(home, staged, plan, outcomes(audited))
        keep_report(home)
    else:
        built.release_no = refuse(home, staged, plan, [outcome.rule for outcome in audited.broken])
    return built


def derive_tables(home: str, staged: str, plan: Plan) -> dict[str, int]:
    """Have every table built as a task, each after those it is made from; returns their row counts."""
    made: dict[str, PrefectFuture[int]] = {}
    for table in build_order(TABLES):
        before = [made[name] for name in table.inputs if name in made]
        made[table.name] = build_table.submit(table.name, home, staged, plan, wait_for=before, return_state=False)
    with progress.stage("derive tables", len(made)) as advance:
        row_counts = {}
        for name, future in made.items():
            row_counts[name] = future.result()
            advance(1)
    return row_counts


@task(name="plan", cache_policy=NO_CACHE)
def plan_build(home: str) -> Plan:
    """See what the ledger holds beyond the last release."""
    place = _place(home)
    last = snapshot.latest_release(place)
    released = Head(last.ledger_seq, last.ledger_hash) if last else None
    ledger = Ledger(place, expected_head=released)
    since = ledger.read(after_seq=released.seq if released else 0).filter(~pl.col("kind").is_in(ABOUT_BUILDS))
    head = released or ledger.head()
    if not since.is_empty():
        head = ledger.head_at(int(since["seq"].max()))  # type: ignore[arg-type]
    made_with = versions()
    return Plan(
        head=head,
        versions=made_with,
        explaining_count=since.filter(pl.col("kind").is_in(EXPLAIN_FEWER_ROWS)).height,
        is_published=last is not None
        and since.is_empty()
        and last.versions == made_with
        and not snapshot.verify_release(place, last),
    )


@task(name="show last release", cache_policy=NO_CACHE)
def show_last_release(home: str) -> Built:
    """Make sure that readers see the last release, and say what it is."""
    place = _place(home)
    last = snapshot.latest_release(place)
    assert last is not None
    if database.problem(place):
        _show(place, last)
    _drop_old_snapshots(place)
    return Built(release_no=last.release_no, row_counts=dict(last.row_counts))


@task(name="read documents", cache_policy=NO_CACHE)
def read_documents(home: str, plan: Plan, worker_count: int | None) -> ReadCount:
    """Read the current documents that this reader has not read yet."""
    place = _place(home)
    digest = plan.versions["reader"]
    for problem in reading_cache.tidy(place, digest):
        say(f"warning: {problem}")
    done = reading_cache.done(place, digest)
    wanted = to_read(_entries(place, plan).lazy()).collect()
    documents = [Document(**row) for row in wanted.to_dicts() if row["document_id"] not in done]
    return read_all(place, digest, documents, worker_count)


@task(task_run_name="build {name}", cache_policy=NO_CACHE)
def build_table(name: str, home: str, staged: str, plan: Plan) -> int:
    """Derive one table from those before it and stage it; returns its row count."""
    table = TABLES_BY_NAME[name]
    frames = {source: _frame(_place(home), Path(staged), source, plan) for source in table.inputs}
    made = table(**frames)
    snapshot.write_table(Path(staged), name, made)
    return made.height


@task(name="gate", cache_policy=NO_CACHE)
def audit_tables(home: str, staged: str, explaining_count: int) -> Audit:
    """Hold the staged files to every rule."""
    last = snapshot.latest_release(_place(home))
    with progress.stage("check against the rules"):
        return audit(
            Path(staged),
            TABLES,
            today=datetime.now(UTC).date(),
            previous_row_counts=last.row_counts if last else None,
            retraction_count=explaining_count,
        )


@task(name="publish", cache_policy=NO_CACHE)
def publish(home: str, staged: str, plan: Plan, rules: list[dict[str, Any]]) -> tuple[bool, int | None]:
    """Make the staged tables the published release, unless a later or equal one is there; returns its number."""
    place = _place(home)
    with progress.stage("publish"):
        release = snapshot.publish(
            place,
            Path(staged),
            ledger_seq=plan.head.seq,
            ledger_hash=plan.head.hash,
            versions=plan.versions,
            rules=rules,
        )
        last = snapshot.latest_release(place)
        if last is not None:
            _show(place, last)
        _drop_old_snapshots(place)
        reading_cache.drop_other_digests(place, [plan.versions["reader"]])
    return release is not None, last.release_no if last else None


@task(name="refuse", cache_policy=NO_CACHE)
def refuse(home: str, staged: str, plan: Plan, broken_rules: list[str]) -> int | None:
    """Record that the gate refused the staged tables; the last release stays, and its number is returned."""
    place = _place(home)
    snapshot.discard(Path(staged))
    made_from = f"{plan.head.seq} {plan.versions['code']}"
    Ledger(place).append(
        [
            NewEntry(
                key=f"snapshot_refused {made_from}",
                kind="snapshot_refused",
                subject="release",
                payload={"ledger_seq": plan.head.seq, "failed_rules": sorted(set(broken_rules))},
                reason="critical rules are not met",
            )
        ]
    )
    last = snapshot.latest_release(place)
    return last.release_no if last else None


def outcomes(audited: Audit) -> list[dict[str, Any]]:
    """What a release says of the rules it was held to: how each fared, without the rows that broke it."""
    return [{name: getattr(rule, name) for name in database.RULE_COLUMNS} for rule in audited.rules]


def _show(place: Home, release: Release) -> None:
    """Have readers see a release, and the ledger tell of it; whoever was killed before is made good here."""
    Ledger(place).append(
        [
            NewEntry(
                key=f"snapshot_released {release.release_no} {release.snapshot}",
                kind="snapshot_released",
                subject="release",
                payload={
                    "snapshot": release.snapshot,
                    "release_no": release.release_no,
                    "ledger_seq": release.ledger_seq,
                    "ledger_hash": release.ledger_hash,
                },
            )
        ]
    )
    database.publish_database(place, release, MEANINGS)


def _drop_old_snapshots(place: Home) -> None:
    """Keep the last few snapshots, but none from before the last erasure, for they hold what was erased."""
    erased = LedgerDatabase(place).query(
        "select coalesce(max(seq), 0) as seq from entry where kind = 'document_erased'"
    )
    without = [release for release in snapshot.releases(place) if release.ledger_seq >= erased["seq"][0]]
    if without:
        snapshot.keep(place, min(len(without), SNAPSHOTS_KEPT))


def _entries(place: Home, plan: Plan) -> pl.DataFrame:
    """The ledger as far as the plan goes; what was erased later is erased there too, since its bytes are gone."""
    ledger = Ledger(place)
    later = ledger.read(after_seq=plan.head.seq).filter(pl.col("kind") == "document_erased")
    return pl.concat([ledger.read(until_seq=plan.head.seq), later])


def _place(home: str) -> Home:
    return Home(Path(home).resolve())


@lru_cache(maxsize=1)
def _reference(digest: str) -> dict[str, pl.DataFrame]:
    """The reference data, loaded and checked once a build; an edit changes the digest."""
    return load_reference()


def _frame(place: Home, staged: Path, name: str, plan: Plan) -> pl.LazyFrame:
    """An input of a table: a table staged before it, the ledger, a reading, or reference data."""
    if name in TABLES_BY_NAME:
        return pl.scan_parquet(staged / f"{name}.parquet")
    if name not in READING_TABLES and name != "entry":
        return _reference(plan.versions["reference"])[name.removeprefix("reference_")].lazy()
    entry = _entries(place, plan).lazy()
    if name == "entry":
        return entry
    wanted = to_read(entry).select("document_id").collect().to_series().to_list()
    return reading_cache.scan(place, plan.versions["reader"], name, wanted, schema=READING_TABLES[name])
