"""The command that tells what became of events between releases."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from frames import World, actor, publish

from flows.cli import execute
from warehouse.home import Home
from warehouse.snapshot import keep

ANA, BO = actor("Ana Mör", "AAA"), actor("Bo Li", "BBB")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with three releases, each of one more article, the last corrected."""
    home, world = Home(tmp_path / "home"), World()
    for number, day in enumerate(("3 May 2021", "9 June 2021 in a \x1b[2Jhall", "20 July 2021"), 1):
        world.tell_in_words(f"uri {number}", f"Ana Mör met Bo Li on {day}.", "meet", ANA, BO)
        if number == 3:
            event_id = world.table("event").filter(start_date=world.table("event")["start_date"].min())["event_id"][0]
            changes = {"start_date": "2021-05-04", "end_date": "2021-05-04"}
            world.enter("event_corrected", {"event_id": event_id, "changes": changes}, reason="the minutes")
        publish(world.tables(), home, len(world.rows["entry"]), code=str(number))
    return home


def told(home: Home, *arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = execute(["diff", *arguments, "--home", str(home.root)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_last_two_releases_are_compared_unless_told(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = told(home, capsys=capsys)
    assert (code, err) == (0, "")
    assert "From release 2 to 3: 2 events before, 3 after, 1 unchanged." in out
    assert "Changes: 1 new, 1 re-dated." in out
    assert "20 July 2021" in out
    assert "new source: uri 3" in out
    assert re.search(r"- \w{12} .*3 May 2021", out)
    assert re.search(r"\+ \w{12} .*4 May 2021", out)
    assert "correction: test: the minutes" in out


def test_any_two_releases_can_be_compared(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Changes: 2 new, 1 re-dated." in told(home, "1", capsys=capsys)[1]
    assert "Changes: 1 new." in told(home, "1", "2", capsys=capsys)[1]
    assert "Changes: none." in told(home, "2", "2", capsys=capsys)[1]
    assert "source not seen yet: uri 2" in told(home, "2", "1", capsys=capsys)[1]


def test_as_json_each_change_has_both_events_and_its_cause(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(told(home, "--json", capsys=capsys)[1])
    assert (found["from_release"], found["to_release"], found["counts"]["redated"]) == (2, 3, 1)
    redated = found["changes"][-1]
    assert (redated["before"][0]["start_date"], redated["after"][0]["start_date"]) == ("2021-05-03", "2021-05-04")
    assert redated["cause"]["name"] == "correction"


def test_all_is_new_in_the_first_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home, world = Home(tmp_path), World()
    world.tell_in_words("a", "Ana Mör met Bo Li on 3 May 2021.", "meet", ANA, BO)
    publish(world.tables(), home)
    out = told(home, capsys=capsys)[1]
    assert "Release 1 is the first: 1 event, all new." in out
    assert "Changes: 1 new." in out


def test_a_release_whose_tables_are_gone_is_said_with_those_that_are_there(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(home, 2)
    code, out, err = told(home, "1", capsys=capsys)
    assert (code, out) == (1, "")
    assert "release 1 are not kept any more" in err
    assert "2, 3" in err


def test_a_release_there_never_was_and_a_home_without_any_are_said(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = told(home, "1", "9", capsys=capsys)
    assert code == 1
    assert "there is no release 9. Remedy: choose from 1 to 3" in err
    empty = Home(tmp_path / "empty")
    empty.ledger.mkdir(parents=True)
    code, _, err = told(empty, capsys=capsys)
    assert code == 1
    assert "communique run" in err


def test_what_is_no_number_is_wrong_usage(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(home, "last", capsys=capsys)[0] == 2
