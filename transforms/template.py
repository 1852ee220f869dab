"""Sentences with columns in them."""

from __future__ import annotations

import polars as pl


def filled(template: str, *columns: pl.Expr | str) -> pl.Expr:
    """The template with each `{}` in it filled by a column; null where one of them is.

    As `pl.format`, which in Polars 2.1 panics on a frame of several chunks when a filter leaves one of them empty.
    """
    words = template.split("{}")
    parts = [pl.lit(words[0])]
    for column, after in zip(columns, words[1:], strict=True):
        parts += [pl.col(column) if isinstance(column, str) else column, pl.lit(after)]
    return pl.concat_str(parts)
