"""The command: what it says when used well and when not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Communique = Callable[..., object]
COMMANDS = ("run", "observe", "build", "check", "read", "sql", "explain", "diff", "export", "status", "doctor")
COMMANDS += ("correct", "retract", "erase", "replay")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_its_use(command: str, communique: Communique) -> None:
    done = communique(command, "--help")
    assert done.code == 0
    assert f"Usage: communique {command}" in done.out


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [(["run"], "--source"), (["nonsense"], "nonsense"), (["read"], "--jsonl"), (["sql"], "QUERY")],
)
def test_wrong_usage_is_said_and_exits_2(arguments: list[str], hint: str, communique: Communique) -> None:
    done = communique(*arguments)
    assert done.code == 2
    assert hint in done.err
    assert done.out == ""


def test_a_folder_that_is_no_home_is_named_with_the_remedy(communique: Communique, tmp_path: Path) -> None:
    done = communique("status", "--home", tmp_path)
    assert done.code == 1
    assert str(tmp_path) in done.err
    assert "communique run" in done.err


def test_sql_answers_as_table_json_and_csv(communique: Communique, seeds_home: Path) -> None:
    query = "select count(*) as articles, max(word_count) > 100 as is_long from article"
    assert communique("sql", query, "--home", seeds_home).out.splitlines()[-1].split() == ["5", "True"]
    assert json.loads(communique("sql", query, "--home", seeds_home, "--json").out) == [
        {"articles": 5, "is_long": True}
    ]
    assert communique("sql", query, "--home", seeds_home, "--csv").out == "articles,is_long\n5,true\n"


def test_wrong_sql_is_explained_and_exits_1(communique: Communique, seeds_home: Path) -> None:
    done = communique("sql", "select * from nowhere", "--home", seeds_home)
    assert done.code == 1
    assert "nowhere" in done.err


def test_sql_cannot_write_nor_read_other_files(communique: Communique, seeds_home: Path) -> None:
    for query in ("delete from event", "select * from read_text('/etc/passwd')", "attach 'x.duckdb'"):
        assert communique("sql", query, "--home", seeds_home).code == 1


def test_check_passes_on_what_was_published(communique: Communique, seeds_home: Path) -> None:
    done = communique("check", "--home", seeds_home, "--json")
    assert done.code == 0
    assert json.loads(done.out)["is_open"] is True


def test_doctor_finds_nothing_in_a_sound_home_and_names_damage(
    communique: Communique, seeds_home: Path, tmp_path: Path
) -> None:
    assert communique("doctor", "--home", seeds_home).code == 0
    import shutil

    home = Path(shutil.copytree(seeds_home, tmp_path / "home"))
    blob = next(path for path in sorted((home / "blobs").rglob("*")) if path.is_file())
    blob.chmod(0o644)
    blob.write_bytes(b"something else")
    done = communique("doctor", "--home", home)
    assert done.code == 1
    assert blob.name in done.out


def test_output_to_a_closed_pipe_is_no_error(seeds_home: Path) -> None:
    command = f"{sys.executable} -m flows sql 'select * from mention' --json --home {seeds_home} | head -c 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, env=os.environ)
    assert b"Traceback" not in done.stderr


def test_json_is_valid_on_every_command_that_prints_data(communique: Communique, seeds_home: Path) -> None:
    for arguments in (["status"], ["doctor"], ["check"], ["sql", "from event"]):
        json.loads(communique(*arguments, "--home", seeds_home, "--json").out)
