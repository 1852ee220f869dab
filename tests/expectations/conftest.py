"""A small clean release: what every rule passes, and what defects are planted in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from transforms.tables import TABLES

TODAY = date(2024, 6, 1)
SEEN = datetime(2024, 5, 20, 8, 30, tzinfo=UTC)

# Characters that are more than one byte, more than one UTF-16 unit or more than one code point stand before the quotes.
VISIT = (
    "Envoy visits Santiago 🇳🇴🇨🇱\n2024.03.05\nCafe\u0301 talks\n"
    "On March 4, Norway’s envoy Ida Berg met Chile’s president Luis Soto.\n"
    "Chile may thank Norway.\nMORE STORIES\nPeru expels envoy\n"
)
REPRINT = "Envoy in Chile\nNorway’s envoy Ida Berg met Luis Soto in early March.\n"
IDS = {"Ida Berg": "n1", "Luis Soto": "n2", "Norway": "n3", "Chile": "n4"}


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def mention_of(text: str, sentence: str, name: str) -> dict[str, Any]:
    """The place of a sentence that names somebody."""
    start = text.index(sentence) + sentence.index(name)
    return {"start": start, "end": start + len(name), "text": name, "entity_id": IDS[name]}


def document_rows() -> list[dict[str, Any]]:
    common = {"media_type": "text/plain", "encoding": "utf-8", "observed_at": SEEN, "version_no": 1, "byte_count": 9}
    return [
        {**common, "document_id": "a1", "uri": "https://one.example/visit", "status": "current", "version_no": 2},
        {**common, "document_id": "a2", "uri": "https://two.example/visit", "status": "current"},
        {
            **common,
            "document_id": "a3",
            "uri": "https://one.example/visit",
            "status": "superseded",
            "superseded_by": "a1",
        },
        {
            **common,
            "document_id": "a4",
            "uri": "https://two.example/noise",
            "status": "unreadable",
            "reason": "no words in it",
        },
    ]


def article_rows() -> list[dict[str, Any]]:
    date_line = span(VISIT, "2024.03.05")
    evidence = {"start": date_line[0], "end": date_line[1], "text": "2024.03.05", "says": "date line"}
    return [
        {
            "article_id": "a1",
            "uri": "https://one.example/visit",
            "title": "Envoy visits Santiago 🇳🇴🇨🇱",
            "language": "en",
            "word_count": 16,
            "body_start": span(VISIT, "Cafe")[0],
            "body_end": span(VISIT, "thank Norway.")[1],
            "published_start": date(2024, 3, 5),
            "published_end": date(2024, 3, 5),
            "published_precision": "day",
            "published_basis": "stated",
            "published_evidence": [evidence],
            "published_conflicts": [],
            "observed_at": SEEN,
        },
        {
            "article_id": "a2",
            "uri": "https://two.example/visit",
            "title": "Envoy in Chile",
            "language": "en",
            "word_count": 10,
            "body_start": span(REPRINT, "Norway")[0],
            "body_end": len(REPRINT) - 1,
            "published_precision": "unknown",
            "published_basis": "unknown",
            "published_evidence": [],
            "published_conflicts": [],
            "observed_at": SEEN,
        },
    ]


def entity_rows() -> list[dict[str, Any]]:
    kinds = {"Ida Berg": ("person", "NOR"), "Luis Soto": ("person", "CHL"), "Norway": ("country", "NOR")}
    kinds["Chile"] = ("country", "CHL")
    return [
        {
            "entity_id": IDS[name],
            "kind": kind,
            "name": name,
            "aliases": ["Berg", "Ida"] if name == "Ida Berg" else [],
            "country": country,
            "wikidata_id": f"Q{number}",
            "first_article_at": SEEN,
            "mention_count": 2,
            "article_count": 2,
        }
        for number, (name, (kind, country)) in enumerate(kinds.items(), 1)
    ]


def entity_name_rows() -> list[dict[str, Any]]:
    return [
        {
            "entity_name_id": f"name-{row['entity_id']}",
            "kind": row["kind"],
            "name": row["name"],
            "country": row["country"],
            "entity_id": row["entity_id"],
            "entity_kind": row["kind"],
            "entity_country": row["country"],
            "reason": "the same name",
        }
        for row in entity_rows()
    ]


def mention_rows() -> list[dict[str, Any]]:
    kinds = {row["entity_id"]: (row["kind"], row["country"]) for row in entity_rows()}
    return [
        {
            "mention_id": f"{article_id}-{entity_id}",
            "article_id": article_id,
            "start": span(text, name)[0],
            "end": span(text, name)[1],
            "text": name,
            "name": name,
            "entity_id": entity_id,
            "kind": kinds[entity_id][0],
            "country": kinds[entity_id][1],
            "rule": "known name",
        }
        for article_id, text in (("a1", VISIT), ("a2", REPRINT))
        for name, entity_id in IDS.items()
    ]


def expression_rows() -> list[dict[str, Any]]:
    window = {"start_date": date(2024, 3, 4), "end_date": date(2024, 3, 4), "date_precision": "day"}
    start, end = span(VISIT, "March 4")
    shared = {"article_id": "a1", "start": start, "end": end, "text": "March 4", "type": "DATE", "value": "2024-03-04"}
    return [{**shared, **window, "date_basis": "stated", "rule": "month and day", "zone": "body"}]


def claim_rows() -> list[dict[str, Any]]:
    met = "On March 4, Norway’s envoy Ida Berg met Chile’s president Luis Soto."
    met_again = "Norway’s envoy Ida Berg met Luis Soto in early March."
    thank = "Chile may thank Norway."
    march = {"start_date": date(2024, 3, 1), "end_date": date(2024, 3, 31), "date_precision": "month"}
    unknown = {"date_precision": "unknown", "date_basis": "unknown"}
    (day,) = expression_rows()
    fourth = {name: day[name] for name in ("start_date", "end_date", "date_precision", "date_basis")}
    fourth |= {"expression_start": day["start"], "expression_end": day["end"]}
    persons = {"source": ["Ida Berg"], "target": ["Luis Soto"]}
    countries = {"source": ["Chile"], "target": ["Norway"]}
    told = [
        ("c1", "a1", VISIT, met, " met ", "CONSULT", "meet", persons, fourth, False),
        ("c2", "a2", REPRINT, met_again, " met ", "CONSULT", "meet", persons, {**march, "date_basis": "stated"}, False),
        ("c3", "a1", VISIT, thank, " thank ", "SUPPORT", "thank", countries, unknown, True),
    ]
    return [
        {
            "claim_id": claim_id,
            "article_id": article_id,
            "sentence_start": span(text, sentence)[0],
            "sentence_end": span(text, sentence)[1],
            "trigger_start": span(text, trigger)[0] + 1,
            "trigger_end": span(text, trigger)[1] - 1,
            "root": root,
            "kind": kind,
            "cameo_code": "040",
            **{f"{side}_ids": [IDS[name] for name in names] for side, names in actors.items()},
            **{
                f"{side}_mentions": [mention_of(text, sentence, name) for name in names]
                for side, names in actors.items()
            },
            **window,
            "is_negated": False,
            "is_planned": False,
            "is_hypothetical": is_hypothetical,
            "confidence": 0.9,
            "rule": trigger.strip(),
        }
        for claim_id, article_id, text, sentence, trigger, root, kind, actors, window, is_hypothetical in told
    ]


def claim_rule_rows() -> list[dict[str, Any]]:
    return [{"rule": "met", "claim_count": 2}, {"rule": "thank", "claim_count": 1}]


def event_rows() -> list[dict[str, Any]]:
    return [
        {
            "event_id": "e1",
            "root": "CONSULT",
            "kind": "meet",
            "cameo_code": "040",
            "quad_class": "verbal cooperation",
            "intensity": 1.0,
            "source_ids": ["n1"],
            "source_names": ["Ida Berg"],
            "source_countries": ["NOR"],
            "target_ids": ["n2"],
            "target_names": ["Luis Soto"],
            "target_countries": ["CHL"],
            "start_date": date(2024, 3, 4),
            "end_date": date(2024, 3, 4),
            "date_precision": "day",
            "date_basis": "stated",
            "date_claim_id": "c1",
            "is_negated": False,
            "is_planned": False,
            "claim_count": 2,
            "article_count": 2,
            "first_published_date": date(2024, 3, 5),
            "status": "confirmed",
        }
    ]


def event_claim_rows() -> list[dict[str, Any]]:
    return [
        {"claim_id": "c1", "event_id": "e1", "is_founder": True, "reason": "first", "alternative_event_ids": []},
        {"claim_id": "c2", "event_id": "e1", "is_founder": False, "reason": "fits", "alternative_event_ids": []},
    ]


def citation_rows() -> list[dict[str, Any]]:
    texts = {"a1": VISIT, "a2": REPRINT}
    return [
        {
            "citation_id": f"e1-{row['claim_id']}",
            "event_id": "e1",
            "claim_id": row["claim_id"],
            "article_id": row["article_id"],
            "quote": texts[row["article_id"]][row["sentence_start"] : row["sentence_end"]],
            "quote_start": row["sentence_start"],
            "quote_end": row["sentence_end"],
        }
        for row in claim_rows()
        if not row["is_hypothetical"]
    ]


def conflict_rows() -> list[dict[str, Any]]:
    return [
        {
            "conflict_id": "x1",
            "about": "event_date",
            "subject_id": "e1",
            "article_id": "a1",
            "other_article_id": "a2",
            "statement": "On March 4",
            "other_statement": "in early March",
            "explanation": "one names the day, the other a part of the month",
        }
    ]


def correction_rows() -> list[dict[str, Any]]:
    return [
        {
            "seq": 5,
            "kind": "event_corrected",
            "corrected_ids": ["e1"],
            "changes": '{"place": "Santiago"}',
            "author": "ann",
            "reason": "the dateline says so",
            "recorded_at": SEEN,
            "status": "applied",
            "explanation": "It counts.",
        }
    ]


def tenure_rows() -> list[dict[str, Any]]:
    first, last = date(2020, 1, 1), date(2023, 12, 31)
    shared = {"entity_id": "n1", "country": "NOR", "basis": "reference", "article_count": 0}
    return [{**shared, "tenure_id": "t1", "office": "minister", "start_date": first, "end_date": last}]


def quarantine_rows() -> list[dict[str, Any]]:
    return [
        {
            "quarantine_id": "q1",
            "uri": "https://two.example/noise",
            "document_id": "a4",
            "stage": "read",
            "message": "no words in it",
            "remedy": "mend it",
            "refused_at": SEEN,
        }
    ]


def article_text_rows() -> list[dict[str, Any]]:
    return [{"article_id": "a1", "text": VISIT}, {"article_id": "a2", "text": REPRINT}]


def article_zone_rows() -> list[dict[str, Any]]:
    clutter = ("clutter", VISIT.index("MORE STORIES"), len(VISIT) - 1)
    zones = [("title", *span(VISIT, "Envoy visits Santiago 🇳🇴🇨🇱")), ("date_line", *span(VISIT, "2024.03.05"))]
    zones += [("body", span(VISIT, "Cafe")[0], span(VISIT, "thank Norway.")[1]), clutter]
    return [{"article_id": "a1", "kind": kind, "start": start, "end": end} for kind, start, end in zones]


def repeated_line_rows() -> list[dict[str, Any]]:
    start, end = VISIT.index("MORE STORIES"), len(VISIT) - 1
    told = {"article_id": "a1", "start": start, "end": end, "text": VISIT[start:end]}
    return [{**told, "host": "one.example", "article_count": 3, "reason": "it names nobody of the article"}]


@pytest.fixture(scope="session")
def clean() -> dict[str, pl.DataFrame]:
    """The rows of every table, by table; a table without a function of its own here is empty."""
    rows: dict[str, Callable[[], list[dict[str, Any]]]] = {
        name.removesuffix("_rows"): function for name, function in globals().items() if name.endswith("_rows")
    }
    frames = {}
    for table in TABLES:
        schema = {name: column.dtype for name, column in table.columns.items()}
        told = [{column: row.get(column) for column in schema} for row in rows.get(table.name, list)()]
        frames[table.name] = pl.DataFrame(told, schema=schema)
    return frames


@pytest.fixture(scope="session")
def stage() -> Callable[[Path, Mapping[str, pl.DataFrame]], Path]:
    """Writes frames to a folder as a build stages them."""

    def write(folder: Path, frames: Mapping[str, pl.DataFrame]) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in frames.items():
            frame.write_parquet(folder / f"{name}.parquet")
        return folder

    return write
