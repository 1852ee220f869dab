"""Staged tables become an immutable snapshot, and a numbered release makes a snapshot the published one.

A release is one file, linked to a number that only one publisher can take, so the published state changes in a single
step: whoever reads sees the release before or the release after. No lock is held, and a publisher may be killed at
any point: what it leaves behind is cleared by the next one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from warehouse import durable
from warehouse.home import Home

# Fixed, with the pinned libraries, so that equal frames are equal bytes.
ROW_GROUP_SIZE = 122_880
COMPRESSION_LEVEL = 3

READ_ONLY = 0o444
STAGED_PREFIX = "build-"
ABANDONED_AFTER_SECONDS = 7 * 24 * 3600.0
SHOWN_HASH_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Release:
    """The record that makes a snapshot the published one.

    `ledger_seq` and `ledger_hash` say up to which entry the ledger was read, `versions` which code, reader, model and
    reference data made the tables, `digests` the SHA-256 of each table's file, and `previous` that of the release
    before it (None for the first). `rules` are the rules that the tables were held to before they were released, each
    with its table, rule, severity, is_met and failing_count.
    """

    release_no: int
    snapshot: str
    ledger_seq: int
    ledger_hash: str
    versions: Mapping[str, str]
    row_counts: Mapping[str, int]
    digests: Mapping[str, str]
    released_at: datetime
    previous: str | None
    rules: Sequence[Mapping[str, Any]] = ()

    @property
    def content_hash(self) -> str:
        """One hash over what was published: every table's file and the versions it was made with."""
        return _content_hash(self.digests, self.versions)

    def folder(self, home: Home) -> Path:
        """Where the tables of this release are."""
        return home.snapshots / self.snapshot


def write_table(folder: Path, name: str, frame: pl.DataFrame) -> str:
    """Write a table as `<name>.parquet` and return the file's SHA-256. Equal frames give equal bytes.

    Raises StorageError where the disk fails; then the file is absent, or the one that was there before.
    """
    durable.create_folder(folder)
    path = folder / f"{name}.parquet"
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}{durable.TEMPORARY_SUFFIX}")
    try:
        # How a frame came about shows in its chunks, and chunks would show in the file.
        frame.rechunk().write_parquet(
            temporary,
            compression="zstd",
            compression_level=COMPRESSION_LEVEL,
            statistics=True,
            row_group_size=ROW_GROUP_SIZE,
        )
        digest = file_digest(temporary)
        durable.swap_in(temporary, path)
    except (OSError, pl.exceptions.ComputeError) as error:
        durable.fail(system_error(error), path, "write the table")
    finally:
        temporary.unlink(missing_ok=True)
    return digest


def stage(home: Home) -> Path:
    """Make an empty folder for the tables of one build, and clear away those of processes that have died."""
    durable.create_folder(home.staging)
    for folder in home.staging.glob(f"{STAGED_PREFIX}*"):
        if _is_abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)
    folder = home.staging / f"{STAGED_PREFIX}{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
    durable.create_folder(folder)
    return folder


