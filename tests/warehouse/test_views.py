from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from transforms.tables import TABLES
from warehouse import database, snapshot
from warehouse.catalog import View
from warehouse.home import Home

TEXTS = pl.List(pl.String)
TIME = pl.Datetime("us", "UTC")
SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "document": {
        "document_id": pl.String,
        "uri": pl.String,
        "byte_count": pl.UInt64,
        "observed_at": TIME,
        "version_no": pl.UInt32,
        "superseded_by": pl.String,
        "status": pl.String,
    },
    "article": {
        "article_id": pl.String,
        "uri": pl.String,
        "title": pl.String,
        "outlet": pl.String,
        "language": pl.String,
        "word_count": pl.UInt32,
        "body_start": pl.UInt32,
        "published_start": pl.Date,
        "published_end": pl.Date,
        "published_precision": pl.String,
        "published_basis": pl.String,
        "duplicate_of": pl.String,
        "observed_at": TIME,
    },
    "mention": {"mention_id": pl.String, "article_id": pl.String, "entity_id": pl.String, "title": pl.String},
    "entity": {"entity_id": pl.String, "kind": pl.String, "name": pl.String, "country": pl.String, "sector": pl.String},
    "article_text": {"article_id": pl.String, "text": pl.String},
    "tenure": {
        "entity_id": pl.String,
        "office": pl.String,
        "country": pl.String,
        "start_date": pl.Date,
        "end_date": pl.Date,
        "basis": pl.String,
    },
    "claim": {"claim_id": pl.String, "article_id": pl.String, "is_hypothetical": pl.Boolean},
    "event": {
        "event_id": pl.String,
        "root": pl.String,
        "kind": pl.String,
        "cameo_code": pl.String,
        "quad_class": pl.String,
        "intensity": pl.Float64,
        "source_ids": TEXTS,
        "source_names": TEXTS,
        "source_countries": TEXTS,
        "target_ids": TEXTS,
        "target_names": TEXTS,
        "target_countries": TEXTS,
        "start_date": pl.Date,
        "end_date": pl.Date,
        "date_precision": pl.String,
        "date_basis": pl.String,
        "object": pl.String,
        "place": pl.String,
        "is_negated": pl.Boolean,
        "is_planned": pl.Boolean,
        "reported_by": pl.String,
        "claim_count": pl.UInt32,
        "article_count": pl.UInt32,
        "first_published_date": pl.Date,
        "status": pl.String,
    },
    "citation": {
        "citation_id": pl.String,
        "event_id": pl.String,
        "claim_id": pl.String,
        "article_id": pl.String,
        "quote": pl.String,
        "quote_start": pl.UInt32,
        "quote_end": pl.UInt32,
    },
    "conflict": {
        "conflict_id": pl.String,
        "about": pl.String,
        "subject_id": pl.String,
        "article_id": pl.String,
        "other_article_id": pl.String,
        "statement": pl.String,
        "other_statement": pl.String,
        "explanation": pl.String,
    },
    "quarantine": {
        "quarantine_id": pl.String,
        "uri": pl.String,
        "document_id": pl.String,
        "stage": pl.String,
        "message": pl.String,
    },
}

# Ruiz is president of Peru, Hale was prime minister of New Zealand until the end of May 2020, Weka is a writer.
PEOPLE = {"ruiz": ("Ana Ruiz", "PER"), "hale": ("Tom Hale", "NZL"), "weka": ("Mo Weka", "NZL")}
TODAY = date.today()


def event(
    event_id: str,
    kind: str,
    intensity: float,
    sources: str,
    targets: str,
    start: date | None,
    end: date | None,
    **more: Any,
) -> dict[str, Any]:
    """An event between people (and "china", the country), given by their ids."""

    def side(name: str, ids: str) -> dict[str, list[str]]:
        actors = [PEOPLE.get(actor, ("China", "CHN")) for actor in ids.split()]
        return {
            f"{name}_ids": ids.split(),
            f"{name}_names": sorted(actor[0] for actor in actors),
            f"{name}_countries": sorted({actor[1] for actor in actors}),
        }

    common = {
        "root": "CONSULT",
        "cameo_code": "0411",
        "quad_class": "verbal cooperation",
        "date_precision": "unknown" if start is None else "day" if start == end else "range",
        "date_basis": "stated",
        "is_negated": False,
        "is_planned": False,
        "claim_count": 1,
        "article_count": 1,
        "status": "reported",
    }
    own = {"event_id": event_id, "kind": kind, "intensity": intensity, "start_date": start, "end_date": end}
    return common | own | side("source", sources) | side("target", targets) | more


