from __future__ import annotations

import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse import database, snapshot
from warehouse.home import Home

ROOT = Path(__file__).parents[2]
PUBLISHER = Path(__file__).with_name("publisher.py")
FAULTS = Path(__file__).with_name("faults.py")
NOT_REACHED = 86
KILLED = {-signal.SIGKILL, 128 + signal.SIGKILL}

# What changes the names or the lasting content of files, and what opens them.
CALLS = "openat,rename,renameat,renameat2,link,linkat,unlink,unlinkat,fsync,fdatasync,ftruncate,chmod,fchmodat,mkdir"
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(list(map(str, command)), env=environment, capture_output=True, text=True, check=False)


def publisher(home: Home, ledger_seq: int, row_count: int) -> list[str]:
    return [str(PUBLISHER), str(home.root), str(ledger_seq), str(row_count)]


def publish(home: Home, ledger_seq: int, row_count: int) -> None:
    done = run(sys.executable, *publisher(home, ledger_seq, row_count))
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def one_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a release of 10 rows a table."""
    home = Home(tmp_path_factory.mktemp("first") / "home")
    publish(home, 1, 10)
    return home.root


@pytest.fixture
def home(one_release: Path, tmp_path: Path) -> Home:
    """A copy of that home, to be killed in while a release of 20 rows a table is made."""
    shutil.copytree(one_release, tmp_path / "home")
    return Home(tmp_path / "home")


def shown_release(home: Home) -> int:
    """The release that readers of the database see; fails where it is a mix."""
    with database.connect(home) as connection:
        counts = [connection.execute(f"select count(*) from {name}").fetchall()[0][0] for name in ("event", "citation")]
        (number,) = connection.execute("select max(release_no) from release").fetchall()[0]
    assert counts == [10 * number] * 2
    return int(number)


def assert_old_or_new_then_finish(home: Home) -> None:
    """Whoever reads now sees a whole release, and publishing again makes the new one the last, once."""
    history = snapshot.releases(home)
    assert [release.ledger_seq for release in history] in ([1], [1, 2])
    assert [problem for release in history for problem in snapshot.verify_release(home, release)] == []
    assert shown_release(home) <= len(history)
    publish(home, 2, 20)
    history = snapshot.releases(home)
    assert [release.ledger_seq for release in history] == [1, 2]
    assert [problem for release in history for problem in snapshot.verify_release(home, release)] == []
    assert shown_release(home) == 2
    assert [path.name for path in home.staging.iterdir()] == [database.LOCK_NAME]
    assert sorted(path.name for path in home.snapshots.iterdir()) == sorted(release.snapshot for release in history)
    assert not list(home.root.glob("warehouse.duckdb.*"))


@pytest.mark.parametrize("at", [5, 14, 20, 24, 28])
def test_a_publisher_killed_leaves_a_whole_release(home: Home, at: int) -> None:
    done = run(sys.executable, FAULTS, "kill", str(at), *publisher(home, 2, 20))
    assert done.returncode in KILLED, done.stderr
    assert_old_or_new_then_finish(home)


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("fault", ["tear", "kill", "EIO", "ENOSPC"])
def test_a_publisher_that_fails_anywhere_leaves_a_whole_release(one_release: Path, tmp_path: Path, fault: str) -> None:
    struck_count = 0
    for at in range(1, 1000):
        home = Home(tmp_path / str(at))
        shutil.copytree(one_release, home.root)
        done = run(sys.executable, FAULTS, fault, str(at), *publisher(home, 2, 20))
        if done.returncode == NOT_REACHED:
            # A few faults strike a call whose failure does not matter, such as clearing away what is not there.
            assert struck_count > 20
            return
        struck_count += done.returncode != 0
        assert_old_or_new_then_finish(home)
        shutil.rmtree(home.root)
    pytest.fail("the sweep has no end")


def points(home: Home, log: Path) -> list[tuple[str, int]]:
    """Each system call on the home folder that a publisher makes: its name and which of this name it is."""
    command = ["strace", "-y", "-e", f"trace={CALLS}", "-o", str(log), sys.executable, *publisher(home, 2, 20)]
    assert run(*command).returncode == 0
    counts: dict[str, int] = {}
    found = []
    for line in log.read_text().splitlines():
        if match := re.match(r"(\w+)\(", line):
            name = match[1]
            counts[name] = counts.get(name, 0) + 1
            if str(home.root) in line:
                found.append((name, counts[name]))
    return found


def kill_at(home: Home, call: str, at: int) -> bool:
    """Kill a publisher as it enters a system call; whether it got so far."""
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={at}"]
    done = run("strace", "-o", "/dev/null", *inject, sys.executable, *publisher(home, 2, 20))
    return done.returncode in KILLED


@needs_strace
@pytest.mark.parametrize("which", ["link", "rename"])
def test_a_publisher_killed_in_a_system_call_leaves_a_whole_release(
    one_release: Path, home: Home, tmp_path: Path, which: str
) -> None:
    shutil.copytree(one_release, tmp_path / "dry")
    last = [point for point in points(Home(tmp_path / "dry"), tmp_path / "log") if point[0] == which][-1]
    assert kill_at(home, *last)
    assert_old_or_new_then_finish(home)


@needs_strace
@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_a_publisher_killed_in_any_system_call_leaves_a_whole_release(one_release: Path, tmp_path: Path) -> None:
    shutil.copytree(one_release, tmp_path / "dry")
    killed_count = 0
    found = points(Home(tmp_path / "dry"), tmp_path / "log")
    for call, at in found:
        home = Home(tmp_path / "home")
        shutil.copytree(one_release, home.root)
        killed_count += kill_at(home, call, at)
        assert_old_or_new_then_finish(home)
        shutil.rmtree(home.root)
    assert len(found) > 40
    assert killed_count > 0.9 * len(found), "the calls of two runs do not match"


def test_three_publishers_at_once_all_end_well_and_the_longest_ledger_wins(home: Home) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen([sys.executable, *publisher(home, seq, 10 * seq)], env=environment, stderr=subprocess.PIPE)
        for seq in (2, 3, 4)
    ]
    for process in running:
        _, errors = process.communicate()
        assert process.returncode == 0, errors.decode()
    history = snapshot.releases(home)
    seqs = [release.ledger_seq for release in history]
    assert seqs == sorted(set(seqs))
    assert seqs[-1] == 4
    assert [problem for release in history for problem in snapshot.verify_release(home, release)] == []
    assert database.problem(home) is None
    assert database.query(home, "select count(*) from event").item() == 40


READER = """
import sys, time
from pathlib import Path
from warehouse import database
from warehouse.home import Home

