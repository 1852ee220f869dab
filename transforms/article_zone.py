"""What each part of an article's text is."""

from __future__ import annotations

import polars as pl

from transforms.table import table


@table(
    key=("article_id", "start"),
    columns={
        "article_id": (pl.String, "the article"),
        "start": (pl.UInt32, "first character of the zone in the article's text"),
        "end": (pl.UInt32, "one past its last character"),
        "kind": (
            pl.String,
            "title, byline, editor, outlet, dateline, date_line, body, heading, caption or clutter",
        ),
        "language": (pl.String, "ISO 639-1 code of its language; null when not known"),
    },
)
def article_zone(article: pl.LazyFrame, read_page: pl.LazyFrame, repeated_line: pl.LazyFrame) -> pl.LazyFrame:
    """One row per zone of an article, the lines that its host repeats cut out of the body as clutter."""
    page = read_page.rename({"document_id": "article_id"}).join(article, on="article_id", how="semi")
    zone = page.select("article_id", "zones").explode("zones").drop_nulls("zones").unnest("zones").collect().lazy()
    line = repeated_line.select("article_id", "start", "end").sort("start")
    holding = zone.select("article_id", pl.col("start").alias("zone_start"), "language").sort("zone_start")
    placed = (
        line.join_asof(holding, left_on="start", right_on="zone_start", by="article_id", check_sortedness=False)
        .collect()
        .lazy()
    )
    columns = ["article_id", "start", "end", "kind", "language"]
    clutter = placed.with_columns(pl.lit("clutter").alias("kind")).select(columns)
    untouched = zone.join(
        placed, left_on=["article_id", "start"], right_on=["article_id", "zone_start"], how="anti"
    ).select(columns)
    return pl.concat([untouched, rest(zone, placed, page).select(columns), clutter], how="vertical_relaxed")


def rest(zone: pl.LazyFrame, placed: pl.LazyFrame, page: pl.LazyFrame) -> pl.LazyFrame:
    """What is left of the zones that lines are cut out of, as zones: the pieces that are more than white space.

    `placed` are the lines: article_id, start, end, zone_start.
    """
    cut = (
        placed.sort("article_id", "start")
        .group_by("article_id", "zone_start", maintain_order=True)
        .agg(pl.col("start").alias("line_starts"), pl.col("end").alias("line_ends"))
    )
    text = pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    return (
        zone.rename({"start": "zone_start", "end": "zone_end"})
        .join(cut, on=["article_id", "zone_start"])
        .with_columns(
            pl.concat_list("zone_start", "line_ends").alias("start"),
            pl.concat_list("line_starts", "zone_end").alias("end"),
        )
        .explode("start", "end")
        .filter(pl.col("start") < pl.col("end"))
        .join(page.select("article_id", "text"), on="article_id")
        .with_columns(text.alias("text"))
        .filter(pl.col("text").str.strip_chars() != "")
        .with_columns(
            (pl.col("end") - pl.col("text").str.strip_chars_start().str.len_chars()).alias("start"),
            (pl.col("start") + pl.col("text").str.strip_chars_end().str.len_chars()).alias("end"),
        )
    )
