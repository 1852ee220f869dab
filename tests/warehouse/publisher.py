"""Publishes one release of two tables and its database: `publisher.py HOME LEDGER_SEQ ROW_COUNT`."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

from warehouse import database, snapshot
from warehouse.home import Home


def publish(home: Home, ledger_seq: int, row_count: int) -> None:
    """Both tables get as many rows, so that a mix of two releases shows."""
    staged = snapshot.stage(home)
    snapshot.write_table(staged, "event", pl.DataFrame({"event_id": range(row_count)}))
    snapshot.write_table(staged, "citation", pl.DataFrame({"citation_id": range(row_count)}))
    snapshot.publish(home, staged, ledger_seq=ledger_seq, ledger_hash=str(ledger_seq), versions={"code": "1"})
    last = snapshot.latest_release(home)
    if last is not None and database.problem(home):
        database.publish_database(home, last, [])
    snapshot.keep(home, 2)


if __name__ == "__main__":
    database.VIEWS_FOLDER = Path(__file__).with_name("no_views")
    publish(Home(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3]))
