"""The dates an article speaks of, anchored at its publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl

from transforms.reading.anchor import Window, anchor
from transforms.reading.expression import Expression
from transforms.table import table

WINDOW_COLUMNS = {
    "start_date": (pl.Date, "first day it can be; null when unknown"),
    "end_date": (pl.Date, "last day it can be; null when unknown"),
    "date_precision": (pl.String, "day, week, month, quarter, year, range or unknown"),
    "date_basis": (pl.String, "how it is known: stated, relative, publication, inferred, corrected or unknown"),
}
ANCHORED = {
    "article_id": pl.String,
    "start": pl.UInt32,
    "value": pl.String,
    **{name: dtype for name, (dtype, _) in WINDOW_COLUMNS.items()},
    "rule": pl.String,
}


@table(
    key=("article_id", "start"),
    columns={
        "article_id": (pl.String, "the article"),
        "start": (pl.UInt32, "first character of the expression in the article's text"),
        "end": (pl.UInt32, "one past its last character"),
        "text": (pl.String, "the expression as written"),
        "type": (pl.String, "TIMEX3 type: DATE, TIME, DURATION or SET"),
        "value": (pl.String, "TIMEX3 value; null when it cannot be told"),
        **WINDOW_COLUMNS,
        "rule": (pl.String, "how it was read and anchored"),
        "zone": (pl.String, "the part of the page it stands in"),
    },
)
def expression(article: pl.LazyFrame, read_expression: pl.LazyFrame) -> pl.LazyFrame:
    """One row per temporal expression of an article, anchored at the article's publication window."""
    found = (
        read_expression.rename({"document_id": "article_id", "rule": "read_rule"})
        .join(
            article.select("article_id", "published_start", "published_end", "published_precision", "published_basis"),
            on="article_id",
        )
        .sort("article_id", "start")
        .collect()
    )
    return (
        found.select("article_id", "start", "end", "text", "type", "zone")
        .lazy()
        .join(pl.LazyFrame(anchored(found), schema=ANCHORED, orient="row"), on=["article_id", "start"])
    )


def anchored(found: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Rows of ANCHORED for expressions sorted by article and place, each article anchored as a whole."""
    for article_id, rows in groupby(found.iter_rows(named=True), key=itemgetter("article_id")):
        of_article = list(rows)
        expressions = [
            Expression(row["start"], row["end"], row["text"], row["type"], row["symbol"], row["read_rule"])
            for row in of_article
        ]
        meanings = anchor(expressions, published_window(of_article[0]))
        for row, meaning in zip(of_article, meanings, strict=True):
            yield (article_id, row["start"], meaning.value, *window_values(meaning.window), meaning.rule)


def published_window(row: Mapping[str, Any]) -> Window | None:
    """The publication window of an article's row; None when it is unknown."""
    if row["published_start"] is None or row["published_end"] is None:
        return None
    return Window(row["published_start"], row["published_end"], row["published_precision"], row["published_basis"])


def window_values(window: Window | None) -> tuple[date | None, date | None, str, str]:
    """The window columns' values."""
    if window is None:
        return None, None, "unknown", "unknown"
    return window.start, window.end, window.precision, window.basis
