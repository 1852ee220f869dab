"""The command that hands on the published tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from frames import World, actor, publish

from flows.cli import execute
from warehouse.home import Home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home, world = Home(tmp_path_factory.mktemp("home") / "home"), World()
    world.tell_in_words("a", "Ana Mör met Bo Li on 3 May 2021.", "meet", actor("Ana Mör"), actor("Bo Li"))
    publish(world.tables(), home)
    return home


def told(home: Home, *arguments: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = execute(["export", *map(str, arguments), "--home", str(home.root)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_it_says_what_was_written_and_what_to_open(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(home, "--to", tmp_path / "out", capsys=capsys)
    assert (code, err) == (0, "")
    assert "Exported release 1" in out
    assert f"Open: {tmp_path / 'out' / 'data_dictionary.md'}" in out


def test_tables_and_formats_can_be_chosen(home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = (
        "--to",
        tmp_path / "out",
        "--table",
        "event,claim",
        "--table",
        "dyad_month",
        "--format",
        "csv",
        "--json",
    )
    found = json.loads(told(home, *arguments, capsys=capsys)[1])
    assert found["row_counts"].keys() == {"event", "claim", "dyad_month"}
    assert sorted(path.name for path in (tmp_path / "out" / "csv").iterdir()) == [
        "claim.csv",
        "dyad_month.csv",
        "event.csv",
    ]


@pytest.mark.parametrize(
    ("arguments", "hint"), [(("--table", "evnt"), "event"), (("--format", "xlsx"), "parquet, csv, jsonl"), ((), "--to")]
)
def test_what_does_not_exist_is_wrong_usage_and_says_what_does(
    arguments: tuple[str, ...], hint: str, home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = told(home, *(("--to", tmp_path / "out") if arguments else ()), *arguments, capsys=capsys)
    assert code == 2
    assert hint in err
    assert not (tmp_path / "out").exists()


def test_the_home_itself_is_never_moved_aside(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in (home.root, home.root.parent):
        code, _, err = told(home, "--to", folder, "--overwrite", capsys=capsys)
        assert code == 2
        assert "a folder of its own" in err
    assert home.warehouse_database.exists()
