"""The sentences that events rest on."""

from __future__ import annotations

import polars as pl

from transforms.identity import id_of
from transforms.quote import quoted
from transforms.table import table


@table(
    key="citation_id",
    columns={
        "citation_id": (pl.String, "hash of event, claim, article and span"),
        "event_id": (pl.String, "the event this sentence is evidence for"),
        "claim_id": (pl.String, "the claim it was read as; of several in one sentence the surest"),
        "article_id": (pl.String, "the article it stands in"),
        "quote": (pl.String, "the sentence, exactly as it stands in the article's text"),
        "quote_start": (pl.UInt32, "first character of the quote in the text"),
        "quote_end": (pl.UInt32, "one past its last character"),
    },
)
def citation(claim: pl.LazyFrame, event_claim: pl.LazyFrame, article_text: pl.LazyFrame) -> pl.LazyFrame:
    """One row per sentence that states an event; copies of an article cite it too."""
    sentence = ["event_id", "article_id", "sentence_start", "sentence_end"]
    cited = (
        event_claim.select("claim_id", "event_id")
        .drop_nulls("event_id")
        .join(claim, on="claim_id")
        .sort(*sentence, pl.col("confidence") * -1, "claim_id")
        .unique(sentence, keep="first", maintain_order=True)
        .select(*sentence, "claim_id")
    )
    return quoted(cited, article_text).select(
        id_of([pl.col(name) for name in ("event_id", "claim_id", *sentence[1:])]).alias("citation_id"),
        "event_id",
        "claim_id",
        "article_id",
        "quote",
        pl.col("sentence_start").alias("quote_start"),
        pl.col("sentence_end").alias("quote_end"),
    )