home, end = Home(Path(sys.argv[1])), Path(sys.argv[2])
seen = []
while not end.exists():
    with database.connect(home) as connection:
        number = connection.execute("select max(release_no) from release").fetchall()[0][0]
        for table in ("event", "citation", "event", "citation"):
            count = connection.execute(f"select count(*) from {table}").fetchall()[0][0]
            assert count == 10 * number, (number, table, count)
    assert not seen or number >= seen[-1], "went backwards"
    if not seen:
        print("reading", flush=True)
    seen.append(number)
    time.sleep(0.01)
print(len(seen), len(set(seen)))
"""


@pytest.mark.parametrize("publish_count", [4, pytest.param(20, marks=pytest.mark.slow)])
def test_a_reader_sees_whole_releases_while_others_are_published(
    home: Home, tmp_path: Path, publish_count: int
) -> None:
    publish_here = runpy.run_path(str(PUBLISHER))["publish"]
    end = tmp_path / "end"
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(home.root), str(end)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "reading\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "VIEWS_FOLDER", tmp_path / "no_views")
        for seq in range(2, 2 + publish_count):
            publish_here(home, seq, 10 * seq)
    end.touch()
    shown, errors = reader.communicate(timeout=60)
    assert reader.returncode == 0, errors
    read_count, release_count = map(int, shown.split())
    assert read_count >= release_count > 1
    assert len(snapshot.releases(home)) == 1 + publish_count
