"""Appends batches to the ledger of a home and prints the keys of each batch once it is acknowledged.

`append_worker.py HOME NAME BATCH_COUNT`: each batch has an entry of this worker's own, whose blob is put first, and one
that every other worker appends as well. What the disk refuses ends it with the message and exit code 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

from warehouse.blob import BlobStore
from warehouse.durable import StorageError
from warehouse.home import Home
from warehouse.ledger import Ledger, NewEntry


def batch(home: Home, name: str, number: int) -> list[NewEntry]:
    own = f"{name}-{number}"
    sha256 = BlobStore(home).put(own.encode())
    return [
        NewEntry(
            key=key,
            kind="refusal_cleared",
            subject=f"document:{key}",
            payload={"uri": key},
            blob_sha256=sha256 if key == own else None,
        )
        for key in (own, f"shared-{number}")
    ]


def main(root: str, name: str, batch_count: str) -> None:
    home = Home(Path(root))
    ledger = Ledger(home)
    try:
        for number in range(int(batch_count)):
            entries = batch(home, name, number)
            ledger.append(entries)
            print(*(entry.key for entry in entries), sep="\n", flush=True)
    except StorageError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
