"""Which claim tells which event, and why."""

from __future__ import annotations

import polars as pl

from transforms.arrival import arrival
from transforms.identity import id_of
from transforms.quote import quoted
from transforms.table import table

# Below this the reader rather doubts itself: the claim is kept, but makes no event.
LEAST_CONFIDENCE = 0.3


@table(
    key="claim_id",
    columns={
        "claim_id": (pl.String, "the claim"),
        "event_id": (pl.String, "the event it tells"),
        "is_founder": (pl.Boolean, "the event's id is made from this claim, the first on record"),
        "reason": (pl.String, "why the claim tells this event, in plain words"),
        "alternative_event_ids": (pl.List(pl.String), "other events that the claim fits as well, sorted"),
    },
)
def event_claim(
    entry: pl.LazyFrame,
    article: pl.LazyFrame,
    article_text: pl.LazyFrame,
    claim: pl.LazyFrame,
    entity: pl.LazyFrame,
    reference_action: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per claim that tells an event.

    Suppositions tell none, nor do claims that nobody acts in or that the reader doubts.
    """
    telling = claim.filter(
        ~pl.col("is_hypothetical")
        & (pl.col("confidence") >= LEAST_CONFIDENCE)
        & (pl.col("source_ids").list.len() + pl.col("target_ids").list.len() > 0)
    )
    placed = placed_claims(telling, article, entity, reference_action)
    founder = founders(placed, telling, entry, article, article_text)
    event_of_group = founder.select("group_no", "event_id", pl.col("claim_id").alias("founding_claim_id"))
    alternatives = (
        placed.select("claim_id", pl.col("alternative_groups").alias("group_no"))
        .explode("group_no")
        .join(event_of_group, on="group_no")
        .group_by("claim_id")
        .agg(pl.col("event_id").unique().sort().alias("alternative_event_ids"))
    )
    return (
        placed.join(event_of_group, on="group_no")
        .join(alternatives, on="claim_id", how="left")
        .select(
            "claim_id",
            "event_id",
            (pl.col("claim_id") == pl.col("founding_claim_id")).alias("is_founder"),
            "reason",
            pl.col("alternative_event_ids").fill_null([]),
        )
    )


def founders(
    placed: pl.LazyFrame,
    telling: pl.LazyFrame,
    entry: pl.LazyFrame,
    article: pl.LazyFrame,
    article_text: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per group: group_no, claim_id of the claim that founds it, event_id.

    The founder is the group's first claim on record, so the id stays when others join. The id is made from the address,
    the words of the sentence and the actors, so it also stays when the page is edited elsewhere. Where one sentence
    founds several events, the later ones are numbered.
    """
    content = ["uri", "words", "trigger", "source_ids", "target_ids"]
    first = (
        placed.join(telling, on="claim_id")
        .join(article.select("article_id", "uri"), on="article_id")
        .join(arrival(entry), on="uri")
        .sort("group_no", "arrival_rank", "sentence_start", "trigger_start", "claim_id")
        .group_by("group_no", maintain_order=True)
        .first()
    )
    return (
        quoted(first, article_text)
        .with_columns(
            pl.col("quote").str.replace_all(r"\s+", " ").str.strip_chars().alias("words"),
            (pl.col("trigger_start") - pl.col("sentence_start")).cast(pl.String).alias("trigger"),
            pl.col("source_ids", "target_ids").list.join(","),
        )
        .sort(*content, "sentence_start", "root", "kind", "claim_id")
        .with_columns(pl.int_range(pl.len()).over(content).cast(pl.String).alias("namesake_no"))
        .select("group_no", "claim_id", id_of([pl.col(name) for name in (*content, "namesake_no")]).alias("event_id"))
    )


def placed_claims(
    telling: pl.LazyFrame, article: pl.LazyFrame, entity: pl.LazyFrame, reference_action: pl.LazyFrame
) -> pl.LazyFrame:
    """One row per claim: claim_id, group_no of the claims that tell one event, reason, alternative_groups."""
    alike = ["root", "kind", "sources", "targets", "start_date", "end_date", "is_negated", "is_planned", "lone"]
    return (
        telling.with_columns(
            pl.col("source_ids").list.join(",").alias("sources"),
            pl.col("target_ids").list.join(",").alias("targets"),
            pl.when(pl.col("start_date").is_null()).then(pl.col("claim_id")).alias("lone"),
        )
        .sort(*alike, "claim_id")
        .select(
            "claim_id",
            pl.struct(alike).rank("dense").alias("group_no"),
            pl.lit("same kind of act, same actors, same window").alias("reason"),
            pl.lit([], pl.List(pl.UInt32)).alias("alternative_groups"),
        )
    )
