"""What is handed on: every table and view in three formats, safe to open and described."""

from __future__ import annotations

import csv
import errno
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from frames import World, actor, publish
from jsonschema import Draft202012Validator

from transforms.tables import TABLES
from warehouse import database, durable
from warehouse import export as exporting
from warehouse.export import WRITERS, export, listed
from warehouse.home import Home
from warehouse.snapshot import latest_release

HOSTILE = "=cmd|' /C calc'!A0 \x1b[31m\u202e\u2028</script> \"quoted\", and\nnext"
TITLES = (HOSTILE, "+1", "@sum", "-2", "Plain")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a few events, told by articles with hostile titles."""
    home, world = Home(tmp_path_factory.mktemp("home")), World()
    ana, bo = actor("Ana Mör", "AAA"), actor("Bo Li", "BBB")
    for number, title in enumerate(TITLES):
        text = f"Ana Mör met Bo Li on {number + 2} May 2021."
        world.tell_in_words(f"uri {number}", text, "meet", ana, bo, title=title, published=date(2021, 5, 20))
    world.observe("unreadable", refused="no words in it")
    publish(world.tables(), home)
    return home


def lines(folder: Path, name: str) -> list[Any]:
    """The lines of a table's JSON; a line ends with a line feed and with nothing else."""
    text = (folder / "jsonl" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.removesuffix("\n").split("\n")] if text else []


@pytest.fixture
def connection(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with database.connect(home) as opened:
        yield opened


def test_every_table_and_view_is_exported_in_every_format(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    exported = export(connection, tmp_path / "out")
    names = {table.name for table in TABLES} | {view.name for view in database.views()}
    assert names <= exported.row_counts.keys()
    for name, row_count in exported.row_counts.items():
        assert pl.read_parquet(tmp_path / "out" / "parquet" / f"{name}.parquet").height == row_count
        assert len(lines(tmp_path / "out", name)) == row_count
        with (tmp_path / "out" / "csv" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            assert sum(1 for _ in csv.reader(file)) == row_count + 1


def test_every_line_of_json_is_valid_by_the_schema_of_its_table(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    exported = export(connection, tmp_path / "out", formats=["jsonl"])
    checked_count = 0
    for name in exported.row_counts:
        schema = json.loads((tmp_path / "out" / "schemas" / f"{name}.schema.json").read_bytes())
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
        for line in lines(tmp_path / "out", name):
            validator.validate(line)
            checked_count += 1
    assert checked_count == sum(exported.row_counts.values()) > 100


def test_the_schema_refuses_what_the_table_cannot_hold(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    export(connection, tmp_path / "out", formats=["jsonl"], names=["event"])
    validator = Draft202012Validator(json.loads((tmp_path / "out" / "schemas" / "event.schema.json").read_bytes()))
    event = lines(tmp_path / "out", "event")[0]
    for wrong in ({"claim_count": -1}, {"source_ids": "n1"}, {"is_planned": 0}, {"more": 1}):
        assert not validator.is_valid(event | wrong), wrong
    assert not validator.is_valid({name: value for name, value in event.items() if name != "kind"})


def test_no_cell_of_the_csv_begins_a_formula_and_the_text_is_all_there(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    export(connection, tmp_path / "out", formats=["csv"], names=["article"])
    with (tmp_path / "out" / "csv" / "article.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {row["title"].removeprefix("'") for row in rows} == set(TITLES)


def test_parquet_and_json_have_the_text_untouched_and_times_in_utc(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    export(connection, tmp_path / "out", names=["article"])
    frame = pl.read_parquet(tmp_path / "out" / "parquet" / "article.parquet")
    told = lines(tmp_path / "out", "article")
    assert set(frame["title"]) == {line["title"] for line in told} == set(TITLES)
    assert frame.schema["observed_at"] == pl.Datetime("us", "UTC")
    assert all(line["observed_at"].endswith("Z") for line in told)


def test_the_dictionary_names_every_column_with_its_meaning(home: Home, tmp_path: Path) -> None:
    release = latest_release(home)
    assert release is not None
    meaning = database.Meaning("event", "One row per event.", {"kind": "what was done | said"}, key=("event_id",))
    database.publish_database(home, release, [meaning])
    with database.connect(home) as connection:
        export(connection, tmp_path / "out", names=["event"])
        (event,) = [table for table in listed(connection) if table.name == "event"]
    told = (tmp_path / "out" / "data_dictionary.md").read_text()
    assert "Table, 5 rows. One row per event." in told
    assert "| `event_id` (key) | VARCHAR |" in told
    assert r"what was done \| said" in told
    assert all(f"| `{name}`" in told for name, *_ in event.columns)
    assert "apostrophe" in told


def test_an_older_export_is_replaced(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    export(connection, tmp_path / "out")
    exported = export(connection, tmp_path / "out", formats=["csv"], names=["event"])
    assert exported.moved_aside is None
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "csv",
        "data_dictionary.md",
        "export.json",
        "schemas",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("change", ["a file of theirs", "an export with a file added", "an export that was edited"])
def test_what_is_not_an_export_as_made_is_left_alone_or_moved_aside(
    change: str, connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    if change == "a file of theirs":
        folder.mkdir()
    else:
        export(connection, folder, formats=["csv"])
    path = folder / ("data_dictionary.md" if change == "an export that was edited" else "notes.txt")
    path.write_text("theirs")
    with pytest.raises(durable.StorageError, match="--overwrite"):
        export(connection, folder)
    assert path.read_text() == "theirs"
    exported = export(connection, folder, is_overwriting=True)
    assert exported.moved_aside is not None
    assert (exported.moved_aside / path.name).read_text() == "theirs"
    assert (folder / "export.json").exists()


def test_a_full_disk_leaves_the_older_export_and_nothing_else(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(connection, tmp_path / "out", formats=["csv"], names=["event"])
    before = (tmp_path / "out" / "export.json").read_bytes()

    def fail(frame: pl.DataFrame, path: Path) -> None:
        path.write_text("half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(exporting, "WRITERS", {**WRITERS, "jsonl": fail})
    with pytest.raises(durable.StorageError, match="free space"):
        export(connection, tmp_path / "out")
    assert (tmp_path / "out" / "export.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_writer_killed_before_the_end_leaves_no_export(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "_describe", fail)
    with pytest.raises(KeyboardInterrupt):
        export(connection, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
