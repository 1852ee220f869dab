"""Tables made from texts: each is read as a document of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

import polars as pl
from frames import World, build

from transforms.reading.read import READING_TABLES, Reader, rows_of
from transforms.tables import TABLES
from warehouse.reference import load_reference


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader, loaded once a process."""
    return Reader(load_reference())


def tables_of(texts: Mapping[str, str], *, runs: Mapping[str, str] | None = None) -> dict[str, pl.DataFrame]:
    """Every table, made from texts by address. runs: the run that brought an address; one run brings the others."""
    world = World()
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in READING_TABLES}
    for uri, text in texts.items():
        data = text.encode()
        blob = hashlib.sha256(data).hexdigest()
        document_id = hashlib.sha256(f"{uri}\n{blob}".encode()).hexdigest()[:32]
        payload = {"uri": uri, "media_type": "text/plain", "byte_count": len(data), "blob_sha256": blob}
        world.enter("document_observed", payload, run=(runs or {}).get(uri, "run 1"))
        reading, encoding = reader().read_document(data, "text/plain", uri, {})
        for name, found in rows_of(document_id, "text/plain", encoding, reading).items():
            rows[name].extend(found)
    frames = {name: pl.LazyFrame(found, schema=READING_TABLES[name]) for name, found in rows.items()}
    frames |= {f"reference_{name}": frame.lazy() for name, frame in load_reference().items()}
    return build({"entry": world.frames()["entry"], **frames}, TABLES)
