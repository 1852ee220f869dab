"""Finds what somebody names: by an id, the beginning of one, or a name of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import duckdb

from flows.command import CommandError
from warehouse.ledger_database import LedgerDatabase

SHOWN_COUNT = 5
SHOWN_ID_LENGTH = 12
ID = re.compile(r"[0-9a-f]+")
# id, other names that mean it as well, and what a person knows it by.
LOOKUPS = {
    "article": "select article_id as id, [uri] as names, concat_ws(', ', title, uri) as label from article",
    "entity": "select entity_id as id, [name] as names, concat_ws(', ', name, kind, country) as label from entity",
    "entity_name": "select entity_name_id as id, [name] as names, concat_ws(', ', name, kind, country) as label, "
    "entity_id as part_of from entity_name",
    "event": "select event_id as id, []::varchar[] as names, concat_ws(' ', start_date, "
    "array_to_string(source_names, ', '), kind, array_to_string(target_names, ', ')) as label from event",
    "claim": "select claim_id as id, []::varchar[] as names, concat_ws(' ', start_date, kind, uri) as label, "
    "event_id as part_of from event_claim join claim using (claim_id) join article using (article_id)",
}


class Found(NamedTuple):
    """A thing in the warehouse, and what a person knows it by."""

    id: str
    label: str

    @property
    def shown(self) -> str:
        """One line for a person."""
        return f"{self.id[:SHOWN_ID_LENGTH]} {self.label}"


def find(connection: duckdb.DuckDBPyConnection, what: str, given: str, part_of: str | None = None) -> Found:
    """The article, entity, entity_name, event or claim that is named; with `part_of`, one of that entity or event.

    Raises CommandError where there is none, with those that come nearest, or where several would do.
    """
    all_of_it = f"({LOOKUPS[what]}{'' if part_of is None else ' where part_of = $part_of'})"
    given = whole_characters(given.strip())
    told = {"given": given} | ({} if part_of is None else {"part_of": part_of})

    def ask(rest: str) -> list[Found]:
        rows = connection.execute(f"select id, label from {all_of_it} {rest} limit {SHOWN_COUNT + 1}", told).fetchall()
        return [Found(*row) for row in rows]

    by_id = ask("where $given <> '' and starts_with(id, lower($given)) order by id")
    found = by_id or ask("where list_contains(list_transform(names, name -> lower(name)), lower($given)) order by id")
    if len(found) == 1 or (found and found[0].id == given):
        return found[0]
    name = what.replace("_", " ")
    if found:
        raise CommandError(f"{given!r} may be several: {listed(found)}\nRemedy: give more of the id of the {name}")
    likeness = "jaro_winkler_similarity(id, $given)" if ID.fullmatch(given) else "jaccard(lower(label), lower($given))"
    nearest = ask(f"order by {likeness} desc, id") if given else []
    told_nearest = f". The nearest: {listed(nearest)}\n" if nearest else ". "
    where = "" if part_of is None else f" of {part_of[:SHOWN_ID_LENGTH]}"
    raise CommandError(
        f"there is no {name} {given!r}{where} in what is published{told_nearest}"
        f'Remedy: give an id, or as much of it as is unique, from communique sql "from {what}"'
    )


def documents(on_record: LedgerDatabase, given: str) -> list[dict[str, Any]]:
    """What was observed at an address, or the document of an id or the beginning of one: uri, document_id, blob_sha256.

    Raises CommandError where there is nothing such, with the addresses that come nearest.
    """
    given = whole_characters(given)
    seen = "select distinct uri, document_id, blob_sha256 from document where {} order by document_id"
    found = on_record.query(seen.format("uri = ?"), [given])
    if found.is_empty() and given:
        found = on_record.query(seen.format("starts_with(document_id, lower(?))"), [given])
        if found.height > 1:
            raise CommandError(f"several documents have an id that begins with {given}. Remedy: give more of it")
    if found.is_empty():
        likeness = "jaro_winkler_similarity(uri, ?) desc"
        near = on_record.query(f"select distinct uri from document order by {likeness}, uri limit 3", [given])
        raise CommandError(
            f"nothing was observed at {given!r}, and no document has that id. The nearest addresses:"
            + "".join(f"\n  {uri}" for uri in near["uri"])
        )
    return found.to_dicts()


def whole_characters(text: str) -> str:
    """The text with halves of characters spelt out, for no database takes them."""
    return text.encode(errors="backslashreplace").decode()


def listed(found: Sequence[Found]) -> str:
    """A line each, and that there are more."""
    more = ["..."] if len(found) > SHOWN_COUNT else []
    return "\n  ".join(["", *(each.shown for each in found[:SHOWN_COUNT]), *more])
