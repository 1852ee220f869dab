"""What the tables and views of the published file mean: comments for DuckDB's clients, tables for everybody's SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

COLUMN_LINE = re.compile(r"(\w+): (.+)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a table or view is for its readers: one row per what, which key, made from which tables, each column."""

    name: str
    grain: str
    columns: Mapping[str, str]
    key: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A reporting view: its file's SQL and what the file's header says about it."""

    name: str
    text: str
    columns: Mapping[str, str]
    sql: str

    @classmethod
    def read(cls, path: Path) -> View:
        """Read a view from its file.

        The header is `-- name: one row per ...` with whatever else a reader should know, an empty `--` line, then
        `-- column: meaning` for each column; a line indented further goes on with the one before.
        Raises ValueError where the header is not so.
        """
        lines = path.read_text(encoding="utf-8").splitlines()
        header = [line[3:] for line in takewhile(lambda line: line.startswith("--"), lines)]
        intro = header[: header.index("")] if "" in header else header
        name, _, text = " ".join(line.strip() for line in intro).partition(": ")
        columns: dict[str, str] = {}
        for line in header[len(intro) + 1 :]:
            if line.startswith("  ") and columns:
                columns[list(columns)[-1]] += f" {line.strip()}"
            elif match := COLUMN_LINE.fullmatch(line):
                columns[match[1]] = match[2]
            else:
                raise ValueError(f"{path}: the header line {line!r} is not `-- column: meaning`")
        if name != path.stem or not text or not columns:
            raise ValueError(
                f"{path}: the header must start with `-- {path.stem}: one row per ...` and name all columns"
            )
        return cls(name, text, columns, "\n".join(lines[len(header) :]))

    def meaning(self, tables: Iterable[str]) -> Meaning:
        """The view's meaning; its inputs are those of the given tables that its SQL reads."""
        read = set(re.findall(r"\b(?:from|join)\s+(\w+)", self.sql))
        return Meaning(self.name, self.text, self.columns, inputs=tuple(sorted(read.intersection(tables))))


UNDESCRIBED = Meaning("", "", {})
CATALOG_SQL = """
create table release (
    release_no integer,
    released_at timestamp,
    snapshot varchar,
    ledger_seq bigint,
    ledger_hash varchar,
    versions struct(name varchar, version varchar)[],
    tables struct(name varchar, row_count bigint, sha256 varchar)[]
);
create table rule_outcome (table_name varchar, rule varchar, severity varchar, is_met boolean, failing_count bigint);
create table table_meaning (table_name varchar, kind varchar, meaning varchar, key varchar[], row_count bigint);
create table table_lineage (table_name varchar, input_name varchar);
create table column_meaning (
    table_name varchar,
    column_name varchar,
    column_no integer,
    type varchar,
    is_key boolean,
    meaning varchar
);
"""
CATALOG = (
    Meaning(
        "release",
        "One row per release up to the one in this file, which has the highest number.",
        {
            "release_no": "1 for the first release, counted without gaps",
            "released_at": "when it was released, UTC",
            "snapshot": "the folder of its tables below the home folder's snapshots/",
            "ledger_seq": "the last ledger entry it was made from",
            "ledger_hash": "hash of the ledger up to that entry",
            "versions": "which code, reader, model and reference data made it",
            "tables": "each table with its number of rows and the SHA-256 of its file",
        },
        ("release_no",),
    ),
    Meaning(
        "rule_outcome",
        "One row per rule that the tables in this file were held to before they were released, and its table.",
        {
            "table_name": "the table; staged_table where the rule is asked of all tables at once",
            "rule": "the fact that was asked for",
            "severity": "critical, which stops a release, or warning, which is shown",
            "is_met": "whether it held for every row",
            "failing_count": "how many rows broke it",
        },
    ),
    Meaning(
        "table_meaning",
        "One row per table and view: start here.",
        {
            "table_name": "the table or view",
            "kind": "table, or view where it is made from tables when it is read",
            "meaning": "what it has one row per, and what else to know of it",
            "key": "the columns that name a row; empty for a view",
            "row_count": "how many rows; null for a view and for a table about this file",
        },
        ("table_name",),
    ),
    Meaning(
        "table_lineage",
        "One row per table or view and each table it is made from.",
        {
            "table_name": "the table or view",
            "input_name": "what it is made from: a table, or a source of the build (ledger, readings, reference data)",
        },
        ("table_name", "input_name"),
    ),
    Meaning(
        "column_meaning",
        "One row per column of every table and view: the data dictionary.",
        {
            "table_name": "the table or view",
            "column_name": "the column",
            "column_no": "its place, from 1",
            "type": "its DuckDB type",
            "is_key": "whether it is part of the table's key",
            "meaning": "what it says",
        },
        ("table_name", "column_name"),
    ),
)


