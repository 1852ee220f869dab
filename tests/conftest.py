"""A Prefect server for the tests of one process, and the command run inside it."""

from __future__ import annotations

import contextlib
import io
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SERVER_START_SECONDS = 120


# First, for xdist looks at the groups right after.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that need the server in one process: it takes long to start."""
    for item in items:
        if "prefect_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("prefect"))


@dataclass(frozen=True, slots=True)
class Done:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Communique = Callable[..., Done]


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Prefect server on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("prefect")
    environment = {
        **os.environ,
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    environment.pop("PREFECT_API_URL", None)
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ui",
    ]
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        url = f"http://127.0.0.1:{port}/api"
        try:
            _wait_for(f"{url}/health", server)
            yield url
        finally:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(timeout=20)
            server.kill()


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + SERVER_START_SECONDS
    while time.monotonic() < give_up_at:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
            if answer.status == 200:
                return
        if server.poll() is not None:
            raise RuntimeError(f"the Prefect server ended with code {server.returncode}")
        time.sleep(0.3)
    raise RuntimeError(f"the Prefect server did not answer within {SERVER_START_SECONDS} s")


@pytest.fixture(scope="session")
def communique(prefect_server: str) -> Communique:
    """Run the command in this process against the running server."""
    os.environ["PREFECT_API_URL"] = prefect_server

    def call(*arguments: str | Path) -> Done:
        from flows.cli import execute

        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = execute([str(argument) for argument in arguments])
        return Done(code, out.getvalue(), err.getvalue())

    return call


@pytest.fixture(scope="session")
def seeds_home(communique: Communique, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the seed articles published, built once; tests that change it copy it first."""
    home = tmp_path_factory.mktemp("seeds") / "home"
    done = communique("run", "--source", ROOT / "seeds" / "articles", "--home", home)
    assert done.code == 0, done.out + done.err
    return home
