"""Where articles name somebody."""

from __future__ import annotations

import polars as pl

from transforms.entity_name import NAME
from transforms.identity import id_of
from transforms.table import table


@table(
    key="mention_id",
    columns={
        "mention_id": (pl.String, "hash of article, span and name"),
        "article_id": (pl.String, "the article"),
        "start": (pl.UInt32, "first character of the name in the article's text"),
        "end": (pl.UInt32, "one past its last character"),
        "text": (pl.String, "the words themselves"),
        "name": (pl.String, "whom they stand for in this article"),
        "entity_id": (pl.String, "whom they stand for over all articles"),
        "kind": (pl.String, "person, organization, country, place or group"),
        "country": (pl.String, "ISO 3166-1 alpha-3 code; null when unknown"),
        "title": (pl.String, "the office as written beside the name"),
        "rule": (pl.String, "how the name was recognised"),
    },
)
def mention(article: pl.LazyFrame, read_mention: pl.LazyFrame, entity_name: pl.LazyFrame) -> pl.LazyFrame:
    """One row per place in an article's text that names an entity."""
    span = [pl.col(name) for name in ("article_id", "start", "end", "name", "kind", "country")]
    return (
        read_mention.rename({"document_id": "article_id"})
        .join(article.select("article_id"), on="article_id", how="semi")
        .join(entity_name.select(*NAME, "entity_id"), on=NAME, nulls_equal=True)
        .with_columns(id_of(span).alias("mention_id"))
        .sort("mention_id", "title", "rule", nulls_last=True)
        .unique("mention_id", keep="first", maintain_order=True)
    )
