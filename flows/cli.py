"""The command `communique`. Data goes to standard output, everything else to standard error."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from io import BufferedIOBase
from pathlib import Path
from typing import Annotated, Any, cast

import cyclopts
from cyclopts import App, Parameter

from flows import output
from flows.command import (
    DEFAULT_HOME,
    FAILED,
    FINE,
    GATE_CLOSED,
    INTERRUPTED,
    MISUSED,
    CommandError,
    HomeOption,
    JsonOption,
    QuietOption,
    SourceOption,
    UsageError,
    WorkersOption,
    existing,
    prepare,
)
from flows.correct_command import AuthorOption, DocumentArgument, ReasonOption, correct, record
from flows.output import say
from flows.versions import ROOT
from warehouse.durable import StorageError
from warehouse.home import Home
from warehouse.reference import ReferenceFileError

app = App(
    name="communique",
    help="""Turn raw news about how states deal with each other into a warehouse of events, each with its sentence.

    Start with `communique run --source FOLDER`, then ask with `communique sql` or `duckdb data/warehouse.duckdb`.

    Exit codes: 0 fine, 1 error, 2 wrong usage, 3 the gate is closed and the last release stays published.
    """,
    version=lambda: version("communique"),
    version_flags=["--version"],
    help_format="plaintext",
    result_action="return_value",
)
app.command(correct)


@app.command
def run(
    *,
    source: SourceOption,
    home: HomeOption = DEFAULT_HOME,
    workers: WorkersOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Observe the sources, read what is new, derive the tables, check them and publish a release.

    Run again on the same sources, it reads nothing anew and publishes nothing.
    """
    place = prepare(home, quiet)
    from flows.run import run as run_flow
    from flows.summary import print_built, print_observed

    done = run_flow([str(path) for path in source], str(place.root), workers)
    if json:
        output.print_json({"observed": done.observed, "built": done.built})
    else:
        print_observed(done.observed)
        print_built(done.built, place)
    return FINE if done.built.is_open else GATE_CLOSED


