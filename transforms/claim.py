"""What each article states that somebody did to somebody."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from transforms.entity_name import NAME, THING
from transforms.expression import WINDOW_COLUMNS, published_window, window_values
from transforms.identity import id_of
from transforms.reading.anchor import Anchored, Window
from transforms.reading.dating import claim_window
from transforms.reading.expression import Expression
from transforms.repeated_line import overlapping
from transforms.table import DataType, table
from transforms.template import filled

ID_SEPARATOR = ","
SENTENCE = ("sentence_start", "sentence_end")
# Acts are dated in these years alone: what an article says of 1066 or 2050 is kept as its expression, not as a date.
FIRST_DATE, YEARS_AHEAD = date(1500, 1, 1), "5y"
OUT_OF_YEARS = "{}; acts are dated from 1500 to five years after the article was seen"
NAMING = pl.Struct({"start": pl.UInt32, "end": pl.UInt32, "text": pl.String, "entity_id": pl.String})
DATED: dict[str, DataType] = {
    "row": pl.UInt32,
    "expression_start": pl.UInt32,
    "expression_end": pl.UInt32,
    **{name: dtype for name, (dtype, _) in WINDOW_COLUMNS.items()},
    "date_rule": pl.String,
}


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
        "target_ids": (pl.List(pl.String), "entities that were acted upon and did not act themselves, sorted"),
        "read_source_ids": (
            pl.List(pl.String),
            "who acted where nobody has corrected an entity; ids are made from this",
        ),
        "read_target_ids": (pl.List(pl.String), "who was acted upon, likewise"),
        "source_mentions": (pl.List(NAMING), "the words of the sentence that name who acted, with whom they stand for"),
        "target_mentions": (pl.List(NAMING), "the words of the sentence that name who was acted upon"),
        **WINDOW_COLUMNS,
        "date_rule": (pl.String, "how the window follows from the text"),
        "expression_start": (
            pl.UInt32,
            "first character of the expression that gives the window, maybe in another sentence; null where none does",
        ),
        "expression_end": (pl.UInt32, "one past its last character"),
        "is_negated": (pl.Boolean, "the article says that it did not happen"),
        "is_planned": (pl.Boolean, "the article says that it is to happen"),
        "is_hypothetical": (pl.Boolean, "the article only supposes it"),
        "reported_by": (pl.String, "whom the article gives as its source; null for the article itself"),
        "object": (pl.String, "what it was done to where that is nobody (the offer, a base), as written; null else"),
        "place": (pl.String, "where it happened, as written"),
        "act_count": (pl.UInt32, "the number told: of such acts, or of whom they were done to; null when none"),
        "confidence": (pl.Float64, "how sure the reader is, from 0 to 1"),
        "rule": (pl.String, "the rule that made the claim"),
    },
)
def claim(
    article: pl.LazyFrame,
    read_claim: pl.LazyFrame,
    read_expression: pl.LazyFrame,
    entity_name: pl.LazyFrame,
    expression: pl.LazyFrame,
    repeated_line: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per statement of an article that somebody did something to somebody.

    A sentence in a line that its host repeats on pages it does not belong to states nothing for the article.
    """
    read = (
        read_claim.rename({"document_id": "article_id", "count": "act_count"})
        .join(
            article.select(
                "article_id",
                "published_start",
                "published_end",
                "published_precision",
                "published_basis",
                "observed_at",
            ),
            on="article_id",
        )
        .join(
            overlapping(
                read_claim.select(pl.col("document_id").alias("article_id"), *SENTENCE).unique(),
                repeated_line,
                *SENTENCE,
            ),
            on=["article_id", *SENTENCE],
            how="anti",
        )
        .with_row_index("row")
        # Once and for all: a join that is run again may come out in another order.
        .collect()
        .lazy()
    )
    date_of = windows(read, read_expression, expression)
    acting = named(read, entity_name, "sources")
    # Two names of one text may turn out to be one entity. Who acts is surer than whom it was done to.
    targets = named(read, entity_name, "targets")
    acted_upon = targets.join(acting, on=["row", "entity_id"], how="anti")
    read_acted_upon = targets.join(acting, on=["row", "read_entity_id"], how="anti")
    return (
        read.drop("expression_start")
        .join(of_claims(acting, "source"), on="row", how="left")
        .join(of_claims(acted_upon, "target"), on="row", how="left")
        .join(read_ids(acting, "source"), on="row", how="left")
        .join(read_ids(read_acted_upon, "target"), on="row", how="left")
        .join(date_of, on="row", how="left")
        .with_columns(pl.col("^(read_)?(source|target)_(ids|mentions)$").fill_null([]))
        .with_columns(dates_in_range())
        .with_columns(thing("targets").alias("object"))
        .with_columns(id_of(claim_content()).alias("claim_id"))
        # The reader may come to one claim by two rules; the surer one tells it.
        .sort("claim_id", pl.col("confidence") * -1, "rule", "reported_by", "place", *places(), nulls_last=True)
        .unique("claim_id", keep="first", maintain_order=True)
        .drop("row", "sources", "targets", "tense", "observed_at", "^published_.*$")
    )


