"""What each article states that somebody did to somebody."""

from __future__ import annotations

import polars as pl

from transforms.entity_name import NAME
from transforms.expression import WINDOW_COLUMNS
from transforms.identity import id_of
from transforms.table import table

ID_SEPARATOR = ","


@table(
    key="claim_id",
    columns={
        "claim_id": (pl.String, "hash of article, spans, root, kind and actors"),
        "article_id": (pl.String, "the article that states it"),
        "sentence_start": (pl.UInt32, "first character of the sentence in the article's text"),
        "sentence_end": (pl.UInt32, "one past its last character"),
        "trigger_start": (pl.UInt32, "first character of the word that says what was done"),
        "trigger_end": (pl.UInt32, "one past its last character"),
        "root": (pl.String, "PLOVER category"),
        "kind": (pl.String, "what was done, in plain words"),
        "cameo_code": (pl.String, "CAMEO code"),
        "source_ids": (pl.List(pl.String), "entities that acted, sorted"),
        "target_ids": (pl.List(pl.String), "entities that were acted upon, sorted"),
        **WINDOW_COLUMNS,
        "date_rule": (pl.String, "how the window follows from the text"),
        "is_negated": (pl.Boolean, "the article says that it did not happen"),
        "is_planned": (pl.Boolean, "the article says that it is to happen"),
        "is_hypothetical": (pl.Boolean, "the article only supposes it"),
        "reported_by": (pl.String, "whom the article gives as its source; null for the article itself"),
        "place": (pl.String, "where it happened, as written"),
        "act_count": (pl.UInt32, "how many such acts are told as one, e.g. 2 for two messages; null when not said"),
        "confidence": (pl.Float64, "how sure the reader is, from 0 to 1"),
        "rule": (pl.String, "the rule that made the claim"),
    },
)
def claim(
    article: pl.LazyFrame, read_claim: pl.LazyFrame, entity_name: pl.LazyFrame, expression: pl.LazyFrame
) -> pl.LazyFrame:
    """One row per statement of an article that somebody did something to somebody."""
    read = (
        read_claim.rename({"document_id": "article_id", "count": "act_count"})
        .join(article.select("article_id", "published_start", "published_end", "published_precision"), on="article_id")
        .with_row_index("row")
    )
    dated = windows(read, expression)
    return (
        read.join(actor_ids(read, entity_name, "sources", "source_ids"), on="row", how="left")
        .join(actor_ids(read, entity_name, "targets", "target_ids"), on="row", how="left")
        .join(dated, on="row", how="left")
        .with_columns(pl.col("source_ids", "target_ids").fill_null([]))
        .with_columns(id_of(claim_content()).alias("claim_id"))
        # The reader may come to one claim by two rules; the surer one tells it.
        .sort("claim_id", pl.col("confidence") * -1, "rule", "reported_by", "place", nulls_last=True)
        .unique("claim_id", keep="first", maintain_order=True)
        .drop("row", "sources", "targets", "expression_start", "tense", "^published_.*$")
    )


def claim_content() -> list[pl.Expr]:
    """What a claim's id is made of: what is said where, whatever rule read it and however it is dated."""
    plain = ("article_id", "sentence_start", "sentence_end", "trigger_start", "trigger_end", "root", "kind")
    return [
        *(pl.col(name) for name in plain),
        pl.col("source_ids").list.join(ID_SEPARATOR),
        pl.col("target_ids").list.join(ID_SEPARATOR),
    ]


def actor_ids(read: pl.LazyFrame, entity_name: pl.LazyFrame, side: str, ids: str) -> pl.LazyFrame:
    """One row per claim with actors on that side: row, and the sorted ids of their entities under the name `ids`."""
    return (
        read.select("row", pl.col(side).alias("actor"))
        .explode("actor")
        .unnest("actor")
        .join(entity_name.select(*NAME, "entity_id"), on=NAME, nulls_equal=True)
        .group_by("row")
        .agg(pl.col("entity_id").unique().sort().alias(ids))
    )


def windows(read: pl.LazyFrame, expression: pl.LazyFrame) -> pl.LazyFrame:
    """One row per claim: when it happened, from the expression that dates it."""
    window = list(WINDOW_COLUMNS)
    dated_by = expression.select(
        "article_id", pl.col("start").alias("expression_start"), *window, pl.col("rule").alias("date_rule")
    )
    return (
        read.join(dated_by, on=["article_id", "expression_start"], how="left")
        .with_columns(pl.col("date_precision", "date_basis").fill_null("unknown"))
        .select("row", *window, "date_rule")
    )
