"""Hands on what is published: every table and view as Parquet, CSV and JSON Lines, with what it all means.

An export is one folder of one release. It is made beside its place and takes it in one step, so a program that reads it
meets the old export or the new one, and nothing that somebody put there is ever deleted.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse import durable
from warehouse.catalog import identifier
from warehouse.snapshot import COMPRESSION_LEVEL, file_digest, system_error
from warehouse.spreadsheet import UTC_TIME, cells

MANIFEST, DICTIONARY, SCHEMAS = "export.json", "data_dictionary.md", "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Listed:
    """A table or view of the published file; its columns are name, DuckDB type, whether it is of the key, meaning."""

    name: str
    kind: str
    meaning: str
    columns: Sequence[tuple[str, str, bool, str]]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds, and where what was in its place is now (None where nothing was, or an older export)."""

    folder: Path
    release_no: int
    row_counts: Mapping[str, int]
    formats: Collection[str]
    byte_count: int
    moved_aside: Path | None


def listed(connection: duckdb.DuckDBPyConnection) -> list[Listed]:
    """Every table and view of the published file, by name."""
    tables = connection.execute("select table_name, kind, meaning from table_meaning order by table_name").fetchall()
    columns: dict[str, list[tuple[str, str, bool, str]]] = {}
    for table, *column in connection.execute(
        "select table_name, column_name, type, is_key, meaning from column_meaning order by table_name, column_no"
    ).fetchall():
        columns.setdefault(table, []).append((column[0], column[1], column[2], column[3] or ""))
    return [Listed(name, kind, meaning or "", columns.get(name, [])) for name, kind, meaning in tables]


def export(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    *,
    names: Collection[str] | None = None,
    formats: Collection[str] = ("parquet", "csv", "jsonl"),
    is_overwriting: bool = False,
) -> Exported:
    """Write tables and views, all unless named, to a folder in each of the formats.

    A folder that holds anything but an export as it was made is refused, or with `is_overwriting` moved aside. Raises
    StorageError where that is so or the disk fails; then the folder is as it was.
    """
    is_own = _is_untouched_export(folder)
    if folder.exists() and not is_own and not is_overwriting:
        raise durable.StorageError(
            folder,
            "this is not an export as it was made, so it is left alone",
            "give another folder with --to, or --overwrite, which moves what is there aside",
        )
    durable.create_folder(folder.parent)
    beside = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}{durable.TEMPORARY_SUFFIX}")
    durable.create_folder(beside)
    try:
        wanted = [table for table in listed(connection) if names is None or table.name in names]
        row_counts = {table.name: _write(connection, table, beside, formats) for table in wanted}
        release_no = _release_no(connection)
        _describe(beside, wanted, release_no, row_counts, formats)
        byte_count = sum(path.stat().st_size for path in beside.rglob("*") if path.is_file())
        return Exported(folder, release_no, row_counts, formats, byte_count, _take_place(beside, folder, is_own))
    except OSError as error:
        durable.fail(error, folder, "write the export")
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def json_schema(table: Listed, schema: Mapping[str, pl.DataType]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a line of the table's JSON Lines."""
    return {
        "$schema": DIALECT,
        "title": table.name,
        "description": table.meaning,
        "type": "object",
        "properties": {
            name: {"description": meaning, **_json_type(schema[name], is_nullable=not is_key)}
            for name, _, is_key, meaning in table.columns
        },
        "required": [name for name, *_ in table.columns],
        "additionalProperties": False,
    }


def _json_type(dtype: pl.DataType, *, is_nullable: bool = True) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "string"}
    if isinstance(dtype, pl.List):
        told = {"type": "array", "items": _json_type(pl.Series(dtype=dtype.inner).dtype)}
    elif isinstance(dtype, pl.Struct):
        fields = {field.name: _json_type(pl.Series(dtype=field.dtype).dtype) for field in dtype.fields}
        told = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    elif dtype.is_unsigned_integer():
        told = {"type": "integer", "minimum": 0}
    elif dtype.is_integer():
        told = {"type": "integer"}
    elif dtype.is_numeric():
        told = {"type": "number"}
    elif dtype == pl.Boolean:
        told = {"type": "boolean"}
    elif dtype == pl.Date:
        told = {"type": "string", "format": "date"}
    elif dtype == pl.Datetime:
        told = {"type": "string", "format": "date-time"}
    return told | ({"type": [told["type"], "null"]} if is_nullable else {})


