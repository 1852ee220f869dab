"""What was corrected by hand, and what of it counts.

A correction gives fields of what was read other values. Of several values for one field the last in the ledger counts,
and a correction that was withdrawn counts no more. Tables lay the values over what they derived, so corrections outlast
a better reader; ids are made from what was derived, so a correction changes no id but those it names.

Fields are columns of the table they are corrected in, and four more:

- `same_as` of an entity or event: the id of the other that it is
- `part` of an entity_name or claim: the id of the part that its entity or event was split into
- `is_rejected` of an event: it did not happen as read
- `is_retracted` of a document, or of an address and so of all that was seen there: nothing is derived from it
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any, NamedTuple

import polars as pl

from transforms.identity import content_id
from transforms.table import DataType

Payload = Mapping[str, Any]
WITHDRAWAL = "correction_withdrawn"
SAME_AS, PART, IS_REJECTED, IS_RETRACTED = "same_as", "part", "is_rejected", "is_retracted"


class Field(NamedTuple):
    """What a correction gives a value: a field of one thing, which its table and id name."""

    table: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry of the ledger that corrects something, with the value it gives each field."""

    seq: int
    kind: str
    subject: str
    payload: Payload
    author: str
    reason: str
    recorded_at: datetime
    values: Mapping[Field, Any]

    @property
    def says(self) -> str:
        """By whom and why, in words."""
        return f"corrected by {self.author}: {self.reason}"


class Given(NamedTuple):
    """A value that counts, and the correction that gives it."""

    value: Any
    by: Correction


class Corrections:
    """All corrections of a ledger, in its order, and what counts of them."""

    def __init__(self, entry: pl.LazyFrame) -> None:
        rows = (
            entry.filter(pl.col("kind").is_in([*VALUES, WITHDRAWAL]))
            .select("seq", "kind", "subject", "payload", "author", "reason", "recorded_at")
            .sort("seq")
            .collect()
        )
        self.all = tuple(_correction(**row) for row in rows.iter_rows(named=True))
        self.by_seq = {correction.seq: correction for correction in self.all}
        self.withdrawn_by: dict[int, Correction] = {}
        for correction in reversed(self.all):
            undone = correction.payload["seq"] if correction.kind == WITHDRAWAL else correction.seq
            if undone < correction.seq and correction.seq not in self.withdrawn_by:
                self.withdrawn_by.setdefault(undone, correction)

    @cached_property
    def given(self) -> dict[Field, Given]:
        """The value that counts for each field, in the order of the corrections that give them."""
        last: dict[Field, Given] = {}
        for correction in self.all:
            if correction.seq not in self.withdrawn_by:
                for field, value in correction.values.items():
                    last.pop(field, None)
                    last[field] = Given(value, correction)
        return last

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], dict[str, Given]]:
        named: dict[tuple[str, str], dict[str, Given]] = {}
        for field, given in self.given.items():
            named.setdefault((field.table, field.name), {})[field.id] = given
        return named

    @cached_property
    def same_as(self) -> dict[str, dict[str, Given]]:
        """What counts as merged, by table and id; where merges go in a circle, the last one says which id stays."""
        return {table: _without_circles(self.of(table, SAME_AS)) for table in ("entity", "event")}

    def of(self, table: str, name: str) -> dict[str, Given]:
        """What counts for a field of a table, by id."""
        return self._by_name.get((table, name), {})

    def actors(self, ids: str, entity: pl.LazyFrame) -> dict[str, list[str] | None]:
        """Who acts in an event by a correction of `ids` (source_ids or target_ids), by event_id, after merging.

        None where one of them is gone.
        """
        same = self.same_as["entity"]
        now = {
            event_id: sorted({end.value if (end := _followed(id_, None, same)) else id_ for id_ in given.value})
            for event_id, given in self.of("event", ids).items()
        }
        named = {id_ for entity_ids in now.values() for id_ in entity_ids}
        known = set(entity.filter(pl.col("entity_id").is_in(list(named))).select("entity_id").collect()["entity_id"])
        return {event_id: told if known.issuperset(told) else None for event_id, told in now.items()}

    def laid_over(self, frame: pl.LazyFrame, table: str, key: str, columns: Mapping[str, DataType]) -> pl.LazyFrame:
        """The frame with the corrected values in these columns, which are of these types; a value may be null."""
        for column, dtype in columns.items():
            if values := {id_: given.value for id_, given in self.of(table, column).items()}:
                frame = with_values(frame, key, column, dtype, values)
        return frame

    def moved(self, read: pl.LazyFrame, *, whole: str, part: str) -> pl.LazyFrame:
        """One row per row of `read` that splitting and merging give to another whole.

        `whole` and `part` are tables, e.g. event and claim; `read` has their ids: which part was read as belonging to
        which whole. Columns: the part's id, the other whole's id, moved_by (by whom and why). Nothing is given to a
        whole that there is not any more.
        """
        key, id_name = f"{part}_id", f"{whole}_id"
        split, same = self.of(part, PART), self.same_as[whole]
        moved: list[tuple[str, str, str]] = []
        if split or same:
            wanted = [*same, *(given.value for given in same.values())]
            is_concerned = pl.col(key).is_in(list(split)) | pl.col(id_name).is_in(wanted)
            rows = read.select(key, id_name).filter(is_concerned).collect()
            known = {*rows[id_name], *(split[id_].value for id_ in rows[key] if id_ in split)}
            for part_id, own_id in rows.iter_rows():
                end = _followed(own_id, split.get(part_id), same, known)
                if end is not None and end.value != own_id:
                    moved.append((part_id, end.value, end.by.says))
        return pl.LazyFrame(moved, schema=dict.fromkeys((key, id_name, "moved_by"), pl.String), orient="row")


