"""What was corrected by hand, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from transforms.correcting import IS_REJECTED, PART, SAME_AS, WITHDRAWAL, Correction, Corrections, Field
from transforms.table import DataType, table

APPLIED, SUPERSEDED, WITHDRAWN, ORPHANED = "applied", "superseded", "withdrawn", "orphaned"
NAMING = ("article_id", "entity_id", "event_id", "document_id", "uri")
REMEDY = "Withdraw it (communique correct withdraw {}) or correct anew."
COLUMNS: dict[str, tuple[DataType, str]] = {
    "seq": (pl.Int64, "number of its entry in the ledger; of two corrections of one field the higher one counts"),
    "kind": (pl.String, "what was done: event_corrected, entity_merged and so on"),
    "corrected_ids": (pl.List(pl.String), "the articles, entities, events or documents that it is about, sorted"),
    "changes": (pl.String, "what it gives which field, as JSON; {} where the kind says it all"),
    "author": (pl.String, "who corrected"),
    "reason": (pl.String, "why, in the author's words"),
    "recorded_at": (pl.Datetime("us", "UTC"), "when it was recorded"),
    "status": (
        pl.String,
        "applied; superseded by a later one; withdrawn; or orphaned: what it corrects is not there any more",
    ),
    "explanation": (pl.String, "what became of it, in plain words"),
}


@table(key="seq", columns=COLUMNS)
def correction(
    entry: pl.LazyFrame,
    document: pl.LazyFrame,
    article: pl.LazyFrame,
    entity_name: pl.LazyFrame,
    entity: pl.LazyFrame,
    event_claim: pl.LazyFrame,
    event: pl.LazyFrame,
) -> pl.LazyFrame:
    """One row per correction on record."""
    corrections = Corrections(entry)
    there = {
        "document": named(document, "document_id", corrections) | named(document, "uri", corrections),
        "article": named(article, "article_id", corrections),
        "entity": named(entity, "entity_id", corrections),
        "entity_name": named(entity_name, "entity_name_id", corrections),
        "event": named(event, "event_id", corrections),
        "claim": named(event_claim, "claim_id", corrections),
    }
    read = {
        "entity": named(entity_name, "read_entity_id", corrections),
        "event": named(event_claim, "read_event_id", corrections),
    }
    parts = {
        whole: {given.value for id_, given in corrections.of(part, PART).items() if id_ in there[part]}
        for whole, part in (("entity", "entity_name"), ("event", "claim"))
    }
    actors = {ids: corrections.actors(ids, entity) for ids in ("source_ids", "target_ids")}
    judge = Judge(corrections, actors, there, read, parts)
    rows = [
        {
            "seq": made.seq,
            "kind": made.kind,
            "corrected_ids": corrected_ids(made, corrections),
            "changes": changes(made),
            "author": made.author,
            "reason": made.reason,
            "recorded_at": made.recorded_at,
            **dict(zip(("status", "explanation"), judge.outcome(made), strict=True)),
        }
        for made in corrections.all
    ]
    return pl.LazyFrame(rows, schema={name: dtype for name, (dtype, _) in COLUMNS.items()})


@dataclass(frozen=True, slots=True)
class Judge:
    """Says what became of a correction.

    actors: by column, who acts in the events that it was corrected of, None where they are gone. By table: which of the
    ids that corrections name are there now, which were there as read, and which are parts that have something in them.
    """

    corrections: Corrections
    actors: dict[str, dict[str, list[str] | None]]
    there: dict[str, set[str]]
    read: dict[str, set[str]]
    parts: dict[str, set[str]]

    def outcome(self, made: Correction) -> tuple[str, str]:
        """The status of a correction and its explanation."""
        if (by := self.corrections.withdrawn_by.get(made.seq)) is not None:
            return WITHDRAWN, f"Withdrawn by correction {by.seq} of {by.author}: {by.reason}"
        if made.kind == WITHDRAWAL:
            return self._of_withdrawal(made)
        outcomes = {field: self._of_field(field, made) for field in made.values}
        statuses = {status for status, _ in outcomes.values()}
        status = next(status for status in (APPLIED, ORPHANED, SUPERSEDED) if status in statuses)
        lost = sorted({why for outcome, why in outcomes.values() if outcome != APPLIED})
        if status == ORPHANED:
            lost.append(REMEDY.format(made.seq))
        return status, " ".join([*([] if status != APPLIED else ["It counts."]), *lost])

    def _of_withdrawal(self, made: Correction) -> tuple[str, str]:
        seq = made.payload["seq"]
        counting = self.corrections.withdrawn_by.get(seq)
        if counting is not None and counting.seq != made.seq:
            return SUPERSEDED, f"Correction {counting.seq} withdraws the same."
        if seq not in self.corrections.by_seq:
            return ORPHANED, f"There is no correction {seq}. {REMEDY.format(made.seq)}"
        return APPLIED, f"Correction {seq} counts no more."

    def _of_field(self, field: Field, made: Correction) -> tuple[str, str]:
        given = self.corrections.given[field]
        what = field.table.replace("_", " ")
        if given.by.seq != made.seq:
            return SUPERSEDED, f"Correction {given.by.seq} of {given.by.author} gives {field.name} of {field.id} anew."
        if field.name in (SAME_AS, IS_REJECTED):
            concerned = (field.id, given.value) if field.name == SAME_AS else (field.id,)
            gone = [id_ for id_ in concerned if not self._is_known(field.table, id_)]
            return (ORPHANED, f"There is no {what} {gone[0]} any more.") if gone else (APPLIED, "")
        if field.id not in self.there[field.table]:
            return self._of_absent(field)
        if field.name in self.actors and self.actors[field.name][field.id] is None:
            return ORPHANED, f"One of its {field.name} is no entity any more."
        return APPLIED, ""

    def _of_absent(self, field: Field) -> tuple[str, str]:
        """Why nothing has the id of a field now."""
        what = f"{field.table.replace('_', ' ')} {field.id}"
        if (merged := self.corrections.same_as.get(field.table, {}).get(field.id)) is not None:
            return SUPERSEDED, f"Correction {merged.by.seq} of {merged.by.author} made {what} one with {merged.value}."
        rejected = self.corrections.of(field.table, IS_REJECTED).get(field.id)
        if rejected is not None and rejected.value:
            return SUPERSEDED, f"Correction {rejected.by.seq} of {rejected.by.author} rejects {what}."
        if field.id in self.read.get(field.table, ()):
            return SUPERSEDED, f"Other corrections left nothing of {what}."
        return ORPHANED, f"There is no {what} any more."

    def _is_known(self, table_name: str, id_: str) -> bool:
        """Whether there is an entity or event of this id, with corrections or without."""
        return id_ in self.there[table_name] or id_ in self.read[table_name] or id_ in self.parts[table_name]


def named(frame: pl.LazyFrame, column: str, corrections: Corrections) -> set[str]:
    """Which of the ids that corrections name stand in a column."""
    ids = {field.id for field in corrections.given}
    ids |= {given.value for field, given in corrections.given.items() if field.name == SAME_AS}
    return set(frame.filter(pl.col(column).is_in(list(ids))).select(column).collect()[column]) if ids else set()


def corrected_ids(made: Correction, corrections: Corrections) -> list[str]:
    """The ids of what a correction is about; for a withdrawal those of what it withdraws."""
    if made.kind == WITHDRAWAL:
        withdrawn = corrections.by_seq.get(made.payload["seq"])
        return corrected_ids(withdrawn, corrections) if withdrawn and withdrawn.seq < made.seq else []
    ids: Collection[str] = made.payload.get("merged_ids", ())
    return sorted({*ids, *(made.payload[name] for name in NAMING if made.payload.get(name))})


def changes(made: Correction) -> str:
    """What a correction changes, as JSON."""
    rest = {name: value for name, value in made.payload.items() if name not in NAMING}
    return json.dumps(made.payload.get("changes", rest), ensure_ascii=False, sort_keys=True)
