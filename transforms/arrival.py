"""Which address was on record first: it founds the events that others join."""

from __future__ import annotations

import polars as pl

from transforms.template import filled


def arrival(entry: pl.LazyFrame) -> pl.LazyFrame:
    """One row per URI: uri, arrival_rank (0 = first on record).

    Addresses rank by the run that first recorded them, and within a run by address: what one run brings does not depend
    on the order in which it read its files, and what a later run brings never comes before.
    """
    observed = entry.filter(pl.col("kind") == "document_observed").select(
        pl.col("seq"),
        pl.col("payload").str.json_path_match("$.uri").alias("uri"),
        pl.col("run_id").fill_null(filled("entry {}", pl.col("seq"))).alias("run_id"),
    )
    run = observed.group_by("run_id").agg(pl.col("seq").min().alias("run_seq"))
    return (
        observed.join(run, on="run_id")
        .group_by("uri")
        .agg(pl.col("run_seq").min())
        .sort("run_seq", "uri")
        .with_row_index("arrival_rank")
        .select("uri", pl.col("arrival_rank").cast(pl.UInt32))
    )
