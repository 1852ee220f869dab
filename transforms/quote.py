"""Cuts quotes out of articles."""

from __future__ import annotations

import polars as pl


def quoted(claim: pl.LazyFrame, article_text: pl.LazyFrame) -> pl.LazyFrame:
    """The rows of `claim` with the column `quote`: their sentence, exactly as it stands in the article's text."""
    rows = claim.sort("article_id").collect()
    cited = rows.lazy().select("article_id").unique()
    texts = dict(
        article_text.join(cited, on="article_id", how="semi").select("article_id", "text").collect().iter_rows()
    )
    spans = rows.select("article_id", "sentence_start", "sentence_end").iter_rows()
    quotes = [texts[article_id][start:end] for article_id, start, end in spans]
    return rows.lazy().with_columns(pl.Series("quote", quotes, dtype=pl.String))
