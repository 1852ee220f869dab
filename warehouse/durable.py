"""Writes that survive a kill and a power cut: the one place that syncs, links and renames.

The order is always the same: write a temporary file beside the target, sync it, give it its name in one step, sync the
folder. So a file under its own name is always whole. Whoever is killed leaves at most a temporary file behind, which
`remove_stale_temporaries` clears away.
"""

# The system calls themselves are the matter here, and tests put a failing `os` in this module's place.
# ruff: noqa: PTH102, PTH105, PTH108

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

TEMPORARY_SUFFIX = ".tmp"
STALE_AFTER_SECONDS = 3600.0

REMEDIES = {
    errno.ENOSPC: "free space on this disk, then run the command again",
    errno.EDQUOT: "free space or raise the disk quota, then run the command again",
    errno.EFBIG: "raise the file size limit (ulimit -f), then run the command again",
    errno.EIO: "the disk reports a fault: check it and its cables, restore from a backup if need be, then run again",
    errno.EACCES: "give this user the right to read and write there, or choose another folder with --home",
    errno.EPERM: "give this user the right to write there, on a disk with hard links, or choose another with --home",
    errno.EROFS: "the disk is mounted read-only: mount it writable, or choose another folder with --home",
    errno.EOPNOTSUPP: "this disk has no hard links: choose a folder on another disk with --home",
    errno.ENOTDIR: "a file stands where a folder is needed: move it away",
    errno.EMFILE: "raise the limit of open files (ulimit -n), then run the command again",
}
OTHER_REMEDY = "see that the folder exists and can be written to, then run the command again"


class StorageError(Exception):
    """Something could not be kept or read back: says what, where, why, and what to do about it."""

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}. Remedy: {remedy}.")
        self.path = path
        self.problem = problem
        self.remedy = remedy


def fail(error: OSError, path: Path, action: str) -> NoReturn:
    """Raise StorageError for what the system answered when we tried the action on the path."""
    reason = error.strerror or str(error)
    raise StorageError(path, f"could not {action}: {reason}", REMEDIES.get(error.errno or 0, OTHER_REMEDY)) from error


def create_folder(folder: Path) -> None:
    """Make a folder and those above it, each entered durably in the one that holds it. An existing one is fine."""
    if folder.is_dir():
        return
    create_folder(folder.parent)
    try:
        os.mkdir(folder)
    except FileExistsError:
        if not folder.is_dir():
            raise StorageError(folder, "a file stands where a folder is needed", "move it away") from None
    except OSError as error:
        fail(error, folder, "make the folder")
    sync_folder(folder.parent)


def create_file(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet; of many who try at once exactly one succeeds.

    Raises FileExistsError where the name is taken (nothing is changed), StorageError where the disk fails. After a
    StorageError the file is either absent or whole, so the same call can be repeated.
    """
    with _temporary(path, data) as temporary:
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError as error:
            fail(error, path, "link the file to its name")
    sync_folder(path.parent)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file, in place of the one of that name if there is one: readers see the old or the new, never a mix."""
    with _temporary(path, data) as temporary:
        _rename(temporary, path)
    sync_folder(path.parent)


def swap_in(written: Path, path: Path) -> None:
    """Give a finished file its final name, in place of what stood there. Both must be on one disk."""
    sync_file(written)
    _rename(written, path)
    sync_folder(path.parent)


def publish_folder(staged: Path, published: Path) -> None:
    """Sync a finished folder with all it holds and rename it to a name that is not taken.

    Raises StorageError where the name is taken by a file or a folder that is not empty, or the disk fails.
    """
    sync_tree(staged)
    _rename(staged, published)
    sync_folder(published.parent)
    sync_folder(staged.parent)


def remove_file(path: Path) -> bool:
    """Delete a file for good. Returns whether it was there."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return False
    except OSError as error:
        fail(error, path, "delete the file")
    sync_folder(path.parent)
    return True


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises FileNotFoundError, or StorageError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        fail(error, path, "read the file")


def sync_file(path: Path) -> None:
    """Have the disk keep a file's content."""
    _sync(path, os.O_RDONLY, "sync the file to disk")


def sync_folder(folder: Path) -> None:
    """Have the disk keep a folder's names."""
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY, "sync the folder to disk")


def sync_tree(folder: Path) -> None:
    """Have the disk keep a folder and everything below it, the inner before the outer."""
    for parent, _, names in os.walk(folder, topdown=False):
        for name in sorted(names):
            sync_file(Path(parent, name))
        sync_folder(Path(parent))


def remove_stale_temporaries(folder: Path, older_than_seconds: float = STALE_AFTER_SECONDS) -> int:
    """Delete what killed writers left in a folder; returns how many files.

    Only age tells a dead writer's file from a living one's. Should a living one lose its file all the same, its link
    fails with an error and nothing is lost.
    """
    oldest = time.time() - older_than_seconds
    removed_count = 0
    for path in folder.glob(f".*{TEMPORARY_SUFFIX}"):
        with suppress(OSError):
            if path.stat().st_mtime <= oldest:
                os.unlink(path)
                removed_count += 1
    return removed_count


@contextmanager
def _temporary(path: Path, data: bytes) -> Iterator[Path]:
    """A synced file with the data beside the path; gone at the end, unless it was renamed."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}{TEMPORARY_SUFFIX}")
    try:
        try:
            _write(temporary, data)
        except OSError as error:
            fail(error, path, "write the file")
        yield temporary
    finally:
        # What cannot be deleted now is stale later.
        with suppress(OSError):
            os.unlink(temporary)


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _rename(source: Path, target: Path) -> None:
    try:
        os.replace(source, target)
    except OSError as error:
        fail(error, target, f"rename {source.name} to this")


def _sync(path: Path, flags: int, action: str) -> None:
    try:
        descriptor = os.open(path, flags | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        fail(error, path, action)
