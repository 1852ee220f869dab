"""The DuckDB file that people read: the tables of the last release, the reporting views, and what everything means.

The tables are copied into the file, not linked: it needs no Parquet reader, no extension and no path, survives a move
of the home folder, can be handed to a colleague, and stays whole for whoever has it open while newer releases come and
old snapshots go. It is written beside and swapped in; nothing in it is ever changed.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse import durable
from warehouse.catalog import CATALOG_SQL, View, describe, identifier, insert, literal
from warehouse.catalog import Meaning as Meaning
from warehouse.home import Home
from warehouse.snapshot import Release, latest_release, releases

VIEWS_FOLDER = Path(__file__).with_name("views")
BUILDING_PREFIX = "warehouse-"
LOCK_NAME = "warehouse.lock"
RULE_COLUMNS = ("table", "rule", "severity", "is_met", "failing_count")

# A reader's SQL may come from anywhere: it reads the warehouse and nothing else on this machine.
READER_SETTINGS: Mapping[str, str | bool] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}


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
            history = [other for other in releases(home) if other.release_no <= release.release_no]
            write_database(path, release.folder(home), release, history, meanings)
            # Should somebody have written into the old file, its log must not be taken for one of the new file.
            durable.remove_file(_log_of(home.warehouse_database))
            durable.swap_in(path, home.warehouse_database)
        finally:
            path.unlink(missing_ok=True)
            _log_of(path).unlink(missing_ok=True)


def write_database(
    path: Path, folder: Path, release: Release, history: Sequence[Release], meanings: Iterable[Meaning]
) -> None:
    """Make a new DuckDB file of the tables in a folder, which are those of a release, with views and meanings.

    `history` are the releases that the file tells of. Raises StorageError and ValueError as `publish_database` does.
    """
    try:
        with duckdb.connect(str(path)) as connection:
            # In one transaction, or each of hundreds of comments would be synced to disk by itself.
            connection.begin()
            _fill(connection, folder, release, history, list(meanings))
            connection.commit()
            connection.execute("checkpoint")
    except duckdb.Error as error:
        is_full = os.strerror(errno.ENOSPC) in str(error)
        remedy = durable.REMEDIES[errno.ENOSPC] if is_full else durable.OTHER_REMEDY
        raise durable.StorageError(path, f"could not build the warehouse: {error}", remedy) from error


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
        try:
            return connection.execute(sql, parameters).pl()
        except pl.exceptions.ComputeError as error:
            raise duckdb.NotSupportedError(
                "a column of the answer is of a type that cannot be handed on, as INTERVAL is: cast(... as varchar)"
            ) from error


def views() -> list[View]:
    """All reporting views, by name."""
    return [View.read(path) for path in sorted(VIEWS_FOLDER.glob("*.sql"))]


def _fill(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    release: Release,
    history: Sequence[Release],
    meanings: Sequence[Meaning],
) -> None:
    for name in release.digests:
        _copy_table(connection, name, folder / f"{name}.parquet", release.row_counts[name])
    connection.execute(CATALOG_SQL)
    insert(connection, "release", [_told(each) for each in history])
    rules = [tuple(rule[name] for name in RULE_COLUMNS) for rule in release.rules]
    insert(connection, "rule_outcome", rules)
    for view in views():
        try:
            connection.execute(view.sql)
        except duckdb.Error as error:
            raise ValueError(
                f"view {view.name} does not fit the tables of release {release.release_no}: {error}"
            ) from error
    describe(connection, meanings, views(), release.row_counts)


def _copy_table(connection: duckdb.DuckDBPyConnection, name: str, path: Path, row_count: int) -> None:
    """Copy a Parquet file into a table of its own, in its order; times become plain UTC timestamps."""
    source = f"read_parquet({literal(_no_pattern(path))})"
    columns = connection.execute(f"describe from {source}").fetchall()
    # A time with zone shows in each client's own zone, and some clients cannot read it at all.
    taken = ", ".join(
        f"make_timestamp(epoch_us({identifier(column)})) as {identifier(column)}"
        if type_.endswith("WITH TIME ZONE")
        else identifier(column)
        for column, type_, *_ in columns
    )
    connection.execute(f"create table {identifier(name)} as select {taken} from {source}")
    (found,) = connection.execute(f"select count(*) from {identifier(name)}").fetchone() or (0,)
    if found != row_count:
        remedy = "run `communique build`, which writes the snapshot again"
        raise durable.StorageError(path, f"holds {found} rows, but {row_count} were released", remedy)


def _told(release: Release) -> tuple[Any, ...]:
    """A row of `release`."""
    return (
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