def _write(connection: duckdb.DuckDBPyConnection, table: Listed, folder: Path, formats: Collection[str]) -> int:
    """Write one table in all formats, and its schema; returns its row count."""
    frame = connection.execute(f"from {identifier(table.name)}").pl()
    # The published file has plain times, which are UTC: outside of it they say so.
    frame = frame.with_columns(pl.col(pl.Datetime("us")).dt.replace_time_zone("UTC"))
    schema = json_schema(table, frame.schema)
    durable.replace_file(_made(folder / SCHEMAS) / f"{table.name}.schema.json", _pretty(schema))
    for name in formats:
        path = _made(folder / name) / f"{table.name}.{name}"
        try:
            WRITERS[name](frame, path)
        except (OSError, pl.exceptions.ComputeError) as error:
            durable.fail(system_error(error), path, "write the table")
    return frame.height


def _write_parquet(frame: pl.DataFrame, path: Path) -> None:
    frame.rechunk().write_parquet(path, compression="zstd", compression_level=COMPRESSION_LEVEL)


def _write_csv(frame: pl.DataFrame, path: Path) -> None:
    cells(frame).write_csv(path)


def _write_jsonl(frame: pl.DataFrame, path: Path) -> None:
    times = pl.col(pl.Datetime("us", "UTC")).dt.strftime(UTC_TIME)
    frame.with_columns(times, pl.col(pl.Float32, pl.Float64).fill_nan(None)).write_ndjson(path)


WRITERS: Mapping[str, Callable[[pl.DataFrame, Path], None]] = {
    "parquet": _write_parquet,
    "csv": _write_csv,
    "jsonl": _write_jsonl,
}


def _describe(
    folder: Path, tables: Sequence[Listed], release_no: int, row_counts: Mapping[str, int], formats: Collection[str]
) -> None:
    """Write the data dictionary, and the manifest that tells this folder to be an export."""
    durable.replace_file(folder / DICTIONARY, _dictionary(tables, release_no, row_counts, formats).encode())
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    manifest = {
        "made_by": "communique export",
        "made_at": datetime.now(UTC).isoformat(),
        "release_no": release_no,
        "row_counts": dict(row_counts),
        "files": {name: file_digest(folder / name) for name in files},
    }
    durable.replace_file(folder / MANIFEST, _pretty(manifest))


NOTES = {
    "parquet": "`parquet/`: types as in the warehouse, times in UTC.",
    "csv": "`csv/`: UTF-8, a header line, commas, quotes where needed (RFC 4180). Null is an empty cell, times are "
    "UTC, lists and records are JSON text. A text that begins with `=`, `+`, `-`, `@`, a tab or a line break has an "
    "apostrophe before it, so that no spreadsheet runs it as a formula; take it off to have the text itself. "
    "Numbers are untouched, negative ones too. Codes such as `042` are text: import those columns as text.",
    "jsonl": f"`jsonl/`: UTF-8, one JSON object a line, valid by the JSON Schema of its table in `{SCHEMAS}/`. "
    "Dates and times are ISO 8601, times in UTC.",
}


def _dictionary(
    tables: Sequence[Listed], release_no: int, row_counts: Mapping[str, int], formats: Collection[str]
) -> str:
    """The data dictionary in Markdown."""
    lines = ["# Data dictionary", "", f"Release {release_no}. {len(tables)} tables and views.", ""]
    lines += [f"- {NOTES[name]}" for name in formats]
    lines.append("- Offsets (`start`, `quote_start` and the like) count characters (Unicode code points) of the text.")
    for table in tables:
        about = f"{table.kind.capitalize()}, {row_counts[table.name]:,} rows. {table.meaning}"
        lines += ["", f"## {table.name}", "", about, "", "| column | type | meaning |", "|---|---|---|"]
        for name, type_, is_key, meaning in table.columns:
            cell = meaning.replace("|", "\\|")
            lines.append(f"| `{name}`{' (key)' if is_key else ''} | {type_} | {cell} |")
    return "\n".join(lines) + "\n"


def _take_place(beside: Path, folder: Path, is_own: bool) -> Path | None:
    """Give the finished export its name; returns where what was not ours there has gone."""
    moved = None
    if folder.exists():
        now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        moved = folder.with_name(f"{folder.name}.before-{now}-{secrets.token_hex(2)}")
        folder.rename(moved)
    try:
        durable.publish_folder(beside, folder)
    except durable.StorageError:
        if moved is not None:
            moved.rename(folder)
        raise
    if is_own and moved is not None:
        shutil.rmtree(moved, ignore_errors=True)
        return None
    return moved


def _is_untouched_export(folder: Path) -> bool:
    """Whether a folder holds an export and nothing else, or nothing at all."""
    if not folder.is_dir() or folder.is_symlink():
        return False
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()}
    if not found:
        return True
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        digests = {**manifest["files"], MANIFEST: None}
        return found == digests.keys() and all(
            digest is None or file_digest(folder / name) == digest for name, digest in digests.items()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _release_no(connection: duckdb.DuckDBPyConnection) -> int:
    (number,) = connection.execute("select max(release_no) from release").fetchone() or (0,)
    return int(number)


def _made(folder: Path) -> Path:
    durable.create_folder(folder)
    return folder


def _pretty(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()
