"""The main job from sources to release: what is published, and what a second run adds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse.home import Home
from warehouse.ledger import Ledger
from warehouse.snapshot import latest_release

ROOT = Path(__file__).resolve().parent.parent.parent
SEEDS = ROOT / "seeds" / "articles"
BUILT_FROM_LEDGER = ("readings", "snapshots", "releases", "staging", "warehouse.duckdb", "ledger.duckdb")
# What depends on when something was observed, not on what was observed.
CLOCK_COLUMNS = ("observed_at", "refused_at", "first_article_at")

TALKS = "Norway and Chile hold talks\n2024.03.05\n\nNorway’s foreign minister met Chile’s president on Monday.\n"

Communique = Callable[..., object]


def ask(home: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def tables(home: Path) -> dict[str, pl.DataFrame]:
    release = latest_release(Home(home))
    assert release is not None
    return {path.stem: pl.read_parquet(path) for path in sorted(release.folder(Home(home)).glob("*.parquet"))}


def without_clock(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.drop([name for name in CLOCK_COLUMNS if name in frame.columns])


@pytest.fixture
def home(seeds_home: Path, tmp_path: Path) -> Path:
    """A copy of the home with the seed articles published, to be changed at will."""
    return Path(shutil.copytree(seeds_home, tmp_path / "home", symlinks=True))


def test_every_quote_is_the_text_at_its_offsets(seeds_home: Path) -> None:
    quotes = ask(
        seeds_home,
        "select uri, quote, quote_start, quote_end from citation join article using (article_id)",
    )
    assert quotes
    for uri, quote, start, end in quotes:
        text = Path(str(uri).removeprefix("file://")).read_bytes().decode()
        assert text[start:end] == quote


def test_no_event_comes_from_a_link_list(seeds_home: Path) -> None:
    zones = ask(seeds_home, "select count(*) from citation join article using (article_id) where quote_end > body_end")
    assert zones == [(0,)]


def test_a_second_run_reads_nothing_and_publishes_nothing(home: Path, communique: Communique) -> None:
    before = sorted(path.name for path in (home / "ledger").iterdir())
    done = communique("run", "--source", SEEDS, "--home", home)
    assert done.code == 0
    assert "5 known already" in done.out
    assert "Nothing new: release 1 stays published." in done.out
    assert "Read " not in done.out
    assert sorted(path.name for path in (home / "ledger").iterdir()) == before
    assert [path.name for path in (home / "releases").iterdir()] == ["000001.json"]


def test_a_home_rebuilt_from_its_ledger_is_the_same_byte_for_byte(home: Path, communique: Communique) -> None:
    first = latest_release(Home(home))
    for name in BUILT_FROM_LEDGER:
        place = home / name
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
    done = communique("build", "--home", home)
    assert done.code == 0, done.out + done.err
    second = latest_release(Home(home))
    assert first is not None
    assert second is not None
    assert second.digests == first.digests
    assert second.snapshot == first.snapshot


def test_the_order_of_observation_does_not_matter(seeds_home: Path, tmp_path: Path, communique: Communique) -> None:
    files = sorted(SEEDS.glob("*.txt"), reverse=True)
    sources = [argument for file in files for argument in ("--source", file)]
    done = communique("run", *sources, "--home", tmp_path / "other")
    assert done.code == 0, done.out + done.err
    expected, found = tables(seeds_home), tables(tmp_path / "other")
    assert expected.keys() == found.keys()
    for name, frame in expected.items():
        assert without_clock(frame).equals(without_clock(found[name])), name


def test_changed_bytes_are_a_new_version_and_the_old_one_stays_on_record(
    tmp_path: Path, communique: Communique
) -> None:
    page = tmp_path / "pages" / "talks.txt"
    page.parent.mkdir()
    page.write_text(
        "Norway and Chile hold talks\n2024.03.05\n\nNorway’s foreign minister met Chile’s president on Monday.\n"
    )
    communique("run", "--source", page, "--home", tmp_path / "home")
    page.write_text(
        "Norway and Chile hold talks\n2024.03.05\n\nNorway’s foreign minister met Chile’s president on Sunday.\n"
    )
    done = communique("run", "--source", page, "--home", tmp_path / "home")
    assert "1 changed" in done.out
    versions = ask(tmp_path / "home", "select version_no, status from document order by version_no")
    assert versions == [(1, "superseded"), (2, "current")]


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(tmp_path: Path, communique: Communique) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(b"news\0\0of\0\0talks" * 50)
    (folder / "utf16.txt").write_text("Peru met Chile in Lima on 3 March 2021, officials said.\n", encoding="utf-16")
    (folder / "invalid.txt").write_bytes(b"Peru and Chile met. \xff\xfe\xfa\x81\x8d\n" * 3)
    lines = [
        json.dumps({"id": "good", "text": "Kenya and Ghana signed a trade agreement in Accra on 5 May 2022."}),
        "{broken",
        json.dumps(["no object"]),
        json.dumps({"id": "silent"}),
    ]
    (folder / "feed.jsonl").write_text("\n".join(lines) + "\n")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    done = communique("run", "--source", folder, "--home", tmp_path / "home")
    assert done.code == 0, done.out + done.err
    refused = dict(ask(tmp_path / "home", "select uri, message from quarantine"))
    by_name = {str(uri).rpartition("/")[2]: str(message) for uri, message in refused.items()}
    assert {"empty.txt", "binary.txt", "loop", "feed.jsonl#line=2", "feed.jsonl#line=3", "feed.jsonl#line=4"} <= set(
        by_name
    )
    assert "line 2" in by_name["feed.jsonl#line=2"]
    read = {str(uri).rpartition("/")[2] for (uri,) in ask(tmp_path / "home", "select uri from article")}
    assert {"utf16.txt", "feed.jsonl#id=good"} <= read
    status = communique("status", "--home", tmp_path / "home")
    assert "feed.jsonl#line=2" in status.out


def test_a_refusal_is_over_when_its_cause_is(tmp_path: Path, communique: Communique) -> None:
    page = tmp_path / "pages" / "note.txt"
    page.parent.mkdir()
    page.write_bytes(b"")
    home = tmp_path / "home"
    communique("observe", "--source", page.parent, "--home", home)
    assert "note.txt" in communique("status", "--home", home).out
    page.write_text("Peru thanked Chile.\n")
    communique("observe", "--source", page.parent, "--home", home)
    assert "Refused" not in communique("status", "--home", home).out


def test_a_closed_gate_leaves_the_last_release_and_exits_3(tmp_path: Path, communique: Communique) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(10):
        (folder / f"{number}.txt").write_text(
            f"Talks number {number}\n2024.03.{number + 10}\n\nNorway’s foreign minister met Chile’s president in Oslo. "
            f"It was meeting {number} of the year.\n"
        )
    home = tmp_path / "home"
    assert communique("run", "--source", folder, "--home", home).code == 0
    before = ask(home, "select * from event order by all")
    assert before
    for number in range(10):
        (folder / f"{number}.txt").write_text(
            f"Recipe number {number}\n2024.03.{number + 10}\n\nBoil the potatoes well.\n"
        )
    done = communique("run", "--source", folder, "--home", home)
    assert done.code == 3
    assert "The gate is closed" in done.out
    assert "Release 1 stays published" in done.out
    assert ask(home, "select * from event order by all") == before
    kinds = Ledger(Home(home)).read()["kind"].to_list()
    assert kinds.count("snapshot_refused") == 1
    assert "Gate      closed" in communique("status", "--home", home).out


def test_two_runs_at_once_each_with_a_server_of_its_own_both_end_well(tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = [sys.executable, "-m", "flows", "run", "--source", str(SEEDS), "--home", str(home), "--quiet"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    # Nothing is looked for, and nothing left, in the user's own folder.
    environment["HOME"] = str(user := tmp_path / "user")
    user.mkdir()
    runs = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True)
        for _ in range(2)
    ]
    ended = [(*run.communicate(timeout=280), run.returncode) for run in runs]
    assert [(code, err) for _, err, code in ended] == [(0, ""), (0, "")]
    assert not any(user.iterdir())
    assert sum("Published release 1." in out for out, _, _ in ended) == 1
    entries = Ledger(Home(home)).read()
    assert (entries["kind"] == "document_observed").sum() == 5
    assert ask(home, "select count(*), count(distinct document_id) from document") == [(5, 5)]
