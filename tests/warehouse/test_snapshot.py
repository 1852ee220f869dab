from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from warehouse import snapshot
from warehouse.durable import StorageError
from warehouse.home import Home

EVENT = pl.DataFrame(
    {
        "event_id": ["a", "b", "c"],
        "source_countries": [["CUB", "PRK"], [], None],
        "start_date": [date(1960, 8, 29), None, date(2021, 4, 22)],
        "evidence": [[{"start": 1, "end": 4, "text": "May"}], [], None],
    }
)
VERSIONS = {"code": "1", "reader": "2", "model": "3", "reference": "4"}


def publish(home: Home, seq: int, row_count: int = 3, **versions: str) -> snapshot.Release | None:
    staged = snapshot.stage(home)
    snapshot.write_table(staged, "event", EVENT.head(row_count))
    snapshot.write_table(staged, "other", EVENT.head(row_count).select("event_id"))
    return snapshot.publish(home, staged, ledger_seq=seq, ledger_hash=f"hash {seq}", versions=VERSIONS | versions)


def test_equal_frames_are_equal_bytes_however_they_came_about(tmp_path: Path) -> None:
    many = pl.concat([EVENT.head(1), EVENT.slice(1, 1), EVENT.tail(1)], rechunk=False)
    filtered = pl.concat([EVENT, EVENT], rechunk=False).with_row_index().filter(pl.col("index") < 3).drop("index")
    rebuilt = pl.DataFrame(EVENT.to_dicts(), schema=EVENT.schema)
    digests = {
        snapshot.write_table(tmp_path / str(number), "event", frame)
        for number, frame in enumerate([EVENT, many, filtered, rebuilt])
    }
    assert len(digests) == 1
    assert snapshot.write_table(tmp_path, "event", EVENT.head(2)) not in digests


def test_bytes_do_not_depend_on_the_number_of_threads(tmp_path: Path) -> None:
    script = (
        "import sys, polars as pl; from pathlib import Path; from warehouse.snapshot import write_table;"
        "frame = pl.DataFrame({'i': range(300_000)}).with_columns(pl.col('i').hash(1).cast(pl.String).alias('s'));"
        "print(write_table(Path(sys.argv[1]), 'event', frame))"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)],
            env=os.environ | {"POLARS_MAX_THREADS": threads},
            check=True,
            capture_output=True,
            cwd=Path(__file__).parents[2],
        ).stdout
        for threads in ("1", "4")
    }
    assert len(digests) == 1


def test_a_written_table_reads_back_as_it_was(tmp_path: Path) -> None:
    snapshot.write_table(tmp_path, "event", EVENT)
    assert pl.read_parquet(tmp_path / "event.parquet").equals(EVENT)


def test_a_full_disk_leaves_the_table_that_was_there(tmp_path: Path) -> None:
    digest = snapshot.write_table(tmp_path, "event", EVENT)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, limits[1]))
    try:
        with pytest.raises(StorageError, match=r"event\.parquet.*Remedy"):
            snapshot.write_table(tmp_path, "event", pl.concat([EVENT] * 50))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [path.name for path in tmp_path.iterdir()] == ["event.parquet"]
    assert snapshot.file_digest(tmp_path / "event.parquet") == digest


def test_a_release_says_what_it_was_made_from(home: Home) -> None:
    first, second = publish(home, 5), publish(home, 7, row_count=2)
    assert first is not None
    assert second is not None
    assert (first.release_no, first.previous, second.release_no) == (1, None, 2)
    assert second.row_counts == {"event": 2, "other": 2}
    assert (second.ledger_seq, second.ledger_hash, second.versions) == (7, "hash 7", VERSIONS)
    assert second.previous == snapshot.file_digest(home.releases / "000001.json")
    assert snapshot.latest_release(home) == second
    assert snapshot.releases(home) == [first, second]
    assert pl.read_parquet(second.folder(home) / "event.parquet").equals(EVENT.head(2))


def test_published_files_are_read_only_and_nothing_stays_staged(home: Home) -> None:
    release = publish(home, 1)
    assert release is not None
    assert {path.stat().st_mode & 0o777 for path in release.folder(home).iterdir()} == {0o444}
    assert list(home.staging.iterdir()) == []


def test_nothing_is_released_before_the_first_release(home: Home) -> None:
    assert snapshot.latest_release(home) is None
    assert snapshot.releases(home) == []


def test_the_same_content_is_not_released_again(home: Home) -> None:
    release = publish(home, 5)
    assert publish(home, 6) is None
    assert snapshot.releases(home) == [release]
    assert list(home.staging.iterdir()) == []


def test_a_changed_version_is_a_new_release(home: Home) -> None:
    publish(home, 5)
    assert publish(home, 5, reader="better") is not None


def test_a_build_from_a_shorter_ledger_does_not_publish(home: Home) -> None:
    release = publish(home, 5)
    assert publish(home, 4, row_count=1) is None
    assert snapshot.latest_release(home) == release
    assert list(home.staging.iterdir()) == []


def test_an_empty_staged_folder_is_refused(home: Home) -> None:
    with pytest.raises(ValueError, match="no table is staged"):
        snapshot.publish(home, snapshot.stage(home), ledger_seq=1, ledger_hash="", versions=VERSIONS)


