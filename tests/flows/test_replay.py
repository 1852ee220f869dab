"""The tables as they stood."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from warehouse.home import Home
from warehouse.ledger import Ledger
from warehouse.snapshot import file_digest, latest_release

Communique = Callable[..., Any]


@pytest.fixture
def home(seeds_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(seeds_home, tmp_path / "home", symlinks=True))


def test_a_replay_of_the_whole_ledger_is_the_release_byte_for_byte_and_publishes_nothing(
    home: Path, tmp_path: Path, communique: Communique
) -> None:
    before = Ledger(Home(home)).head()
    done = communique("replay", "--to", tmp_path / "now", "--home", home)
    assert done.code == 0, done.out + done.err
    assert "Every table is that of release 1, byte for byte." in done.out
    assert "The gate is open" in done.out
    assert Ledger(Home(home)).head() == before
    assert [path.name for path in (home / "releases").iterdir()] == ["000001.json"]
    with duckdb.connect(str(tmp_path / "now" / "warehouse.duckdb"), read_only=True) as connection:
        (events,) = connection.execute("select count(*) from event_timeline").fetchall()
    assert events > (0,)


def test_a_replay_as_of_an_entry_knows_nothing_that_came_later(
    home: Path, tmp_path: Path, communique: Communique
) -> None:
    last = latest_release(Home(home))
    assert last is not None
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        (event_id,) = connection.execute("select event_id from event order by event_id").fetchall()[0]
    assert communique("correct", "reject", event_id, "--reason", "so", "--home", home).code == 0
    now = communique("replay", "--to", tmp_path / "now", "--home", home, "--json")
    told = json.loads(now.out)
    assert now.code == 0
    assert told["is_identical"] is False
    assert "the ledger goes on" in told["replayed"]["why"]
    assert {"event", "correction"} <= set(told["replayed"]["other_tables"])
    then = communique("replay", "--as-of", str(last.ledger_seq), "--to", tmp_path / "then", "--home", home)
    assert then.code == 0, then.out + then.err
    for name, digest in last.digests.items():
        assert file_digest(tmp_path / "then" / f"{name}.parquet") == digest, name


@pytest.mark.parametrize(
    ("as_of", "hint"),
    [("0", "there is no entry 0"), ("99999", "there is no entry"), ("soon", "neither"), ("1999-12-31", "nothing was")],
)
def test_a_moment_that_is_none_is_refused(
    as_of: str, hint: str, seeds_home: Path, tmp_path: Path, communique: Communique
) -> None:
    done = communique("replay", "--as-of", as_of, "--to", tmp_path / "x", "--home", seeds_home)
    assert done.code == 1
    assert hint in done.err
    assert not (tmp_path / "x").exists()


def test_a_day_is_meant_to_its_end_and_a_time_to_the_moment(seeds_home: Path) -> None:
    # Prefect must not be imported before the server of the tests is known.
    from flows.replay import last_entry

    home = Home(seeds_home)
    entries = Ledger(home).read()
    first, last = entries["recorded_at"].min(), entries["recorded_at"].max()
    assert last_entry(home, last.date().isoformat()) == entries["seq"].max()
    assert last_entry(home, first.isoformat()) == entries.filter(pl.col("recorded_at") <= first)["seq"].max()
    assert last_entry(home, "5") == 5


def test_a_folder_that_holds_something_is_left_alone(seeds_home: Path, tmp_path: Path, communique: Communique) -> None:
    (tmp_path / "note.txt").write_text("mine")
    done = communique("replay", "--to", tmp_path, "--home", seeds_home)
    assert done.code == 1
    assert "is not empty" in done.err
