"""The staged files as a whole, one row per table: are they what was declared, and as many rows as before?"""

from __future__ import annotations

from expectations.rule import Rule


class EveryTableIsStaged(Rule):
    """Every table has a Parquet file that can be read."""

    unexpected_rows_query: str = "select table_name, problem from {batch} where not is_readable"


class EveryFileHasTheDeclaredColumns(Rule):
    """A file's columns and types are those its table declares."""

    unexpected_rows_query: str = """
        select table_name, missing_columns, differing_columns
        from {batch}
        where missing_columns <> '' or differing_columns <> ''
    """


class NoTableShrinksUnexplained(Rule):
    """A table has lost no more rows since the last release than the allowed share and what retractions explain."""

    unexpected_rows_query: str = (
        "select table_name, row_count, row_count_floor from {batch} where row_count < row_count_floor"
    )


RULES = [EveryTableIsStaged(), EveryFileHasTheDeclaredColumns(), NoTableShrinksUnexplained()]
