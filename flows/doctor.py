"""Looks for damage and for what is missing, and says how to mend it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

import polars as pl
from packaging.requirements import Requirement

from transforms.document import payload_text, to_read
from transforms.reading.parse import Parser
from warehouse import database, reading_cache, snapshot
from warehouse.blob import BlobStore
from warehouse.durable import StorageError
from warehouse.home import Home
from warehouse.ledger import Ledger
from warehouse.reference import load_reference
from warehouse.segment import Head

LEAST_FREE_BYTES = 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """What one examination found: a line a problem, none where all is well."""

    name: str
    detail: str
    problems: list[str]

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def examine(home: Home) -> list[Finding]:
    """Examine the installation and everything in the home. Reads every byte, changes nothing."""
    findings = [_installation(), _reference_data(), _parser(), _disk(home)]
    if home.ledger.is_dir():
        findings += [_ledger(home), _documents(home), _erasures(home), _releases(home), _warehouse(home)]
    return findings


def _finding(name: str, detail: str, problems: Callable[[], Iterator[str]]) -> Finding:
    try:
        return Finding(name, detail, list(problems()))
    except (StorageError, ValueError) as error:
        return Finding(name, detail, [str(error)])


def _installation() -> Finding:
    def problems() -> Iterator[str]:
        for line in requires("communique") or []:
            requirement = Requirement(line)
            if requirement.marker is not None and not requirement.marker.evaluate():
                continue
            try:
                found = version(requirement.name)
            except PackageNotFoundError:
                yield f"{requirement.name} is missing: run make setup, or pip install communique again"
                continue
            if not requirement.specifier.contains(found):
                yield f"{requirement.name} is {found}, but {requirement.specifier} is needed: run make setup"

    detail = f"communique {version('communique')} on Python {sys.version.split()[0]}"
    return _finding("installation", detail, problems)


def _reference_data() -> Finding:
    def problems() -> Iterator[str]:
        load_reference()
        yield from ()

    return _finding("reference data", "countries, organizations, persons, offices, actions, facts", problems)


def _parser() -> Finding:
    def problems() -> Iterator[str]:
        if Parser().is_shallow:
            yield "the parser's model is missing: reading works by shallow patterns and finds less; install again"

    return _finding("parser", "the model that reads sentences", problems)


def _disk(home: Home) -> Finding:
    place = next(folder for folder in (home.root, *home.root.parents) if folder.exists())
    free = shutil.disk_usage(place).free

    def problems() -> Iterator[str]:
        if free < LEAST_FREE_BYTES:
            yield f"{place}: less than 1 GiB is free: make room before the next run"

    return _finding("disk", f"{free / 1024**3:,.0f} GiB free", problems)


def _ledger(home: Home) -> Finding:
    last = snapshot.latest_release(home)
    ledger = Ledger(home)
    problems = ledger.verify(Head(last.ledger_seq, last.ledger_hash) if last else None)
    return Finding("ledger", f"{home.ledger}" + ("" if problems else f", {ledger.head().seq:,} entries"), problems)


def _documents(home: Home) -> Finding:
    def problems() -> Iterator[str]:
        blobs = BlobStore(home)
        digests = to_read(Ledger(home).read().lazy()).collect()["blob_sha256"].unique().sort()
        for digest in digests:
            try:
                blobs.get(digest)
            except StorageError as error:
                yield str(error)

    return _finding("documents", f"{home.blobs}", problems)


def _erasures(home: Home) -> Finding:
    entries = Ledger(home).read().filter(pl.col("kind") == "document_erased")
    erased = entries.select("seq", payload_text("uri"), payload_text("document_id").alias("document_id"), "blob_sha256")

    def problems() -> Iterator[str]:
        blobs = BlobStore(home)
        readings = sorted(home.readings.iterdir()) if home.readings.is_dir() else []
        for _, uri, document_id, sha256 in erased.iter_rows():
            kept = [str(folder) for folder in readings if document_id in reading_cache.done(home, folder.name)]
            for place in [*([str(blobs.path(sha256))] if blobs.has(sha256) else []), *kept]:
                yield f"{place}: still holds what was erased at {uri}. Remedy: communique erase {document_id} again"
        for release in snapshot.releases(home) if not erased.is_empty() else []:
            if release.ledger_seq < erased["seq"][-1] and release.folder(home).exists():
                yield f"{release.folder(home)}: may hold what was erased since. Remedy: communique build"

    return _finding("erasures", f"{erased.height} on record", problems)


def _releases(home: Home) -> Finding:
    history = snapshot.releases(home)

    def problems() -> Iterator[str]:
        for release in history:
            yield from snapshot.verify_release(home, release)

    return _finding("releases", f"{len(history)} in {home.releases}", problems)


def _warehouse(home: Home) -> Finding:
    def problems() -> Iterator[str]:
        if found := database.problem(home):
            yield f"{found}. Remedy: run communique build, which writes it again"

    return _finding("warehouse", f"{home.warehouse_database}", problems)
