from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.entry_schema import EntrySchemas
from warehouse.home import Home
from warehouse.ledger import Ledger, NewEntry
from warehouse.ledger_database import LedgerDatabase, OpenRefusal

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


def observed(uri: str, data: bytes, version_no: int = 1) -> NewEntry:
    sha256 = hashlib.sha256(data).hexdigest()
    payload = {
        "uri": uri,
        "media_type": "text/plain",
        "byte_count": len(data),
        "blob_sha256": sha256,
        "source": "file:///in",
        "metadata": {"title": "T"},
    }
    key = f"observed {uri} {version_no} {sha256}"
    return NewEntry(key=key, kind="document_observed", subject=uri, payload=payload, blob_sha256=sha256)


def refused(uri: str, message: str = "the file is empty") -> NewEntry:
    payload = {"uri": uri, "stage": "observe", "message": message, "remedy": "fetch it again"}
    return NewEntry(key=f"refused {uri} {message}", kind="document_refused", subject=uri, payload=payload)


def cleared(uri: str) -> NewEntry:
    return NewEntry(key=f"cleared {uri}", kind="refusal_cleared", subject=uri, payload={"uri": uri})


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def ledger(home: Home) -> Ledger:
    """Two documents, one of them in two versions."""
    ledger = Ledger(home, clock=lambda: NOW)
    ledger.append([observed("file:///a", b"one"), observed("file:///b", b"two")])
    ledger.append([observed("file:///a", b"three", 2)])
    return ledger


def count(database: LedgerDatabase) -> int:
    return int(database.query("select count(*) from entry").item())


def test_a_home_without_a_ledger_has_nothing_and_stays_as_it_is(home: Home) -> None:
    database = LedgerDatabase(home)
    assert database.latest_by_uri() == {}
    assert database.open_refusals() == {}
    assert not home.root.exists()


def test_the_latest_version_of_each_uri_is_known(home: Home, ledger: Ledger) -> None:
    assert LedgerDatabase(home).latest_by_uri() == {
        "file:///a": (sha256(b"three"), 2),
        "file:///b": (sha256(b"two"), 1),
    }


def test_a_document_row_tells_all_of_an_observation(home: Home, ledger: Ledger) -> None:
    rows = LedgerDatabase(home).query("from document order by seq").rows(named=True)
    assert [(row["uri"], row["version_no"]) for row in rows] == [("file:///a", 1), ("file:///b", 1), ("file:///a", 2)]
    assert rows[2] == {
        "document_id": sha256(b"file:///a\n" + sha256(b"three").encode())[:32],
        "uri": "file:///a",
        "version_no": 2,
        "seq": 3,
        "observed_at": NOW.replace(tzinfo=None),
        "media_type": "text/plain",
        "byte_count": 5,
        "blob_sha256": sha256(b"three"),
        "source": "file:///in",
        "metadata": '{"title":"T"}',
    }


def test_a_refusal_is_open_until_a_later_entry_about_its_uri(home: Home, ledger: Ledger) -> None:
    ledger.append([refused("file:///x"), refused("file:///y"), refused("file:///b")])
    database = LedgerDatabase(home)
    assert list(database.open_refusals()) == ["file:///b", "file:///x", "file:///y"]
    ledger.append([cleared("file:///x"), observed("file:///b", b"four", 2)])
    assert database.open_refusals() == {
        "file:///y": OpenRefusal("file:///y", 5, NOW, "observe", "the file is empty", "fetch it again")
    }
    ledger.append([refused("file:///x", "the file is a PDF")])
    assert database.open_refusals()["file:///x"].message == "the file is a PDF"


def test_a_copy_that_is_behind_takes_what_it_lacks(home: Home, ledger: Ledger) -> None:
    database = LedgerDatabase(home)
    assert count(database) == 3
    with duckdb.connect(str(home.ledger_database)) as connection:
        connection.execute("update entry set author = 'marked' where seq = 1")
    ledger.append([observed("file:///c", b"c")])
    assert count(LedgerDatabase(home)) == 4
    assert database.query("select author from entry where seq = 1").item() == "marked"


