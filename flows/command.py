"""What the commands share: options, exit codes, errors, and the home they work in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import cyclopts
from cyclopts import Parameter

from flows import progress
from flows.output import say
from flows.settings import configure_prefect, has_server, take_turn
from warehouse.durable import create_folder
from warehouse.home import Home

FINE, FAILED, MISUSED, GATE_CLOSED, INTERRUPTED = 0, 1, 2, 3, 130

HomeOption = Annotated[
    Path,
    Parameter(name="--home", env_var="COMMUNIQUE_HOME", help="Folder of ledger, snapshots and warehouse."),
]
SourceOption = Annotated[
    list[Path],
    Parameter(
        name="--source",
        help="File or folder of .txt, .html and .jsonl (one article a line); may be repeated.",
        negative=(),
    ),
]
WorkersOption = Annotated[
    int | None,
    Parameter(
        name="--workers",
        help="Processes that read documents; as many as there are cores unless told.",
        validator=cyclopts.validators.Number(gte=1),
    ),
]
JsonOption = Annotated[bool, Parameter(name="--json", negative=(), help="Print JSON.")]
QuietOption = Annotated[bool, Parameter(name=["--quiet", "-q"], negative=(), help="Show no progress.")]
DEFAULT_HOME = Path("data")


class UsageError(Exception):
    """The command was given words that do not fit together; the message says what would."""


class CommandError(Exception):
    """The command cannot do its work; the message says why, and what to do."""


def prepare(home: Path, is_quiet: bool) -> Home:
    """Settle Prefect and the progress display before a flow is imported."""
    place = Home(home.resolve())
    create_folder(place.prefect)
    configure_prefect(place.prefect)
    progress.show(progress.for_stream(is_quiet))
    if not is_quiet and not has_server():
        say("start a temporary Prefect server (set PREFECT_API_URL to use one that runs)")
    if not has_server():
        take_turn(place.prefect)
    return place


def existing(home: Path) -> Home:
    """The home there is. Raises CommandError where there is none."""
    place = Home(home.resolve())
    if not place.ledger.is_dir():
        raise CommandError(
            f"{place.root} is no home of communique: give another with --home, or make it with "
            "communique run --source FOLDER --home HOME"
        )
    return place