def dates_in_range() -> list[pl.Expr]:
    """What dates a claim, without the windows that reach out of the years acts are dated in."""
    start, end = pl.col("start_date"), pl.col("end_date")
    last_date = pl.col("observed_at").dt.date().dt.offset_by(YEARS_AHEAD)
    is_dated = start.is_not_null() & end.is_not_null()
    is_kept = is_dated & (start >= FIRST_DATE) & (end <= last_date)
    rule = pl.col("date_rule")
    return [
        *(
            pl.when(is_kept).then(pl.col(name))
            for name in ("start_date", "end_date", "expression_start", "expression_end")
        ),
        *(
            pl.when(is_kept).then(pl.col(name)).otherwise(pl.lit("unknown")).alias(name)
            for name in ("date_precision", "date_basis")
        ),
        pl.when(is_dated & ~is_kept).then(filled(OUT_OF_YEARS, rule)).otherwise(rule).alias("date_rule"),
    ]


def claim_content() -> list[pl.Expr]:
    """What a claim's id is made of: what is said where, whatever rule read it and however it is dated."""
    plain = ("article_id", "sentence_start", "sentence_end", "trigger_start", "trigger_end", "root", "kind")
    return [
        *(pl.col(name) for name in plain),
        pl.col("read_source_ids").list.join(ID_SEPARATOR),
        pl.col("read_target_ids").list.join(ID_SEPARATOR),
    ]


def named(read: pl.LazyFrame, entity_name: pl.LazyFrame, actors: str) -> pl.LazyFrame:
    """One row per claim and actor that the list column `actors` names.

    row, start, end, text, entity_id, read_entity_id.
    """
    return (
        read.select("row", pl.col(actors).alias("actor"))
        .explode("actor")
        .unnest("actor")
        .join(entity_name.select(*NAME, "entity_id", "read_entity_id"), on=NAME, nulls_equal=True)
        .select("row", "start", "end", "text", "entity_id", "read_entity_id")
        .unique()
    )


def thing(actors: str) -> pl.Expr:
    """The words for what is no actor among those that the list column `actors` names; null where all are somebody."""
    is_thing = pl.element().struct.field("kind") == THING
    return pl.col(actors).list.eval(pl.element().struct.field("text").filter(is_thing)).list.first()


def of_claims(actors: pl.LazyFrame, side: str) -> pl.LazyFrame:
    """One row per claim with actors on that side: row, their sorted ids and the places that name them."""
    return (
        actors.sort("row", "start", "end", "text", "entity_id")
        .group_by("row", maintain_order=True)
        .agg(
            pl.col("entity_id").unique().sort().alias(f"{side}_ids"),
            pl.struct("start", "end", "text", "entity_id").alias(f"{side}_mentions"),
        )
    )


def read_ids(actors: pl.LazyFrame, side: str) -> pl.LazyFrame:
    """One row per claim with actors on that side: row and their sorted ids as they were read."""
    return actors.group_by("row").agg(pl.col("read_entity_id").unique().sort().alias(f"read_{side}_ids"))


def places() -> list[pl.Expr]:
    """Where a claim's words stand beyond what makes its id: sorts what is the same in all else."""
    starts = (
        pl.col(f"{side}_mentions").list.eval(pl.element().struct.field("start").cast(pl.String)).list.join(ID_SEPARATOR)
        for side in ("source", "target")
    )
    return [pl.col("expression_start"), *starts]


def windows(read: pl.LazyFrame, read_expression: pl.LazyFrame, expression: pl.LazyFrame) -> pl.LazyFrame:
    """One row per claim: when it happened, from the expression that dates it or from the publication of the news."""
    dated_by = expression.select(
        "article_id",
        pl.col("start").alias("expression_start"),
        pl.col("end").alias("expression_end"),
        "text",
        "type",
        "value",
        *WINDOW_COLUMNS,
        "rule",
    ).join(
        read_expression.select(
            pl.col("document_id").alias("article_id"),
            pl.col("start").alias("expression_start"),
            "symbol",
            pl.col("rule").alias("read_rule"),
        ),
        on=["article_id", "expression_start"],
    )
    rows = read.join(dated_by, on=["article_id", "expression_start"], how="left", suffix="_of_expression").collect()
    return pl.LazyFrame([dated(row) for row in rows.iter_rows(named=True)], schema=DATED, orient="row")


def dated(row: dict[str, Any]) -> tuple[Any, ...]:
    """The row of DATED for one claim and the expression that dates it, if one does."""
    expression = anchored = None
    if row["text"] is not None:
        span = row["expression_start"], row["expression_end"]
        expression = Expression(*span, row["text"], row["type"], row["symbol"], row["read_rule"])
        window = None
        if row["start_date"] is not None:
            window = Window(row["start_date"], row["end_date"], row["date_precision"], row["date_basis"])
        anchored = Anchored(row["value"], window, row["rule_of_expression"])
    told = claim_window(
        (row["sentence_start"], row["sentence_end"]),
        expression,
        anchored,
        published_window(row),
        tense=row["tense"] or "",
        is_planned=row["is_planned"],
    )
    # News without a date of its own is dated by its publication, whatever expression was considered.
    is_said = expression is not None and told.window is not None and told.window.basis != "publication"
    place = (row["expression_start"], row["expression_end"]) if is_said else (None, None)
    return row["row"], *place, *window_values(told.window), told.rule
