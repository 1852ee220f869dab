"""What a person reads at the end of a command: short, true, and where to look next."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from expectations.gate import Audit, RuleOutcome
from flows.build import Built
from flows.doctor import Finding
from flows.observe import Observed
from flows.output import as_json, tell
from flows.replay import Replayed
from flows.status import Status
from warehouse.home import Home

SHOWN_REFUSALS = 10
SHOWN_ROWS = 3
TOLD_TABLES = ("article", "claim", "event", "citation", "conflict", "quarantine")


def print_observed(observed: Observed) -> None:
    """What was new, and what was refused and why."""
    tell(
        f"Observed {_count(observed.seen_count, 'document')}: {observed.new_count:,} new, "
        f"{observed.changed_count:,} changed, {observed.known_count:,} known already."
    )
    _print_refused([{"uri": each.uri, "message": each.message, "remedy": each.remedy} for each in observed.refusals])


def print_built(built: Built, home: Home) -> None:
    """What was read and derived, what the gate said, and what is published now."""
    if built.read_count:
        refused = f", {built.refused_count:,} of them refused: communique status" if built.refused_count else ""
        tell(f"Read {_count(built.read_count, 'document')}{refused}.")
    if built.rule_count:
        told = ", ".join(_count(built.row_counts[name], name) for name in TOLD_TABLES if built.row_counts.get(name))
        tell(f"Derived {_count(len(built.row_counts), 'table')}: {told or 'all empty'}.")
        met_count = built.rule_count - len(built.unmet_rules)
        tell(f"The gate is {'open' if built.is_open else 'closed'}: {met_count} of {built.rule_count} rules are met.")
        print_unmet(built.unmet_rules)
    if not built.is_open:
        stays = f"Release {built.release_no} stays published" if built.release_no else "Nothing is published"
        tell(f"{stays}. Mend the data or its source, then run again.")
        return
    if built.is_new:
        tell(f"Published release {built.release_no}.")
    else:
        tell(f"Nothing new: release {built.release_no} stays published.")
    tell(f"Open: {home.report}")
    tell(f'Look: {_command()} sql "select * from event_timeline limit 10"')
    tell(f"  or: duckdb -readonly {home.warehouse_database}")


def print_replayed(done: Replayed) -> None:
    """What was derived, what the gate says, and whether it is what is published."""
    told = ", ".join(_count(done.row_counts[name], name) for name in TOLD_TABLES if done.row_counts.get(name))
    tell(f"Derived {_count(len(done.row_counts), 'table')} from entries 1 to {done.ledger_seq}: {told or 'all empty'}.")
    print_audit(done.audit)
    if done.is_identical:
        tell(f"Every table is that of release {done.release_no}, byte for byte.")
    elif done.is_identical is False:
        why = f", as it may: {done.why}" if done.why else "; the ledger and the code are the same, so this is a fault"
        tell(f"Other than in release {done.release_no}{why}. Tables: {', '.join(done.other_tables)}.")
    tell(f"Look: duckdb -readonly {done.folder}/warehouse.duckdb")


def print_audit(audited: Audit) -> None:
    """Every rule that is not met, with rows that break it."""
    unmet = [outcome for outcome in audited.rules if not outcome.is_met]
    tell(
        f"The gate is {'open' if audited.is_open else 'closed'}: "
        f"{len(audited.rules) - len(unmet)} of {len(audited.rules)} rules are met."
    )
    print_unmet(unmet)


def print_unmet(unmet: Sequence[RuleOutcome]) -> None:
    """Rules that are not met, each with its first rows."""
    for outcome in unmet:
        rows = outcome.problem or _count(outcome.failing_count, "row")
        tell(f"  {outcome.severity}: {outcome.table}.{outcome.rule}: {rows}")
        for row in outcome.failing_rows[:SHOWN_ROWS]:
            tell(f"    {as_json(row)}")


def print_status(status: Status) -> None:
    """Where a home stands, and what to do next."""
    tell(f"Home      {status.home}")
    tell(f"Ledger    {_count(status.entry_count, 'entry')}, {_count(status.document_count, 'current document')}")
    if status.release is None:
        tell("Release   none yet")
    else:
        counts = status.release.row_counts
        told = ", ".join(_count(counts[name], name) for name in TOLD_TABLES if counts.get(name))
        tell(f"Release   {status.release.release_no} of {status.release.released_at:%Y-%m-%d %H:%M} UTC: {told}")
    if status.last_refusal is not None:
        rules = ", ".join(status.last_refusal.failed_rules)
        tell(f"Gate      closed on {status.last_refusal.refused_at:%Y-%m-%d %H:%M} UTC: {rules}")
    _print_refused(status.refused)
    if not status.is_published or status.is_older_code:
        why = "made by older code or reference data" if status.is_published else "behind the ledger"
        unread = f", {_count(status.unread_count, 'document')} to read" if status.unread_count else ""
        tell(f"Next      communique build: what is published is {why}{unread}")


def print_findings(findings: Sequence[Finding]) -> None:
    """One line for what is well, and each problem on a line of its own."""
    for finding in findings:
        tell(f"{'ok ' if finding.is_well else 'BAD'}  {finding.name}: {finding.detail}")
        for problem in finding.problems:
            tell(f"     {problem}")


def _print_refused(refused: Sequence[Mapping[str, Any]]) -> None:
    if not refused:
        return
    tell(f"Refused   {len(refused):,}:")
    for each in refused[:SHOWN_REFUSALS]:
        tell(f"  {each['uri']}\n    {each['message']}. Remedy: {each['remedy']}.")
    if len(refused) > SHOWN_REFUSALS:
        tell(f'  and {len(refused) - SHOWN_REFUSALS:,} more: communique sql "select * from quarantine"')


def _command() -> str:
    """The command as it can be typed here, whether or not its environment is activated."""
    return "communique" if shutil.which("communique") else os.path.relpath(sys.argv[0])


def _count(number: int, noun: str) -> str:
    if number == 1:
        return f"1 {noun}"
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun if noun == "quarantine" else noun + "s"
    return f"{number:,} {plural}"
