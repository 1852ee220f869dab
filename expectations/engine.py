"""Runs rules in DuckDB on staged Parquet files, by way of Great Expectations.

Great Expectations has no dialect for DuckDB and fetches rows after it has rolled its connection back. In DuckDB the
cursor is the connection, so the rollback would take the rows away; this dialect does not roll back, which harms
nothing because the gate only reads.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from duckdb_sqlalchemy import Dialect
from sqlalchemy.dialects import registry

from expectations.vocabulary import COUNTRY_CODES, QUAD_CLASSES
from transforms.table import Table

DATABASE = "gate.duckdb"
STAGED = "staged"
DECLARED = "declared"
# The table about the staged files as a whole: one row per table.
WHOLE = "staged_table"

MACROS = """
create macro build_day() as date '{today}';
create macro latest_date() as build_day() + interval 5 year;
create macro fits_precision(first_day, last_day, precision_word) as case
    when precision_word = 'unknown' then first_day is null and last_day is null
    when first_day is null or last_day is null or first_day > last_day then false
    when precision_word = 'day' then first_day = last_day
    when precision_word = 'week' then last_day <= first_day + 6
    when precision_word = 'month' then date_trunc('month', first_day) = date_trunc('month', last_day)
    -- a season is a quarter that may begin in any month
    when precision_word = 'quarter' then date_diff('month', first_day, last_day) <= 2
    -- so may a fiscal year
    when precision_word = 'year' then last_day < first_day + interval 1 year
    else precision_word = 'range'
end;
"""


class ReadingDialect(Dialect):  # type: ignore[misc]
    """DuckDB for a connection that only reads: transactions neither begin nor roll back."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        """Leave the connection as it is."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Leave the connection, and the rows waiting in it, as they are."""


registry.register("duckdb.gate", __name__, ReadingDialect.__name__)


@dataclass(frozen=True, slots=True)
class Broken:
    """How a rule fared: rows that break it (all counted, the first ones kept), or why it could not be asked."""

    count: int
    rows: list[dict[str, Any]]
    problem: str | None


class StagedDatabase:
    """The staged tables as views of a DuckDB file that Great Expectations can ask."""

    def __init__(self, path: Path, table_names: Collection[str]) -> None:
        os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
        import great_expectations
        from great_expectations.data_context.types.base import ProgressBarsConfig
        from great_expectations.datasource.fluent.sql_datasource import TableAsset

        # It tells of its temporary folder wherever the orchestrator has set up logging.
        logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
        self.path = path
        context = great_expectations.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
        # All at once: each asset added later would write the whole configuration anew.
        self._source = context.data_sources.add_sql(
            name=STAGED,
            connection_string=f"duckdb+gate:///{path}",
            assets=[TableAsset(name=name, table_name=name) for name in table_names],
        )

    def check(self, table_name: str, rules: Sequence[Any]) -> list[Broken]:
        """Ask all rules of one table at once; the answers are in the order of the rules."""
        from great_expectations import ExpectationSuite

        asset = self._source.get_asset(table_name)
        batch = asset.get_batch(asset.build_batch_request())
        suite = ExpectationSuite(table_name, expectations=[rule.copy() for rule in rules])
        results = {
            result.expectation_config.type: result for result in batch.validate(suite, result_format="COMPLETE").results
        }
        return [_broken(results[rule.expectation_type]) for rule in rules]

    def close(self) -> None:
        self._source.get_engine().dispose()


def _broken(result: Any) -> Broken:
    if result.success:
        return Broken(0, [], None)
    if "observed_value" not in result.result:
        return Broken(0, [], _exception_message(result.exception_info))
    return Broken(result.result["observed_value"], result.result["details"]["unexpected_rows"], None)


def _exception_message(info: Mapping[str, Any]) -> str:
    """What went wrong, out of one exception or one per metric."""
    found = [info] if "exception_message" in info else [part for part in info.values() if isinstance(part, Mapping)]
    messages = sorted({str(part["exception_message"]) for part in found if part.get("exception_message")})
    return "; ".join(messages) or "the rule could not be asked"


@contextmanager
def staged_database(
    folder: Path, tables: Collection[Table], *, today: date, row_count_floors: Mapping[str, int]
) -> Iterator[StagedDatabase]:
    """Open the staged tables of a folder, each as a view, beside what rules ask of the build as a whole.

    A table whose file is missing or unreadable is there without rows, and `staged_table` says so: one row per table
    with is_readable, problem, missing_columns, differing_columns, row_count and row_count_floor.
    """
    with tempfile.TemporaryDirectory(prefix="communique-gate-") as name:
        work = Path(name)
        # By a link, because DuckDB would take brackets and stars in the folder's own name for a pattern.
        (work / STAGED).symlink_to(folder.resolve(), target_is_directory=True)
        (work / DECLARED).mkdir()
        with duckdb.connect(str(work / DATABASE)) as connection:
            connection.execute(MACROS.format(today=today.isoformat()))
            staged = pl.DataFrame(
                [
                    _stage(connection, work, table) | {"row_count_floor": row_count_floors.get(table.name, 0)}
                    for table in tables
                ]
            )
            country_code = pl.DataFrame({"country_code": sorted(COUNTRY_CODES)})
            plover_category = pl.DataFrame({"root": list(QUAD_CLASSES), "quad_class": list(QUAD_CLASSES.values())})
            for helper, frame in (
                (WHOLE, staged),
                ("country_code", country_code),
                ("plover_category", plover_category),
            ):
                connection.register("helper", frame.to_arrow())
                connection.execute(f"create table {helper} as from helper")
                connection.unregister("helper")
        database = StagedDatabase(work / DATABASE, [WHOLE, *(table.name for table in tables)])
        try:
            yield database
        finally:
            database.close()


def _stage(connection: duckdb.DuckDBPyConnection, work: Path, table: Table) -> dict[str, Any]:
    """Make a view of a table's file and say how the file compares with the declaration."""
    declared_file = work / DECLARED / f"{table.name}.parquet"
    staged_file = work / STAGED / f"{table.name}.parquet"
    table.empty().write_parquet(declared_file)
    declared = _columns(connection, declared_file)
    problem = None
    try:
        found = _columns(connection, staged_file)
        counted = connection.execute(f"select count(*) from read_parquet('{staged_file}')").fetchone()
    except duckdb.Error as error:
        problem = str(error).replace(str(work / STAGED), "the staging folder").partition("\n")[0]
        found, counted, staged_file = declared, (0,), declared_file
    connection.execute(f"create view {table.name} as from read_parquet('{staged_file}')")
    return {
        "table_name": table.name,
        "is_readable": problem is None,
        "problem": problem or "",
        "missing_columns": ", ".join(sorted(declared.keys() - found.keys())),
        "differing_columns": ", ".join(
            f"{name} is {dtype}, declared {declared.get(name, 'nowhere')}"
            for name, dtype in sorted(found.items())
            if declared.get(name) != dtype
        ),
        "row_count": counted[0] if counted else 0,
    }


def _columns(connection: duckdb.DuckDBPyConnection, file: Path) -> dict[str, str]:
    rows = connection.execute(f"describe from read_parquet('{file}')").fetchall()
    return {name: dtype for name, dtype, *_ in rows}