@app.command
def observe(
    *,
    source: SourceOption,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Record new and changed documents in the ledger, and build nothing yet."""
    place = prepare(home, quiet)
    from flows.observe import observe as observe_flow
    from flows.summary import print_observed

    observed = observe_flow([str(path) for path in source], str(place.root))
    if json:
        output.print_json(observed)
    else:
        print_observed(observed)
        output.tell("Next: communique build")
    return FINE


@app.command
def build(
    *,
    home: HomeOption = DEFAULT_HOME,
    workers: WorkersOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Bring the published tables up to the ledger: read, derive, check, publish."""
    place = prepare(home, quiet)
    from flows.build import build as build_flow
    from flows.summary import print_built

    built = build_flow(str(place.root), workers)
    if json:
        output.print_json(built)
    else:
        print_built(built, place)
    return FINE if built.is_open else GATE_CLOSED


@app.command
def check(*, home: HomeOption = DEFAULT_HOME, json: JsonOption = False) -> int:
    """Hold the published tables to every rule of the gate again, and show the rows that break one.

    Exits 3 where a critical rule is not met, so it can guard a pipeline.
    """
    place = existing(home)
    from flows.check import check_release
    from flows.summary import print_audit

    checked = check_release(place)
    if json:
        output.print_json({"is_open": checked.is_open, "rules": checked.rules})
    else:
        print_audit(checked)
    return FINE if checked.is_open else GATE_CLOSED


@app.command
def read(
    files: Annotated[list[Path] | None, Parameter(help="Files to read, text or HTML.", negative=())] = None,
    /,
    *,
    jsonl: Annotated[
        bool,
        Parameter(
            negative=(),
            help='Read lines {"id", "text" or "html", "published"?, "plain"?} from standard input, print readings.',
        ),
    ] = False,
    published: Annotated[
        date | None, Parameter(help="The day the text was published, where it does not say so itself.")
    ] = None,
    plain: Annotated[bool, Parameter(negative=(), help="All of the text is the article's body.")] = False,
    json: JsonOption = False,
) -> int:
    """Show what the reader takes from a text: its page, its dates, whom it names, and who did what to whom.

    Nothing is recorded.
    """
    if jsonl == bool(files):
        raise UsageError(
            "give either FILES or --jsonl: communique read article.txt, or communique read --jsonl < in.jsonl"
        )
    from flows.read import read_files, read_lines

    if jsonl:
        return FINE if read_lines(cast(BufferedIOBase, sys.stdin.buffer)) else FAILED
    return FINE if read_files(files or [], published=published, is_plain=plain, is_json=json) else FAILED


@app.command
def sql(
    query: Annotated[str, Parameter(help="A query, or - to read it from standard input.")],
    /,
    *,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
    csv: Annotated[bool, Parameter(negative=(), help="Print CSV; text like a formula gets an apostrophe.")] = False,
) -> int:
    """Ask the published warehouse, read-only: communique sql "select * from event_timeline limit 5".

    `select * from table_meaning` lists the tables, `describe event` the columns of one.
    """
    place = existing(home)
    from warehouse.database import query as ask

    text = sys.stdin.read() if query == "-" else query
    output.print_frame(ask(place, text), is_json=json, is_csv=csv)
    return FINE


@app.command
def explain(
    event: Annotated[str, Parameter(help="An event_id, or its first characters.")],
    /,
    *,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Show why an event is in the warehouse: its sentences, why this date, who says so, what contradicts it."""
    place = existing(home)
    from flows.explain import explain as explain_event
    from flows.explain import tell_evidence

    found = explain_event(place, event)
    if json:
        output.print_json(found)
    else:
        tell_evidence(found)
    return FINE


@app.command
def diff(
    old: Annotated[int | None, Parameter(help="Number of a release; the one before NEW unless told.")] = None,
    new: Annotated[int | None, Parameter(help="Number of a release; the last one unless told.")] = None,
    /,
    *,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Show what became of events from one release to another, and why: new, gone, merged, split, re-dated, re-coded.

    Two numbers compare any two releases whose tables are still kept. Exits 0 whether or not something changed.
    """
    place = existing(home)
    from flows.diff import diff as compare
    from flows.diff import tell_difference

    found = compare(place, old, new)
    if json:
        output.print_json(found)
    else:
        tell_difference(found)
    return FINE


@app.command
def export(
    *,
    to: Annotated[Path, Parameter(help="Folder to write; an older export there is replaced.")],
    format: Annotated[
        list[str] | None, Parameter(help="parquet, csv or jsonl, several with commas; all unless told.", negative=())
    ] = None,
    table: Annotated[
        list[str] | None, Parameter(help="Table or view, several with commas; all unless told.", negative=())
    ] = None,
    overwrite: Annotated[
        bool, Parameter(negative=(), help="Where the folder holds something else, move that aside.")
    ] = False,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Write the published tables and views as Parquet, CSV and JSON Lines, with a data dictionary and JSON Schemas.

    The CSV is safe to open in a spreadsheet: text that looks like a formula has an apostrophe before it.
    """
    place = existing(home)
    from flows.export import export_tables, tell_exported

    exported = export_tables(place, to, formats=format, tables=table, is_overwriting=overwrite)
    if json:
        output.print_json(exported)
    else:
        tell_exported(exported)
    return FINE


@app.command
def report(
    *,
    home: HomeOption = DEFAULT_HOME,
    output_file: Annotated[
        Path | None, Parameter(name="--output", help="File to write; HOME/report.html unless told.")
    ] = None,
    json: JsonOption = False,
) -> int:
    """Make the page of what is published: one HTML file that needs no network, no server and no script.

    Every event on it opens to the sentence that states it and to how its date is known. `run` and `build` make it too.
    """
    place = existing(home)
    from warehouse.report.page import write_page

    made = write_page(place, output_file and output_file.resolve())
    if json:
        output.print_json(made)
    else:
        shown = f"{made.shown_count:,} of {made.event_count:,} events"
        output.tell(f"Made {made.path}: {made.byte_count / 1e6:.1f} MB, {shown}.")
    return FINE


@app.command
def status(*, home: HomeOption = DEFAULT_HOME, json: JsonOption = False) -> int:
    """Show what is published, what is waiting to be built, and what was refused and why."""
    place = existing(home)
    from flows.status import status_of
    from flows.summary import print_status

    now = status_of(place)
    if json:
        output.print_json(now)
    else:
        print_status(now)
    return FINE


@app.command
def doctor(*, home: HomeOption = DEFAULT_HOME, json: JsonOption = False) -> int:
    """Check installation, ledger, documents, releases and warehouse, byte by byte, and say how to mend them."""
    from flows.doctor import examine
    from flows.summary import print_findings

    findings = examine(Home(home.resolve()))
    if json:
        output.print_json([{"is_well": finding.is_well, "finding": finding} for finding in findings])
    else:
        print_findings(findings)
    return FINE if all(finding.is_well for finding in findings) else FAILED


@app.command
def retract(
    document: DocumentArgument,
    /,
    *,
    reason: ReasonOption,
    author: AuthorOption = None,
    home: HomeOption = DEFAULT_HOME,
    json: JsonOption = False,
) -> int:
    """Derive nothing any more from what was observed at an address, or from one version of it. It stays on record.

    `communique correct withdraw` undoes it.
    """
    return record("document_retracted", {"uri": document}, reason, author, home, json)


@app.command
def erase(
    document: DocumentArgument,
    /,
    *,
    reason: ReasonOption,
    yes: Annotated[bool, Parameter(negative=(), help="Really: what is erased cannot be brought back.")] = False,
    author: AuthorOption = None,
    home: HomeOption = DEFAULT_HOME,
    workers: WorkersOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Delete a document's bytes and text for good, then build, and drop all older snapshots with the next release.

    That it was there, and why it was erased, stays on record.
    """
    place = existing(home)
    from flows.correct import default_author
    from flows.erase import erase_documents, plan_erasure

    erasure = plan_erasure(place, document)
    for each in erasure.documents:
        output.say(f"to be erased for good: {each['uri']} ({each['document_id']})")
    for uri in erasure.copies:
        output.say(f"a copy that stays, unless you erase it too: {uri}")
    if not yes:
        raise UsageError("nothing is erased yet; if you mean it, repeat the command with --yes")
    erase_documents(place, erasure, reason, author or default_author())
    prepare(home, quiet)
    from flows.build import build as build_flow
    from flows.summary import print_built

    built = build_flow(str(place.root), workers)
    if json:
        output.print_json({"erased": erasure.documents, "copies": erasure.copies, "built": built})
    else:
        print_built(built, place)
    if not built.is_open:
        output.say(
            f"Bytes and readings are gone, but release {built.release_no} still holds the text. Remedy: mend what the "
            "gate names, or withdraw what broke it; the next release drops all snapshots that hold the text"
        )
    return FINE if built.is_open else GATE_CLOSED


@app.command
def replay(
    *,
    to: Annotated[Path, Parameter(help="New folder for the Parquet files and the warehouse.duckdb.")],
    as_of: Annotated[
        str | None, Parameter(help="An entry's number, a time, or a day, to its end; all of the ledger unless told.")
    ] = None,
    home: HomeOption = DEFAULT_HOME,
    workers: WorkersOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Derive all tables from the ledger as it stood, into a folder of their own, and publish nothing.

    Without --as-of the tables are held against those of the last release, byte for byte; exits 1 where they should be
    the same and are not.
    """
    existing(home)
    place = prepare(home, quiet)
    from flows.replay import empty_folder, last_entry
    from flows.replay import replay as replay_flow
    from flows.summary import print_replayed

    until_seq = None if as_of is None else last_entry(place, as_of)
    done = replay_flow(str(place.root), str(empty_folder(to)), until_seq, workers)
    if json:
        output.print_json({"is_identical": done.is_identical, "is_open": done.audit.is_open, "replayed": done})
    else:
        print_replayed(done)
    if done.is_identical is False and not done.why:
        return FAILED
    return FINE if done.audit.is_open else GATE_CLOSED


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and end the process with its exit code."""
    sys.exit(execute(arguments))


def execute(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code. What goes wrong is said in one line on standard error."""
    try:
        result: Any = app(
            sys.argv[1:] if arguments is None else list(arguments), exit_on_error=False, print_error=False
        )
        return result if isinstance(result, int) else FINE
    except (cyclopts.CycloptsError, UsageError) as error:
        say(f"communique: {error}")
        say("Try: communique --help")
        return MISUSED
    except _database_errors() as error:
        say(f"communique: {error}")
        return FAILED
    except (StorageError, CommandError, ReferenceFileError) as error:
        say(f"communique: {error}")
        return FAILED
    except BrokenPipeError:
        # The reader of our output has left, as `head` does: nothing more to say.
        sys.stderr.close()
        return FINE
    except Exception as error:  # a fault of ours: say where, without the orchestrator's own frames
        say(f"communique: internal error: {type(error).__name__}: {error}")
        for frame in traceback.extract_tb(error.__traceback__):
            if Path(frame.filename).is_relative_to(ROOT) and "site-packages" not in frame.filename:
                say(f"  {Path(frame.filename).relative_to(ROOT)}:{frame.lineno} in {frame.name}: {frame.line}")
        say("What was recorded is kept. Please report this with the lines above.")
        return FAILED
    except KeyboardInterrupt:
        say("communique: interrupted; what was recorded is kept, run the command again to go on")
        return INTERRUPTED


def _database_errors() -> tuple[type[Exception], ...]:
    """DuckDB's errors where it is loaded: what reads or observes has no use for it."""
    return (sys.modules["duckdb"].Error,) if "duckdb" in sys.modules else ()
