"""Who held which office, and when."""

from __future__ import annotations

import polars as pl

from transforms.identity import id_of, person_key
from transforms.table import table


@table(
    key="tenure_id",
    columns={
        "tenure_id": (pl.String, "hash of the other columns"),
        "entity_id": (pl.String, "the person"),
        "office": (pl.String, "the office: as the reference data name it, or as written"),
        "country": (pl.String, "ISO 3166-1 alpha-3 code of the office's country; null when unknown"),
        "start_date": (pl.Date, "first day in office; null when unknown, as always when only cited"),
        "end_date": (pl.Date, "last day in office; null when unknown or still in office"),
        "basis": (pl.String, "reference, or cited: an article gives the person this title, without saying when"),
        "article_count": (pl.UInt32, "how many articles give the person this title; 0 when they do not"),
    },
)
def tenure(
    mention: pl.LazyFrame, entity: pl.LazyFrame, entity_name: pl.LazyFrame, reference_office: pl.LazyFrame
) -> pl.LazyFrame:
    """One row per person and office, from the reference data or from a title in an article."""
    person = entity.filter(pl.col("kind") == "person").select("entity_id", "name", "country")
    cited = (
        mention.filter(pl.col("title").is_not_null())
        .join(person.select("entity_id"), on="entity_id", how="semi")
        .group_by("entity_id", pl.col("title").alias("office"), "country")
        .agg(pl.col("article_id").n_unique().cast(pl.UInt32).alias("article_count"))
        .with_columns(
            pl.lit(None, pl.Date).alias("start_date"),
            pl.lit(None, pl.Date).alias("end_date"),
            pl.lit("cited").alias("basis"),
        )
    )
    return pl.concat([held(person, reference_office), cited], how="diagonal").with_columns(
        id_of([pl.col(name) for name in ("entity_id", "office", "country", "start_date", "end_date", "basis")]).alias(
            "tenure_id"
        )
    )


def held(person: pl.LazyFrame, reference_office: pl.LazyFrame) -> pl.LazyFrame:
    """The tenures that the reference data give persons who occur; the person is found by name and country."""
    key = pl.col("name").map_elements(person_key, return_dtype=pl.String)
    known = reference_office.select(
        pl.col("person").alias("name"),
        "office",
        "country",
        pl.col("start_date").str.to_date(strict=False),
        pl.col("end_date").str.to_date(strict=False),
    ).with_columns(key.alias("key"))
    return (
        person.with_columns(key.alias("key"))
        .join(known.drop("name"), on=["key", "country"])
        .select(
            "entity_id",
            "office",
            "country",
            "start_date",
            "end_date",
            pl.lit("reference").alias("basis"),
            pl.lit(0, pl.UInt32).alias("article_count"),
        )
    )
