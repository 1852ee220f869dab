"""What was refused, and what to do about it."""

from __future__ import annotations

import polars as pl

from transforms.document import payload_text
from transforms.identity import id_of
from transforms.table import table

REMEDY_FOR_UNREADABLE = "mend it at its source and observe it again, or retract it"


@table(
    key="quarantine_id",
    columns={
        "quarantine_id": (pl.String, "hash of the address, the stage and the message"),
        "uri": (pl.String, "the address of what was refused"),
        "document_id": (pl.String, "the document; null when there were no bytes to record"),
        "stage": (pl.String, "where it was refused: observe or read"),
        "message": (pl.String, "why, in plain words"),
        "remedy": (pl.String, "what to do about it"),
        "refused_at": (pl.Datetime("us", "UTC"), "when it was first recorded"),
    },
)
def quarantine(entry: pl.LazyFrame, document: pl.LazyFrame) -> pl.LazyFrame:
    """One row per thing that was refused and is still waiting for somebody to look at it."""
    unreadable = document.filter(pl.col("status") == "unreadable").select(
        "uri",
        "document_id",
        pl.lit("read").alias("stage"),
        pl.col("reason").alias("message"),
        pl.lit(REMEDY_FOR_UNREADABLE).alias("remedy"),
        pl.col("observed_at").alias("refused_at"),
    )
    return (
        pl.concat([refusals(entry), unreadable], how="vertical_relaxed")
        .with_columns(
            id_of([pl.col("uri"), pl.col("document_id"), pl.col("stage"), pl.col("message")]).alias("quarantine_id")
        )
        .sort("quarantine_id", "refused_at")
        .unique("quarantine_id", keep="first", maintain_order=True)
    )


def refusals(entry: pl.LazyFrame) -> pl.LazyFrame:
    """What could not be observed and was neither cleared nor observed since, as quarantine rows without an id."""
    uri = payload_text("uri")
    settled = (
        entry.filter(pl.col("kind").is_in(["refusal_cleared", "document_observed"]))
        .group_by(uri.alias("uri"))
        .agg(pl.col("seq").max().alias("settled_seq"))
    )
    return (
        entry.filter(pl.col("kind") == "document_refused")
        .select(
            "seq",
            uri.alias("uri"),
            pl.lit(None, pl.String).alias("document_id"),
            payload_text("stage").alias("stage"),
            payload_text("message").alias("message"),
            payload_text("remedy").alias("remedy"),
            pl.col("recorded_at").alias("refused_at"),
        )
        .join(settled, on="uri", how="left")
        .filter(pl.col("settled_seq").is_null() | (pl.col("seq") > pl.col("settled_seq")))
        .drop("seq", "settled_seq")
    )
