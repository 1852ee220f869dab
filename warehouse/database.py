"""The DuckDB file that people read: the tables of the last release, the reporting views, and what everything means.

The tables are copied into the file, not linked: it needs no Parquet reader, no extension and no path, survives a move
of the home folder, can be handed to a colleague, and stays whole for whoever has it open while newer releases come and
old snapshots go. It is written beside and swapped in; nothing in it is ever changed.
"""

from __future__ import annotations

import fcntl
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse import durable
from warehouse.home import Home
from warehouse.snapshot import Release, latest_release, releases

VIEWS_FOLDER = Path(__file__).with_name("views")
BUILDING_PREFIX = "warehouse-"
LOCK_NAME = "warehouse.lock"

# A reader's SQL may come from anywhere: it reads the warehouse and nothing else on this machine.
READER_SETTINGS: Mapping[str, str | bool] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}
COLUMN_LINE = re.compile(r"(\w+): (.+)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a table or view is for its readers: one row per what, which key, made from which tables, each column."""

    name: str
    grain: str
    columns: Mapping[str, str]
    key: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()


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


def publish_database(home: Home, release: Release, meanings: Iterable[Meaning]) -> None:
    """Build `warehouse.duckdb` for a release and swap it in, unless it shows a later one already.

    `meanings` describes the tables of the release; a table without one gets no comments. Of several publishers one
    works at a time. Raises StorageError where the disk fails or the release's tables are not as recorded, ValueError
    where a view does not fit the tables; then the file that was there stays.
    """
    durable.create_folder(home.staging)
    with _only_one(home.staging / LOCK_NAME):
        if (_shown_release_no(home) or 0) > release.release_no:
            return
        for leftover in home.staging.glob(f"{BUILDING_PREFIX}*"):
            leftover.unlink()
        path = home.staging / f"{BUILDING_PREFIX}{secrets.token_hex(4)}.duckdb"
        try:
            with duckdb.connect(str(path)) as connection:
                # In one transaction, or each of hundreds of comments would be synced to disk by itself.
                connection.begin()
                _fill(connection, home, release, list(meanings))
                connection.commit()
                connection.execute("checkpoint")
            # Should somebody have written into the old file, its log must not be taken for one of the new file.
            durable.remove_file(_log_of(home.warehouse_database))
            durable.swap_in(path, home.warehouse_database)
        except duckdb.IOException as error:
            raise durable.StorageError(path, f"could not build the warehouse: {error}", durable.OTHER_REMEDY) from error
        finally:
            path.unlink(missing_ok=True)
            _log_of(path).unlink(missing_ok=True)


def problem(home: Home) -> str | None:
    """What is wrong with `warehouse.duckdb`, in one sentence, or None; publishing the last release again mends it."""
    last = latest_release(home)
    if last is None:
        return None
    try:
        with connect(home) as connection:
            shown = _release_no_in(connection)
    except (durable.StorageError, duckdb.Error) as error:
        return str(error)
    if shown != last.release_no:
        return f"{home.warehouse_database}: shows release {shown}, but the last one is {last.release_no}"
    return None


def connect(home: Home) -> duckdb.DuckDBPyConnection:
    """Open the published warehouse for reading: no writing, no other file, no network, no extension.

    What is open stays on its release. Within one process a second connection shares the first one's file, so to see a
    newer release close them all first. Raises StorageError where there is no warehouse or it cannot be opened.
    """
    path = home.warehouse_database
    if not path.exists():
        raise durable.StorageError(path, "there is no warehouse yet", "publish one with `communique run`")
    try:
        return duckdb.connect(str(path), read_only=True, config=dict(READER_SETTINGS))
    except duckdb.Error as error:
        remedy = "close the program that opened it for writing; if there is none, run `communique build`"
        raise durable.StorageError(path, f"could not open the warehouse: {error}", remedy) from error


def query(home: Home, sql: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> pl.DataFrame:
    """The rows of a query on the published warehouse. Raises duckdb.Error where the SQL is wrong or not allowed."""
    with connect(home) as connection:
        return connection.execute(sql, parameters).pl()


def views() -> list[View]:
    """All reporting views, by name."""
    return [View.read(path) for path in sorted(VIEWS_FOLDER.glob("*.sql"))]


def _fill(connection: duckdb.DuckDBPyConnection, home: Home, release: Release, meanings: Sequence[Meaning]) -> None:
    for name in release.digests:
        _copy_table(connection, name, release.folder(home) / f"{name}.parquet", release.row_counts[name])
    connection.execute(CATALOG_SQL)
    _insert(connection, "release", _history(home, release))
    for view in views():
        try:
            connection.execute(view.sql)
        except duckdb.Error as error:
            raise ValueError(
                f"view {view.name} does not fit the tables of release {release.release_no}: {error}"
            ) from error
    described = [*meanings, *CATALOG, *(view.meaning(release.digests) for view in views())]
    _insert(connection, "table_meaning", _table_meanings(connection, described, release.row_counts))
    _insert(connection, "table_lineage", [(about.name, name) for about in described for name in about.inputs])
    _insert(connection, "column_meaning", _dictionary(connection, described))
    _comment(connection, described)


def _copy_table(connection: duckdb.DuckDBPyConnection, name: str, path: Path, row_count: int) -> None:
    """Copy a Parquet file into a table of its own, in its order; times become plain UTC timestamps."""
    source = f"read_parquet({_literal(_no_pattern(path))})"
    columns = connection.execute(f"describe from {source}").fetchall()
    # A time with zone shows in each client's own zone, and some clients cannot read it at all.
    taken = ", ".join(
        f"make_timestamp(epoch_us({_name(column)})) as {_name(column)}"
        if type_.endswith("WITH TIME ZONE")
        else _name(column)
        for column, type_, *_ in columns
    )
    connection.execute(f"create table {_name(name)} as select {taken} from {source}")
    (found,) = connection.execute(f"select count(*) from {_name(name)}").fetchone() or (0,)
    if found != row_count:
        remedy = "run `communique build`, which writes the snapshot again"
        raise durable.StorageError(path, f"holds {found} rows, but {row_count} were released", remedy)


def _history(home: Home, shown: Release) -> list[tuple[Any, ...]]:
    """The rows of `release`: all up to the one shown."""
    return [
        (
            release.release_no,
            release.released_at.replace(tzinfo=None),
            release.snapshot,
            release.ledger_seq,
            release.ledger_hash,
            [{"name": name, "version": version} for name, version in release.versions.items()],
            [
                {"name": name, "row_count": release.row_counts[name], "sha256": sha256}
                for name, sha256 in release.digests.items()
            ],
        )
        for release in releases(home)
        if release.release_no <= shown.release_no
    ]


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        connection.execute(f"insert into {table} values {', '.join(map(_literal, rows))}")


def _table_meanings(
    connection: duckdb.DuckDBPyConnection, described: Iterable[Meaning], row_counts: Mapping[str, int]
) -> list[tuple[Any, ...]]:
    """The rows of `table_meaning`. Tables of which nothing is said are listed too."""
    meanings = {meaning.name: meaning for meaning in described}
    silent = Meaning("", "", {})
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
        for about in [meanings.get(name, silent)]
    ]


def _dictionary(connection: duckdb.DuckDBPyConnection, described: Iterable[Meaning]) -> list[tuple[Any, ...]]:
    """The rows of `column_meaning`: what the database has, with what is said about it."""
    meanings = {meaning.name: meaning for meaning in described}
    unknown = Meaning("", "", {})
    columns = connection.execute(
        "select table_name, column_name, column_index, data_type from duckdb_columns() where not internal order by all"
    ).fetchall()
    return [
        (table, column, number, type_, column in about.key, about.columns.get(column))
        for table, column, number, type_ in columns
        for about in [meanings.get(table, unknown)]
    ]


def _comment(connection: duckdb.DuckDBPyConnection, described: Iterable[Meaning]) -> None:
    """Put every meaning where DuckDB keeps it. Says ValueError where a view's header and its columns differ."""
    listed = connection.execute("select table_name, array_agg(column_name) from column_meaning group by all").fetchall()
    columns = {table: set(names) for table, names in listed}
    is_view = {view.name for view in views()}
    for meaning in described:
        if meaning.name not in columns:
            continue
        if meaning.name in is_view and columns[meaning.name] != set(meaning.columns):
            differing = sorted(columns[meaning.name].symmetric_difference(meaning.columns))
            raise ValueError(f"view {meaning.name}: its header and its columns differ in {differing}")
        kind = "view" if meaning.name in is_view else "table"
        connection.execute(f"comment on {kind} {_name(meaning.name)} is {_literal(meaning.grain)}")
        for column in columns[meaning.name].intersection(meaning.columns):
            target = f"{_name(meaning.name)}.{_name(column)}"
            connection.execute(f"comment on column {target} is {_literal(meaning.columns[column])}")


def _shown_release_no(home: Home) -> int | None:
    """The release that `warehouse.duckdb` shows; None where there is no such file or it cannot be read."""
    try:
        with connect(home) as connection:
            return _release_no_in(connection)
    except (durable.StorageError, duckdb.Error):
        return None


def _release_no_in(connection: duckdb.DuckDBPyConnection) -> int | None:
    shown = connection.execute("select max(release_no) from release").fetchone()
    return shown[0] if shown else None


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Wait until no other process is in here. The system lets go of the lock when its holder dies."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")


def _no_pattern(path: Path) -> str:
    """The path as DuckDB takes it, with what would be a pattern in it taken literally."""
    return re.sub(r"([*?\[])", r"[\1]", str(path.absolute()))


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: Any) -> str:
    """A value as SQL. Bound parameters would do, but take a second to import pandas."""
    match value:
        case None:
            return "null"
        case bool() | int():
            return str(value).lower()
        case tuple():
            return f"({', '.join(map(_literal, value))})"
        case list():
            return f"[{', '.join(map(_literal, value))}]"
        case dict():
            return f"{{{', '.join(f'{_literal(name)}: {_literal(part)}' for name, part in value.items())}}}"
    return "'" + str(value).replace("'", "''") + "'"
