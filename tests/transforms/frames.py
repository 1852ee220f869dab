"""A small world to make tables from: documents are observed, mentions and claims are read in them, tables are built."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl

from transforms.reading.expression import find_expressions
from transforms.reading.read import READING_TABLES
from transforms.table import Table, build_order
from transforms.tables import TABLES
from warehouse import database, snapshot
from warehouse.home import Home
from warehouse.segment import ENTRY_COLUMNS

SCHEMAS: dict[str, dict[str, Any]] = {
    "entry": ENTRY_COLUMNS,
    **READING_TABLES,
}
PATTERN = {"predicate": "meet", "source": "subj", "target": "obj|with", "basis": "test"}
# The columns that the tables need of the reference data.
REFERENCE: dict[str, list[dict[str, str]]] = {
    "country": [
        {"country_code": "AAA", "name": "Aland"},
        {"country_code": "BBB", "name": "Bland"},
        {"country_code": "CCC", "name": "Cland"},
    ],
    "organization": [
        {"name": "League of Lands", "kind": "igo", "country": "", "sector": "IGO", "aliases": "LoL|the League"}
    ],
    "person": [{"name": "Ana Mör", "country": "AAA", "aliases": "Anna Moer", "known_as": "Mör"}],
    "office": [
        {"person": "Ana Mör", "office": "president", "country": "AAA", "start_date": "2019-02-01", "end_date": ""}
    ],
    "action": [
        {
            **PATTERN,
            "action_id": "meet",
            "kind": "meet",
            "cameo_code": "046",
            "root": "CONSULT",
            "quad_class": "verbal cooperation",
            "intensity": "2",
            "is_mutual": "yes",
        },
        {
            **PATTERN,
            "action_id": "establish-relation",
            "kind": "establish diplomatic relations",
            "cameo_code": "054",
            "root": "COOPERATE",
            "quad_class": "material cooperation",
            "intensity": "6",
            "is_mutual": "yes",
        },
        {
            **PATTERN,
            "action_id": "visit",
            "kind": "visit",
            "cameo_code": "042",
            "root": "CONSULT",
            "quad_class": "verbal cooperation",
            "intensity": "2",
            "is_mutual": "",
        },
    ],
    "country_name": [
        {"name": "Aland", "country": "AAA", "kind": "name"},
        {"name": "Bland", "country": "BBB", "kind": "name"},
        {"name": "Cland", "country": "CCC", "kind": "name"},
    ],
    "fact": [
        {
            "what": "diplomatic relations established",
            "subject": "AAA",
            "object": "BBB",
            "start_date": "1960-08-29",
            "end_date": "",
        }
    ],
    "same_act": [
        {"kind": "hold talks", "act": "meet", "direction": "mutual", "is_counted": "yes"},
        {"kind": "meet", "act": "meet", "direction": "mutual", "is_counted": "yes"},
        {"kind": "receive visitor", "act": "visit", "direction": "reversed", "is_counted": "yes"},
        {"kind": "send message", "act": "send message", "direction": "", "is_counted": "yes"},
        {"kind": "expel", "act": "expel", "direction": "", "is_counted": ""},
        {"kind": "visit", "act": "visit", "direction": "", "is_counted": "yes"},
    ],
}
ROOTS = {"accuse": "ACCUSE", "establish diplomatic relations": "COOPERATE", "attack": "ASSAULT"}
FIRST_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def actor(name: str, country: str | None = None, kind: str = "person") -> dict[str, Any]:
    """Somebody as the reader names them; only name, kind and country matter to the tables."""
    return {"start": 0, "end": 1, "text": name, "name": name, "kind": kind, "country": country}


def land(country: str) -> dict[str, Any]:
    """A country as the reader names it."""
    names = {row["country_code"]: row["name"] for row in REFERENCE["country"]}
    return actor(names[country], country, "country")


@dataclass
class World:
    """Documents on record and what the reader took from them."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in SCHEMAS})

    def enter(self, kind: str, payload: dict[str, Any], *, run: str = "run 1", reason: str | None = None) -> int:
        """Append an entry to the ledger; returns its seq."""
        seq = len(self.rows["entry"]) + 1
        self.rows["entry"].append(
            {
                "seq": seq,
                "entry_id": f"entry {seq}",
                "key": f"key {seq}",
                "kind": kind,
                "subject": f"document:{payload.get('uri')}",
                "schema_version": 1,
                "recorded_at": FIRST_TIME + timedelta(hours=seq),
                "author": "test",
                "run_id": run,
                "reason": reason,
                "payload": json.dumps(payload),
                "blob_sha256": payload.get("blob_sha256"),
            }
        )
        return seq

    def observe(
        self,
        uri: str,
        text: str = "A text.",
        *,
        run: str = "run 1",
        published: date | None = None,
        refused: str | None = None,
        title: str | None = None,
        body: Sequence[tuple[int, int]] | None = None,
    ) -> str:
        """Put a document on record and read it; returns its document_id. `refused`: why it cannot be read."""
        data = text.encode()
        blob = hashlib.sha256(data).hexdigest()
        document_id = hashlib.sha256(f"{uri}\n{blob}".encode()).hexdigest()[:32]
        payload = {"uri": uri, "media_type": "text/plain", "byte_count": len(data), "blob_sha256": blob}
        self.enter("document_observed", {**payload, "source": "test", "metadata": {}}, run=run)
        if any(row["document_id"] == document_id for row in self.rows["read_page"]):
            return document_id
        row: dict[str, Any] = {"document_id": document_id, "status": "refused", "reason": refused}
        if not refused:
            spans = body or [(0, len(text))]
            row |= {
                "status": "read",
                "encoding": "utf-8",
                "media_type": "text/plain",
                "text": text,
                "title": title,
                "language": "en",
                "word_count": len(text.split()),
                "body_start": spans[0][0],
                "body_end": spans[-1][1],
                "zones": [{"kind": "body", "start": start, "end": end, "language": "en"} for start, end in spans],
                "stated_dates": [],
            }
        if published:
            day = {"first_date": published, "last_date": published}
            row["stated_dates"] = [{"start": 0, "end": 1, "text": "A", **day, "basis": "stated", "says": "date line"}]
        if not refused:
            self.rows["read_expression"].extend(
                {**asdict(expression), "document_id": document_id, "zone": "body"}
                for expression in find_expressions(text, body or [(0, len(text))])
            )
        self.rows["read_page"].append(row)
        return document_id

    def mention(self, document_id: str, who: dict[str, Any], *, start: int = 0, title: str | None = None) -> None:
        """Let the reader name somebody."""
        spoken = {**who, "start": start, "end": start + len(who["text"]), "title": title, "rule": "test"}
        self.rows["read_mention"].append({"document_id": document_id, **spoken})

    def claim(
        self,
        document_id: str,
        kind: str,
        sources: Sequence[dict[str, Any]] = (),
        targets: Sequence[dict[str, Any]] = (),
        *,
        sentence: str | None = None,
        **changes: Any,
    ) -> None:
        """Let the reader claim, in a sentence of the text or all of it, that the sources did something to the targets.

        The first date of the sentence dates it. `changes` are columns of read_claim.
        """
        (text,) = (row["text"] for row in self.rows["read_page"] if row["document_id"] == document_id)
        start = text.index(sentence) if sentence else 0
        end = start + len(sentence or text)
        dates = [
            row["start"]
            for row in self.rows["read_expression"]
            if row["document_id"] == document_id and start <= row["start"] < end
        ]
        row: dict[str, Any] = {
            "document_id": document_id,
            "sentence_start": start,
            "sentence_end": end,
            "trigger_start": start,
            "trigger_end": start + 1,
            "root": ROOTS.get(kind, "CONSULT"),
            "kind": kind,
            "cameo_code": "042",
            "sources": list(sources),
            "targets": list(targets),
            "expression_start": min(dates, default=None),
            "tense": "past",
            "is_negated": False,
            "is_planned": False,
            "is_hypothetical": False,
            "confidence": 0.9,
            "rule": "test",
        }
        for who in (*sources, *targets):
            self.mention(document_id, who)
        self.rows["read_claim"].append(row | changes)

    def tell(
        self,
        uri: str,
        text: str,
        kind: str,
        sources: Sequence[dict[str, Any]] = (),
        targets: Sequence[dict[str, Any]] = (),
        *,
        published: date | None = None,
        run: str = "run 1",
        **changes: Any,
    ) -> None:
        """An article of one sentence that claims one thing."""
        self.claim(self.observe(uri, text, published=published, run=run), kind, sources, targets, **changes)

    def tell_in_words(
        self,
        uri: str,
        text: str,
        kind: str,
        source: dict[str, Any],
        target: dict[str, Any],
        *,
        sentence: str | None = None,
        published: date | None = None,
        title: str | None = None,
        body: tuple[int, int] | None = None,
        **changes: Any,
    ) -> None:
        """An article with a sentence, or of one, that names source and target in full and says the act in one word.

        The act's word stands between their names; the claim knows all three places.
        """
        told = sentence or text
        start = text.index(told)

        def placed(who: dict[str, Any]) -> dict[str, Any]:
            first = start + told.index(who["name"])
            return {**who, "start": first, "end": first + len(who["name"]), "text": who["name"]}

        by, towards = placed(source), placed(target)
        word = text[by["end"] : towards["start"]].split()[0]
        trigger = text.index(word, by["end"])
        document_id = self.observe(uri, text, published=published, title=title, body=[body] if body else None)
        place = {"trigger_start": trigger, "trigger_end": trigger + len(word)}
        self.claim(document_id, kind, [by], [towards], sentence=told, **{"rule": kind, **place, **changes})

    def frames(self) -> dict[str, pl.LazyFrame]:
        """The sources of all tables."""
        read = {name: pl.LazyFrame(rows, schema=SCHEMAS[name]) for name, rows in self.rows.items()}
        known = {
            f"reference_{name}": pl.LazyFrame(rows, schema=dict.fromkeys(REFERENCE_COLUMNS[name], pl.String))
            for name, rows in REFERENCE.items()
        }
        return read | known

    def tables(self, *names: str) -> dict[str, pl.DataFrame]:
        """The named tables and what they are made from; every table when none is named."""
        needed = set(names or (table.name for table in TABLES))
        for table in reversed(build_order(TABLES)):
            if table.name in needed:
                needed.update(table.inputs)
        return build(self.frames(), [table for table in TABLES if table.name in needed])

    def table(self, name: str) -> pl.DataFrame:
        """One table made from this world."""
        return self.tables(name)[name]


REFERENCE_COLUMNS = {name: list(rows[0]) if rows else [] for name, rows in REFERENCE.items()}


def build(frames: dict[str, pl.LazyFrame], tables: Sequence[Table] = TABLES) -> dict[str, pl.DataFrame]:
    """Make the tables from their sources, in order."""
    made: dict[str, pl.DataFrame] = {}
    for table in build_order(tables):
        made[table.name] = table(
            **{name: frames[name] if name in frames else made[name].lazy() for name in table.inputs}
        )
    return made


def publish(tables: Mapping[str, pl.DataFrame], home: Home, ledger_seq: int = 1, **versions: str) -> None:
    """Make these tables the next release of a home, checked by no gate, and show it."""
    staged = snapshot.stage(home)
    for name, frame in tables.items():
        snapshot.write_table(staged, name, frame)
    release = snapshot.publish(home, staged, ledger_seq=ledger_seq, ledger_hash="", versions=versions)
    assert release is not None
    home.ledger.mkdir(exist_ok=True)
    database.publish_database(home, release, [])
