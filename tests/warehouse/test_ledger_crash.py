"""Kills and disk faults at every step of an append: nothing acknowledged is lost or doubled, and a retry completes."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from warehouse import durable
from warehouse.blob import BlobStore
from warehouse.home import Home
from warehouse.ledger import Ledger

HERE = Path(__file__).parent
WORKER = str(HERE / "append_worker.py")
FAULTS = str(HERE / "faults.py")
NOT_REACHED = 86
BATCH_COUNT = 2
Done = subprocess.CompletedProcess[str]


def run(*command: str) -> Done:
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def work(home: Home, name: str = "one", batch_count: int = BATCH_COUNT, under: Sequence[str] = ()) -> Done:
    """Run the worker, under a command that makes it fail."""
    return run(*under, sys.executable, WORKER, str(home.root), name, str(batch_count))


def work_with_fault(home: Home, fault: str, at: int) -> Done:
    return run(sys.executable, FAULTS, fault, str(at), WORKER, str(home.root), "one", str(BATCH_COUNT))


def expected_keys(*names: str, batch_count: int = BATCH_COUNT) -> list[str]:
    return sorted(f"{name}-{number}" for name in (*names, "shared") for number in range(batch_count))


def assert_acknowledged_is_kept(home: Home, acknowledged: str) -> None:
    """Straight after a fault: every entry that was reported is there once, and its blob with it."""
    ledger = Ledger(home)
    assert ledger.verify() == []
    keys = ledger.read()["key"].to_list()
    assert len(keys) == len(set(keys))
    assert set(acknowledged.split()) <= set(keys)
    assert all(BlobStore(home).has(sha256) for sha256 in ledger.read()["blob_sha256"].drop_nulls())


def assert_retry_completes(home: Home) -> None:
    """After a fault, the same work again ends with each entry there once and at most one temporary file left behind."""
    again = work(home)
    assert (again.returncode, again.stderr) == (0, "")
    ledger = Ledger(home)
    assert ledger.verify() == []
    assert sorted(ledger.read()["key"]) == expected_keys("one")
    assert ledger.read()["seq"].to_list() == list(range(1, 2 * BATCH_COUNT + 1))
    folders = [home.ledger, *home.blobs.iterdir()]
    assert sum(durable.remove_stale_temporaries(folder, older_than_seconds=0) for folder in folders) <= 1


def assert_survives(home: Home, fault: str, at: int) -> bool:
    """Whether the fault was reached; if so, it did no harm."""
    struck = work_with_fault(home, fault, at)
    if struck.returncode == NOT_REACHED:
        return False
    if fault in ("kill", "tear"):
        assert struck.returncode == -signal.SIGKILL
    elif struck.returncode:
        assert struck.returncode == 1
        assert "Remedy: " in struck.stderr
    assert_acknowledged_is_kept(home, struck.stdout)
    assert_retry_completes(home)
    return True


@pytest.mark.parametrize(
    ("fault", "at"), [("kill", 2), ("kill", 16), ("kill", 31), ("tear", 14), ("tear", 22), ("ENOSPC", 15), ("EIO", 33)]
)
def test_a_fault_in_the_midst_of_an_append_does_no_harm(home: Home, fault: str, at: int) -> None:
    assert assert_survives(home, fault, at)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("fault", ["kill", "tear", "ENOSPC", "EIO"])
def test_no_fault_at_any_call_does_harm(tmp_path: Path, fault: str) -> None:
    at = 1
    while assert_survives(Home(tmp_path / str(at)), fault, at):
        at += 1
    assert at > 40


needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None or run("strace", "-qq", "-e", "trace=none", "true").returncode != 0,
    reason="strace is not here or may not trace",
)


def strace(calls: str, fault: str, at: int) -> list[str]:
    """A command under which the Nth of these system calls of the main thread fails, whoever makes it."""
    return ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={calls}:{fault}:when={at}"]


def assert_survives_system_fault(home: Home, calls: str, fault: str, at: int) -> bool:
    struck = work(home, under=strace(calls, fault, at))
    assert_acknowledged_is_kept(home, struck.stdout)
    was_reached = struck.returncode != 0
    if was_reached and fault.startswith("error"):
        assert "Remedy: " in struck.stderr
    assert_retry_completes(home)
    return was_reached


@needs_strace
def test_a_kill_by_the_system_at_a_link_does_no_harm(home: Home) -> None:
    assert assert_survives_system_fault(home, "link,linkat", "signal=SIGKILL", at=3)


@needs_strace
@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("fault", ["signal=SIGKILL", "error=EIO", "error=ENOSPC"])
@pytest.mark.parametrize("calls", ["link,linkat", "fsync", "mkdir,mkdirat"])
def test_no_fault_of_the_system_does_harm(tmp_path: Path, calls: str, fault: str) -> None:
    at = 1
    while assert_survives_system_fault(Home(tmp_path / str(at)), calls, fault, at):
        at += 1
    assert at > 3


PRIVATE_DISK = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
can_mount = pytest.mark.skipif(
    shutil.which("unshare") is None or run(*PRIVATE_DISK, "mount -t tmpfs tmpfs /tmp").returncode != 0,
    reason="no disk of our own can be mounted here",
)


@can_mount
def test_on_a_full_disk_all_that_was_acknowledged_stays_and_space_is_all_it_takes_to_go_on(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    worker = f"{sys.executable} {WORKER} {disk}/home one 60"
    script = (
        f"mount -t tmpfs -o size=300k tmpfs {disk} && head -c 60000 /dev/zero > {disk}/other; {worker}; echo = $?;"
        f"cp -r {disk}/home {tmp_path}/kept; rm {disk}/other; {worker}; echo = $?; cp -r {disk}/home {tmp_path}/more"
    )
    done = run(*PRIVATE_DISK, script)
    first, second, _ = done.stdout.split("= 1\n")
    assert done.stderr.count("No space left on device. Remedy: free space on this disk") == 2
    assert_acknowledged_is_kept(Home(tmp_path / "kept"), first)
    assert_acknowledged_is_kept(Home(tmp_path / "more"), second)
    assert 0 < len(first.split()) < len(second.split())


def test_two_writers_at_once_append_every_entry_once(home: Home) -> None:
    batch_count = 200
    command = [sys.executable, WORKER, str(home.root)]
    writers = [
        subprocess.Popen([*command, name, str(batch_count)], stdout=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    for writer in writers:
        acknowledged, _ = writer.communicate(timeout=120)
        assert writer.returncode == 0
        assert len(acknowledged.split()) == 2 * batch_count
    ledger = Ledger(home)
    assert ledger.verify() == []
    assert sorted(ledger.read()["key"]) == expected_keys("one", "two", batch_count=batch_count)
    assert ledger.head().seq == 3 * batch_count


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_two_writers_killed_again_and_again_append_every_entry_once(home: Home) -> None:
    chance = random.Random(11)
    batch_count = 300
    kill_count = 0
    waiting = {"one", "two"}
    while waiting:
        command = [sys.executable, WORKER, str(home.root)]
        writers = {
            name: subprocess.Popen([*command, name, str(batch_count)], stdout=subprocess.PIPE, text=True)
            for name in sorted(waiting)
        }
        if kill_count < 80:
            time.sleep(chance.uniform(0.3, 1.0))
            for writer in writers.values():
                writer.kill()
        for name, writer in writers.items():
            acknowledged, _ = writer.communicate(timeout=300)
            # The last line may be cut by the kill.
            assert_acknowledged_is_kept(home, acknowledged.rpartition("\n")[0])
            kill_count += writer.returncode == -signal.SIGKILL
            if writer.returncode == 0:
                waiting.remove(name)
    assert sorted(Ledger(home).read()["key"]) == expected_keys("one", "two", batch_count=batch_count)
