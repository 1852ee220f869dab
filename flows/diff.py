"""Tells what became of events from one release to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.command import CommandError
from flows.prose import BOLD, listed, painted, wrapped
from transforms.event_change import CHANGES, COMPARED, Between, Change, event_changes
from warehouse.evidence import days_in_words
from warehouse.home import Home
from warehouse.snapshot import Release, read_tables, releases

SHOWN_CHANGES = 20
SHOWN_ID_LENGTH = 12
CORRECTION = {"correction": ("seq", "corrected_ids", "author", "reason")}
TOLD = {
    "new": "new",
    "gone": "gone",
    "merged": "merged",
    "split": "split",
    "redated": "re-dated",
    "recoded": "re-coded",
    "renamed": "under another id",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two releases; `from_release` is None for the time before the first."""

    from_release: int | None
    to_release: int
    event_count_before: int
    event_count_after: int
    unchanged_count: int
    counts: Mapping[str, int]
    changes: Sequence[Change]


def diff(home: Home, old_no: int | None, new_no: int | None) -> Difference:
    """The changes from one release to another: from the last but one to the last, unless told.

    Raises CommandError where there is no such release, StorageError where its tables are not kept any more.
    """
    history = {release.release_no: release for release in releases(home)}
    if not history:
        raise CommandError("nothing is released yet. Remedy: publish a first release with communique run")
    new = _release(history, max(history) if new_no is None else new_no)
    before = [number for number in history if number < new.release_no]
    old = _release(history, max(before)) if old_no is None and before else None
    old = old if old_no is None else _release(history, old_no)
    before_tables = read_tables(home, old, COMPARED) if old else {}
    after_tables = read_tables(home, new, COMPARED)
    changes = event_changes(before_tables, after_tables, _between(home, old, new))
    touched = {event["event_id"] for change in changes for event in change.before}
    counts = Counter(change.change for change in changes)
    event_count = before_tables["event"].height if before_tables else 0
    return Difference(
        from_release=old.release_no if old else None,
        to_release=new.release_no,
        event_count_before=event_count,
        event_count_after=after_tables["event"].height,
        unchanged_count=event_count - len(touched),
        counts={name: counts[name] for name in CHANGES},
        changes=changes,
    )


def _release(history: Mapping[int, Release], number: int) -> Release:
    if number not in history:
        raise CommandError(f"there is no release {number}. Remedy: choose from {min(history)} to {max(history)}")
    return history[number]


def _between(home: Home, old: Release | None, new: Release) -> Between:
    """Corrections that only the later of the two releases knows, and what both were made with."""
    seqs = sorted((old.ledger_seq if old else 0, new.ledger_seq))
    later = new if old is None or old.ledger_seq <= new.ledger_seq else old
    made = read_tables(home, later, CORRECTION).get("correction")
    corrections = {
        id_: f"{row['author']}: {row['reason']}"
        for row in (made.iter_rows(named=True) if made is not None else ())
        if seqs[0] < row["seq"] <= seqs[1]
        for id_ in row["corrected_ids"]
    }
    return Between(corrections, dict(old.versions) if old else dict(new.versions), dict(new.versions))


def tell_difference(found: Difference) -> None:
    """Print what changed, counts first."""
    if found.from_release is None:
        print(f"Release {found.to_release} is the first: {_events(found.event_count_after)}, all new.")
    else:
        print(
            f"From release {found.from_release} to {found.to_release}: {_events(found.event_count_before)} before, "
            f"{found.event_count_after:,} after, {found.unchanged_count:,} unchanged."
        )
    told = ", ".join(f"{count:,} {TOLD[name]}" for name, count in found.counts.items() if count)
    print(f"Changes: {told or 'none'}.")
    for name in CHANGES:
        of_kind = [change for change in found.changes if change.change == name]
        if of_kind:
            print(f"\n{painted(TOLD[name].capitalize(), BOLD)}\n")
        for change in of_kind[:SHOWN_CHANGES]:
            _tell_change(change)
        if len(of_kind) > SHOWN_CHANGES:
            print(f"  and {len(of_kind) - SHOWN_CHANGES:,} more: add --json")


def _tell_change(change: Change) -> None:
    if change.before and change.after:
        for event in change.before:
            _tell_event(event, "- ")
        for event in change.after:
            _tell_event(event, "+ ")
    else:
        _tell_event((*change.before, *change.after)[0], "")
    print(wrapped(f"{change.cause.name}: {change.cause.says}", "      ", "    "))


def _tell_event(event: Mapping[str, Any], sign: str) -> None:
    days = days_in_words(event["start_date"], event["end_date"])
    marks = [word for word in ("negated", "planned") if event[f"is_{word}"]]
    code = f"{event['root']} {event['cameo_code']}"
    what = f"{listed(event['source_names'])} → {event['kind']} → {listed(event['target_names'])}"
    told = f"{event['event_id'][:SHOWN_ID_LENGTH]}  {', '.join([what, days, code, *marks])}"
    print(wrapped(told, " " * (len(sign) + 4), f"  {sign}"))


def _events(count: int) -> str:
    return f"{count:,} event" if count == 1 else f"{count:,} events"
