"""Settles how Prefect runs before it is imported: its home inside ours, quiet, and nothing sent anywhere."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

TELEMETRY_OFF = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "GX_ANALYTICS_ENABLED": "false",
}

# A failed run raises, and whoever called it says so; Prefect need not print the traceback as well.
LOGGING = {
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_LOGGERS_PREFECT_FLOW_RUNS_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "CRITICAL",
}

# A temporary server lives for one run: it schedules nothing and nobody looks at it.
TEMPORARY_SERVER = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
}


_turn: IO[str] | None = None


def has_server() -> bool:
    """Whether a Prefect server is configured by the environment."""
    return bool(os.environ.get("PREFECT_API_URL"))


def configure_prefect(prefect_home: Path) -> None:
    """Set Prefect's environment for this process, before Prefect is imported; what the user set already stays."""
    settings = {"PREFECT_HOME": str(prefect_home), **LOGGING, **TELEMETRY_OFF}
    if not has_server():
        # Prefect would keep this one in the user's folder, and complain where there is none.
        settings |= TEMPORARY_SERVER | {"PREFECT_SERVER_MEMO_STORE_PATH": str(prefect_home / "memo_store.toml")}
    for name, value in settings.items():
        os.environ.setdefault(name, value)


def take_turn(prefect_home: Path) -> None:
    """Wait until no other run of this home is starting its temporary server.

    On a new home both would make the server's database. The system ends a turn when its process dies.
    """
    global _turn
    _turn = (prefect_home / "starting.lock").open("w")
    fcntl.flock(_turn, fcntl.LOCK_EX)


def end_turn() -> None:
    """Let the next run start its server; called as soon as a flow runs, for then the server is up."""
    global _turn
    if _turn is not None:
        _turn.close()
        _turn = None
