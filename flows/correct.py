"""Corrections by hand: each is checked against what is published and on record, then appended. Nothing is built."""

from __future__ import annotations

import difflib
import getpass
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import polars as pl

from expectations.vocabulary import COUNTRY_CODES
from flows.command import CommandError
from flows.lookup import Found, documents, find
from transforms.correcting import IS_REJECTED, VALUES, WITHDRAWAL, Correction, Corrections
from transforms.correction import changes as changes_in_json
from transforms.correction import corrected_ids
from transforms.identity import content_id
from warehouse.database import connect
from warehouse.home import Home
from warehouse.ledger import InvalidEntryError, Ledger, NewEntry, StaleSubjectError, to_json
from warehouse.ledger_database import LedgerDatabase
from warehouse.reference import load_reference
from warehouse.snapshot import latest_release

RETRACTION = "document_retracted"
KINDS = (*VALUES, WITHDRAWAL)
WAITING = "waiting"
FIRST_DATE, YEARS_AHEAD = date(1500, 1, 1), 5
# Fields that hold ids, and the tables these are of.
ID_FIELDS = {
    "article_id": "article",
    "entity_id": "entity",
    "event_id": "event",
    "source_ids": "entity",
    "target_ids": "entity",
}
MERGED = {"entity_merged": "entity", "events_merged": "event"}
WINDOWS = {
    "event_corrected": ("event", "start_date", "end_date"),
    "article_corrected": ("article", "published_start", "published_end"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A correction as somebody asks for it. Ids in the payload may be shortened; `place` is its line in a file."""

    kind: str
    payload: Mapping[str, Any]
    reason: str
    author: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A correction that can be recorded: what was wanted, with ids in full, its stream and what it is about."""

    wanted: Wanted
    subject: str
    about: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A correction on record."""

    seq: int
    kind: str
    about: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """A correction that was not recorded, and why."""

    place: str
    message: str


class Corrector:
    """Records corrections in a home's ledger."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._ledger = Ledger(home)
        self._on_record = LedgerDatabase(home, self._ledger)
        self._published: duckdb.DuckDBPyConnection | None = None
        self._seen: Corrections

    def __enter__(self) -> Corrector:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._published is not None:
            self._published.close()

    def record(self, many: Iterable[Wanted]) -> list[Recorded | Refused]:
        """Append each that can be taken, and say of every one what became of it.

        Who corrects has seen the release, and what they wrote themselves. Where somebody else has given the same field
        a value since, or writes in the same moment, the correction is refused.
        """
        self._seen = self.corrections
        checked = [self._checked(wanted) for wanted in many]
        # First what is last on record, then all that is: whatever comes later meets the first.
        subjects = {each.subject for each in checked if isinstance(each, Checked)}
        last_seq = {subject: self._ledger.last_seq_of(subject) for subject in subjects}
        corrections = self.corrections
        return [self._appended(each, corrections, last_seq) if isinstance(each, Checked) else each for each in checked]

    def all(self) -> list[dict[str, Any]]:
        """Rows of `correction` as published, and those of corrections that wait for the next build."""
        corrections = self.corrections
        waiting = [waiting_row(made, corrections) for made in corrections.all if made.seq > self.released_seq]
        if not self._home.warehouse_database.exists():
            return waiting
        return [*self._connection().execute("from correction order by seq").pl().to_dicts(), *waiting]

    @property
    def corrections(self) -> Corrections:
        """All corrections on record now."""
        kinds = ", ".join(f"'{kind}'" for kind in KINDS)
        columns = "seq, kind, subject, payload, author, reason, recorded_at"
        return Corrections(self._on_record.query(f"select {columns} from entry where kind in ({kinds})").lazy())

    @cached_property
    def released_seq(self) -> int:
        """The last entry that the published release was made from."""
        last = latest_release(self._home)
        return last.ledger_seq if last else 0

    def _appended(self, checked: Checked, corrections: Corrections, last_seq: dict[str, int]) -> Recorded | Refused:
        wanted, subject = checked.wanted, checked.subject
        try:
            self._refuse_what_others_changed(wanted, corrections)
            entry = NewEntry(
                key=f"{wanted.kind} {subject} after {last_seq[subject]}: {content_id(to_json(wanted.payload))}",
                kind=wanted.kind,
                subject=subject,
                payload=wanted.payload,
                author=wanted.author,
                reason=wanted.reason,
                expected_seq=last_seq[subject],
            )
            seq = self._ledger.append([entry]).last_seq or self._ledger.last_seq_of(subject)
        except (CommandError, InvalidEntryError, StaleSubjectError) as error:
            return Refused(wanted.place, str(error))
        last_seq[subject] = seq
        return Recorded(seq, wanted.kind, checked.about, wanted.payload)

    def _refuse_what_others_changed(self, wanted: Wanted, corrections: Corrections) -> None:
        for field in dict(VALUES[wanted.kind](wanted.payload)) if wanted.kind in VALUES else ():
            given = corrections.given.get(field)
            if given is not None and given.by.seq > self.released_seq and given.by.author != wanted.author:
                raise CommandError(
                    f"correction {given.by.seq} of {given.by.author} gives {field.name} of {field.id} a value already "
                    f"and is not published yet: {given.by.reason}\n"
                    "Remedy: communique build, look at it again, then repeat your correction if it still holds"
                )

    # ------------------------------------------------------------------------------------------------------- checks

    def _checked(self, wanted: Wanted) -> Checked | Refused:
        try:
            if wanted.kind not in KINDS:
                raise CommandError(f"{wanted.kind!r} is no correction. Remedy: give one of {', '.join(KINDS)}")
            if not wanted.reason.strip():
                raise CommandError("a correction needs a reason. Remedy: say in a few words how you know")
            payload = self._in_full(wanted)
            if problem := self._ledger.schemas.problem(wanted.kind, payload):
                raise CommandError(f"{wanted.kind}: {problem}")
            subject, about = self._about(wanted.kind, payload)
            for problem in self._nonsense(wanted.kind, payload):
                raise CommandError(problem)
        except CommandError as error:
            return Refused(wanted.place, str(error))
        return Checked(Wanted(wanted.kind, payload, wanted.reason, wanted.author, wanted.place), subject, about)

    def _in_full(self, wanted: Wanted) -> dict[str, Any]:
        """The payload with ids in full and what follows from what was said: the other end of a window, a kind's root.

        What is not as it should be is left as it is, for the schema to say so.
        """
        if wanted.kind == RETRACTION:
            return self._document(wanted.payload)
        payload = self._with_ids(wanted.kind, dict(wanted.payload))
        changes = payload.get("changes")
        if isinstance(changes, dict):
            changes = self._with_whole_window(wanted.kind, payload, changes)
            payload["changes"] = with_action(changes) if wanted.kind == "event_corrected" else changes
        return payload

    def _with_ids(self, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        full = dict(payload)
        for name, value in payload.items():
            table = MERGED.get(kind) if name == "merged_ids" else ID_FIELDS.get(name)
            if table is not None and isinstance(value, str):
                full[name] = self._rejected(value) if kind == "event_restored" else self._find(table, value).id
            elif table is not None and isinstance(value, list):
                full[name] = [self._find(table, each).id if isinstance(each, str) else each for each in value]
            elif name == "changes" and isinstance(value, dict):
                full[name] = self._with_ids(kind, value)
        if isinstance(payload.get("parts"), list):
            full["parts"] = [self._part(kind, full, part) for part in payload["parts"]]
        return full

    def _part(self, kind: str, whole: Mapping[str, Any], part: Any) -> Any:
        """A part of an event (claims) or of an entity (names)."""
        if kind == "events_split" and isinstance(part, list):
            return [self._find("claim", str(each), str(whole.get("event_id"))).id for each in part]
        if isinstance(part, Mapping) and isinstance(part.get("entity_name_ids"), list):
            whole_id = str(whole.get("entity_id"))
            names = [self._find("entity_name", str(each), whole_id) for each in part["entity_name_ids"]]
            return {**part, "entity_name_ids": [name.id for name in names]}
        return part

    def _with_whole_window(self, kind: str, payload: Mapping[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
        """Where one end of a window is corrected, the other is the published one if that fits, else the same day."""
        if kind not in WINDOWS:
            return changes
        table, start, end = WINDOWS[kind]
        id_ = payload.get(f"{table}_id")
        (given, missing) = (start, end) if end not in changes else (end, start)
        day = changes.get(given)
        if missing in changes or not isinstance(day, str) or not isinstance(id_, str):
            return changes
        (published,) = self._ask(f"select {missing} from {table} where {table}_id = ?", id_)[0]
        fits = published is not None and (str(published) >= day) == (missing == end)
        return changes | {missing: str(published) if fits else day}

    def _about(self, kind: str, payload: Mapping[str, Any]) -> tuple[str, str]:
        """The stream that a correction belongs to, and what it is about, in words."""
        if kind == RETRACTION:
            return payload["uri"], payload["uri"]
        if kind == WITHDRAWAL:
            return self._withdrawn(payload["seq"])
        field = next(name for name in ("article_id", "entity_id", "event_id") if name in payload)
        table, id_ = ID_FIELDS[field], payload[field]
        about = f"event {id_}" if kind == "event_restored" else f"{table} {self._find(table, id_).shown}"
        return f"{table}:{id_}", about

    def _nonsense(self, kind: str, payload: Mapping[str, Any]) -> Iterator[str]:
        """What is wrong with a payload beyond its schema, in words."""
        changes = payload.get("changes", {})
        if kind in WINDOWS:
            yield from wrong_window(*(changes.get(name) for name in WINDOWS[kind][1:]))
        if changes.get("country") not in (None, *COUNTRY_CODES):
            yield f"{changes['country']} is no country. Remedy: give its ISO 3166-1 alpha-3 code"
        if kind in MERGED and payload[f"{MERGED[kind]}_id"] in payload["merged_ids"]:
            yield "what stays is among what is merged into it. Remedy: name each once"
        if "parts" in payload:
            yield from self._wrong_parts(kind, payload)
        if {"source_ids", "target_ids"} & changes.keys():
            read = self._ask("select source_ids, target_ids from event where event_id = ?", payload["event_id"])[0]
            told = [changes.get(name, ids) for name, ids in zip(("source_ids", "target_ids"), read, strict=True)]
            if not any(told):
                yield "nobody would be left in the event. Remedy: reject the event, or name who acted"
        if kind == "entity_corrected" and {"kind", "country"} & changes.keys():
            yield from self._wrong_country(payload)
        if changes.get("wikidata_id"):
            asked = changes["wikidata_id"], payload["entity_id"]
            for id_, name in self._ask(
                "select entity_id, name from entity where wikidata_id = ? and entity_id <> ?", *asked
            ):
                yield f"{asked[0]} is {name} already. Remedy: communique correct merge-entities {id_} {asked[1]}"

    def _wrong_country(self, payload: Mapping[str, Any]) -> Iterator[str]:
        """A country is one entity, and what it is called in the reference data."""
        read = self._ask("select kind, country from entity where entity_id = ?", payload["entity_id"])[0]
        told = tuple(payload["changes"].get(name, value) for name, value in zip(("kind", "country"), read, strict=True))
        if "country" in (read[0], told[0]) and told != read:
            yield "a country can be no other, and nothing else a country. Remedy: communique correct merge-entities"

    def _wrong_parts(self, kind: str, payload: Mapping[str, Any]) -> Iterator[str]:
        is_event = kind == "events_split"
        parts = [part if is_event else part["entity_name_ids"] for part in payload["parts"]]
        given = Counter(id_ for part in parts for id_ in part)
        if twice := [id_ for id_, count in given.items() if count > 1]:
            yield f"{twice[0]} is in two parts. Remedy: name each once"
        table, key = ("event_claim", "event_id") if is_event else ("entity_name", "entity_id")
        ((whole_count,),) = self._ask(f"select count(*) from {table} where {key} = ?", payload[key])
        if len(parts) == 1 and len(given) == whole_count:
            yield "the part is all of it, so nothing is split. Remedy: leave something to the rest"

    # ------------------------------------------------------------------------------------------------------ look-ups

    def _connection(self) -> duckdb.DuckDBPyConnection:
        if self._published is None:
            self._published = connect(self._home)
        return self._published

    def _ask(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        return self._connection().execute(sql, list(parameters)).fetchall()

    def _find(self, table: str, given: str, part_of: str | None = None) -> Found:
        return find(self._connection(), table, given, part_of)

    def _rejected(self, given: str) -> str:
        """The id of a rejected event, published as such or not yet."""
        rejected = {id_ for id_, given_ in self._seen.of("event", IS_REJECTED).items() if given_.value}
        found = sorted(id_ for id_ in rejected if given and id_.startswith(given))
        if len(found) == 1:
            return found[0]
        nearest = found or difflib.get_close_matches(given, rejected, cutoff=0) or ["none"]
        raise CommandError(f"{given!r} is no rejected event. Rejected are: {', '.join(nearest)}")

    def _withdrawn(self, seq: int) -> tuple[str, str]:
        """The stream of the correction that is to be withdrawn, and what it is, in words."""
        made = self._seen.by_seq.get(seq)
        if made is None:
            raise CommandError(f"entry {seq} is no correction. Remedy: take its number from communique correct list")
        if (by := self._seen.withdrawn_by.get(seq)) is not None:
            raise CommandError(f"correction {seq} was withdrawn by correction {by.seq} of {by.author} already")
        return made.subject, f"correction {seq} ({made.kind} of {made.subject} by {made.author})"

    def _document(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """A retraction's payload: for an address all versions, for a document's id that one."""
        known = documents(self._on_record, str(payload.get("document_id") or payload.get("uri") or ""))
        is_one = payload.get("uri") != known[0]["uri"]
        return {"uri": known[0]["uri"]} | ({"document_id": known[0]["document_id"]} if is_one else {})


def waiting_row(made: Correction, corrections: Corrections) -> dict[str, Any]:
    """A correction that no release has yet as a row of the table `correction`."""
    is_withdrawn = made.seq in corrections.withdrawn_by
    return {
        "seq": made.seq,
        "kind": made.kind,
        "corrected_ids": corrected_ids(made, corrections),
        "changes": changes_in_json(made),
        "author": made.author,
        "reason": made.reason,
        "recorded_at": made.recorded_at,
        "status": "withdrawn" if is_withdrawn else WAITING,
        "explanation": "It never counted." if is_withdrawn else "It counts from the next build on.",
    }


def with_action(changes: dict[str, Any]) -> dict[str, Any]:
    """Changes of an event: with another kind of act come its root and code, where the reference data have just one.

    Raises CommandError where nobody knows the kind.
    """
    kind = changes.get("kind")
    if not isinstance(kind, str):
        return changes
    action = load_reference()["action"].filter(pl.col("root") != "")
    known = action.filter(pl.col("kind") == kind).select("root", "cameo_code").unique()
    if known.is_empty():
        near = difflib.get_close_matches(kind, action["kind"].unique().sort().to_list()) or ["none"]
        raise CommandError(
            f"{kind!r} is no kind of act. The nearest: {', '.join(near)}. Remedy: see seeds/reference/action.csv"
        )
    root, cameo_code = known.row(0)
    return ({"root": root, "cameo_code": cameo_code or None} if known.height == 1 else {}) | changes


def wrong_window(start: str | None, end: str | None) -> Iterator[str]:
    """What is wrong with a window in ISO 8601."""
    try:
        days = [date.fromisoformat(day) for day in (start, end) if day is not None]
    except ValueError as error:
        yield f"{error}. Remedy: give days that there are, as YYYY-MM-DD"
        return
    last_date = datetime.now(UTC).date() + timedelta(days=365 * YEARS_AHEAD)
    if len(days) == 1 or days != sorted(days):
        yield f"the window from {start} to {end} ends before it starts. Remedy: give both ends"
    if any(not FIRST_DATE <= day < last_date for day in days):
        yield f"dates lie between {FIRST_DATE} and {YEARS_AHEAD} years from now"


def default_author() -> str:
    """The login name of whoever runs the command. Raises CommandError where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise CommandError("the system does not tell your name. Remedy: give it with --author") from error


def read_file(path: Path, author: str, reason: str | None) -> list[Wanted | Refused]:
    """One correction a line: {"kind": ..., "reason": ..., and the payload's own fields}; author and reason as defaults.

    Raises CommandError where the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: {error}. Remedy: give a file of JSON lines in UTF-8") from error
    return [
        _line(f"{path}, line {number}", line, author, reason)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def _line(place: str, line: str, author: str, reason: str | None) -> Wanted | Refused:
    try:
        told = json.loads(line)
    except ValueError as error:
        return Refused(place, f"no JSON: {error}")
    if not isinstance(told, dict) or not isinstance(told.get("kind"), str):
        return Refused(place, 'no object with a kind, as {"kind": "event_rejected", "event_id": ..., "reason": ...}')
    payload = {name: value for name, value in told.items() if name not in ("kind", "reason", "author")}
    said = str(told.get("reason") or reason or ""), str(told.get("author") or author)
    return Wanted(told["kind"], payload, *said, place)


def record_file(corrector: Corrector, lines: Iterable[Wanted | Refused]) -> list[Recorded | Refused]:
    """Record the corrections of a file, each refused line beside them, in the order of the file."""
    read = list(lines)
    done = iter(corrector.record(each for each in read if isinstance(each, Wanted)))
    return [next(done) if isinstance(each, Wanted) else each for each in read]
