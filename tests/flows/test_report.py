"""When the page is made, and by whom."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Communique = Callable[..., Any]
SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds" / "articles"


@pytest.fixture
def home(seeds_home: Path, tmp_path: Path) -> Path:
    """A copy of the home with the seed articles published."""
    return Path(shutil.copytree(seeds_home, tmp_path / "home", symlinks=True))


def test_a_run_makes_the_page_of_its_release(seeds_home: Path) -> None:
    html = (seeds_home / "report.html").read_text()
    assert "<title>Communiqué: release 1</title>" in html
    assert "Xi Jinping" in html


def test_a_run_with_nothing_new_makes_the_page_only_where_it_is_missing(home: Path, communique: Communique) -> None:
    page = home / "report.html"
    before = page.read_bytes(), page.stat().st_mtime_ns
    communique("run", "--source", SEEDS, "--home", home)
    assert (page.read_bytes(), page.stat().st_mtime_ns) == before
    page.unlink()
    done = communique("run", "--source", SEEDS, "--home", home)
    assert page.read_bytes() == before[0]
    assert str(page) in done.out


def test_the_command_writes_the_page_where_it_is_told(seeds_home: Path, tmp_path: Path, communique: Communique) -> None:
    path = tmp_path / "new" / "page.html"
    done = communique("report", "--home", seeds_home, "--output", path, "--json")
    told = json.loads(done.out)
    assert done.code == 0
    assert told["path"] == str(path)
    assert told["byte_count"] == path.stat().st_size
    assert told["shown_count"] == told["event_count"] > 30


def test_a_home_without_a_release_has_no_page(tmp_path: Path, communique: Communique) -> None:
    done = communique("report", "--home", tmp_path)
    assert done.code == 1
    assert "communique run" in done.err