def test_of_publishers_at_once_each_takes_its_own_number(home: Home) -> None:
    publish(home, 1)
    with ThreadPoolExecutor(3) as pool:
        published = list(pool.map(lambda code: publish(home, 2, code=code), "abcdefghi"))
    numbers = sorted(release.release_no for release in published if release is not None)
    assert numbers == list(range(2, 11))
    assert all(snapshot.verify_release(home, release) == [] for release in snapshot.releases(home))


def test_a_live_process_keeps_its_staged_tables_and_a_dead_ones_are_cleared(home: Home) -> None:
    mine = snapshot.stage(home)
    script = (
        "import sys; from pathlib import Path; from warehouse import home, snapshot;"
        "print(snapshot.stage(home.Home(Path(sys.argv[1]))))"
    )
    command = [sys.executable, "-c", script, str(home.root)]
    shown = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2]).stdout
    dead = Path(shown.strip())
    assert dead.is_dir()
    snapshot.stage(home)
    assert mine.is_dir()
    assert not dead.exists()


def test_what_another_machine_staged_is_cleared_after_a_week(home: Home) -> None:
    other, silent = (home.staging / f"build-elsewhere-{number}-abcd" for number in (1, 2))
    for folder in (other, silent):
        folder.mkdir(parents=True)
    long_ago = time.time() - snapshot.ABANDONED_AFTER_SECONDS - 60
    os.utime(silent, (long_ago, long_ago))
    snapshot.stage(home)
    assert other.exists()
    assert not silent.exists()


def test_old_snapshots_are_dropped_and_the_last_never(home: Home) -> None:
    made = [publish(home, seq, row_count=seq) for seq in (1, 2, 3)]
    names = [release.snapshot for release in made if release is not None]
    assert snapshot.keep(home, 2) == names[:1]
    assert snapshot.keep(home, 1) == names[1:2]
    assert snapshot.keep(home, 1) == []
    assert [path.name for path in home.snapshots.iterdir()] == names[2:]
    assert len(snapshot.releases(home)) == 3
    assert all(snapshot.verify_release(home, release) == [] for release in snapshot.releases(home))
    with pytest.raises(ValueError, match="always kept"):
        snapshot.keep(home, 0)


def test_a_snapshot_about_to_be_released_is_not_dropped(home: Home) -> None:
    publish(home, 5)
    for name in ("000000000004-left", "000000000005-coming", "000000000006-coming"):
        (home.snapshots / name).mkdir()
    assert snapshot.keep(home, 1) == ["000000000004-left"]


def test_damage_to_a_release_is_named(home: Home) -> None:
    release = publish(home, 1)
    assert release is not None
    path = release.folder(home) / "event.parquet"
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[20] ^= 1
    path.write_bytes(data)
    (release.folder(home) / "other.parquet").unlink()
    (release.folder(home) / "stray.parquet").touch()
    found = snapshot.verify_release(home, release)
    assert [name for name in ("event.parquet", "other.parquet", "stray.parquet") if name in " ".join(found)] == [
        "event.parquet",
        "other.parquet",
        "stray.parquet",
    ]
    assert len(found) == 3


def test_a_lost_snapshot_of_the_last_release_is_named(home: Home) -> None:
    release = publish(home, 1)
    assert release is not None
    release.folder(home).rename(home.root / "elsewhere")
    assert "missing" in snapshot.verify_release(home, release)[0]


def test_a_changed_release_record_shows_in_the_one_after_it(home: Home) -> None:
    publish(home, 1)
    second = publish(home, 2, row_count=1)
    assert second is not None
    first_path = home.releases / "000001.json"
    first_path.write_text(first_path.read_text().replace("hash 1", "hash 9"))
    assert "the release before it" in snapshot.verify_release(home, second)[0]


def test_building_again_repairs_a_damaged_snapshot(home: Home) -> None:
    release = publish(home, 1)
    assert release is not None
    (release.folder(home) / "event.parquet").unlink()
    assert publish(home, 1) is None
    assert snapshot.verify_release(home, release) == []


def test_a_broken_release_record_is_named_with_its_remedy(home: Home) -> None:
    publish(home, 1)
    (home.releases / "000002.json").write_text('{"release_no": 2')
    with pytest.raises(StorageError, match=r"000002\.json.*Remedy"):
        snapshot.latest_release(home)


def test_some_columns_of_some_tables_are_read_where_they_are_kept(home: Home) -> None:
    first, second = publish(home, 1), publish(home, 2, row_count=2)
    assert first is not None
    assert second is not None
    found = snapshot.read_tables(home, second, {"event": ["event_id"], "nowhere": ["a"]})
    assert {name: frame.rows() for name, frame in found.items()} == {"event": [("a",), ("b",)]}
    with pytest.raises(StorageError, match="later release"):
        snapshot.read_tables(home, second, {"event": ["nothing"]})
    snapshot.keep(home, 1)
    with pytest.raises(StorageError, match=r"release 1 are not kept any more.*: 2"):
        snapshot.read_tables(home, first, {"event": ["event_id"]})