EVENTS = [
    event(
        "e1", "send message", 4.0, "ruiz", "hale", date(2020, 3, 2), date(2020, 3, 2), claim_count=2, article_count=2
    ),
    event("e2", "send letter", 2.0, "hale", "ruiz", date(2020, 4, 1), date(2020, 4, 30), place="Wellington"),
    event("e3", "meet", 1.0, "ruiz", "hale weka china", date(2020, 3, 9), date(2020, 3, 9)),
    event("e4", "accuse", -2.0, "ruiz", "hale", date(2020, 3, 1), date(2020, 3, 31), status="disputed"),
    event("e5", "visit", 3.0, "ruiz", "china", date(2020, 6, 1), date(2020, 6, 1), is_planned=True),
    event("e6", "send message", 4.0, "ruiz", "hale", date(2020, 3, 3), date(2020, 3, 3), is_negated=True),
    event("e7", "threaten", -6.0, "hale", "ruiz", date(2020, 7, 1), date(2020, 7, 1)),
    event("e8", "praise", 3.0, "hale", "", None, None),
    event("e9", "send message", 4.0, "weka", "hale", date(2020, 3, 3), date(2020, 3, 3), status="corrected"),
]


def cited(article_id: str, *event_ids: str) -> list[dict[str, Any]]:
    return [
        {
            "citation_id": f"{article_id}-{event_id}",
            "claim_id": f"{article_id}-{event_id}",
            "event_id": event_id,
            "article_id": article_id,
            "quote": f"{article_id} says {event_id}.",
            "quote_start": 10,
            "quote_end": 24,
        }
        for event_id in event_ids
    ]


CITATIONS = [*cited("a1", "e1", "e3", "e5", "e6", "e7", "e9"), *cited("a2", "e1", "e2"), *cited("a3", "e4", "e8")]


def article(article_id: str, outlet: str | None, day: date | None, **more: Any) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "uri": f"https://{(outlet or 'nobody').lower()}.example/{article_id}",
        "title": f"Title of {article_id}",
        "outlet": outlet,
        "language": "en",
        "word_count": 100,
        "body_start": 4,
        "published_start": day,
        "published_end": day,
        "published_precision": "day" if day else "unknown",
        "published_basis": "stated" if day else "unknown",
        "observed_at": datetime(2020, 8, 1, 12, 30, tzinfo=UTC),
    } | more


ARTICLES = [
    article("a1", "Andes", date(2020, 3, 20)),
    article("a2", "Kiwi", date(2020, 3, 10), observed_at=datetime(2020, 8, 2, tzinfo=UTC)),
    article("a3", None, None, uri="https://kiwi.example/a3", published_basis="corrected"),
    article("a4", "Andes", date(2020, 3, 25), duplicate_of="a1", language="es"),
]


def document(
    document_id: str, uri: str, version_no: int, byte_count: int, status: str, days_ago: int
) -> dict[str, Any]:
    observed_at = datetime.combine(TODAY, datetime.min.time(), UTC) - timedelta(days=days_ago)
    fields = (document_id, uri, byte_count, observed_at, version_no, None, status)
    return dict(zip(SCHEMAS["document"], fields, strict=True))