def test_a_copy_that_is_ahead_or_of_another_ledger_is_made_anew(home: Home, ledger: Ledger, tmp_path: Path) -> None:
    ledger.append([observed("file:///c", b"c")])
    LedgerDatabase(home).latest_by_uri()
    other = Home(tmp_path / "other")
    Ledger(other).append([observed("file:///z", b"z")])
    home.ledger_database.rename(other.ledger_database)
    assert list(LedgerDatabase(other).latest_by_uri()) == ["file:///z"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"no database"),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(path.read_bytes()[:13_000] + bytes(4000) + path.read_bytes()[17_000:]),
        lambda path: duckdb.connect(str(path)).execute("delete from entry where seq = 2").close(),
        lambda path: duckdb.connect(str(path)).execute("drop view document; drop table entry").close(),
        lambda path: duckdb.connect(str(path)).execute("drop view document").close(),
        lambda path: path.with_name(path.name + ".wal").write_bytes(b"x" * 1000),
    ],
    ids=["no database", "empty", "cut short", "zeros", "a row less", "no table", "no view", "broken log"],
)
def test_a_damaged_copy_is_made_anew(home: Home, ledger: Ledger, damage: Callable[[Path], Any]) -> None:
    LedgerDatabase(home).latest_by_uri()
    damage(home.ledger_database)
    assert LedgerDatabase(home).latest_by_uri() == {
        "file:///a": (sha256(b"three"), 2),
        "file:///b": (sha256(b"two"), 1),
    }
    with duckdb.connect(str(home.ledger_database)) as connection:
        assert connection.execute("select count(*) from entry").fetchall() == [(3,)]


def test_a_copy_made_for_other_schemas_is_made_anew(home: Home, tmp_path: Path) -> None:
    (tmp_path / "thing_seen.1.json").write_text("{}")
    before = Ledger(home, schemas=EntrySchemas(tmp_path, {}))
    before.append([NewEntry(key="a", kind="thing_seen", subject="s", payload={"name": "n"})])
    assert LedgerDatabase(home, before).query("select payload from entry").item() == '{"name":"n"}'
    (tmp_path / "thing_seen.2.json").write_text("{}")
    upcasters = {("thing_seen", 1): lambda payload: {"names": [payload["name"]]}}
    after = Ledger(home, schemas=EntrySchemas(tmp_path, upcasters))
    assert LedgerDatabase(home, after).query("select payload from entry").item() == '{"names":["n"]}'


def test_another_process_with_the_copy_open_is_no_hindrance_and_not_disturbed(home: Home, ledger: Ledger) -> None:
    LedgerDatabase(home).latest_by_uri()
    script = (
        "import duckdb, sys\n"
        "connection = duckdb.connect(sys.argv[1])\n"
        "print('open', flush=True)\n"
        "sys.stdin.readline()\n"
        "print(connection.execute('select count(*) from entry').fetchone()[0])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(home.ledger_database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        ledger.append([observed("file:///c", b"c")])
        assert count(LedgerDatabase(home)) == 4
        assert other.communicate("\n")[0] == "3\n"
    assert count(LedgerDatabase(home)) == 4


def test_a_copy_that_cannot_be_kept_is_done_without(home: Home, ledger: Ledger) -> None:
    (home.ledger_database / "in the way").mkdir(parents=True)
    assert count(LedgerDatabase(home)) == 3


def test_wrong_sql_is_an_error(home: Home, ledger: Ledger) -> None:
    with pytest.raises(duckdb.Error, match="no_such_table"):
        LedgerDatabase(home).query("from no_such_table")


def test_threads_may_ask_at_once(home: Home, ledger: Ledger) -> None:
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(count(LedgerDatabase(home)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [3] * 8
