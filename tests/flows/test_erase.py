"""What is erased is found nowhere below the home any more."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from warehouse.home import Home
from warehouse.ledger import Ledger, NewEntry

Communique = Callable[..., Any]


def holding(home: Path, words: str) -> Iterator[str]:
    """Every file below a folder that holds the words, in its bytes or in what its columns decode to."""
    for path in sorted(path for path in home.rglob("*") if path.is_file()):
        if words.encode() in path.read_bytes():
            yield str(path)
        if path.suffix == ".parquet" and words in pl.read_parquet(path).write_json():
            yield f"{path} (columns)"
        if path.suffix == ".duckdb":
            with duckdb.connect(str(path), read_only=True) as connection:
                for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
                    sql = f'select count(*) from "{table}" as row where contains(cast(row as varchar), ?)'
                    if connection.execute(sql, [words]).fetchall() != [(0,)]:
                        yield f"{path} ({table})"


@pytest.fixture
def home(seeds_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(seeds_home, tmp_path / "home", symlinks=True))


def test_what_is_erased_is_found_nowhere(home: Path, communique: Communique) -> None:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "select uri, event_id, quote from citation join article using (article_id) "
            "order by length(quote) desc limit 1"
        )
        ((uri, event_id, quote),) = rows.fetchall()
    # A line break or a quotation mark is written otherwise in some formats.
    words = max(quote.replace('"', "\n").splitlines(), key=len)[:40]
    assert len(list(holding(home, words))) > 3
    asked = communique("erase", uri, "--reason", "court order", "--home", home)
    assert asked.code == 2
    assert uri in asked.err
    assert "--yes" in asked.err
    assert len(list(holding(home, words))) > 3
    # A correction from elsewhere that breaks a rule, so that the gate closes.
    wrong = {"event_id": event_id, "changes": {"start_date": "2024-05-02", "end_date": "2024-05-01"}}
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        sql = """
            select event_id from event where event_id not in
                (select event_id from citation join article using (article_id) where uri = ?) limit 1
        """
        ((wrong["event_id"],),) = connection.execute(sql, [uri]).fetchall()
    entry = NewEntry(
        key="wrong", kind="event_corrected", subject="event", payload=wrong, author="ann", reason="so", expected_seq=0
    )
    seq = Ledger(Home(home)).append([entry]).last_seq
    closed = communique("erase", uri, "--reason", "court order", "--yes", "--home", home)
    assert closed.code == 3
    assert "release 1 still holds the text" in closed.err
    kept = list(holding(home, words))
    assert kept
    assert "may hold what was erased" in communique("doctor", "--home", home).out
    assert all("snapshots" in place or "warehouse.duckdb" in place or "report.html" in place for place in kept)
    assert communique("correct", "withdraw", str(seq), "--reason", "wrong", "--home", home).code == 0
    assert communique("build", "--home", home).code == 0
    assert list(holding(home, words)) == []
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        told = connection.execute("select status, reason from document where uri = ?", [uri]).fetchall()
    assert told == [("erased", "court order")]
    assert communique("doctor", "--home", home).code == 0
    # Erased again, or seen again, it stays erased.
    assert communique("run", "--source", Path(uri.removeprefix("file://")), "--home", home).code == 0
    assert list(holding(home, words)) == []
