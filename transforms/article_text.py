"""The text that all offsets of an article point into."""

from __future__ import annotations

import polars as pl

from transforms.table import table


@table(
    key="article_id",
    columns={
        "article_id": (pl.String, "the article"),
        "text": (pl.String, "the document's decoded text (of HTML: the text taken out of it), character for character"),
    },
)
def article_text(document: pl.LazyFrame, read_page: pl.LazyFrame) -> pl.LazyFrame:
    """One row per article: its whole text, as every offset counts it."""
    return (
        document.filter(pl.col("status") == "current")
        .join(read_page, on="document_id")
        .select(pl.col("document_id").alias("article_id"), "text")
    )
