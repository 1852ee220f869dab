"""What happened, is planned or is denied, told by all articles together."""

from __future__ import annotations

from typing import Any

import polars as pl

from transforms.correcting import Corrections, with_values
from transforms.expression import WINDOW_COLUMNS
from transforms.reading.days import precision_of
from transforms.side import MISSING, NAMED, SIDES, sides, told_polarity
from transforms.table import DataType, table

CONFIRMING_ARTICLES = 2
SIDE_IDS = ("source_ids", "target_ids")
# Where two claims are as sharp as each other, the one whose date is better founded gives it.
BASES = pl.Enum(["corrected", "stated", "relative", "inferred", "publication", "unknown"])
# What corrections change as it stands; actors and dates bring more along.
CORRECTED: dict[str, DataType] = {
    "root": pl.String,
    "kind": pl.String,
    "cameo_code": pl.String,
    "place": pl.String,
    "is_negated": pl.Boolean,
    "is_planned": pl.Boolean,
}
CORRECTED_DATES: dict[str, DataType] = {
    "start_date": pl.Date,
    "end_date": pl.Date,
    "date_precision": pl.String,
    "date_basis": pl.String,
    "date_rule": pl.String,
    "date_claim_id": pl.String,
}


@table(
    key="event_id",
    columns={
        "event_id": (pl.String, "hash of the founding claim's address, sentence and actors"),
        "root": (pl.String, "PLOVER category"),
        "kind": (pl.String, "what was done, in plain words"),
        "cameo_code": (pl.String, "CAMEO code"),
        "quad_class": (pl.String, "verbal or material, cooperation or conflict"),
        "intensity": (pl.Float64, "from -10 (most hostile) to 10 (most friendly)"),
        "source_ids": (pl.List(pl.String), "entities that acted, sorted"),
        "source_names": (pl.List(pl.String), "their names, sorted"),
        "source_countries": (pl.List(pl.String), "their countries, ISO 3166-1 alpha-3, sorted"),
        "target_ids": (pl.List(pl.String), "entities that were acted upon, sorted"),
        "target_names": (pl.List(pl.String), "their names, sorted"),
        "target_countries": (pl.List(pl.String), "their countries, ISO 3166-1 alpha-3, sorted"),
        **WINDOW_COLUMNS,
        "date_rule": (pl.String, "how the window follows from the text"),
        "date_claim_id": (pl.String, "the claim that gives the window; null when unknown or corrected"),
        "object": (pl.String, "what it was done to where that is nobody (the offer, a base), as most claims write it"),
        "place": (pl.String, "where it happened, as most claims write it"),
        "is_negated": (pl.Boolean, "no claim says that it happened, and one says that it did not"),
        "is_planned": (pl.Boolean, "no claim says yet that it happened"),
        "reported_by": (pl.String, "whom the first article gives as its source; null when an article tells it itself"),
        "act_count": (pl.UInt32, "how many such acts are told as one, e.g. 2 for two messages; null when not said"),
        "claim_count": (pl.UInt32, "claims that tell it, an article and its copies counted as one"),
        "article_count": (pl.UInt32, "articles that tell it, an article and its copies counted as one"),
        "first_published_date": (pl.Date, "first day on which the earliest of these articles can have appeared"),
        "status": (
            pl.String,
            "disputed: asserted and denied; confirmed: told by two articles, copies left out; corrected; else reported",
        ),
    },
)
def event(
    entry: pl.LazyFrame,
    article: pl.LazyFrame,
    claim: pl.LazyFrame,
    event_claim: pl.LazyFrame,
    entity: pl.LazyFrame,
    reference_action: pl.LazyFrame,
    reference_same_act: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per real-world event, merged from every claim that tells it."""
    member = told_polarity(
        event_claim.drop_nulls("event_id")
        .join(claim, on="claim_id")
        .join(article.select("article_id", "duplicate_of", "published_start"), on="article_id"),
        reference_same_act,
    )
    telling = member.filter(pl.col("polarity") == pl.col("polarity").min().over("event_id"), ~pl.col("takes_back"))
    made = summary(member).join(what(telling, reference_same_act), on="event_id")
    # Claims of one event may tell it from either end, so sides are held against each other all one way round.
    known_best = who(turned(telling, reference_same_act), entity).join(made.select("event_id", "kind"), on="event_id")
    acting = turned(known_best, reference_same_act).select("event_id", *SIDE_IDS)
    for part in (acting, when(telling), as_written(telling, "object"), as_written(telling, "place")):
        made = made.join(part, on="event_id", how="left")
    unknown = [pl.col(name).fill_null("unknown") for name in ("date_precision", "date_basis")]
    nobody = [pl.col(f"{side}_ids").fill_null([]) for side in SIDES]
    made = corrected(made.with_columns(*unknown, *nobody), Corrections(entry), entity)
    return named(graded(made, reference_action), entity)


def corrected(made: pl.LazyFrame, corrections: Corrections, entity: pl.LazyFrame) -> pl.LazyFrame:
    """Events with what corrections say of them; actors that there are not any more are left as they were read."""
    actors = {
        ids: {event_id: told for event_id, told in corrections.actors(ids, entity).items() if told is not None}
        for ids in SIDE_IDS
    }
    dates = corrected_dates(corrections)
    event_ids = {*dates, *(event_id for values in actors.values() for event_id in values)}
    event_ids |= {event_id for name in CORRECTED for event_id in corrections.of("event", name)}
    if not event_ids:
        return made
    made = corrections.laid_over(made, "event", "event_id", CORRECTED)
    for ids, values in actors.items():
        made = with_values(made, "event_id", ids, pl.List(pl.String), values)
    for column, dtype in CORRECTED_DATES.items():
        values_of_column = {event_id: values[column] for event_id, values in dates.items()}
        made = with_values(made, "event_id", column, dtype, values_of_column)
    return with_values(made, "event_id", "status", pl.String, dict.fromkeys(event_ids, "corrected")).with_columns(
        pl.col("target_ids").list.set_difference("source_ids").list.sort()
    )


def corrected_dates(corrections: Corrections) -> dict[str, dict[str, Any]]:
    """The corrected window columns, by event."""
    last = corrections.of("event", "end_date")
    told = {}
    for event_id, given in corrections.of("event", "start_date").items():
        start, end = given.value, last[event_id].value
        is_known = start is not None and end is not None
        values = (
            start,
            end,
            precision_of(start, end) if is_known else "unknown",
            "corrected" if is_known else "unknown",
        )
        told[event_id] = dict(zip(CORRECTED_DATES, (*values, given.by.says, None), strict=True))
    return told


def summary(member: pl.LazyFrame) -> pl.LazyFrame:
    """Counts, polarity and status of each event, over all its claims.

    An article and its copies count once: as the original or, where that does not tell the event (copies may be dated
    otherwise), as the copy whose id comes first.
    """
    original = pl.coalesce("duplicate_of", "article_id").alias("original_id")
    is_copy = pl.col("duplicate_of").is_not_null()
    representative = (
        member.select("event_id", original, "article_id", is_copy.alias("is_copy"))
        .sort("event_id", "original_id", "is_copy", "article_id")
        .unique(["event_id", "original_id"], keep="first", maintain_order=True)
        .select("event_id", "article_id", pl.lit(True).alias("counts"))
        .collect()
        .lazy()
    )
    best = pl.col("polarity").min()
    is_disputed = (best < 2) & (pl.col("polarity").max() >= 2)
    asserting = original.filter(pl.col("polarity") == 0).n_unique()
    counted = member.join(representative, on=["event_id", "article_id"], how="left")
    return counted.group_by("event_id").agg(
        pl.col("counts").fill_null(False).sum().cast(pl.UInt32).alias("claim_count"),
        original.n_unique().cast(pl.UInt32).alias("article_count"),
        pl.col("published_start").min().alias("first_published_date"),
        (best >= 2).alias("is_negated"),
        best.is_in([1, 3]).alias("is_planned"),
        pl.col("reported_by").filter(pl.col("is_founder")).first(),
        pl.when(is_disputed)
        .then(pl.lit("disputed"))
        .when(asserting >= CONFIRMING_ARTICLES)
        .then(pl.lit("confirmed"))
        .otherwise(pl.lit("reported"))
        .alias("status"),
    )


def what(telling: pl.LazyFrame, reference_same_act: pl.LazyFrame) -> pl.LazyFrame:
    """Root, kind and code of each event as most of its claims have them, and how many acts it is.

    What counts the people or things that an act is done to ("expelled two diplomats") does not count acts.
    """
    act = ["root", "kind", "cameo_code"]
    counted = reference_same_act.filter(pl.col("is_counted") == "yes").select("kind", is_counted=True)
    return (
        telling.join(counted, on="kind", how="left")
        .with_columns(pl.when("is_counted").then("act_count"))
        .group_by("event_id", *act)
        .agg(pl.len().alias("votes"), pl.col("act_count").max())
        .sort("event_id", pl.col("votes").cast(pl.Int64) * -1, *act)
        .group_by("event_id", maintain_order=True)
        .agg(pl.col(act).first(), pl.col("act_count").max())
    )


def graded(made: pl.LazyFrame, reference_action: pl.LazyFrame) -> pl.LazyFrame:
    """Events with quad_class and intensity as the reference data grade their root and kind.

    The class follows from the root; the intensity is that of the kind under this root or, where the reader varied the
    root (a planned act is an agreement), that of the root's acts on the whole.
    """
    known = reference_action.filter(pl.col("quad_class") != "").select(
        "root", "kind", "quad_class", pl.col("intensity").cast(pl.Float64, strict=False)
    )
    of_root = known.group_by("root").agg(
        pl.col("quad_class").sort().first(), pl.col("intensity").mean().round(1).alias("root_intensity")
    )
    of_kind = known.group_by("root", "kind").agg(pl.col("intensity").mean().round(1))
    return (
        made.join(of_root, on="root", how="left")
        .join(of_kind, on=["root", "kind"], how="left")
        .with_columns(pl.coalesce("intensity", "root_intensity").alias("intensity"))
        .drop("root_intensity")
    )


def turned(told: pl.LazyFrame, reference_same_act: pl.LazyFrame) -> pl.LazyFrame:
    """Claims or events with their sides as the act has them that their kind is a wording of, or back again.

    Whoever hosts a visitor is visited: the sides of such a kind stand the other way round than those of the visit.
    """
    reversed_kinds = reference_same_act.filter(pl.col("direction") == "reversed").select("kind", is_turned=True)
    source, target = SIDE_IDS
    return (
        told.join(reversed_kinds, on="kind", how="left")
        .with_columns(
            pl.when("is_turned").then(target).otherwise(source).alias(source),
            pl.when("is_turned").then(source).otherwise(target).alias(target),
        )
        .drop("is_turned")
    )


def who(telling: pl.LazyFrame, entity: pl.LazyFrame) -> pl.LazyFrame:
    """Who stands on the sides of each event, as the claim that knows them best has them.

    A side that another claim knows better, of the same countries, is that claim's.
    """
    known = sides(telling, entity).collect().lazy()
    of_claim = known.group_by("claim_id").agg((pl.col("vagueness").cast(pl.Int16) - MISSING).sum().alias("vagueness"))
    by_trust = [pl.col("confidence") * -1, pl.col("claim_id")]
    chosen = (
        telling.select("event_id", "claim_id", "confidence", "source_ids", "target_ids")
        .join(of_claim, on="claim_id")
        .sort("event_id", "vagueness", *by_trust)
        .unique("event_id", keep="first", maintain_order=True)
        .select("event_id", "claim_id", "source_ids", "target_ids")
        .collect()
        .lazy()
    )
    own = chosen.select("event_id", "claim_id").join(known, on="claim_id").filter(pl.col("vagueness") > NAMED)
    better = (
        known.join(telling.select("claim_id", "event_id", "confidence"), on="claim_id")
        .join(
            own.select("event_id", "side", "countries", "vagueness"),
            on=["event_id", "side", "countries"],
            suffix="_of_own",
        )
        .filter(pl.col("vagueness") < pl.col("vagueness_of_own"))
        .sort("event_id", "side", "vagueness", *by_trust)
        .unique(["event_id", "side"], keep="first", maintain_order=True)
        .collect()
        .lazy()
    )
    known_best = chosen
    for side in SIDES:
        ids = f"{side}_ids"
        of_better = better.filter(pl.col("side") == side).select("event_id", pl.col("ids").alias("better_ids"))
        known_best = (
            known_best.join(of_better, on="event_id", how="left")
            .with_columns(pl.coalesce("better_ids", ids).alias(ids))
            .drop("better_ids")
        )
    # Sides known from two claims may name somebody twice.
    return known_best.select(
        "event_id", "source_ids", pl.col("target_ids").list.set_difference("source_ids").list.sort()
    )


def named(made: pl.LazyFrame, entity: pl.LazyFrame) -> pl.LazyFrame:
    """Events with the names and countries of their actors."""
    # Read twice below, once for each side.
    made = made.collect().lazy()
    for side in SIDES:
        of_side = (
            made.select("event_id", pl.col(f"{side}_ids").alias("entity_id"))
            .explode("entity_id")
            .join(entity.select("entity_id", "name", "country"), on="entity_id")
            .group_by("event_id")
            .agg("name", "country")
            .select(
                "event_id",
                pl.col("name").list.unique().list.sort().alias(f"{side}_names"),
                pl.col("country").list.drop_nulls().list.unique().list.sort().alias(f"{side}_countries"),
            )
        )
        made = made.join(of_side, on="event_id", how="left").with_columns(
            pl.col(f"{side}_names", f"{side}_countries").fill_null([])
        )
    return made


def when(telling: pl.LazyFrame) -> pl.LazyFrame:
    """The window that all claims of an event share, with the basis and the rule of the sharpest of them.

    Where claims contradict each other the window holds all they say.
    """
    window = ["start_date", "end_date", "date_precision", "date_basis", "date_rule"]
    length = pl.col("end_date") - pl.col("start_date")
    shared = pl.struct(
        pl.when(pl.col("agrees")).then(pl.col("latest_start")).otherwise(pl.col("earliest_start")).alias("start_date"),
        pl.when(pl.col("agrees")).then(pl.col("earliest_end")).otherwise(pl.col("latest_end")).alias("end_date"),
    )
    return (
        telling.filter(pl.col("start_date").is_not_null())
        .sort("event_id", length, pl.col("date_basis").cast(BASES), "start_date", "claim_id")
        .group_by("event_id", maintain_order=True)
        .agg(
            pl.struct(window).first().alias("sharpest"),
            pl.col("claim_id").first().alias("date_claim_id"),
            pl.col("start_date").min().alias("earliest_start"),
            pl.col("start_date").max().alias("latest_start"),
            pl.col("end_date").min().alias("earliest_end"),
            pl.col("end_date").max().alias("latest_end"),
        )
        .with_columns((pl.col("latest_start") <= pl.col("earliest_end")).alias("agrees"))
        .select("event_id", "date_claim_id", "sharpest", shared.alias("shared"))
        .select("event_id", "date_claim_id", *window_of("sharpest", "shared"))
    )


def window_of(sharpest: str, shared: str) -> list[pl.Expr]:
    """The window columns: the shared days, called as the sharpest claim calls them where they are just its days."""
    sharp, both = pl.col(sharpest).struct, pl.col(shared).struct
    same = (sharp.field("start_date") == both.field("start_date")) & (sharp.field("end_date") == both.field("end_date"))
    return [
        both.field("start_date"),
        both.field("end_date"),
        pl.when(same).then(sharp.field("date_precision")).otherwise(pl.lit("range")).alias("date_precision"),
        sharp.field("date_basis"),
        sharp.field("date_rule"),
    ]


def as_written(telling: pl.LazyFrame, column: str) -> pl.LazyFrame:
    """A text column of each event as most of its claims write it."""
    return (
        telling.drop_nulls(column)
        .group_by("event_id", column)
        .agg(pl.len().cast(pl.Int64).alias("votes"))
        .sort("event_id", pl.col("votes") * -1, column)
        .group_by("event_id", maintain_order=True)
        .agg(pl.col(column).first())
    )
