"""The command that tells why an event is there."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from frames import World, actor, publish

from flows.cli import execute
from flows.prose import ROLES, marked, wrapped
from warehouse.database import connect
from warehouse.evidence import Mark
from warehouse.home import Home

ANA, BO = actor("Ana Mör", "AAA"), actor("Bo Li", "BBB")
HOSTILE = "Talks \x1b[2J\u202e of evil"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home that tells of two meetings, one of them by two articles that disagree."""
    world = World()
    day = date(2021, 5, 20)
    for uri, title, text in (
        ("a", "First talks", "Ana Mör met Bo Li on Monday."),
        (
            "b",
            HOSTILE,
            "Ana Mör met Bo Li \x9b31m on 3 March 2020, in a hall far away from the noise of the city.",
        ),
    ):
        world.tell_in_words(uri, text, "meet", ANA, BO, published=day, title=title)
    denied = "Ana Mör met Bo Li on Monday, they deny."
    world.tell_in_words("c", denied, "meet", ANA, BO, published=day, title="Denial", is_negated=True)
    home = Home(tmp_path / "home")
    publish(world.tables(), home)
    return home


def ids(home: Home) -> list[str]:
    with connect(home) as connection:
        return [row[0] for row in connection.execute("select event_id from event_timeline").fetchall()]


def told(home: Home, *arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = execute(["explain", *arguments, "--home", str(home.root)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_an_event_is_told_with_its_marks_its_date_its_sources_and_what_contradicts_it(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    _, disputed = ids(home)
    code, out, err = told(home, disputed[:6], capsys=capsys)
    assert (code, err) == (0, "")
    for words in (
        "[who: Ana Mör] [what: met] [whom: Bo Li] on [when: Monday]",
        "17 May 2021 (day, relative)",
        "“Monday”: last such weekday before publication → 2021-05-17",
        "the article was published on 20 May 2021 (stated)",
        "1. First talks",
        "2. Denial",
        "told as denied",
        "about polarity",
        "coded by the rule meet, which looks for “meet”",
        "“First talks”, 20 May 2021, a: “Ana Mör met Bo Li on Monday.”",
        disputed,
    ):
        assert words in out


def test_nothing_an_article_says_drives_the_terminal_and_no_line_is_wider_than_it(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    out = told(home, ids(home)[0], capsys=capsys)[1]
    assert r"Talks \x1b[2J\u202e of evil" in out
    assert r"\x9b31m" in out
    assert re.search("[\x1b\x9b\u202e]", out) is None
    assert max(len(line) for line in out.splitlines()) <= 60


def test_as_json_it_is_the_evidence_with_offsets(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(told(home, ids(home)[1], "--json", capsys=capsys)[1])
    assert found["event"]["kind"] == "meet"
    mark = found["citations"][0]["marks"][0]
    assert found["citations"][0]["quote"][mark["start"] : mark["end"]] == mark["text"] == "Ana Mör"


def test_an_unknown_id_names_the_nearest_and_the_remedy(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    event_id = ids(home)[0]
    code, out, err = told(home, f"{event_id[:5]}zzz", capsys=capsys)
    assert (code, out) == (1, "")
    assert event_id[:12] in err
    assert "Remedy" in err


def test_a_prefix_of_several_ids_lists_them(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    many = World()
    for day in range(1, 29):
        many.tell_in_words(f"uri {day}", f"Ana Mör met Bo Li on {day} May {1900 + 3 * day}.", "meet", ANA, BO)
    publish(many.tables(), home, 2)
    initials = [event_id[0] for event_id in ids(home)]
    code, _, err = told(home, max(initials, key=initials.count), capsys=capsys)
    assert code == 1
    assert "may be several" in err


def test_colours_mark_in_a_terminal_that_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    mark = Mark(4, 7, "source", "Ana", "Ana Mör")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert f"\x1b[{ROLES['source'][1]}mAna\x1b[0m" in marked("Ana met.", 4, [mark])
    monkeypatch.setenv("NO_COLOR", "1")
    assert marked("Ana met.", 4, [mark]) == "“[who: Ana] met.”"


def test_words_of_several_roles_name_them_all() -> None:
    marks = [Mark(0, 3, "source", "Ana", ""), Mark(0, 3, "target", "Ana", "")]
    assert marked("Ana met.", 0, marks) == "“[who and whom: Ana] met.”"


def test_a_word_longer_than_the_line_stands_alone_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert wrapped(f"see {'x' * 30} there", "  ") == f"  see\n  {'x' * 30}\n  there"
