from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse import database, snapshot
from warehouse.catalog import CATALOG, Meaning
from warehouse.durable import StorageError
from warehouse.home import Home

EVENT = pl.DataFrame(
    {
        "event_id": ["a", "b"],
        "source_countries": [["CUB", "PRK"], None],
        "start_date": [date(1960, 8, 29), None],
        "claim_count": [2, 1],
        "evidence": [[{"start": 1, "end": 4, "text": "May", "says": "it's May"}], []],
    },
    schema_overrides={"claim_count": pl.UInt32},
)
ARTICLE = pl.DataFrame({"article_id": ["x"], "observed_at": [datetime(2024, 1, 31, 23, 30, tzinfo=UTC)]})
VIEW = """-- event_year: one row per year, with "quotes" and it's own.
-- Read by nobody.
--
-- year: the year's number,
--   over two lines
-- event_count: events
create or replace view event_year as
select year(start_date) as year, count(*) as event_count
from event
group by all;
"""
MEANINGS = [
    Meaning(
        "event",
        "One row per event; it's so.",
        {"event_id": "the event's id", "start_date": "first day"},
        ("event_id",),
        ("claim", "article"),
    )
]


@pytest.fixture(autouse=True)
def views_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one small view in place of the real ones."""
    folder = tmp_path / "views"
    folder.mkdir()
    (folder / "event_year.sql").write_text(VIEW)
    monkeypatch.setattr(database, "VIEWS_FOLDER", folder)
    return folder


def release_of(home: Home, seq: int = 1, event: pl.DataFrame = EVENT) -> snapshot.Release:
    staged = snapshot.stage(home)
    snapshot.write_table(staged, "event", event)
    snapshot.write_table(staged, "article", ARTICLE)
    versions = {"code": "0.1", "reader": "abc"}
    release = snapshot.publish(home, staged, ledger_seq=seq, ledger_hash=f"hash {seq}", versions=versions)
    assert release is not None
    return release


@pytest.fixture
def published(home: Home) -> Home:
    """A home with one release and its database."""
    database.publish_database(home, release_of(home), MEANINGS)
    return home


def test_tables_hold_what_was_released_in_its_order_and_types(published: Home) -> None:
    assert database.query(published, "from event").equals(EVENT)
    described = dict(
        database.query(published, "select column_name, type from column_meaning where table_name = 'event'").rows()
    )
    assert described == {
        "event_id": "VARCHAR",
        "source_countries": "VARCHAR[]",
        "start_date": "DATE",
        "claim_count": "UINTEGER",
        "evidence": 'STRUCT("start" BIGINT, "end" BIGINT, "text" VARCHAR, says VARCHAR)[]',
    }


def test_times_are_plain_utc_and_need_no_extension(published: Home) -> None:
    times = database.query(published, "select observed_at, typeof(observed_at), observed_at::date from article")
    assert times.rows() == [(datetime(2024, 1, 31, 23, 30), "TIMESTAMP", date(2024, 1, 31))]


def test_the_view_and_query_parameters_work(published: Home) -> None:
    assert database.query(published, "from event_year where year = ?", [1960]).rows() == [(1960, 1)]


def test_release_history_is_a_table(published: Home) -> None:
    second = release_of(published, seq=2, event=EVENT.head(1))
    database.publish_database(published, second, MEANINGS)
    history = database.query(published, "select release_no, ledger_seq, ledger_hash, snapshot from release").rows()
    first = snapshot.releases(published)[0]
    assert history == [(1, 1, "hash 1", first.snapshot), (2, 2, "hash 2", second.snapshot)]
    counts = "select t.name, t.row_count from release, unnest(tables) as u(t) where release_no = 2 order by all"
    assert database.query(published, counts).rows() == [("article", 1), ("event", 1)]


def test_meanings_are_kept_as_comments_and_as_a_table(published: Home) -> None:
    comments = database.query(
        published,
        """
        select table_name, comment from duckdb_tables() where table_name = 'event'
        union all select view_name, comment from duckdb_views() where view_name = 'event_year'
        union all select column_name, comment from duckdb_columns()
        where table_name in ('event', 'event_year') and comment is not null
        """,
    )
    meanings = {
        "event": "One row per event; it's so.",
        "event_year": 'one row per year, with "quotes" and it\'s own. Read by nobody.',
        "event_id": "the event's id",
        "start_date": "first day",
        "year": "the year's number, over two lines",
        "event_count": "events",
    }
    assert dict(comments.rows()) == meanings
    dictionary = database.query(
        published,
        "select column_name, is_key, meaning from column_meaning where table_name = 'event' and column_no = 1",
    )
    assert dictionary.rows() == [("event_id", True, "the event's id")]


def test_every_catalog_column_has_a_meaning(published: Home) -> None:
    without = "select table_name, column_name from column_meaning where meaning is null and table_name in ?"
    names = [meaning.name for meaning in CATALOG]
    assert database.query(published, without, [names]).rows() == []


def test_every_table_and_view_is_listed_with_its_meaning(published: Home) -> None:
    listed = database.query(published, "from table_meaning where not starts_with(table_name, 'table')").rows()
    assert listed[0] == ("article", "table", None, [], 1)
    assert ("event", "table", "One row per event; it's so.", ["event_id"], 2) in listed
    assert [row[:2] for row in listed if row[1] == "view"] == [("event_year", "view")]
    assert database.query(published, "select count(*) from table_meaning").item() == 8


def test_the_rules_that_a_release_was_held_to_are_in_the_database(home: Home) -> None:
    staged = snapshot.stage(home)
    snapshot.write_table(staged, "event", EVENT)
    snapshot.write_table(staged, "article", ARTICLE)
    rule = {"table": "event", "rule": "EveryEventIsOld", "severity": "warning", "is_met": False, "failing_count": 2}
    release = snapshot.publish(home, staged, ledger_seq=1, ledger_hash="", versions={}, rules=[rule])
    assert release is not None
    database.publish_database(home, release, MEANINGS)
    assert database.query(home, "from rule_outcome").rows() == [("event", "EveryEventIsOld", "warning", False, 2)]


def test_lineage_names_what_tables_and_views_are_made_from(published: Home) -> None:
    assert database.query(published, "from table_lineage order by all").rows() == [
        ("event", "article"),
        ("event", "claim"),
        ("event_year", "event"),
    ]


def test_a_reader_stays_on_its_release_while_another_is_published_and_the_old_dropped(published: Home) -> None:
    with database.connect(published) as reader:
        second = release_of(published, seq=2, event=EVENT.head(1))
        database.publish_database(published, second, MEANINGS)
        snapshot.keep(published, 1)
        assert reader.execute("select count(*) from event").fetchall() == [(2,)]
        assert reader.execute("select max(release_no) from release").fetchall() == [(1,)]
    assert database.query(published, "select count(*) from event").rows() == [(1,)]


def test_a_later_release_is_never_replaced_by_an_earlier_one(published: Home) -> None:
    first = snapshot.releases(published)[0]
    database.publish_database(published, release_of(published, seq=2, event=EVENT.head(1)), MEANINGS)
    database.publish_database(published, first, MEANINGS)
    assert database.problem(published) is None
    assert database.query(published, "select count(*) from event").rows() == [(1,)]


def test_it_is_one_file_that_works_wherever_it_is_put(published: Home, tmp_path: Path) -> None:
    shutil.move(published.warehouse_database, tmp_path / "given.duckdb")
    shutil.rmtree(published.root)
    script = (
        "import duckdb; c = duckdb.connect('given.duckdb', read_only=True); print(c.sql('from event_year').fetchall())"
    )
    shown = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert shown.stdout.strip() in {"[(1960, 1), (None, 1)]", "[(None, 1), (1960, 1)]"}


def test_it_opens_attached_under_another_name(published: Home) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published.warehouse_database}' as other (read_only)")
        assert connection.execute("select event_count from other.event_year where year = 1960").fetchall() == [(1,)]


def test_nothing_is_left_beside_it(published: Home) -> None:
    assert [path.name for path in published.root.glob("warehouse*")] == ["warehouse.duckdb"]
    assert [path.name for path in published.staging.iterdir()] == [database.LOCK_NAME]


@pytest.mark.parametrize(
    "sql",
    [
        "create table mine (a int)",
        "insert into event (event_id) values ('c')",
        "drop table event",
        "copy event to '{elsewhere}/event.csv'",
        "select * from read_text('{elsewhere}/secret.txt')",
        "select * from '{elsewhere}/secret.csv'",
        "attach '{elsewhere}/new.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "export database '{elsewhere}/all'",
        "select * from secret_frame",
    ],
)
def test_sql_cannot_write_nor_look_elsewhere(published: Home, tmp_path: Path, sql: str) -> None:
    secret_frame = pl.DataFrame({"a": ["secret"]})
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "secret.csv").write_text("secret\n1\n")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(duckdb.Error):
        database.query(published, sql.format(elsewhere=tmp_path))
    assert sorted(tmp_path.rglob("*")) == before
    assert secret_frame.height == 1


def test_a_missing_warehouse_says_what_to_run(home: Home) -> None:
    with pytest.raises(StorageError, match=r"warehouse\.duckdb: there is no warehouse yet.*communique run"):
        database.query(home, "select 1")
    assert database.problem(home) is None, "nothing was released, so nothing is wrong"


@pytest.mark.parametrize("damage", ["missing", "garbage", "cut"])
def test_a_damaged_warehouse_is_named_and_publishing_again_mends_it(published: Home, damage: str) -> None:
    path = published.warehouse_database
    data = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes(b"no database" * 5000 if damage == "garbage" else data[:5000])
    assert str(path) in (database.problem(published) or "")
    release = snapshot.latest_release(published)
    assert release is not None
    database.publish_database(published, release, MEANINGS)
    assert database.problem(published) is None
    assert database.query(published, "from event").equals(EVENT)


def test_a_database_that_lags_behind_is_named(published: Home) -> None:
    release_of(published, seq=2, event=EVENT.head(1))
    assert "shows release 1, but the last one is 2" in (database.problem(published) or "")


def test_a_log_that_somebody_left_is_not_taken_for_the_new_files(published: Home) -> None:
    log = published.root / "warehouse.duckdb.wal"
    log.write_bytes(b"left over")
    database.publish_database(published, release_of(published, seq=2, event=EVENT.head(1)), MEANINGS)
    assert not log.exists()


def test_a_view_that_does_not_fit_the_tables_is_named_and_the_old_file_stays(
    published: Home, views_folder: Path
) -> None:
    (views_folder / "event_year.sql").write_text(VIEW.replace("from event", "from nowhere"))
    with pytest.raises(ValueError, match=r"view event_year does not fit the tables of release 2.*nowhere"):
        database.publish_database(published, release_of(published, seq=2, event=EVENT.head(1)), MEANINGS)
    assert database.query(published, "select max(release_no) from release").item() == 1
    assert [path.name for path in published.staging.iterdir()] == [database.LOCK_NAME]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (VIEW.replace("-- event_year", "-- other"), "must start with `-- event_year: one row per"),
        (VIEW.replace("-- event_count: events\n", ""), r"differ in \['event_count'\]"),
        (VIEW.replace("-- event_count: events", "-- event_count events"), "is not `-- column: meaning`"),
        (VIEW.replace("-- event_count", "-- count"), r"differ in \['count', 'event_count'\]"),
        ("select 1", "must start with"),
    ],
)
def test_a_view_without_a_full_header_is_refused(home: Home, views_folder: Path, text: str, message: str) -> None:
    (views_folder / "event_year.sql").write_text(text)
    with pytest.raises(ValueError, match=message):
        database.publish_database(home, release_of(home), MEANINGS)


def test_a_snapshot_with_other_rows_than_released_is_refused(home: Home) -> None:
    release = release_of(home)
    path = release.folder(home) / "event.parquet"
    path.chmod(0o644)
    EVENT.head(1).write_parquet(path)
    with pytest.raises(StorageError, match=r"event\.parquet: holds 1 rows, but 2 were released.*Remedy"):
        database.publish_database(home, release, MEANINGS)
    assert not home.warehouse_database.exists()


def test_a_full_disk_leaves_the_warehouse_that_was_there(published: Home) -> None:
    second = release_of(published, seq=2, event=EVENT.head(1))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises(StorageError, match=r"could not build the warehouse.*Remedy"):
            database.publish_database(published, second, MEANINGS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "shows release 1" in (database.problem(published) or "")
    assert [path.name for path in published.staging.iterdir()] == [database.LOCK_NAME]
    database.publish_database(published, second, MEANINGS)
    assert database.problem(published) is None


def test_a_program_that_has_it_open_for_writing_does_not_stop_a_publication(published: Home) -> None:
    script = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, str(published.warehouse_database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        assert "close the program" in (database.problem(published) or "")
        database.publish_database(published, release_of(published, seq=2, event=EVENT.head(1)), MEANINGS)
        assert database.query(published, "select max(release_no) from release").item() == 2
    assert database.problem(published) is None


def test_a_home_whose_name_looks_like_a_pattern_or_holds_a_quote_works(tmp_path: Path) -> None:
    home = Home(tmp_path / "it's [1]* home")
    database.publish_database(home, release_of(home), MEANINGS)
    assert database.query(home, "from event").equals(EVENT)


def test_a_relative_home_works_from_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    home = Home(Path("data"))
    database.publish_database(home, release_of(home), MEANINGS)
    assert database.query(home, "from event").equals(EVENT)


def test_leftovers_of_a_killed_publisher_are_cleared(published: Home) -> None:
    (published.staging / f"{database.BUILDING_PREFIX}dead.duckdb").touch()
    (published.staging / f"{database.BUILDING_PREFIX}dead.duckdb.wal").touch()
    database.publish_database(published, release_of(published, seq=2, event=EVENT.head(1)), MEANINGS)
    assert [path.name for path in published.staging.iterdir()] == [database.LOCK_NAME]


def test_a_query_larger_than_memory_still_works(published: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "READER_SETTINGS", {**database.READER_SETTINGS, "memory_limit": "30MB"})
    numbered = "select i, row_number() over (order by hash(i)) as place from range(2_000_000) as t(i)"
    assert database.query(published, f"select max(i), max(place) from ({numbered})").rows() == [(1_999_999, 2_000_000)]