def publish(
    home: Home,
    staged: Path,
    *,
    ledger_seq: int,
    ledger_hash: str,
    versions: Mapping[str, str],
    rules: Sequence[Mapping[str, Any]] = (),
) -> Release | None:
    """Publish the staged tables as the next release. The staged folder is gone afterwards.

    Returns None, and publishes nothing, where the last release has this very content or was built from a longer
    ledger. Of several publishers at once one takes the number; the others look again at what is now the last release.
    Raises ValueError where nothing is staged, StorageError where the disk fails; the same call can then be repeated.
    """
    digests = {path.stem: file_digest(path) for path in sorted(staged.glob("*.parquet"))}
    if not digests:
        raise ValueError(f"{staged}: no table is staged here, so there is nothing to publish. Remedy: build first.")
    row_counts = {name: _row_count(staged / f"{name}.parquet") for name in digests}
    content_hash = _content_hash(digests, versions)
    durable.create_folder(home.snapshots)
    durable.create_folder(home.releases)
    while True:
        last = latest_release(home)
        if last is not None and ledger_seq < last.ledger_seq:
            break
        if last is not None and last.content_hash == content_hash:
            _place(home, staged, last.snapshot, digests)
            break
        release = Release(
            release_no=last.release_no + 1 if last else 1,
            snapshot=f"{ledger_seq:012d}-{content_hash[:SHOWN_HASH_LENGTH]}",
            ledger_seq=ledger_seq,
            ledger_hash=ledger_hash,
            versions=dict(versions),
            row_counts=row_counts,
            digests=digests,
            released_at=datetime.now(UTC),
            previous=file_digest(_release_path(home, last.release_no)) if last else None,
            rules=list(rules),
        )
        _place(home, staged, release.snapshot, digests)
        try:
            durable.create_file(_release_path(home, release.release_no), _to_json(release))
        except FileExistsError:
            continue
        if not release.folder(home).exists():
            # It was an older release's, found here by us and dropped by another before our link.
            _place(home, staged, release.snapshot, digests)
        discard(staged)
        return release
    discard(staged)
    return None


def discard(staged: Path) -> None:
    """Delete a staged folder and all in it."""
    shutil.rmtree(staged, ignore_errors=True)


def latest_release(home: Home) -> Release | None:
    """The published release, or None where nothing was ever released."""
    numbers = _release_numbers(home)
    return _read_release(home, numbers[-1]) if numbers else None


def releases(home: Home) -> list[Release]:
    """All releases, oldest first. The snapshots of old ones may have been dropped."""
    return [_read_release(home, number) for number in _release_numbers(home)]


def read_tables(home: Home, release: Release, columns: Mapping[str, Sequence[str]]) -> dict[str, pl.DataFrame]:
    """Some tables of a release, each with some of its columns; a table that the release does not have is left out.

    Raises StorageError where the release's tables were dropped, are damaged or lack a column.
    """
    if not release.folder(home).is_dir():
        there = [str(other.release_no) for other in releases(home) if other.folder(home).is_dir()]
        raise durable.StorageError(
            release.folder(home),
            f"the tables of release {release.release_no} are not kept any more",
            f"choose among the releases that are: {', '.join(there)}",
        )
    tables = {}
    for name in columns.keys() & release.digests.keys():
        path = release.folder(home) / f"{name}.parquet"
        try:
            tables[name] = pl.read_parquet(path, columns=list(columns[name]), glob=False)
        except pl.exceptions.ColumnNotFoundError as error:
            remedy = f"choose a later release: {release.release_no} was made by another version"
            raise durable.StorageError(path, f"the table has no such column ({error})", remedy) from error
        except (OSError, pl.exceptions.PolarsError) as error:
            raise durable.StorageError(path, f"could not read the table: {error}", "run `communique doctor`") from error
    return tables


def keep(home: Home, count: int) -> list[str]:
    """Drop the snapshots that none of the last `count` releases names; returns the names of those dropped.

    A snapshot that no release names is left alone while a living publisher could still be about to name it: as long
    as the last release was not built from a longer ledger.
    """
    if count < 1:
        raise ValueError(f"cannot keep {count} releases: the last one is always kept, so give 1 or more")
    durable.remove_stale_temporaries(home.releases)
    history = releases(home)
    if not history:
        return []
    kept = {release.snapshot for release in history[-count:]}
    once_released = {release.snapshot for release in history}
    dropped = []
    for folder in sorted(home.snapshots.iterdir()):
        is_superseded = folder.name in once_released or _seq_of(folder) < history[-1].ledger_seq
        if folder.name not in kept and is_superseded:
            _remove_folder(home, folder)
            dropped.append(folder.name)
    return dropped


