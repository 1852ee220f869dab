"""The reader, for a process that reads much."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping

import polars as pl

from transforms.reading.read import Reader

# A text leaves no cycles behind: what the collector finds is what the reader remembers, again and again.
OBJECTS_BEFORE_COLLECTION = 500_000


def load_reader(reference: Mapping[str, pl.DataFrame], *, explains: bool = False) -> Reader:
    """Load the reader once, with the parser that COMMUNIQUE_PIPELINE names, and have the collector leave it alone."""
    reader = Reader(reference, os.environ.get("COMMUNIQUE_PIPELINE"), explains=explains)
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    return reader