ROWS: Mapping[str, list[dict[str, Any]]] = {
    "document": [
        document("a1", "https://andes.example/a1", 1, 500, "current", 40),
        document("a0", "https://kiwi.example/a2", 1, 900, "superseded", 30),
        document("a2", "https://kiwi.example/a2", 2, 700, "current", 20),
        document("b1", "old/files/b1.txt", 1, 10, "unreadable", 10),
    ],
    "article": ARTICLES,
    # All quotes start at the tenth character.
    "article_text": [
        {"article_id": article_id, "text": text}
        for article_id, text in {
            "a1": "He\nx Today a1 says e1.",
            "a2": "He\nx Lead\na2 says e1.",
            "a3": "He\nx Lead\na3 says e4.",
        }.items()
    ],
    "mention": [
        {"mention_id": "m1", "article_id": "a1", "entity_id": "ruiz", "title": "president"},
        {"mention_id": "m2", "article_id": "a1", "entity_id": "weka", "title": None},
    ],
    "entity": [
        *(
            {
                "entity_id": key,
                "kind": "person",
                "name": name,
                "country": country,
                "sector": "MIL" if key == "weka" else None,
            }
            for key, (name, country) in PEOPLE.items()
        ),
        {"entity_id": "china", "kind": "country", "name": "China", "country": "CHN"},
    ],
    "tenure": [
        {"entity_id": "ruiz", "office": "president", "start_date": date(2019, 1, 1), "basis": "reference"},
        {"entity_id": "hale", "office": "prime minister", "end_date": date(2020, 5, 31), "basis": "reference"},
        {"entity_id": "hale", "office": "chair", "basis": "cited"},
    ],
    "claim": [
        {
            "claim_id": row["claim_id"],
            "article_id": row["article_id"],
            "is_hypothetical": row["event_id"] == "e7",
        }
        for row in CITATIONS
    ],
    "event": EVENTS,
    "citation": CITATIONS,
    "conflict": [
        {"conflict_id": "c1", "about": "event_date", "subject_id": "e1", "article_id": "a1", "other_article_id": "a2"},
        {"conflict_id": "c2", "about": "event_date", "subject_id": "e9", "article_id": "a1", "other_article_id": "a2"},
        {
            "conflict_id": "c3",
            "about": "publication_date",
            "subject_id": "a3",
            "article_id": "a3",
            "other_article_id": "a3",
        },
        {
            "conflict_id": "c4",
            "about": "publication_date",
            "subject_id": "a1",
            "article_id": "a1",
            "other_article_id": "a1",
        },
    ],
    "quarantine": [
        {"quarantine_id": "q1", "uri": "https://andes.example/huge", "document_id": None, "stage": "observe"},
        {"quarantine_id": "q2", "uri": "old/files/b1.txt", "document_id": "b1", "stage": "read"},
    ],
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published warehouse over the hand-made tables."""
    home = Home(tmp_path_factory.mktemp("home"))
    staged = snapshot.stage(home)
    for name, schema in SCHEMAS.items():
        full = [dict.fromkeys(schema) | row for row in ROWS[name]]
        snapshot.write_table(staged, name, pl.DataFrame(full, schema=schema))
    release = snapshot.publish(home, staged, ledger_seq=1, ledger_hash="", versions={})
    assert release is not None
    database.publish_database(home, release, [])
    with database.connect(home) as connection:
        yield connection


def rows(warehouse: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return warehouse.execute(sql).fetchall()


def test_event_timeline_holds_every_event_once_with_its_standing(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert rows(warehouse, "select event_id, standing from event_timeline") == [
        ("e4", "happened"),
        ("e1", "happened"),
        ("e6", "denied"),
        ("e9", "happened"),
        ("e3", "happened"),
        ("e2", "happened"),
        ("e5", "planned"),
        ("e7", "hypothetical"),
        ("e8", "happened"),
    ]


def test_event_timeline_quotes_the_first_article_and_names_all_outlets(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        warehouse, "select quote, outlets from event_timeline where event_id in ('e1', 'e8') order by event_id"
    ) == [
        ("a2 says e1.", ["Andes", "Kiwi"]),
        ("a3 says e8.", []),
    ]


def test_dyad_month_counts_what_happened_between_two_countries(warehouse: duckdb.DuckDBPyConnection) -> None:
    march, april = date(2020, 3, 1), date(2020, 4, 1)
    assert rows(warehouse, "select * from dyad_month") == [
        ("NZL", "PER", april, 1, 1, 0, 2.0, 1, ["send letter"]),
        ("PER", "CHN", march, 1, 1, 0, 1.0, 1, ["meet"]),
        ("PER", "NZL", march, 3, 2, 1, 1.0, 4, ["accuse", "meet", "send message"]),
    ]


def test_message_exchange_finds_the_message_that_came_back(warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = "event_id, sender_names, recipient_names, reply_event_id, reply_day_count"
    assert rows(warehouse, f"select {columns} from message_exchange") == [
        ("e1", ["Ana Ruiz"], ["Tom Hale"], "e2", 30),
        ("e9", ["Mo Weka"], ["Tom Hale"], None, None),
        ("e2", ["Tom Hale"], ["Ana Ruiz"], None, None),
    ]


def test_leader_activity_tells_what_a_leader_did_month_by_month(warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = "name, month_date, offices, event_count, source_count, target_count, partner_countries, kinds"
    assert rows(warehouse, f"select {columns} from leader_activity") == [
        ("Ana Ruiz", date(2020, 3, 1), ["president"], 3, 3, 0, ["CHN", "NZL"], ["accuse", "meet", "send message"]),
        ("Ana Ruiz", date(2020, 4, 1), ["president"], 1, 0, 1, ["NZL"], ["send letter"]),
        ("Tom Hale", date(2020, 3, 1), ["prime minister"], 4, 0, 4, ["PER"], ["accuse", "meet", "send message"]),
        ("Tom Hale", date(2020, 4, 1), ["prime minister"], 1, 1, 0, ["PER"], ["send letter"]),
        ("Tom Hale", None, [], 1, 1, 0, [], ["praise"]),
    ]


def test_source_coverage_counts_per_outlet(warehouse: duckdb.DuckDBPyConnection) -> None:
    andes = ("Andes", 2, 1, 2, ["en", "es"], date(2020, 3, 20), date(2020, 3, 25), 200, 6, 6, 5)
    kiwi = ("Kiwi", 1, 1, 1, ["en"], date(2020, 3, 10), date(2020, 3, 10), 100, 2, 2, 1)
    nobody = (None, 1, 1, 0, ["en"], None, None, 100, 2, 2, 2)
    assert rows(warehouse, "select * from source_coverage") == [andes, kiwi, nobody]


def test_data_freshness_counts_days_per_host_or_folder(warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = "source_name, document_count, current_count, unreadable_count, refused_count, observed_day_count"
    assert rows(warehouse, f"select {columns} from data_freshness") == [
        ("andes.example", 1, 1, 0, 1, 40),
        ("kiwi.example", 2, 1, 0, 0, 20),
        ("old/files", 1, 0, 1, 0, 10),
    ]
    published = "select last_published_date, published_day_count from data_freshness where source_name = 'kiwi.example'"
    assert rows(warehouse, published) == [(date(2020, 3, 10), (TODAY - date(2020, 3, 10)).days)]


def test_open_conflict_leaves_out_what_was_settled(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert rows(warehouse, "select conflict_id, outlet, other_outlet, title from open_conflict") == [
        ("c1", "Andes", "Kiwi", "Title of a1"),
        ("c4", "Andes", "Andes", "Title of a1"),
    ]


def test_silent_edit_shows_the_version_that_was_replaced(warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = "uri, version_no, document_id, previous_document_id, byte_count_change, outlet"
    assert rows(warehouse, f"select {columns} from silent_edit") == [
        ("https://kiwi.example/a2", 2, "a2", "a0", -200, "Kiwi")
    ]


def test_event_gdelt_has_the_columns_of_gdelt_in_their_order(warehouse: duckdb.DuckDBPyConnection) -> None:
    actor = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
    place = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
    action = "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale"
    groups = {
        "": "GLOBALEVENTID SQLDATE MonthYear Year FractionDate",
        "Actor1": actor,
        "Actor2": actor,
        " ": f"{action} NumMentions NumSources NumArticles AvgTone",
        "Actor1Geo_": place,
        "Actor2Geo_": place,
        "ActionGeo_": place,
        "  ": "DATEADDED SOURCEURL",
    }
    expected = [f"{prefix.strip()}{name}" for prefix, names in groups.items() for name in names.split()]
    assert [row[0] for row in rows(warehouse, "describe event_gdelt")] == expected
    assert len(expected) == 61


def test_event_gdelt_has_a_row_per_pair_of_actors(warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = "GLOBALEVENTID, SQLDATE, MonthYear, Year, Actor1Code, Actor2Code, Actor2Name"
    assert rows(warehouse, f"select {columns} from event_gdelt") == [
        ("e4", None, 202003, 2020, "PERGOV", "NZLGOV", "TOM HALE"),
        ("e1", 20200302, 202003, 2020, "PERGOV", "NZLGOV", "TOM HALE"),
        ("e9", 20200303, 202003, 2020, "NZLMIL", "NZLGOV", "TOM HALE"),
        ("e3", 20200309, 202003, 2020, "PERGOV", "CHN", "CHINA"),
        ("e3", 20200309, 202003, 2020, "PERGOV", "NZLMIL", "MO WEKA"),
        ("e3", 20200309, 202003, 2020, "PERGOV", "NZLGOV", "TOM HALE"),
        ("e2", None, 202004, 2020, "NZLGOV", "PERGOV", "ANA RUIZ"),
        ("e8", None, None, None, "NZL", None, None),
    ]


def test_event_gdelt_counts_reports_and_keeps_the_first_address(warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = "EventCode, EventBaseCode, EventRootCode, QuadClass, GoldsteinScale, NumMentions, NumSources, NumArticles"
    (row,) = rows(warehouse, f"select {columns}, DATEADDED, SOURCEURL from event_gdelt where GLOBALEVENTID = 'e1'")
    assert row == ("0411", "041", "04", 1, 4.0, 2, 2, 2, 20200801123000, "https://andes.example/a1")
    (fraction,) = rows(warehouse, "select FractionDate from event_gdelt where GLOBALEVENTID = 'e1'")
    assert fraction[0] == pytest.approx(2020 + 92 / 365)


def test_event_gdelt_tells_what_stands_in_the_lead(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = dict(rows(warehouse, "select GLOBALEVENTID, IsRootEvent from event_gdelt"))
    assert found == {"e1": 1, "e2": 0, "e3": 1, "e4": 0, "e8": 0, "e9": 1}


@pytest.mark.parametrize(
    ("cameo_code", "quad_class"),
    [("010", 1), ("057", 1), ("06", 2), ("0874", 2), ("090", 3), ("138", 3), ("141", 4), ("204", 4), (None, None)],
)
def test_event_gdelt_classes_follow_cameo(cameo_code: str | None, quad_class: int | None) -> None:
    (view,) = [view for view in database.views() if view.name == "event_gdelt"]
    with duckdb.connect() as connection:
        for name, schema in SCHEMAS.items():
            full = [dict.fromkeys(schema) | row | {"cameo_code": cameo_code} for row in ROWS[name]]
            frame = pl.DataFrame([{column: row[column] for column in schema} for row in full], schema=schema)
            connection.register("frame", frame.to_arrow())
            connection.execute(f"create table {name} as from frame")
        connection.execute(view.sql)
        assert connection.execute("select distinct QuadClass from event_gdelt").fetchall() == [(quad_class,)]


@pytest.mark.parametrize("path", sorted(database.VIEWS_FOLDER.glob("*.sql")), ids=lambda path: path.stem)
def test_every_view_says_its_grain_its_readers_and_what_each_column_means(
    path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    view = View.read(path)
    assert view.text.startswith("one row per ")
    assert "Read by " in view.text
    assert list(view.columns) == [row[0] for row in rows(warehouse, f"describe {view.name}")]


@pytest.mark.parametrize("path", sorted(database.VIEWS_FOLDER.glob("*.sql")), ids=lambda path: path.stem)
def test_every_view_reads_tables_and_no_view(path: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    views = {view.name for view in database.views()}
    inputs = {
        name for (name,) in rows(warehouse, f"select input_name from table_lineage where table_name = '{path.stem}'")
    }
    assert inputs
    assert not inputs & views
    assert not views & set(View.read(path).meaning(views).inputs)


def test_the_tables_of_this_test_are_declared_as_here() -> None:
    declared = {table.name: {name: column.dtype for name, column in table.columns.items()} for table in TABLES}
    assert {name: dict(schema.items() - declared[name].items()) for name, schema in SCHEMAS.items()} == {
        name: {} for name in SCHEMAS
    }


def test_every_view_of_a_warehouse_without_rows_has_no_rows(tmp_path: Path) -> None:
    home = Home(tmp_path)
    staged = snapshot.stage(home)
    for table in TABLES:
        snapshot.write_table(staged, table.name, table.empty())
    release = snapshot.publish(home, staged, ledger_seq=1, ledger_hash="", versions={})
    assert release is not None
    database.publish_database(home, release, [])
    assert [view.name for view in database.views() if database.query(home, f"from {view.name}").height] == []
