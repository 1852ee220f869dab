"""By which rules the claims were coded."""

from __future__ import annotations

import polars as pl

from transforms.table import table

# What the reader adds to a rule's name when it had no parse of the sentence to go by.
READ_WITHOUT_PARSE = r" \(.*\)$"


@table(
    key="rule",
    columns={
        "rule": (pl.String, "the rule, as claims name it"),
        "action_id": (pl.String, "its row in the reference data; null for a rule that the reader has by itself"),
        "predicate": (pl.String, "the words it looks for, and what must stand beside them"),
        "source_pattern": (pl.String, "where it looks for who acted"),
        "target_pattern": (pl.String, "where it looks for who was acted upon"),
        "root": (pl.String, "the PLOVER category it codes, unless the words around vary it"),
        "kind": (pl.String, "what was done, in plain words"),
        "cameo_code": (pl.String, "CAMEO code"),
        "basis": (pl.String, "what the coding rests on"),
        "claim_count": (pl.UInt32, "how many claims it made"),
    },
)
def claim_rule(claim: pl.LazyFrame, reference_action: pl.LazyFrame) -> pl.LazyFrame:
    """One row per rule that made a claim, with what the reference data say of it."""
    known = reference_action.select(
        "action_id",
        "predicate",
        pl.col("source").alias("source_pattern"),
        pl.col("target").alias("target_pattern"),
        "root",
        "kind",
        "cameo_code",
        "basis",
    ).with_columns(pl.col(pl.String).replace("", None))
    return (
        claim.group_by("rule")
        .agg(pl.len().cast(pl.UInt32).alias("claim_count"))
        .with_columns(pl.col("rule").str.replace(READ_WITHOUT_PARSE, "").alias("action_id"))
        .join(known.with_columns(pl.lit(True).alias("is_known")), on="action_id", how="left")
        .with_columns(pl.when("is_known").then("action_id").alias("action_id"))
        .drop("is_known")
    )
