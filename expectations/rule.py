"""What a rule is, and the rules that follow from a table's declaration.

A rule is a class named as the fact it asserts, with a query for the rows that break the fact. `{batch}` in the query
stands for the table (with an alias, except where the query joins: then it wants one). Importing this module imports
Great Expectations, which takes seconds: import it where rules are run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import polars as pl
from great_expectations.expectations import UnexpectedRowsExpectation
from great_expectations.expectations.metadata_types import FailureSeverity

from transforms.table import Table

WARNING: Final = FailureSeverity.WARNING

# Columns that hold an id of another table: the table and its key.
REFERENCES = {
    "document_id": ("document", "document_id"),
    "superseded_by": ("document", "document_id"),
    "article_id": ("article", "article_id"),
    "other_article_id": ("article", "article_id"),
    "duplicate_of": ("article", "article_id"),
    "entity_id": ("entity", "entity_id"),
    "source_ids": ("entity", "entity_id"),
    "target_ids": ("entity", "entity_id"),
    "mention_id": ("mention", "mention_id"),
    "claim_id": ("claim", "claim_id"),
    "date_claim_id": ("claim", "claim_id"),
    "event_id": ("event", "event_id"),
    "alternative_event_ids": ("event", "event_id"),
}

# An article may speak of 1066 or 2050, and its words are kept as said; what it reports to have happened may not.
ANY_DATE_TABLES = frozenset({"expression"})


class Rule(UnexpectedRowsExpectation):  # type: ignore[misc]
    """A fact that every row of a table must keep; critical unless made with `severity=WARNING`."""

    unexpected_rows_query: str


class EveryKeyStandsOnce(Rule):
    """No two rows of a table have the same key."""


class NoKeyIsMissing(Rule):
    """Every row has its whole key."""


class EveryReferencedIdExists(Rule):
    """An id of another table's row is the id of a row there."""


class EveryDateIsPlausible(Rule):
    """Dates lie between 1500 and five years from the build; moments of observation are not in the future."""


class EveryCountryIsAnIsoCode(Rule):
    """Countries are ISO 3166-1 alpha-3 codes."""


class EveryListIsSorted(Rule):
    """Lists are sorted, so that equal sets are equal lists."""


class EveryWindowFitsItsPrecision(Rule):
    """A window ends no earlier than it starts and is no wider than its precision says; an unknown one has no dates."""


class EveryQuoteIsExact(Rule):
    """What is said to stand in an article's text stands there, character for character."""


class EveryWordIsInItsVocabulary(Rule):
    """Columns with a closed list of words hold no other word."""


def declared_rules(table: Table, tables: Collection[Table]) -> list[Rule]:
    """The rules that follow from what a table's declaration says of its key, its columns' types and their names."""
    is_key_missing = " or ".join(f"{_name(column)} is null" for column in table.key)
    rules: list[Rule] = [
        EveryKeyStandsOnce(
            unexpected_rows_query=f"select {_key(table)}, count(*) as times from {{batch}} "
            f"group by {_key(table)} having count(*) > 1"
        ),
        NoKeyIsMissing(unexpected_rows_query=f"select * from {{batch}} where {is_key_missing}"),
    ]
    queries = {
        EveryReferencedIdExists: list(_reference_queries(table, {other.name for other in tables})),
        EveryDateIsPlausible: list(_date_queries(table)),
        EveryCountryIsAnIsoCode: list(_country_queries(table)),
        EveryListIsSorted: list(_list_queries(table)),
    }
    rules += [rule(unexpected_rows_query=_all(parts)) for rule, parts in queries.items() if parts]
    return rules


def window_fits(key: str, start: str, end: str, precision: str) -> EveryWindowFitsItsPrecision:
    """The rule that the window in these columns fits the precision it claims."""
    columns = ", ".join(_name(column) for column in (start, end, precision))
    return EveryWindowFitsItsPrecision(
        unexpected_rows_query=f"select {key}, {columns} from {{batch}} where fits_precision({columns}) is not true"
    )


def words_of(key: str, **vocabulary: Collection[str]) -> EveryWordIsInItsVocabulary:
    """The rule that these columns hold one of these words each, never null."""
    return EveryWordIsInItsVocabulary(
        unexpected_rows_query=_all(
            f"select {key}, '{column}' as column_name, {_name(column)} as value from {{batch}} "
            f"where coalesce({_name(column)} not in ({', '.join(_quoted(word) for word in sorted(words))}), true)"
            for column, words in vocabulary.items()
        )
    )


def quoted_exactly(key: str, text: str, start: str, end: str) -> EveryQuoteIsExact:
    """The rule that a table's text is what stands at its offsets in the text of its article."""
    text, start, end = _name(text), _name(start), _name(end)
    return EveryQuoteIsExact(
        # `substring` counts code points, as the offsets do; `substring_grapheme` would not.
        unexpected_rows_query=f"""
            select {key}, {text} as quoted_text, words as stands_there
            from (
                select quoting.*, substring(article_text.text, {start}::bigint + 1, {end}::bigint - {start}) as words
                from {{batch}} as quoting left join article_text using (article_id)
            )
            where {start} >= {end} or words is distinct from {text}
        """
    )


def _reference_queries(table: Table, known: Collection[str]) -> Iterable[str]:
    for name, column in table.columns.items():
        referenced, referenced_key = REFERENCES.get(name, ("", ""))
        is_own_key = referenced == table.name and (name,) == table.key
        if referenced not in known or is_own_key:
            continue
        value = f"unnest({_name(name)})" if isinstance(column.dtype, pl.List) else _name(name)
        yield (
            f"select * from (select {_key(table)}, '{name}' as column_name, {value} as value from {{batch}}) "
            f"where value not in (select {referenced_key} from {referenced} where {referenced_key} is not null)"
        )


def _date_queries(table: Table) -> Iterable[str]:
    if table.name in ANY_DATE_TABLES:
        return
    for name, column in table.columns.items():
        earliest = f"{_name(name)} < date '1500-01-01'"
        if column.dtype == pl.Date:
            yield _broken(table, name, f"{earliest} or {_name(name)} > latest_date()")
        elif column.dtype == pl.Datetime:
            # A day of grace for what was observed while the build ran, and one for time zones.
            yield _broken(table, name, f"{earliest} or {_name(name)} >= build_day() + 2")


def _country_queries(table: Table) -> Iterable[str]:
    is_unknown = "not in (select country_code from country_code)"
    for name in table.columns:
        if name == "country" or name.endswith("_country"):
            yield _broken(table, name, f"{_name(name)} {is_unknown}")
        elif name.endswith("_countries"):
            codes = f"(select unnest({_name(name)}) as code)"
            yield _broken(table, name, f"exists (select 1 from {codes} where code is null or code {is_unknown})")


def _list_queries(table: Table) -> Iterable[str]:
    for name, column in table.columns.items():
        if isinstance(column.dtype, pl.List) and not pl.Series(dtype=column.dtype.inner).dtype.is_nested():
            yield _broken(table, name, f"{_name(name)} <> list_sort({_name(name)})")


def _broken(table: Table, column: str, condition: str) -> str:
    """A query for the rows in which a column breaks a rule, in a shape that all columns share."""
    return (
        f"select {_key(table)}, '{column}' as column_name, cast({_name(column)} as varchar) as value "
        f"from {{batch}} where {condition}"
    )


def _all(queries: Iterable[str]) -> str:
    return " union all ".join(queries)


def _key(table: Table) -> str:
    return ", ".join(_name(column) for column in table.key)


def _name(column: str) -> str:
    """A column's name for SQL, where `end` and the like are words of the language."""
    return f'"{column}"'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