def with_values(frame: pl.LazyFrame, key: str, column: str, dtype: DataType, values: Mapping[str, Any]) -> pl.LazyFrame:
    """The frame with other values in a column, by key."""
    given = pl.LazyFrame(
        {key: list(values), "given": list(values.values()), "is_given": [True] * len(values)},
        schema={key: pl.String, "given": dtype, "is_given": pl.Boolean},
    )
    return (
        frame.join(given, on=key, how="left")
        .with_columns(pl.when("is_given").then("given").otherwise(column).alias(column))
        .drop("given", "is_given")
    )


def entity_part_id(entity_id: str, name: str) -> str:
    """The id of the part of an entity that goes by a name of its own."""
    return content_id("part", entity_id, name)


def event_part_id(event_id: str, claim_ids: Collection[str]) -> str:
    """The id of the part of an event that these claims tell."""
    return content_id("part", event_id, *sorted(claim_ids))


def _without_circles(merged: Mapping[str, Given]) -> dict[str, Given]:
    same: dict[str, Given] = {}
    for id_, given in merged.items():
        if given.value == id_:
            continue
        if (end := _followed(given.value, None, same)) is not None and end.value == id_:
            del same[given.value]
        same[id_] = given
    return same


def _followed(
    own_id: str, split: Given | None, same: Mapping[str, Given], known: Collection[str] | None = None
) -> Given | None:
    """Where splitting and then merging, as often as one leads to the next, bring something; None: nowhere.

    Whatever is not known is passed through, but not ended at.
    """
    end, here = split, split.value if split else own_id
    while (step := same.get(here)) is not None:
        here = step.value
        if known is None or here in known:
            end = step
    return end


def _correction(kind: str, payload: str, **rest: Any) -> Correction:
    told = json.loads(payload)
    return Correction(kind=kind, payload=told, values=dict(VALUES[kind](told)) if kind in VALUES else {}, **rest)


def _changed(table: str, payload: Payload) -> Iterator[tuple[Field, Any]]:
    for name, value in payload["changes"].items():
        is_day = name.endswith(("_date", "published_start", "published_end")) and value is not None
        told = date.fromisoformat(value) if is_day else sorted(value) if isinstance(value, list) else value
        yield Field(table, payload[f"{table}_id"], name), told


def _merged(table: str, payload: Payload) -> Iterator[tuple[Field, Any]]:
    for merged_id in payload["merged_ids"]:
        yield Field(table, merged_id, SAME_AS), payload[f"{table}_id"]


def _entity_split(payload: Payload) -> Iterator[tuple[Field, Any]]:
    for part in payload["parts"]:
        part_id = entity_part_id(payload["entity_id"], part["name"])
        yield Field("entity", part_id, "name"), part["name"]
        for entity_name_id in part["entity_name_ids"]:
            yield Field("entity_name", entity_name_id, PART), part_id


def _events_split(payload: Payload) -> Iterator[tuple[Field, Any]]:
    for claim_ids in payload["parts"]:
        part_id = event_part_id(payload["event_id"], claim_ids)
        for claim_id in claim_ids:
            yield Field("claim", claim_id, PART), part_id


def _rejected(is_rejected: bool, payload: Payload) -> Iterator[tuple[Field, Any]]:
    yield Field("event", payload["event_id"], IS_REJECTED), is_rejected


def _retracted(payload: Payload) -> Iterator[tuple[Field, Any]]:
    yield Field("document", payload.get("document_id") or payload["uri"], IS_RETRACTED), True


# Kinds of entries that correct something: what a payload gives which field.
VALUES: Mapping[str, Callable[[Payload], Iterator[tuple[Field, Any]]]] = {
    "article_corrected": partial(_changed, "article"),
    "entity_corrected": partial(_changed, "entity"),
    "entity_merged": partial(_merged, "entity"),
    "entity_split": _entity_split,
    "event_corrected": partial(_changed, "event"),
    "events_merged": partial(_merged, "event"),
    "events_split": _events_split,
    "event_rejected": partial(_rejected, True),
    "event_restored": partial(_rejected, False),
    "document_retracted": _retracted,
}