def describe(
    connection: duckdb.DuckDBPyConnection,
    meanings: Iterable[Meaning],
    views: Iterable[View],
    row_counts: Mapping[str, int],
) -> None:
    """Fill the catalog's tables from what the database has and what is said about it, and comment on everything.

    A table that nothing is said about is listed without a meaning. Raises ValueError where a view's header does not
    name the view's columns.
    """
    of_views = {view.name: view.meaning(row_counts) for view in views}
    described = {about.name: about for about in (*meanings, *CATALOG)} | of_views
    lineage = [(about.name, name) for about in described.values() for name in about.inputs]
    insert(connection, "table_meaning", _table_rows(connection, described, row_counts))
    insert(connection, "table_lineage", lineage)
    insert(connection, "column_meaning", _column_rows(connection, described))
    listed = connection.execute("select table_name, array_agg(column_name) from column_meaning group by all").fetchall()
    for name, columns in listed:
        if name in of_views and set(columns) != set(of_views[name].columns):
            differing = sorted(set(columns).symmetric_difference(of_views[name].columns))
            raise ValueError(f"view {name}: its header and its columns differ in {differing}")
        if name in described:
            _comment(connection, "view" if name in of_views else "table", described[name], columns)


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add rows to a table, all its columns in their order."""
    if rows:
        connection.execute(f"insert into {table} values {', '.join(map(literal, rows))}")


def identifier(name: str) -> str:
    """A name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: Any) -> str:
    """A value as SQL. Bound parameters would do, but take a second to import pandas."""
    match value:
        case None:
            return "null"
        case bool() | int():
            return str(value).lower()
        case tuple():
            return f"({', '.join(map(literal, value))})"
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case dict():
            return f"{{{', '.join(f'{literal(name)}: {literal(part)}' for name, part in value.items())}}}"
    return "'" + str(value).replace("'", "''") + "'"


def _table_rows(
    connection: duckdb.DuckDBPyConnection, described: Mapping[str, Meaning], row_counts: Mapping[str, int]
) -> list[tuple[Any, ...]]:
    found = connection.execute(
        """
        select table_name, 'table' from duckdb_tables() where not internal
        union all
        select view_name, 'view' from duckdb_views() where not internal
        order by all
        """
    ).fetchall()
    return [
        (name, kind, about.grain or None, list(about.key), row_counts.get(name))
        for name, kind in found
        for about in [described.get(name, UNDESCRIBED)]
    ]


def _column_rows(connection: duckdb.DuckDBPyConnection, described: Mapping[str, Meaning]) -> list[tuple[Any, ...]]:
    found = connection.execute(
        "select table_name, column_name, column_index, data_type from duckdb_columns() where not internal order by all"
    ).fetchall()
    return [
        (table, column, number, type_, column in about.key, about.columns.get(column))
        for table, column, number, type_ in found
        for about in [described.get(table, UNDESCRIBED)]
    ]


def _comment(connection: duckdb.DuckDBPyConnection, kind: str, about: Meaning, columns: Iterable[str]) -> None:
    connection.execute(f"comment on {kind} {identifier(about.name)} is {literal(about.grain)}")
    for column in columns:
        if column in about.columns:
            target = f"{identifier(about.name)}.{identifier(column)}"
            connection.execute(f"comment on column {target} is {literal(about.columns[column])}")
