"""Who stands on which side of a claim, and how well that is known."""

from __future__ import annotations

import polars as pl

SIDES = ("source", "target")
NAMED, COUNTRY, MISSING = 0, 1, 2
# How a kind of act takes back another that was planned: by its direction in the reference data, or as a refusal of it.
CALLED_OFF, REFUSAL = "called off", "refuse to "
# What `polarity` says of a plan that is taken back.
NOT_TO_HAPPEN = pl.lit(3, pl.UInt8)
# A group is of a country without standing for it: what rebels do, their country has not done.
STANDS_FOR_ITS_COUNTRY = ("person", "organization", "country")


def sides(claim: pl.LazyFrame, entity: pl.LazyFrame) -> pl.LazyFrame:
    """One row per claim and side that has actors.

    claim_id, side (source or target), ids (sorted), vagueness (NAMED, or COUNTRY when only countries are named),
    countries (sorted, with commas between; null when the actors do not all stand for a country).
    """
    actors = pl.concat(
        claim.select("claim_id", pl.lit(side).alias("side"), pl.col(f"{side}_ids").alias("ids")) for side in SIDES
    )
    who = entity.select(
        "entity_id",
        "country",
        (pl.col("kind") == "country").alias("is_country"),
        (pl.col("country").is_not_null() & pl.col("kind").is_in(STANDS_FOR_ITS_COUNTRY)).alias("stands"),
    )
    # Most sides are one actor, and need no gathering.
    alone = (
        actors.filter(pl.col("ids").list.len() == 1)
        .with_columns(pl.col("ids").list.first().alias("entity_id"))
        .join(who, on="entity_id")
        .select("claim_id", "side", "ids", "is_country", "stands", pl.col("country").alias("countries"))
    )
    together = (
        actors.filter(pl.col("ids").list.len() > 1)
        .select("claim_id", "side", pl.col("ids").alias("entity_id"))
        .explode("entity_id")
        .join(who, on="entity_id")
        .group_by("claim_id", "side")
        .agg("entity_id", "country", pl.col("is_country").min(), pl.col("stands").min())
        .select(
            "claim_id",
            "side",
            pl.col("entity_id").list.sort().alias("ids"),
            "is_country",
            "stands",
            pl.col("country").list.unique().list.sort().list.join(",").alias("countries"),
        )
    )
    return pl.concat([alone, together]).select(
        "claim_id",
        "side",
        "ids",
        pl.col("is_country").cast(pl.UInt8).alias("vagueness"),
        pl.when("stands").then("countries").alias("countries"),
    )


def told_polarity(member: pl.LazyFrame, reference_same_act: pl.LazyFrame) -> pl.LazyFrame:
    """Claims with their event_id and, as `polarity`, what each says of the event; `takes_back` where a plan ends by it.

    A refusal or a cancellation is an act of its own; where others tell what it takes back, it says that this is not to
    happen, and so does the article that tells both.
    """
    called_off = reference_same_act.filter(pl.col("direction") == CALLED_OFF).select("kind", takes_back=True)
    is_beside_other = ~pl.col("takes_back").all().over("event_id")
    is_ended_here = (pl.col("polarity") == NOT_TO_HAPPEN).any().over("event_id", "article_id")
    return (
        member.join(called_off, on="kind", how="left")
        .with_columns(pl.col("takes_back").fill_null(False) | pl.col("kind").str.starts_with(REFUSAL), polarity())
        .with_columns(takes_back=pl.col("takes_back") & is_beside_other)
        .with_columns(polarity=pl.when("takes_back").then(NOT_TO_HAPPEN).otherwise("polarity"))
        .with_columns(
            polarity=pl.when((pl.col("polarity") == 1) & is_ended_here).then(NOT_TO_HAPPEN).otherwise("polarity")
        )
    )


def polarity() -> pl.Expr:
    """0: it happened, 1: it is to happen, 2: it did not happen, 3: it is not to happen.

    An event is told by its claims of the lowest number; the others plan it or deny it.
    """
    return (pl.col("is_negated").cast(pl.UInt8) * 2 + pl.col("is_planned").cast(pl.UInt8)).alias("polarity")
