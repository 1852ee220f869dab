from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from typing import Any

import pytest

from warehouse.blob import BlobStore, DamagedBlobError, MissingBlobError
from warehouse.durable import StorageError
from warehouse.home import Home

DATA = b"The envoy left on Tuesday.\n"
SHA256 = hashlib.sha256(DATA).hexdigest()


def test_a_blob_is_named_by_its_bytes_and_comes_back(home: Home) -> None:
    blobs = BlobStore(home)
    assert blobs.put(DATA) == SHA256
    assert (home.blobs / SHA256[:2] / SHA256).read_bytes() == DATA
    assert BlobStore(home).get(SHA256) == DATA
    assert blobs.has(SHA256)
    assert not blobs.has("0" * 64)


def test_the_same_bytes_are_kept_once(home: Home) -> None:
    blobs = BlobStore(home)
    assert blobs.put(DATA) == blobs.put(DATA)
    assert [path.name for path in home.blobs.glob("*/*")] == [SHA256]


def test_many_blobs_are_put_in_order(home: Home) -> None:
    many = [b"%d" % (number % 40) for number in range(50)]
    names = BlobStore(home).put_many(many)
    assert [BlobStore(home).get(name) for name in names] == many


def test_a_damaged_blob_is_an_error_and_can_be_put_again(home: Home) -> None:
    blobs = BlobStore(home)
    blobs.put(DATA)
    blobs.path(SHA256).write_bytes(DATA[:-1])
    with pytest.raises(DamagedBlobError, match=rf"{SHA256}: the blob is not what was put there.*Remedy: delete"):
        blobs.get(SHA256)
    blobs.put(DATA)
    assert blobs.get(SHA256) == DATA


def test_a_missing_blob_is_an_error(home: Home) -> None:
    with pytest.raises(MissingBlobError, match="the blob is not there"):
        BlobStore(home).get(SHA256)


def test_an_erased_blob_is_gone(home: Home) -> None:
    blobs = BlobStore(home)
    blobs.put(DATA)
    assert blobs.erase(SHA256)
    assert not blobs.has(SHA256)
    assert not blobs.erase(SHA256)
    assert not blobs.erase("0" * 64)


def test_what_killed_writers_left_is_cleared_away(home: Home) -> None:
    blobs = BlobStore(home)
    assert blobs.remove_stale_temporaries() == 0
    left = blobs.path(blobs.put(DATA)).with_name(".left.tmp")
    left.write_bytes(b"")
    os.utime(left, (0, 0))
    assert blobs.remove_stale_temporaries() == 1
    assert blobs.get(SHA256) == DATA


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA256.upper(), SHA256[:-1]])
def test_only_a_digest_is_a_name(home: Home, name: str) -> None:
    with pytest.raises(ValueError, match="is not a SHA-256"):
        BlobStore(home).get(name)


@pytest.mark.parametrize("fault", ["ENOSPC", "EIO"])
@pytest.mark.parametrize(("call", "at"), [("mkdir", 1), ("write", 1), ("link", 1), ("fsync", 1), ("fsync", 5)])
def test_after_a_disk_fault_the_same_put_can_be_repeated(
    home: Home, fault: str, call: str, at: int, faulty_disk: Callable[..., Any]
) -> None:
    faulty_disk(fault, call, at=at)
    with pytest.raises(StorageError, match="Remedy: "):
        BlobStore(home).put(DATA)
    assert BlobStore(home).get(BlobStore(home).put(DATA)) == DATA


def test_threads_may_put_the_same_bytes(home: Home) -> None:
    threads = [threading.Thread(target=BlobStore(home).put, args=(DATA,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.name for path in home.blobs.glob("*/*")] == [SHA256]
