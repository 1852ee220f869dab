"""The observed bytes, each kept once in a file named by its SHA-256: `blobs/ab/abcdef...`.

They lie beside the ledger and not in it, so that a document can be erased while the entry that tells of it stays. Put
the blob first, append the entry after: then no entry on record ever lacks its bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from warehouse import durable
from warehouse.durable import StorageError
from warehouse.home import Home

SYNC_THREAD_COUNT = 16
SHA256 = re.compile(r"[0-9a-f]{64}")


class MissingBlobError(StorageError):
    """A blob is not there: it was erased or lost."""


class DamagedBlobError(StorageError):
    """A blob's bytes are not those that were put."""


class BlobStore:
    """All blobs of one home. Threads and processes may use it at once."""

    def __init__(self, home: Home) -> None:
        self.folder = home.blobs

    def put(self, data: bytes) -> str:
        """Keep bytes for good and return their SHA-256. A damaged blob of that name is made good.

        Raises StorageError where the disk fails; the same call can be repeated.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        durable.create_folder(path.parent)
        try:
            durable.create_file(path, data)
        except FileExistsError:
            if durable.read_file(path) == data:
                # Whoever wrote it may have been killed before the folder was synced.
                durable.sync_folder(path.parent)
            else:
                durable.replace_file(path, data)
        return sha256

    def put_many(self, many: Iterable[bytes]) -> list[str]:
        """Keep many blobs, and return their SHA-256s in their order; quicker, as the disk syncs several at once."""
        with ThreadPoolExecutor(SYNC_THREAD_COUNT) as pool:
            return list(pool.map(self.put, many))

    def get(self, sha256: str) -> bytes:
        """The bytes of that name.

        Raises MissingBlobError, DamagedBlobError, or StorageError where the disk fails.
        """
        path = self.path(sha256)
        try:
            data = durable.read_file(path)
        except FileNotFoundError:
            raise MissingBlobError(
                path, "the blob is not there", "observe its document again, or bring the blob back from a backup"
            ) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DamagedBlobError(
                path,
                "the blob is not what was put there, its SHA-256 differs",
                "delete the file and observe its document again, or bring the blob back from a backup",
            )
        return data

    def has(self, sha256: str) -> bool:
        """Whether there is a blob of that name; its bytes are not checked."""
        return self.path(sha256).is_file()

    def erase(self, sha256: str) -> bool:
        """Delete a blob for good. Returns whether it was there."""
        return durable.remove_file(self.path(sha256)) if self.has(sha256) else False

    def remove_stale_temporaries(self) -> int:
        """Delete what killed writers left behind, folder by folder; returns how many files."""
        folders = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        return sum(durable.remove_stale_temporaries(folder) for folder in folders)

    def path(self, sha256: str) -> Path:
        """Where a blob of that name lies. Raises ValueError where the name is no SHA-256."""
        if not SHA256.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is not a SHA-256 in hexadecimal")
        return self.folder / sha256[:2] / sha256