def verify_release(home: Home, release: Release) -> list[str]:
    """What is wrong with a release, one sentence each; nothing where all is well.

    An older release whose snapshot was dropped is well. Reads every byte of the snapshot.
    """
    problems = []
    folder = release.folder(home)
    numbers = _release_numbers(home)
    if folder.exists() or release.release_no == numbers[-1]:
        problems += _damages(folder, release.digests)
    before = [number for number in numbers if number < release.release_no]
    found = file_digest(_release_path(home, before[-1])) if before else None
    if found != release.previous:
        problems.append(f"{_release_path(home, release.release_no)}: the release before it was changed or is missing")
    return problems


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def system_error(error: Exception) -> OSError:
    """What the system answered: Polars hides it in its own error's text."""
    if isinstance(error, OSError):
        return error
    code = re.search(r"\(os error (\d+)\)", str(error))
    return OSError(int(code[1]), os.strerror(int(code[1]))) if code else OSError(str(error))


def _place(home: Home, staged: Path, name: str, digests: Mapping[str, str]) -> None:
    """Have the snapshot of this name whole: take the staged folder for it where it is missing or damaged."""
    target = home.snapshots / name
    if not _damages(target, digests):
        return
    if target.exists():
        _remove_folder(home, target)
    for path in staged.iterdir():
        path.chmod(READ_ONLY)
    try:
        durable.publish_folder(staged, target)
    except durable.StorageError:
        # Another publisher of the same content was faster.
        if _damages(target, digests):
            raise


def _damages(folder: Path, digests: Mapping[str, str]) -> list[str]:
    if not folder.is_dir():
        return [f"{folder}: the snapshot is missing"]
    problems = []
    for name, digest in digests.items():
        path = folder / f"{name}.parquet"
        if not path.exists():
            problems.append(f"{path}: the table is missing")
        elif file_digest(path) != digest:
            problems.append(f"{path}: the table is not the one that was released (its SHA-256 differs)")
    undeclared = sorted(path.name for path in folder.iterdir() if path.stem not in digests)
    problems += [f"{folder / name}: the file does not belong to the release" for name in undeclared]
    return problems


def _remove_folder(home: Home, folder: Path) -> None:
    """Delete a snapshot: renamed away first, so that no reader finds half of it under its name."""
    durable.create_folder(home.staging)
    grave = home.staging / f"{STAGED_PREFIX}{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
    try:
        folder.rename(grave)
    except FileNotFoundError:
        return
    except OSError as error:
        durable.fail(error, folder, "drop the snapshot")
    shutil.rmtree(grave, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    """Whether the process that staged the folder is gone: dead on this machine or, on any, silent for a week."""
    host, _, process = folder.name.removeprefix(STAGED_PREFIX).rpartition("-")[0].rpartition("-")
    try:
        if host == socket.gethostname() and process.isdigit():
            os.kill(int(process), 0)
        return time.time() - folder.stat().st_mtime > ABANDONED_AFTER_SECONDS
    except ProcessLookupError:
        return True
    except OSError:
        # Another user's process, or a folder that has just gone.
        return False


def _content_hash(digests: Mapping[str, str], versions: Mapping[str, str]) -> str:
    content = json.dumps({"digests": dict(digests), "versions": dict(versions)}, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _row_count(path: Path) -> int:
    return int(pl.scan_parquet(path, glob=False).select(pl.len()).collect().item())


def _seq_of(snapshot: Path) -> int:
    seq = snapshot.name.partition("-")[0]
    return int(seq) if seq.isdigit() else 0


def _release_path(home: Home, release_no: int) -> Path:
    return home.releases / f"{release_no:06d}.json"


def _release_numbers(home: Home) -> list[int]:
    return sorted(int(path.stem) for path in home.releases.glob("*.json") if path.stem.isdigit())


def _to_json(release: Release) -> bytes:
    fields = asdict(release) | {"released_at": release.released_at.isoformat()}
    return (json.dumps(fields, indent=2, ensure_ascii=False) + "\n").encode()


def _read_release(home: Home, release_no: int) -> Release:
    path = _release_path(home, release_no)
    try:
        fields = json.loads(durable.read_file(path))
        fields["released_at"] = datetime.fromisoformat(fields["released_at"])
        return Release(**fields)
    except (ValueError, TypeError, KeyError) as error:
        raise durable.StorageError(
            path, f"not a release record ({error})", "restore the file from a backup, or move it away and build again"
        ) from error
